"""Fills `cast`, `crew`, `people` and `person_names` by way of staged entries, for all of them at once may be too large."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import polars as pl

from ingest import credits as film_credits
from ingest.current_records import DropFile, current_records, film_key
from ingest.film_records import film_records
from ingest.ids_of_names import ids_of_names
from ingest.layout import Kind
from ingest.located import made_of
from ingest.name_lists import SEPARATOR
from ingest.named_credits import named_credit_batches
from ingest.raw_csv import RawFile
from ingest.rejects import ROW_ACTIONS, SCHEMA, RowCounts, rejects
from ingest.row_lineage import RowLineage
from ingest.unreadable import NOTHING_UNREAD, Judge

_PLACE = {"record": pl.Int64, "position": pl.Int64, "movie_id": pl.Int32, "file_number": pl.Int32}
_PERSON = ("id", "name", "gender", "profile_path")


class CreditTables:
    """Fills the tables.

    Args:
        movie_ids: The ids of the films.
        lineage: Where rows go.
        judge: Refuses columns that cannot be read.
    """

    def __init__(self, movie_ids: pl.Series, lineage: RowLineage, judge: Judge) -> None:
        self._movie_ids = movie_ids
        self._lineage = lineage
        self._builder = lineage.builder
        self._judge = judge
        self._read: Counter[tuple[str, int]] = Counter()
        self._set_aside: dict[tuple[str, int], list[pl.DataFrame]] = defaultdict(list)

    def load(self, files: Sequence[DropFile], deletions: pl.DataFrame) -> None:
        """Read the credits, and fill the tables with those that count.

        Args:
            files: The files that have credits, with ids or by names, the oldest drop first.
            deletions: What `current_records` takes for films that are gone.
        """
        current = [file._replace(raw=raw) for file, raw in zip(files, current_records(files, film_key, deletions), strict=True)]
        for column, fields in film_credits.FIELDS.items():
            self._builder.stage(f"{column}_entries", pl.DataFrame(schema={**_PLACE, **fields}))
        numbered = list(enumerate(current))
        for number, file in numbered:
            if file.layout.kind is Kind.CREDITS:
                self._stage_entries(number, file.raw)
        if named := [(number, file) for number, file in numbered if file.layout.kind is not Kind.CREDITS]:
            self._stage_replaced(files, current)
            self._builder.make_staged("known_people")
            for number, file in named:
                self._stage_names(number, file)
            self._give_ids()
        self._fill([file.raw for file in current])

    def _stage_entries(self, number: int, raw: RawFile) -> None:
        used, counts = made_of(raw, lambda part: film_records(part, self._movie_ids, "credits"))
        self._lineage.add(counts)
        unread = dict.fromkeys(film_credits.FIELDS, NOTHING_UNREAD)
        for column, entries, unusable, unread_here in film_credits.credit_batches(raw, used):
            unread[column] += unread_here
            self._builder.stage(f"{column}_entries", entries.with_columns(file_number=pl.lit(number)))
            self._read[column, number] += entries.height + unusable.filter(action="rejected").height
            self._set_aside[column, number].append(rejects(unusable, table=column, raw=raw, column=column))
        for column, found in unread.items():
            expected = f"records with the keys {', '.join(map(repr, film_credits.REQUIRED_FIELDS))}"
            self._judge.judge(raw, column, found, expected)

    def _stage_replaced(self, files: Sequence[DropFile], current: Sequence[DropFile]) -> None:
        """Stage the people of records that do not count any more, for names may be known from these."""
        self._builder.stage("replaced_people", pl.DataFrame(schema={**film_credits.FIELDS["cast"]}).select(_PERSON))
        for before, now in zip(files, current, strict=True):
            if before.layout.kind is Kind.CREDITS:
                records = before.raw.lazy.select("record").collect()
                gone = records.join(now.raw.lazy.select("record").collect(), on="record", how="anti")
                of_film = gone.with_columns(movie_id=pl.lit(None, pl.Int32))
                for found in film_credits.credit_batches(before.raw, of_film) if gone.height else ():
                    self._builder.stage("replaced_people", found.entries.select(_PERSON))

    def _stage_names(self, number: int, file: DropFile) -> None:
        """Stage credits without ids of people."""
        used, counts = made_of(file.raw, lambda part: film_records(part, self._movie_ids, "credits"))
        self._lineage.add(counts)
        known = self._builder.staged("known_people").filter(pl.col("name").str.contains(SEPARATOR, literal=True))["name"]
        last = used.unique("movie_id", keep="last", maintain_order=True)
        for table, column, entries, repeated in named_credit_batches(file, last, known):
            self._builder.stage("named_credits", entries.with_columns(file_number=pl.lit(number)))
            self._read[table, number] += entries.height + repeated.height
            aside = rejects(repeated, table=table, raw=file.raw, action="merged", column=column)
            self._set_aside[table, number].append(aside)

    def _give_ids(self) -> None:
        """Stage the ids of people who are credited by name, and with these their credits like all others."""
        self._builder.make_staged("named_people")
        names, known = (self._builder.staged(name) for name in ("named_people", "known_people"))
        self._builder.stage("ids_of_people", ids_of_names(names["name"], known))
        for column in film_credits.FIELDS:
            self._builder.make_staged(f"named_{column}")

    def _fill(self, files: Sequence[RawFile]) -> None:
        self._builder.make_staged("outdated_credits")
        outdated = self._builder.staged("outdated_credits")
        for column in film_credits.FIELDS:
            self._builder.insert_staged(column)
            for number, raw in enumerate(files):
                of_file = outdated.filter(table_name=column, file_number=number)
                if not of_file.is_empty():
                    merged = film_credits.outdated(raw, column, of_file)
                    aside = rejects(merged, table=column, raw=raw, action="merged", column=column)
                    self._set_aside[column, number].append(aside)
                rows_read, aside = (
                    self._read[column, number],
                    pl.concat([pl.DataFrame(schema=SCHEMA), *self._set_aside[column, number]]),
                )
                kept = rows_read - aside.filter(pl.col("action").is_in(ROW_ACTIONS)).height
                self._lineage.add(RowCounts(column, raw.label, "entries", rows_read, kept, aside))
        for table in ("people", "person_names"):
            self._builder.insert_staged(table)
