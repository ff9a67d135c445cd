"""The answers to the brief's questions, worked out in plain Python from the raw files."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from math import fsum
from pathlib import Path
from typing import NamedTuple

from tests.data.plain_reading import Entry, credit_entries, entries, film_records, number, whole_number

MONTHS = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
]  # fmt: skip
WEEKDAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]


def fold(text: str) -> str:
    """A text without case, accents and outer spaces."""
    decomposed = unicodedata.normalize("NFD", text.strip().lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


class Film(NamedTuple):
    """What the questions need of a film."""

    id: int
    title: str
    released: date
    budget: int
    revenue: int
    runtime: int | None
    popularity: float | None
    average: float | None
    votes: int | None
    record: dict[str, str]

    def __hash__(self) -> int:
        return self.id

    @property
    def gain(self) -> float:
        """How many times the film earned its cost; 0 when the cost is unknown."""
        return self.revenue / self.budget if self.budget else 0.0


class PlainCatalogue:
    """The films and credits of a folder of raw files."""

    def __init__(self, folder: Path) -> None:
        self.films = {movie_id: _film(movie_id, record) for movie_id, record in film_records(folder).items()}
        self.cast = credit_entries(folder, "cast").values()
        self.crew = credit_entries(folder, "crew").values()

    def per_month(self) -> dict[str, int]:
        found = Counter(MONTHS[film.released.month - 1] for film in self.films.values())
        return {month: found[month] for month in MONTHS}

    def per_weekday(self) -> dict[str, int]:
        found = Counter(WEEKDAYS[film.released.weekday()] for film in self.films.values())
        return {day: found[day] for day in WEEKDAYS}

    def per_language(self) -> dict[str, int]:
        found = Counter(film.record["original_language"] for film in self.films.values())
        spoken = {entry.get("iso_639_1") for film in self.films.values() for entry in entries(film.record["spoken_languages"])}
        return {code: found[code] for code in {*found, *spoken} if code}

    def per_country(self) -> dict[str, int]:
        found = defaultdict(set)
        for film in self.films.values():
            for entry in entries(film.record["production_countries"]):
                found[entry["name"]].add(film.id)
        return {name: len(films) for name, films in found.items()}

    def collections(self) -> dict[str, list[Film]]:
        """The films of each collection, by its name."""
        found = defaultdict(list)
        for film in self.films.values():
            for entry in entries(film.record["belongs_to_collection"]):
                found[entry["name"]].append(film)
        return found

    def companies(self) -> dict[str, dict[int, set[Film]]]:
        """The films of each company with a name, by the folded name and the id."""
        pairs = [(film, entry) for film in self.films.values() for entry in entries(film.record["production_companies"])]
        return _by_name((entry, film) for film, entry in pairs)

    def directors(self) -> dict[str, dict[int, set[Film]]]:
        """The films of each director, by every folded spelling of the name and the id."""
        return self._credited((movie_id, entry) for movie_id, entry in self.crew if entry["job"] == "Director")

    def actors(self) -> dict[str, dict[int, set[Film]]]:
        """The films of each actor, by every folded spelling of the name and the id."""
        return self._credited(self.cast)

    def _credited(self, credits_: Iterable[tuple[int, Entry]]) -> dict[str, dict[int, set[Film]]]:
        spellings = {(entry["id"], entry["name"]) for _, entry in (*self.cast, *self.crew)}
        return _by_name(
            ({"id": entry["id"], "name": name}, self.films[movie_id])
            for movie_id, entry in credits_
            for person, name in spellings
            if person == entry["id"]
        )

    def titles(self) -> dict[str, list[Film]]:
        """The films of each folded title, the one with most votes first."""
        found = defaultdict(list)
        for film in sorted(self.films.values(), key=lambda film: (-(-1 if film.votes is None else film.votes), film.id)):
            found[fold(film.title)].append(film)
        return found


def by_release(films: Iterable[Film]) -> list[Film]:
    """Films in the order in which they came out."""
    return sorted(films, key=lambda film: (film.released, film.id))


def total_gain(films: Iterable[Film]) -> float:
    """The sum of the returns of films."""
    return fsum(film.gain for film in films)


def _film(movie_id: int, record: dict[str, str]) -> Film:
    runtime, votes = whole_number(record["runtime"], -1), whole_number(record["vote_count"], -1)
    return Film(
        movie_id,
        record["title"],
        date.fromisoformat(record["release_date"]),
        whole_number(record["budget"]),
        whole_number(record["revenue"]),
        None if runtime < 0 else runtime,
        number(record["popularity"]),
        number(record["vote_average"]),
        None if votes < 0 else votes,
        record,
    )


def _by_name(name_owners: Iterable[tuple[Entry, Film]]) -> dict[str, dict[int, set[Film]]]:
    found: dict[str, dict[int, set[Film]]] = defaultdict(lambda: defaultdict(set))
    for entry, film in name_owners:
        if entry["name"] is not None:
            found[fold(entry["name"])][entry["id"]].add(film)
    return found
