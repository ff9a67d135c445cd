"""The films of a catalogue, in productions: a film by itself, or all the films of a franchise."""

import calendar
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tools.synthetic import texts
from tools.synthetic.dice import Dice, scattered
from tools.synthetic.people import ACTOR, LAST_YEAR, People
from tools.synthetic.scenes import CUMULATIVE_SHARES, SCENES, Scene
from tools.synthetic.words import GENRES

MOST_LEADS = 4
"""How many actors the films of a franchise share at most."""

_IDS_PER_FILM = 10
_FRANCHISE_RATE = 0.035
_FRANCHISE_SIZES = (2, 3, 2, 4, 2, 1, 3, 5, 2, 3, 6, 4, 2, 3, 8, 2, 3, 7, 1, 2)
_MONTH_FREQUENCIES = (28, 30, 36, 35, 33, 32, 26, 34, 48, 46, 37, 38)
_GENRE_COUNTS = (0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4)
_LONGEST_PAUSE = 4
"""Most years between two films of a franchise."""

_MOST_VOTES = 14_000


@dataclass(frozen=True)
class Film:
    """What the raw files of a film are written from.

    Attributes:
        number: From 0, in the order of the productions.
        id: The film's id.
        title: In English.
        original_title: In the language of the scene.
        scene: Where it was made.
        released: The release date.
        genres: Names.
        collection: The raw value of `belongs_to_collection`.
        director: The number of the person.
        leads: The numbers of the first actors.
        franchise: The number of the first film of the production.
        fame: Normally distributed.
        votes: The number of votes.
        rating: What people think of it, from 0 to 10.
    """

    number: int
    id: int
    title: str
    original_title: str
    scene: Scene
    released: date
    genres: tuple[str, ...]
    collection: dict[str, int | str | None] | None
    director: int
    leads: tuple[int, ...]
    franchise: int
    fame: float
    votes: int
    rating: float


def productions(dice: Dice, people: People, films: int) -> Iterator[list[Film]]:
    """All films of a catalogue of a given size, production by production."""
    number = 0
    while number < films:
        is_franchise = dice.chance(_FRANCHISE_RATE)
        size = min(dice.pick(_FRANCHISE_SIZES) if is_franchise else 1, films - number)
        yield _production(dice, people, range(number, number + size), films, is_franchise=is_franchise)
        number += size


def _production(dice: Dice, people: People, numbers: range, films: int, *, is_franchise: bool) -> list[Film]:
    scene = dice.choices(SCENES, cum_weights=CUMULATIVE_SHARES)[0]
    director = people.any_director(dice, scene, 1.6)
    style = people.director(director)
    year = style.start + 22 * dice.random() ** 2
    if year > LAST_YEAR:
        year = style.start + (LAST_YEAR - style.start) * dice.random()
    year = min(year, LAST_YEAR - _LONGEST_PAUSE * (len(numbers) - 1))
    billed = range(dice.randint(2, MOST_LEADS))
    leads = tuple(
        dice.pick(style.regulars) if dice.chance(0.3) else people.somebody(dice, ACTOR, scene, year, 1.8) for _ in billed
    )
    stem = texts.title(dice, numbers, films)
    collection = _collection(dice, numbers[0], stem, films) if is_franchise else None
    numbered = dice.chance(0.55)
    genres = _genres(dice, style.genres)
    made = []
    for part, number in enumerate(numbers, start=1):
        title = stem if part == 1 else texts.sequel_title(dice, stem, part, numbered=numbered)
        fame = 0.45 * style.fame + 0.85 * dice.gauss(0, 1) + (0.8 if is_franchise else -0.05)
        made.append(
            Film(
                number=number,
                id=2 + scattered(number, _IDS_PER_FILM * films),
                title=title,
                original_title=texts.original_title(dice, scene, title),
                scene=scene,
                released=_release_date(dice, int(year)),
                genres=genres,
                collection=collection,
                director=director,
                leads=leads,
                franchise=numbers[0],
                fame=fame,
                votes=_votes(fame),
                rating=min(9.5, max(1.0, 6.0 + 0.6 * style.skill + 0.3 * fame + dice.gauss(0, 0.7))),
            )
        )
        year += dice.randint(1, _LONGEST_PAUSE)
    return made


def _genres(dice: Dice, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The director's usual genres, now and then another one."""
    names = tuple(GENRES)
    count = dice.pick(_GENRE_COUNTS)
    found: dict[str, None] = {}
    while len(found) < count:
        found[usual[dice.rank(len(usual), 1.8)] if dice.chance(0.7) else names[dice.rank(len(names), 2.2)]] = None
    return tuple(found)


def _release_date(dice: Dice, year: int) -> date:
    if dice.chance(0.07):
        return date(year, 1, 1)  # what the data set has where only the year is known
    months = 8 if year == LAST_YEAR else 12
    month = dice.choices(range(1, months + 1), _MONTH_FREQUENCIES[:months])[0]
    return date(year, month, 1 + dice.rank(calendar.monthrange(year, month)[1], 1))


def _votes(fame: float) -> int:
    """Half of all films have up to ten votes, one in a hundred has thousands."""
    logarithm = 2.35 + (1.75 * fame + 0.18 * fame**2 if fame > 0 else 1.9 * fame)
    return int(min(_MOST_VOTES + 100 * fame, math.exp(logarithm)))


def _collection(dice: Dice, number: int, stem: str, films: int) -> dict[str, int | str | None]:
    pictures = [dice.image_path() if dice.chance(0.7) else None for _ in range(2)]
    return {
        "id": 11 + scattered(number, _IDS_PER_FILM * films),
        "name": f"{stem} Collection",
        "poster_path": pictures[0],
        "backdrop_path": pictures[1],
    }
