"""Downloads of lists: their length, parts of them, and the programs that read them part by part."""

import asyncio
import io
import resource
import signal
import socket
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import httpx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from service.api import download_files
from service.api.byte_ranges import wanted_bytes
from service.api.download_files import DownloadFile, DownloadFiles
from service.problems import BusyError, NoRoomError, UnsatisfiableRangeError
from tests.service.problem_answers import problem
from tests.service.servers import running

PLAIN = {"accept-encoding": "identity"}
FORMATS = ["csv", "parquet", "arrow", "ndjson"]

TAG = '"tag"'


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=0-9", range(10)),
        ("bytes=3-5", range(3, 6)),
        ("bytes=3-", range(3, 10)),
        ("bytes=3-99", range(3, 10)),
        ("bytes=-4", range(6, 10)),
        ("bytes=-99", range(10)),
        (f"bytes=3-{'9' * 5000}", range(3, 10)),
        (f"bytes=-{'9' * 5000}", range(10)),
        (f"bytes={'0' * 5000}3-5", range(3, 6)),
        ("Bytes = 3 - 5 ", range(3, 6)),
        ("bytes=5-3", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
        ("bytes=-1-2", None),
        ("rows=0-1", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_range_asks_for(header: str | None, wanted: range | None) -> None:
    assert wanted_bytes(header, None, TAG, 10) == wanted


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", f"bytes={'9' * 5000}-", "bytes=-0"])
def test_a_range_without_a_byte(header: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        wanted_bytes(header, None, TAG, 10)


@pytest.mark.parametrize("condition", ['"other"', 'W/"tag"', "tag", "*", "Wed, 21 Oct 2026 07:28:00 GMT", ""])
def test_a_part_of_another_answer_is_not_wanted(condition: str) -> None:
    assert wanted_bytes("bytes=0-1", TAG, TAG, 10) == range(2)
    assert wanted_bytes("bytes=0-1", condition, TAG, 10) is None


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 20))
def test_a_range_is_a_slice(first: int, last: int, size: int) -> None:
    whole = bytes(range(size))
    if first < size and first <= last:
        wanted = wanted_bytes(f"bytes={first}-{last}", None, TAG, size)
        assert wanted
        assert bytes(whole[place] for place in wanted) == whole[first : last + 1]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_the_length_is_told_and_head_tells_the_same(client: httpx.Client, name: str, coding: str) -> None:
    headers = {"accept-encoding": coding}
    head = client.head(f"/numbers?format={name}", headers=headers)
    with client.stream("GET", f"/numbers?format={name}", headers=headers) as answer:
        sent = b"".join(answer.iter_raw())
    assert int(answer.headers["content-length"]) == len(sent)
    assert "transfer-encoding" not in answer.headers
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers.get("content-encoding", "identity") == (coding if name != "parquet" else "identity")
    told = ["content-length", "content-type", "content-encoding", "etag", "accept-ranges", "cache-control", "vary"]
    assert (head.status_code, head.content) == (200, b"")
    assert [head.headers.get(field) for field in told] == [answer.headers.get(field) for field in told]
    assert not answer.headers["etag"].startswith("W/")
    plain = client.get(f"/numbers?format={name}", headers=PLAIN)
    assert len({(answer.headers["etag"], sent), (plain.headers["etag"], plain.content)}) == 1 + (coding != "identity")
    with client.stream("GET", f"/numbers?format={name}", headers=headers) as answer:
        assert answer.read() == plain.content


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("coding", ["identity", "gzip, br"])
def test_parts_make_the_whole(client: httpx.Client, name: str, coding: str) -> None:
    address = f"/numbers?format={name}"
    whole = client.get(address, headers=PLAIN)
    size = len(whole.content)
    pieces = []
    for start in range(0, size, size // 7):
        last = min(start + size // 7, size) - 1
        part = client.get(address, headers={"range": f"bytes={start}-{last}", "accept-encoding": coding})
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes {start}-{last}/{size}"
        assert int(part.headers["content-length"]) == last - start + 1 == len(part.content)
        assert "content-encoding" not in part.headers
        for field in ("etag", "cache-control", "vary", "content-type", "accept-ranges"):
            assert part.headers[field] == whole.headers[field]
        pieces.append(part.content)
    assert b"".join(pieces) == whole.content
    assert client.get(address, headers={**PLAIN, "range": "bytes=-100"}).content == whole.content[-100:]


def test_a_range_on_a_condition(client: httpx.Client) -> None:
    whole = client.get("/numbers?format=csv", headers=PLAIN)
    tag = whole.headers["etag"]

    def ask(**headers: str) -> httpx.Response:
        return client.get(
            "/numbers?format=csv",
            headers={**PLAIN, "range": "bytes=0-9", **{name.replace("_", "-"): value for name, value in headers.items()}},
        )

    assert ask(if_range=tag).status_code == 206
    for other in ('"other"', f"W/{tag}", "Wed, 21 Oct 2026 07:28:00 GMT"):
        answer = ask(if_range=other)
        assert (answer.status_code, answer.content) == (200, whole.content)
    assert (ask(if_none_match=tag).status_code, ask(if_none_match=tag).content) == (304, b"")
    assert ask(if_none_match='"other"').status_code == 206
    assert ask(if_match=tag).status_code == 206
    assert problem(ask(if_match='"other"'))["status"] == 412


def test_a_part_that_there_is_not(client: httpx.Client) -> None:
    size = len(client.get("/numbers?format=csv", headers=PLAIN).content)
    answer = client.get("/numbers?format=csv", headers={"range": f"bytes={size}-"})
    body = problem(answer)
    assert (body["status"], body["type"]) == (416, "urn:filmoteca:problem:unsatisfiable-range")
    assert answer.headers["content-range"] == f"bytes */{size}"
    empty = client.get("/numbers?format=ndjson&number__lt=0", headers={"range": "bytes=0-9"})
    assert (empty.status_code, empty.headers["content-range"]) == (416, "bytes */0")
    assert client.get("/numbers?format=ndjson&number__lt=0", headers=PLAIN).headers["content-length"] == "0"


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=9-1", "rows=0-1", "nonsense"])
def test_a_range_that_is_not_served_gives_the_whole(client: httpx.Client, header: str) -> None:
    whole = client.get("/numbers?format=csv", headers=PLAIN).content
    answer = client.get("/numbers?format=csv", headers={**PLAIN, "range": header})
    assert (answer.status_code, answer.content) == (200, whole)


def test_what_is_no_download_has_no_parts(client: httpx.Client) -> None:
    for address in ("/numbers", "/dice/6", "/health/live"):
        answer = client.get(address, headers={"range": "bytes=0-9"})
        assert answer.status_code == 200
        assert "content-range" not in answer.headers
        assert answer.json()
    head = client.head("/numbers?format=csv", headers={**PLAIN, "range": "bytes=0-9"})
    assert (head.status_code, "content-range" in head.headers) == (200, False)
    assert int(head.headers["content-length"]) > 10


def test_who_takes_no_plain_bytes_gets_parts_of_others(client: httpx.Client) -> None:
    needed = {"accept-encoding": "gzip, identity;q=0"}
    with client.stream("GET", "/numbers?format=csv", headers=needed) as answer:
        whole = b"".join(answer.iter_raw())
    with client.stream("GET", "/numbers?format=csv", headers={**needed, "range": "bytes=5-9"}) as part:
        assert b"".join(part.iter_raw()) == whole[5:10]
    assert part.headers["content-encoding"] == "gzip"
    assert part.headers["etag"] == answer.headers["etag"]


def test_mistakes_are_told_before_anything_is_sent(client: httpx.Client) -> None:
    for headers in ({}, {"range": "bytes=0-9"}):
        assert problem(client.get("/alike?likes=Fase/Off&format=parquet", headers=headers))["status"] == 404
        assert problem(client.get("/numbers?format=parquet&nothing=1", headers=headers))["status"] == 400


QUERIES = [
    "/movies?format=parquet",
    "/movies?format=parquet&fields=movie_id,title,genres&sort=-title",
    f"/movies?format=parquet&title__contains={quote('á')}&vote_count__gte=1",
    "/people?format=parquet&limit=7",
]


@pytest.mark.parametrize("address", QUERIES)
def test_polars_reads_parquet_at_its_address(served: httpx.Client, address: str) -> None:
    url = f"{served.base_url}{address}"
    whole = pl.read_parquet(io.BytesIO(served.get(address).content))
    assert_frame_equal(pl.read_parquet(url), whole)
    scanned = pl.scan_parquet(url)
    assert scanned.collect_schema() == whole.schema
    assert_frame_equal(scanned.collect(), whole)
    first = whole.columns[0]
    assert_frame_equal(
        scanned.filter(pl.col(first).is_not_null()).select(first).tail(3).collect(),
        whole.filter(pl.col(first).is_not_null()).select(first).tail(3),
    )


def test_polars_reads_csv_and_arrow_at_their_addresses(served: httpx.Client) -> None:
    csv, arrow = "/movies?format=csv&fields=movie_id,title,budget", "/movies?format=arrow"
    whole = pl.read_csv(io.BytesIO(served.get(csv).content))
    assert_frame_equal(pl.read_csv(f"{served.base_url}{csv}"), whole)
    assert_frame_equal(pl.scan_csv(f"{served.base_url}{csv}").collect(), whole)
    whole = pl.read_ipc_stream(io.BytesIO(served.get(arrow).content))
    assert_frame_equal(pl.read_ipc_stream(f"{served.base_url}{arrow}"), whole)
    assert whole.height == pl.read_parquet(f"{served.base_url}/movies?format=parquet").height


async def _pieces(made: list[str], name: str, size: int) -> AsyncIterator[bytes]:
    made.append(name)
    for _ in range(size):
        await asyncio.sleep(0.001)
        yield name.encode()


@pytest.mark.serial
def test_of_many_requests_one_makes_the_file() -> None:
    async def crowd() -> None:
        files, made = DownloadFiles(1000), list[str]()
        found = await asyncio.gather(*(files.get("client", "a", _pieces(made, "a", 20)) for _ in range(10)))
        assert made == ["a"]
        assert {file.size for file in found} == {20}
        for file in found:
            assert b"".join([piece async for piece in file.pieces(range(3, 7))]) == b"aaaa"

    asyncio.run(crowd())


@pytest.mark.serial
def test_another_request_goes_on_when_the_one_that_makes_a_file_is_given_up() -> None:
    async def crowd() -> None:
        files, made = DownloadFiles(1000), list[str]()
        first = asyncio.create_task(files.get("client", "a", _pieces(made, "a", 200)))
        await asyncio.sleep(0.02)
        second = asyncio.create_task(files.get("client", "a", _pieces(made, "a", 20)))
        await asyncio.sleep(0.02)
        first.cancel()
        assert (await second).size == 20
        assert made == ["a", "a"]
        assert files.bytes_held == 20

    asyncio.run(crowd())


@pytest.mark.serial
def test_files_are_bounded_and_closed() -> None:
    def open_files() -> int:
        links = [fd for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()]
        return sum("(deleted)" in str(fd.readlink()) for fd in links)

    async def many() -> None:
        files, made = DownloadFiles(100), list[str]()
        before = open_files()
        sent = await files.get("client", "0", _pieces(made, "0", 30))
        for number in range(1, 10):
            await files.get(str(number), str(number), _pieces(made, str(number), 30))
            assert files.bytes_held <= 100
        assert open_files() - before == 4  # three that are held, and the one that is still being sent
        assert b"".join([piece async for piece in sent.pieces(range(30))]) == b"0" * 30
        large = await files.get("client", "large", _pieces(made, "large", 30))
        assert (large.size, files.bytes_held) == (150, 90)

    asyncio.run(many())


@pytest.mark.serial
def test_of_many_different_downloads_a_few_are_made_at_once_and_some_wait() -> None:
    async def crowd() -> None:
        running, most, files = 0, 0, DownloadFiles(10**6)

        async def pieces() -> AsyncIterator[bytes]:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.02)
            yield b"a"
            running -= 1

        found = await asyncio.gather(
            *(files.get(str(number), str(number), pieces()) for number in range(70)), return_exceptions=True
        )
        kinds = [type(each) for each in found]
        assert (kinds.count(DownloadFile), kinds.count(BusyError), most) == (18, 52, 2)
        assert (await files.get("client", "later", pieces())).size == 1

    asyncio.run(crowd())


@pytest.mark.serial
def test_one_client_leaves_turns_and_room_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_files, "_MOST_BYTES_SENT", 400)

    async def crowd() -> None:
        files, made = DownloadFiles(0), list[str]()
        asked = (files.get("greedy", str(number), _pieces(made, "a", 30)) for number in range(12))
        found = await asyncio.gather(*asked, files.get("other", "other", _pieces(made, "b", 30)), return_exceptions=True)
        # Of twelve, eight may wait, and seven have more than half of what there may be.
        assert [type(each) for each in found].count(BusyError) == 5
        assert isinstance(found[-1], DownloadFile)
        with pytest.raises(BusyError):
            await files.get("greedy", "more", _pieces(made, "a", 30))
        with pytest.raises(BusyError):
            await files.put("greedy", b"a" * 30)
        assert (await files.put("other", b"b" * 30)).size == 30

    asyncio.run(crowd())


@pytest.mark.serial
def test_a_client_waits_for_no_more_than_one_download_of_another() -> None:
    async def crowd() -> None:
        files, made, over = DownloadFiles(10**6), list[str](), list[str]()

        async def get(client: str, name: str, size: int) -> None:
            await files.get(client, name, _pieces(made, name, size))
            over.append(client)

        await asyncio.gather(*(get("greedy", str(number), 50) for number in range(6)), get("other", "other", 5))
        assert over[0] == "other"
        assert set(made[:2]) == {"0", "other"}

    asyncio.run(crowd())


@pytest.mark.serial
def test_files_that_nobody_takes_are_bounded_and_those_that_are_held_are_given_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(download_files, "_MOST_BYTES_SENT", 100)

    async def unread() -> None:
        files, made = DownloadFiles(60), list[str]()
        sent = [await files.get(str(number), str(number), _pieces(made, str(number), 30)) for number in range(6)]
        with pytest.raises(BusyError):
            await files.get("client", "6", _pieces(made, "6", 30))
        assert await files.get("client", "5", _pieces(made, "5", 30)) is sent[5]
        del sent[0]
        assert (await files.get("client", "6", _pieces(made, "6", 30))).size == 30

    asyncio.run(unread())


@pytest.mark.serial
def test_short_downloads_do_not_use_up_the_files_of_the_process() -> None:
    async def many() -> None:
        files, made = DownloadFiles(10**6), list[str]()
        before = len(list(Path("/proc/self/fd").iterdir()))
        for number in range(300):
            await files.get(str(number), str(number), _pieces(made, str(number), 1))
        assert len(list(Path("/proc/self/fd").iterdir())) - before < 210

    asyncio.run(many())


@pytest.mark.serial
def test_a_disk_without_room() -> None:
    async def too_much() -> None:
        await DownloadFiles(10**9).get("client", "a", _pieces([], "a" * 10_000, 100))

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(NoRoomError):
            asyncio.run(too_much())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.serial
def test_memory_is_bounded_and_nothing_is_left(small_warehouse: Path, tmp_path: Path) -> None:
    address = "/numbers?format=csv&number__gte="
    with running(tmp_path / "server", small_warehouse, environment={"FILMOTECA_DOWNLOAD_BYTES": "1000000"}) as server:

        def memory() -> int:
            status = Path(f"/proc/{server.process.pid}/status").read_text()
            return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024

        def files() -> list[int]:
            sizes = []
            for fd in Path(f"/proc/{server.process.pid}/fd").iterdir():
                with suppress(FileNotFoundError):
                    if "(deleted)" in str(fd.readlink()):
                        sizes.append(fd.stat().st_size)
            return sizes

        server.ask(f"{address}0")
        before = memory()
        with ThreadPoolExecutor(8) as pool:
            sizes = list(pool.map(lambda number: len(server.ask(f"{address}{number}", **PLAIN).content), range(1, 60)))
        assert sum(sizes) > 15_000_000
        assert memory() - before < 30
        server.wait_for(lambda: sum(files()) <= 1_000_000)
        assert sum(files()) > 500_000
        # A client that reads nothing of what it asked for leaves nothing behind.
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(f"GET {address}7777 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.2)
        server.wait_for(lambda: sum(files()) <= 1_000_000)
        assert server.ask(f"{address}49999", **PLAIN).content == b"number\r\n49999\r\n"
    assert {path.name for path in (tmp_path / "server").iterdir()} <= {"served.py", "log", "__pycache__"}
