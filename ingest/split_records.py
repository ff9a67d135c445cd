"""Repair of records that line breaks inside texts split into pieces.

Each piece is a record of its own in the file, perhaps filled up with empty fields. The last text of a piece goes on in the first
field of the next one, so everything in that piece stands too far to the left. Pieces belong together when their texts, one behind
the other, fill the columns of the header, and every text fits its column, left and right of each break; which columns are broken
does not matter. What can be put together in no way, or in several, is rejected: half a record must not pass for a whole one.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import polars as pl

from ingest.domains import FILM
from ingest.raw_csv import SET_ASIDE_SCHEMA, RawFile
from ingest.record_pieces import Whole, put_together
from ingest.record_shape import RecordShape


def repaired(raw: RawFile, required: Sequence[str]) -> RawFile:
    """Put the split records of a file together.

    Args:
        raw: A file of records that say something about a film.
        required: The columns without which a record is nothing, first the one with the film's id.

    Returns:
        The file with whole records in place of their first pieces, in no particular order; the other pieces, and what cannot be
        repaired, are set aside.
    """
    shape = RecordShape(raw.columns, tuple(required))
    suspects = _suspects(raw, shape)
    wholes: dict[int, Whole] = {}
    cut: list[int] = []
    for first, last in _chains(suspects):
        for number, whole in _judged(raw, shape, first, last):
            if whole:
                wholes[number] = whole
            else:
                cut.append(number)
    rows = [(number, *(text or None for text in whole.fields)) for number, whole in wholes.items()]
    joined = pl.DataFrame(rows, schema={"record": pl.Int64, **dict.fromkeys(raw.columns, pl.String)}, orient="row")
    ends = {number: number + whole.pieces - 1 for number, whole in wholes.items()}
    later = _later_pieces(raw, joined.select("record", FILM["id"].value(required[0])), ends)
    sound = replace(raw, ends=ends).without(later).without(_halves(suspects, cut, [*ends, *later["record"]]))
    if joined.is_empty():
        return sound
    others = sound.lazy.filter(~pl.col("record").is_in(joined["record"].implode()))
    return replace(sound, lazy=pl.concat([others, joined.lazy()]))


def _suspects(raw: RawFile, shape: RecordShape) -> pl.DataFrame:
    """The records that may be pieces: those whose last column is empty, and their neighbours.

    Returns:
        `record`; `movie_id`; `is_half`, whether they have an id but end before a column without which they are nothing; and
        `goes_on`, whether the next record may be the next piece.
    """
    short = raw.lazy.filter(pl.col(raw.columns[-1]).is_null()).select("record").collect()["record"]
    near = pl.concat([short - 1, short, short + 1]).unique()
    width = len(raw.columns)
    places = enumerate(raw.columns, start=1)
    extent = pl.max_horizontal(*(pl.when(pl.col(name).is_not_null()).then(place) for place, name in places), 1)
    last_required = max(raw.columns.index(column) for column in shape.required) + 1
    fits_behind = pl.col("extent") + pl.col("extent").shift(-1) - 1 <= width
    stops_before_none = (pl.col("extent") < width) & pl.col("movie_id").shift(-1).is_null()
    is_next = pl.col("record").shift(-1) == pl.col("record") + 1
    found = raw.lazy.filter(pl.col("record").is_in(near.implode())) if len(short) else raw.lazy.head(0)
    return (
        found.select("record", movie_id=FILM["id"].value(shape.required[0]).cast(pl.Int64), extent=extent)
        .select(
            "record",
            "movie_id",
            is_half=pl.col("movie_id").is_not_null() & (pl.col("extent") < last_required),
            goes_on=(is_next & (fits_behind | stops_before_none)).fill_null(value=False),
        )
        .collect()
    )


def _chains(suspects: pl.DataFrame) -> Iterator[tuple[int, int]]:
    """The first and the last number of consecutive records that may be pieces of one another."""
    numbers = enumerate(suspects.filter("goes_on")["record"])
    for _, run in groupby(numbers, key=lambda numbered: numbered[1] - numbered[0]):  # which is the same for all of one run
        members = [number for _, number in run]
        yield members[0], members[-1] + 1


def _judged(raw: RawFile, shape: RecordShape, first: int, last: int) -> Iterator[tuple[int, Whole | None]]:
    """The first pieces of a chain with the records that they make, and the pieces that make none."""
    texts = raw.index.texts(range(first, last + 1))
    lines = (io.StringIO(texts[number], newline="\n") for number in range(first, last + 1))
    pieces = [next(raw.dialect.records(text, strict=False), []) or [""] for text in lines]
    number = first
    is_cut = False
    while rest := pieces[number - first :]:
        whole = put_together(shape, rest)
        is_cut = whole is None and _is_cut(shape, rest[0], rest[1:2], follows_cut=is_cut)
        if whole or is_cut:
            yield number, whole
        number += whole.pieces if whole else 1


def _is_cut(shape: RecordShape, piece: Sequence[str], followers: Sequence[Sequence[str]], *, follows_cut: bool) -> bool:
    """Whether a piece that makes no record may not pass for one."""
    if any(any(follower) and not shape.resembles_record(follower) for follower in followers):
        is_complete = len(piece) == len(shape.columns) and piece[-1] != ""
        return any(piece) and not (is_complete and shape.is_record(piece))
    return follows_cut and not shape.resembles_record(piece)


def _later_pieces(raw: RawFile, joined: pl.DataFrame, ends: Mapping[int, int]) -> pl.DataFrame:
    """The pieces that were put behind the first one, with the text from that one to them."""
    rows = []
    for number, movie_id in joined.iter_rows():
        texts = raw.index.texts(range(number, ends[number] + 1))
        for piece in range(number + 1, ends[number] + 1):
            reason = f"a piece of record {number}, split by a line break; joined with it"
            text = "\n".join(texts[before] for before in range(number, piece + 1))
            rows.append((piece, movie_id, "repaired", reason, text))
    return pl.DataFrame(rows, schema=SET_ASIDE_SCHEMA, orient="row")


def _halves(suspects: pl.DataFrame, cut: list[int], joined: list[int]) -> pl.DataFrame:
    """The records that cannot be repaired and must not pass for whole ones."""
    is_cut = pl.col("record").is_in(cut)
    reason = (
        pl.when(is_cut)
        .then(pl.lit("a piece of a record that line breaks split; the pieces do not fit together"))
        .otherwise(pl.lit("the record ends too early"))
    )
    found = suspects.filter(is_cut | (pl.col("is_half") & ~pl.col("record").is_in(joined)))
    return found.select("record", "movie_id", action=pl.lit("rejected"), reason=reason)
