"""The parts of the analysis in the order in which they are read."""

from typing import NamedTuple

from service.web.explore.chart import Chart
from service.web.explore.correlations import CORRELATIONS, MONEY_CORRELATIONS
from service.web.explore.grids import BUDGET_AND_REVENUE, GENRE_SHARES
from service.web.explore.rankings import ACTORS, COMPANIES, COUNTRIES, DIRECTORS, GENRES, SERIES, WORDS
from service.web.explore.releases import FILMS_PER_MONTH, FILMS_PER_WEEKDAY, FILMS_PER_YEAR
from service.web.explore.votes import POPULARITIES, VOTE_AVERAGES, VOTE_COUNTS
from service.web.explore.yearly import MONEY_PER_YEAR, RUNTIMES


class Section(NamedTuple):
    """Charts that belong together.

    Attributes:
        name: Its name in addresses.
        title: What they are about.
        charts: The charts.
    """

    name: str
    title: str
    charts: tuple[Chart, ...]


SECTIONS = (
    Section("estrenos", "Cuándo se estrenan", (FILMS_PER_YEAR, FILMS_PER_MONTH, FILMS_PER_WEEKDAY, RUNTIMES)),
    Section("acogida", "Cómo se reciben", (VOTE_AVERAGES, POPULARITIES, VOTE_COUNTS)),
    Section("dinero", "Qué cuestan y qué ganan", (MONEY_PER_YEAR, BUDGET_AND_REVENUE)),
    Section("quien", "Quién gana", (SERIES, COMPANIES, DIRECTORS, ACTORS)),
    Section("de-que", "De qué y de dónde son", (GENRES, GENRE_SHARES, COUNTRIES, WORDS)),
    Section("relaciones", "Qué va con qué", (CORRELATIONS, MONEY_CORRELATIONS)),
)

CHARTS = {chart.name: chart for section in SECTIONS for chart in section.charts}
"""All charts by their names."""
