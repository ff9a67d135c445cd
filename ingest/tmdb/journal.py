"""What is fetched for a drop, kept on disk from answer to answer, so that a run that is stopped loses nothing.

It is one SQLite file, for SQLite writes an answer whole or not at all, and locks out a second run.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ingest.tmdb.errors import TmdbError

_NAME = ".unfinished.sqlite"
_OPENED = """
pragma locking_mode = exclusive;
pragma journal_mode = wal;
pragma synchronous = normal;
begin exclusive;
create table if not exists drop_day (day text not null);
create table if not exists wanted (
    kind text not null, id integer not null, is_asked integer not null default 0, answer blob, primary key (kind, id)
);
commit;
"""


class Wanted(NamedTuple):
    """A thing to ask TMDB for.

    Attributes:
        kind: ``movie`` or ``collection``, as addresses of the API begin.
        id: Its number.
    """

    kind: str
    id: int


class Journal:
    """An open journal.

    Args:
        connection: Of its file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def day(self) -> date | None:
        """The date of the drop that is begun, or none."""
        row = self._connection.execute("select day from drop_day").fetchone()
        return date.fromisoformat(row[0]) if row else None

    def begin(self, day: date, wanted: Iterable[Wanted]) -> None:
        """Begin a drop."""
        with self._connection:
            self._connection.execute("insert into drop_day values (?)", [day.isoformat()])
            self._want(wanted)

    def want(self, wanted: Iterable[Wanted]) -> None:
        """Add what is found to be needed as well."""
        with self._connection:
            self._want(wanted)

    def _want(self, wanted: Iterable[Wanted]) -> None:
        self._connection.executemany("insert or ignore into wanted (kind, id) values (?, ?)", wanted)

    def missing(self) -> list[Wanted]:
        """What was not asked for yet."""
        rows = self._connection.execute("select kind, id from wanted where not is_asked order by kind, id")
        return [Wanted(*row) for row in rows]

    def keep(self, wanted: Wanted, answer: bytes | None) -> None:
        """Keep an answer; none says that TMDB has no such thing."""
        packed = None if answer is None else zlib.compress(answer)
        with self._connection:
            self._connection.execute("update wanted set is_asked = 1, answer = ? where kind = ? and id = ?", [packed, *wanted])

    def answers(self, kind: str) -> Iterator[tuple[int, bytes | None]]:
        """What was answered, in the order of ids."""
        rows = self._connection.execute("select id, answer from wanted where kind = ? and is_asked order by id", [kind])
        for key, packed in rows:
            yield key, None if packed is None else zlib.decompress(packed)

    def clear(self) -> None:
        """Forget everything, when the drop is there."""
        with self._connection:
            self._connection.execute("delete from wanted")
            self._connection.execute("delete from drop_day")


@contextmanager
def open_journal(folder: Path) -> Iterator[Journal]:
    """Open the journal of a folder of drops, for one run alone; an empty one is gone when the block ends.

    Raises:
        TmdbError: Another run has it, or it cannot be read or written.
    """
    path = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=0)
        try:
            connection.executescript(_OPENED)
            journal = Journal(connection)
            yield journal
            is_empty = journal.day is None
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise TmdbError(f"{folder}: another run is fetching into this folder; wait until it is done") from None
        raise TmdbError(f"{path}: what is fetched cannot be kept: {error}") from error
    except sqlite3.DatabaseError as error:
        raise TmdbError(f"{path}: what was fetched before cannot be read: {error}; remove the file to begin anew") from error
    except OSError as error:
        raise TmdbError(f"{folder}: the folder cannot be written: {error.strerror}") from error
    if is_empty:
        path.unlink(missing_ok=True)
