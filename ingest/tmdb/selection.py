"""Which films a drop is to have: popular ones that are new, and known ones that changed or were not asked for in long."""

import gzip
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from ingest.tmdb.answers import Listed, read_changes, read_listed
from ingest.tmdb.drops import Known
from ingest.tmdb.errors import TmdbError
from ingest.tmdb.http_source import HttpSource
from ingest.tmdb.workers import for_each

_LONGEST_CALL = timedelta(days=13)
"""From the first to the last day of a call for changes, which may be about 14 days."""

_MOST_PAGES = 500
"""TMDB gives no later page, so a call with more is made for fewer days."""

_REFRESH_AFTER = timedelta(days=30)
"""When a film is fetched again that did not change: platforms change with nothing said, and TMDB's terms forbid old copies."""

_GZIP = b"\x1f\x8b"

_EXPORTS_BACK = 3
"""How many days back the file of ids may lie: today's comes at eight o'clock UTC."""


@dataclass(frozen=True)
class Choice:
    """Which films are wanted.

    Attributes:
        top: How many, the most popular ones.
        least_popularity: How popular they must be.
        least_votes: How many votes they must have; that is known only when they are there.
    """

    top: int = 10_000
    least_popularity: float = 0
    least_votes: int = 0


async def films_to_fetch(api: HttpSource, exports: HttpSource, day: date, before: Known, choice: Choice) -> set[int]:
    """Find out which films to fetch.

    Raises:
        TmdbError: TMDB does not say.
    """
    popular = await _popular(exports, day, choice)
    if before.day is None:
        return popular
    if before.day > day:
        raise TmdbError(f"the last drop is of {before.day}, and today is {day}; see whether the clock is right")
    changed = await _changed(api, before.day, day)
    old = {film for film, fetched in before.films.items() if day - fetched >= _REFRESH_AFTER}
    return (popular - before.films.keys()) | (changed & before.films.keys()) | old


async def _popular(exports: HttpSource, day: date, choice: Choice) -> set[int]:
    """The films of the newest file of all ids that are wanted."""

    def read(content: bytes) -> set[int]:
        wanted = (film for film in _listed(content) if not film.adult and (film.popularity or 0) >= choice.least_popularity)
        return {film.id for film in heapq.nlargest(choice.top, wanted, key=lambda film: (film.popularity or 0, -film.id))}

    names = [f"movie_ids_{day - timedelta(days=back):%m_%d_%Y}.json.gz" for back in range(_EXPORTS_BACK + 1)]
    for name in names:
        found = await exports.get(name, read)
        if found is not None:
            if not found:
                raise TmdbError(f"{name}: no film is as popular as that; choose a lower popularity")
            return found
    raise TmdbError(f"none of the daily files of ids is there: {', '.join(names)}; see whether today's date is right")


def _listed(content: bytes) -> Iterator[Listed]:
    if not content:
        raise EOFError("there is nothing in it")
    is_packed = content.startswith(_GZIP)  # unless it is unpacked already, as some servers have it done
    with gzip.open(BytesIO(content)) if is_packed else BytesIO(content) as lines:
        for line in lines:
            if line.strip():
                yield read_listed(line)


async def _changed(api: HttpSource, first: date, last: date) -> set[int]:
    """The films that changed from one day to another; calls share a day, so that none is lost between them."""
    found: set[int] = set()
    while True:
        until = min(first + _LONGEST_CALL, last)
        found |= await _changed_in_call(api, first, until)
        if until >= last:
            return found
        first = until


async def _changed_in_call(api: HttpSource, first: date, last: date) -> set[int]:
    found: set[int] = set()

    async def page(number: int) -> int:
        parameters = {"start_date": first.isoformat(), "end_date": last.isoformat(), "page": str(number)}
        changes = await api.get("movie/changes", read_changes, parameters)
        if changes is None:
            raise TmdbError("movie/changes: there is nothing; is the address of the API right?")
        found.update(film.id for film in changes.results)
        return changes.total_pages

    pages = await page(1)
    if pages > _MOST_PAGES:
        middle = first + (last - first) // 2
        if middle == first:
            raise TmdbError(f"movie/changes: {pages:,} pages of changes from {first} to {last} are more than TMDB gives")
        return await _changed_in_call(api, first, middle) | await _changed_in_call(api, middle, last)
    await for_each(range(2, pages + 1), page)
    return found
