"""Every layout is declared once, and a file needs no more than its declaration asks for."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.domains import Domain
from ingest.layout import Layout
from ingest.layouts import FILE_NAMES, LAYOUTS, layout_marked, layouts_named

FACTS = {"id": "862", "title": "Toy Story", "release_date": "1995-10-30"}
MOVIE_ROW = "select movie_id, title, release_date::varchar, budget, vote_count, overview, collection_id from movies"


def written(folder: Path, name: str, *records: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, records[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.file_names[0])
def test_a_declaration_holds_together(layout: Layout) -> None:
    names = [name for column in layout.columns for name in (column.name, *column.aliases)]
    assert len(names) == len(set(names))
    assert layout.required
    assert {*layout.whole_with} <= {*layout.required}
    assert all(isinstance(domain, Domain) for domain in layout.domains.values())
    assert {*layout.enough_without} <= {*FILE_NAMES} - {*layout.file_names}


@pytest.mark.parametrize("name", sorted(FILE_NAMES))
def test_layouts_that_share_a_name_are_told_apart_by_their_columns(name: str) -> None:
    layouts = layouts_named(name)
    for layout in layouts:
        assert [other for other in layouts if other.has_required([*layout.required])] == [layout]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.file_names[0])
def test_the_marks_of_a_layout_tell_it_from_all_others(layout: Layout) -> None:
    everything = [name for column in layout.columns for name in (column.name, *column.aliases)]
    assert layout_marked([*everything, *layout.marks]) is (layout if layout.marks else None)


@pytest.mark.parametrize("alias", ["id", "movie_id"])
def test_a_column_may_have_one_of_its_other_names(raw_folder: Path, ask: Callable[[str], list[Any]], alias: str) -> None:
    role = "[{'credit_id': 'c1', 'id': 31, 'name': 'Tom Hanks', 'character': 'Woody', 'order': 0}, {'credit_id': 'c2'}]"
    written(raw_folder, "movies.csv", FACTS)
    written(raw_folder, "credits.csv", {alias: "862", "cast": role, "crew": "[]"}, {alias: "x", "cast": "[]", "crew": "[]"})
    assert ask('select movie_id, person_id from "cast"') == [(862, 31)]
    assert ask("select reason from rejected_rows where table_name = 'credits'") == [
        (f"'x' is no valid {alias} (a whole number from 1 to 999,999,999)",)
    ]


def test_films_need_an_id_a_title_and_a_date_and_nothing_else(
    raw_folder: Path, tmp_path: Path, run_build: Callable[..., tuple[int, list[str]]], ask: Callable[[str], list[Any]]
) -> None:
    written(raw_folder, "movies.csv", FACTS)
    assert ask(MOVIE_ROW) == [(862, "Toy Story", "1995-10-30", 0, None, None, None)]
    code, said = run_build(raw_folder, tmp_path / "built.duckdb")
    assert code == 0
    usual = ", ".join(layouts_named("movies.csv")[0].usual)
    assert said[:3] == [
        f"movies.csv: no column {usual}; nothing is known of that",
        "movies 1 records read 1 kept 0 repaired 0 merged 0 rejected",
        "no file of credits: films have no cast and no crew",
    ]


@pytest.mark.parametrize("missing", [*FACTS])
def test_films_without_what_is_needed_are_refused(
    raw_folder: Path, tmp_path: Path, run_build: Callable[..., tuple[int, list[str]]], missing: str
) -> None:
    written(raw_folder, "movies.csv", {name: text for name, text in FACTS.items() if name != missing})
    code, said = run_build(raw_folder, tmp_path / "built.duckdb")
    assert code == 1
    assert f"column '{missing}': the column is missing" in said[-1]
