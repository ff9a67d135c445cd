"""Charts of how films were received: their mean votes, how many votes they have, and their popularity."""

from urllib.parse import urlencode

import altair as alt

from service.web.explore.chart import Answer, AnyChart, Chart, Lead
from service.web.explore.parts import COUNTS, ranking, values
from service.web.pages.macro_queries import Row
from service.web.pages.spanish import NO_BREAK_SPACE, counted, number, percent

_RATED, _UNRATED = "con nota", "sin nota"

_UNKNOWN = "desconocida"


def _vote_averages(answer: Answer) -> AnyChart:
    # Films without a mean vote stand before the scale, apart from the worst.
    steps = [{"step": _UNRATED, "kind": _UNRATED, **row} for row in answer.rows if row["from_vote"] is None]
    steps += [{"step": number(row["from_vote"], 1), "kind": _RATED, **row} for row in answer.rows if row["from_vote"] is not None]
    ranges = [{**row, "range": _votes(row)} for row in steps]
    shown = [_UNRATED, *(number(vote, 1) for vote in range(10))]
    bars: alt.Chart = (
        alt.Chart(values(ranges))
        .mark_bar()
        .encode(
            x=alt.X("step:N", sort=None, title="voto medio", axis=alt.Axis(values=shown, labelAngle=0)),
            y=alt.Y("films:Q", title="películas", axis=COUNTS),
            color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=[_RATED, _UNRATED], range="ordinal")),
            tooltip=[
                alt.Tooltip("range:N", title="Voto medio"),
                alt.Tooltip("films:Q", title="Películas", format=",d"),
                alt.Tooltip("share:Q", title="Parte", format=".1%"),
            ],
        )
    )
    return bars


def _votes(row: Row) -> str:
    if row["from_vote"] is None:
        return _UNRATED
    last = "hasta" if row["to_vote"] == 10 else "hasta menos de"
    return f"de {number(row['from_vote'], 1)} {last} {number(row['to_vote'], 1)}"


def _read_vote_averages(answer: Answer) -> str:
    rated = [row for row in answer.rows if row["from_vote"] is not None]
    unrated = sum(row["films"] for row in answer.rows if row["from_vote"] is None)
    apart = (
        f"{counted(unrated, 'película', 'películas')} sin nota media, {number(answer.aside.get('films', 0))} de ellas sin votos"
    )
    films = sum(row["films"] for row in rated)
    if not films:
        return f"Ninguna película tiene nota media: hay {apart}."
    top = max(rated, key=lambda row: row["films"])
    return (
        f"El tramo con más películas es el {_votes(top)}, con {number(top['films'])}, el {percent(top['films'] / films)} de las "
        f"que tienen nota media; aparte hay {apart}."
    )


def _vote_counts(answer: Answer) -> AnyChart:
    bars = [{"name": _votes_range(row), "value": row["films"], "label": _label(row), **row} for row in answer.rows]
    tooltip = [alt.Tooltip("films:Q", title="Películas", format=",d"), alt.Tooltip("share:Q", title="Parte", format=".1%")]
    return ranking(bars, tooltip)


def _label(row: Row) -> str:
    films = number(row["films"])
    return f"{films} ({percent(row['share'])})" if row["share"] >= 0.001 else films


def _votes_range(row: Row) -> str:
    first, last = row["from_votes"], row["to_votes"]
    if first is None:
        return f"cifra {_UNKNOWN}"
    return counted(first, "voto", "votos") if first == last else f"{number(first)} a {number(last)}"


def _read_vote_counts(answer: Answer) -> str:
    known = [row for row in answer.rows if row["to_votes"] is not None]
    unknown = sum(row["films"] for row in answer.rows if row["to_votes"] is None)
    rest = f"; de {counted(unknown, 'película', 'películas')} no se conoce el número" if unknown else ""
    if not known:
        return f"No se conoce el número de votos de ninguna película{rest}."
    few = sum(row["share"] for row in known if row["to_votes"] < 32)
    return (
        f"El {percent(few)} de las películas tiene menos de 32 votos; la que más tiene está en el tramo de "
        f"{_votes_range(known[-1])}{rest}."
    )


def _popularities(answer: Answer) -> AnyChart:
    bars: alt.Chart = (
        alt.Chart(values(_known(answer)))
        .mark_bar()
        .encode(
            x=alt.X(
                "from_popularity:Q",
                title="popularidad en TMDB (escala logarítmica)",
                scale=alt.Scale(type="log", nice=False),
                axis=alt.Axis(
                    values=[10.0**power for power in range(-6, 4)],
                    labelExpr="datum.value < 0.001 ? '' : format(datum.value, ',~r')",
                    tickCount=10,
                ),
            ),
            x2="to_popularity:Q",
            y=alt.Y("films:Q", title="películas", axis=COUNTS),
            y2=alt.Y2Datum(0),
            tooltip=[
                alt.Tooltip("from_popularity:Q", title="Desde", format=",.3~r"),
                alt.Tooltip("to_popularity:Q", title="Hasta menos de", format=",.3~r"),
                alt.Tooltip("films:Q", title="Películas", format=",d"),
                alt.Tooltip("share:Q", title="Parte", format=".1%"),
            ],
        )
    )
    return bars


def _known(answer: Answer) -> list[Row]:
    """The steps of the popularities that a logarithm has a place for."""
    return [row for row in answer.rows if row["from_popularity"]]


def _read_popularities(answer: Answer) -> str:
    known = _known(answer)
    top = max(known, key=lambda row: row["films"], default=None)
    apart = [
        f"{counted(row['films'], 'película', 'películas')} de popularidad {_UNKNOWN if row['from_popularity'] is None else 0}"
        for row in answer.rows
        if not row["from_popularity"]
    ]
    rest = f"; no caben en la escala {' y '.join(apart)}" if apart else ""
    if top is None:
        return f"Ninguna película tiene una popularidad de más de 0{rest}."
    return (
        f"El tramo con más películas va de {_plain(top['from_popularity'])} a menos de "
        f"{_plain(top['to_popularity'])}, con {number(top['films'])}; {_from_16(known)} a 16{rest}."
    )


def _from_16(steps: list[Row]) -> str:
    return counted(sum(row["films"] for row in steps if row["from_popularity"] >= 16), "llega", "llegan")


def _plain(value: float) -> str:
    """A power of two as it is said."""
    return (
        number(value) if value >= 1 else f"{value:.3g}".replace(".", ",").replace("e-", f"{NO_BREAK_SPACE}×{NO_BREAK_SPACE}10^−")
    )


def _films_with_votes(row: Row) -> Lead | None:
    if row["from_vote"] is None:
        return None
    last = {"vote_average__lte": "10"} if row["to_vote"] == 10 else {"vote_average__lt": row["to_vote"]}
    return _films(_votes(row), {"vote_average__gte": row["from_vote"], **last, "vote_count__gt": 0})


def _films_with_counts(row: Row) -> Lead | None:
    if row["from_votes"] is None:
        return None
    return _films(_votes_range(row), {"vote_count__gte": row["from_votes"], "vote_count__lte": row["to_votes"]})


def _films_with_popularities(row: Row) -> Lead | None:
    first, last = row["from_popularity"], row["to_popularity"]
    if not first:
        return None
    return _films(
        f"de {_plain(first)} a menos de {_plain(last)}", {"popularity__gte": first, "popularity__lt": last, "sort": "-popularity"}
    )


def _films(name: str, filters: dict[str, object]) -> Lead:
    return Lead(name, f"/peliculas?{urlencode(filters)}")


VOTE_AVERAGES = Chart(
    name="voto-medio",
    title="Voto medio",
    about=(
        "Voto medio de cada película, en tramos de medio punto; un 0 sin votos no es una nota, y lo que no tiene nota va aparte."
    ),
    sql="from vote_average_histogram() order by from_vote nulls last",
    address="/stats/vote_average_histogram",
    draw=_vote_averages,
    read=_read_vote_averages,
    aside="from vote_count_histogram() where to_votes = 0",
    wide=True,
    leads=_films_with_votes,
)
VOTE_COUNTS = Chart(
    name="numero-de-votos",
    title="Número de votos",
    about="Películas por el número de votos que tienen, en tramos que se doblan.",
    sql="from vote_count_histogram() order by from_votes",
    address="/stats/vote_count_histogram",
    draw=_vote_counts,
    read=_read_vote_counts,
    leads=_films_with_counts,
)
POPULARITIES = Chart(
    name="popularidad",
    title="Popularidad",
    about="Películas por su popularidad en TMDB, en tramos que se doblan.",
    sql="from popularity_histogram() order by from_popularity nulls last",
    address="/stats/popularity_histogram",
    draw=_popularities,
    read=_read_popularities,
    leads=_films_with_popularities,
)
