"""Reasons tell what films share, and plainly when that is little."""

import duckdb
import pytest

from tests.sql.asking import asked

UNSHARED = {"year", "quality", "liked"}
BEST_RATED = "de lo mejor valorado"

LISTS: dict[str, tuple[str, list[object], dict[str, object]]] = {
    "built": ("similar_movies", [862], {"n": 50}),
    "live": ("similar_movies", [949], {"n": 60}),
    "several": ("recommended_movies", [["862", "949"]], {"n": 100}),
    "far from all": ("recommended_movies", [["862"]], {"n": 100, "novelty": 1}),
}


@pytest.mark.parametrize("name", LISTS)
def test_where_less_than_a_third_is_shared_the_reason_is_the_rating(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    macro, values, options = LISTS[name]
    kinds = set()
    for row in asked(connection, macro, *values, **options):
        shares = {part["kind"]: part["share"] for part in row["contributions"]}
        shared = sum(share for kind, share in shares.items() if kind not in UNSHARED)
        if abs(shared - 1 / 3) < 0.01:  # shares are rounded
            continue
        is_told = row["motivo"].startswith(BEST_RATED)
        assert is_told == (shared < 1 / 3 and "quality" in shares), row
        assert row["motivo"].count("valorad") <= ("quality" in shares), row
        kinds.add(is_told)
    assert kinds == {True, False}


Part = tuple[str, int | None, list[str], float]


def told(connection: duckdb.DuckDBPyConnection, *parts: Part) -> str | None:
    """The reason of parts, which are called by their kinds."""
    rows = ", ".join(["(?, ?, ?::varchar[], ?::double)"] * len(parts))
    columns = "part, precedence, names, score"
    question = f"select reason(p.part, p.part, p.precedence, p.names, p.score) from (values {rows}) as p ({columns})"
    [(text,)] = connection.execute(question, [value for part in parts for value in part]).fetchall()
    assert text is None or isinstance(text, str)
    return text


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([("quality", 3, [], 2.0)], BEST_RATED),
        ([("quality", 3, [], 1.0), ("genre", 2, ["drama"], 0.6)], "genre: drama; quality"),
        ([("quality", 3, [], 1.0), ("year", None, [], 1.0), ("genre", 2, ["drama"], 0.6)], f"{BEST_RATED}; genre: drama"),
        ([("quality", 3, [], 1.0), ("language", None, [], 0.6)], "quality"),
        ([("liked", 3, [], 4.0), ("quality", 3, [], 1.0), ("cast", 2, ["a", "b"], 1.0)], f"{BEST_RATED}; cast: a, b; liked"),
        ([("liked", 3, [], 4.0), ("cast", 2, [], 1.0)], "cast; liked"),
        ([("year", None, [], 4.0), ("country", None, [], 1.0)], None),
    ],
)
def test_the_reason_of_parts(connection: duckdb.DuckDBPyConnection, parts: list[Part], reason: str | None) -> None:
    assert told(connection, *parts) == reason


def test_no_film_that_is_rated_badly_is_said_to_be_of_the_best(connection: duckdb.DuckDBPyConnection) -> None:
    question = """
        select f.quality
        from derived.recommendations as r
        inner join derived.film_priors as f on r.other_id = f.movie_id
        where contains(r.reason, 'valorad')
    """
    qualities = [quality for (quality,) in connection.execute(question).fetchall()]
    assert qualities
    assert min(qualities) > 0


def test_what_was_built_has_the_reasons_of_live_questions(connection: duckdb.DuckDBPyConnection) -> None:
    for film in (862, 949, 238):
        live = [row["motivo"] for row in asked(connection, "similar_neighbours", film, n=10)]
        question = "select reason from derived.recommendations where movie_id = ? order by place"
        assert [built for (built,) in connection.execute(question, [film]).fetchall()] == live


@pytest.mark.parametrize(
    "macro", ["similar_movies(862, n := 50)", "similar_movies(949, n := 60)", "recommended_movies(['862', '949'])"]
)
def test_one_genre_or_theme_is_told_as_one(connection: duckdb.DuckDBPyConnection, macro: str) -> None:
    reasons = [text for (text,) in connection.execute(f"select motivo from {macro}").fetchall()]
    told = [part.partition(": ") for text in reasons for part in text.split("; ")]
    counted = [(kind, len(names.split(", "))) for kind, _, names in told if kind.endswith(("género", "géneros", "tema", "temas"))]
    assert {count > 1 for _, count in counted} == {True, False}
    assert all(kind.startswith("mismos ") == (count > 1) for kind, count in counted)
