"""The raw records of each film, with the faults that the real files have, about as often."""

import math
import re
from typing import Any, NamedTuple

from tools.synthetic import linked_things, texts
from tools.synthetic.credit_lists import CreditLists
from tools.synthetic.dice import Dice, is_due
from tools.synthetic.films import Film
from tools.synthetic.people import People
from tools.synthetic.words import GENRES

MOVIE_COLUMNS = (
    "adult", "belongs_to_collection", "budget", "genres", "homepage", "id", "imdb_id", "original_language", "original_title",
    "overview", "popularity", "poster_path", "production_companies", "production_countries", "release_date", "revenue", "runtime",
    "spoken_languages", "status", "tagline", "title", "video", "vote_average", "vote_count",
)  # fmt: skip
_OVERVIEW = MOVIE_COLUMNS.index("overview")
_REAL_FILMS = 45_466

Row = list[Any]


class Records(NamedTuple):
    """The records of one film, or of one that is written again.

    Attributes:
        film: The film.
        movies: One record; the two halves of one that is split.
        credits: One record, or none.
        keywords: One record, or none.
    """

    film: Film
    movies: list[Row]
    credits: list[Row]
    keywords: list[Row]


class Recorder:
    """Writes the records of the films of one catalogue."""

    def __init__(self, dice: Dice, people: People, films: int, seed: int) -> None:
        self._dice = dice
        self._credit_lists = CreditLists(dice, people, films, seed)
        self._films = films
        self._seed = seed

    def records(self, film: Film) -> list[Records]:
        """The records of a film: usually one set, two where the film or its credits are repeated."""
        is_split = self._is_due(film, 3, 0.05)
        is_repeated = self._is_due(film, 29, 0.2)
        row = self.movie(film, overview=texts.plot(self._dice) if is_split or self._dice.chance(0.97) else None)
        if self._is_due(film, 87, 0.5) and not (is_split or is_repeated):
            row["release_date"] = None
        credits_row = [str(self._credit_lists.cast(film)), str(self._credit_lists.crew(film)), film.id]
        keywords_row = [film.id, linked_things.keywords(self._dice, film)]
        movies = _halves(list(row.values())) if is_split else [list(row.values())]
        found = [Records(film, movies, [credits_row], [keywords_row])]
        if is_repeated:
            votes = max(0, film.votes + self._dice.rank(5, 1) - 2)
            found.append(Records(film, [list((row | {"vote_count": votes}).values())], [credits_row], []))
        elif self._is_due(film, 44 - 29, 0.8):
            found.append(Records(film, [], [credits_row], []))
        return found

    def _is_due(self, film: Film, of_real_films: int, phase: float) -> bool:
        """Whether a fault that so many of the real films have befalls this one; even a small catalogue has each once."""
        count = max(1, round(of_real_films * self._films / _REAL_FILMS))
        return is_due(film.number, self._films, count, phase)

    def movie(self, film: Film, overview: str | None) -> dict[str, Any]:
        """A record of a films file, with the lists as they are."""
        dice = self._dice
        budget, revenue = _money(dice, film.fame)
        tagline = texts.tagline(dice) if dice.chance(0.45) else None
        values = (
            dice.chance(0.0002),
            film.collection,
            budget,
            [{"id": GENRES[name], "name": name} for name in film.genres],
            f"http://www.{_slug(film.title)}.example/" if dice.chance(0.17) else None,
            film.id,
            f"tt{100_000 + film.number:07d}" if dice.chance(0.9996) else None,
            film.scene.language if dice.chance(0.9998) else None,
            film.original_title,
            overview,
            round(0.3 * math.sqrt(film.votes + 0.1) * dice.skewed(1, 0.7), 6),
            dice.image_path() if dice.chance(0.99) else None,
            linked_things.companies(dice, film, self._films, self._seed),
            linked_things.countries(dice, film),
            film.released,
            revenue,
            _runtime(dice, film),
            linked_things.languages(dice, film),
            _status(dice),
            tagline,
            film.title,
            dice.chance(0.002),
            _vote_average(dice, film),
            film.votes,
        )
        return dict(zip(MOVIE_COLUMNS, values, strict=True))


def _halves(row: Row) -> list[Row]:
    """A record as two, the way a line break in the overview leaves it: one stops short, the other is shifted left."""
    overview = row[_OVERVIEW]
    break_at = overview.rindex(" ", 0, len(overview) * 2 // 3)
    moved = row[_OVERVIEW + 1 :]
    return [[*row[:_OVERVIEW], overview[:break_at], *[None] * len(moved)], [overview[break_at:], *moved, *[None] * _OVERVIEW]]


def _money(dice: Dice, fame: float) -> tuple[int, int]:
    """Budget and revenue; 0 is unknown, as for most films."""
    budget = 0
    if dice.chance(0.46 if fame > 0.5 else 0.1):
        exact = min(380_000_000, dice.skewed(7_000_000, 1.1) * 1.6**fame)
        unit = 10 ** max(0, len(str(int(exact))) - 2)
        budget = round(exact / unit) * unit
    has_revenue = dice.chance(0.62 if budget else 0.045)
    revenue = min(2_790_000_000, int(dice.skewed(1.6 * (budget or 4_000_000), 1.2)))
    return budget, revenue if has_revenue else 0


def _runtime(dice: Dice, film: Film) -> float | None:
    if dice.chance(0.0058):
        return None
    if dice.chance(0.034):
        return 0.0
    if dice.chance(0.07):
        return float(2 + dice.rank(45, 1))
    usual = 84 if "Animation" in film.genres or "Documentary" in film.genres else 98
    return float(max(48, round(dice.skewed(usual, 0.16))))


def _status(dice: Dice) -> str | None:
    if dice.chance(0.998):
        return "Released"
    return dice.pick(("Rumored", "Rumored", "Post Production", "In Production", None))


def _vote_average(dice: Dice, film: Film) -> float:
    """The rating, blurred where few have voted."""
    if film.votes == 0:
        return 0.0
    blur = dice.gauss(0, 1.8) / math.sqrt(film.votes)
    return round(min(10.0, max(0.5, film.rating + blur)), 1)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", title.lower()) or "film"
