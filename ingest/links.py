"""Link tables and what they link films to: genres, companies, countries, languages, keywords and collections."""

from typing import NamedTuple

import polars as pl

from ingest import nested
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded, rejects


class Kind(NamedTuple):
    """A kind of thing that films are linked to.

    Attributes:
        table: The table of the things.
        link_table: What the account calls the links.
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


class Linked(NamedTuple):
    """The things of one kind and their links.

    Attributes:
        things: The key and `name`, each key once.
        links: `movie_id`, the key and `position`, the place in the film's list, from 1.
    """

    things: pl.DataFrame
    links: Loaded


def linked(records: pl.DataFrame, raw: RawFile, kind: Kind) -> Linked:
    """Read one nested column of films.

    Args:
        records: Raw text with `record` and `movie_id`; a film may have several.
        raw: The file the records come from.
        kind: What to read.
    """
    parsed, unparsed = nested.entries(records, kind.column, {kind.raw_key: kind.key_type, "name": pl.String}, (kind.raw_key,))
    of_film = records.select("record", "movie_id")
    found = (
        parsed.sort("record", "position")
        .join(of_film, on="record", how="left", maintain_order="left")
        .rename({kind.raw_key: kind.key})
        .with_row_index("rank")
    )
    is_first = pl.col("rank") == pl.col("rank").min().over("movie_id" if kind.is_single else ("movie_id", kind.key))
    repeated = found.filter(~is_first).select(
        "record",
        "movie_id",
        reason=pl.lit("a film has one, and another is kept" if kind.is_single else "the entry stands twice in the film's list"),
        raw_text=pl.struct(kind.key, "name").struct.json_encode(),
    )
    incomprehensible = unparsed.join(of_film, on="record", how="left", maintain_order="left")
    set_aside = [
        rejects(incomprehensible, table=kind.link_table, raw=raw, action="rejected", column=kind.column),
        rejects(repeated, table=kind.link_table, raw=raw, action="merged", column=kind.column),
    ]
    links = found.filter(is_first).select("movie_id", kind.key, position=pl.col("rank").rank("ordinal").over("movie_id"))
    read = parsed.height + unparsed.height
    account = Loaded(kind.link_table, raw.label, "entries", read, links, pl.concat(set_aside))
    return Linked(one_per_key(found, kind.key, ["name"]), account)


def latest(things: list[pl.DataFrame], key: str) -> pl.DataFrame:
    """The things of several files in one table; of several names the last file's counts."""
    return pl.concat(things).sort(pl.col("name").is_not_null(), maintain_order=True).unique(key, keep="last", maintain_order=True)


def one_per_key(rows: pl.DataFrame, key: str, columns: list[str], weight: str | None = None) -> pl.DataFrame:
    """Each key once, with the value of each column that most of its rows have; the smallest among equals, else null.

    Args:
        rows: Has the key and the columns.
        key: The column whose values become unique.
        columns: The columns of which one value per key is chosen.
        weight: A column that says how many rows a row stands for; without it, one.
    """
    keys = rows.select(key).unique().sort(key)
    for column in columns:
        most_common = (
            rows.filter(pl.col(column).is_not_null())
            .group_by(key, column)
            .agg(times=pl.col(weight).sum() if weight else pl.len())
            .sort(key, "times", column, descending=[False, True, False])
            .unique(key, keep="first", maintain_order=True)
            .select(key, column)
        )
        keys = keys.join(most_common, on=key, how="left", maintain_order="left")
    return keys
