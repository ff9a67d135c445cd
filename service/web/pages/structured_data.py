"""What pages tell machines: films, people and lists in the words of schema.org, as JSON-LD; addresses are relative."""

from collections.abc import Iterable
from typing import Any

from service.web.pages.macro_queries import Row

_CONTEXT = "https://schema.org"


def movie_data(film: Row, root_path: str, posters: str) -> dict[str, Any]:
    """A film, as ``/movies/{film}`` has it."""
    minutes = film["runtime"]
    is_rated = film["vote_count"] and film["vote_average"] is not None
    return _known(
        {
            "@context": _CONTEXT,
            "@type": "Movie",
            "name": film["title"],
            "url": f"{root_path}/pelicula/{film['movie_id']}",
            "image": f"{posters}/w500{film['poster_path']}" if film["poster_path"] else None,
            "datePublished": film["release_date"].isoformat() if film["release_date"] else None,
            "duration": f"PT{minutes}M" if minutes else None,
            "inLanguage": film["original_language"],
            "genre": [genre["name"] for genre in film["genres"]],
            "director": [_person(person, root_path) for person in film["directors"]],
            "actor": [_person(person, root_path) for person in film["leading_cast"]],
            "aggregateRating": {
                "@type": "AggregateRating",
                "ratingValue": round(film["vote_average"], 1),
                "ratingCount": film["vote_count"],
                "bestRating": 10,
                "worstRating": 0,
            }
            if is_rated
            else None,
        }
    )


def person_data(person: Row, root_path: str, posters: str) -> dict[str, Any]:
    """Somebody, as ``/people/{person}`` has them."""
    return _known(
        {
            "@context": _CONTEXT,
            **_person(person, root_path),
            "alternateName": person["other_names"],
            "image": f"{posters}/w500{person['profile_path']}" if person["profile_path"] else None,
        }
    )


def list_data(address: str, total: int, films: Iterable[Row], root_path: str) -> dict[str, Any]:
    """A list of films, of which a page shows a part."""
    items = [
        {"@type": "ListItem", "position": place, "name": film["title"], "url": f"{root_path}/pelicula/{film['movie_id']}"}
        for place, film in enumerate(films, 1)
    ]
    return {
        "@context": _CONTEXT,
        "@type": "ItemList",
        "url": f"{root_path}{address}",
        "numberOfItems": total,
        "itemListElement": items,
    }


def _person(person: Row, root_path: str) -> dict[str, Any]:
    return {"@type": "Person", "name": person["name"], "url": f"{root_path}/persona/{person['person_id']}"}


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """What there is to say: without what is null or empty."""
    return {name: value for name, value in data.items() if value not in (None, [])}
