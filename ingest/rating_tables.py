"""Fills `movielens_links`, `ratings` and `movielens_tags`."""

from collections.abc import Callable

import polars as pl

from ingest import ratings
from ingest.current_records import current_records
from ingest.domains import LINK, RATING
from ingest.layout import Kind
from ingest.located import made_of
from ingest.raw_csv import RawFile
from ingest.raw_tables import RawTables
from ingest.row_lineage import RowLineage


def load_ratings(tables: RawTables, movie_ids: pl.Series, lineage: RowLineage) -> None:
    """Fill the tables from what files there are.

    Args:
        tables: The raw files.
        movie_ids: The ids of the films.
        lineage: Where rows go.
    """
    if not (link_files := tables.of(Kind.LINKS)):
        return
    current_links = current_records(link_files, _movielens_key)
    movielens = [made_of(raw, lambda part: ratings.movielens_links(part, movie_ids)) for raw in current_links]
    lineage.load(*movielens)
    film_links = pl.concat([of_file.frame for of_file in movielens])
    if rating_files := tables.of(Kind.RATINGS):
        current = current_records(rating_files, _key_of_users(film_links))
        lineage.load(*(made_of(raw, lambda part: ratings.ratings(part, film_links)) for raw in current))
    if tag_files := tables.of(Kind.TAGS):
        current = current_records(tag_files, _key_of_users(film_links, pl.col("tag").str.strip_chars()))
        lineage.load(*(made_of(raw, lambda part: ratings.tags(part, film_links)) for raw in current))


def _movielens_key(raw: RawFile) -> pl.Expr:
    return LINK["movieId"].value("movieId", raw.formats).cast(pl.String)


def _key_of_users(film_links: pl.DataFrame, *more: pl.Expr) -> Callable[[RawFile], pl.Expr]:
    """What a user says of a film is about both, and maybe more; a film may have several MovieLens ids, or none that is known."""

    def key(raw: RawFile) -> pl.Expr:
        user_id, movielens_id = (RATING[column].value(column, raw.formats) for column in ("userId", "movieId"))
        film = movielens_id.replace_strict(
            film_links["movielens_id"], film_links["movie_id"], default=None, return_dtype=pl.Int32
        ).cast(pl.String)
        return pl.concat_str([user_id, pl.coalesce(film, pl.format("MovieLens {}", movielens_id)), *more], separator=" ")

    return key
