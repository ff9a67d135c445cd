"""Fills `movies` and the tables of what is nested in the records of films."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ingest import links, movies
from ingest.film_records import film_records
from ingest.located import made_of
from ingest.null_words import words_in_use
from ingest.raw_csv import RawFile
from ingest.row_lineage import RowLineage
from ingest.unreadable import Judge


def load_films(files: Sequence[RawFile], lineage: RowLineage, judge: Judge) -> pl.Series:
    """Fill the tables.

    Args:
        files: The files of films, with the records that count.
        lineage: Where rows go.
        judge: Refuses columns that cannot be read.

    Returns:
        The ids of the films.
    """
    null_words = words_in_use(files)
    found = [(raw, made_of(raw, lambda part: movies.films(part, null_words))) for raw in files]
    for kind in (links.GENRES, links.COMPANIES, links.COUNTRIES, links.LANGUAGES, links.KEYWORDS):
        linked = [_linked(films.records, raw, kind, judge) for raw, films in found if kind.column in films.records.columns]
        things = links.named([of_file.things for of_file in linked], kind)
        if kind is links.LANGUAGES:
            originals = pl.concat([films.loaded.frame.select(language_code="original_language") for _, films in found])
            things = things.join(originals.drop_nulls().unique(), on=kind.key, how="full", coalesce=True)
        lineage.builder.insert(kind.table, things)
        if linked:
            lineage.load(*(of_file.links for of_file in linked))
    posters = [films.records.select("movie_id", "poster_path") for _, films in found if "poster_path" in films.records.columns]
    if posters:
        lineage.builder.insert("posters", pl.concat(posters).drop_nulls())
    kind = links.COLLECTIONS
    linked = [_linked(films.records, raw, kind, judge) for raw, films in found if kind.column in films.records.columns]
    memberships = pl.DataFrame(schema={"movie_id": pl.Int32, kind.key: pl.Int32})
    if linked:
        lineage.builder.insert(kind.table, links.named([of_file.things for of_file in linked], kind))
        lineage.add(*(of_file.links.counts for of_file in linked))
        memberships = pl.concat([of_file.links.frame.select("movie_id", kind.key) for of_file in linked])
    tables = [
        replace(films.loaded, frame=films.loaded.frame.join(memberships, on="movie_id", how="left", maintain_order="left"))
        for _, films in found
    ]
    lineage.load(*tables)
    return pl.concat([table.frame["movie_id"] for table in tables])


def load_keywords(files: Sequence[RawFile], movie_ids: pl.Series, lineage: RowLineage, judge: Judge) -> None:
    """Fill `keywords` and `movie_keywords` from files of their own.

    Args:
        files: The files of keywords, with the records that count.
        movie_ids: The ids of the films.
        lineage: Where rows go.
        judge: Refuses columns that cannot be read.
    """
    linked = []
    for raw in files:
        used, counts = made_of(raw, lambda part: film_records(part, movie_ids, "keywords"))
        lineage.add(counts)
        cells = raw.lazy.select("record", links.KEYWORDS.column).collect().join(used, on="record", maintain_order="left")
        linked.append(_linked(cells, raw, links.KEYWORDS, judge))
    lineage.builder.insert(links.KEYWORDS.table, links.named([of_file.things for of_file in linked], links.KEYWORDS))
    lineage.load(*(of_file.links for of_file in linked))


def _linked(records: pl.DataFrame, raw: RawFile, kind: links.Kind, judge: Judge) -> links.Linked:
    cells = records.select("record", "movie_id", kind.column)
    found = made_of(raw, lambda part: links.linked(cells.filter(pl.col("record") < part.count), part, kind))
    judge.judge(raw, kind.column, found.unread, f"records with the key '{kind.raw_key}'")
    return found
