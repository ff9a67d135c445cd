"""``python -m tools.evaluation WAREHOUSE`` prints how well each recommender does on users that it did not learn from."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

import sql
from tools.evaluation import report
from tools.evaluation.catalogue import Catalogue, Ratings, read_catalogue, read_ratings, weighted_rating
from tools.evaluation.charts import Chart, Random
from tools.evaluation.collaborative import ease, item_knn
from tools.evaluation.copies import LEARNING_USERS, NO_USER, answering_copy
from tools.evaluation.filmoteca import Filmoteca
from tools.evaluation.measure import measure_catalogue, measure_queries, popularity
from tools.evaluation.predecessors import FirstPredecessor, SecondPredecessor
from tools.evaluation.soup import RerankedSoup, Soup
from tools.evaluation.splits import LEARN, REPORT, item_queries, liked_films, multi_seed_queries, of_group
from tools.evaluation.systems import System

DRAWS = 5


def baselines(catalogue: Catalogue, learning: Ratings) -> list[System]:
    """Return the systems to compare with; three learn, from the ratings of learning users.

    The shrinkage of item-kNN and the regularisation of EASE are the best of four and five tried, by NDCG@10
    over four folds of learning users.
    """
    quality = weighted_rating(catalogue)
    soup = Soup(catalogue)
    liked = liked_films(learning)
    likes = np.bincount(np.concatenate(list(liked.values())), minlength=len(catalogue))
    return [
        Random(len(catalogue)),
        Chart("popularity", catalogue.vote_count),
        Chart("weighted rating", quality),
        FirstPredecessor(catalogue),
        SecondPredecessor(catalogue),
        soup,
        RerankedSoup(soup, quality),
        Chart("most liked", likes.astype(np.float32)),
        item_knn(liked, len(catalogue), shrinkage=300),
        ease(liked, len(catalogue), regularisation=8000),
    ]


def filmoteca(warehouse: Path, catalogue: Catalogue) -> Iterator[Filmoteca]:
    """Give our recommender without ratings and with those of learning users, each while its copy of the warehouse is there."""
    for name, kept in (("Filmoteca, content only", NO_USER), ("Filmoteca, with ratings", LEARNING_USERS)):
        with TemporaryDirectory() as folder, answering_copy(warehouse, Path(folder), kept) as connection:
            yield Filmoteca(name, connection, catalogue)


def main(warehouse: Path) -> None:
    """Measure every system on the same queries and print a line as soon as it is known."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        catalogue = read_catalogue(connection)
        ratings = read_ratings(connection, catalogue)
        [(snapshot,)] = connection.execute("select b.snapshot from build_info as b").fetchall()
    if not len(ratings.films):
        sys.exit(f"{warehouse}: there are no ratings to measure with; build it from files with ratings_small.csv and links.csv")
    learning = of_group(ratings, LEARN)
    liked = liked_films(of_group(ratings, REPORT))
    known = popularity(ratings.films, catalogue)
    single, several = item_queries(liked), multi_seed_queries(liked, DRAWS)
    asked = sorted({query.seeds[0] for query in single})
    print(f"{datetime.now(UTC):%Y-%m-%d}; snapshot {snapshot[:12]}, SQL {sql.text_fingerprint()[:12]}; {len(catalogue):,} films")
    print(
        f"{len(np.unique(learning.users))} users to learn from; {len(liked)} users report: {len(single):,} queries of one film,"
    )
    print(f"of {len(asked):,} films, and {len(several)} of several; 95 % intervals over users\n")
    print(report.item_header())
    multi_lines, notes = [], []
    for system in chain(baselines(catalogue, learning), filmoteca(warehouse, catalogue)):
        lists = measure_catalogue(system, catalogue, asked)
        print(report.item_line(system.name, measure_queries(system, single, known), lists), flush=True)
        multi_lines.append(report.multi_line(system.name, measure_queries(system, several, known)))
        if isinstance(system, Filmoteca):
            notes.append(
                f"{system.name}: neighbours keep {system.kept(asked[::10], 5):.1%} of the best five for films asked with"
            )
    print("", report.multi_header(), *multi_lines, "", *notes, sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
