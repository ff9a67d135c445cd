"""The drawn posters of films, which are seen where there is no picture of one."""

import re
from collections.abc import Iterable
from math import ceil

from service.web.pages.macro_queries import Row

_HUES = {
    "Horror": 350,
    "Western": 28,
    "War": 75,
    "Science Fiction": 245,
    "Fantasy": 275,
    "Animation": 190,
    "Documentary": 165,
    "Music": 320,
    "History": 45,
    "Mystery": 230,
    "Crime": 5,
    "Romance": 335,
    "Thriller": 205,
    "Family": 145,
    "Adventure": 120,
    "Action": 16,
    "Comedy": 40,
    "Drama": 215,
}
"""The colours of genres as degrees of a colour wheel. What says most of a film comes first: most films are dramas or comedies."""

_NEUTRAL = 30
_SPREAD = 19

# A line can break behind a hyphen and between any two characters of scripts that have no spaces.
_WORD = re.compile("[^\\s\\-\u2010-\u2015/\u0e00-\u0eff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]+")


def hue(film: Row) -> int:
    """The colour of a film's poster: that of its genre, and a little of its own."""
    own = int(film["movie_id"]) * 47 % _SPREAD - _SPREAD // 2
    return (_genre_hue(film.get("genres") or ()) + own) % 360


def _genre_hue(genres: Iterable[str | Row]) -> int:
    names = {genre if isinstance(genre, str) else genre["name"] for genre in genres}
    return next((_HUES[name] for name in _HUES if name in names), _NEUTRAL)


def longest_word(title: str) -> int:
    """How many small letters are as wide as the longest word of a title, to which the letters of a poster are fitted."""
    return max((ceil(sum(map(_width, word))) for word in _WORD.findall(title)), default=1)


def _width(letter: str) -> float:
    if letter in "WMwm@%":
        return 1.75
    return 1.3 if letter.isupper() else 1
