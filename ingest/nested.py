"""Nested columns: lists of flat records written as Python literals or as JSON inside a CSV cell.

Most cells are regular and are read over whole columns at once. The others go to the standard parser (`ast.literal_eval` or
`json.loads`), so every value equals what that parser gives; only a line break may stand in a string as it is.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from ingest.cell_entries import cell_entries, entry_texts, notation_of
from ingest.domains import Domain
from ingest.entry_fields import NOUNS, entry_frame, fits
from ingest.entry_patterns import Fields
from ingest.notation import PYTHON, Notation
from ingest.regular_entries import regular_entries
from ingest.unreadable import Unread, unread

_NO_ENTRY = r"^\s*(?:\[\s*\]\s*)?$"
_PLACE = {"record": pl.Int64, "position": pl.Int64}
_FAULT = {**_PLACE, "reason": pl.String}


class Entries(NamedTuple):
    """What the cells of one column held; a position is the place of an entry in its cell, from 0.

    Attributes:
        parsed: One row per entry, in no particular order: `record`, `position` and a column per field.
        set_aside: One row per entry, or whole cell, that could not be used (``rejected``), and per number of a parsed entry that
            became null (``blanked``): `record`, `position`, `action`, `reason`, `raw_text`.
        unread: The cells that gave no entry, though they hold something.
    """

    parsed: pl.DataFrame
    set_aside: pl.DataFrame
    unread: Unread


_NO_DOMAINS: Mapping[str, Domain] = MappingProxyType({})


def entries(
    cells: pl.DataFrame,
    column: str,
    fields: Fields,
    required: tuple[str, ...],
    domains: Mapping[str, Domain] = _NO_DOMAINS,
) -> Entries:
    """Parse a nested column.

    Args:
        cells: Has `record` (the number of the record in its file) and the column. Null, empty text and ``[]`` hold no entry; a
            single entry may stand without brackets.
        column: The nested column.
        fields: The keys to keep.
        required: The keys without which an entry is rejected.
        domains: The values that numbers may have. Without such a value an entry is rejected where the key is required; elsewhere
            the number becomes null.
    """
    listed = cells.select("record", cell=column).filter(~pl.col("cell").str.contains(_NO_ENTRY))
    notation = _notation(listed["cell"])
    regular, others = regular_entries(listed, fields, notation)
    irregular, unusable, misfits = _irregular_entries(others, fields, required, notation)
    parsed, incomplete, outside = _judged(pl.concat([regular, irregular]), required, domains)
    blanked = pl.concat([misfits, outside]).join(parsed, on=[*_PLACE], how="semi")
    actions = {"rejected": pl.concat([unusable, incomplete]), "blanked": blanked}
    set_aside = pl.concat(rows.with_columns(action=pl.lit(action)) for action, rows in actions.items()).sort(*_PLACE, "reason")
    entryless = listed.filter(pl.col("record").is_in(set_aside["record"].implode())).join(
        parsed, on="record", how="anti", maintain_order="left"
    )
    return Entries(parsed, set_aside.with_columns(raw_texts(listed, "cell", set_aside)), unread(listed.height, entryless["cell"]))


def _judged(
    parsed: pl.DataFrame, required: tuple[str, ...], domains: Mapping[str, Domain]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The entries that have what is required, those that have not, and the numbers of the former that cannot be."""
    missing = pl.concat_str(
        [pl.when(pl.col(key).is_null()).then(pl.lit(key)) for key in required], separator=", ", ignore_nulls=True
    )
    is_complete = pl.all_horizontal(pl.col(key).is_not_null() for key in required)
    unusable = [parsed.filter(~is_complete).select(*_PLACE, reason=pl.format("the entry has no {}", missing))]
    blanked = [pl.DataFrame(schema=_FAULT)]
    judged = parsed.filter(is_complete)
    numbers = [key for key in parsed.columns if key in domains]
    for key in sorted(numbers, key=lambda key: key not in required):
        is_outside = pl.col(key).is_not_null() & domains[key].inside(pl.col(key)).is_null()
        outside = judged.filter(is_outside)
        if outside.is_empty():
            continue
        faults = outside.select(*_PLACE, reason=domains[key].fault(pl.col(key).cast(pl.String), key))
        if key in required:
            unusable.append(faults)
            judged = judged.filter(~is_outside)
        else:
            blanked.append(faults)
            judged = judged.with_columns(pl.when(~is_outside).then(key).alias(key))
    return judged, pl.concat(unusable), pl.concat(blanked)


def raw_texts(cells: pl.DataFrame, column: str, places: pl.DataFrame) -> pl.Series:
    """The texts of entries as they stand in their cells.

    Args:
        cells: Has `record` and the column.
        column: The nested column.
        places: `record` and `position` of the entries.
    """
    notation = _notation(cells[column])
    of_record = dict(cells.filter(pl.col("record").is_in(places["record"].implode())).select("record", column).iter_rows())
    texts = {record: entry_texts(cell, notation) for record, cell in of_record.items()}
    found = [
        texts[record][position] if position < len(texts[record]) else of_record[record]
        for record, position in places.select(*_PLACE).iter_rows()
    ]
    return pl.Series("raw_text", found, pl.String)


def _notation(cells: pl.Series) -> Notation:
    """Tell the notation of a column from its first cell that shows one."""
    notations = (found for cell in cells if cell is not None and (found := notation_of(cell)))
    return next(notations, PYTHON)


def _irregular_entries(
    listed: pl.DataFrame, fields: Fields, required: tuple[str, ...], notation: Notation
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Read cells with the standard parser: the entries, those that are unusable, and the numbers that are none."""
    rows: list[tuple[Any, ...]] = []
    unusable: list[tuple[int, int, str]] = []
    misfits: list[tuple[int, int, str]] = []
    for record, cell in listed.iter_rows():
        for position, (value, unreadable) in enumerate(cell_entries(cell, notation)):
            if fault := unreadable or _fault(value, fields, required):
                unusable.append((record, position, fault))
                continue
            odd = {key for key in fields if not fits(value.get(key), fields[key])}
            misfits += [(record, position, f"{key} is not {NOUNS[fields[key]]}") for key in odd]
            rows.append((record, position, *(None if key in odd else value.get(key) for key in fields)))
    unusable_frame, misfit_frame = (pl.DataFrame(found, schema=_FAULT, orient="row") for found in (unusable, misfits))
    return entry_frame(rows, fields), unusable_frame, misfit_frame


def _fault(value: object, fields: Fields, required: tuple[str, ...]) -> str | None:
    """Why an entry is unusable; a number that is not required may be none."""
    if not isinstance(value, dict):
        return "the entry is not a record of keys and values"
    needed = [key for key, dtype in fields.items() if dtype is pl.String or key in required]
    return next((f"{key} is not {NOUNS[fields[key]]}" for key in needed if not fits(value.get(key), fields[key])), None)
