"""Every rule of sql/checks finds the row that breaks it."""

from typing import NamedTuple

import duckdb
import pytest

import sql
from ingest.rules import Rule, rules

RULES = {rule.name: rule for rule in rules() if "." not in rule.name or rule.name.endswith("[]")}

FULL_LISTS = [
    (file.name, column.removesuffix("[]"))
    for file in sql.sql_files("derived")
    for column in file.headers.get("table", {}).get("not_null", ())
    if column.endswith("[]")
]


class Plant(NamedTuple):
    """A bad row: the rule that it breaks, how it gets into the warehouse, and what the rule must show of it."""

    rule: str
    statement: str
    shown: tuple[object, ...]


def one_row(table: str) -> str:
    return f"rowid = (select min(rowid) from {sql.relation(table)})"


PLANTS = [
    Plant("counts_add_up", "update build_counts set kept = kept + 1 where table_name = 'movies'", ("movies",)),
    Plant("counts_add_up", "update build_counts set rows_read = rows_read - 1 where table_name = 'crew'", ("crew",)),
    *(
        Plant(
            "counts_add_up",
            f"delete from rejected_rows where rowid = (select min(rowid) from rejected_rows where action = '{action}')",
            (),
        )
        for action in ("repaired", "merged", "rejected")
    ),
    Plant(
        "counts_add_up",
        "update rejected_rows set action = 'merged' where table_name = 'movies' and action = 'repaired'",
        ("movies",),
    ),
    Plant("release_year_follows_from_date", "update movies set release_year = 1996 where movie_id = 862", (862, 1996)),
    Plant("return_follows_from_money", 'update movies set "return" = 12 where movie_id = 862', (862, 12.0)),
    Plant("return_follows_from_money", "update movies set \"return\" = 'nan' where movie_id = 862", (862,)),
    Plant("return_follows_from_money", "update movies set \"return\" = 'inf' where movie_id = 990003", (990003,)),
    Plant("return_follows_from_money", 'update movies set "return" = 1 where movie_id = 990003', (990003, 1.0)),
    Plant("return_follows_from_money", "update movies set revenue = revenue + 1 where movie_id = 990008", (990008, 301)),
    Plant(
        "recommendations_make_sense",
        "update derived.neighbours set other_id = 862 where movie_id = 862 and place = 1",
        (862, "toy story"),
    ),
    Plant(
        "recommendations_make_sense",
        "update derived.neighbours set other_id = 42023 where movie_id = 949 and place = 1",
        (949, "heat"),
    ),
    Plant(
        "recommendations_make_sense",
        "update derived.neighbours set other_id = 863 where movie_id = 862 and place <= 5",
        (862, "toy story 2", 5),
    ),
    Plant(
        "recommendations_are_varied",
        "insert into movies select m.* replace (1000000000 + r.i as movie_id, 1000 as vote_count)"
        " from movies as m cross join range(20000) as r (i) where m.movie_id = 863;"
        " insert into derived.neighbours select 1000000000 + r.i, 1, 862, 0 from range(900) as r (i)",
        (862,),
    ),
    Plant("recommendations_are_complete", "delete from derived.recommendations where movie_id = 862", (862, 10, None)),
    Plant(
        "recommendations_are_complete",
        "delete from derived.recommendations where movie_id = 862 and place = 10",
        (862, 10, 9),
    ),
    Plant("film_details_match_films", "delete from derived.film_details where movie_id = 862", (862, True, False)),
    Plant("film_details_match_films", "delete from movies where movie_id = 862", (862, False, True)),
    Plant("film_details_match_films", "update derived.film_details set budget = 1 where movie_id = 862", (862, True, True)),
    Plant(
        "film_details_match_films", "update derived.film_details set collection_id = null where movie_id = 862", (862, True, True)
    ),
    Plant(
        "film_details_match_films", "update derived.film_details set genres = genres[2:] where movie_id = 862", (862, True, True)
    ),
    Plant(
        "film_details_match_films",
        "update derived.film_details set weighted_rating = 'nan' where movie_id = 862",
        (862, True, True),
    ),
    Plant(
        "totals_match_films",
        "update derived.group_totals set films = films + 1 where kind = 'genre' and group_id = 16",
        ("genre",),
    ),
    Plant("totals_match_films", "delete from derived.group_totals where kind = 'year'", ("year", None)),
    Plant("totals_match_films", "delete from movie_keywords", ("keyword", None)),
    Plant("totals_match_films", "update derived.person_totals set films = films - 1 where person_id = 31", ("person",)),
    Plant("totals_match_films", f'delete from "cast" where {one_row("cast")}', ("person",)),
    *(
        Plant(
            f"{table}.{column}[]",
            f'update {sql.relation(table)} set "{column}" = ["{column}"[1], null] where {one_row(table)}',
            (1,),
        )
        for table, column in FULL_LISTS
    ),
    Plant(
        "search_finds_every_name", "delete from derived.search_postings where kind = 'movie' and named_id = 862", ("movie", 862)
    ),
    Plant("search_finds_every_name", "update derived.search_postings set rank = 541 where key = 'toy' and rank = 1", ("toy",)),
]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_hand_made_catalogue_breaks_no_rule(connection: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    assert connection.execute(rule.statement).fetchall() == []


def test_a_bad_row_is_planted_for_every_rule() -> None:
    assert {plant.rule for plant in PLANTS} == set(RULES)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.rule}: {plant.statement}")
def test_a_planted_row_is_found(spoiled: duckdb.DuckDBPyConnection, plant: Plant) -> None:
    spoiled.execute(plant.statement)
    found = spoiled.execute(RULES[plant.rule].statement).fetchall()
    assert found
    assert any(set(plant.shown) <= set(row) for row in found)
