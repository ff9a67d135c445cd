"""Charts of which numbers of films go together."""

import altair as alt

from service.web.explore.chart import Answer, AnyChart, Chart
from service.web.explore.parts import values
from service.web.pages.macro_queries import Row
from service.web.pages.spanish import number

MEASURES = {
    "budget": "presupuesto",
    "revenue": "ingresos",
    "return": "retorno",
    "popularity": "popularidad",
    "vote_count": "votos",
    "vote_average": "voto medio",
    "runtime": "duración",
    "release_year": "año",
}


def _correlations(answer: Answer) -> AnyChart:
    cells = [cell for row in answer.rows for cell in _both_halves(row)]
    order = list(MEASURES.values())
    strong = "abs(datum.value) >= 0.75"
    base = alt.Chart(values(cells)).encode(
        x=alt.X("across:N", sort=order, title=None, axis=alt.Axis(labelAngle=-45, labelOverlap=False)),
        y=alt.Y("down:N", sort=order, title=None),
        tooltip=[
            alt.Tooltip("down:N", title="De"),
            alt.Tooltip("across:N", title="Con"),
            alt.Tooltip("kind:N", title="Correlación de"),
            alt.Tooltip("value:Q", title="Valor", format=".2f"),
            alt.Tooltip("films:Q", title="Películas con ambas", format=",d"),
        ],
    )
    ground = base.mark_rect().encode(
        color=alt.Color(
            "value:Q", title="correlación", scale=alt.Scale(domain=[-1, 1], domainMid=0, range="diverging", interpolate="lab")
        )
    )
    text = base.encode(text=alt.Text("value:Q", format=".2f"))
    return alt.layer(
        ground,
        text.mark_text(style="on-weak").transform_filter(f"!({strong})"),
        text.mark_text(style="on-strong").transform_filter(strong),
    )


def _both_halves(row: Row) -> list[Row]:
    """The two cells of a pair of measures: Pearson's correlation under the diagonal, and Spearman's above it."""
    order = list(MEASURES)
    early, late = sorted((row["first_measure"], row["second_measure"]), key=order.index)
    pairs = [("Pearson", early, late, row["pearson"]), ("Spearman", late, early, row["spearman"])]
    return [
        {"across": MEASURES[across], "down": MEASURES[down], "kind": kind, "value": value, "films": row["films"]}
        for kind, across, down, value in pairs
        if value is not None
    ]


def _read_correlations(answer: Answer) -> str:
    known = [row for row in answer.rows if row["spearman"] is not None and not _is_part(row)]
    if not known:
        return "No hay dos medidas con bastantes películas para compararlas."
    top = max(known, key=lambda row: abs(row["spearman"]))
    least = min(known, key=lambda row: abs(row["spearman"]))
    return (
        f"Sin contar el retorno con las cifras de las que sale, las medidas que más van juntas son {_pair(top)}, con "
        f"{_hundredths(top['spearman'])} (Spearman) en las {number(top['films'])} películas de las que se conocen ambas; las que "
        f"menos tienen que ver, {_pair(least)}, con {_hundredths(least['spearman'])}."
    )


def _hundredths(value: float) -> str:
    """A correlation, without the sign of a nought."""
    return number(round(value, 2) or 0.0, 2)


def _is_part(row: Row) -> bool:
    """Whether one measure is worked out of the other: a return is made of budget and revenue."""
    return "return" in (row["first_measure"], row["second_measure"]) and bool(
        {"budget", "revenue"} & {row["first_measure"], row["second_measure"]}
    )


def _pair(row: Row) -> str:
    first, second = MEASURES[row["first_measure"]], MEASURES[row["second_measure"]]
    return f"{first} {'e' if second.startswith('i') else 'y'} {second}"


_HALVES = "Bajo la diagonal, la correlación de Pearson; sobre ella, la de Spearman, que compara rangos y resiste a los extremos."

CORRELATIONS = Chart(
    name="correlaciones",
    title="Correlaciones de todas las películas",
    about=f"{_HALVES} Lo que no se conoce no cuenta: dinero o duración 0, voto medio sin votos.",
    sql="from correlations() where population = 'all films' order by first_measure, second_measure",
    address="/stats/correlations?population=all%20films",
    draw=_correlations,
    read=_read_correlations,
    height=420,
    counted="spearman",
)
MONEY_CORRELATIONS = Chart(
    name="correlaciones-con-dinero",
    title="Correlaciones de las películas con dinero conocido",
    about=f"{_HALVES} Solo películas cuyo presupuesto e ingresos se conocen.",
    sql="from correlations() where population = 'films with known money' order by first_measure, second_measure",
    address="/stats/correlations?population=films%20with%20known%20money",
    draw=_correlations,
    read=_read_correlations,
    height=420,
    counted="spearman",
    missing="No hay películas con presupuesto e ingresos conocidos que comparar.",
)
