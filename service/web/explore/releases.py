"""Charts of when films came out."""

import altair as alt

from service.web.explore.chart import Answer, AnyChart, Chart, Lead
from service.web.explore.parts import COUNTS, END, values, years_axis
from service.web.pages.macro_queries import Row
from service.web.pages.spanish import counted, number, percent

MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
WEEKDAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]


_SHORT_NAMES = alt.Axis(
    labelExpr="width < 330 ? upper(slice(datum.label, 0, 1)) : slice(datum.label, 0, 3)", labelAngle=0, labelOverlap=False
)
"""The first letters of months and days, as many as there is room for."""


def _films_per_year(answer: Answer) -> AnyChart:
    end = answer.aside["release_year"]
    states = ["año completo", "año sin acabar"]
    bars: alt.Chart = (
        alt.Chart(values([{**row, "state": states[row["release_year"] > end], **_bounds(row)} for row in answer.rows]))
        .mark_bar()
        .encode(
            x=years_axis("from_x:Q"),
            x2="to_x:Q",
            y=alt.Y("films:Q", title="películas", axis=COUNTS),
            y2=alt.Y2Datum(0),
            color=alt.Color("state:N", title=None, scale=alt.Scale(domain=states, range="ordinal")),
            tooltip=[
                alt.Tooltip("release_year:Q", title="Año", format="d"),
                alt.Tooltip("films:Q", title="Películas", format=",d"),
            ],
        )
    )
    return bars


def _read_films_per_year(answer: Answer) -> str:
    top = max(answer.rows, key=lambda row: row["films"])
    end, after = answer.aside["release_year"], answer.aside["films_after"]
    most = f"El año con más estrenos es {top['release_year']}, con {counted(top['films'], 'película', 'películas')}"
    if not after:
        return f"{most}; el último año es {end}."
    return (
        f"{most}; el último año completo es {end}, y de los posteriores solo hay {counted(after, 'película', 'películas')}, así "
        f"que la caída del final es de los datos y no del cine."
    )


def _films_per_month(answer: Answer) -> AnyChart:
    kinds = ["otros días", "fechadas el 1 de enero"]
    parts = [
        {"month": MONTHS[row["month_number"] - 1], "kind": kind, "films": films, "all": row["films"], "order": place}
        for row in answer.rows
        for place, (kind, films) in enumerate(zip(kinds, _parts(row, answer.aside), strict=True))
        if films
    ]
    bars: alt.Chart = (
        alt.Chart(values(parts))
        .mark_bar()
        .encode(
            x=alt.X("month:N", sort=MONTHS, title=None, axis=_SHORT_NAMES),
            y=alt.Y("films:Q", title="películas", axis=COUNTS),
            color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=kinds, range="ordinal")),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("month:N", title="Mes"),
                alt.Tooltip("kind:N", title="Días"),
                alt.Tooltip("films:Q", title="Películas", format=",d"),
                alt.Tooltip("all:Q", title="En todo el mes", format=",d"),
            ],
        )
    )
    return bars


def _parts(row: Row, new_year: Row) -> tuple[int, int]:
    """The films of a month that are dated other days, and the first of January."""
    first = new_year.get("films", 0) if row["month_number"] == 1 else 0
    return row["films"] - first, first


def _read_films_per_month(answer: Answer) -> str:
    first, other = answer.aside.get("films", 0), answer.aside.get("films_of_other_days", 0)
    films = sum(row["films"] for row in answer.rows)
    if first <= 3 * other / 30:
        top = max(answer.rows, key=lambda row: row["films"])
        return (
            f"El mes con más estrenos es {MONTHS[top['month_number'] - 1]}, con "
            f"{counted(top['films'], 'película', 'películas')} ({percent(top['films'] / films)})."
        )
    top = max(answer.rows, key=lambda row: _parts(row, answer.aside)[0])
    most = _parts(top, answer.aside)[0]
    return (
        f"El mes con más estrenos es {MONTHS[top['month_number'] - 1]}, con {counted(most, 'película', 'películas')}, si no se "
        f"cuentan las {number(first)} fechadas el 1 de enero, que suele estar por un día desconocido: los demás días de enero "
        f"tienen {number(other / 30)} de media."
    )


def _films_per_weekday(answer: Answer) -> AnyChart:
    films = sum(row["films"] for row in answer.rows)
    days = [
        {"day": WEEKDAYS[row["weekday_number"] - 1], "films": row["films"], "share": row["films"] / films} for row in answer.rows
    ]
    bars: alt.Chart = (
        alt.Chart(values(days))
        .mark_bar()
        .encode(
            x=alt.X("day:N", sort=WEEKDAYS, title=None, axis=_SHORT_NAMES),
            y=alt.Y("films:Q", title="películas", axis=COUNTS),
            tooltip=[
                alt.Tooltip("day:N", title="Día"),
                alt.Tooltip("films:Q", title="Películas", format=",d"),
                alt.Tooltip("share:Q", title="Parte", format=".1%"),
            ],
        )
    )
    return bars


def _read_films_per_weekday(answer: Answer) -> str:
    films = sum(row["films"] for row in answer.rows)
    top = max(answer.rows, key=lambda row: row["films"])
    least = min(answer.rows, key=lambda row: row["films"])
    return (
        f"El {percent(top['films'] / films)} de las películas se estrenó en {WEEKDAYS[top['weekday_number'] - 1]}, el día con "
        f"más estrenos; el {WEEKDAYS[least['weekday_number'] - 1]} es el que menos tiene, con el "
        f"{percent(least['films'] / films)}."
    )


def _bounds(row: Row) -> Row:
    """From where to where the bar of a year goes."""
    return {"from_x": row["release_year"] - 0.5, "to_x": row["release_year"] + 0.5}


FILMS_PER_YEAR = Chart(
    name="estrenos-por-ano",
    title="Películas por año de estreno",
    about="Todas las películas con fecha de estreno.",
    sql="from films_per_year() order by release_year",
    address="/stats/films_per_year",
    draw=_films_per_year,
    read=_read_films_per_year,
    aside=END,
    wide=True,
    leads=lambda row: Lead(str(row["release_year"]), f"/anio/{row['release_year']}"),
)
FILMS_PER_MONTH = Chart(
    name="estrenos-por-mes",
    title="Películas por mes de estreno",
    about="Todos los años juntos.",
    sql="from films_per_month() order by month_number",
    address="/stats/films_per_month",
    draw=_films_per_month,
    read=_read_films_per_month,
    aside="from new_year_dates()",
    height=240,
)
FILMS_PER_WEEKDAY = Chart(
    name="estrenos-por-dia",
    title="Películas por día de la semana",
    about="Todos los años juntos.",
    sql="from films_per_weekday() order by weekday_number",
    address="/stats/films_per_weekday",
    height=240,
    draw=_films_per_weekday,
    read=_read_films_per_weekday,
)
