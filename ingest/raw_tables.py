"""The raw files of all drops, each opened and judged when it is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from ingest.columns import examined
from ingest.current_records import DropFile
from ingest.domains import FILM
from ingest.layout import Kind
from ingest.limits import Limits
from ingest.located import made_of
from ingest.raw_csv import RawFile, raw_file
from ingest.row_lineage import RowLineage
from ingest.sources import Drop, Source
from ingest.split_records import repaired
from ingest.unreadable import Judge


class RawTables:
    """Opens raw files by their kind.

    Attributes:
        judge: Refuses what of a file cannot be read.

    Args:
        drops: The raw files, the oldest drop first.
        folder: The folder of all of them; files are called by their paths in it.
        lineage: Records what was opened.
        limits: What is refused.
    """

    def __init__(self, drops: Sequence[Drop], folder: Path, lineage: RowLineage, limits: Limits) -> None:
        self.judge = Judge(limits.unreadable, lineage.note)
        self._drops = drops
        self._folder = folder
        self._lineage = lineage
        self._limits = limits

    def of(self, kind: Kind, opened: Callable[[Source, Limits], RawFile] | None = None) -> list[DropFile]:
        """The files of a kind: split records put together, and the formats of their columns known.

        Args:
            kind: The kind.
            opened: Opens a file that is no CSV file.

        Raises:
            SourceError: A file is broken or lacks a column, or too much of a column cannot be read.
        """
        found = [(number, drop, drop.sources[kind]) for number, drop in enumerate(self._drops) if kind in drop.sources]
        files = [
            DropFile(number, self._noted((opened or _opened)(source, self._limits), drop, source), source.layout)
            for number, drop, source in found
        ]
        return [file._replace(raw=self._judged(file)) for file in files]

    def _noted(self, opened: RawFile, drop: Drop, source: Source) -> RawFile:
        raw = replace(opened, label=drop.label(source.path, self._folder))
        if unusual := str(raw.dialect):
            self._lineage.note(f"{raw.label}: read with {unusual}")
        if missing := [column for column in source.layout.usual if column not in raw.columns]:
            self._lineage.note(f"{raw.label}: no column {', '.join(missing)}; nothing is known of that")
        return self._lineage.opened(raw, drop.day)

    def _judged(self, file: DropFile) -> RawFile:
        domains, whole_with = file.layout.domains, file.layout.whole_with
        raw = made_of(file.raw, lambda part: repaired(part, whole_with)) if whole_with else file.raw
        if file.layout.has("adult") and "adult" in raw.columns and not self._limits.adult:
            raw = self._without_adult(raw)
        found, unreadable = made_of(raw, lambda part: examined(part, domains))
        for column, format_ in found.formats.items():
            self._lineage.note(f"{raw.label}: {raw.given_name(column)}: read as {format_.name}")
        for column, unread in unreadable.items():
            self.judge.judge(raw, column, unread, str(domains[column]))
        return found

    def _without_adult(self, raw: RawFile) -> RawFile:
        is_adult = pl.col("adult").str.strip_chars().str.to_lowercase().is_in(["true", "1"])
        gone = raw.lazy.filter(is_adult).select("record", movie_id=FILM["id"].value("id")).collect()
        if gone.height:
            films = (
                "1 film for adults is left out; --adult keeps it"
                if gone.height == 1
                else (f"{gone.height:,} films for adults are left out; --adult keeps them")
            )
            self._lineage.note(f"{raw.label}: {films}")
        return raw.without(gone.with_columns(action=pl.lit("rejected"), reason=pl.lit("the film is for adults")))


def _opened(source: Source, limits: Limits) -> RawFile:
    layout = source.layout
    return raw_file(
        source.path,
        layout.required,
        aliases=layout.aliases,
        may_be_empty=layout.may_be_empty,
        accept_cut=limits.cut,
    )
