"""What a client accepts (RFC 9110, section 12.5): the best media type and the best content coding of those that there are."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.problems import NotAcceptableError

IDENTITY = "identity"

_CODINGS = ("br", "gzip")
"""The codings that the service can make, the best first."""

_LONGEST_HELD = 300
"""The most characters of a header whose meaning is held for the next request; most clients send one of a few."""

_WORD = r"[\w!#$%&'*+.^`|~-]+"
_MEDIA_RANGE = re.compile(rf"({_WORD})/({_WORD})", re.ASCII)
_QUALITY = re.compile(r"0(\.\d*)?|1(\.0*)?", re.ASCII)


class _Element(NamedTuple):
    """An element of a header: what is accepted, its parameters, and how well it is liked, from 0 (not at all) to 1."""

    name: str
    parameters: dict[str, str]
    quality: float


class _Liking(NamedTuple):
    """How well a media type is liked, and how precisely it is named."""

    quality: float
    precision: list[int]


class Coding(NamedTuple):
    """The content coding of an answer.

    Attributes:
        name: Its name.
        is_needed: Whether the client does not take the answer without it.
    """

    name: str
    is_needed: bool


def accepted_type(header: str | None, offered: Sequence[str]) -> str | None:
    """The media type that a header ``Accept`` likes best.

    The most specific range that fits a type says how well it is liked. A range with parameters fits a type that has them.

    Args:
        header: The value of the header, if there is one.
        offered: The media types that there are, without parameters; each of them is in UTF-8.

    Returns:
        The type. Of those that are liked equally it is the one that is named most precisely, then the first. None if the client
        takes none.
    """
    if not header or header == "*/*" or header.isspace():
        return offered[0]
    return (_best_type if len(header) <= _LONGEST_HELD else _best_type.__wrapped__)(header, tuple(offered))


def accepted_coding(header: str | None) -> Coding:
    """The content coding that a header ``Accept-Encoding`` likes best.

    Args:
        header: The value of the header, if there is one.

    Raises:
        NotAcceptableError: The client takes neither the bytes as they are nor any coding that there is.
    """
    if not header:
        return Coding(IDENTITY, is_needed=False)
    best = (_best_coding if len(header) <= _LONGEST_HELD else _best_coding.__wrapped__)(header)
    if best is None:
        known = ", ".join((*_CODINGS, IDENTITY))
        raise NotAcceptableError(f"The header Accept-Encoding takes none of the content codings that there are: {known}.")
    return best


@lru_cache(512)
def _best_type(header: str, offered: tuple[str, ...]) -> str | None:
    ranges = [element for element in _elements(header) if _MEDIA_RANGE.fullmatch(element.name)]
    liked = {offer: _liking(offer, ranges) for offer in offered}
    best = max(offered, key=lambda offer: liked[offer])
    return best if liked[best].quality > 0 else None


@lru_cache(512)
def _best_coding(header: str) -> Coding | None:
    accepted = {element.name.removeprefix("x-"): element.quality for element in _elements(header)}
    others = accepted.get("*")
    qualities = {coding: accepted.get(coding, others or 0.0) for coding in _CODINGS}
    best = max(_CODINGS, key=lambda coding: qualities[coding])
    plain = accepted.get(IDENTITY, others)
    if qualities[best] > 0 and qualities[best] >= accepted.get(IDENTITY, 0.0):
        return Coding(best, is_needed=plain == 0)
    return None if plain == 0 else Coding(IDENTITY, is_needed=False)


def _liking(offer: str, ranges: Sequence[_Element]) -> _Liking:
    main = offer.partition("/")[0]
    precisions = {"*/*": 0, f"{main}/*": 1, offer: 2}
    fitting = [
        (precisions[name], len(parameters), quality)
        for name, parameters, quality in ranges
        if name in precisions and parameters.items() <= {("charset", "utf-8")}
    ]
    *precision, quality = max(fitting, default=(0, 0, 0.0))
    return _Liking(quality, precision)


def _elements(header: str) -> Iterator[_Element]:
    """The elements of a header; those with a quality that means nothing are left out, as if they had not been sent."""
    for text in header.lower().split(","):
        name, *rest = (part.strip() for part in text.split(";"))
        parameters = {key.strip(): value.strip().strip('"') for key, _, value in (part.partition("=") for part in rest) if key}
        quality = parameters.pop("q", "1")
        if _QUALITY.fullmatch(quality):
            yield _Element(name, parameters, float(quality))
