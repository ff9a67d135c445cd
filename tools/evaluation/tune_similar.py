"""``python -m tools.evaluation.tune_similar WAREHOUSE JUDGED`` searches better weights for how similar films are.

JUDGED is as for `similarity`. Half of the judged films are learnt from; what the weights reach on the other half is told before
and after the search, and decides nothing. The lists are those of live questions, whose scores are those of the built ones.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

import sql
from sql.install import install
from tools.evaluation import similarity
from tools.evaluation.copies import EVERYBODY, answering_copy
from tools.evaluation.rehearsal import OF_WEIGHTS, OF_WEIGHTS_AND_RATINGS, Outcome, Weights
from tools.evaluation.tune import SIMILARITY, search, weight_lines, weights_of

Judged = Mapping[int, Sequence[int]]

FILMS = 150
"""The most films of each half that are asked with."""

LIMITS = {similarity.HUBS: 0.04, similarity.MOST_LISTED: 0.04, similarity.UNSUITABLE: 0.015, similarity.NO_GENRE: 0.03}
"""How much of each fault lists may have; what is above it is taken off the agreement."""

_UNTRIED = {"era_years", "novelty"}
"""Numbers that mean nothing without another one, or that no list without more being asked depends on."""

_LIST = (
    "insert into derived.neighbours select ?, s.place, s.movie_id, round(1000000 * s.score) from similar_live(?, n := 10) as s"
)


def halves(judged: Judged) -> tuple[dict[int, Sequence[int]], dict[int, Sequence[int]]]:
    """Part the judged films into two halves, of which each has at most `FILMS`, the same in every run."""
    films = np.random.default_rng(0).permutation(sorted(judged)).tolist()
    parts = films[::2][:FILMS], films[1::2][:FILMS]
    return {film: judged[film] for film in parts[0]}, {film: judged[film] for film in parts[1]}


def objective_of(outcome: Outcome) -> float:
    """Return the agreement with judged lists, less what faults exceed their limits: never the agreement alone."""
    return outcome[similarity.AGREEMENT] - sum(max(0.0, outcome[fault] - limit) for fault, limit in LIMITS.items())


def tried_weights(statement: str) -> dict[str, float]:
    """Return the weights to be tried; one that is 0 stays so, whatever it is multiplied with."""
    return {name: weight for name, weight in weights_of(statement, SIMILARITY).items() if weight and name not in _UNTRIED}


class Lists:
    """Asks for the lists of some films with any weights.

    Args:
        connection: A copy of a warehouse, which is changed: ``neighbours`` holds the lists of the films asked with last.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._features = {file.name: file for file in sql.sql_files("derived")}

    def measure(self, weights: Weights, judged: Judged) -> dict[str, float]:
        """Ask for the lists of all judged films, and return what they reach by each measure of `similarity`."""
        self._run("recommendation_weights")
        self._connection.executemany(
            "update derived.recommendation_weights set similarity = ? where name = ?",
            [[weight, name] for name, weight in weights.items()],
        )
        self._run(*OF_WEIGHTS, *OF_WEIGHTS_AND_RATINGS)
        self._connection.execute("delete from derived.neighbours")
        self._connection.executemany(_LIST, [[film, film] for film in judged])
        # Where there is no film of a kind there is nothing wrong with its lists.
        return {about: value or 0.0 for about, value in similarity.measured(self._connection, judged)}

    def _run(self, *names: str) -> None:
        install(self._connection, [self._features[name] for name in names])


def header() -> str:
    """Return the heading of the trials."""
    return f"{'weight':<20}{'':>8}{'objective':>11}{'agreement':>11}{'hubs':>7}{'most':>7}{'unfit':>7}{'genre':>7}"


def line(name: str, weight: str, outcome: Outcome) -> str:
    """Return the line of a trial."""
    faults = "".join(f"{outcome[fault]:>7.3f}" for fault in LIMITS)
    return f"{name:<20}{weight:>8}{objective_of(outcome):>11.4f}{outcome[similarity.AGREEMENT]:>11.4f}{faults}"


def main(warehouse: Path, judged: Judged) -> None:
    """Search from the weights of the SQL file on, print each trial, and at the end its lines with the best weights."""
    [file] = [file for file in sql.sql_files("derived") if file.name == "recommendation_weights"]
    weights: Weights = tried_weights(file.statement)
    with TemporaryDirectory() as folder, answering_copy(warehouse, Path(folder), EVERYBODY) as connection:
        known = {film for (film,) in connection.execute("select m.movie_id from movies as m").fetchall()}
        learnt, reported = halves({film: others for film, others in judged.items() if film in known})
        if not reported:
            sys.exit(f"{warehouse}: fewer than two judged films are in it; build it from the files that the lists are about")
        lists = Lists(connection)
        print(f"{len(learnt)} judged films to learn from, {len(reported)} to report on")
        print("objective: agreement less what hubs, unsuitable places and places without a shared genre exceed their limits\n")
        start = lists.measure(weights, learnt)
        print(
            header(),
            line("start", "", start),
            line("start, other half", "", lists.measure(weights, reported)),
            sep="\n",
            flush=True,
        )
        for trial in search(weights, objective_of(start), lambda tried: lists.measure(tried, learnt), objective_of):
            print(line(trial.changed, f"{trial.weights[trial.changed]:g}", trial.outcome) + "  kept" * trial.kept, flush=True)
            if trial.kept:
                weights = trial.weights
        print(line("best, other half", "", lists.measure(weights, reported)))
    print("", *weight_lines(file.statement, weights, SIMILARITY), sep="\n")


if __name__ == "__main__":
    if len(sys.argv) < 3 or not sys.argv[2]:
        sys.exit("name the folder of judged lists, as in make tune-similar JUDGED=folder: JSON files of film id → film ids")
    main(Path(sys.argv[1]), similarity.read_judged(Path(sys.argv[2])))
