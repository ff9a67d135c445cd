"""Typing errors of each kind, made at random in a text."""

import re
import string
from collections.abc import Callable
from random import Random

TypingError = Callable[[str, Random], str | None]
"""Makes an error in a text, or gives none where the text has no place for it."""

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = frozenset(string.ascii_letters)


def _neighbours(letter: str) -> str:
    """The letters around a letter on a keyboard of the American layout."""
    row = next(number for number, keys in enumerate(_KEYBOARD) if letter in keys)
    column = _KEYBOARD[row].index(letter)
    around = "".join(keys[max(0, column - 1) : column + 2] for keys in _KEYBOARD[max(0, row - 1) : row + 2])
    return around.replace(letter, "")


def _letter_places(text: str, random: Random) -> list[int]:
    """The places of letters in a random order."""
    places = [place for place, letter in enumerate(text) if letter in _LETTERS]
    return random.sample(places, len(places))


def left_out(text: str, random: Random) -> str | None:
    """A letter is left out."""
    for place in _letter_places(text, random)[:1]:
        return text[:place] + text[place + 1 :]
    return None


def doubled(text: str, random: Random) -> str | None:
    """A letter is typed twice."""
    for place in _letter_places(text, random)[:1]:
        return text[:place] + text[place] + text[place:]
    return None


def replaced(text: str, random: Random) -> str | None:
    """A letter beside the right one on the keyboard is typed."""
    for place in _letter_places(text, random)[:1]:
        return text[:place] + random.choice(_neighbours(text[place].lower())) + text[place + 1 :]
    return None


def inserted(text: str, random: Random) -> str | None:
    """A letter beside the right one on the keyboard is typed as well."""
    for place in _letter_places(text, random)[:1]:
        return text[:place] + random.choice(_neighbours(text[place].lower())) + text[place:]
    return None


def swapped(text: str, random: Random) -> str | None:
    """Two letters that follow one another in a word change places."""
    for place in _letter_places(text, random):
        pair = text[place : place + 2]
        if len(pair) == 2 and pair[1] in _LETTERS and pair[0].lower() != pair[1].lower():
            return text[:place] + pair[::-1] + text[place + 2 :]
    return None


def first_letter_wrong(text: str, random: Random) -> str | None:
    """The first letter of a word is another one beside it on the keyboard."""
    starts = [word.start() for word in re.finditer(r"\b[A-Za-z]", text)]
    if not starts:
        return None
    place = random.choice(starts)
    return text[:place] + random.choice(_neighbours(text[place].lower())) + text[place + 1 :]


def last_letter_missing(text: str, _random: Random) -> str | None:
    """The last letter is missing."""
    return text[:-1] if text[-1:] in _LETTERS else None


def words_joined(text: str, random: Random) -> str | None:
    """The space between two words is missing."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return None
    place = random.choice(spaces)
    return text[:place] + text[place + 1 :]


def word_parted(text: str, random: Random) -> str | None:
    """A space stands within a word."""
    places = [place for place in _letter_places(text, random) if text[place - 1 : place] in _LETTERS and place > 0]
    return f"{text[: places[0]]} {text[places[0] :]}" if places else None


TYPING_ERRORS: tuple[TypingError, ...] = (
    left_out,
    doubled,
    inserted,
    replaced,
    swapped,
    first_letter_wrong,
    last_letter_missing,
    words_joined,
    word_parted,
)
"""All kinds."""


def beginning(text: str, share: float) -> str:
    """The first letters of a text, a share of them rounded up."""
    return text[: -int(-len(text) * share // 1)]
