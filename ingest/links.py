"""Link tables and what they link films to: genres, companies, countries, languages, keywords and collections."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from ingest import nested
from ingest.domains import ENTRY
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded, rejects


class Kind(NamedTuple):
    """A kind of thing that films are linked to.

    Attributes:
        table: The table of the things.
        link_table: The name of the counts of links.
        column: The nested raw column.
        raw_key: The key of an entry that identifies the thing.
        key: The name of that key in the warehouse.
        key_type: Its type.
        is_single: Whether a film has at most one.
    """

    table: str
    link_table: str
    column: str
    raw_key: str
    key: str
    key_type: type[pl.Int32] | type[pl.String]
    is_single: bool = False


GENRES = Kind("genres", "movie_genres", "genres", "id", "genre_id", pl.Int32)
COMPANIES = Kind("companies", "movie_companies", "production_companies", "id", "company_id", pl.Int32)
COUNTRIES = Kind("countries", "movie_countries", "production_countries", "iso_3166_1", "country_code", pl.String)
LANGUAGES = Kind("languages", "movie_languages", "spoken_languages", "iso_639_1", "language_code", pl.String)
KEYWORDS = Kind("keywords", "movie_keywords", "keywords", "id", "keyword_id", pl.Int32)
COLLECTIONS = Kind(
    "collections", "movies.collection_id", "belongs_to_collection", "id", "collection_id", pl.Int32, is_single=True
)
PROVIDERS = Kind("providers", "watch_providers", "provider", "provider_id", "provider_id", pl.Int32)


class Linked(NamedTuple):
    """The things of one kind and their links.

    Attributes:
        things: The key, `name` and `times`, how often the thing is called so; nameless entries have a null.
        links: `movie_id`, the key and `position`, the place in the film's list, from 1.
    """

    things: pl.DataFrame
    links: Loaded


class Read(NamedTuple):
    """What was read of a column.

    Attributes:
        entries: Its entries.
        texts: Gives the texts of entries as they stand in their cells, by `record` and `position`.
    """

    entries: nested.Entries
    texts: Callable[[pl.DataFrame], pl.Series]


def read_records(cells: pl.DataFrame, kind: Kind) -> Read:
    """Read one nested column of films.

    Args:
        cells: `record` and the column.
        kind: What to read.
    """
    fields = {kind.raw_key: kind.key_type, "name": pl.String}
    entries = nested.entries(cells, kind.column, fields, (kind.raw_key,), ENTRY)
    return Read(entries, lambda places: nested.raw_texts(cells, kind.column, places))


def linked(of_film: pl.DataFrame, raw: RawFile, kind: Kind, read: Read) -> Linked:
    """Link films to the entries of one of their columns.

    Args:
        of_film: `record` and `movie_id`; a film may have several records.
        raw: The file the records come from.
        kind: What they are linked to.
        read: What was read of the column.
    """
    entries = read.entries
    found = (
        entries.parsed.sort("record", "position")
        .join(of_film, on="record", how="left", maintain_order="left")
        .rename({kind.raw_key: kind.key})
        .with_row_index("rank")
    )
    is_first = pl.col("rank") == pl.col("rank").min().over("movie_id" if kind.is_single else ("movie_id", kind.key))
    repeated = found.filter(~is_first)
    reason = "a film has one, and another is kept" if kind.is_single else "the entry stands twice in the film's list"
    repeated = repeated.with_columns(raw_text=read.texts(repeated), reason=pl.lit(reason))
    set_aside = [
        rejects(entries.set_aside.join(of_film, on="record", how="left"), table=kind.link_table, raw=raw, column=kind.column),
        rejects(repeated, table=kind.link_table, raw=raw, action="merged", column=kind.column),
    ]
    links = found.filter(is_first).select("movie_id", kind.key, position=pl.col("rank").rank("ordinal").over("movie_id"))
    rows_read = entries.parsed.height + entries.set_aside.filter(action="rejected").height
    counts = Loaded(kind.link_table, raw.label, "entries", rows_read, links, pl.concat(set_aside))
    return Linked(found.group_by(kind.key, "name").agg(times=pl.len()), counts)


def named(spellings: Sequence[pl.DataFrame], kind: Kind) -> pl.DataFrame:
    """The things of several files, each with the name that most entries of all of them give; the smallest among equals.

    Args:
        spellings: The key, `name` and `times` of the things of each file.
        kind: What they are.
    """
    key = kind.key
    rows = pl.concat([pl.DataFrame(schema={key: kind.key_type, "name": pl.String, "times": pl.UInt32}), *spellings])
    names = (
        rows.filter(pl.col("name").is_not_null())
        .group_by(key, "name")
        .agg(pl.col("times").sum())
        .sort(key, "times", "name", descending=[False, True, False])
        .unique(key, keep="first", maintain_order=True)
        .select(key, "name")
    )
    return rows.select(key).unique().sort(key).join(names, on=key, how="left", maintain_order="left")
