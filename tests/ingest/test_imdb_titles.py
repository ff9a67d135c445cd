"""Of IMDb's file of titles the lines about films of the catalogue are read, each as it stands there."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import SourceError
from tests.ingest.test_fact_tables import AMELIE, TITLES, TOY_STORY, write_films

Ask = Callable[[str], list[tuple[Any, ...]]]

HEADER = ("titleId", "ordering", "title", "region", "language", "types", "attributes", "isOriginalTitle")
NAME = "title.akas.tsv"
OTHERS = f"from ({TITLES}) where kind != 'original'"


def lines(*records: tuple[str, ...]) -> str:
    return "".join("\t".join(record) + "\n" for record in (HEADER, *records))


def write_titles(folder: Path, *records: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(lines(*records), encoding="utf-8", newline="")


def title(text: str, region: str = r"\N", language: str = r"\N", types: str = r"\N", attributes: str = r"\N") -> tuple[str, ...]:
    return (TOY_STORY[-1], "1", text, region, language, types, attributes, "0")


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (title("T", "AR", types="imdbDisplay"), "translated"),
        (title("T", "AR"), "translated"),
        (title("T", language="es", types="imdbDisplay"), "translated"),
        (title("T", "TR", "tr", "dvd\x02imdbDisplay"), "translated"),
        (title("T", "AR", attributes="literal title"), "alternative"),
        (title("T", "AR", types="working"), "alternative"),
        (title("T", "AR", types="festival"), "alternative"),
        (title("T"), "alternative"),
        ((*title("T", types="original")[:-1], "1"), "original"),
    ],
)
def test_what_kind_of_title_it_is_follows_from_type_and_attribute(
    raw_folder: Path, ask: Ask, record: tuple[str, ...], kind: str
) -> None:
    write_films(raw_folder, (*TOY_STORY[:3], "", "", TOY_STORY[-1]))
    write_titles(raw_folder, record)
    assert ask("select title, kind from movie_titles") == [("T", kind)]


def test_titles_are_taken_as_they_stand_for_quotes_and_commas_mean_nothing(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    titles = ['"Juguetes', 'Ju"gue"tes', "Juguetes, los", '""', "N", "\\Juguetes\\", "Jouets\u2028d'enfants"]
    write_titles(raw_folder, *(title(text, "AR") for text in titles))
    assert ask(f"select title {OTHERS} order by all") == sorted((text,) for text in titles)


def test_lines_about_other_films_are_not_of_the_catalogue_and_the_others_keep_their_numbers(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    others = [(f"tt{number:07}", *title("Otra", "AR")[1:]) for number in range(20_000)]
    write_titles(raw_folder, *others, title("Juguetes", "AR"), title("Juguetes", "AR"), title(r"\N", "AR"))
    assert ask(OTHERS) == [(862, "Juguetes", "translated", None, "AR")]
    assert ask(f"select rows_read, kept, merged, rejected from build_counts where file = '{NAME}'") == [(3, 1, 1, 1)]
    assert ask("select records from build_sources where file = 'title.akas.tsv'") == [(20_003,)]
    assert ask("select record, reason, raw_text from rejected_rows where file = 'title.akas.tsv' order by all") == [
        (20_000, "a later record has the same key; that one is kept", "\t".join(title("Juguetes", "AR"))),
        (20_002, "the record has no title", "\t".join(title(r"\N", "AR"))),
    ]


def test_a_line_of_another_number_of_fields_is_set_aside(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    write_titles(raw_folder, title("Juguetes", "AR")[:-1], (*title("Juguetes", "AR"), "0"), title("Jouets", "FR"))
    assert ask(f"select title {OTHERS}") == [("Jouets",)]
    assert ask("select distinct reason from rejected_rows") == [("the line has not as many fields as the header, 8",)]


def test_the_original_title_of_the_film_file_goes_before_that_of_imdb(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder, AMELIE)
    write_titles(raw_folder, (AMELIE[-1], "1", "Amélie Poulain", r"\N", r"\N", "original", r"\N", "1"))
    assert ask(TITLES) == [(194, AMELIE[3], "original", "fr", None)]


def test_a_later_drop_replaces_the_titles_of_a_film(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder / "2017-09-01")
    amelie = (AMELIE[-1], *title("Amelia", "AR")[1:])
    write_titles(raw_folder / "2017-09-01", title("Juguetes", "AR"), amelie)
    write_titles(raw_folder / "2026-11-21", title("Los juguetes", "AR"))
    assert ask(OTHERS) == [(194, "Amelia", "translated", None, "AR"), (862, "Los juguetes", "translated", None, "AR")]


def test_it_may_be_compressed_as_imdb_serves_it(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    (raw_folder / f"{NAME}.gz").write_bytes(gzip.compress(lines(title("Juguetes", "AR")).encode()))
    assert ask(f"select title {OTHERS}") == [("Juguetes",)]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (lines(title("Juguetes"))[:-1].encode(), "no line break is at the end; fetch the file again, or use --accept-cut"),
        (b"titleId\ttitle\nx\ty\n", "column 'region': the column is missing; the header has: titleId, title"),
        (lines(title("Juguetes")).encode() + b"tt0114709\t1\tM\xe9l\n", "the lines cannot be read"),
        (b"\xe9\n", "the header is not UTF-8 text"),
        (b"", "column 'titleId': the column is missing"),
    ],
)
def test_a_broken_file_is_refused_by_what_is_wrong_with_it(raw_folder: Path, ask: Ask, content: bytes, fault: str) -> None:
    write_films(raw_folder)
    (raw_folder / NAME).write_bytes(content)
    with pytest.raises(SourceError, match=NAME) as caught:
        ask(TITLES)
    assert fault in str(caught.value)
