"""Charts of what changes from year to year: the money of films and how long they are."""

import altair as alt

from service.web.explore.chart import Answer, AnyChart, Chart
from service.web.explore.parts import COUNTED, END, MONEY_FLOOR, values, years_axis
from service.web.pages.macro_queries import Row
from service.web.pages.spanish import counted, number, short_money


def _money_per_year(answer: Answer) -> AnyChart:
    series = {"presupuesto": "budget", "ingresos": "revenue"}
    points = [
        {"release_year": row["release_year"], "kind": kind, "millions": row[column] / 1e6, "films": row["films"]}
        for row in answer.rows
        for kind, column in series.items()
    ]
    lines = (
        alt.Chart(values(points))
        .mark_line(point=alt.OverlayMarkDef(size=14))
        .encode(
            x=years_axis("release_year:Q"),
            y=alt.Y("millions:Q", title="millones de US$", axis=alt.Axis(format=",d")),
            color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=list(series))),
            tooltip=[
                alt.Tooltip("release_year:Q", title="Año", format="d"),
                alt.Tooltip("kind:N", title="Suma de"),
                alt.Tooltip("millions:Q", title="Millones de US$", format=",.1f"),
                COUNTED,
            ],
        )
    )
    return alt.layer(*_unfinished(answer), lines)


def _read_money_per_year(answer: Answer) -> str:
    top = max(answer.rows, key=lambda row: row["revenue"])
    at_loss = [row for row in answer.rows if row["revenue"] <= row["budget"]]
    loss = (
        "en todos ellos los ingresos superan al presupuesto"
        if not at_loss
        else f"en {number(len(at_loss))} de los {number(len(answer.rows))} los ingresos no superan al presupuesto"
    )
    return (
        f"Entre los años con cinco o más películas de {MONEY_FLOOR}, el de más ingresos es {top['release_year']}: las suyas son "
        f"{number(top['films'])}, ingresaron {short_money(top['revenue'])} y costaron {short_money(top['budget'])}; {loss}."
    )


def _runtimes(answer: Answer) -> AnyChart:
    base = alt.Chart(values(answer.rows)).encode(x=years_axis("release_year:Q"))
    tooltip = [
        alt.Tooltip("release_year:Q", title="Año", format="d"),
        alt.Tooltip("runtime_median:Q", title="Mediana (min)", format=",.0f"),
        alt.Tooltip("lower_quartile:Q", title="Primer cuartil", format=",.0f"),
        alt.Tooltip("upper_quartile:Q", title="Tercer cuartil", format=",.0f"),
        COUNTED,
    ]
    band = base.mark_area(opacity=0.3).encode(
        y=alt.Y("lower_quartile:Q", title="minutos", scale=alt.Scale(zero=True)), y2="upper_quartile:Q"
    )
    line = base.mark_line(point=alt.OverlayMarkDef(size=14)).encode(y=alt.Y("runtime_median:Q"), tooltip=tooltip)
    return alt.layer(*_unfinished(answer), band, line)


def _read_runtimes(answer: Answer) -> str:
    first, last = answer.rows[0], [row for row in answer.rows if row["release_year"] <= answer.aside["release_year"]][-1:]
    if not last or last[0] is first:
        return f"La mitad de las películas de {first['release_year']} de duración conocida dura {_minutes(first)} o menos."
    [last_row] = last
    return (
        f"La duración mediana pasa de {_minutes(first)} en {first['release_year']} a {_minutes(last_row)} en "
        f"{last_row['release_year']}, año en que la mitad de las películas de duración conocida dura entre "
        f"{number(last_row['lower_quartile'])} y {number(last_row['upper_quartile'])}."
    )


def _minutes(row: Row) -> str:
    return counted(round(row["runtime_median"]), "minuto", "minutos")


def _unfinished(answer: Answer) -> list[alt.Chart]:
    """A pale ground behind the years of which the catalogue has not all films."""
    end, last = answer.aside["release_year"], answer.rows[-1]["release_year"]
    if last <= end:
        return []
    ground = alt.Chart(values([{"from_x": end + 0.5, "to_x": last + 0.5, "text": "sin acabar"}]))
    return [ground.mark_rect(style="beside").encode(x="from_x:Q", x2="to_x:Q", tooltip=alt.Tooltip("text:N", title="Años"))]


MONEY_PER_YEAR = Chart(
    name="dinero-por-ano",
    title="Presupuesto e ingresos por año",
    about=(
        f"Sumas de las películas de {MONEY_FLOOR}, en los años con cinco o más; en dólares de cada año, sin ajustar por "
        "inflación. Un fondo pálido marca los años de los que faltan películas."
    ),
    sql="from returns_by_year(min_films := 5) order by release_year",
    address="/stats/returns_by_year?min_films=5",
    draw=_money_per_year,
    read=_read_money_per_year,
    aside=END,
    height=440,
    missing=f"Ningún año tiene cinco películas de {MONEY_FLOOR}.",
)
RUNTIMES = Chart(
    name="duracion-por-ano",
    title="Duración por año",
    about="La mediana, y la franja con la mitad central de las películas, en los años con diez o más de duración conocida.",
    sql="from runtimes_by_year() where films >= 10 order by release_year",
    address="/stats/runtimes_by_year?films__gte=10",
    draw=_runtimes,
    read=_read_runtimes,
    aside=END,
    wide=True,
    missing="Ningún año tiene diez películas de duración conocida.",
)
