"""What films are linked to, in files that give only names of it.

Genres, languages and countries are looked up among TMDB's own names. Companies and keywords are those of the same name that other
files of the build know by their ids; others get ids that are made of their names.
"""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from ingest import links
from ingest.ids_of_names import ids_of_names
from ingest.name_lists import split
from ingest.nested import Entries
from ingest.tmdb_names import countries, genres, languages, places
from ingest.unreadable import unread

_TABLES: Mapping[links.Kind, Callable[[], Mapping[str, int | str]]] = {
    links.GENRES: genres,
    links.LANGUAGES: languages,
    links.COUNTRIES: countries,
}
_NO_NAME = r"^[\s,]*$"


def known_things(spellings: Sequence[pl.DataFrame], kind: links.Kind) -> pl.DataFrame:
    """The thing of each name; of several that are called so the one that most entries mean, the smallest id among equals.

    Args:
        spellings: The id, `name` and how many entries (`times`) of things of each file.
        kind: What they are.

    Returns:
        `name` and `id`.
    """
    nothing = pl.DataFrame(schema={kind.raw_key: kind.key_type, "name": pl.String, "times": pl.UInt32})
    return (
        pl.concat([nothing, *spellings])
        .drop_nulls("name")
        .group_by(kind.raw_key, "name")
        .agg(pl.col("times").sum())
        .sort("name", "times", kind.raw_key, descending=[False, True, False])
        .unique("name", keep="first", maintain_order=True)
        .select("name", id=kind.raw_key)
    )


def read_names(files: Sequence[pl.DataFrame], kind: links.Kind, known: pl.DataFrame) -> list[links.Read]:
    """Read one column of names in several files, which get the same ids for the same names.

    Args:
        files: `record` and the column of each file.
        kind: What the names are of.
        known: `name` and `id` of the things that are known.
    """
    listed = [cells.select("record", cell=kind.column).filter(~pl.col("cell").str.contains(_NO_NAME)) for cells in files]
    column_places = places() if kind is links.KEYWORDS else ()
    lists = [split(cells, known["name"], column_places) for cells in listed]
    names = pl.concat([pl.Series("name", [], pl.String), *(found["name"] for found in lists)]).unique()
    ids = _looked_up(names, kind) if kind in _TABLES else ids_of_names(names, known)
    return [_read(cells, found, ids, kind) for cells, found in zip(listed, lists, strict=True)]


def _looked_up(names: pl.Series, kind: links.Kind) -> pl.DataFrame:
    """The ids or codes of names; null where TMDB has no such name."""
    table = _TABLES[kind]()
    values = [table.get(name.casefold()) for name in names]
    return pl.DataFrame({"name": names, "id": pl.Series(values, dtype=kind.key_type)})


def _read(cells: pl.DataFrame, names: pl.DataFrame, ids: pl.DataFrame, kind: links.Kind) -> links.Read:
    found = names.join(ids, on="name", how="left", maintain_order="left")
    parsed = found.drop_nulls("id").select("record", "position", "name", pl.col("id").alias(kind.raw_key))
    unknown = found.filter(pl.col("id").is_null())
    set_aside = unknown.select(
        "record",
        "position",
        action=pl.lit("rejected"),
        reason=pl.format("'{}' is not among the names of {} that TMDB has", "name", pl.lit(kind.table)),
        raw_text="name",
    )
    entryless = cells.join(parsed, on="record", how="anti", maintain_order="left")

    def texts(asked: pl.DataFrame) -> pl.Series:
        return asked.join(names, on=["record", "position"], how="left", maintain_order="left", suffix="_there")["name_there"]

    return links.Read(Entries(parsed, set_aside, unread(cells.height, entryless["cell"])), texts)
