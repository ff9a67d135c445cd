"""The page for questions in SQL: its answers over HTTP."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import quote

import duckdb
import httpx
import pytest

import sql
from service.web.query.routes import EXAMPLES, Example
from tests.service.servers import Running, running
from tests.web.query.statements import ENDLESS, MANY, REFUSED, WRONG, YEARS

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def hurried(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same with little patience."""
    settings = {"FILMOTECA_SQL": "on", "FILMOTECA_TIME_LIMIT": "1"}
    with running(tmp_path_factory.mktemp("hurried"), warehouse, sql_root=sql.ROOT, environment=settings) as server:
        yield server


def _asked(server: Running, statement: str, more: str = "", part: str = "") -> httpx.Response:
    return server.ask(f"/consulta{part}?q={quote(statement)}{more}", **BROWSER)


def _cells(answer: httpx.Response) -> list[list[str]]:
    """The texts of the rows that a page shows, with their numbers."""
    body = re.search(r"<tbody>(.*?)</tbody>", answer.text, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL) if body else []
    return [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)] for row in rows
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.title for example in EXAMPLES])
def test_every_example_has_an_answer(server: Running, example: Example) -> None:
    answer = _asked(server, example.sql)
    assert answer.status_code == 200
    assert "<p data-summary>" in answer.text
    assert f'href="/consulta?q={quote(example.sql)}"' in answer.text


def test_values_are_shown_as_they_are(server: Running) -> None:
    statement = (
        "select 170141183460469231731687303715884105727 as huge, 0.1::double as fraction, 12.50::decimal(9, 2) as money, "
        "null as none, true as yes, date '1999-12-31' as day, ['á', '<b>'] as list, '' as empty, ' a  b ' as spaces, "
        "repeat('x', 1000) as long"
    )
    answer = _asked(server, statement)
    [[place, huge, fraction, money, none, yes, day, listed, empty, spaces, long]] = _cells(answer)
    assert (place, huge, fraction, money) == ("1", "170141183460469231731687303715884105727", "0.1", "12.50")
    assert (none, yes, day, listed) == ("NULL", "true", "1999-12-31", '["á","<b>"]')
    assert (empty, spaces) == ("", " a  b ")
    assert long == f"{'x' * 400}… 1\u202f000\u00a0caracteres"
    assert '<i class="query-null">NULL</i>' in answer.text
    assert '<td class="n">0.1</td>' in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("statement", "status", "heading", "message"),
    [
        (WRONG, 400, "La consulta no es correcta", "LINE 3: where tittle = 'x'\n              ^"),
        ("selec 1", 400, "La consulta no es correcta", "syntax error"),
        (REFUSED, 400, "Esta consulta no está permitida", "read_csv"),
        ("drop table movies", 400, "Esta consulta no está permitida", "Only a statement that reads"),
        ("select $a", 400, "La consulta tiene parámetros", "$a"),
        ("select repeat('x', 1_000_000) from range(50)", 400, "La consulta pide demasiado", "32 MB"),
    ],
)
def test_faults_are_those_of_the_console(server: Running, statement: str, status: int, heading: str, message: str) -> None:
    answer = _asked(server, statement.replace("\n", "\r\n"))
    assert answer.status_code == status
    text = unescape(answer.text)
    assert heading in text
    assert message in text
    assert server.ask(f"/sql?q={quote(statement)}").json()["detail"] in text
    assert f">\n{statement}</textarea>" in text


@pytest.mark.serial
def test_what_takes_too_long_is_stopped(hurried: Running) -> None:
    answer = _asked(hurried, ENDLESS)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "La consulta tarda demasiado" in answer.text


@pytest.mark.serial
def test_more_statements_than_may_wait_are_told(hurried: Running) -> None:
    with ThreadPoolExecutor(14) as threads:
        answers = list(threads.map(lambda _: _asked(hurried, ENDLESS, part="/resultado"), range(14)))
    assert {answer.status_code for answer in answers} == {503}
    assert any("Otras consultas ocupan el servicio" in answer.text for answer in answers)


def test_a_statement_may_be_too_long(server: Running) -> None:
    answer = _asked(server, f"select '{'x' * 15_000}'")
    assert answer.status_code == 200
    answer = _asked(server, f"select '{'x' * 17_000}'")
    assert answer.status_code == 414


def test_an_answer_has_parts(server: Running) -> None:
    first, last = _asked(server, MANY), _asked(server, MANY, "&pagina=3")
    assert [row[0] for row in _cells(first)] == [str(place) for place in range(1, 101)]
    assert _cells(last)[-1] == ["250", "249", "fila 249"]
    assert len(_cells(last)) == 50
    assert "Filas 201 a 250 de 250" in last.text
    assert _cells(_asked(server, MANY, "&pagina=99")) == _cells(last)
    wide = _asked(server, f"select {', '.join(f'i as c{number}' for number in range(200))} from range(250) as numbers(i)")
    assert len(_cells(wide)) == 20


def test_an_answer_that_is_cut_says_so(server: Running) -> None:
    answer = _asked(server, "select i from range(20000) as numbers(i)", "&pagina=100")
    assert "10\u202f000\u00a0filas, y hay más" in answer.text
    assert "tienen hasta 100\u202f000" in answer.text
    assert _cells(answer)[-1] == ["10000", "9999"]


def test_an_answer_without_rows_says_so(server: Running) -> None:
    answer = _asked(server, "from movies where false").text
    assert "Ninguna fila cumple" in answer
    assert "near" not in answer.partition('id="resultado"')[2].partition("</section>")[0]


def test_where_a_name_gives_no_row_what_is_near_is_offered(server: Running) -> None:
    for statement in ("from productoras_exitosas('Pixarr')", "select * from movies where title = 'Pixarr'"):
        answer = _asked(server, statement)
        near = "from near('Pixarr')"
        assert f'href="/consulta?q={quote(near)}"' in answer.text
        assert "Pixar Animation Studios" in _cells(_asked(server, near))[0]
    nothing = _asked(server, "from near('zzzzzzzzzz')").text
    assert "Ninguna fila cumple" in nothing
    assert "se parecen" not in nothing


@pytest.mark.parametrize("query", ["pagina=0", "pagina=x", "pagina=1.5", "unknown=1", "q=select+1&q=select+2", "q=%FF"])
def test_an_address_without_meaning_is_told(server: Running, query: str) -> None:
    answer = server.ask(f"/consulta?{query}", **BROWSER)
    assert answer.status_code == 400
    assert "Esta dirección no se entiende" in answer.text


def test_the_part_is_the_same_as_in_the_page(server: Running) -> None:
    part, page = _asked(server, YEARS, part="/resultado"), _asked(server, YEARS)
    assert _cells(part) == _cells(page)
    assert "<html" not in part.text


def test_while_the_console_is_off_the_page_says_how_to_turn_it_on(off: Running) -> None:
    answer = off.ask("/consulta", **BROWSER)
    assert answer.status_code == 200
    assert "FILMOTECA_SQL=on" in answer.text
    assert "<textarea" not in answer.text
    asked = _asked(off, YEARS)
    assert asked.status_code == 404
    assert "FILMOTECA_SQL=on" in asked.text
    assert YEARS in asked.text
    assert _cells(asked) == []


def test_while_there_is_no_warehouse_the_page_asks_again(tmp_path: Path) -> None:
    with running(tmp_path, tmp_path / "none.duckdb", sql_root=sql.ROOT, environment={"FILMOTECA_SQL": "on"}) as server:
        for answer in (server.ask("/consulta", **BROWSER), _asked(server, YEARS)):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert "El almacén se está preparando" in answer.text
        assert "El almacén no está listo" in _asked(server, YEARS, part="/resultado").text


def test_the_schema_is_that_of_the_warehouse(server: Running, connection: duckdb.DuckDBPyConnection) -> None:
    text = server.ask("/consulta", **BROWSER).text.partition('id="esquema"')[2]
    entries = dict(re.findall(r'<li data-entry="([^"]+)">(.*?)(?=<li data-entry|</aside>)', text, re.DOTALL))
    tables = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name in ('main', 'derived')"
    ).fetchall()
    macros = connection.execute(
        "select function_name, parameters from duckdb_functions() where database_name = current_database() and not internal"
    ).fetchall()
    assert set(entries) == {name for name, _ in tables} | {name for name, _ in macros} | {
        name for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall()
    }
    assert 'data-insert="&#34;cast&#34;"' in entries["cast"]
    assert 'data-insert="recomendacion()"' in entries["recomendacion"]
    assert "(titulo VARCHAR, anio INTEGER, n INTEGER)" in entries["recomendacion"]
    columns = re.findall(r'data-column="([^"]+)"', entries["ratings"])
    assert columns == [name for name, *_ in connection.execute("describe ratings").fetchall()]
    [(comment,)] = connection.execute("select comment from duckdb_tables() where table_name = 'movies'").fetchall()
    assert comment in unescape(text)


@pytest.mark.parametrize("path", ["", "/resultado"])
def test_a_page_of_another_site_has_nothing_run(server: Running, path: str) -> None:
    answer = server.ask(f"/consulta{path}?q=select%201", **BROWSER, **{"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "Esta consulta viene de otro sitio" in answer.text
    assert server.ask("/consulta", **BROWSER, **{"sec-fetch-site": "cross-site"}).status_code == 200


def test_tables_that_people_ask_about_stand_first_and_those_on_the_build_last(server: Running) -> None:
    text = server.ask("/consulta", **BROWSER).text
    [tables] = re.findall(r"<summary>Tablas <small>(.*?)(?=<details class=\"schema-group\"|</aside>)", text, re.DOTALL)
    names = re.findall(r'data-entry="([^"]+)"', tables)
    assert names[:5] == ["movies", "cast", "crew", "people", "genres"]
    made = [name for name in names if name.startswith("build_") or name in ("column_profiles", "rejected_rows")]
    assert made
    assert names[-len(made) :] == made
    listed = {path.stem for path in (sql.ROOT / "tables").glob("*.sql")}
    assert set(names) == listed
