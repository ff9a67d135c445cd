"""``python -m tools.evaluation.search WAREHOUSE`` prints how often search finds what is typed with an error, or in part.

Titles and names are drawn at random (with a fixed seed). Each is typed with one error of each kind, and its first 60 % alone. It
is found when a name that is the same but for case, accents and signs is among the first five. Before that stand the judged
searches: the mean of one over the place of what is meant, and how often it is among the first three.
"""

import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from tools.evaluation.typing_errors import TYPING_ERRORS, beginning

FIRST = 5
DRAWN = 200
SEED = 20261126
PREFIX = 0.6
WELL_KNOWN = 300
JUDGED = Path(__file__).parents[2] / "tests/data/judged_searches.toml"

_DRAWN_FROM = {
    "films": "select n.name from derived.search_names as n where n.kind = 'movie' and length(n.name) >= 3",
    "known films": "select m.title from movies as m where m.vote_count >= 100 and length(m.title) >= 3",
    "known people": (
        "select n.name from derived.search_names as n where n.kind = 'person' and n.fame >= 500 and length(n.name) >= 3"
    ),
}
_SEARCH = f"""
    select coalesce(bool_or(s.place <= {FIRST} and search_text(s.name) = search_text($name)), false)
    from search($typed) as s
"""


def place_of(connection: duckdb.DuckDBPyConnection, judged: dict[str, Any]) -> int | None:
    """The place of what a judged search means, if it is found."""
    meant = (
        "select min(s.place) from search($q) as s "
        "where s.kind = $kind and s.name = $name and ($year is null or s.note = $year::varchar)"
    )
    values = {name: judged.get(name) for name in ("q", "kind", "name", "year")}
    ((place,),) = connection.execute(meant, values).fetchall()
    return None if place is None else int(place)


def mean_reciprocal_rank(places: Sequence[int | None]) -> float:
    """The mean of one over each place; 0 for what was not found."""
    return sum(1 / place for place in places if place) / len(places)


def _judged(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    judged = tomllib.loads(JUDGED.read_text(encoding="utf-8"))["search"]
    for about, chosen in (("all", judged), ("in Spanish", [each for each in judged if each.get("language") == "es"])):
        places = [place_of(connection, each) for each in chosen]
        first = sum(1 for place in places if place and place <= 3)
        missed = [each["q"] for each, place in zip(chosen, places, strict=True) if not place or place > 3]
        yield (
            f"{about:<20} {len(chosen):>4}  mean reciprocal rank {mean_reciprocal_rank(places):.3f}  "
            f"first three {first / len(chosen):6.1%}  not found: {', '.join(missed) or 'none'}"
        )


def _well_known(connection: duckdb.DuckDBPyConnection) -> str:
    """How often the best known titles are found that are typed with one error each, of a kind that is drawn as well."""
    titles = (
        "select m.title from movies as m where length(m.title) >= 4 order by m.vote_count desc nulls last, m.movie_id limit 2000"
    )
    random = Random(SEED)  # noqa: S311 - no secret
    names = random.sample([title for (title,) in connection.execute(titles).fetchall()], WELL_KNOWN)
    typed = [(name, random.choice(TYPING_ERRORS)(name, random) or name) for name in names]
    return _line(connection, "one error of any kind", typed)[0]


def _measured(connection: duckdb.DuckDBPyConnection, names: list[str], random: Random) -> Iterator[tuple[str, list[str]]]:
    """The kinds of what is typed, each with what was typed and not found, and how often it was found."""
    for error in TYPING_ERRORS:
        typed = [(name, wrong) for name in names if (wrong := error(name, random))]
        yield _line(connection, error.__name__.replace("_", " "), typed)
    yield _line(connection, f"first {PREFIX:.0%}", [(name, beginning(name, PREFIX)) for name in names])


def _line(connection: duckdb.DuckDBPyConnection, about: str, typed: list[tuple[str, str]]) -> tuple[str, list[str]]:
    missed = [wrong for name, wrong in typed if not connection.execute(_SEARCH, {"name": name, "typed": wrong}).fetchall()[0][0]]
    found = len(typed) - len(missed)
    return f"{about:<20} {found:>4} of {len(typed):>4}  {found / len(typed):6.1%}", missed


def main(warehouse: Path) -> None:
    """Print one line for each kind of names and of errors, with examples of what was not found."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        print("judged searches")
        for line in _judged(connection):
            print(f"  {line}")
        print(f"well-known titles\n  {_well_known(connection)}")
        for about, drawn_from in _DRAWN_FROM.items():
            all_names = sorted({name for (name,) in connection.execute(drawn_from).fetchall()})
            random = Random(SEED)  # noqa: S311 - no secret
            print(f"{about}: {DRAWN} of {len(all_names):,}")
            for line, missed in _measured(connection, random.sample(all_names, min(DRAWN, len(all_names))), random):
                print(f"  {line}  not found: {', '.join(missed[:4]) or 'none'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
