"""What films can be counted by, worked out in plain Python from the raw files: groups, people, and their totals."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tests.data.plain_reading import Entry, entries
from tests.sql.plain_answers import Film, PlainCatalogue, total_gain

Groups = dict[Any, list[Film]]

LINKS = {
    "genre": ("genres", "id"),
    "company": ("production_companies", "id"),
    "country": ("production_countries", "iso_3166_1"),
    "spoken language": ("spoken_languages", "iso_639_1"),
    "collection": ("belongs_to_collection", "id"),
}
"""Column of the raw file, and key of its entries, by what they link a film to."""


class Credits(NamedTuple):
    """What one person did.

    Attributes:
        films: All films, each once.
        acted: Those with a role in the cast.
        directed: Those directed.
        roles: Acting and departments, those with most credits first.
    """

    films: set[Film]
    acted: set[Film]
    directed: set[Film]
    roles: list[str]


def links(film: Film, kind: str) -> dict[Any, str | None]:
    """Ids or codes and names of what a film is linked to, in the order of the file, each once."""
    column, key = LINKS[kind]
    found: dict[Any, str | None] = {}
    for entry in entries(film.record[column]):
        if key in entry:
            found.setdefault(entry[key], entry["name"])
    return found


def groups(plain: PlainCatalogue, kind: str) -> Groups:
    """The films of every group of a kind, by id or code."""
    found = defaultdict(list)
    for film in plain.films.values():
        for key in _keys(film, kind):
            found[key].append(film)
    return dict(found)


def people(plain: PlainCatalogue) -> dict[int, Credits]:
    """What everybody did, by id."""
    acted, directed, all_films = (defaultdict(set) for _ in range(3))
    roles: dict[int, Counter[str]] = defaultdict(Counter)
    for movie_id, entry in plain.cast:
        acted[entry["id"]].add(plain.films[movie_id])
        roles[entry["id"]]["Acting"] += 1
    for movie_id, entry in plain.crew:
        all_films[entry["id"]].add(plain.films[movie_id])
        roles[entry["id"]][entry["department"]] += 1
        if entry["job"] == "Director":
            directed[entry["id"]].add(plain.films[movie_id])
    return {
        person: Credits(
            all_films[person] | acted[person],
            acted[person],
            directed[person],
            sorted(counts, key=lambda role, counts=counts: (-counts[role], role)),  # type: ignore[misc]
        )
        for person, counts in roles.items()
    }


def credits_of(entries_: Iterable[tuple[int, Entry]], film: Film) -> list[Entry]:
    """The entries of one film."""
    return [entry for movie_id, entry in entries_ if movie_id == film.id]


def cast_of(plain: PlainCatalogue, film: Film) -> list[Entry]:
    """The entries of a film's cast in the order of the credits; those without a place come last."""
    return sorted(
        credits_of(plain.cast, film),
        key=lambda entry: (entry.get("order") is None, entry.get("order"), entry["credit_id"]),
    )


def totals(films: Iterable[Film]) -> dict[str, Any]:
    """The columns that all totals have."""
    films = list(films)
    known = [film for film in films if film.budget and film.revenue]
    years = [film.released.year for film in films]
    return {
        "films": len(films),
        "films_with_money": len(known),
        "budget": sum(film.budget for film in films),
        "revenue": sum(film.revenue for film in films),
        "return": sum(film.revenue for film in known) / sum(film.budget for film in known) if known else 0.0,
        **votes(films),
        "first_year": min(years),
        "last_year": max(years),
    }


def votes(films: Iterable[Film]) -> dict[str, Any]:
    """Number and mean of the votes of films."""
    films = list(films)
    rated = sum(film.votes or 0 for film in films if film.average is not None)
    weighted = sum((film.average or 0) * (film.votes or 0) for film in films)
    return {"vote_count": sum(film.votes or 0 for film in films), "vote_average": weighted / rated if rated else None}


def success(films: set[Film]) -> dict[str, Any] | None:
    """Number and returns of the films in which somebody acted, or which somebody directed."""
    if not films:
        return None
    with_money = sum(film.budget > 0 and film.revenue > 0 for film in films)
    total = total_gain(films)
    return {"films": len(films), "films_with_money": with_money, "return_total": total, "return_mean": total / len(films)}


def weighted_rating(plain: PlainCatalogue) -> Callable[[Film], float]:
    """The IMDB weighted rating with C and m of a catalogue."""
    voted = [film for film in plain.films.values() if film.votes and film.average is not None]
    mean = sum(film.average or 0 for film in voted) / len(voted)
    counts = sorted(film.votes or 0 for film in voted)
    place = 0.9 * (len(counts) - 1)
    below = int(place)
    floor = counts[below] + (place - below) * (counts[min(below + 1, len(counts) - 1)] - counts[below])

    def rating(film: Film) -> float:
        votes = 0 if film.average is None else film.votes or 0
        return (votes * (film.average or 0) + floor * mean) / (votes + floor)

    return rating


def _keys(film: Film, kind: str) -> set[Any]:
    made = {code} if (code := film.record["original_language"]) else set()
    match kind:
        case "year":
            return {film.released.year}
        case "original language":
            return made
        case "language":
            return made | set(links(film, "spoken language"))
    return set(links(film, kind))
