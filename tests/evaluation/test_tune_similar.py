"""The search for better weights of similar films, on lists that are made up."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec
import pytest

import sql
from tools.evaluation import similarity, tune, tune_similar
from tools.evaluation.copies import EVERYBODY, answering_copy

[FILE] = [file for file in sql.sql_files("derived") if file.name == "recommendation_weights"]

JUDGED = {862: [863, 10193, 12], 949: [238, 155], 238: [240, 242], 155: [272, 49026], 863: [862, 10193], 12: [862, 863]}

WELL = {similarity.AGREEMENT: 0.3, similarity.HUBS: 0.03, similarity.MOST_LISTED: 0.04} | dict.fromkeys(
    (similarity.UNSUITABLE, similarity.NO_GENRE), 0.01
)


@pytest.fixture(scope="module")
def lists(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tune_similar.Lists]:
    with answering_copy(warehouse, tmp_path_factory.mktemp("copy"), EVERYBODY) as connection:
        yield tune_similar.Lists(connection)


def test_the_weights_of_each_ranking_are_read_as_the_warehouse_has_them(connection: duckdb.DuckDBPyConnection) -> None:
    for ranking, column in ((tune.SIMILARITY, "similarity"), (tune.TASTE, "taste")):
        question = f"select name, {column} from derived.recommendation_weights where {column} is not null"
        assert tune.weights_of(FILE.statement, ranking) == dict(connection.execute(question).fetchall())


def test_weights_of_one_ranking_are_written_and_those_of_the_other_stay() -> None:
    text = tune.with_weights(FILE.statement, {"cast": 7.5}, tune.SIMILARITY)
    assert tune.weights_of(text, tune.SIMILARITY) == {**tune.weights_of(FILE.statement, tune.SIMILARITY), "cast": 7.5}
    assert tune.weights_of(text, tune.TASTE) == tune.weights_of(FILE.statement, tune.TASTE)


def test_what_is_nothing_or_means_nothing_alone_is_not_tried() -> None:
    tried = tune_similar.tried_weights(FILE.statement)
    assert {"cast", "lift", "fame_gap", "quality"} <= tried.keys()
    assert not {"era", "era_years", "novelty"} & tried.keys()
    assert all(tried.values())


def test_the_halves_share_no_film_and_are_the_same_in_every_run() -> None:
    judged = {film: [film + 1] for film in range(1000)}
    learnt, reported = tune_similar.halves(judged)
    assert len(learnt) == len(reported) == tune_similar.FILMS
    assert not learnt.keys() & reported.keys()
    assert tune_similar.halves(dict(reversed(judged.items()))) == (learnt, reported)
    assert all(len(half) == 3 for half in tune_similar.halves(JUDGED))


def test_faults_within_their_limits_cost_nothing() -> None:
    assert tune_similar.objective_of(WELL) == pytest.approx(0.3)


@pytest.mark.parametrize("fault", tune_similar.LIMITS)
def test_more_agreement_does_not_pay_for_more_faults(fault: str) -> None:
    worse = {**WELL, similarity.AGREEMENT: 0.35, fault: tune_similar.LIMITS[fault] + 0.1}
    assert tune_similar.objective_of(worse) == pytest.approx(0.25)


def test_weights_make_the_lists_that_are_measured(lists: tune_similar.Lists) -> None:
    weights = tune_similar.tried_weights(FILE.statement)
    start = lists.measure(weights, JUDGED)
    assert start.keys() >= tune_similar.LIMITS.keys() | {similarity.AGREEMENT}
    other = lists.measure({**weights, "series": 0.01, "cast": 0.01, "year": 20.0}, JUDGED)
    assert other[similarity.AGREEMENT] != start[similarity.AGREEMENT]
    assert lists.measure(weights, JUDGED) == start


def test_the_search_prints_the_other_half_and_the_file_with_better_weights(
    warehouse: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        tune_similar, "search", lambda weights, *_: [tune.Trial("cast", {**weights, "cast": 2.8}, WELL, 0.3, kept=True)]
    )
    tune_similar.main(warehouse, JUDGED)
    printed = capsys.readouterr().out
    # One of the six is not in the catalogue.
    assert "3 judged films to learn from, 2 to report on" in printed
    assert re.search(r"^cast +2\.8 +0\.3000 .* kept$", printed, re.MULTILINE)
    assert len(re.findall(r"^(start|best), other half ", printed, re.MULTILINE)) == 2
    assert tune.weights_of(printed, tune.SIMILARITY) == {**tune.weights_of(FILE.statement, tune.SIMILARITY), "cast": 2.8}


def test_lists_of_other_films_are_refused(warehouse: Path) -> None:
    with pytest.raises(SystemExit, match="fewer than two judged films"):
        tune_similar.main(warehouse, {999_999_999: [862], 862: [863]})


def test_judged_lists_are_read_from_a_file_or_from_all_of_a_folder(tmp_path: Path) -> None:
    lists_by_name: dict[str, dict[int, list[int]]] = {"a.json": {862: [863]}, "b.json": {949: [238, 155]}, "notes.txt": {}}
    for name, judged in lists_by_name.items():
        (tmp_path / name).write_bytes(msgspec.json.encode(judged))
    assert similarity.read_judged(tmp_path / "a.json") == {862: [863]}
    assert similarity.read_judged(tmp_path) == {862: [863], 949: [238, 155]}


@pytest.mark.parametrize("text", ["", "[]", '{"a": [1]}', '{"1": ["a"]}', '{"1": 2}', "{}"])
def test_what_is_no_judged_list_is_refused_with_what_is_wanted(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    for path in (tmp_path, tmp_path / "a.json"):
        with pytest.raises(SystemExit, match=r"judged list"):
            similarity.read_judged(path)


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(SystemExit, match=r"judged list"):
            similarity.read_judged(path)
