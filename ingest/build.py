"""A build from end to end: raw files → tables → answers → checks → the finished file in its place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ingest import credits as film_credits
from ingest import links, movies, ratings
from ingest.errors import SourceError
from ingest.film_records import film_records
from ingest.ledger import Ledger
from ingest.raw_csv import RawFile, raw_file
from ingest.rejects import Loaded
from ingest.sources import Sources, sources
from ingest.warehouse import draft, exclusive_place, snapshot_of

FILM_ID_COLUMNS = ("id", "movie_id")


class Built(NamedTuple):
    """How a build ended.

    Attributes:
        snapshot: The snapshot id of the warehouse.
        films: How many films it has.
        is_new: Whether the file was replaced; it stays as it is when its content would be the same.
    """

    snapshot: str
    films: int
    is_new: bool


def build(folder: Path, warehouse: Path, on_account: Callable[[Loaded], None]) -> Built:
    """Build a warehouse from a folder of raw files.

    Args:
        folder: Holds the raw files.
        warehouse: The file to make or replace.
        on_account: Called with the account of each table when it is loaded.

    Raises:
        IngestError: A raw file is missing or broken, a rule is broken, or the warehouse cannot be written.
    """
    found = sources(folder)
    with exclusive_place(warehouse) as unfinished:
        with draft(unfinished) as new:
            films = _load(found, Ledger(new, on_account))
            snapshot = new.finish()
        is_new = snapshot_of(warehouse) != snapshot
        if is_new:
            unfinished.replace(warehouse)
    return Built(snapshot, films, is_new)


def _load(found: Sources, ledger: Ledger) -> int:
    """Fill all tables that the raw files give, and count the films."""
    movie_ids = _load_films(ledger.opened(raw_file(found.movies, movies.REQUIRED_COLUMNS)), ledger)
    _load_credits(ledger.opened(raw_file(found.credits, film_credits.REQUIRED_COLUMNS)), movie_ids, ledger)
    if found.keywords:
        _load_keywords(ledger.opened(raw_file(found.keywords, (links.KEYWORDS.column,))), movie_ids, ledger)
    if found.links:
        movielens = ratings.movielens_links(ledger.opened(raw_file(found.links, ratings.LINK_COLUMNS)), movie_ids)
        ledger.load(movielens)
        if found.ratings:
            ledger.load(ratings.ratings(ledger.opened(raw_file(found.ratings, ratings.RATING_COLUMNS)), movielens.frame))
    ledger.close()
    return len(movie_ids)


def _load_films(raw: RawFile, ledger: Ledger) -> pl.Series:
    """Fill `movies` and everything that is nested in its records, and return the ids of the films."""
    table, records = movies.films(raw)
    for kind in (links.GENRES, links.COMPANIES, links.COUNTRIES, links.LANGUAGES, links.KEYWORDS):
        if kind.column in records.columns:
            things, film_links = links.linked(records, raw, kind)
            if kind is links.LANGUAGES:
                originals = table.frame.select(language_code="original_language").drop_nulls().unique()
                things = things.join(originals, on=kind.key, how="full", coalesce=True)
            ledger.insert(kind.table, things)
            ledger.load(film_links)
    if "poster_path" in records.columns:
        ledger.insert("posters", records.select("movie_id", "poster_path").drop_nulls())
    rows = table.frame
    if links.COLLECTIONS.column in records.columns:
        collections, memberships = links.linked(records, raw, links.COLLECTIONS)
        ledger.insert(links.COLLECTIONS.table, collections)
        ledger.enter(memberships)
        rows = rows.join(memberships.frame.drop("position"), on="movie_id", how="left", maintain_order="left")
    ledger.load(replace(table, frame=rows))
    return rows["movie_id"]


def _load_credits(raw: RawFile, movie_ids: pl.Series, ledger: Ledger) -> None:
    used, account = film_records(raw, _film_id_column(raw), movie_ids, "credits")
    ledger.enter(account)
    of_films = film_credits.film_credits(used, raw)
    ledger.load(of_films.cast)
    ledger.load(of_films.crew)
    ledger.insert("people", film_credits.people(of_films.credited))
    ledger.insert("person_names", film_credits.person_names(of_films.credited))


def _load_keywords(raw: RawFile, movie_ids: pl.Series, ledger: Ledger) -> None:
    used, account = film_records(raw, _film_id_column(raw), movie_ids, "keywords")
    ledger.enter(account)
    keywords, film_links = links.linked(raw.records.join(used, on="record", maintain_order="left"), raw, links.KEYWORDS)
    ledger.insert(links.KEYWORDS.table, keywords)
    ledger.load(film_links)


def _film_id_column(raw: RawFile) -> str:
    for column in FILM_ID_COLUMNS:
        if column in raw.columns:
            return column
    fault = f"the column with the film's id is missing; the header has: {', '.join(raw.columns)}"
    raise SourceError(raw.path, fault, column=FILM_ID_COLUMNS[0])
