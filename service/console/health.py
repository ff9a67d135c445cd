"""Whether a process is as good as a new one after a statement, so that the next statement finds what it would find there."""

import duckdb

from service.console.limits import AddressSpace

_MOST_GROWTH = 128 * 2**20
"""The bytes of address space that a process may have more than at its start, beside the blocks of the file that DuckDB holds and
gives up when memory is wanted. The longest answers leave less; a statement that comes near its limit leaves more."""

_CACHED = "select coalesce(sum(memory_usage_bytes), 0) from duckdb_memory() where tag = 'BASE_TABLE'"


class Health:
    """The state of the running process, compared with that when this was made.

    Args:
        connection: The warehouse.
        space: The address space of the process.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, space: AddressSpace) -> None:
        self._connection = connection
        self._space = space
        self._size_at_start = self._size()

    def fault(self) -> str | None:
        """Why the process is worse than a new one; nothing if it is not."""
        try:
            growth = self._size() - self._size_at_start
        except (duckdb.Error, MemoryError):
            # DuckDB answers nothing any more once it has met an error that it takes for one of its own.
            return "DuckDB does not answer"
        return "memory was not given back" if growth > _MOST_GROWTH else None

    def _size(self) -> int:
        with self._connection.cursor() as cursor:
            [(cached,)] = cursor.execute(_CACHED).fetchall()
        return self._space.size() - int(cached)
