"""Records that say something about a film: those of films that the warehouse has, and the counts of the others."""

from typing import NamedTuple

import polars as pl

from ingest.domains import FILM
from ingest.raw_csv import RawFile
from ingest.rejects import RowCounts, rejects


class FilmRecords(NamedTuple):
    """The records of one file.

    Attributes:
        used: `record` and `movie_id` of every record whose film is in `movies`; a film may have several.
        counts: Where every record went; the last record of each film is kept.
    """

    used: pl.DataFrame
    counts: RowCounts


def film_records(raw: RawFile, movie_ids: pl.Series, name: str) -> FilmRecords:
    """Sort the records of a file by whether their film is known.

    Args:
        raw: The file.
        movie_ids: The ids of the table `movies`.
        name: The name of the counts.
    """
    ids = raw.lazy.select("record", text="id", movie_id=FILM["id"].value("id", raw.formats)).collect()
    reason = (
        pl.when(pl.col("text").is_null())
        .then(pl.lit("the record names no film"))
        .when(pl.col("movie_id").is_null())
        .then(FILM["id"].fault(pl.col("text"), raw.given_name("id")))
        .when(~pl.col("movie_id").is_in(movie_ids.implode()))
        .then(pl.lit("the film is not in movies"))
    )
    judged = ids.select("record", "movie_id", reason=reason)
    used = judged.filter(pl.col("reason").is_null()).drop("reason")
    is_last = pl.col("record") == pl.col("record").max().over("movie_id")
    repeated = used.filter(~is_last).with_columns(reason=pl.lit("the film has a later record; the entries of both are joined"))
    unused = judged.filter(pl.col("reason").is_not_null())
    set_aside = [
        rejects(unused, table=name, raw=raw, action="rejected"),
        rejects(repeated, table=name, raw=raw, action="merged"),
        rejects(raw.set_aside, table=name, raw=raw),
    ]
    return FilmRecords(used, RowCounts(name, raw.label, "records", raw.count, used.filter(is_last).height, pl.concat(set_aside)))
