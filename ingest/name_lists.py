"""Lists that stand in cells as names joined by commas, some of which hold commas themselves.

A cell is cut at each comma with a blank, and then names are put together again: first those that are known, the longest first;
then forms of companies and the like (``Inc.``, ``Jr.``) with what stands before them; then places (``paris, france``), where the
first part stands mostly before the second in the whole column.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

SEPARATOR = ", "
_SUFFIXES = re.compile(
    r"(?:inc|llc|llp|lp|ltd|limited|plc|pty|pty\.? ltd|co|corp|corporation|company|gmbh|ag|kg|bv|nv|as|asa|ab|oy|a/s|aps|sa|sas"
    r"|sarl|srl|spa|sl|slu|sau|sc|aie|ltda|kft|zrt|l\.l\.c|l\.p|s\.a|s\.a\.s|s\.a\.r\.l|s\.r\.l|s\.p\.a|s\.l|s\.l\.u|s\.c"
    r"|a\.i\.e|b\.v|n\.v|p\.c|k\.k|a\.s|s\.r\.o|d\.o\.o|sp\. z o\.o|s\.? de r\.l\. de c\.v|s\.?a\.? de c\.?v"
    r"|jr|sr|ii|iii|iv|m\.d|ph\.d)\.?",
    re.IGNORECASE,
)
_MOSTLY = 0.5


@dataclass(frozen=True)
class Joints:
    """Where names go on behind a comma.

    Attributes:
        known: The parts of known names that hold commas, by their first part, the longest name first.
        places: The second parts of names of places, each with the first parts that it belongs to.
    """

    known: dict[str, list[tuple[str, ...]]]
    places: Collection[tuple[str, str]]


def split(cells: pl.DataFrame, known: Collection[str], places: Collection[str] = ()) -> pl.DataFrame:
    """The names in the cells of a column.

    Args:
        cells: `record` and `cell`, of which none is null.
        known: Names that exist.
        places: What may stand behind the comma in the name of a place, in small letters.

    Returns:
        `record`, `position` in the cell, from 0, and `name`.
    """
    pieces = (
        cells.select("record", part=pl.col("cell").str.split(SEPARATOR))
        .with_columns(place=pl.int_ranges(0, pl.col("part").list.len()))
        .explode("part", "place")
        .with_columns(pl.col("part").str.strip_chars())
        .filter(pl.col("part") != "")
    )
    joints = Joints(_known_parts(known), _known_places(pieces, places))
    later_parts = {part for names in joints.known.values() for name in names for part in name[1:]}
    later_parts |= {second for _, second in joints.places}
    is_later = pl.col("part").is_in(list(later_parts)) | pl.col("part").str.contains(rf"^(?i:{_SUFFIXES.pattern})$")
    odd = pieces.filter(is_later & (pl.col("place") > 0)).select("record").unique()
    plain = pieces.join(odd, on="record", how="anti", maintain_order="left")
    rows = [
        (record, name)
        for record, parts in pieces.join(odd, on="record", how="semi", maintain_order="left")
        .group_by("record", maintain_order=True)
        .agg("part")
        .iter_rows()
        for name in joined(parts, joints)
    ]
    put_together = pl.DataFrame(rows, schema={"record": pl.Int64, "name": pl.String}, orient="row")
    names = pl.concat([plain.select("record", name="part"), put_together])
    return names.with_columns(position=pl.int_range(pl.len()).over("record"))


def joined(parts: Sequence[str], joints: Joints) -> Iterator[str]:
    """Put the parts of a cell together to names."""
    start = 0
    while start < len(parts):
        end = start + next(
            (len(name) for name in joints.known.get(parts[start], ()) if tuple(parts[start : start + len(name)]) == name), 1
        )
        while end < len(parts) and (
            _SUFFIXES.fullmatch(parts[end]) or (end == start + 1 and (parts[start], parts[end]) in joints.places)
        ):
            end += 1
        yield SEPARATOR.join(parts[start:end])
        start = end


def _known_parts(known: Collection[str]) -> dict[str, list[tuple[str, ...]]]:
    parts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted((tuple(name.split(SEPARATOR)) for name in known if SEPARATOR in name), key=len, reverse=True):
        parts.setdefault(name[0], []).append(name)
    return parts


def _known_places(pieces: pl.DataFrame, places: Collection[str]) -> set[tuple[str, str]]:
    """The pairs of parts that are names of places: the second may end one, and the first stands mostly before it."""
    if not places:
        return set()
    pairs = pieces.with_columns(
        second=pl.when(pl.col("record") == pl.col("record").shift(-1)).then(pl.col("part").shift(-1)),
        times=pl.len().over("part"),
    )
    return set(
        pairs.filter(pl.col("second").str.to_lowercase().is_in(list(places)))
        .group_by("part", "second", "times")
        .len()
        .filter(pl.col("len") > _MOSTLY * pl.col("times"))
        .select("part", "second")
        .iter_rows()
    )
