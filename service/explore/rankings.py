"""Charts of who and what has most: genres, countries, series, companies, directors, actors, and the words of titles."""

from collections.abc import Callable

import altair as alt

from service.explore.chart import Answer, AnyChart, Chart
from service.explore.parts import ranking
from service.pages.asking import Row
from service.pages.names import GENRES as GENRE_NAMES
from service.pages.names import NAME_FILTERS
from service.pages.spanish import NO_BREAK_SPACE, counted, number, short_money

_FILMS = alt.Tooltip("films:Q", title="Películas", format=",d")
_MONEY = [
    alt.Tooltip("cost:N", title="Presupuesto"),
    alt.Tooltip("income:N", title="Ingresos"),
    alt.Tooltip("times:N", title="Retorno"),
    _FILMS,
]


def _by(column: str, label: Callable[[float], str], *tooltip: alt.Tooltip) -> Callable[[Answer], AnyChart]:
    """A drawing that ranks rows by a column."""

    def draw(answer: Answer) -> AnyChart:
        bars = [
            {
                "name": _name(row),
                "value": row[column],
                "label": label(row[column]),
                "films": row["films"],
                **(_money(row) if tooltip else {}),
            }
            for row in answer.rows
        ]
        return ranking(bars, tooltip or [_FILMS])

    return draw


def _name(row: Row) -> str:
    """What a bar is called, in Spanish where the data have it in English. What the names of all series end in is left out."""
    if "country_code" in row:
        return f"{_country(row)} ({row['country_code']})"
    if "genre_id" in row:
        return str(GENRE_NAMES.get(row["name"], row["name"]))
    return str(row.get("word", row.get("name"))).removesuffix(" Collection")


def _country(row: Row) -> str:
    return NAME_FILTERS["country"](row["country_code"], row["name"])


def _money(row: Row) -> Row:
    return {"cost": short_money(row["budget"]), "income": short_money(row["revenue"]), "times": _times(row["return"])}


def _times(value: float) -> str:
    """A return, for example 3,5 veces."""
    return f"{number(value, 1)}{NO_BREAK_SPACE}veces"


def _read_genres(answer: Answer) -> str:
    top = answer.rows[0]
    votes = [row for row in answer.rows if row["vote_average"] is not None]
    best = max(votes, key=lambda row: row["vote_average"], default=None)
    liked = f"; el mejor votado es {_name(best)}, con un {number(best['vote_average'], 2)} de media" if best else ""
    return f"El género más frecuente es {_name(top)}, con {counted(top['films'], 'película', 'películas')}{liked}."


def _read_countries(answer: Answer) -> str:
    top, *others = answer.rows
    times = f", {number(top['films'] / others[0]['films'], 1)} veces las de {_country(others[0])}, que le sigue" if others else ""
    return f"El país que más películas ha producido es {_country(top)}, con {number(top['films'])}{times}."


def _read_series(answer: Answer) -> str:
    top = answer.rows[0]
    best = max(answer.rows, key=lambda row: row["return"])
    return (
        f"La saga de más ingresos es {_name(top)}, con {short_money(top['revenue'])} en "
        f"{counted(top['films'], 'película', 'películas')}; de las {len(answer.rows)} primeras, la que más veces ganó lo que "
        f"costó es {_name(best)} ({_times(best['return'])})."
    )


def _read_companies(answer: Answer) -> str:
    top = answer.rows[0]
    return (
        f"La productora que más ha ganado es {top['name']}: {short_money(top['profit'])} más de lo que costaron sus "
        f"{counted(top['films'], 'película', 'películas')} con dinero conocido."
    )


def _read_people(who: str) -> Callable[[Answer], str]:
    def read(answer: Answer) -> str:
        top = answer.rows[0]
        return (
            f"{who} es {top['name']}: sus {counted(top['films'], 'película', 'películas')} costaron {short_money(top['budget'])} "
            f"e ingresaron {_times(top['return'])} esa suma."
        )

    return read


def _read_words(answer: Answer) -> str:
    words = [f"«{row['word']}» ({number(row['films'])})" for row in answer.rows[:3]]
    return (
        f"Las palabras que más títulos tienen son {', '.join(words)}." if len(words) > 1 else f"La más frecuente es {words[0]}."
    )


GENRES = Chart(
    name="generos",
    title="Películas por género",
    about="Una película puede tener varios géneros y cuenta en cada uno.",
    sql="from list_genres() order by films desc, genre_id",
    address="/genres?sort=-films",
    draw=_by("films", number),
    read=_read_genres,
    height=500,
    missing="Ninguna película tiene género.",
)
COUNTRIES = Chart(
    name="paises",
    title="Países que más producen",
    about="Los veinte países con más películas, con su código ISO; una película de varios países cuenta en cada uno.",
    sql="from list_countries() order by films desc, country_code limit 20",
    address="/countries?sort=-films&limit=20",
    draw=_by("films", number),
    read=_read_countries,
    height=500,
    missing="De ninguna película se conoce el país.",
)
SERIES = Chart(
    name="sagas",
    title="Sagas de más ingresos",
    about="Suma de los ingresos conocidos de todas sus películas; solo sagas con dos o más de dinero conocido.",
    sql="from list_collections() where films_with_money >= 2 order by revenue desc, collection_id limit 15",
    address="/collections?films_with_money__gte=2&sort=-revenue&limit=15",
    draw=_by("revenue", short_money, *_MONEY),
    read=_read_series,
    height=380,
    missing="Ninguna saga tiene dos películas de dinero conocido.",
)
COMPANIES = Chart(
    name="productoras",
    title="Productoras que más ganan",
    about=(
        "Ingresos menos presupuesto de sus películas de dinero conocido, si son diez o más y de al menos 10\u202f000\u00a0US$ de "
        "presupuesto. El dinero de una película de varias productoras cuenta entero en cada una."
    ),
    sql="from returns_by_company(min_films := 10) order by profit desc, company_id limit 15",
    address="/stats/returns_by_company?min_films=10&sort=-profit&limit=15",
    draw=_by("profit", short_money, *_MONEY),
    read=_read_companies,
    height=380,
    missing="Ninguna productora tiene diez películas de dinero conocido.",
)
DIRECTORS = Chart(
    name="directores",
    title="Directores de más retorno",
    about="Ingresos entre presupuesto, de todas sus películas juntas; con cinco o más que costaron un millón de US$ o más.",
    sql='from returns_by_director(min_films := 5, min_budget := 1000000) order by "return" desc, person_id limit 15',
    address="/stats/returns_by_director?min_films=5&min_budget=1000000&limit=15",
    draw=_by("return", _times, *_MONEY),
    read=_read_people("El director de más retorno"),
    height=380,
    missing="Ningún director tiene cinco películas de dinero conocido.",
)
ACTORS = Chart(
    name="actores",
    title="Actores de más retorno",
    about="Ingresos entre presupuesto, de todas sus películas juntas; con diez o más que costaron un millón de US$ o más.",
    sql='from returns_by_actor(min_films := 10, min_budget := 1000000) order by "return" desc, person_id limit 15',
    address="/stats/returns_by_actor?min_films=10&min_budget=1000000&limit=15",
    draw=_by("return", _times, *_MONEY),
    read=_read_people("El actor o la actriz de más retorno"),
    height=380,
    missing="Ningún actor tiene diez películas de dinero conocido.",
)
WORDS = Chart(
    name="palabras",
    title="Palabras de los títulos",
    about="Títulos que tienen cada palabra, sin acentos; no cuentan las de una o dos letras ni las más corrientes del inglés.",
    sql="from title_words() order by films desc, word limit 25",
    address="/stats/title_words?limit=25",
    draw=_by("films", number),
    read=_read_words,
    height=620,
    missing="Ninguna palabra está en dos títulos.",
)
