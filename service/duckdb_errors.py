"""What errors of DuckDB mean."""

import duckdb


def is_damage(error: duckdb.Error) -> bool:
    """Whether an error says that what was read of a file is not what was written."""
    return isinstance(error, duckdb.IOException | duckdb.SerializationException) and "orrupt" in str(error)
