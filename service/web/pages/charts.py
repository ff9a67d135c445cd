"""Small bar charts: how many films there are of each year, or of each rating."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from service.web.pages.spanish import counted, number

Address = Callable[[Mapping[str, str]], str]
"""Gives the address of a list with some more filters."""

_HEIGHT = 100
_FEWEST_YEARS = 5


class Bar(NamedTuple):
    """A bar, in the units of its drawing: one wide, and at most 100 high.

    Attributes:
        x: Where it begins.
        height: How high it is; at least 1, so that it is seen.
        label: What it tells.
        address: Where the films are that it stands for.
    """

    x: int
    height: float
    label: str
    address: str


class Chart(NamedTuple):
    """A bar chart.

    Attributes:
        title: What it shows.
        summary: What is to be seen in it, for people who do not see it.
        bars: The bars; where there is nothing there is none.
        width: How many bars would fit.
        ends: What stands below the left and the right end.
    """

    title: str
    summary: str
    bars: list[Bar]
    width: int
    ends: tuple[str, str]


def years_chart(counts: Iterable[tuple[int, int]], address: Address) -> Chart | None:
    """Films by their years, given how many films there are of each year, in order; none for a few years."""
    films = dict(counts)
    if len(films) < _FEWEST_YEARS:
        return None
    first, last, most = min(films), max(films), max(films, key=lambda year: (films[year], -year))
    bars = [
        Bar(
            year - first,
            _share(films[year], films[most]),
            f"{year}: {_films(films[year])}",
            address({"release_year__gte": f"{year}", "release_year__lte": f"{year}"}),
        )
        for year in films
    ]
    summary = f"De {first} a {last}; el año con más es {most}, con {_films(films[most])}."
    return Chart("Películas por año de estreno", summary, bars, last - first + 1, (str(first), str(last)))


def ratings_chart(counts: Iterable[tuple[float, int]], address: Address) -> Chart | None:
    """Films with votes by their mean votes in steps of half a point, given how many have each; none if all are of one step."""
    films: dict[int, int] = {}
    for vote, found in counts:
        step = min(int(vote * 2), 19)
        films[step] = films.get(step, 0) + found
    if len(films) < 2:
        return None
    most = max(films, key=lambda step: (films[step], -step))
    bars = [
        Bar(step, _share(films[step], films[most]), f"De {_edges(step)}: {_films(films[step])}", address(_range(step)))
        for step in films
    ]
    summary = f"Lo más frecuente es una nota de {_edges(most)}, con {_films(films[most])}."
    return Chart("Películas por nota media", summary, bars, 20, ("0", "10"))


def _range(step: int) -> dict[str, str]:
    """The filters of the films of a step. Films without votes have no mean vote that says anything."""
    most = {"vote_average__lte": "10"} if step == 19 else {"vote_average__lt": f"{(step + 1) / 2}"}
    return {"vote_average__gte": f"{step / 2}", **most, "vote_count__gt": "0"}


def _share(part: int, whole: int) -> float:
    return round(max(_HEIGHT * part / whole, 1), 1)


def _films(found: int) -> str:
    return counted(found, "película", "películas")


def _edges(step: int) -> str:
    # The last step holds its end as well.
    return f"{number(step / 2, 1)} a {'' if step == 19 else 'menos de '}{number((step + 1) / 2, 1)}"
