"""The films and ratings of a warehouse as arrays; a film is named by its place in the order of film ids."""

from collections import defaultdict
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Films = NDArray[np.int64]


@dataclass(frozen=True)
class Catalogue:
    """All films of a warehouse; every array and list has one element per film."""

    movie_ids: Films
    titles: list[str]  # folded; empty when unknown
    years: NDArray[np.int64]
    vote_average: Floats
    vote_count: Floats
    genres: list[list[str]]
    cast: list[list[str]]  # the five leading actors
    directors: list[list[str]]
    collections: list[int | None]

    def __len__(self) -> int:
        return len(self.movie_ids)


@dataclass(frozen=True)
class Ratings:
    """One element per rating: who rated which film how."""

    users: NDArray[np.int64]
    films: Films
    stars: Floats


def read_catalogue(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """Read the films of a warehouse and what the baselines know of them."""
    films = connection.execute(
        "select m.movie_id, coalesce(normalized(m.title), ''), m.release_year, coalesce(m.vote_average, 0),"
        " coalesce(m.vote_count, 0), m.collection_id from movies as m order by m.movie_id"
    ).fetchall()
    movie_ids, titles, years, vote_average, vote_count, collections = zip(*films, strict=True)
    index = {movie_id: film for film, movie_id in enumerate(movie_ids)}

    def grouped(query: str) -> list[list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for movie_id, value in connection.execute(query).fetchall():
            found[index[movie_id]].append(str(value))
        return [found[film] for film in range(len(movie_ids))]

    return Catalogue(
        movie_ids=np.array(movie_ids, np.int64),
        titles=list(titles),
        years=np.array(years, np.int64),
        vote_average=np.array(vote_average, np.float32),
        vote_count=np.array(vote_count, np.float32),
        genres=grouped(
            "select l.movie_id, g.name from movie_genres as l inner join genres as g on l.genre_id = g.genre_id"
            " order by l.movie_id, l.position"
        ),
        cast=grouped(
            'select c.movie_id, p.name from "cast" as c inner join people as p on c.person_id = p.person_id'
            " qualify row_number() over (partition by c.movie_id order by c.billing_order nulls last, c.credit_id) <= 5"
            " order by c.movie_id, c.billing_order nulls last, c.credit_id"
        ),
        directors=grouped(
            "select distinct c.movie_id, p.name from crew as c inner join people as p on c.person_id = p.person_id"
            " where c.job = 'Director' order by c.movie_id, p.name"
        ),
        collections=list(collections),
    )


def read_ratings(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Ratings:
    """Read the ratings of a warehouse, by user and film."""
    rows = connection.execute(
        "select r.user_id, r.movie_id, r.rating from ratings as r order by r.user_id, r.movie_id"
    ).fetchnumpy()
    users, movie_ids, stars = rows["user_id"], rows["movie_id"], rows["rating"]
    return Ratings(users.astype(np.int64), np.searchsorted(catalogue.movie_ids, movie_ids), stars.astype(np.float32))


def weighted_rating(catalogue: Catalogue) -> Floats:
    """Return the IMDB weighted rating WR = (v R + m C) / (v + m) of every film.

    R is the film's mean vote and v its votes, C the mean vote of all films with votes, and m the votes that nine of ten films do
    not reach. The formula is the one that IMDB published for its Top 250.
    """
    voted = catalogue.vote_count > 0
    floor = float(np.quantile(catalogue.vote_count[voted], 0.9))
    mean = float(catalogue.vote_average[voted].mean())
    votes = catalogue.vote_count
    rating: Floats = ((votes * catalogue.vote_average + floor * mean) / (votes + floor)).astype(np.float32)
    return rating
