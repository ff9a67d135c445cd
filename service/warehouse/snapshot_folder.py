"""The folder of a node: the snapshots that it has fetched, the link to that which answers, and what its processes tell others."""

import fcntl
import os
import secrets
from collections.abc import Set as AbstractSet
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec
from msgspec import Struct

_SERVED = "warehouse.duckdb"
_PARTIAL = ".partial"


class Upcoming(Struct, frozen=True):
    """A snapshot that is to answer soon.

    Attributes:
        snapshot: The fingerprint of its content.
        sha256: The SHA-256 of its file.
    """

    snapshot: str
    sha256: str


class LeaderState(Struct, frozen=True):
    """What the process that follows the store tells the other ones of its node.

    Attributes:
        fault: What keeps the newest snapshot from answering.
        upcoming: The snapshot that is to be opened ahead.
        seen_at: When the store last told its pointer, in seconds since 1970.
    """

    fault: str | None = None
    upcoming: Upcoming | None = None
    seen_at: float = 0.0


class SnapshotFolder:
    """Where the processes of a node keep snapshots of one store and one version of the SQL files.

    A file is renamed to its name, which is its SHA-256, only when that has been found right; so to change the link is all that an
    exchange takes, and whoever is killed leaves nothing that looks whole and is not.

    Args:
        cache: The folder for snapshots of any store.
        address: The address of the store.
        sql_fingerprint: The fingerprint of the SQL files.

    Attributes:
        served: The link to the file that answers.
    """

    def __init__(self, cache: Path, address: str, sql_fingerprint: str) -> None:
        self._folder = cache.absolute() / f"{sha256(address.encode()).hexdigest()[:16]}-{sql_fingerprint[:16]}"
        self._processes = self._folder / "processes"
        self._mark: int | None = None
        self._lock: int | None = None
        self.served = self._folder / _SERVED

    def enter(self) -> None:
        """Make the folder, and enter this process among those of the node.

        Raises:
            OSError: The folder cannot be written.
        """
        self._processes.mkdir(parents=True, exist_ok=True)
        self._mark = _locked(self._processes / secrets.token_hex(8))

    def leave(self) -> None:
        """Let another process lead."""
        for held in (self._mark, self._lock):
            if held is not None:
                os.close(held)
        self._mark = self._lock = None

    def leads(self) -> bool:
        """Whether this process is the one that follows the store; it becomes that if no other one is."""
        if self._lock is None:
            self._lock = _locked(self._folder / "leader.lock")
            if self._lock is not None:
                for left in self._folder.glob(f"*{_PARTIAL}"):
                    left.unlink(missing_ok=True)
        return self._lock is not None

    def file_of(self, digest: str) -> Path:
        """The file with a SHA-256, whether it is there or not."""
        return self._folder / f"{digest}.duckdb"

    def partial(self, digest: str) -> Path:
        """A file to write that one to until it is whole; each time another one."""
        return self._folder / f"{digest}.{secrets.token_hex(4)}{_PARTIAL}"

    def linked(self) -> str | None:
        """The SHA-256 of the file that answers, if there is one."""
        try:
            target = self.served.readlink()
        except OSError:
            return None
        return target.stem if self.served.exists() else None

    def link(self, digest: str) -> None:
        """Have a file answer from now on."""
        new = self._folder / "link.partial"
        new.unlink(missing_ok=True)
        new.symlink_to(self.file_of(digest).name)
        new.replace(self.served)

    def tidy(self, kept: AbstractSet[str]) -> None:
        """Remove the files of all snapshots but some."""
        for path in self._folder.glob("*.duckdb"):
            if path != self.served and path.stem not in kept:
                path.unlink(missing_ok=True)

    def mark_prepared(self, digest: str) -> None:
        """Tell the other processes that this one has a snapshot open that is to answer soon."""
        if self._mark is not None:
            os.pwrite(self._mark, digest.encode(), 0)

    def is_prepared_by_all(self, digest: str) -> bool:
        """Whether all processes of the node have a snapshot open that is to answer soon."""
        are_prepared = True
        for path in self._processes.iterdir():
            if (mark := _locked(path)) is not None:
                # Whoever made it does not live any more.
                path.unlink(missing_ok=True)
                os.close(mark)
            else:
                with suppress(OSError):
                    are_prepared &= path.read_text() == digest
        return are_prepared

    def tell(self, state: LeaderState) -> None:
        """Tell the other processes how the leader is."""
        new = self._folder / "state.partial"
        new.write_bytes(msgspec.json.encode(state))
        new.replace(self._folder / "state.json")

    def told(self) -> LeaderState:
        """What the leader has told last."""
        try:
            return msgspec.json.decode((self._folder / "state.json").read_bytes(), type=LeaderState)
        except (OSError, msgspec.DecodeError):
            return LeaderState()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _locked(path: Path) -> int | None:
    """Open a file that no other process has locked, and lock it until it is closed or this process ends."""
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(number)
        return None
    return number
