"""``python -m ingest.tmdb FOLDER`` makes a dated drop of raw files from the live TMDB.

``TMDB_API_TOKEN`` holds the token. Exit codes: 0 the drop of today is there, 2 an option is wrong, 7 there is no token or TMDB
refuses it, 130 it was stopped; 1 and any other code, it failed. What was fetched is kept, and the next run goes on from there.
"""

import argparse
import asyncio
import math
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from ingest.progress import stderr_console
from ingest.tmdb.drops import Written
from ingest.tmdb.errors import TmdbError, TokenError
from ingest.tmdb.fetch import Progress, fetch_drops
from ingest.tmdb.selection import Choice
from ingest.tmdb.settings import settings_of

DONE = 0
FAILED = 1
NO_TOKEN = 7
STOPPED = 130

_USUAL = Choice()


class ShownProgress(Progress):
    """Lines on a console, and on a terminal a bar below them.

    Args:
        console: Where.
        bars: What draws the bar.
    """

    def __init__(self, console: Console, bars: Bars) -> None:
        self._console = console
        self._bars = bars
        self._task = bars.add_task("asking TMDB", total=None)

    def said(self, text: str) -> None:
        """Write a line."""
        self._console.print(text)

    def begun(self, total: int) -> None:
        """Begin to fill the bar."""
        self._bars.reset(self._task, total=total, description="fetching")

    def advanced(self) -> None:
        """Fill it a little more."""
        self._bars.advance(self._task)


def main() -> int:
    """Make the drop of today and say on standard error how it went.

    Returns:
        The exit code.
    """
    options = _options()
    console = stderr_console()
    choice = Choice(options.top, options.least_popularity, options.least_votes)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    today = datetime.now(UTC).date()
    try:
        settings = settings_of(os.environ)
        with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
            written = asyncio.run(fetch_drops(options.folder, today, settings, choice, ShownProgress(console, bars)))
    except TmdbError as error:
        console.print(f"fetch failed: {error}")
        return NO_TOKEN if isinstance(error, TokenError) else FAILED
    except KeyboardInterrupt:
        console.print("fetch stopped; what is there is kept, and the next run goes on from there")
        return STOPPED
    for drop in written:
        console.print(_line(drop))
    if not written:
        console.print(f"{options.folder / today.isoformat()}: the drop of today is there already")
    return DONE


def _line(drop: Written) -> str:
    """What a drop holds."""
    left_out = f", {drop.left_out:,} left out for their votes or as adult ones" if drop.left_out else ""
    return f"{drop.folder}: {drop.films:,} films, {drop.deleted:,} deleted by TMDB{left_out}"


def _at_least(number: type[int] | type[float], least: int) -> Callable[[str], float]:
    """A reader of numbers that are not too small."""

    def read(text: str) -> float:
        try:
            value = number(text)
        except ValueError:
            value = least - 1
        if not least <= value < math.inf:
            raise argparse.ArgumentTypeError(f"'{text}' is no number from {least}")
        return value

    return read


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest.tmdb", description="Make a dated drop from the live TMDB.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of the drops")
    parser.add_argument(
        "--top", type=_at_least(int, 1), default=_USUAL.top, metavar="N", help="the N most popular films (default: %(default)s)"
    )
    parser.add_argument(
        "--least-popularity",
        type=_at_least(float, 0),
        default=_USUAL.least_popularity,
        metavar="P",
        help="of them, those of this popularity or more",
    )
    parser.add_argument(
        "--least-votes", type=_at_least(int, 0), default=_USUAL.least_votes, metavar="V", help="of them, those with so many votes"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
