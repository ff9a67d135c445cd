import asyncio
import gc
import logging
import os
import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import httpx
import pytest

import sql
from service.observability.metrics import Metrics
from service.problems import NotReadyError
from service.warehouse.executor import make_executors
from service.warehouse.file import open_warehouse
from service.warehouse.hot_swap import Warehouse
from tests.service.servers import running

pytestmark = pytest.mark.serial

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Build = Callable[[Path, Path], None]

CATALOGUE = Path(__file__).parent / "catalogue"

SWAP_SECONDS = 4.0
"""Twice the two seconds that a swap may take, for machines that are busy."""


@pytest.fixture
def place(tmp_path: Path, versions: list[Path]) -> Path:
    """Where the served warehouse is; version 0 is there."""
    place = tmp_path / "place" / "warehouse.duckdb"
    place.parent.mkdir()
    shutil.copy(versions[0], place)
    return place


@pytest.fixture
def client(serve: Serve, place: Path) -> Iterator[httpx.Client]:
    with serve(place) as client:
        yield client


def rename(version: Path, place: Path) -> None:
    new = place.with_suffix(".new")
    shutil.copy(version, new)
    new.rename(place)


def remove_and_copy(version: Path, place: Path) -> None:
    place.unlink()
    shutil.copy(version, place)


def remove_and_link(version: Path, place: Path) -> None:
    place.unlink()
    place.hardlink_to(version)


def remove_and_point(version: Path, place: Path) -> None:
    place.unlink()
    place.symlink_to(version)


def copy_over(version: Path, place: Path) -> None:
    shutil.copy(version, place)


def ready(client: httpx.Client) -> dict[str, object]:
    answer = client.get("/health/ready")
    assert answer.status_code == 200, answer.text
    body: dict[str, object] = answer.json()
    return body


def wait_for_snapshot(client: httpx.Client, snapshot: str) -> None:
    wait_until(lambda: client.get("/health/ready").json().get("snapshot") == snapshot)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SWAP_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def versions_in(answer: httpx.Response) -> set[int]:
    assert answer.status_code == 200, answer.text
    return {round(film["score"] / 100) for film in answer.json()["items"]}


def open_files() -> list[str]:
    return [str(handle.readlink()) for handle in Path("/proc/self/fd").iterdir() if handle.is_symlink()]


@pytest.mark.parametrize("replace", [rename, remove_and_copy, remove_and_link, remove_and_point, copy_over])
def test_a_new_file_answers(
    client: httpx.Client, place: Path, versions: list[Path], replace: Callable[[Path, Path], None]
) -> None:
    assert versions_in(client.get("/movies")) == {0}
    replace(versions[1], place)
    wait_for_snapshot(client, "snapshot-1")
    assert versions_in(client.get("/movies")) == {1}
    replace(versions[2], place)
    wait_for_snapshot(client, "snapshot-2")
    assert versions_in(client.get("/movies")) == {2}


def test_no_request_fails_or_mixes_versions_while_files_are_swapped(
    client: httpx.Client, place: Path, versions: list[Path]
) -> None:
    stop = threading.Event()
    seen: list[frozenset[int]] = []
    tags: list[tuple[str, frozenset[int]]] = []
    faults: list[object] = []

    def ask_on() -> None:
        number = 0
        with httpx.Client(base_url=client.base_url, timeout=20) as own:
            while not stop.is_set():
                number += 1
                answer = own.get(f"/movies?score__lte={9000 + number}")
                if answer.status_code != 200:
                    faults.append(answer.text)
                else:
                    seen.append(frozenset(versions_in(answer)))
                again = own.get("/movies")
                if again.status_code == 200:
                    tags.append((again.headers["etag"], frozenset(versions_in(again))))
                else:
                    faults.append(again.text)

    askers = [threading.Thread(target=ask_on) for _ in range(4)]
    for asker in askers:
        asker.start()
    for number in (1, 2, 0, 1, 2):
        rename(versions[number], place)
        wait_for_snapshot(client, f"snapshot-{number}")
    stop.set()
    for asker in askers:
        asker.join()
    assert faults == []
    assert Counter(seen).keys() == {frozenset({0}), frozenset({1}), frozenset({2})}
    assert len(set(tags)) == 3  # an entity tag belongs to one version only
    assert len({tag for tag, _ in tags}) == 3


def broken(path: Path, version: Path) -> None:
    path.write_bytes(version.read_bytes()[:5000] + b"\0" * 100_000)


def cut_off(path: Path, version: Path) -> None:
    path.write_bytes(version.read_bytes()[: version.stat().st_size - 4096])


def foreign(path: Path, version: Path) -> None:  # noqa: ARG001 - one signature for all
    with duckdb.connect(path) as connection:
        connection.execute("create table t (a integer)")


def of_other_sql(path: Path, version: Path) -> None:
    shutil.copy(version, path)
    with duckdb.connect(path) as connection:
        connection.execute("update build_info set sql_fingerprint = 'other'")


def no_database(path: Path, version: Path) -> None:  # noqa: ARG001 - one signature for all
    path.write_text("<html>404</html>" * 1000)


def folder(path: Path, version: Path) -> None:  # noqa: ARG001 - one signature for all
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "because"),
    [
        (broken, "cannot be opened"),
        (cut_off, "cut off or damaged"),
        (foreign, "no build_info"),
        (of_other_sql, "other SQL files"),
        (no_database, "cannot be opened"),
        (folder, "no regular file"),
    ],
)
def test_an_unfit_file_is_refused_and_the_old_one_serves_on(  # noqa: PLR0917 - pytest gives them by name
    client: httpx.Client,
    place: Path,
    versions: list[Path],
    caplog: pytest.LogCaptureFixture,
    spoil: Callable[[Path, Path], None],
    because: str,
) -> None:
    spoilt = place.with_suffix(".spoilt")
    spoil(spoilt, versions[1])
    place.unlink()
    with caplog.at_level(logging.WARNING, logger="service"):
        spoilt.rename(place)
        wait_until(lambda: "refused" in ready(client))
        time.sleep(0.7)
    state = ready(client)
    assert state["snapshot"] == "snapshot-0"
    refused = state["refused"]
    assert isinstance(refused, dict)
    assert because in refused["reason"]
    assert len([record for record in caplog.records if "is refused" in record.getMessage()]) == 1
    assert versions_in(client.get("/movies")) == {0}
    place.rmdir() if place.is_dir() else place.unlink()
    rename(versions[2], place)
    wait_for_snapshot(client, "snapshot-2")
    assert "refused" not in ready(client)
    assert versions_in(client.get("/movies")) == {2}


def test_a_file_that_is_removed_serves_on(client: httpx.Client, place: Path) -> None:
    place.unlink()
    wait_until(lambda: "refused" in ready(client))
    assert versions_in(client.get("/movies")) == {0}


def test_a_file_that_is_being_written_does_not_answer_before_it_is_whole(
    client: httpx.Client, place: Path, versions: list[Path]
) -> None:
    content = versions[1].read_bytes()
    new = place.with_suffix(".new")
    new.write_bytes(content[:20_000])
    new.rename(place)
    deadline = time.monotonic() + 2
    with place.open("ab") as file:
        for start in range(20_000, len(content), len(content) // 6):
            file.write(content[start : start + len(content) // 6])
            file.flush()
            time.sleep(max(0.0, min(0.3, deadline - time.monotonic())))
            assert versions_in(client.get("/movies")) <= {0, 1}
    wait_for_snapshot(client, "snapshot-1")
    assert versions_in(client.get("/movies")) == {1}


def test_a_file_that_was_overwritten_in_place_and_is_damaged_does_not_answer(
    client: httpx.Client, place: Path, versions: list[Path]
) -> None:
    place.write_bytes(versions[1].read_bytes()[:-4096])
    wait_until(lambda: client.get("/health/ready").status_code == 503)
    assert client.get("/movies").status_code == 503
    copy_over(versions[1], place)
    wait_for_snapshot(client, "snapshot-1")
    assert versions_in(client.get("/movies")) == {1}


def test_a_long_answer_ends_as_it_began_and_then_its_file_is_closed(place: Path, versions: list[Path]) -> None:
    async def long_answer() -> tuple[set[int], int]:
        metrics = Metrics()
        warehouse = Warehouse(place, sql.text_fingerprint(CATALOGUE), make_executors(8, 5, metrics), metrics)
        await warehouse.open()
        scores: set[int] = set()
        async with (await warehouse.current()).cursor() as cursor:
            await cursor.run(lambda duck: duck.execute("select score from movies, range(20000)"))
            scores.update(score for (score,) in await cursor.run(lambda duck: duck.fetchmany(10)))
            rename(versions[1], place)
            while warehouse.snapshot() == "snapshot-0":
                await asyncio.sleep(0.05)
            assert open_files().count(f"{place} (deleted)") == 2
            while rows := await cursor.run(lambda duck: duck.fetchmany(10_000)):
                scores.update(score for (score,) in rows)
        gc.collect()
        remaining = open_files().count(f"{place} (deleted)")
        await warehouse.close()
        return scores, remaining

    scores, remaining = asyncio.run(asyncio.wait_for(long_answer(), 20))
    assert max(scores) < 100
    # The file is at hand, but not open in DuckDB.
    assert remaining == 1


def test_an_error_of_the_engine_is_forgotten_within_a_second(place: Path) -> None:
    async def ask(warehouse: Warehouse, question: str) -> list[tuple[object, ...]]:
        return await (await warehouse.current()).ask(lambda duck: duck.execute(question).fetchall())

    async def fatal() -> None:
        metrics = Metrics()
        warehouse = Warehouse(place, sql.text_fingerprint(CATALOGUE), make_executors(8, 5, metrics), metrics)
        await warehouse.open()
        whole = await ask(warehouse, "from movies")
        with pytest.raises(duckdb.InternalException):
            await ask(warehouse, "select reservoir_quantile(2.5, [])")
        with pytest.raises(NotReadyError):
            await ask(warehouse, "from movies")
        await asyncio.sleep(1)
        assert await ask(warehouse, "from movies") == whole
        await warehouse.close()

    asyncio.run(asyncio.wait_for(fatal(), 20))


def test_old_files_are_closed_under_load(client: httpx.Client, place: Path, versions: list[Path]) -> None:
    for number in (1, 2, 1, 2):
        rename(versions[number], place)
        wait_for_snapshot(client, f"snapshot-{number}")
        assert versions_in(client.get("/movies")) == {number}
    # That of the version before is at hand, as is that of the one that answers.
    wait_until(lambda: open_files().count(f"{place} (deleted)") == 1)
    assert open_files().count(str(place)) == 2


def test_all_workers_swap_and_a_kill_leaves_nothing_behind(place: Path, versions: list[Path], tmp_path: Path) -> None:
    with running(tmp_path / "server", place, "--workers", "2") as server:
        assert {server.ask("/health/ready").json()["snapshot"] for _ in range(10)} == {"snapshot-0"}
        rename(versions[1], place)
        time.sleep(SWAP_SECONDS)
        assert {server.ask("/health/ready").json()["snapshot"] for _ in range(20)} == {"snapshot-1"}
        workers = server.workers()
        assert len(workers) == 2
        for process in (server.process.pid, *workers):
            os.kill(process, signal.SIGKILL)
    assert [path.name for path in place.parent.iterdir()] == ["warehouse.duckdb"]


def flip(path: Path, place: int) -> None:
    """Turn one bit of a file over."""
    with path.open("r+b") as file:
        file.seek(place)
        [byte] = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 4]))


def test_a_bit_that_is_turned_over_in_any_block_keeps_the_file_from_answering(versions: list[Path], tmp_path: Path) -> None:
    fingerprint = sql.text_fingerprint(CATALOGUE)
    size = versions[0].stat().st_size
    damaged = tmp_path / "damaged.duckdb"
    shutil.copy(versions[0], damaged)
    for block in range((size - 12_288) // 262_144):
        place = 12_288 + block * 262_144 + random.Random(block).randrange(8, 262_144)
        flip(damaged, place)
        with pytest.raises(NotReadyError, match=r"damaged|cannot be opened"):
            open_warehouse(damaged, fingerprint)
        flip(damaged, place)
    open_warehouse(damaged, fingerprint).connection.close()


@pytest.mark.parametrize("column", ["title", "id"])
def test_a_bit_that_is_turned_over_in_an_index_keeps_the_file_from_answering(
    column: str, versions: list[Path], tmp_path: Path
) -> None:
    fingerprint = sql.text_fingerprint(CATALOGUE)
    damaged = tmp_path / "damaged.duckdb"
    shutil.copy(versions[0], damaged)
    with duckdb.connect(damaged) as connection:
        connection.execute("insert into movies select range + 100, uuid()::varchar, '2000-01-01', 1.0 from range(50000)")
        connection.execute(f"create index looked_up on movies ({column})")
    with duckdb.connect(damaged, read_only=True) as connection:
        held = set(connection.execute("select block_id from pragma_metadata_info()").fetchall())
        [(blocks, free)] = connection.execute("select total_blocks, free_blocks from pragma_database_size()").fetchall()
        for table in ("movies", "build_info"):
            held |= set(connection.execute(f"select block_id from pragma_storage_info('{table}') where persistent").fetchall())
            held |= set(connection.execute(f"select unnest(additional_block_ids) from pragma_storage_info('{table}')").fetchall())
    of_index = [block for block in range(blocks) if (block,) not in held]
    assert len(of_index) >= 3
    open_warehouse(damaged, fingerprint).connection.close()
    refused = []
    for block in of_index:
        place = 12_288 + block * 262_144 + random.Random(block).randrange(8, 262_144)
        flip(damaged, place)
        try:
            open_warehouse(damaged, fingerprint).connection.close()
        except NotReadyError as error:
            refused.append(str(error))
        flip(damaged, place)
    # Blocks that were left free when the file was filled hold nothing, and all others are read.
    assert len(refused) >= max(3, len(of_index) - free)
    assert all("damaged" in each or "cannot be opened" in each for each in refused)


def test_a_file_that_is_damaged_while_it_answers_is_not_ready_until_it_is_whole(
    tmp_path: Path, build: Build, serve: Serve
) -> None:
    place = tmp_path / "large.duckdb"
    build(CATALOGUE, place)
    with duckdb.connect(place) as connection:
        connection.execute("insert into movies select range + 100, uuid()::varchar, '2000-01-01', 1.0 from range(200000)")
    with serve(place) as client:
        assert client.get("/health/ready").status_code == 200
        blocks = (place.stat().st_size - 12_288) // 262_144
        places = [12_288 + block * 262_144 + 100_000 for block in range(3, blocks)]
        before = place.stat()
        for each in places:
            flip(place, each)
        os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
        statuses = {client.get("/movies?total=true&limit=1&sort=title").status_code for _ in range(3)}
        assert statuses == {503}
        wait_until(lambda: client.get("/health/ready").status_code == 503)
        assert "damaged" in client.get("/health/ready").json()["detail"]
        for each in places:
            flip(place, each)
        wait_until(lambda: client.get("/health/ready").status_code == 200)
        assert client.get("/movies?total=true&limit=1&sort=title").status_code == 200


def spoil_blocks(place: Path, number: int) -> None:
    """Turn a bit over in every block from one on, under the date that the file has."""
    before = place.stat()
    for block in range(number, (before.st_size - 12_288) // 262_144):
        flip(place, 12_288 + block * 262_144 + 100_000)
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, build: Build) -> list[Path]:
    """Two versions of the warehouse that are too large to be held in memory after a question or two."""
    made = []
    for number in range(2):
        made.append(tmp_path_factory.mktemp("large") / f"{number}.duckdb")
        build(CATALOGUE, made[-1])
        with duckdb.connect(made[-1]) as connection:
            connection.execute("insert into movies select range + 100, uuid()::varchar, '2000-01-01', 1.0 from range(200000)")
            connection.execute("update build_info set snapshot = 'large-' || ?", [number])
    return made


SORTED = "/movies?total=true&limit=1&sort=title"
"""What has the whole file read."""


def test_damage_that_shows_later_gives_way_to_the_version_before(place: Path, large: list[Path], serve: Serve) -> None:
    shutil.copy(large[0], place)
    with serve(place) as client:
        rename(large[1], place)
        wait_for_snapshot(client, "large-1")
        spoil_blocks(place, 3)
        assert client.get(SORTED).status_code == 503
        wait_for_snapshot(client, "large-0")
        assert client.get(SORTED).status_code == 200
        wait_until(lambda: "damaged" in str(ready(client).get("refused")))
        assert "filmoteca_warehouse_refused 1.0" in client.get("/metrics").text
        time.sleep(1)
        assert ready(client)["snapshot"] == "large-0"
        # A fit file answers as ever, and what answered until then is at hand in its turn.
        rename(large[1], place)
        wait_for_snapshot(client, "large-1")
        assert "refused" not in ready(client)
        spoil_blocks(place, 3)
        assert client.get(SORTED).status_code == 503
        wait_for_snapshot(client, "large-0")


def test_a_file_that_is_overwritten_gives_way_to_the_version_before(
    client: httpx.Client, place: Path, versions: list[Path]
) -> None:
    rename(versions[1], place)
    wait_for_snapshot(client, "snapshot-1")
    place.write_bytes(versions[2].read_bytes()[:-4096])
    wait_for_snapshot(client, "snapshot-0")
    assert versions_in(client.get("/movies")) == {0}
    assert "refused" in ready(client)
    copy_over(versions[2], place)
    wait_for_snapshot(client, "snapshot-2")
