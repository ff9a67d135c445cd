"""Names in Spanish of what the data name otherwise: genres, countries and languages in SQL, all else in ``names.toml``."""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import duckdb

import sql
from sql.install import install


def _spanish_names(table: str) -> dict[str, str]:
    with duckdb.connect(":memory:") as connection:
        file = sql.sql_file(sql.ROOT / "derived" / f"{table}.sql")
        install(connection, [file])
        return dict(connection.execute(f"from {file.relation}").fetchall())


GENRES = _spanish_names("spanish_genres")
"""Names of genres, by those in the data."""

_NAMES: dict[str, dict[str, str]] = {
    **tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8")),
    "genres": GENRES,
    "countries": _spanish_names("spanish_countries"),
    "languages": _spanish_names("spanish_languages"),
}


def _names(kind: str) -> Callable[[str, str | None], str]:
    names = _NAMES[kind]

    def name(key: str, otherwise: str | None = None) -> str:
        return names.get(key) or otherwise or key

    return name


_KINDS = {
    "genre_name": "genres",
    "role": "roles",
    "job": "jobs",
    "status": "statuses",
    "offer": "offers",
    "country": "countries",
    "language": "languages",
}

NAME_FILTERS = {name: _names(kind) for name, kind in _KINDS.items()}
"""Filters of templates: the name of a key, else what is given as the second argument, else the key itself."""


def alphabetical(text: str) -> str:
    """What puts names in the order in which people look for them: case and accents make no difference."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def alphabetical_country(code: str) -> tuple[str, str]:
    """What puts codes of countries in the order of their names."""
    return alphabetical(NAME_FILTERS["country"](code, None)), code


_WORDS_FOR_SERIES = (
    *("collection", "colección", "collezione", "collectie", "filmreihe", "gyűjtemény", "kolekce", "samling", "serisi"),
    "коллекция",
)
SERIES_END = rf"(?<=\S)\s+(?:[-–]\s+)?\(?(?:{'|'.join(_WORDS_FOR_SERIES)})\)?$"
"""What names of series end in, as a regular expression that scripts of pages read as well; letter case does not matter."""

_SERIES_END = re.compile(SERIES_END, re.IGNORECASE)

_SHARED_SERIES = re.compile(r"(?<=misma saga: )[^;]+")


def bare_series(name: str) -> str:
    """The name of a series without the word for one at its end, for example Toy Story for Toy Story Collection."""
    return _SERIES_END.sub("", name)


def reason(text: str) -> str:
    """The reason of a recommendation as a sentence, with series called as pages call them."""
    told = _SHARED_SERIES.sub(lambda names: ", ".join(map(bare_series, names[0].split(", "))), text)
    return f"{told[:1].upper()}{told[1:]}."
