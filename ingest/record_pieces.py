"""How the pieces of a split record go together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.record_shape import RecordShape, joined

_MOST_PIECES = 100

Piece = Sequence[str]
"""The fields of a piece; one with as many as the header may have been filled up with empty ones."""


class Whole(NamedTuple):
    """A record put together.

    Attributes:
        fields: One text per column.
        pieces: How many pieces it was in.
    """

    fields: tuple[str, ...]
    pieces: int


def put_together(shape: RecordShape, pieces: Sequence[Piece]) -> Whole | None:
    """Make one record of the first pieces, of as many as fit together.

    Returns:
        The record, or none when no two pieces fit together, or they do in several ways.
    """
    first, *later = pieces[:_MOST_PIECES]
    usable = next((number for number, piece in enumerate(later) if piece[0] and shape.is_record(piece)), len(later))
    ways = _ways(shape, [first, *later[:usable]], 0, _Place((), ()))
    joining = {way for way in ways if way.pieces > 1 and any(pieces[way.pieces - 1])}
    most = max((way.pieces for way in joining), default=0)
    longest = [way for way in joining if way.pieces == most]
    return longest[0] if len(longest) == 1 else None


class _Place(NamedTuple):
    """How far a record is put together.

    Attributes:
        closed: The texts of the columns that are complete.
        parts: The parts of the text of the next column.
    """

    closed: tuple[str, ...]
    parts: tuple[str, ...]


def _ways(shape: RecordShape, pieces: Sequence[Piece], number: int, place: _Place) -> Iterator[Whole]:
    """All records that one piece and those after it make behind what is put together already."""
    fields = pieces[number]
    fewest = len(fields)
    if fewest == len(shape.columns):
        fewest = max((count for count, text in enumerate(fields, start=1) if text), default=1)
    for count, text in enumerate(fields, start=1):
        column = shape.columns[len(place.closed)]
        is_last = len(place.closed) == len(shape.columns) - 1
        place = place._replace(parts=(*place.parts, text))
        is_fit = shape.fits_joined(column, place.parts)
        after = _Place((*place.closed, joined(place.parts)), ())
        if count >= fewest:
            if is_last and is_fit:
                yield Whole(after.closed, number + 1)
            if number + 1 < len(pieces) and shape.may_go_on(column, place.parts):
                yield from _ways(shape, pieces, number + 1, place)
        if is_last or not is_fit:
            return
        place = after
