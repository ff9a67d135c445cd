"""The charts of /explorar say what plain Python finds in the same raw files, and draw what there is to draw."""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import floor, log10
from pathlib import Path
from shutil import copy
from statistics import correlation, mean, median, quantiles
from subprocess import run

import duckdb
import pytest

import sql
from ingest.build import build
from service.answers.statements import Statement
from service.web.explore.chart import asked, drawing
from service.web.explore.sections import CHARTS
from service.web.explore.theme import dressed, theme
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.names import GENRES
from tests.sql.plain_answers import MONTHS, WEEKDAYS, Film, PlainCatalogue, fold
from tests.sql.plain_groups import groups, links, people, totals, votes
from tools import synthetic

ONE_FILM_DRAWS = {
    "estrenos-por-ano", "estrenos-por-mes", "estrenos-por-dia", "voto-medio", "numero-de-votos", "popularidad",
    "generos", "paises",
}  # fmt: skip
"""The charts that have something to draw of one film; the others have floors, or compare films."""


@pytest.fixture(scope="module")
def plain(made_up_folder: Path) -> PlainCatalogue:
    """The films of the made-up catalogue as plain Python reads them."""
    return PlainCatalogue(made_up_folder / "raw")


@pytest.fixture(scope="module")
def made_up(made_up_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MacroQueries]:
    """Its warehouse."""
    # DuckDB opens a file only once in a process unless it is with the same settings, and the service has others.
    path = copy(made_up_folder / "warehouse.duckdb", tmp_path_factory.mktemp("copy") / "warehouse.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        yield MacroQueries(connection, {})


def reading(queries: MacroQueries, name: str) -> str:
    """What a chart says, with plain spaces."""
    said = drawing(CHARTS[name], asked(queries, CHARTS[name])).reading
    return said.replace("\u202f", " ").replace("\u00a0", " ")


def spaced(number: float, decimals: int = 0) -> str:
    return f"{number:,.{decimals}f}".replace(",", " ").replace(".", ",").replace("-", "−")


def share(part: float, whole: float = 1) -> str:
    return f"{spaced(100 * part / whole, 1)} %"


def dollars(amount: float) -> str:
    return f"{spaced(amount / 1e6, 0 if amount >= 999_500_000 else 1).removesuffix(',0')} M US$"


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_draws_what_its_question_gives(made_up: MacroQueries, name: str) -> None:
    chart = CHARTS[name]
    drawn = drawing(chart, asked(made_up, chart))
    assert drawn.spec is not None
    assert drawn.reading.endswith(".")
    assert drawn.spec["description"] == f"{chart.title}. {drawn.reading}"
    assert drawn.spec["width"] == "container"
    assert "config" not in drawn.spec
    assert max(len(rows) for rows in drawn.spec["datasets"].values()) >= 4
    assert len(json.dumps(drawn.spec)) < 100_000


def test_sentences_of_years_months_and_days(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    released = [film.released for film in plain.films.values()]
    years = Counter(day.year for day in released)
    top = max(years, key=lambda year: (years[year], -year))
    end = last_complete(years)
    after = sum(films for year, films in years.items() if year > end)
    assert after
    said = reading(made_up, "estrenos-por-ano")
    assert said.startswith(f"El año con más estrenos es {top}, con {years[top]} películas; el último año completo es {end}")
    assert f"de los posteriores solo hay {after} películas" in said
    first = sum((day.month, day.day) == (1, 1) for day in released)
    others = sum(day.month == 1 and day.day > 1 for day in released)
    months = Counter(day.month for day in released if (day.month, day.day) != (1, 1))
    month = max(months, key=lambda number: months[number])
    assert reading(made_up, "estrenos-por-mes") == (
        f"El mes con más estrenos es {MONTHS[month - 1]}, con {months[month]} películas, si no se cuentan las {first} fechadas "
        f"el 1 de enero, que suele estar por un día desconocido: los demás días de enero tienen {spaced(others / 30)} de media."
    )
    days = Counter(day.weekday() for day in released)
    most, least = max(days, key=lambda day: days[day]), min(days, key=lambda day: days[day])
    said = reading(made_up, "estrenos-por-dia")
    assert said.startswith(f"El {share(days[most], len(released))} de las películas se estrenó en {WEEKDAYS[most]}")
    assert said.endswith(f"el {WEEKDAYS[least]} es el que menos tiene, con el {share(days[least], len(released))}.")


def test_sentences_of_what_changes_by_year(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    end = last_complete(Counter(film.released.year for film in plain.films.values()))
    minutes, known = defaultdict(list), defaultdict(list)
    for film in plain.films.values():
        if film.runtime:
            minutes[film.released.year].append(film.runtime)
        if film.budget >= 10_000 and film.revenue:
            known[film.released.year].append(film)
    shown = sorted(year for year, times in minutes.items() if len(times) >= 10)
    low, high = (spaced(value) for value in quantiles(minutes[end], method="inclusive")[::2])
    said = reading(made_up, "duracion-por-ano")
    assert (
        f"pasa de {round(median(minutes[shown[0]]))} minutos en {shown[0]} a {round(median(minutes[end]))} minutos en {end}"
        in said
    )
    assert said.endswith(f", año en que la mitad de las películas de duración conocida dura entre {low} y {high}.")
    sums = {
        year: (sum(f.budget for f in films), sum(f.revenue for f in films)) for year, films in known.items() if len(films) >= 5
    }
    top = max(sums, key=lambda year: sums[year][1])
    at_loss = sum(revenue <= budget for budget, revenue in sums.values())
    assert len(known[top]) < sum(film.released.year == top and film.budget > 0 for film in plain.films.values())
    assert at_loss == 0
    assert reading(made_up, "dinero-por-ano") == (
        f"Entre los años con cinco o más películas de presupuesto de al menos 10 000 US$ e ingresos conocidos, el de más "
        f"ingresos es {top}: las suyas son {len(known[top])}, ingresaron {dollars(sums[top][1])} y costaron "
        f"{dollars(sums[top][0])}; en todos ellos los ingresos superan al presupuesto."
    )


def test_sentences_of_votes_and_popularity(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    films = plain.films.values()
    voted = [film.average for film in films if film.votes and film.average is not None]
    steps = Counter(min(floor(vote * 2), 19) for vote in voted)
    top = max(steps, key=lambda step: steps[step])
    assert reading(made_up, "voto-medio") == (
        f"El tramo con más películas es el de {spaced(top / 2, 1)} hasta menos de {spaced(top / 2 + 0.5, 1)}, con {steps[top]}, "
        f"el {share(steps[top], len(voted))} de las que tienen nota media; aparte hay {len(films) - len(voted)} películas sin "
        f"nota media, {sum(film.votes == 0 for film in films)} de ellas sin votos."
    )
    assert 0 < steps[0] == sum(film.average == 0 and (film.votes or 0) > 0 for film in films)
    counts = [film.votes for film in films if film.votes is not None]
    low = 2 ** (max(counts).bit_length() - 1)
    assert 0 < len(counts) < len(films)
    assert reading(made_up, "numero-de-votos") == (
        f"El {share(sum(count < 32 for count in counts), len(films))} de las películas tiene menos de 32 votos; la que más "
        f"tiene está en el tramo de {spaced(low)} a {spaced(2 * low - 1)}; de {len(films) - len(counts)} películas no se conoce "
        f"el número."
    )
    known = [film.popularity for film in films if film.popularity]
    popularities = [film.popularity for film in films]
    assert reading(made_up, "popularidad").endswith(
        f"; {sum(popularity >= 16 for popularity in known)} llegan a 16; no caben en la escala {popularities.count(0)} películas "
        f"de popularidad 0 y {popularities.count(None)} películas de popularidad desconocida."
    )


def test_sentence_of_budget_and_revenue(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    pairs = money(plain)
    budgets, revenues = zip(*pairs, strict=True)
    profitable = sum(revenue > budget for budget, revenue in pairs)
    assert reading(made_up, "presupuesto-e-ingresos") == (
        f"De {spaced(len(pairs))} películas con presupuesto e ingresos de al menos 10 000 US$, el "
        f"{share(profitable, len(pairs))} ingresó más de lo que costó (encima de la línea); la correlación entre presupuesto e "
        f"ingresos es "
        f"{spaced(correlation(budgets, revenues), 2)} (Pearson) y "
        f"{spaced(correlation(ranks(budgets), ranks(revenues)), 2)} entre sus rangos (Spearman)."
    )


def test_sentences_of_rankings(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    genres = {GENRES[name]: films for name, films in named(plain, "genre").items()}
    top, best = max(genres, key=lambda name: len(genres[name])), max(genres, key=lambda name: votes(genres[name])["vote_average"])
    assert reading(made_up, "generos") == (
        f"El género más frecuente es {top}, con {len(genres[top])} películas; el mejor votado es {best}, con un "
        f"{spaced(votes(genres[best])['vote_average'], 2)} de media."
    )
    first, second = sorted((len(films) for films in groups(plain, "country").values()), reverse=True)[:2]
    assert f"es Estados Unidos, con {first}, {spaced(first / second, 1)} veces las de" in reading(made_up, "paises")
    companies = {
        name: known
        for name, films in named(plain, "company").items()
        if len(known := [film for film in films if film.budget >= 10_000 and film.revenue]) >= 10
    }
    profits = {name: sum(film.revenue - film.budget for film in films) for name, films in companies.items()}
    company = max(profits, key=lambda name: profits[name])
    assert reading(made_up, "productoras") == (
        f"Entre las productoras con diez o más películas de presupuesto de al menos 10 000 US$ e ingresos conocidos, la que más "
        f"gana es {company}: las suyas son {len(companies[company])} e ingresaron {dollars(profits[company])} más de lo que "
        f"costaron."
    )
    names = {entry["id"]: entry["name"] for _, entry in (*plain.cast, *plain.crew)}
    for chart, who, words, least, role in (
        ("directores", "los directores", "cinco", 5, "directed"),
        ("actores", "los actores y las actrices", "diez", 10, "acted"),
    ):
        found = {}
        for person, credit in people(plain).items():
            known = [film for film in getattr(credit, role) if film.budget >= 1_000_000 and film.revenue]
            if len(known) >= least:
                cost = sum(film.budget for film in known)
                found[person] = (sum(film.revenue for film in known) / cost, len(known), cost)
        person = max(found, key=lambda key: (found[key][0], -key))
        gain, films, cost = found[person]
        said = reading(made_up, chart)
        assert said.startswith(
            f"Entre {who} con {words} o más películas de presupuesto de al menos 1 M US$ e ingresos conocidos, quien tiene más "
            f"retorno es "
        )
        assert names[person].split()[-1] in said
        assert said.endswith(f": las suyas son {films}, costaron {dollars(cost)} e ingresaron {spaced(gain, 1)} veces esa suma.")


def test_sentences_of_genres_by_decade_words_and_correlations(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    decades = Counter(film.released.year // 10 * 10 for film in plain.films.values())
    first, *_, last = sorted(decade for decade, films in decades.items() if films >= 100)
    counts = Counter(
        (film.released.year // 10 * 10, name) for film in plain.films.values() for name in links(film, "genre").values()
    )
    shares = {name: (counts[first, name] / decades[first], counts[last, name] / decades[last]) for _, name in counts}
    up = max(shares, key=lambda name: shares[name][1] - shares[name][0])
    assert (
        f"De los años {first} a los {last}, el género que más crece es {GENRES[str(up)]}, del {share(shares[up][0])} al "
        f"{share(shares[up][1])}" in reading(made_up, "generos-por-decada")
    )
    said = reading(made_up, "palabras")
    assert said.startswith("Sin las más corrientes del inglés, las palabras que están en más títulos son «")
    said = said.partition("«")[2]
    word, films = said.partition("»")[0], int(said.partition("(")[2].partition(")")[0])
    assert films == sum(word in re.findall(r"\w+", fold(film.title)) for film in plain.films.values())
    pairs = [(film.budget, film.revenue) for film in plain.films.values() if film.budget and film.revenue]
    value = correlation(*(ranks(values) for values in zip(*pairs, strict=True)))
    assert (
        f"Sin contar el retorno con las cifras de las que sale, las medidas que más van juntas son presupuesto e ingresos, con "
        f"{spaced(value, 2)} (Spearman) en las {spaced(len(pairs))} películas de las que se conocen ambas;"
    ) in reading(made_up, "correlaciones")


def test_sentence_of_series(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    series = {
        name: found for name, films in named(plain, "collection").items() if (found := totals(films))["films_with_money"] >= 2
    }
    first = sorted(series, key=lambda name: -series[name]["revenue"])[:15]
    best = max(first, key=lambda name: series[name]["return"])
    top = series[first[0]]
    assert reading(made_up, "sagas") == (
        f"Entre las sagas con dos o más películas de dinero conocido, la de más ingresos es "
        f"{first[0].removesuffix(' Collection')}: los conocidos de sus {top['films']} películas suman {dollars(top['revenue'])}; "
        f"de las {len(first)} primeras, la que más veces ingresó lo que costó es {best.removesuffix(' Collection')} "
        f"({spaced(series[best]['return'], 1)} veces, en las {series[best]['films_with_money']} con ambas cifras)."
    )


def test_fit_of_budget_and_revenue(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    pairs = money(plain)
    [fit] = made_up.answer(Statement("from budget_revenue_fit()", []))
    budgets, revenues = zip(*pairs, strict=True)
    wanted = [
        correlation(budgets, revenues),
        correlation([log10(value) for value in budgets], [log10(value) for value in revenues]),
        correlation(ranks(budgets), ranks(revenues)),
    ]
    assert (fit["films"], fit["films_in_profit"]) == (len(pairs), sum(revenue > budget for budget, revenue in pairs))
    assert [fit["pearson"], fit["pearson_of_logarithms"], fit["spearman"]] == pytest.approx(wanted, abs=2e-6)


def test_grid_of_budget_and_revenue(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    cells = made_up.answer(Statement("from budget_revenue_grid(min_budget := 2000000)", []))
    pairs = [(budget, revenue) for budget, revenue in money(plain) if budget >= 2_000_000]
    assert sum(cell["films"] for cell in cells) == len(pairs)
    for cell in cells:
        within = [
            None
            for budget, revenue in pairs
            if cell["from_budget"] * (1 - 1e-9) <= budget < cell["to_budget"] * (1 - 1e-9)
            and cell["from_revenue"] * (1 - 1e-9) <= revenue < cell["to_revenue"] * (1 - 1e-9)
        ]
        assert cell["films"] == len(within) > 0
        assert cell["to_budget"] / cell["from_budget"] == pytest.approx(10**0.25)


def test_genre_shares_by_decade_have_every_genre(made_up: MacroQueries, plain: PlainCatalogue) -> None:
    rows = made_up.answer(Statement("from genre_shares_by_decade(min_films := 1)", []))
    decades = Counter(film.released.year // 10 * 10 for film in plain.films.values())
    counts = Counter((film.released.year // 10 * 10, key) for film in plain.films.values() for key in links(film, "genre"))
    genres = {key for _, key in counts}
    assert {(row["decade"], row["genre_id"]) for row in rows} == {(decade, key) for decade in decades for key in genres}
    for row in rows:
        films = counts[row["decade"], row["genre_id"]]
        assert (row["films"], row["films_of_decade"], row["share"]) == (
            films,
            decades[row["decade"]],
            films / decades[row["decade"]],
        )


@pytest.mark.parametrize(
    ("films_of_years", "last"),
    [
        ({2000: 9}, 2000),
        ({2000: 10, 2001: 10, 2002: 5}, 2002),
        ({2000: 10, 2001: 10, 2002: 4}, 2001),
        ({2000: 10, 2001: 10, 2003: 1, 2005: 1}, 2001),
        ({1990: 1, 2010: 3}, 2010),
    ],
)
def test_last_complete_year(made_up_folder: Path, tmp_path: Path, films_of_years: dict[int, int], last: int) -> None:
    with duckdb.connect(copy(made_up_folder / "warehouse.duckdb", tmp_path / "warehouse.duckdb")) as connection:
        one = connection.execute("select * from movies limit 1")
        names = [name for name, *_ in one.description]
        film = dict(zip(names, one.fetchall()[0], strict=True))
        connection.execute("delete from movies")
        for year, films in films_of_years.items():
            row = {**film, "release_date": date(year, 6, 1), "release_year": year}
            connection.executemany(f"insert into movies values ({', '.join('?' for _ in row)})", [list(row.values())] * films)
        [(year, films, after)] = connection.execute("from last_complete_year()").fetchall()
    assert (year, films) == (last, films_of_years[last])
    assert after == sum(count for other, count in films_of_years.items() if other > last)


@pytest.mark.parametrize("left", [0, 1])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_no_film_or_of_one(nearly_empty: Callable[[int], MacroQueries], name: str, left: int) -> None:
    chart = CHARTS[name]
    drawn = drawing(chart, asked(nearly_empty(left), chart))
    if drawn.spec is None:
        assert drawn.reading == chart.missing
    else:
        assert left == 1
        assert drawn.reading.endswith(".")
        assert dressed(drawn.spec, chart.title, "dark", 500)["config"] == theme("dark")
    assert left == 0 or (drawn.spec is None) == (name not in ONE_FILM_DRAWS)


def test_money_that_nobody_knows_leaves_its_charts_empty(made_up_folder: Path, tmp_path: Path) -> None:
    with duckdb.connect(copy(made_up_folder / "warehouse.duckdb", tmp_path / "warehouse.duckdb")) as connection:
        connection.execute('update movies set budget = 0, revenue = 0, "return" = 0')
        connection.execute("update derived.group_totals set films_with_money = 0")
        connection.execute("delete from derived.film_correlations where population = 'films with known money'")
        queries = MacroQueries(connection, {})
        empty = {name for name, chart in CHARTS.items() if drawing(chart, asked(queries, chart)).spec is None}
    assert empty == {
        "dinero-por-ano", "presupuesto-e-ingresos", "sagas", "productoras", "directores", "actores", "correlaciones-con-dinero",
    }  # fmt: skip


@pytest.fixture(scope="module")
def nearly_empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], MacroQueries]]:
    """A warehouse with so many films, made anew by the build from raw files that have no more."""
    opened: dict[int, duckdb.DuckDBPyConnection] = {}

    def make(left: int) -> MacroQueries:
        if left not in opened:
            place = tmp_path_factory.mktemp("few")
            synthetic.write(1, place / "raw", seed=3)
            build(place / "raw", place / "warehouse.duckdb", lambda _: None)
            opened[left] = duckdb.connect(place / "warehouse.duckdb")
            if not left:
                for table in ("movies", "group_totals", "film_correlations", "title_word_totals"):
                    opened[left].execute(f"delete from {sql.relation(table)}")
        return MacroQueries(opened[left], {})

    yield make
    for connection in opened.values():
        connection.close()


def last_complete(years: Counter[int]) -> int:
    """The last year with at least half as many films as the five before it on average."""
    first = min(years)
    return max(
        year
        for year in years
        if year == first or years[year] >= mean(years[other] for other in range(max(first, year - 5), year)) / 2
    )


def money(plain: PlainCatalogue) -> list[tuple[int, int]]:
    """Budget and revenue of the films of which both are high enough to be no typing error."""
    return [(film.budget, film.revenue) for film in plain.films.values() if film.budget >= 10_000 and film.revenue >= 10_000]


def named(plain: PlainCatalogue, kind: str) -> dict[str, list[Film]]:
    """The films of every group of a kind, by its name; of those that share a name, the one with most films."""
    names = {key: name for film in plain.films.values() for key, name in links(film, kind).items()}
    found = sorted(groups(plain, kind).items(), key=lambda group: len(group[1]))
    return {str(names[key]): films for key, films in found}


def ranks(values: Sequence[float]) -> list[float]:
    """The place of each value among all, from 1; equal values have the mean of their places."""
    places: dict[float, list[int]] = defaultdict(list)
    for place, value in enumerate(sorted(values), start=1):
        places[value].append(place)
    means = {value: mean(found) for value, found in places.items()}
    return [means[value] for value in values]


WHILE_NUMPY_IS_LOADED = """
import sys, threading, time
from service.web.explore.chart import Answer, drawing
from service.web.explore.sections import CHARTS

class Slow:
    def find_spec(self, name, *_):
        if name == "numpy._core":
            begun.set()
            time.sleep(0.5)

begun = threading.Event()
sys.meta_path.insert(0, Slow())
assert "numpy" not in sys.modules
threading.Thread(target=__import__, args=["numpy"]).start()
begun.wait()
assert not hasattr(sys.modules["numpy"], "ndarray")
print(drawing(CHARTS["generos"], Answer([{"name": "Drama", "films": 3, "vote_average": 6.5}])).reading)
"""


def test_a_chart_is_drawn_while_another_thread_loads_numpy() -> None:
    drawn = run([sys.executable, "-c", WHILE_NUMPY_IS_LOADED], capture_output=True, text=True, check=False)
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert "Drama" in drawn.stdout
