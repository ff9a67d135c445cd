"""Fills `movielens_links` and `ratings`."""

from collections.abc import Callable, Sequence

import polars as pl

from ingest import ratings
from ingest.current_records import DropFile, current_records
from ingest.domains import LINK, RATING
from ingest.located import made_of
from ingest.raw_csv import RawFile
from ingest.row_lineage import RowLineage


def load_ratings(
    link_files: Sequence[DropFile], rating_files: Sequence[DropFile], movie_ids: pl.Series, lineage: RowLineage
) -> None:
    """Fill the tables.

    Args:
        link_files: The files of MovieLens ids.
        rating_files: The files of ratings; there may be none.
        movie_ids: The ids of the films.
        lineage: Where rows go.
    """
    current_links = current_records(link_files, _movielens_key)
    movielens = [made_of(raw, lambda part: ratings.movielens_links(part, movie_ids)) for raw in current_links]
    lineage.load(*movielens)
    if rating_files:
        film_links = pl.concat([of_file.frame for of_file in movielens])
        current = current_records(rating_files, _rating_key(film_links))
        lineage.load(*(made_of(raw, lambda part: ratings.ratings(part, film_links)) for raw in current))


def _movielens_key(raw: RawFile) -> pl.Expr:
    return LINK["movieId"].value("movieId", raw.formats).cast(pl.String)


def _rating_key(film_links: pl.DataFrame) -> Callable[[RawFile], pl.Expr]:
    """A rating is about a user and a film, which may have several MovieLens ids, or none that is known."""

    def key(raw: RawFile) -> pl.Expr:
        user_id, movielens_id = (RATING[column].value(column, raw.formats) for column in ("userId", "movieId"))
        film = movielens_id.replace_strict(
            film_links["movielens_id"], film_links["movie_id"], default=None, return_dtype=pl.Int32
        ).cast(pl.String)
        return pl.concat_str([user_id, pl.coalesce(film, pl.format("MovieLens {}", movielens_id))], separator=" ")

    return key
