"""What a warehouse was built from, so that nothing is built when all of that is as it was.

A record beside the warehouse has the SHA-256 of each raw file. A file is read again unless its path, size, times and place on
disk are those of the record; the time of its last change (``ctime``) cannot be set back. The record is about one snapshot: it
counts for nothing when another warehouse takes the place.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256 as new_sha256
from importlib.metadata import version
from pathlib import Path
from time import time_ns

import duckdb
import msgspec
import polars as pl

import sql
from ingest.build_lock import beside
from ingest.limits import Limits
from ingest.sources import TABLE_SUFFIXES, sha256
from ingest.warehouse_file import built_with

_SUFFIX = "inputs"  # with which no raw file ends, for the warehouse may lie among these

_DEEPEST = 3
"""Raw files may lie one folder deeper than the folder that is named, and there in folders of drops."""

_SURE_AFTER = 2_000_000_000
"""Nanoseconds after which a file that changes has other times than before, whatever its file system counts in."""


class FileState(msgspec.Struct, frozen=True):
    """A raw file, as it was when it was read.

    Attributes:
        sha256: Of its content; empty if it could not be read.
        size: In bytes.
        mtime: Nanoseconds of its content.
        ctime: Nanoseconds of anything about it.
        inode: Its number on its disk.
        read_at: Nanoseconds when it was read.
    """

    sha256: str
    size: int
    mtime: int
    ctime: int
    inode: int
    read_at: int

    def is_of(self, found: os.stat_result) -> bool:
        """Whether a file has not changed since."""
        same = (self.size, self.mtime, self.ctime, self.inode)
        is_same = same == (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return is_same and self.read_at - max(self.mtime, self.ctime) > _SURE_AFTER


class Inputs(msgspec.Struct, frozen=True):
    """What a build reads.

    Attributes:
        program: A fingerprint of what reads it: the code, what it is allowed, and the libraries that do the work.
        files: The raw files, by their paths in their folder.
    """

    program: str
    files: dict[str, FileState]

    def gives_the_same_as(self, other: "Inputs") -> bool:
        """Whether a build from either gives the same tables."""
        contents, others = ({path: file.sha256 for path, file in inputs.files.items()} for inputs in (self, other))
        return self.program == other.program and contents == others and all(contents.values())


class _Record(msgspec.Struct, frozen=True):
    snapshot: str
    inputs: Inputs


def inputs_of(folder: Path, warehouse: Path, limits: Limits) -> Inputs:
    """Find out what a build would read.

    Args:
        folder: The raw files.
        warehouse: The warehouse, beside which there may be a record of what it was built from.
        limits: What the build may do.
    """
    record = _read_record(warehouse)
    known = record.inputs.files if record else {}
    return Inputs(_program(limits), {name: _state(path, known.get(name)) for name, path in _raw_files(folder)})


def unchanged_snapshot(folder: Path, warehouse: Path, limits: Limits) -> str | None:
    """The snapshot id of a warehouse that a build would make again as it is, or none.

    Args:
        folder: The raw files.
        warehouse: The warehouse.
        limits: What the build may do.
    """
    record = _read_record(warehouse)
    if record is None or built_with(warehouse) != (record.snapshot, sql.text_fingerprint()):
        return None
    inputs = inputs_of(folder, warehouse, limits)
    if not inputs.gives_the_same_as(record.inputs):
        return None
    if inputs != record.inputs:  # so that files that were read again need not be read the next time
        remember(warehouse, record.snapshot, inputs)
    return record.snapshot


def remember(warehouse: Path, snapshot: str, inputs: Inputs) -> None:
    """Record what a warehouse was built from."""
    unfinished = beside(warehouse.with_name(f"{warehouse.name}.unfinished"), _SUFFIX)
    unfinished.write_bytes(msgspec.json.format(msgspec.json.encode(_Record(snapshot, inputs)), indent=1))
    unfinished.replace(record_of(warehouse))


def remember_as(warehouse: Path, before: str, snapshot: str) -> None:
    """Record that a warehouse has become another one without its raw files."""
    record = _read_record(warehouse)
    if record and record.snapshot == before:
        remember(warehouse, snapshot, record.inputs)


def record_of(warehouse: Path) -> Path:
    """Where the record of a warehouse is."""
    return beside(warehouse, _SUFFIX)


def _read_record(warehouse: Path) -> _Record | None:
    """The record of a warehouse, if there is one that can be read."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(record_of(warehouse).read_bytes(), type=_Record)
    return None


def _raw_files(folder: Path, depth: int = 1, prefix: str = "") -> Iterator[tuple[str, Path]]:
    """The files in a folder that a build may read, with their paths in it; those that it passes over are left out."""
    with suppress(OSError):  # the build says what is wrong with a folder
        for path in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
            if path.is_dir() and depth < _DEEPEST:
                yield from _raw_files(path, depth + 1, f"{prefix}{path.name}/")
            elif path.suffix.casefold() in TABLE_SUFFIXES:
                yield f"{prefix}{path.name}", path


def _state(path: Path, known: FileState | None) -> FileState:
    """The state of a file, which is read only if it is not known to be as it was."""
    read_at = time_ns()
    try:
        found = path.stat()
        if known and known.is_of(found):
            return known
        digest = sha256(path) if stat.S_ISREG(found.st_mode) else ""
    except OSError:
        return FileState("", 0, 0, 0, 0, read_at)
    return FileState(digest, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, read_at)


def _program(limits: Limits) -> str:
    """The SHA-256 of everything beside raw files and SQL files that a table may depend on."""
    roots = (Path(__file__).parent, sql.ROOT)
    sources = [
        f"{path.relative_to(root.parent).as_posix()} {sha256(path)}" for root in roots for path in sorted(root.rglob("*.py"))
    ]
    # How many films may be lost decides whether a warehouse takes its place, not what is in it.
    allowed = repr(replace(limits, films_lost=0.0))
    versions = f"duckdb {duckdb.__version__} polars {pl.__version__} pyarrow {version('pyarrow')}"
    return new_sha256("\n".join([*sources, allowed, versions]).encode()).hexdigest()
