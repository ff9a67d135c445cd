"""Warehouses of raw tables alone, without what is derived from them, which takes far longer to make."""

from pathlib import Path

from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.load import load
from ingest.row_lineage import RowLineage
from ingest.sources import drops
from ingest.warehouse_builder import warehouse_builder


def load_tables(raw: Path, place: Path, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Fill the tables of a new warehouse from a folder of raw files.

    Returns:
        What a build would say of them besides the counts of its tables.
    """
    notes: list[str] = []
    with warehouse_builder(place) as new:
        new.add_tables()
        load(drops(raw, place.with_suffix(".unpacked")), raw, RowLineage(new, lambda _: None, notes.append), limits)
    return notes
