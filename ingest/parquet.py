"""Parquet files, written out as the CSV files that a build reads, if they are not larger than these may be."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import sql

_ROWS_AT_A_TIME = 10_000


def is_larger(path: Path, most: int) -> bool:
    """Whether a Parquet file holds more bytes than a table may have.

    The metadata tell how many values there are and what their pages take when they are unpacked. A text that many rows share
    stands in its page once, so the lengths of texts are added up as well, without a copy of any.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        return _is_larger(path, most)
    except pa.ArrowException as error:
        raise OSError(str(error)) from error


def _is_larger(path: Path, most: int) -> bool:
    with pq.ParquetFile(path) as file:
        pages = [file.metadata.row_group(group).column(leaf) for group in range(file.num_row_groups) for leaf in _leaves(file)]
        if max(sum(page.num_values for page in pages), sum(page.total_uncompressed_size for page in pages)) > most:
            return True
        texts = [
            file.schema.column(leaf).path for leaf in _leaves(file) if file.schema.column(leaf).physical_type == "BYTE_ARRAY"
        ]
    with pq.ParquetFile(path, read_dictionary=texts) as file:
        size = 0
        for text in texts:
            for batch in file.iter_batches(_ROWS_AT_A_TIME, columns=[text]):
                size += sum(map(_bytes_of_texts, batch.columns))
                if size > most:
                    return True
    return False


def _leaves(file: pq.ParquetFile) -> range:
    return range(len(file.schema))


def _bytes_of_texts(values: pa.Array) -> int:
    """The lengths of the texts of a column, which lie in lists and structures if it is nested."""
    if pa.types.is_dictionary(values.type):
        lengths = pc.binary_length(values.dictionary)
        return int(pc.sum(pc.cast(pc.take(lengths, values.indices), pa.int64())).as_py() or 0)
    if pa.types.is_struct(values.type):
        return sum(map(_bytes_of_texts, values.flatten()))
    if pa.types.is_map(values.type):
        return _bytes_of_texts(values.keys) + _bytes_of_texts(values.items)
    if pa.types.is_nested(values.type):
        return _bytes_of_texts(values.flatten())
    if pa.types.is_string(values.type) or pa.types.is_binary(values.type):
        return int(pc.sum(pc.cast(pc.binary_length(values), pa.int64())).as_py() or 0)
    return 0


def write_csv(path: Path, place: Path) -> None:
    """Write all columns as texts, nested ones as JSON."""
    table = f"read_parquet({sql.sql_literal(path)})"
    with duckdb.connect() as connection:
        columns = connection.execute(f"select column_name, column_type from (describe from {table})").fetchall()
        texts = []
        for name, column_type in columns:
            quoted = sql.quote_identifier(name)
            is_nested = column_type.endswith("[]") or column_type.startswith(("STRUCT(", "MAP("))
            texts.append(f"{f'to_json({quoted})' if is_nested else quoted}::varchar as {quoted}")
        connection.execute(f"copy (select {', '.join(texts)} from {table}) to {sql.sql_literal(place)} (format csv, header)")
