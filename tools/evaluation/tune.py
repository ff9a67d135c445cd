"""``python -m tools.evaluation.tune WAREHOUSE`` searches better weights for the recommender, on learning users alone.

The users who report are never looked at; see `rehearsal`.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import sql
from tools.evaluation.copies import LEARNING_USERS, answering_copy
from tools.evaluation.rehearsal import CONTENT, FOLDS, RATINGS, SEVERAL, Outcome, Rehearsal, Weights

FACTORS = (0.7, 1.4)

WANTED_COVERAGE = 0.11
WANTED_COLLECTIONS = 0.95
PENALTY = 5.0

_WEIGHT = re.compile(r"(?P<before>\('(?P<name>\w+)', )(?P<weight>[\d.]+)(?=, ')")


@dataclass(frozen=True)
class Trial:
    """Weights of which one was changed, what they reach, and whether that is better than all before."""

    changed: str
    weights: Weights
    outcome: Outcome
    objective: float
    kept: bool


def weights_of(statement: str) -> dict[str, float]:
    """Read the weights in the text of ``recommendation_weights.sql``, in its order."""
    return {found["name"]: float(found["weight"]) for found in _WEIGHT.finditer(statement)}


def with_weights(statement: str, weights: Weights) -> str:
    """Return the text with other weights; a number that stays the same stays as it is written."""

    def written(found: re.Match[str]) -> str:
        weight = weights[found["name"]]
        return found["before"] + (found["weight"] if weight == float(found["weight"]) else f"{weight:g}")

    return _WEIGHT.sub(written, statement)


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


def coverage(outcome: Outcome, films_per_listed: Mapping[str, float]) -> dict[str, float]:
    """Return the share of all films that the lists of all queries are expected to hold, without and with ratings.

    A sample of queries lists fewer films than all queries do; the two are taken to rise and fall together.

    Args:
        outcome: What was reached on the sample.
        films_per_listed: The share that one listed film of the sample stands for, which is known of the weights at the start.
    """
    return {setting: films_per_listed[setting] * listed for setting, listed in outcome.listed.items()}


def objective_of(outcome: Outcome, films_per_listed: Mapping[str, float]) -> float:
    """Return the mean accuracy over the kinds of queries, less `PENALTY` times what coverage and collections fall short."""
    short = sum(max(0.0, WANTED_COVERAGE - share) for share in coverage(outcome, films_per_listed).values())
    short += max(0.0, WANTED_COLLECTIONS - outcome.collections)
    return float(np.mean(list(outcome.accuracy.values()))) - PENALTY * short


def header() -> str:
    """Return the heading of the trials."""
    kinds = "".join(f"{kind:>15}" for kind in (CONTENT, RATINGS, SEVERAL))
    return f"{'weight':<17}{'':>8}{'objective':>11}{kinds}{'coverage':>10}{'rated':>8}{'collections':>13}"


def line(name: str, weight: str, objective: float, outcome: Outcome, covered: Mapping[str, float]) -> str:
    """Return the line of a trial."""
    kinds = "".join(f"{outcome.accuracy[kind]:>15.4f}" for kind in (CONTENT, RATINGS, SEVERAL))
    lists = f"{covered[CONTENT]:>10.3f}{covered[RATINGS]:>8.3f}{outcome.collections:>13.3f}"
    return f"{name:<17}{weight:>8}{objective:>11.4f}{kinds}{lists}"


def main(warehouse: Path) -> None:
    """Search from the weights of the SQL file on, print each trial, and at the end its lines with the best weights."""
    [file] = [file for file in sql.sql_files("derived") if file.name == "recommendation_weights"]
    weights: Weights = weights_of(file.statement)
    with TemporaryDirectory() as folder, answering_copy(warehouse, Path(folder), LEARNING_USERS) as connection:
        if connection.execute("select count(*) from ratings").fetchall() == [(0,)]:
            sys.exit(f"{warehouse}: there are no ratings to tune with; build it from files with ratings_small.csv and links.csv")
        rehearsal = Rehearsal(connection)
        print(
            f"{len(rehearsal.single)} queries of one film, {len(rehearsal.several)} of several; {FOLDS} folds of learning users"
        )
        print("objective: mean of NDCG@10 + weighted recall@10 + pairwise accuracy over the three kinds of queries, less")
        print(f"{PENALTY:g} times what coverage falls short of {WANTED_COVERAGE} and collections of {WANTED_COLLECTIONS}\n")
        covered = rehearsal.coverage(weights)
        start = rehearsal.measure(weights)
        per_listed = {setting: share / start.listed[setting] for setting, share in covered.items()}
        objective = objective_of(start, per_listed)
        print(header(), line("start", "", objective, start, covered), sep="\n", flush=True)
        for trial in search(weights, objective, rehearsal.measure, lambda outcome: objective_of(outcome, per_listed)):
            tried = line(
                trial.changed,
                f"{trial.weights[trial.changed]:g}",
                trial.objective,
                trial.outcome,
                coverage(trial.outcome, per_listed),
            )
            print(tried + "  kept" * trial.kept, flush=True)
            if trial.kept:
                weights = trial.weights
    print("", *[text for text in with_weights(file.statement, weights).splitlines() if _WEIGHT.search(text)], sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
