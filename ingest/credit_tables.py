"""Fills `cast`, `crew`, `people` and `person_names` by way of staged entries, for all of them at once may be too large."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import polars as pl

from ingest import credits as film_credits
from ingest.film_records import film_records
from ingest.located import made_of
from ingest.raw_csv import RawFile
from ingest.rejects import ROW_ACTIONS, RowCounts, rejects
from ingest.row_lineage import RowLineage
from ingest.unreadable import NOTHING_UNREAD, Judge


def load_credits(files: Sequence[RawFile], movie_ids: pl.Series, lineage: RowLineage, judge: Judge) -> None:
    """Fill the tables.

    Args:
        files: The files of credits, with the records that count.
        movie_ids: The ids of the films.
        lineage: Where rows go.
        judge: Refuses columns that cannot be read.
    """
    read: Counter[tuple[str, int]] = Counter()
    set_aside: dict[tuple[str, int], list[pl.DataFrame]] = defaultdict(list)
    for number, raw in enumerate(files):
        used, counts = made_of(raw, lambda part: film_records(part, movie_ids, "credits"))
        lineage.add(counts)
        unread = dict.fromkeys(film_credits.FIELDS, NOTHING_UNREAD)
        for column, entries, unusable, unread_here in film_credits.credit_batches(raw, used):
            unread[column] += unread_here
            lineage.builder.stage(f"{column}_entries", entries.with_columns(file_number=pl.lit(number)))
            read[column, number] += entries.height + unusable.filter(action="rejected").height
            set_aside[column, number].append(rejects(unusable, table=column, raw=raw, column=column))
        for column, found in unread.items():
            judge.judge(raw, column, found, f"records with the keys {', '.join(map(repr, film_credits.REQUIRED_FIELDS))}")
    outdated = lineage.builder.staged("outdated_credits")
    for column in film_credits.FIELDS:
        lineage.builder.insert_staged(column)
        for number, raw in enumerate(files):
            merged = film_credits.outdated(raw, column, outdated.filter(table_name=column, file_number=number))
            set_aside[column, number].append(rejects(merged, table=column, raw=raw, action="merged", column=column))
            rows_read, aside = read[column, number], pl.concat(set_aside[column, number])
            kept = rows_read - aside.filter(pl.col("action").is_in(ROW_ACTIONS)).height
            lineage.add(RowCounts(column, raw.label, "entries", rows_read, kept, aside))
    for table in ("people", "person_names"):
        lineage.builder.insert_staged(table)
