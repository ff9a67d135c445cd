"""Layouts whose lists are names without ids: what the names mean, and how they go together with files that know ids."""

import csv
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ingest.ids_of_names import FIRST_INVENTED_ID, LAST_INVENTED_ID, ids_of_names, invented_ids
from ingest.limits import Limits
from ingest.name_lists import split
from ingest.tmdb_names import countries, genres, languages, places
from tests.ingest.raw_tables import load_tables

Ask = Callable[[str], list[tuple[Any, ...]]]

V11 = "TMDB_movie_dataset_v11.csv"
LEFT_OUT = f"{V11}: 1 film for adults is left out; --adult keeps it"
DAILY = "TMDB_all_movies.csv"
FILM = {"id": "862", "title": "Toy Story", "release_date": "1995-10-30", "vote_count": "5415"}
NO_PERSON = pl.DataFrame(schema={"name": pl.String, "id": pl.Int32})


def written(path: Path, *records: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = dict.fromkeys(column for record in records for column in record)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def names_in(*cells: str, known: Collection[str] = (), places: Collection[str] = ()) -> list[list[str]]:
    frame = pl.DataFrame({"record": range(len(cells)), "cell": cells}, schema={"record": pl.Int64, "cell": pl.String})
    found = split(frame, known, places).sort("record", "position")
    assert found["position"].to_list() == [place for _, names in found.group_by("record") for place in range(names.height)]
    return [found.filter(record=record)["name"].to_list() for record in range(len(cells))]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Drama", ["Drama"]),
        ("Drama, Comedy", ["Drama", "Comedy"]),
        (" Drama ,  Comedy, , ", ["Drama", "Comedy"]),
        ("Rock,Paper", ["Rock,Paper"]),
        ("Metro-Goldwyn-Mayer, Inc., Pixar", ["Metro-Goldwyn-Mayer, Inc.", "Pixar"]),
        ("Pixar, Toho Co., Ltd.", ["Pixar", "Toho Co., Ltd."]),
        ("Toho, Co., Ltd., Pixar", ["Toho, Co., Ltd.", "Pixar"]),
        ("Furia de Titanes II, A.I.E., Legendary", ["Furia de Titanes II, A.I.E.", "Legendary"]),
        ("Inc., Pixar", ["Inc.", "Pixar"]),
        ("Sammy Davis, Jr., Dean Martin", ["Sammy Davis, Jr.", "Dean Martin"]),
        ("Incredible, Limitless", ["Incredible", "Limitless"]),
    ],
)
def test_names_are_cut_at_commas_and_forms_of_companies_go_with_their_names(cell: str, names: Sequence[str]) -> None:
    assert names_in(cell) == [names]


def test_known_names_come_first_the_longest_before_the_others() -> None:
    known = {"Crime, Inc. of America", "Crime, Inc. of America, West", "West, East", "B, C"}
    assert names_in("A, Crime, Inc. of America, West, East, B, C", known=known) == [
        ["A", "Crime, Inc. of America, West", "East", "B, C"]
    ]


def test_places_go_together_where_the_first_part_mostly_stands_before_the_second() -> None:
    cells = ["rescue, paris, france, dream", "paris, france", "war, france", "war, love", "war, spain", "rome"]
    assert names_in(*cells, places=places()) == [
        ["rescue", "paris, france", "dream"],
        ["paris, france"],
        ["war", "france"],
        ["war", "love"],
        ["war", "spain"],
        ["rome"],
    ]


def test_an_invented_id_is_of_its_own_range_and_depends_on_the_name_alone() -> None:
    names = pl.Series([f"Company {number}" for number in range(200_000)])
    ids = invented_ids(names)
    assert ids["id"].n_unique() == len(names)
    assert ids["id"].is_between(FIRST_INVENTED_ID, LAST_INVENTED_ID).all()
    some = invented_ids(pl.Series(["Company 7", "Another"]))
    assert dict(some.iter_rows())["Company 7"] == dict(ids.iter_rows())["Company 7"]
    assert invented_ids(pl.Series(["Pixar"])).rows() == [("Pixar", 1_031_214_765)]  # which must never change


def test_a_known_name_has_its_true_id() -> None:
    known = pl.DataFrame({"name": ["Pixar", "Toho"], "id": [3, 882]}, schema={"name": pl.String, "id": pl.Int32})
    ids = dict(ids_of_names(pl.Series(["Pixar", "Nobody"]), known).iter_rows())
    assert ids["Pixar"] == 3
    assert ids["Nobody"] >= FIRST_INVENTED_ID
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        (genres(), "science fiction", 878),
        (genres(), "tv movie", 10770),
        (languages(), "english", "en"),
        (languages(), "français", "fr"),
        (languages(), "suomi", "fi"),
        (languages(), "cantonese", "cn"),
        (languages(), "no language", "xx"),
        (countries(), "united states of america", "US"),
        (countries(), "czechoslovakia", "XC"),
        (countries(), "bosnia and herzegovina", "BA"),
    ],
)
def test_names_of_tmdb_lead_to_its_ids_and_codes(table: dict[str, int | str], name: str, value: int | str) -> None:
    assert table[name] == value


def test_lists_of_names_become_links(raw_folder: Path, ask: Ask) -> None:
    film = FILM | {
        "genres": "Animation, Comedy, Nonsense",
        "production_companies": "Pixar, Disney, Inc., Pixar",
        "production_countries": "United States of America, Japan",
        "spoken_languages": "English, No Language",
        "keywords": "toy",
    }
    written(raw_folder / V11, film)
    assert ask("select genre_id, position from movie_genres order by position") == [(16, 1), (35, 2)]
    assert ask("select c.name from movie_companies as m inner join companies as c using (company_id) order by m.position") == [
        ("Pixar",),
        ("Disney, Inc.",),
    ]
    assert ask("select country_code from movie_countries order by position") == [("US",), ("JP",)]
    assert ask("select language_code from movie_languages order by position") == [("en",), ("xx",)]
    assert ask("select min(keyword_id) >= 1000000000 from keywords") == [(True,)]
    assert ask("select table_name, action, reason, raw_text from rejected_rows order by all") == [
        ("movie_companies", "merged", "the entry stands twice in the film's list", "Pixar"),
        ("movie_genres", "rejected", "'Nonsense' is not among the names of genres that TMDB has", "Nonsense"),
    ]


@pytest.mark.parametrize("truth", ["True", "TRUE", "true", "1"])
def test_films_for_adults_are_left_out_and_written_down_unless_they_are_wanted(
    raw_folder: Path, tmp_path: Path, ask: Ask, truth: str
) -> None:
    written(raw_folder / V11, FILM | {"adult": "False"}, FILM | {"id": "863", "adult": truth})
    assert ask("select movie_id from movies") == [(862,)]
    assert ask("select movie_id, action, reason from rejected_rows") == [(863, "rejected", "the film is for adults")]
    assert LEFT_OUT in load_tables(raw_folder, tmp_path / "some.duckdb")
    wanted = load_tables(raw_folder, tmp_path / "all.duckdb", Limits(adult=True))
    assert [note for note in wanted if "for adults" in note] == []


def test_an_option_of_the_build_wants_films_for_adults(
    raw_folder: Path, tmp_path: Path, run_build: Callable[..., tuple[int, list[str]]]
) -> None:
    written(raw_folder / V11, FILM | {"adult": "False"}, FILM | {"id": "863", "adult": "True"})
    code, said = run_build(raw_folder, tmp_path / "built.duckdb")
    assert code == 0
    assert LEFT_OUT in said
    code, said = run_build(raw_folder, tmp_path / "built.duckdb", "--adult")
    assert (code, [line for line in said if "for adults" in line]) == (0, [])


def test_files_that_know_ids_tell_what_names_mean_and_keep_what_later_files_have_no_column_for(
    raw_folder: Path, ask: Ask
) -> None:
    early = FILM | {
        "belongs_to_collection": "{'id': 10194, 'name': 'Toy Story Collection'}",
        "production_companies": "[{'id': 3, 'name': 'Pixar, of Emeryville'}]",
    }
    written(raw_folder / "movies_dataset.csv", early)
    written(raw_folder / "keywords.csv", {"id": "862", "keywords": "[{'id': 931, 'name': 'jealousy'}]"})
    cast = "[{'credit_id': 'c1', 'id': 31, 'name': 'Tom Hanks', 'gender': 2, 'order': 0, 'character': 'Woody'}]"
    written(raw_folder / "credits.csv", {"id": "862", "cast": cast, "crew": "[]"})
    written(raw_folder / "2024-01-01" / V11, FILM | {"vote_count": "9", "production_companies": "Pixar, of Emeryville, Toho"})
    assert ask("select vote_count, collection_id from movies") == [(9, 10194)]
    assert ask("select company_id = 3, name from companies order by name") == [(True, "Pixar, of Emeryville"), (False, "Toho")]
    assert ask("select keyword_id from movie_keywords") == [(931,)]
    assert ask('select person_id, character from "cast"') == [(31, "Woody")]


def test_later_keywords_take_the_place_of_earlier_ones(raw_folder: Path, ask: Ask) -> None:
    written(raw_folder / "movies_dataset.csv", FILM, FILM | {"id": "863", "title": "Toy Story 2"})
    written(
        raw_folder / "keywords.csv",
        {"id": "862", "keywords": "[{'id': 931, 'name': 'jealousy'}, {'id': 1, 'name': 'toy'}]"},
        {"id": "863", "keywords": "[{'id': 931, 'name': 'jealousy'}]"},
    )
    written(raw_folder / "2024-01-01" / V11, FILM | {"keywords": "toy"})
    assert ask("select movie_id, keyword_id from movie_keywords order by all") == [(862, 1), (863, 931)]


def test_people_who_are_credited_by_name_are_those_who_are_known_by_it(raw_folder: Path, ask: Ask) -> None:
    people = ((31, "Tom Hanks"), (7, "Sam Lee"), (8, "Sam Lee"), (9, "Ed Asner, Jr."))
    cast = [{"credit_id": f"c{number}", "id": number, "name": name, "gender": 2} for number, name in people]
    written(raw_folder / "movies_dataset.csv", FILM)
    written(raw_folder / "credits.csv", {"id": "862", "cast": repr(cast), "crew": "[]"})
    daily = FILM | {
        "cast": "Tom Hanks, Sam Lee, Ed Asner, Jr., Tom Hanks",
        "director": "Tom Hanks",
        "writers": "Ann New",
        "music_composer": "",
    }
    written(raw_folder / "2026-01-01" / DAILY, daily)
    roles = ask('select c.billing_order, p.person_id, p.name, p.gender from "cast" as c inner join people as p using (person_id)')
    by_order = {order: person for order, *person in roles}
    assert (by_order[0], by_order[2]) == ([31, "Tom Hanks", 2], [9, "Ed Asner, Jr.", 2])
    assert by_order[1][0] >= FIRST_INVENTED_ID
    assert by_order[1][1:] == ["Sam Lee", None]
    assert ask("select c.department, c.job, p.name from crew as c inner join people as p using (person_id) order by all") == [
        ("Directing", "Director", "Tom Hanks"),
        ("Writing", "Writer", "Ann New"),
    ]
    assert ask("select table_name, column_name, raw_text from rejected_rows where reason like 'the name stands twice%'") == [
        ("cast", "cast", "Tom Hanks")
    ]
    assert ask("select count(*) from person_names") == [(4,)]


def test_a_later_file_with_ids_takes_the_place_of_names(raw_folder: Path, ask: Ask) -> None:
    written(raw_folder / DAILY, FILM | {"cast": "Tom Hanks", "director": "Ann New"}, FILM | {"id": "863", "cast": "Tom Hanks"})
    later = raw_folder / "2026-01-01"
    crew = "[{'credit_id': 'd1', 'id': 7879, 'name': 'John Lasseter', 'job': 'Director', 'department': 'Directing'}]"
    written(later / "credits.csv", {"id": "862", "cast": "[]", "crew": crew})
    assert ask("select person_id, job from crew") == [(7879, "Director")]
    assert ask('select movie_id, credit_id from "cast"') == [(863, "863-cast-0")]
