"""Parts that several charts have."""

from collections.abc import Sequence

import altair as alt

from service.web.explore.chart import AnyChart
from service.web.pages.macro_queries import Row

END = "from last_complete_year()"
"""The question for the last year of which the catalogue has all films."""

MONEY_FLOOR = "presupuesto de al menos 10\u202f000\u00a0US$ e ingresos conocidos"
"""Of which films the macros of returns tell, unless they are asked for others: lower budgets are often errors."""

FLOORS = "presupuesto e ingresos de al menos 10\u202f000\u00a0US$"
"""Of which films the macros of single returns tell, unless they are asked for others."""

COUNTED = alt.Tooltip("films:Q", title="Películas contadas", format=",d")
"""How many films pass the floor of a chart, which are not all of a year or a person."""

COUNTS = alt.Axis(format=",d", tickMinStep=1)
"""An axis of whole numbers."""

_ROW = 24
"""The height of a bar of a ranking, in pixels."""

_LETTER = 6.6
"""The width of a letter of the numbers at the ends of bars, in pixels."""


def values(rows: Sequence[Row]) -> alt.InlineData:
    """Rows as the data of a chart."""
    return alt.InlineData(values=list(rows))


def years_axis(column: str) -> alt.X:
    """A scale of years from the first to the last."""
    return alt.X(column, title=None, scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(format="d", tickMinStep=1))


def ranking(rows: Sequence[Row], tooltip: Sequence[alt.Tooltip]) -> AnyChart:
    """Bars from the top down in the order of the rows, with what they stand for at their ends.

    Args:
        rows: Rows with ``name``, ``value`` and ``label``, which is the value as text.
        tooltip: What is told of a bar beside its name.
    """
    names = unique_names([row["name"] for row in rows])
    named = [{**row, "name": name} for row, name in zip(rows, names, strict=True)]
    room = 10 + _LETTER * max(len(row["label"]) for row in rows)
    base = alt.Chart(values(named)).encode(
        y=alt.Y("name:N", sort=None, title=None),
        x=alt.X("value:Q", scale=alt.Scale(zero=True, nice=False, rangeMax=alt.ExprRef(f"width - {room:.0f}")), axis=None),
        tooltip=[alt.Tooltip("name:N", title="Nombre"), *tooltip],
    )
    bars = base.mark_bar(height={"band": 0.74})
    labels = base.mark_text(style="value", align="left", dx=5).encode(text="label:N")
    return alt.layer(bars, labels).properties(height=_ROW * len(rows))


def unique_names(names: Sequence[str]) -> list[str]:
    """Names that can stand for rows: one that was there before gets its number in brackets, for two people may share a name."""
    return [f"{name} ({names[:place].count(name) + 1})" if name in names[:place] else name for place, name in enumerate(names)]
