"""Fills `movies` and the tables of what films are linked to."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ingest import links, movies, named_things
from ingest.current_records import DropFile, current_records, film_key
from ingest.film_cells import Cells, FilmCells, FilmFile
from ingest.layout import Lists
from ingest.layouts import names_of
from ingest.located import made_of
from ingest.null_words import words_in_use
from ingest.row_lineage import RowLineage
from ingest.unreadable import Judge

_LINKED = (links.GENRES, links.COMPANIES, links.COUNTRIES, links.LANGUAGES, links.KEYWORDS)

_OF_NAMES = f"lists of names are read in files called {' or '.join(names_of(Lists.NAMES))}"


def load_films(
    film_files: Sequence[DropFile],
    keyword_files: Sequence[DropFile],
    deletions: pl.DataFrame,
    lineage: RowLineage,
    judge: Judge,
) -> pl.Series:
    """Fill the tables.

    Args:
        film_files: The files of films.
        keyword_files: The files of keywords.
        deletions: What `current_records` takes for films that are gone.
        lineage: Where rows go.
        judge: Refuses columns that cannot be read.

    Returns:
        The ids of the films.
    """
    current = current_records(film_files, film_key, deletions)
    null_words = words_in_use(current)
    found = [
        FilmFile(file, made_of(raw, lambda part: movies.films(part, null_words)))
        for file, raw in zip(film_files, current, strict=True)
    ]
    cells = FilmCells(found, deletions, null_words, lineage)
    for kind in _LINKED:
        own_files = keyword_files if kind is links.KEYWORDS else ()
        linked = _linked(cells.of(kind.column, own_files), [*film_files, *own_files], kind, judge)
        things = links.named([of_file.things for of_file in linked], kind)
        if kind is links.LANGUAGES:
            originals = pl.concat([films.loaded.frame.select(language_code="original_language") for _, films in found])
            things = things.join(originals.drop_nulls().unique(), on=kind.key, how="full", coalesce=True)
        lineage.builder.insert(kind.table, things)
        if linked:
            lineage.load(*(of_file.links for of_file in linked))
    if posters := [of_file.records.select("movie_id", "poster_path") for of_file in cells.of("poster_path")]:
        lineage.builder.insert("posters", pl.concat(posters).drop_nulls())
    members = _linked(cells.of(links.COLLECTIONS.column), film_files, links.COLLECTIONS, judge)
    lineage.builder.insert(links.COLLECTIONS.table, links.named([of_file.things for of_file in members], links.COLLECTIONS))
    lineage.add(*(of_file.links.counts for of_file in members))
    memberships = pl.concat(
        [
            pl.DataFrame(schema={"movie_id": pl.Int32, links.COLLECTIONS.key: pl.Int32}),
            *(of_file.links.frame.select("movie_id", links.COLLECTIONS.key) for of_file in members),
        ]
    )
    tables = [
        replace(films.loaded, frame=films.loaded.frame.join(memberships, on="movie_id", how="left", maintain_order="left"))
        for _, films in found
    ]
    lineage.load(*tables)
    return pl.concat([table.frame["movie_id"] for table in tables])


def _linked(cells: Sequence[Cells], files: Sequence[DropFile], kind: links.Kind, judge: Judge) -> list[links.Linked]:
    """Link films to the things in their cells.

    Args:
        cells: The cells that count.
        files: All files that may have the column, for names may be known from records that do not count any more.
        kind: The things.
        judge: Refuses columns that cannot be read.
    """
    of_names = [of_file for of_file in cells if of_file.file.layout.lists is Lists.NAMES]
    known = _known(files, kind) if of_names else pl.DataFrame()
    named = iter(named_things.read_names([records for _, records in of_names], kind, known) if of_names else ())
    found = []
    for file, records in cells:
        is_named = file.layout.lists is Lists.NAMES
        read = next(named) if is_named else _read_records(file, records, kind)
        expected = f"names of {kind.table}" if is_named else f"records with the key '{kind.raw_key}' ({_OF_NAMES})"
        judge.judge(file.raw, kind.column, read.entries.unread, expected)
        found.append(links.linked(records.select("record", "movie_id"), file.raw, kind, read))
    return found


def _read_records(file: DropFile, cells: pl.DataFrame, kind: links.Kind) -> links.Read:
    return made_of(file.raw, lambda part: links.read_records(cells.filter(pl.col("record") < part.count), kind))


def _known(files: Sequence[DropFile], kind: links.Kind) -> pl.DataFrame:
    """The things that files know by their ids."""
    spellings = []
    for file in files:
        if file.layout.lists is Lists.ENTRIES and kind.column in file.raw.columns:
            cells = made_of(file.raw, lambda part: part.lazy.select("record", kind.column).collect())
            read = _read_records(file, cells, kind)
            spellings.append(read.entries.parsed.group_by(kind.raw_key, "name").agg(times=pl.len()))
    return named_things.known_things(spellings, kind)
