"""What the forms of the page of tastes offer beside films: what recommendations must fit, and how varied and how new they are."""

from collections.abc import Iterable, Mapping
from typing import Any

from service.endpoints.column_types import SCALAR_TYPES, Scalar
from service.web.pages.macro_queries import MacroQueries

_TYPES = {
    "genre": "VARCHAR",
    "from_year": "INTEGER",
    "to_year": "INTEGER",
    "language": "VARCHAR",
    "family": "BOOLEAN",
    "diversity": "DOUBLE",
    "novelty": "DOUBLE",
    "provider": "VARCHAR",
    "region": "VARCHAR",
}
"""The parameters of the macros that the forms have fields for, and their types."""

_DIVERSITIES = {"": "Lo mejor", "0.5": "Algo variado", "1": "Muy variado"}
_NOVELTIES = {"": "Cualquiera", "0.3": "Algo nuevo", "0.6": "Poco vistas", "1": "Rarezas"}
_CHOICES = {"diversity": _DIVERSITIES, "novelty": _NOVELTIES}

Filters = Mapping[str, str]
"""Values of the fields, as they stand in an address."""


def fit_filters(pairs: Iterable[tuple[str, str]]) -> Filters:
    """The values of the fields; what a field cannot have is left out."""
    return {name: value for name, value in pairs if name in _TYPES and _is_fit(name, value)}


def filter_arguments(filters: Filters) -> dict[str, Scalar]:
    """The same as arguments of a macro."""
    return {name: SCALAR_TYPES[_TYPES[name]].value(value) for name, value in filters.items()}


def filter_choices(queries: MacroQueries) -> dict[str, Any]:
    """What the fields offer; platforms and countries only where the data say what can be watched where."""
    providers = queries.rows("list_providers")
    return {
        "languages": queries.rows("list_languages"),
        "diversities": _DIVERSITIES,
        "novelties": _NOVELTIES,
        "providers": [provider["name"] for provider in providers],
        "regions": queries.names("region") if providers else [],
    }


def _is_fit(name: str, value: str) -> bool:
    return value in _CHOICES[name] if name in _CHOICES else SCALAR_TYPES[_TYPES[name]].fits(value)
