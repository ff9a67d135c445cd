"""Who learns and who reports, and the queries of a user."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.evaluation.catalogue import Films, Ratings

LIKED = 4.0
LEARN, REPORT = 0, 2
SEED_COUNTS = (3, 4, 5)


@dataclass(frozen=True)
class Query:
    """What a user is known to like, and what the user likes besides."""

    user: int
    seeds: tuple[int, ...]
    relevant: Films


def of_group(ratings: Ratings, group: int) -> Ratings:
    """Return the ratings of the users whose id leaves the rest ``group`` when divided by four."""
    mine = ratings.users % 4 == group
    return Ratings(ratings.users[mine], ratings.films[mine], ratings.stars[mine])


def liked_films(ratings: Ratings) -> dict[int, Films]:
    """Return the films that each user rated four stars or more, in ascending order."""
    liked = ratings.stars >= LIKED
    users, films = ratings.users[liked], ratings.films[liked]
    return {int(user): np.unique(films[users == user]) for user in np.unique(users)}


def item_queries(liked: Mapping[int, Films]) -> list[Query]:
    """Return one query for each liked film; relevant are the user's other liked films, so a user needs two."""
    return [
        Query(user, (int(film),), films[films != film])
        for user, films in sorted(liked.items())
        if len(films) > 1
        for film in films
    ]


def multi_seed_queries(liked: Mapping[int, Films], draws: int) -> list[Query]:
    """Return ``draws`` queries for each user with at least six liked films: three to five of them drawn; relevant the rest.

    The generator is seeded with the user's id, so the queries of a user do not depend on who else is there.
    """
    queries = []
    for user, films in sorted(liked.items()):
        if len(films) <= max(SEED_COUNTS):
            continue
        generator = np.random.default_rng(user)
        for _ in range(draws):
            seeds = generator.choice(films, size=generator.choice(SEED_COUNTS), replace=False)
            queries.append(Query(user, tuple(int(film) for film in seeds), np.setdiff1d(films, seeds)))
    return queries
