"""Pointers: small objects that say which snapshot answers now, one for each version of the SQL files."""

import re
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

_SNAPSHOT = re.compile(r"warehouses/[\w.-]{1,200}\.duckdb")
_POINTER = re.compile(r"(current|next)-[\w.-]+\.json")


class PointerError(Exception):
    """A pointer is not what it must be; the message says why."""


class Pointer(Struct, frozen=True):
    """What a pointer says of its snapshot.

    Attributes:
        snapshot: The fingerprint of its content.
        key: The object that holds it, under the prefix of the store.
        size: The bytes of that object.
        sha256: Their SHA-256, in hex.
        built_at: When it was built.
    """

    snapshot: Annotated[str, Meta(pattern=r"^[\w.-]{1,200}$")]
    key: Annotated[str, Meta(pattern=f"^{_SNAPSHOT.pattern}$")]
    size: Annotated[int, Meta(ge=1)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    built_at: Annotated[datetime, Meta(tz=True)]


def current_name(sql_fingerprint: str) -> str:
    """The name of the pointer to the snapshot that answers."""
    return f"current-{sql_fingerprint}.json"


def next_name(sql_fingerprint: str) -> str:
    """The name of the pointer to the snapshot that answers soon, which nodes get ready for."""
    return f"next-{sql_fingerprint}.json"


def is_pointer(name: str) -> bool:
    """Whether an object has the name of a pointer, of whichever SQL files."""
    return _POINTER.fullmatch(name) is not None


def is_snapshot(key: str) -> bool:
    """Whether an object has the key of a snapshot."""
    return _SNAPSHOT.fullmatch(key) is not None


def snapshot_key(snapshot: str) -> str:
    """The key of the object that holds a snapshot."""
    return f"warehouses/{snapshot}.duckdb"


def read_pointer(name: str, content: bytes) -> Pointer:
    """What a pointer says.

    Args:
        name: Its name, for the message.
        content: Its bytes.

    Raises:
        PointerError: It is no pointer.
    """
    try:
        return msgspec.json.decode(content, type=Pointer)
    except msgspec.DecodeError as error:
        raise PointerError(f"{name} in the object store is no pointer: {error}") from error


def written(pointer: Pointer) -> bytes:
    """The bytes of a pointer."""
    return msgspec.json.format(msgspec.json.encode(pointer)) + b"\n"
