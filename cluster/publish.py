"""A finished warehouse on its way into an object store: its object first, and last of all the pointer that names it.

Nothing is overwritten but pointers, and these only in the place of what was read before; so whoever is killed at any step leaves
a store whose pointers name whole objects, and of several who publish at once, one wins.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import duckdb

from cluster.pointer import Pointer, PointerError, current_name, read_pointer, snapshot_key, written
from cluster.store import ObjectStore, Seen


class PublishError(Exception):
    """There is nothing that can be published; the message says why."""


class LostRaceError(Exception):
    """Somebody else has published meanwhile; the message names what."""


class Built(NamedTuple):
    """What a warehouse says of itself.

    Attributes:
        snapshot: The fingerprint of its content.
        sql_fingerprint: The fingerprint of the SQL files that it was built from.
        built_at: When it was built.
    """

    snapshot: str
    sql_fingerprint: str
    built_at: datetime


def publish(store: ObjectStore, warehouse: Path) -> Built | None:
    """Have a warehouse answer on all nodes that follow the pointer of its SQL files.

    Args:
        store: Where it is published.
        warehouse: Its file.

    Returns:
        What is published; None if that is what answers already.

    Raises:
        PublishError: There is no finished warehouse, or something else stands at the key of its snapshot.
        LostRaceError: Somebody else was faster.
        StoreError: The store did not do what it was asked for.
    """
    with _held(warehouse) as file:
        built = _built(file)
        if built is None:
            raise PublishError(f"{warehouse}: there is no finished warehouse; build it with 'make warehouse'")
        name = current_name(built.sql_fingerprint)
        before = store.read(name)
        if (named := _named(name, before)) and named.snapshot == built.snapshot:
            return None
        pointer = _put(store, file, built)
    if not store.swap(name, written(pointer), before):
        raise _lost(store, name)
    return built


@contextmanager
def _held(warehouse: Path) -> Iterator[Path]:
    """The file that is there now, under a name that stays its own when another takes its place."""
    try:
        number = os.open(warehouse, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise PublishError(f"{warehouse} cannot be read: {error.strerror}") from error
    try:
        yield Path(f"/dev/fd/{number}")
    finally:
        os.close(number)


def _built(file: Path) -> Built | None:
    try:
        with duckdb.connect(file, read_only=True) as connection:
            rows = connection.execute("select snapshot, sql_fingerprint, built_at from build_info").fetchall()
    except duckdb.Error:
        return None
    if len(rows) != 1:
        return None
    [(snapshot, sql_fingerprint, built_at)] = rows
    return Built(str(snapshot), str(sql_fingerprint), built_at.replace(tzinfo=UTC))


def _named(name: str, seen: Seen | None) -> Pointer | None:
    """What a pointer names; one that is none is replaced like any other."""
    try:
        return read_pointer(name, seen.content) if seen else None
    except PointerError:
        return None


def _put(store: ObjectStore, file: Path, built: Built) -> Pointer:
    """Put the object there, or use the one that is there: of equal content, no two files are the same bytes."""
    key = snapshot_key(built.snapshot)
    if store.create(key, file):
        return _pointer(file, key, built)
    with tempfile.TemporaryDirectory(prefix="filmoteca-publish-") as folder:
        there = Path(folder) / "there.duckdb"
        with there.open("wb") as copy:
            for chunk in store.chunks(key):
                copy.write(chunk)
        found = _built(there)
        if found is None or found[:2] != built[:2]:
            raise PublishError(f"{key} in the object store is not the snapshot that its name says; remove it, and publish again")
        return _pointer(there, key, found)


def _pointer(file: Path, key: str, built: Built) -> Pointer:
    with file.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
        return Pointer(built.snapshot, key, content.tell(), digest, built.built_at)


def _lost(store: ObjectStore, name: str) -> LostRaceError:
    named = _named(name, store.read(name))
    snapshot = f"snapshot {named.snapshot[:12]}" if named else "something else"
    return LostRaceError(
        f"somebody else has published {snapshot} meanwhile; see what answers now, and publish again if it is to be this"
    )
