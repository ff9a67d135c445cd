"""Decades, of which the data know years only."""

from collections.abc import Iterable

from service.web.pages.macro_queries import Row


def decades(years: Iterable[Row]) -> list[Row]:
    """How many films and votes there are of each decade, the latest first.

    Args:
        years: Years with their films and votes, as ``list_years`` gives them.
    """
    found: dict[int, Row] = {}
    for year in years:
        decade = year["release_year"] // 10 * 10
        row = found.setdefault(
            decade, {"decade": decade, "films": 0, "vote_count": 0, "first_year": decade, "last_year": decade + 9}
        )
        row["films"] += year["films"]
        row["vote_count"] += year["vote_count"]
    return [found[decade] for decade in sorted(found, reverse=True)]
