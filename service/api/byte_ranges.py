"""Parts of a download that a client asks for by their bytes (RFC 9110, section 14)."""

import re

from service.problems import UnsatisfiableRangeError

_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.IGNORECASE)

_MOST_DIGITS = 18
"""A number with more is beyond the end of any file."""


def wanted_bytes(header: str | None, if_range: str | None, tag: str, size: int) -> range | None:
    """The bytes that a request wants of an answer.

    Args:
        header: The header ``Range``. One of another unit, of several ranges, or that means nothing counts as not sent.
        if_range: The header ``If-Range``: the part is wanted only if the answer has this very tag, else the whole. A date never
            fits, for answers have none.
        tag: The entity tag of the answer.
        size: How many bytes it has.

    Returns:
        The numbers of the bytes; None stands for the whole answer.

    Raises:
        UnsatisfiableRangeError: The range begins after the last byte.
    """
    found = _RANGE.fullmatch(header) if header else None
    if found is None or found.groups() == ("", "") or (if_range is not None and if_range.strip() != tag):
        return None
    first, last = found.groups()
    if not first:
        wanted = range(max(size - _number(last), 0), size)
    elif last and _number(last) < _number(first):
        return None
    else:
        wanted = range(_number(first), min(_number(last) + 1, size) if last else size)
    if not wanted:
        raise UnsatisfiableRangeError(f"The answer has {size} bytes; the header Range asks for none of them.", size)
    return wanted


def _number(digits: str) -> int:
    counting = digits.lstrip("0") or "0"
    return int(counting) if len(counting) <= _MOST_DIGITS else 10**_MOST_DIGITS
