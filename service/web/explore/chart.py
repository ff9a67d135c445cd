"""What a chart is: a question in SQL, a drawing of its rows, and a sentence that says what is to be seen."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any
from urllib.parse import quote

import altair as alt

from service.answers.statements import Statement
from service.web.pages.macro_queries import MacroQueries, Row

_FIT = alt.AutoSizeParams(type="fit-x", contains="padding")

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart


@dataclass(frozen=True)
class Answer:
    """What the warehouse answers to the question of a chart.

    Attributes:
        rows: The rows that are drawn.
        aside: One row that is needed to read them right; empty where the chart has no such question or it gives no row.
    """

    rows: list[Row]
    aside: Row = field(default_factory=dict)


@dataclass(frozen=True)
class Lead:
    """Where a bar leads.

    Attributes:
        name: What the bar is of.
        address: The page of what it counts.
    """

    name: str
    address: str


@dataclass(frozen=True)
class Chart:
    """A chart of the analysis.

    Attributes:
        name: Its name in addresses and of its files.
        title: What it shows.
        about: What counts and what does not.
        sql: The question, as a statement that can be run by hand.
        address: The address that gives the same rows, with the same options.
        draw: From the answer to the drawing, without its width, description and colours.
        read: From the answer to the sentence.
        height: The height of the drawing in pixels, about.
        wide: Whether it needs all the width of a page.
        aside: A second question, of at most one row.
        counted: The column of which some row must have more than 0 for there to be something to draw.
        missing: The sentence for when there is nothing to draw.
        leads: From a row to where its bar leads, or to None if no page shows it; None where the drawing has no such bars.
    """

    name: str
    title: str
    about: str
    sql: str
    address: str
    draw: Callable[[Answer], AnyChart]
    read: Callable[[Answer], str]
    height: int = 300
    wide: bool = False
    aside: str | None = None
    counted: str = "films"
    missing: str = "Este catálogo no tiene películas con las que dibujar este gráfico."
    leads: Callable[[Row], Lead | None] | None = None

    @property
    def csv(self) -> str:
        """The address of its rows as CSV."""
        return f"{self.address}{'&' if '?' in self.address else '?'}format=csv"

    @property
    def query_page(self) -> str:
        """The address of its question in the page for questions in SQL."""
        return f"/consulta?q={quote(self.sql)}"


@dataclass(frozen=True)
class Drawing:
    """A chart of the rows that there are.

    Attributes:
        reading: What is to be seen, in one sentence.
        spec: The drawing in Vega-Lite, without colours; None where there is nothing to draw.
        leads: Where its bars lead, in their order.
    """

    reading: str
    spec: dict[str, Any] | None
    leads: list[Lead] = field(default_factory=list)


def drawing(chart: Chart, answer: Answer, root_path: str | None = None) -> Drawing:
    """Draw an answer.

    Args:
        chart: The chart.
        answer: The answer to its question.
        root_path: What the addresses that bars lead to begin with; None for a drawing whose bars lead nowhere.
    """
    if not any(row[chart.counted] for row in answer.rows):
        return Drawing(chart.missing, None)
    reading = chart.read(answer)
    leads = [] if root_path is None else _leads(chart, answer.rows, root_path)
    if leads:
        rows = [row | ({"address": lead.address} if lead else {}) for row, lead in zip(answer.rows, leads, strict=True)]
        answer = replace(answer, rows=rows)
    # Where NumPy is installed, Altair uses it as soon as another thread has begun to load it; to load it is to wait for that one.
    with suppress(ImportError):
        import_module("numpy")
    # Who cannot see the drawing is told the sentence. It is as wide as what it stands in.
    spec = chart.draw(answer).properties(width="container", autosize=_FIT, description=f"{chart.title}. {reading}").to_dict()
    # Colours belong to the theme of whoever looks, and Altair's own theme has some.
    del spec["config"]
    spec.setdefault("height", chart.height)
    if leads:
        spec.setdefault("encoding", {})["href"] = {"field": "address", "type": "nominal"}
    return Drawing(reading, spec, [lead for lead in leads if lead])


def _leads(chart: Chart, rows: list[Row], root_path: str) -> list[Lead | None]:
    """Where each row leads; what counts nothing leads nowhere."""
    if chart.leads is None:
        return []
    found = [chart.leads(row) if row[chart.counted] else None for row in rows]
    return [Lead(lead.name, f"{root_path}{lead.address}") if lead else None for lead in found]


def asked(queries: MacroQueries, chart: Chart) -> Answer:
    """Ask the question of a chart."""
    aside = queries.answer(Statement(chart.aside, [])) if chart.aside else []
    return Answer(queries.answer(Statement(chart.sql, [])), aside[0] if aside else {})
