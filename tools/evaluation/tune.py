"""``python -m tools.evaluation.tune WAREHOUSE`` searches better weights for the ranking by taste, on learning users alone.

The users who report are never looked at; see `rehearsal`.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import sql
from tools.evaluation.copies import LEARNING_USERS, answering_copy
from tools.evaluation.rehearsal import CONTENT, FOLDS, RATINGS, Outcome, Rehearsal, Weights

FACTORS = (0.7, 1.4)

SIMILARITY = re.compile(r"(?P<before>\('(?P<name>\w+)', )(?P<weight>[\d.]+)(?=, (?:[\d.]+|null), ')")
"""A weight of how similar films are, in the text of ``recommendation_weights.sql``."""

TASTE = re.compile(r"(?P<before>\('(?P<name>\w+)', (?:[\d.]+|null), )(?P<weight>[\d.]+)(?=, ')")
"""A weight of the ranking by taste there."""


@dataclass(frozen=True)
class Trial:
    """Weights of which one was changed, what they reach, and whether that is better than all before."""

    changed: str
    weights: Weights
    outcome: Outcome
    objective: float
    kept: bool


def weights_of(statement: str, ranking: re.Pattern[str]) -> dict[str, float]:
    """Read the weights of a ranking in the text of ``recommendation_weights.sql``, in its order."""
    return {found["name"]: float(found["weight"]) for found in ranking.finditer(statement)}


def with_weights(statement: str, weights: Weights, ranking: re.Pattern[str]) -> str:
    """Return the text with other weights; a number that stays the same stays as it is written."""

    def written(found: re.Match[str]) -> str:
        weight = weights.get(found["name"], float(found["weight"]))
        return found["before"] + (found["weight"] if weight == float(found["weight"]) else f"{weight:g}")

    return ranking.sub(written, statement)


def weight_lines(statement: str, weights: Weights, ranking: re.Pattern[str]) -> list[str]:
    """Return the lines of the text that have weights of a ranking, with other weights."""
    return [text for text in with_weights(statement, weights, ranking).splitlines() if ranking.search(text)]


def multiplied(weights: Weights, name: str, factor: float) -> dict[str, float]:
    """Return the weights with one of them multiplied, to three digits."""
    return {**weights, name: float(f"{weights[name] * factor:.3g}")}


def search(
    weights: Weights, objective: float, measured: Callable[[Weights], Outcome], judged: Callable[[Outcome], float]
) -> Iterator[Trial]:
    """Try each weight smaller and larger in turn, and go on from the best.

    Args:
        weights: Where to start.
        objective: What they reach.
        measured: Tells what weights reach.
        judged: Tells how good that is.
    """
    for name in weights:
        before = weights
        for factor in FACTORS:
            tried = multiplied(before, name, factor)
            outcome = measured(tried)
            reached = judged(outcome)
            kept = reached > objective
            if kept:
                weights, objective = tried, reached
            yield Trial(name, tried, outcome, reached, kept)


def objective_of(outcome: Outcome) -> float:
    """Return the mean accuracy without and with ratings."""
    return float(np.mean(list(outcome.values())))


def header() -> str:
    """Return the heading of the trials."""
    return f"{'weight':<20}{'':>8}{'objective':>11}" + "".join(f"{kind:>15}" for kind in (CONTENT, RATINGS))


def line(name: str, weight: str, objective: float, outcome: Outcome) -> str:
    """Return the line of a trial."""
    return f"{name:<20}{weight:>8}{objective:>11.4f}" + "".join(f"{outcome[kind]:>15.4f}" for kind in (CONTENT, RATINGS))


def main(warehouse: Path) -> None:
    """Search from the weights of the SQL file on, print each trial, and at the end its lines with the best weights."""
    [file] = [file for file in sql.sql_files("derived") if file.name == "recommendation_weights"]
    weights: Weights = weights_of(file.statement, TASTE)
    with TemporaryDirectory() as folder, answering_copy(warehouse, Path(folder), LEARNING_USERS) as connection:
        if connection.execute("select count(*) from ratings").fetchall() == [(0,)]:
            sys.exit(f"{warehouse}: there are no ratings to tune with; build it from files with ratings_small.csv and links.csv")
        rehearsal = Rehearsal(connection)
        print(f"{len(rehearsal.queries)} queries of several films; {FOLDS} folds of learning users")
        print("objective: mean of NDCG@10 + weighted recall@10 + pairwise accuracy without and with ratings\n")
        start = rehearsal.measure(weights)
        objective = objective_of(start)
        print(header(), line("start", "", objective, start), sep="\n", flush=True)
        for trial in search(weights, objective, rehearsal.measure, objective_of):
            tried = line(trial.changed, f"{trial.weights[trial.changed]:g}", trial.objective, trial.outcome)
            print(tried + "  kept" * trial.kept, flush=True)
            if trial.kept:
                weights = trial.weights
    print("", *weight_lines(file.statement, weights, TASTE), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
