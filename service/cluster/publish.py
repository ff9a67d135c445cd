"""A finished warehouse on its way into an object store: its object first, and last of all the pointer that names it.

Nothing is overwritten but pointers, and these only in the place of what was read before; so whoever is killed at any step leaves
a store whose pointers name whole objects, and of several who publish at once, one wins.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import duckdb

from service.cluster.pointer import Pointer, PointerError, current_name, next_name, read_pointer, snapshot_key, written
from service.cluster.store import ObjectStore, Seen

_SECONDS_BETWEEN_LOOKS = 0.2
_SECONDS_FOR_A_NODE = 5.0


class PublishError(Exception):
    """There is nothing that can be published; the message says why."""


class LostRaceError(Exception):
    """Somebody else has published meanwhile; the message names what."""


class NotPreparedError(Exception):
    """Not all nodes are ready for the snapshot; the message names those that are not."""


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


class Nodes(NamedTuple):
    """The nodes that are to be ready before a snapshot answers.

    Attributes:
        addresses: Such as ``http://10.0.0.7:8000``.
        seconds: How long they are waited for.
    """

    addresses: Sequence[str]
    seconds: float


def publish(store: ObjectStore, warehouse: Path, nodes: Nodes) -> Built | None:
    """Have a warehouse answer on all nodes that follow the pointer of its SQL files.

    Args:
        store: Where it is published.
        warehouse: Its file.
        nodes: Those that are to be ready first; without any, nobody is told ahead.

    Returns:
        What is published; None if that is what answers already.

    Raises:
        PublishError: There is no finished warehouse, or something else stands at the key of its snapshot.
        LostRaceError: Somebody else was faster.
        NotPreparedError: Not all nodes got ready in time; the pointer is as it was.
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
    if nodes.addresses:
        _prepare(store, pointer, next_name(built.sql_fingerprint), nodes)
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


def _prepare(store: ObjectStore, pointer: Pointer, name: str, nodes: Nodes) -> None:
    """Tell nodes what answers next, and wait until they are ready for it."""
    before, content = store.read(name), written(pointer)
    if (before is None or before.content != content) and not store.swap(name, content, before):
        raise _lost(store, name)
    deadline = time.monotonic() + nodes.seconds
    missing = list(nodes.addresses)
    while missing := [node for node in missing if not _is_ready_for(node, pointer.snapshot)]:
        if time.monotonic() > deadline:
            raise NotPreparedError(f"these nodes are not ready for snapshot {pointer.snapshot[:12]}: {', '.join(missing)}")
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _is_ready_for(node: str, snapshot: str) -> bool:
    try:
        with urlopen(f"{node.rstrip('/')}/health/ready", timeout=_SECONDS_FOR_A_NODE) as answer:  # noqa: S310 - http or https, see __main__
            health = json.load(answer)
    except (OSError, ValueError):
        return False
    return snapshot in {health.get("prepared"), health.get("snapshot")}


def _lost(store: ObjectStore, name: str) -> LostRaceError:
    named = _named(name, store.read(name))
    snapshot = f"snapshot {named.snapshot[:12]}" if named else "something else"
    return LostRaceError(
        f"somebody else has published {snapshot} meanwhile; see what answers now, and publish again if it is to be this"
    )
