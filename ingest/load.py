"""From raw files to filled tables, drop by drop."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ingest.credit_tables import CreditTables
from ingest.current_records import DELETIONS_SCHEMA, DropFile, film_key
from ingest.fact_tables import FactTables
from ingest.film_tables import load_films
from ingest.layout import Kind
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.rating_tables import load_ratings
from ingest.raw_tables import RawTables
from ingest.rejects import RowCounts, rejects
from ingest.row_lineage import RowLineage
from ingest.sources import Drop


def load(drops: Sequence[Drop], folder: Path, lineage: RowLineage, limits: Limits = DEFAULT_LIMITS) -> int:
    """Fill all tables that the raw files give, and count the films.

    Args:
        drops: The raw files, the oldest drop first.
        folder: The folder of all of them; files are called by their paths in it.
        lineage: Where rows go, and what is counted.
        limits: What is refused.

    Raises:
        SourceError: A raw file is broken, or changed while it was being read; or too much of a column cannot be read.
    """
    for path in (path for drop in drops for path in drop.unused):
        lineage.note(f"{path.relative_to(folder).as_posix()}: not used")
    tables = RawTables(drops, folder, lineage, limits)
    deletions = _deletions(tables.of(Kind.DELETIONS), lineage)
    films = tables.of(Kind.FILMS)
    movie_ids = load_films(films, tables.of(Kind.KEYWORDS), deletions, lineage, tables.judge)
    FactTables(tables, films, deletions, movie_ids, lineage).load()
    if with_credits := _with_credits(films, tables.of(Kind.CREDITS)):
        CreditTables(movie_ids, lineage, tables.judge).load(with_credits, deletions)
    else:
        lineage.note("no file of credits: films have no cast and no crew")
    load_ratings(tables, movie_ids, lineage)
    lineage.builder.discard_staged()
    lineage.write()
    return len(movie_ids)


def _with_credits(films: Sequence[DropFile], files: Sequence[DropFile]) -> list[DropFile]:
    """The files that have credits, the oldest drop first; names in a file of films count where its drop has none with ids."""
    drops = {file.drop for file in files}
    named = [file for file in films if file.layout.credits and file.drop not in drops]
    return sorted([*files, *named], key=lambda file: file.drop)


def _deletions(files: Sequence[DropFile], lineage: RowLineage) -> pl.DataFrame:
    """The last drop that deletes each film."""
    found = [pl.DataFrame(schema=DELETIONS_SCHEMA)]
    for drop, raw, _ in files:
        keyed = raw.lazy.select("record", key=film_key(raw)).collect()
        named = keyed.filter(pl.col("key").is_not_null())
        nameless = keyed.filter(pl.col("key").is_null()).select("record", reason=pl.lit("the record names no film"))
        set_aside = pl.concat(
            [rejects(nameless, table="deletions", raw=raw, action="rejected"), rejects(raw.set_aside, table="deletions", raw=raw)]
        )
        lineage.add(RowCounts("deletions", raw.label, "records", raw.count, named.height, set_aside))
        found.append(named.select("key", deleted_in=pl.lit(drop, pl.Int64)))
    return pl.concat(found).group_by("key").agg(pl.col("deleted_in").max())
