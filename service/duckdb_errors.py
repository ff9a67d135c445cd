"""What errors of DuckDB mean."""

import re

import duckdb

_DAMAGE = re.compile(r"[Cc]orrupt|[Cc]ould not read")
"""What DuckDB says of a block that is not what was written, or is not there any more."""


def is_damage(error: duckdb.Error) -> bool:
    """Whether an error says that what was read of a file is not what was written."""
    return isinstance(error, duckdb.IOException | duckdb.SerializationException) and bool(_DAMAGE.search(str(error)))
