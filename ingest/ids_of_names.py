"""Ids for things of which a file gives only the names: that of the known thing, or else an invented one.

Invented ids lie above all true ones. Each is made of the name, so it is the same in every build; where two names of a build would
have one id, that of the name which comes later in the alphabet is made anew.
"""

from hashlib import blake2b

import polars as pl

FIRST_INVENTED_ID = 1_000_000_000
LAST_INVENTED_ID = 2**31 - 1
_RANGE = LAST_INVENTED_ID - FIRST_INVENTED_ID + 1


def invented_ids(names: pl.Series) -> pl.DataFrame:
    """An id for each name.

    Args:
        names: The names, each once.

    Returns:
        `name` and `id`.
    """
    found = pl.DataFrame({"name": names.sort()}).with_columns(id=pl.col("name").map_elements(_id, return_dtype=pl.Int64))
    is_taken = pl.col("id").is_first_distinct()
    kept, again = found.filter(is_taken), found.filter(~is_taken)
    taken = set(kept["id"]) if again.height else set()
    rows = []
    for name in again["name"]:
        attempt = 1
        while (new := _id(name, attempt)) in taken:
            attempt += 1
        taken.add(new)
        rows.append((name, new))
    return pl.concat([kept, pl.DataFrame(rows, schema={"name": pl.String, "id": pl.Int64}, orient="row")]).cast({"id": pl.Int32})


def ids_of_names(names: pl.Series, known: pl.DataFrame) -> pl.DataFrame:
    """The id of each name.

    Args:
        names: The names, each once.
        known: `name` and `id` of things that are known, each name once.

    Returns:
        `name` and `id`.
    """
    unknown = names.filter(~names.is_in(known["name"].implode()))
    return pl.concat([known.select("name", "id").filter(pl.col("name").is_in(names.implode())), invented_ids(unknown)])


def _id(name: str, attempt: int = 0) -> int:
    digest = blake2b(name.encode(), digest_size=8, salt=attempt.to_bytes(8, "big")).digest()
    return FIRST_INVENTED_ID + int.from_bytes(digest, "big") % _RANGE
