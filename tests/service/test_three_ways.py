"""The brief's questions over REST, in the DuckDB shell and with make: one definition, the same answer."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

import sql
from service.endpoints.endpoint import read_endpoints

PROJECT = Path(__file__).parents[2]
SHELL = Path(sys.executable).with_name("duckdb")

QUESTIONS = [
    ("/peliculas_mes/Noviembre", "peliculas_mes('Noviembre')"),
    ("/cantidad_filmaciones_dia/MIERCOLES", "peliculas_dia('MIERCOLES')"),
    ("/peliculas/idioma/fr", "peliculas_idioma('fr')"),
    ("/peliculas_pais/united%20states%20of%20america", "peliculas_pais('united states of america')"),
    ("/peliculas/duracion/Heat", "peliculas_duracion('Heat')"),
    ("/peliculas_duracion/Heat?anio=1986", "peliculas_duracion('Heat', anio := 1986)"),
    ("/franquicia/toy%20story", "franquicia('toy story')"),
    ("/productoras/Pixar%20Animation%20Studios", "productoras_exitosas('Pixar Animation Studios')"),
    ("/retorno?pelicula=Face/Off", "retorno('Face/Off')"),
    ("/director/John%20Lasseter", "get_director('John Lasseter')"),
    ("/get_actor/Tom%20Hanks", "get_actor('Tom Hanks')"),
    ("/score_titulo/100%25%20Ours", "score_titulo('100% Ours')"),
    ("/votos_titulo/What%20Now%3F", "votos_titulo('What Now?')"),
    ("/recomendacion/the%20dark%20knight", "recomendacion('the dark knight')"),
]


def _in_the_shell(warehouse: Path, call: str) -> object:
    done = subprocess.run(
        [SHELL, "-readonly", "-json", warehouse, "-c", f"select to_json(a) as answer from {call} as a"],
        capture_output=True,
        text=True,
        check=True,
    )
    [row] = json.loads(done.stdout)
    return row["answer"] if isinstance(row["answer"], dict) else json.loads(row["answer"])


@pytest.mark.parametrize(("address", "call"), QUESTIONS)
def test_rest_and_shell_give_the_same_answer(served: httpx.Client, warehouse: Path, address: str, call: str) -> None:
    answer = served.get(address)
    assert answer.status_code == 200
    assert answer.json() == _in_the_shell(warehouse, call)


def test_make_gives_the_same_answer(warehouse: Path) -> None:
    done = subprocess.run(
        ["make", "--silent", "query", "Q=select cantidad from peliculas_idioma('fr')"],
        cwd=PROJECT,
        env={**os.environ, "FILMOTECA_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        check=True,
    )
    shell = _in_the_shell(warehouse, "peliculas_idioma('fr')")
    assert isinstance(shell, dict)
    assert str(shell["cantidad"]) in done.stdout.split()


def test_every_example_of_every_address_has_an_answer(served: httpx.Client) -> None:
    for endpoint in read_endpoints(sql.ROOT):
        for path in endpoint.paths:
            address = endpoint.example(path)
            answer = served.get(address)
            assert answer.status_code == 200, (address, answer.text)
            rows = [answer.json()] if endpoint.header.answer == "one" else answer.json()["items"]
            assert all(list(row) == list(endpoint.columns) for row in rows)


def test_answers_have_the_keys_of_the_brief(served: httpx.Client) -> None:
    keys = {
        "/peliculas_mes/enero": "mes cantidad",
        "/peliculas_dia/lunes": "dia cantidad",
        "/peliculas_idioma/en": "idioma cantidad",
        "/peliculas_duracion/Toy Story": "pelicula duracion anio otras",
        "/franquicia/Toy Story": "franquicia cantidad ganancia_total ganancia_promedio beneficio_total beneficio_promedio",
        "/peliculas_pais/Spain": "pais cantidad",
        "/productoras_exitosas/Pixar Animation Studios": "productora revenue_total ganancia_total cantidad",
        "/retorno/Toy Story": "pelicula inversion ganancia retorno anio año otras",
        "/get_director/John Lasseter": "director retorno_total_director retorno_promedio peliculas anio retorno_pelicula "
        "budget_pelicula revenue_pelicula",
        "/get_actor/Tom Hanks": "actor cantidad_filmaciones retorno_total retorno_promedio",
        "/score_titulo/Toy Story": "titulo anio popularidad puntaje otras",
        "/votos_titulo/Toy Story": "titulo anio voto_total voto_promedio otras",
    }
    for address, expected in keys.items():
        assert list(served.get(address).json()) == [*expected.split(), "mensaje"]
    lists = ["lista recomendada", "Nombre", "Anio estreno", "Director", "Motivo", "mensaje"]
    assert list(served.get("/recomendacion/Toy Story").json()) == lists


@pytest.mark.parametrize("title", ["Face/Off", "What Now?", "#1 Reason", "100% Ours", 'The "Quoted" Film', "ليلة هادئة", "=1+1"])
def test_titles_with_reserved_characters_are_reached(served: httpx.Client, title: str) -> None:
    by_path = served.get(f"/score_titulo/{httpx.QueryParams({'t': title})}".replace("t=", "", 1).replace("+", "%20"))
    by_query = served.get("/score_titulo", params={"titulo": title})
    assert by_path.json()["titulo"] == by_query.json()["titulo"] == title


def test_unknown_month_is_400_with_all_months(served: httpx.Client) -> None:
    answer = served.get("/peliculas_mes/january")
    assert answer.status_code == 400
    assert len(answer.json()["valid_values"]) == 12


def test_unknown_names_are_404_with_near_ones(served: httpx.Client) -> None:
    for address, near in (
        ("/get_director/Jon Laseter", "John Lasseter"),
        ("/peliculas_duracion/toi story", "Toy Story"),
        ("/peliculas_pais/Espain", "Spain"),
    ):
        answer = served.get(address)
        assert answer.status_code == 404
        assert near in answer.json()["suggestions"]
        assert len(answer.json()["suggestions"]) <= 5


def test_missing_kind_of_names_is_said(
    serve: Callable[..., AbstractContextManager[httpx.Client]], tmdb_5000_warehouse: Path
) -> None:
    with serve(tmdb_5000_warehouse, sql.ROOT) as client:
        answer = client.get("/franquicia/Toy Story")
    assert answer.status_code == 404
    assert "no collection at all" in answer.json()["detail"]


def test_meta_accounts_for_the_sources(served: httpx.Client) -> None:
    meta = served.get("/meta").json()
    ready = served.get("/health/ready").json()
    assert meta["snapshot"] == ready["snapshot"]
    assert {source["file"] for source in meta["sources"]} >= {"movies_dataset.csv", "credits.csv"}
    for count in meta["counts"]:
        assert count["read"] == count["kept"] + count["repaired"] + count["merged"] + count["rejected"]


def test_schema_needs_no_warehouse(serve: Callable[..., AbstractContextManager[httpx.Client]], tmp_path: Path) -> None:
    with serve(tmp_path / "none.duckdb", sql.ROOT) as client:
        paths = client.get("/schema/openapi.json").json()["paths"]
    assert {path for endpoint in read_endpoints(sql.ROOT) for path in endpoint.paths} <= paths.keys()
