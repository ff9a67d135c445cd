"""``python -m tools.evaluation.search WAREHOUSE`` prints how often search finds what is typed with an error, or in part.

Titles and names are drawn at random (with a fixed seed). Each is typed with one error of each kind, and its first 60 % alone. It
is found when a name that is the same but for case, accents and signs is among the first five.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import duckdb

from tools.evaluation.typing_errors import TYPING_ERRORS, beginning

FIRST = 5
DRAWN = 200
SEED = 20261126
PREFIX = 0.6

_DRAWN_FROM = {
    "films": "select n.name from search_names as n where n.kind = 'movie' and length(n.name) >= 3",
    "known films": "select m.title from movies as m where m.vote_count >= 100 and length(m.title) >= 3",
    "known people": "select n.name from search_names as n where n.kind = 'person' and n.fame >= 500 and length(n.name) >= 3",
}
_SEARCH = f"""
    select coalesce(bool_or(s.place <= {FIRST} and search_text(s.name) = search_text($name)), false)
    from search($typed) as s
"""


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
        for about, drawn_from in _DRAWN_FROM.items():
            all_names = sorted({name for (name,) in connection.execute(drawn_from).fetchall()})
            random = Random(SEED)  # noqa: S311 - no secret
            print(f"{about}: {DRAWN} of {len(all_names):,}")
            for line, missed in _measured(connection, random.sample(all_names, min(DRAWN, len(all_names))), random):
                print(f"  {line}  not found: {', '.join(missed[:4]) or 'none'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
