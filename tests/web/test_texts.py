"""What pages say in Spanish, and what their charts tell."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest

from service.web.pages import spanish
from service.web.pages.charts import ratings_chart, years_chart
from service.web.pages.names import NAME_FILTERS, reason


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(0, 0, "0"), (45349, 0, "45 349"), (1234567.5, 1, "1 234 567,5"), (-3.14159, 2, "−3,14"), (7.7, 1, "7,7")],
)
def test_numbers(value: float, decimals: int, text: str) -> None:
    assert spanish.number(value, decimals).replace(spanish.NARROW_SPACE, " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1 US$"),
        (999_499, "999 499 US$"),
        (999_500, "1 M US$"),
        (30_000_000, "30 M US$"),
        (373_554_033, "373,6 M US$"),
        (67_433_000_000, "67 433 M US$"),
    ],
)
def test_money(value: int, text: str) -> None:
    assert _plain(spanish.short_money(value)) == text


def test_dates_lengths_shares_and_counts() -> None:
    assert spanish.day(date(1995, 10, 30)) == "30 de octubre de 1995"
    assert spanish.moment(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "02/01/2026, 03:04 UTC"
    lengths = [_plain(spanish.duration(minutes)) for minutes in (5, 60, 81)]
    assert lengths == ["5 min", "1 h", "1 h 21 min"]
    assert _plain(spanish.percent(0.125)) == "12,5 %"
    assert [_plain(spanish.counted(films, "película", "películas")) for films in (0, 1, 2)] == [
        "0 películas",
        "1 película",
        "2 películas",
    ]


def test_notes_of_the_search_are_in_spanish() -> None:
    notes = [_plain(spanish.note(text)) for text in ("1995", "known for Toy Story", "1 film", "3 films")]
    assert notes == ["1995", "por Toy Story", "1 película", "3 películas"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Woody (voice)", "Woody (voz)"),
        ("Himself (archive footage) (uncredited)", "Himself (imágenes de archivo) (sin acreditar)"),
        ("Herself", "Ella misma"),
        ("Bob (Robert)", "Bob (Robert)"),
        (None, ""),
    ],
)
def test_roles_are_told_in_spanish(name: str | None, shown: str) -> None:
    assert spanish.character(name) == shown


def test_names_are_in_spanish_where_they_are_known() -> None:
    assert NAME_FILTERS["country"]("ES", "Spain") == "España"
    assert NAME_FILTERS["country"]("QQ", "Nowhere") == "Nowhere"
    assert NAME_FILTERS["language"]("qq", None) == "qq"
    assert NAME_FILTERS["genre_name"]("War", None) == "Bélica"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            "misma saga: Toy Story Collection; mismos géneros: bélica, Noir",
            "Misma saga: Toy Story; mismos géneros: bélica, Noir.",
        ),
        ("misma saga: Cars Collection, Bleach (Collection)", "Misma saga: Cars, Bleach."),
        ("comparten en el título: collection", "Comparten en el título: collection."),
        ("mismo reparto: Tom Hanks", "Mismo reparto: Tom Hanks."),
    ],
)
def test_reasons_call_series_as_pages_do(told: str, shown: str) -> None:
    assert reason(told) == shown


def test_chart_of_years_leaves_gaps_where_there_are_no_films() -> None:
    chart = years_chart([(1990, 1), (1991, 4), (1992, 2), (1995, 4), (1999, 1)], urlencode)
    assert chart
    assert [(bar.x, bar.height) for bar in chart.bars] == [(0, 25), (1, 100), (2, 50), (5, 100), (9, 25)]
    assert (chart.width, chart.ends) == (10, ("1990", "1999"))
    assert _plain(chart.summary) == "De 1990 a 1999; el año con más es 1991, con 4 películas."
    assert chart.bars[1].address == "release_year__gte=1991&release_year__lte=1991"
    assert years_chart([(1990, 1), (1991, 4)], urlencode) is None


def test_chart_of_ratings_counts_half_points_from_0() -> None:
    chart = ratings_chart([(0.0, 9), (6.0, 1), (6.4, 2), (6.5, 1), (10.0, 1)], urlencode)
    assert chart
    assert [bar.x for bar in chart.bars] == [0, 12, 13, 19]
    assert [_plain(bar.label) for bar in chart.bars[:2]] == [
        "De 0,0 a menos de 0,5: 9 películas",
        "De 6,0 a menos de 6,5: 3 películas",
    ]
    assert _plain(chart.summary) == "Lo más frecuente es una nota de 0,0 a menos de 0,5, con 9 películas."
    assert _plain(chart.bars[-1].label) == "De 9,5 a 10,0: 1 película"
    assert ratings_chart([(6.0, 1), (6.4, 9)], urlencode) is None


def _plain(text: str) -> str:
    return text.replace(spanish.NARROW_SPACE, " ").replace(spanish.NO_BREAK_SPACE, " ")
