"""Rows as columns of Apache Arrow: a stream of its inter-process format, and Parquet.

Arrow's library takes 50 MB, so a process imports it only when somebody wants one of these formats.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

_ROWS_AT_ONCE = 16_384


def arrow_stream(cursor: duckdb.DuckDBPyConnection, question: str, values: Sequence[object]) -> Iterator[bytes]:
    """Rows as a stream of record batches."""
    import pyarrow as pa  # noqa: PLC0415

    batches = _batches(cursor, question, values)
    outlet = _Outlet()
    with pa.ipc.new_stream(outlet, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield outlet.taken()
    yield outlet.taken()


def parquet(cursor: duckdb.DuckDBPyConnection, question: str, values: Sequence[object]) -> Iterator[bytes]:
    """Rows as a Parquet file, a row group for each record batch."""
    from pyarrow import parquet as pq  # noqa: PLC0415

    batches = _batches(cursor, question, values)
    outlet = _Outlet()
    with pq.ParquetWriter(outlet, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield outlet.taken()
    yield outlet.taken()


def _batches(cursor: duckdb.DuckDBPyConnection, question: str, values: Sequence[object]) -> Any:  # noqa: ANN401 - a reader of Arrow, which has no types
    """Rows as record batches whose bytes depend on the rows alone.

    DuckDB leaves in the place of a null whatever stood in memory. Arrow's ``take`` writes zeros there.
    """
    import pyarrow as pa  # noqa: PLC0415

    found = cursor.sql(question, params=values).to_arrow_reader(_ROWS_AT_ONCE)
    places = pa.arange(0, _ROWS_AT_ONCE)
    return pa.RecordBatchReader.from_batches(found.schema, (batch.take(places[: len(batch)]) for batch in found))


class _Outlet(io.RawIOBase):
    """A file to write to whose bytes are taken away in between, so that it never holds all of them."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        held = bytes(memoryview(piece))  # type: ignore[arg-type]
        self._pieces.append(held)
        self._written += len(held)
        return len(held)

    def tell(self) -> int:
        return self._written

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
