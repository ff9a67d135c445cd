"""One entity tag stands for one body, whoever asks for it, in whatever order, of whichever process, held or made anew."""

import random
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import duckdb
import httpx
import pyarrow as pa
import pytest

import sql
from service.endpoints.endpoint import read_endpoints
from service.formats.arrow import arrow_stream, parquet
from service.formats.row_formats import FORMATS, NAMES
from service.web.explore.routes import SCRIPT
from service.web.explore.sections import CHARTS
from tests.service.servers import Running, running

CODINGS = ("gzip", "br", "identity;q=0, gzip")

PAGES = (
    "/",
    "/pelicula/862",
    "/persona/31",
    "/genero/18",
    "/explorar",
    f"/explorar/{next(iter(CHARTS))}.json",
    f"/explorar/{next(iter(CHARTS))}.svg",
    SCRIPT,
    "/docs",
    "/schema/openapi.json",
    "/docs/assets/swagger-ui.css",
)


class Asked(NamedTuple):
    """What is asked: an address, and the coding that is accepted."""

    address: str
    coding: str


class Body(NamedTuple):
    """The tag of an answer, and a digest of the bytes that came over the wire."""

    tag: str
    digest: str


def addresses() -> Iterator[str]:
    for endpoint in read_endpoints(sql.ROOT):
        example = endpoint.example(endpoint.header.path)
        yield example
        if endpoint.list_shape:
            yield from (f"{example}{'&' if '?' in example else '?'}format={name}" for name in NAMES)
    yield from PAGES


def bodies(server: Running, asked: list[Asked], seed: int) -> dict[Asked, Body]:
    """Ask for everything in an order of its own."""
    found = {}
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client:
        for each in random.Random(seed).sample(asked, len(asked)):
            with client.stream("GET", each.address, headers={"accept-encoding": each.coding}) as answer:
                body = b"".join(answer.iter_raw())
            assert answer.status_code == 200, (each, body)
            found[each] = Body(answer.headers["etag"], sha256(body).hexdigest())
    return found


def test_one_tag_has_one_body(warehouse: Path, tmp_path: Path) -> None:
    # Every address as it is, and in one of the codings; each format of a list comes in each of them.
    asked = [
        Asked(address, coding)
        for place, address in enumerate(addresses())
        for coding in ("identity", CODINGS[place % len(CODINGS)])
    ]
    rounds = []
    # One process makes each answer anew; another one holds those that it has made, and gives them again.
    for number, (held, times) in enumerate([("0", 1), ("33554432", 2)]):
        environment = {"FILMOTECA_CACHE_BYTES": held, "FILMOTECA_TIME_LIMIT": "60"}
        with running(tmp_path / str(number), warehouse, sql_root=sql.ROOT, environment=environment) as server:
            server.wait_for(lambda server=server: server.ask("/health/ready").status_code == 200, seconds=20)  # type: ignore[misc]
            rounds += [bodies(server, asked, seed=10 * number + again) for again in range(times)]
            assert (server.metric("filmoteca_cache_hits_total") > 0) == (times > 1)
    digests = defaultdict(set)
    for found in rounds:
        assert {each: body.tag for each, body in found.items()} == {each: body.tag for each, body in rounds[0].items()}
        for each, body in found.items():
            digests[body.tag].add((body.digest, each.address))
    assert [found for found in digests.values() if len(found) > 1] == []
    assert len(digests) == len(asked)  # each coding has a tag of its own


TYPES = {
    "whole": "i",
    "real": "i / 7",
    "money": "cast(i as decimal(12, 2))",
    "truth": "i % 2 = 0",
    "letters": "'x' || i",
    "bytes": "cast('x' || i as blob)",
    "day": "date '2000-01-01' + cast(i as integer)",
    "moment": "timestamp '2000-01-01' + to_seconds(i)",
    "list_of_whole": "[i, null, i + 1]",
    "list_of_text": "['a' || i, null, '']",
    "object": "{'a': i, 'b': case when i % 2 = 0 then null else [{'c': 'c' || i}] end}",
    "pairs": "map {'a': i, 'b': null}",
}


@pytest.mark.parametrize("pieces", [arrow_stream, parquet, *(each.pieces for each in FORMATS.values() if each.name == "ndjson")])
def test_nothing_of_the_memory_shows_in_the_place_of_a_null(pieces: object) -> None:
    columns = ", ".join(f"case when i % 3 = 0 then null else {value} end as {name}" for name, value in TYPES.items())
    made = set()
    for _ in range(4):
        with duckdb.connect(config={"threads": 1}) as connection:
            # What earlier answers leave behind in memory.
            connection.execute("select list(hash(i)), list('secret' || i) from range(300000) t(i)").fetchall()
            made.add(b"".join(pieces(connection, f"select {columns} from range(20001) t(i)", [])))  # type: ignore[operator]
    assert len(made) == 1


def test_the_place_of_a_null_holds_zeros() -> None:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("select list(hash(i)) from range(300000) t(i)").fetchall()
        columns = "case when i % 3 = 0 then null else i + 1 end as n, [case when i % 2 = 0 then null else i end] as l"
        stream = b"".join(arrow_stream(connection, f"select {columns} from range(5000) t(i)", []))
    table = pa.ipc.open_stream(stream).read_all().combine_chunks()
    for values in (table.column("n").chunk(0), table.column("l").chunk(0).values):
        held = memoryview(values.buffers()[1]).cast("q")
        assert values.null_count > 1000
        assert {held[place] for place in range(len(values)) if not values[place].is_valid} == {0}
