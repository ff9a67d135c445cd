import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import duckdb
import numpy as np
import pytest

import sql
from sql.dependencies import closure, dependencies
from tools.evaluation import tune
from tools.evaluation.copies import LEARNING_USERS, answering_copy
from tools.evaluation.rehearsal import (
    ACCURACY,
    CONTENT,
    FOLDS,
    OF_WEIGHTS,
    OF_WEIGHTS_AND_RATINGS,
    QUERIES,
    RATINGS,
    Outcome,
    Rehearsal,
    Weights,
    fold_of,
    mean_accuracy,
    other_folds,
    sampled,
)
from tools.evaluation.splits import Query
from tools.evaluation.systems import System

FEATURES = {file.name: file for file in sql.sql_files("derived")}
NEEDS = dependencies([*sql.sql_files("tables"), *sql.sql_files("macros"), *FEATURES.values()])
WEIGHTS_FILE = FEATURES["recommendation_weights"].statement
DOCUMENT = Path(sql.ROOT).parent / "docs" / "recommender.md"

OUTCOME: Outcome = {CONTENT: 1.0, RATINGS: 1.2}


def depending(on: set[str]) -> set[str]:
    """Return the macros and features that are made of one of some names, at once or by way of others."""
    return {name for name in NEEDS if closure([name], NEEDS) & on} - on


def test_all_features_that_scores_are_made_of_and_weights_change_are_made_anew() -> None:
    of_lists = {"common_features", "fame_groups", "film_vectors", "neighbours", "recommendations"}
    of_weights = depending({"recommendation_weights"}) & FEATURES.keys()
    assert of_weights > of_lists
    assert of_weights - of_lists == {*OF_WEIGHTS, *OF_WEIGHTS_AND_RATINGS}
    assert depending({"ratings"}) & FEATURES.keys() - of_lists == set(OF_WEIGHTS_AND_RATINGS)


def test_features_are_made_after_those_that_they_need() -> None:
    order = [*OF_WEIGHTS, *OF_WEIGHTS_AND_RATINGS]
    for place, name in enumerate(order):
        assert not NEEDS[name] & set(order[place:])


def test_weights_are_read_from_the_file_as_the_warehouse_has_them(connection: duckdb.DuckDBPyConnection) -> None:
    stored = dict(connection.execute("select name, taste from derived.recommendation_weights where taste is not null").fetchall())
    assert tune.weights_of(WEIGHTS_FILE, tune.TASTE) == stored


def test_weights_are_written_into_the_file_where_they_changed() -> None:
    weights = tune.weights_of(WEIGHTS_FILE, tune.TASTE)
    assert tune.with_weights(WEIGHTS_FILE, weights, tune.TASTE) == WEIGHTS_FILE
    changed = tune.with_weights(WEIGHTS_FILE, {**weights, "liked": 1400.5, "text": 0.07}, tune.TASTE)
    assert tune.weights_of(changed, tune.TASTE) == {**weights, "liked": 1400.5, "text": 0.07}
    assert len(set(changed.splitlines()) - set(WEIGHTS_FILE.splitlines())) == 2


def test_every_weight_is_tried_smaller_and_larger_and_the_best_is_kept() -> None:
    best = {"a": 1.4, "b": 10.0, "c": 0.7}

    def measured(weights: Weights) -> Outcome:
        distance = sum(abs(np.log(weights[name] / best[name])) for name in best)
        return {CONTENT: -distance}

    def judged(outcome: Outcome) -> float:
        return outcome[CONTENT]

    start = {"a": 1.0, "b": 10.0, "c": 1.0}
    trials = list(tune.search(start, judged(measured(start)), measured, judged))
    assert [(trial.changed, trial.weights[trial.changed], trial.kept) for trial in trials] == [
        ("a", 0.7, False),
        ("a", 1.4, True),
        ("b", 7.0, False),
        ("b", 14.0, False),
        ("c", 0.7, True),
        ("c", 1.4, False),
    ]
    assert trials[4].weights == best
    assert trials[4].objective == pytest.approx(0)


def test_the_objective_is_the_mean_accuracy() -> None:
    assert tune.objective_of(OUTCOME) == pytest.approx(1.1)


def test_accuracy_is_the_sum_of_means_over_users() -> None:
    values = {
        "NDCG@10": {4: [0.0, 0.5], 8: [0.75]},
        "wrecall@10": {4: [0.1], 8: [0.3]},
        "pairwise": {8: [0.6]},
        "MRR": {4: [9.0]},
    }
    assert mean_accuracy(values) == pytest.approx(0.5 + 0.2 + 0.6)


def test_a_fold_learns_from_the_other_folds_only() -> None:
    for fold in range(FOLDS):
        kept = duckdb.execute(f"select r.user_id from range(4, 100, 4) as r (user_id) where {other_folds(fold)}").fetchall()
        assert {user for (user,) in kept} == {user for user in range(4, 100, 4) if fold_of(user) != fold}


def test_one_query_of_each_drawn_user_is_sampled() -> None:
    queries = [Query(user, (film,), np.array([0])) for user in range(4, 4000, 4) for film in range(1, 4)]
    drawn = sampled(queries)
    assert len(drawn) == len({query.user for query in drawn}) == QUERIES
    assert {query.seeds[0] for query in drawn} == {1, 2, 3}
    assert [(query.user, query.seeds) for query in drawn] == [(query.user, query.seeds) for query in sampled(queries)]


@pytest.fixture(scope="module")
def learning(rated_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with answering_copy(rated_warehouse, tmp_path_factory.mktemp("copy"), LEARNING_USERS) as connection:
        yield connection


@pytest.fixture(scope="module")
def rehearsal(learning: duckdb.DuckDBPyConnection) -> Rehearsal:
    return Rehearsal(learning)


def test_weights_and_learning_users_make_the_outcome(rehearsal: Rehearsal, learning: duckdb.DuckDBPyConnection) -> None:
    weights = tune.weights_of(WEIGHTS_FILE, tune.TASTE)
    start = rehearsal.measure(weights)
    other = rehearsal.measure({**weights, "quality": 0.0, "series": 0.0, "series_step": 8.0, "liked": 40.0})
    assert start[CONTENT] != other[CONTENT]
    assert start[RATINGS] != other[RATINGS]
    assert rehearsal.measure(weights) == start
    assert learning.execute(
        "select name, taste from derived.recommendation_weights where taste is not null order by name"
    ).fetchall() == sorted(weights.items())


def test_nobody_is_asked_with_what_the_own_fold_likes(
    rehearsal: Rehearsal, learning: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[set[int], set[int]]] = []
    standing: list[tuple[float, float]] = []

    def spy(system: System, queries: list[Query], known: object) -> dict[str, dict[int, list[float]]]:
        del system, known
        learnt_from = {user for (user,) in learning.execute("select distinct user_id from derived.likes").fetchall()}
        asked.append(({query.user for query in queries}, learnt_from))
        standing.extend(
            learning.execute(
                "select sum(s.like_total), (select coalesce(sum(l.weight), 0) / 1000000 from derived.likes as l) "
                "from derived.film_priors as s"
            ).fetchall()
        )
        return {measure: {query.user: [1.0] for query in queries} for measure in ACCURACY}

    monkeypatch.setattr("tools.evaluation.rehearsal.query_values", spy)
    rehearsal.measure(tune.weights_of(WEIGHTS_FILE, tune.TASTE))
    (everybody, nobody), *folds = asked
    assert everybody == {query.user for query in rehearsal.queries} == set(range(4, 48, 4))
    assert nobody == set()
    assert len(folds) == FOLDS
    for users, learnt_from in folds:
        assert users
        assert learnt_from == everybody - users
    for total, of_likes in standing:
        assert total == pytest.approx(of_likes)


def test_the_search_prints_the_file_with_better_weights(
    rated_warehouse: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        tune,
        "search",
        lambda weights, *_: [tune.Trial("cast", {**weights, "cast": 1.96}, OUTCOME, 9.0, kept=True)],
    )
    tune.main(rated_warehouse)
    printed = capsys.readouterr().out
    assert tune.weights_of(printed, tune.TASTE) == {**tune.weights_of(WEIGHTS_FILE, tune.TASTE), "cast": 1.96}
    assert re.search(r"^cast +1\.96 +9\.0000 .* kept$", printed, re.MULTILINE)


def test_a_warehouse_without_ratings_is_refused(warehouse: Path, tmp_path: Path) -> None:
    copy = copyfile(warehouse, tmp_path / "warehouse.duckdb")
    with duckdb.connect(copy) as connection:
        connection.execute("delete from ratings")
    with pytest.raises(SystemExit, match="no ratings to tune with"):
        tune.main(copy)


def test_the_documentation_has_the_weights_of_the_file(connection: duckdb.DuckDBPyConnection) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]*) \| ([\d.]*) \| .+ \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    written = [(name, *(float(weight) if weight else None for weight in weights)) for name, *weights in rows]
    stored = connection.execute("select name, similarity, taste from derived.recommendation_weights order by name").fetchall()
    assert sorted(written) == stored
