"""Where a film can be watched in a country, as its page shows it."""

from typing import NamedTuple

from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.names import alphabetical_country

HOME = "AR"
"""The country that is shown unless another is asked for: that of the course that set the brief."""

_KINDS = ("flatrate", "free", "ads", "rent", "buy")
_LONGEST_CODE = 40


class Watching(NamedTuple):
    """Where a film can be watched.

    Attributes:
        region: The code of the country that is shown.
        regions: The codes of the countries that can be chosen, in the order of their names: those where it can be watched, and
            the one that is shown.
        offers: The platforms of the country by kind of offer, the best known first.
        is_elsewhere: Whether it can be watched in another country.
    """

    region: str
    regions: list[str]
    offers: dict[str, list[Row]]
    is_elsewhere: bool


def watching(queries: MacroQueries, film_id: int, asked: str | None) -> Watching | None:
    """Find out where a film can be watched.

    Args:
        queries: Where to ask.
        film_id: The film.
        asked: The code of the country that is asked for, if one is.

    Returns:
        None where the data do not say of any film where it can be watched.
    """
    rows = queries.rows("movie_watch_providers", film=film_id)
    if not rows and not queries.count("list_providers"):
        return None
    region = (asked or HOME).strip().upper()[:_LONGEST_CODE]
    offered = {row["region_code"] for row in rows}
    here = [row for row in rows if row["region_code"] == region]
    by_kind = {kind: [row for row in here if row["kind"] == kind] for kind in _KINDS}
    return Watching(
        region,
        sorted({*offered, region}, key=alphabetical_country),
        {kind: offers for kind, offers in by_kind.items() if offers},
        bool(offered - {region}),
    )
