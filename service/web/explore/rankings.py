"""Charts of who and what has most: genres, countries, series, companies, directors, actors, and the words of titles."""

from collections.abc import Callable
from urllib.parse import urlencode

import altair as alt

from service.web.explore.chart import Answer, AnyChart, Chart, Lead
from service.web.explore.parts import COUNTED, MONEY_FLOOR, ranking
from service.web.pages.macro_queries import Row
from service.web.pages.names import GENRES as GENRE_NAMES
from service.web.pages.names import NAME_FILTERS, bare_series
from service.web.pages.spanish import NO_BREAK_SPACE, counted, number, short_money

_MILLION_FLOOR = f"presupuesto de al menos {short_money(1_000_000)} e ingresos conocidos"

_FILMS = alt.Tooltip("films:Q", title="Películas", format=",d")
_MONEY = [
    alt.Tooltip("cost:N", title="Presupuesto"),
    alt.Tooltip("income:N", title="Ingresos"),
    alt.Tooltip("times:N", title="Retorno"),
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
                **({"address": row["address"]} if "address" in row else {}),
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
    return bare_series(str(row.get("word", row.get("name"))))


def _page(path: str, key: str) -> Callable[[Row], Lead]:
    """Leads to the pages of a sort: their path, and the column that addresses end with."""
    return lambda row: Lead(_name(row), f"{path}/{row[key]}")


def _titles_with(row: Row) -> Lead:
    return Lead(row["word"], f"/peliculas?{urlencode({'title__contains': row['word']})}")


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
        f"Entre las sagas con dos o más películas de dinero conocido, la de más ingresos es {_name(top)}: los conocidos de sus "
        f"{counted(top['films'], 'película', 'películas')} suman {short_money(top['revenue'])}; de las {len(answer.rows)} "
        f"primeras, la que más veces ingresó lo que costó es {_name(best)} ({_times(best['return'])}, en las "
        f"{number(best['films_with_money'])} con ambas cifras)."
    )


def _read_companies(answer: Answer) -> str:
    top = answer.rows[0]
    return (
        f"Entre las productoras con diez o más películas de {MONEY_FLOOR}, la que más gana es {top['name']}: las suyas son "
        f"{number(top['films'])} e ingresaron {short_money(top['profit'])} más de lo que costaron."
    )


def _read_people(who: str, least_films: str) -> Callable[[Answer], str]:
    def read(answer: Answer) -> str:
        top = answer.rows[0]
        return (
            f"Entre {who} con {least_films} o más películas de {_MILLION_FLOOR}, quien tiene más retorno es {top['name']}: "
            f"las suyas son {number(top['films'])}, costaron {short_money(top['budget'])} e ingresaron {_times(top['return'])} "
            f"esa suma."
        )

    return read


def _read_words(answer: Answer) -> str:
    words = [f"«{row['word']}» ({number(row['films'])})" for row in answer.rows[:3]]
    return (
        f"Sin las más corrientes del inglés, las palabras que están en más títulos son {', '.join(words)}."
        if len(words) > 1
        else f"Sin las más corrientes del inglés, la palabra que está en más títulos es {words[0]}."
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
    leads=_page("/genero", "genre_id"),
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
    leads=_page("/pais", "country_code"),
)
SERIES = Chart(
    name="sagas",
    title="Sagas de más ingresos",
    about=(
        "Suma de los ingresos conocidos de todas sus películas; solo sagas con dos o más cuyo presupuesto e ingresos se conocen, "
        "que son las que cuentan en el retorno."
    ),
    sql="from list_collections() where films_with_money >= 2 order by revenue desc, films desc, collection_id limit 15",
    address="/collections?films_with_money__gte=2&sort=-revenue&limit=15",
    draw=_by("revenue", short_money, *_MONEY, _FILMS),
    read=_read_series,
    height=380,
    missing="Ninguna saga tiene dos películas de dinero conocido.",
    leads=_page("/saga", "collection_id"),
)
COMPANIES = Chart(
    name="productoras",
    title="Productoras que más ganan",
    about=(
        f"Ingresos menos presupuesto de sus películas de {MONEY_FLOOR}, si son diez o más. El dinero de una película de varias "
        "productoras cuenta entero en cada una."
    ),
    sql='from returns_by_company(min_films := 10) order by profit desc, "return" desc, company_id limit 15',
    address="/stats/returns_by_company?min_films=10&sort=-profit&limit=15",
    draw=_by("profit", short_money, *_MONEY, COUNTED),
    read=_read_companies,
    height=380,
    missing=f"Ninguna productora tiene diez películas de {MONEY_FLOOR}.",
    leads=_page("/productora", "company_id"),
)
DIRECTORS = Chart(
    name="directores",
    title="Directores de más retorno",
    about=f"Ingresos entre presupuesto de todas sus películas de {_MILLION_FLOOR} juntas, si son cinco o más.",
    sql='from returns_by_director(min_films := 5, min_budget := 1000000) order by "return" desc, person_id limit 15',
    address="/stats/returns_by_director?min_films=5&min_budget=1000000&limit=15",
    draw=_by("return", _times, *_MONEY, COUNTED),
    read=_read_people("los directores", "cinco"),
    height=380,
    missing=f"Ningún director tiene cinco películas de {_MILLION_FLOOR}.",
    leads=_page("/persona", "person_id"),
)
ACTORS = Chart(
    name="actores",
    title="Actores de más retorno",
    about=f"Ingresos entre presupuesto de todas sus películas de {_MILLION_FLOOR} juntas, si son diez o más.",
    sql='from returns_by_actor(min_films := 10, min_budget := 1000000) order by "return" desc, person_id limit 15',
    address="/stats/returns_by_actor?min_films=10&min_budget=1000000&limit=15",
    draw=_by("return", _times, *_MONEY, COUNTED),
    read=_read_people("los actores y las actrices", "diez"),
    height=380,
    missing=f"Ningún actor tiene diez películas de {_MILLION_FLOOR}.",
    leads=_page("/persona", "person_id"),
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
    missing="Sin las más corrientes del inglés, ninguna palabra está en dos títulos.",
    leads=_titles_with,
)
