"""From an answer of TMDB to a drop, going on where a stopped run was."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path

from ingest.tmdb.answers import APPENDED, read_collection, read_film
from ingest.tmdb.drops import Written, is_written, known, write_drop
from ingest.tmdb.http_source import HttpSource
from ingest.tmdb.journal import Journal, Wanted, open_journal
from ingest.tmdb.selection import Choice, films_to_fetch
from ingest.tmdb.settings import Settings
from ingest.tmdb.workers import for_each

_NOT_FOUND = 34
"""TMDB's own code for what it does not have."""


class Progress:
    """What is told while films are fetched; this tells nothing."""

    def said(self, text: str) -> None:
        """Tell something."""

    def begun(self, total: int) -> None:
        """Begin to count answers."""

    def advanced(self) -> None:
        """Count one."""


async def fetch_drops(folder: Path, today: date, settings: Settings, choice: Choice, progress: Progress) -> list[Written]:
    """Finish the drop that an earlier run began, if there is one, and make the one of today.

    Args:
        folder: Where drops are.
        today: The date of the new one.
        settings: How TMDB is reached.
        choice: Which films are wanted.
        progress: Is told how it goes.

    Returns:
        The drops that were written; none if that of today was there.

    Raises:
        TmdbError: TMDB does not give what is needed, or the folder cannot be written. What was fetched is kept.
    """
    written = []
    async with AsyncExitStack() as stack:
        journal = stack.enter_context(open_journal(folder))
        patience = settings.patience
        api = await stack.enter_async_context(HttpSource(settings.api, patience, patience.answer, _is_not_there, settings.token))
        exports = await stack.enter_async_context(HttpSource(settings.exports, patience, patience.export, _is_no_file))
        fetcher = _Fetcher(folder, journal, api, exports, progress)
        while journal.day or not is_written(folder, today):
            day = journal.day or today
            if not is_written(folder, day):
                written.append(await fetcher.drop(day, choice))
            journal.clear()
    return written


@dataclass(frozen=True)
class _Fetcher:
    """Fetches one drop after the other."""

    folder: Path
    journal: Journal
    api: HttpSource
    exports: HttpSource
    progress: Progress

    async def drop(self, day: date, choice: Choice) -> Written:
        before = known(self.folder)
        if self.journal.day is None:
            films = await films_to_fetch(self.api, self.exports, day, before, choice)
            self.journal.begin(day, (Wanted("movie", film) for film in sorted(films)))
            self.progress.said(f"{day}: {len(films):,} films to fetch")
        else:
            self.progress.said(f"{day}: going on with a drop that was begun; {len(self.journal.missing()):,} films to fetch")
        await self._fetch_missing()
        self.journal.want(_nameless_collections(self.journal))
        await self._fetch_missing()
        return write_drop(self.folder, day, self.journal, before.films, choice.least_votes)

    async def _fetch_missing(self) -> None:
        missing = self.journal.missing()
        self.progress.begun(len(missing))
        await for_each(missing, self._fetch)

    async def _fetch(self, wanted: Wanted) -> None:
        def checked(answer: bytes) -> bytes:
            _READERS[wanted.kind](answer)
            return answer

        self.journal.keep(wanted, await self.api.get(f"{wanted.kind}/{wanted.id}", checked, _PARAMETERS[wanted.kind]))
        self.progress.advanced()


def _nameless_collections(journal: Journal) -> list[Wanted]:
    """The series that films name by their number alone."""
    films = (read_film(answer) for _, answer in journal.answers("movie") if answer is not None)
    found = (film.belongs_to_collection for film in films)
    return sorted({Wanted("collection", series.id) for series in found if series and series.id is not None and not series.name})


def _is_not_there(status: int, code: int | None) -> bool:
    return status == HTTPStatus.NOT_FOUND and code == _NOT_FOUND


def _is_no_file(status: int, _: int | None) -> bool:
    return status in {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN}


_READERS: dict[str, Callable[[bytes], object]] = {"movie": read_film, "collection": read_collection}
_PARAMETERS: dict[str, dict[str, str]] = {"movie": {"append_to_response": APPENDED}, "collection": {}}
