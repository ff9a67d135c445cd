"""Publishing to an object store: whole objects, and one winner."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import duckdb
import obstore
import pytest
from obstore.store import from_url

from service.cluster.pointer import Pointer, current_name, next_name, read_pointer
from tests.service.servers import ROOT
from tests.service.stores import BUCKET, SECRET, StoreServer, publishing_store

FINGERPRINT = "f" * 64

NAME = current_name(FINGERPRINT)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with publishing_store(tmp_path_factory.mktemp("store")) as server:
        yield server


class Store:
    """A store to publish to, as its administrator sees it: in S3, or in a folder."""

    def __init__(self, server: StoreServer, address: str) -> None:
        self.environment = {**os.environ, **server.environment}
        self.address = address
        keys = {name.lower(): value for name, value in server.environment.items() if name != "AWS_ALLOW_HTTP"}
        is_s3 = address.startswith("s3:")
        self._store = from_url(address, config=keys, client_options={"allow_http": True}) if is_s3 else from_url(address)  # type: ignore[call-overload]

    def get(self, key: str) -> bytes | None:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            return None

    def put(self, key: str, content: bytes) -> None:
        obstore.put(self._store, key, content)

    def pointer(self, name: str = NAME) -> Pointer | None:
        content = self.get(name)
        return read_pointer(name, content) if content else None

    def check(self, snapshots: set[str]) -> Pointer:
        """The pointer, which names a whole object of one of some snapshots."""
        pointer = self.pointer()
        assert pointer
        assert pointer.snapshot in snapshots
        content = self.get(pointer.key)
        assert content
        assert (len(content), sha256(content).hexdigest()) == (pointer.size, pointer.sha256)
        return pointer

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "service.cluster", *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, cwd=ROOT, text=True, stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, *arguments: object) -> tuple[int, str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=60)
        assert SECRET not in out + err
        assert "Traceback" not in err
        return process.returncode, out + err


@pytest.fixture(params=["s3", "file"])
def store(request: pytest.FixtureRequest, server: StoreServer, tmp_path: Path) -> Store:
    if request.param == "s3":
        return Store(server, f"s3://{BUCKET}/{tmp_path.name}")
    (tmp_path / "shared").mkdir()
    return Store(server, f"file://{tmp_path}/shared")


@pytest.fixture(scope="module")
def warehouses(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Finished warehouses as far as a publisher looks at them."""
    folder = tmp_path_factory.mktemp("warehouses")
    for number in range(4):
        make(folder / f"{number}.duckdb", f"snapshot-{number}")
    return [folder / f"{number}.duckdb" for number in range(4)]


def make(path: Path, snapshot: str, fingerprint: str = FINGERPRINT) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("create table build_info (snapshot varchar, sql_fingerprint varchar, built_at timestamp)")
        connection.execute("insert into build_info values (?, ?, '2026-01-02 03:04:05')", [snapshot, fingerprint])


def test_the_object_and_the_pointer(store: Store, warehouses: list[Path]) -> None:
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    pointer = store.check({"snapshot-0"})
    assert pointer.key == "warehouses/snapshot-0.duckdb"
    assert pointer.built_at.isoformat() == "2026-01-02T03:04:05+00:00"
    assert store.get(pointer.key) == warehouses[0].read_bytes()
    assert store.run("publish", warehouses[1], store.address)[0] == 0
    store.check({"snapshot-1"})
    # Back again: the object is there already.
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    assert store.check({"snapshot-0"}) == pointer


def test_what_answers_already_is_nothing_new(store: Store, warehouses: list[Path]) -> None:
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    code, text = store.run("publish", warehouses[0], store.address)
    assert (code, text) == (3, "nothing new: that snapshot answers already\n")


def test_an_object_that_is_there_is_never_overwritten(store: Store, warehouses: list[Path], tmp_path: Path) -> None:
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    first = store.check({"snapshot-0"})
    assert store.run("publish", warehouses[1], store.address)[0] == 0
    make(tmp_path / "again.duckdb", "snapshot-0")
    with duckdb.connect(tmp_path / "again.duckdb") as connection:
        connection.execute("create table other as from range(10000)")
    # Equal content in other bytes: the pointer names what is there.
    assert store.run("publish", tmp_path / "again.duckdb", store.address)[0] == 0
    assert store.check({"snapshot-0"}) == first
    # And what has the place of a snapshot and is none of it is not named.
    store.put("warehouses/snapshot-2.duckdb", warehouses[2].read_bytes()[:-5000])
    code, text = store.run("publish", warehouses[2], store.address)
    assert code == 1
    assert "is not the snapshot that its name says" in text
    assert store.check({"snapshot-0"}) == first


def test_two_releases_have_a_pointer_each(store: Store, warehouses: list[Path], tmp_path: Path) -> None:
    make(tmp_path / "other.duckdb", "snapshot-9", "e" * 64)
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    assert store.run("publish", tmp_path / "other.duckdb", store.address)[0] == 0
    store.check({"snapshot-0"})
    other = store.pointer(current_name("e" * 64))
    assert other
    assert other.snapshot == "snapshot-9"


def test_of_two_at_once_one_wins(store: Store, warehouses: list[Path]) -> None:
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    for round_number in range(3):
        pair = (1, 2) if round_number % 2 == 0 else (3, 0)
        # Stopped before they write, both have read the same pointer.
        publishers = [store.start("publish", warehouses[number], store.address) for number in pair]
        codes = []
        for publisher in publishers:
            publisher.communicate(timeout=60)
            codes.append(publisher.returncode)
        pointer = store.check({f"snapshot-{number}" for number in pair})
        # One may have begun only when the other was done.
        assert sorted(codes) in ([0, 7], [0, 0])
        if sorted(codes) == [0, 7]:
            assert pointer.snapshot == f"snapshot-{pair[codes.index(0)]}"


Stop = Callable[[Path], str]


def before(function: str, act: str) -> str:
    """A program that publishes, and does something before one call of the store."""
    return (
        "import os, signal, sys, time\n"
        "import service.cluster.store\n"
        f"original = service.cluster.store.ObjectStore.{function}\n"
        "def changed(self, *arguments):\n"
        f"    {act}\n"
        "    return original(self, *arguments)\n"
        f"service.cluster.store.ObjectStore.{function} = changed\n"
        "from service.cluster.__main__ import main\n"
        "sys.exit(main())\n"
    )


def test_who_has_read_the_same_pointer_and_is_slower_loses(store: Store, warehouses: list[Path], tmp_path: Path) -> None:
    for first in (None, warehouses[0]):
        if first:
            store.run("publish", first, store.address)
        go = tmp_path / f"go-{first is None}"
        waits = before(
            "swap", f"open({str(go) + '.waits'!r}, 'w').close()\n    while not os.path.exists({str(go)!r}): time.sleep(0.01)"
        )
        slow = subprocess.Popen(
            [sys.executable, "-c", waits, "publish", str(warehouses[1]), store.address],
            env=store.environment, cwd=ROOT, text=True, stderr=subprocess.PIPE,
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while not Path(f"{go}.waits").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert store.run("publish", warehouses[2 if first else 3], store.address)[0] == 0
        go.touch()
        _, text = slow.communicate(timeout=30)
        assert slow.returncode == 7
        assert "somebody else has published snapshot snapshot-" in text
        store.check({"snapshot-2" if first else "snapshot-3"})


@pytest.mark.parametrize("function", ["read", "create", "swap"])
def test_a_publisher_that_is_killed_leaves_whole_objects(store: Store, warehouses: list[Path], function: str) -> None:
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    dies = before(function, "os.kill(os.getpid(), signal.SIGKILL)")
    died = subprocess.run(
        [sys.executable, "-c", dies, "publish", str(warehouses[1]), store.address], env=store.environment, cwd=ROOT, check=False
    )
    assert died.returncode == -signal.SIGKILL
    store.check({"snapshot-0"})
    assert store.run("publish", warehouses[1], store.address)[0] == 0
    store.check({"snapshot-1"})


def test_a_publisher_that_is_killed_at_any_moment_leaves_whole_objects(
    store: Store, warehouses: list[Path], tmp_path: Path
) -> None:
    large = tmp_path / "large.duckdb"
    shutil.copy(warehouses[1], large)
    with duckdb.connect(large) as connection:
        connection.execute("create table much as select md5(range::varchar) as text from range(400000)")
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    begin = time.monotonic()
    assert store.run("publish", warehouses[2], store.address)[0] == 0
    seconds = time.monotonic() - begin
    for step in range(8):
        publisher = store.start("publish", large, store.address)
        with suppress(subprocess.TimeoutExpired):
            publisher.wait(seconds * (0.6 + 0.1 * step))
        publisher.kill()
        publisher.communicate()
        store.check({"snapshot-1", "snapshot-2"})


def test_what_cannot_be_published(store: Store, warehouses: list[Path], tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no warehouse")
    for nothing in (tmp_path / "nothing", tmp_path / "text", tmp_path):
        code, text = store.run("publish", nothing, store.address)
        assert (code, text.count("\n")) == (1, 1), text
    for address in ("s3://nowhere/x", "file:///nowhere/x", "http://127.0.0.1/x", "s3://key:secret@bucket/x"):
        code, text = store.run("publish", warehouses[0], address)
        assert (code, text.count("\n")) == (6, 1), text
        assert "secret" not in text
    store.environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9"
    code, text = store.run("publish", warehouses[0], f"s3://{BUCKET}/x")
    assert code == 6
    assert "nothing listens there" in text


def test_the_exit_codes_are_told(store: Store) -> None:
    code, text = store.run("publish", "--help")
    assert code == 0
    assert "  7  somebody else has published meanwhile" in text


def test_without_the_library_it_says_what_to_install(store: Store, tmp_path: Path, warehouses: list[Path]) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util\nfind = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'obstore' else find(name, *rest)\n"
    )
    store.environment["PYTHONPATH"] = f"{tmp_path}:{ROOT}"
    code, text = store.run("publish", warehouses[0], store.address)
    assert code == 1
    assert "requirements-cluster.lock" in text


def test_nodes_that_do_not_get_ready_keep_the_pointer_as_it_was(store: Store, warehouses: list[Path]) -> None:
    assert store.run("publish", warehouses[0], store.address)[0] == 0
    code, text = store.run("publish", warehouses[1], store.address, "--node", "http://127.0.0.1:9", "--wait", "0.5")
    assert code == 8
    assert "http://127.0.0.1:9" in text
    store.check({"snapshot-0"})
    upcoming = store.pointer(next_name(FINGERPRINT))
    assert upcoming
    assert upcoming.snapshot == "snapshot-1"
    assert store.run("publish", warehouses[1], store.address)[0] == 0
    store.check({"snapshot-1"})
    assert store.run("publish", warehouses[1], store.address, "--node", "ftp://a")[0] == 2


def snapshots(store: Store, numbers: range) -> list[int]:
    return [number for number in numbers if store.get(f"warehouses/snapshot-{number}.duckdb") is not None]


def test_old_snapshots_are_removed_but_not_those_that_a_pointer_names(
    store: Store, warehouses: list[Path], tmp_path: Path
) -> None:
    make(tmp_path / "other.duckdb", "snapshot-4", "e" * 64)
    for warehouse in (*warehouses, tmp_path / "other.duckdb"):
        assert store.run("publish", warehouse, store.address)[0] == 0
        time.sleep(1)  # some stores tell times in seconds
    for number in (5, 6):
        store.put(f"warehouses/snapshot-{number}.duckdb", b"not yet named")
    store.put("warehouses/notes.txt", b"no snapshot")
    store.run("publish", warehouses[0], store.address)
    store.run("publish", warehouses[1], store.address, "--node", "http://127.0.0.1:9", "--wait", "0.1")
    assert snapshots(store, range(7)) == [0, 1, 2, 3, 4, 5, 6]
    code, text = store.run("prune", store.address, "--keep", "2")
    # Named by current, by next, and by the current one of another release; and the two newest.
    assert snapshots(store, range(7)) == [0, 1, 4, 5, 6]
    assert (code, text) == (0, "removed warehouses/snapshot-3.duckdb\nremoved warehouses/snapshot-2.duckdb\n")
    assert store.run("prune", store.address, "--keep", "2") == (0, "nothing to remove\n")
    assert store.get("warehouses/notes.txt")
    store.check({"snapshot-0"})


def test_nothing_is_removed_while_a_pointer_cannot_be_read(store: Store, warehouses: list[Path]) -> None:
    for warehouse in warehouses[:2]:
        assert store.run("publish", warehouse, store.address)[0] == 0
    store.put(current_name("e" * 64), b"nothing")
    code, text = store.run("prune", store.address, "--keep", "1")
    assert code == 1
    assert "is no pointer" in text
    assert snapshots(store, range(2)) == [0, 1]
    assert store.run("prune", store.address, "--keep", "0")[0] == 2
    assert "exit codes:" in store.run("prune", "--help")[1]
    assert store.run("prune", "s3://nowhere/x", "--keep", "1")[0] == 6
