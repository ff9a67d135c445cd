"""Charts of two scales and how many films are at their crossings: budget and revenue, genres and decades."""

import altair as alt

from service.web.explore.chart import Answer, AnyChart, Chart
from service.web.explore.parts import FLOORS, values
from service.web.pages.macro_queries import Row
from service.web.pages.names import GENRES
from service.web.pages.spanish import number, percent, short_money

_LOGARITHMS = alt.Scale(type="log", nice=False)
_AMOUNTS = alt.Axis(
    labelExpr="datum.value >= 1e6 ? format(datum.value / 1e6, ',~r') + ' M' : format(datum.value, ',~r')",
    values=[10.0**power for power in range(11)],
)


def _budget_and_revenue(answer: Answer) -> AnyChart:
    cells = [
        {
            **row,
            "budgets": f"{short_money(row['from_budget'])} a {short_money(row['to_budget'])}",
            "revenues": f"{short_money(row['from_revenue'])} a {short_money(row['to_revenue'])}",
        }
        for row in answer.rows
    ]
    ends = [
        min(min(row["from_budget"], row["from_revenue"]) for row in answer.rows),
        max(max(row["to_budget"], row["to_revenue"]) for row in answer.rows),
    ]
    grid = (
        alt.Chart(values(cells))
        .mark_rect()
        .encode(
            x=alt.X("from_budget:Q", title="presupuesto (US$)", scale=_LOGARITHMS, axis=_AMOUNTS),
            x2="to_budget:Q",
            y=alt.Y("from_revenue:Q", title="ingresos (US$)", scale=_LOGARITHMS, axis=_AMOUNTS),
            y2="to_revenue:Q",
            color=alt.Color(
                "films:Q", title="películas", scale=alt.Scale(range="ramp", type="sqrt", zero=True, interpolate="lab")
            ),
            tooltip=[
                alt.Tooltip("budgets:N", title="Presupuesto"),
                alt.Tooltip("revenues:N", title="Ingresos"),
                alt.Tooltip("films:Q", title="Películas", format=",d"),
            ],
        )
    )
    even = (
        alt.Chart(values([{"amount": amount} for amount in ends]))
        .mark_line(style="frame")
        .encode(x=alt.X("amount:Q"), y=alt.Y("amount:Q"))
    )
    return alt.layer(grid, even)


def _read_budget_and_revenue(answer: Answer) -> str:
    fit = answer.aside
    share = percent(fit["films_in_profit"] / fit["films"])
    beginning = f"De {number(fit['films'])} películas con {FLOORS}, el {share} ingresó más de lo que costó"
    if fit["pearson"] is None or fit["spearman"] is None:
        return f"{beginning}."
    return (
        f"{beginning} (encima de la línea); la correlación entre presupuesto e ingresos es {number(fit['pearson'], 2)} (Pearson) "
        f"y {number(fit['spearman'], 2)} entre sus rangos (Spearman)."
    )


def _genre_shares(answer: Answer) -> AnyChart:
    cells = [{**row, "name": _genre(row), "span": f"{row['decade']} a {row['decade'] + 9}"} for row in answer.rows]
    sums: dict[str, float] = {}
    for cell in cells:
        sums[cell["name"]] = sums.get(cell["name"], 0.0) + cell["share"]
    names = sorted(sums, key=lambda name: (-sums[name], name))
    shares: alt.Chart = (
        alt.Chart(values(cells))
        .mark_rect()
        .encode(
            x=alt.X("decade:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("name:N", sort=names, title=None),
            color=alt.Color(
                "share:Q",
                title="parte de las películas",
                scale=alt.Scale(range="ramp", type="sqrt", interpolate="lab"),
                legend=alt.Legend(format=".0%"),
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Género"),
                alt.Tooltip("span:N", title="Años"),
                alt.Tooltip("share:Q", title="Parte", format=".1%"),
                alt.Tooltip("films:Q", title="Películas", format=",d"),
            ],
        )
    )
    return shares


def _read_genre_shares(answer: Answer) -> str:
    first, last = answer.rows[0]["decade"], answer.rows[-1]["decade"]
    now = {_genre(row): row["share"] for row in answer.rows if row["decade"] == last}
    then = {_genre(row): row["share"] for row in answer.rows if row["decade"] == first}
    if first == last:
        top = max(now, key=lambda name: now[name])
        return f"En los años {first} el género más frecuente es {top}, en el {percent(now[top])} de las películas."
    up, down = max(now, key=lambda name: now[name] - then[name]), min(now, key=lambda name: now[name] - then[name])
    return (
        f"De los años {first} a los {last}, el género que más crece es {up}, del {percent(then[up])} al {percent(now[up])} de "
        f"las películas, y el que más baja es {down}, del {percent(then[down])} al {percent(now[down])}."
    )


def _genre(row: Row) -> str:
    return str(GENRES.get(row["name"], row["name"]))


BUDGET_AND_REVENUE = Chart(
    name="presupuesto-e-ingresos",
    title="Presupuesto e ingresos",
    about=(
        "Cada casilla es un tramo de presupuesto y otro de ingresos, ambos en escala logarítmica; en la línea se gana lo que se "
        f"gasta. Solo películas con {FLOORS}, porque cifras menores suelen ser errores."
    ),
    sql="from budget_revenue_grid() order by from_budget, from_revenue",
    address="/stats/budget_revenue_grid",
    draw=_budget_and_revenue,
    read=_read_budget_and_revenue,
    height=440,
    aside="from budget_revenue_fit()",
    missing=f"Ninguna película tiene {FLOORS}.",
)
GENRE_SHARES = Chart(
    name="generos-por-decada",
    title="Géneros por década",
    about="Parte de las películas de cada década que es de cada género, en las décadas con cien o más; una puede tener varios.",
    sql="from genre_shares_by_decade() order by decade, genre_id",
    address="/stats/genre_shares_by_decade",
    draw=_genre_shares,
    read=_read_genre_shares,
    height=500,
    missing="Ninguna década tiene cien películas.",
)
