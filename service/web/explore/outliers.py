"""The films whose numbers stand out: the best and the worst returns, and values that are hard to believe."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from service.answers.statements import Statement
from service.web.explore.parts import FLOORS
from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.spanish import number, percent

_SHOWN = 10

_OF_EACH_RULE = 5


@dataclass(frozen=True)
class Outliers:
    """What the tables of the page show.

    Attributes:
        best: The films that earned their cost most times.
        worst: Those that earned it fewest times.
        suspicious: Values that are hard to believe, the hardest ones of each rule.
        suspicious_count: How many of them there are in all.
        reading: What is to be seen, in one sentence.
    """

    best: list[Row]
    worst: list[Row]
    suspicious: list[Row]
    suspicious_count: int
    reading: str


def outliers(queries: MacroQueries) -> Outliers:
    """Ask for them."""
    best = queries.answer(Statement('from film_returns() order by "return" desc, movie_id limit ?', [_SHOWN]))
    worst = queries.answer(Statement('from film_returns() order by "return", movie_id limit ?', [_SHOWN]))
    suspicious = queries.rows("quality_suspicious")
    return Outliers(best, worst, _hardest(suspicious), len(suspicious), _reading(best, worst))


def _hardest(suspicious: list[Row]) -> list[Row]:
    return [row for _, rows in groupby(suspicious, key=itemgetter("rule")) for row in list(rows)[:_OF_EACH_RULE]]


def _reading(best: list[Row], worst: list[Row]) -> str:
    if not best:
        return f"Ninguna película tiene {FLOORS}."
    top, bottom = best[0], worst[0]
    return (
        f"De las películas con {FLOORS}, la que más veces ingresó lo que costó es {top['title']} ({top['release_year']}), "
        f"{number(top['return'], 1)} veces; la que menos, {bottom['title']} ({bottom['release_year']}), que ingresó el "
        f"{percent(bottom['return'], 2)} de lo que costó."
    )
