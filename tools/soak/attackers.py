"""Clients of a soak that mean harm: each does over and over what once stopped the service for everybody."""

import asyncio
import random
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from tools.soak.requests import CRASHING, HOSTILE_PATHS, HOSTILE_STATEMENTS

_SLACK = 8.0
"""Seconds that a socket may stay open beyond its time, for the machine is busy."""

_LOOK_SECONDS = 0.5

_UNREAD_STATEMENT = quote("select i, repeat('x', 3000) as text from range(10000) as t(i)")
_PICTURE = "generos.svg"


class Attackers:
    """Attacks on one server, until the time is over.

    Args:
        address: The address of the server.
        key: Its key, for nobody gets further than the head of a request without one.
        goes_on: Tells whether the time is not over yet.

    Attributes:
        open_seconds: How long sockets of each attack were open at most.
        statuses: What requests of each attack were answered with.
        faults: What should not have come about.
    """

    def __init__(self, address: str, key: str, goes_on: Callable[[], bool]) -> None:
        self._url = httpx.URL(address)
        self._place = self._url.host, self._url.port or 80
        self._key = key
        self._goes_on = goes_on
        self._served: set[int] = set()
        self.open_seconds: defaultdict[str, float] = defaultdict(float)
        self.statuses: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.faults: list[str] = []

    def all(self) -> list[Coroutine[Any, Any, None]]:
        """All attacks, each by as many clients as do harm together."""
        big, many, slow = b"X: " + b"a" * 8_000_000, b"X: a\r\n" * 500_000, b"X: " + b"a" * 1000
        return [
            self._looking(),
            *(
                self._holding("unread downloads", self._get(f"/movies?format=csv&limit={40_000 + each % 3}"), 20)
                for each in range(20)
            ),
            *(self._holding("unread answers of /sql", self._get(f"/sql?q={_UNREAD_STATEMENT}"), 20) for _ in range(6)),
            *(self._holding("silent sockets", b"", 10) for _ in range(40)),
            *(self._holding("half requests", b"GET /movies HTTP/1.1\r\nHost: a\r\n", 10) for _ in range(5)),
            *(self._holding("slow headers", b"GET / HTTP/1.1\r\nHost: a\r\n", 10, drip=slow) for _ in range(5)),
            self._holding("large headers", b"GET / HTTP/1.1\r\nHost: a\r\n" + big, 10),
            self._holding("many headers", b"GET / HTTP/1.1\r\nHost: a\r\n" + many, 10),
            *(self._asking("spellings of one picture", self._spelling) for _ in range(4)),
            *(self._asking("forged addresses", self._forged) for _ in range(2)),
            self._asking("statements that end their process", self._crashing),
            self._asking("hostile requests", self._hostile),
        ]

    async def _looking(self) -> None:
        """See now and then which sockets the server has."""
        while self._goes_on():
            port = f":{self._place[1]:04X}"
            lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
            rows = [line.split()[1:4] for line in lines]
            # Of a socket that the server has closed, the system may still hold bytes that nobody takes.
            self._served = {
                int(remote.partition(":")[2], 16) for local, remote, state in rows if local.endswith(port) and state == "01"
            }
            await asyncio.sleep(_LOOK_SECONDS)

    async def _holding(self, name: str, sent: bytes, seconds: float, drip: bytes = b"") -> None:
        """Send something and nothing more, or letter by letter, read hardly anything, and see when the server hangs up."""
        loop = asyncio.get_running_loop()
        while self._goes_on():
            with socket.socket() as connection, suppress(ConnectionError, TimeoutError):
                connection.setblocking(False)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                await loop.sock_connect(connection, self._place)
                begin = time.monotonic()
                with suppress(ConnectionError, TimeoutError):
                    async with asyncio.timeout(seconds):
                        await loop.sock_sendall(connection, sent)
                if b"\r\n\r\n" in sent:
                    async with asyncio.timeout(30):
                        head = await loop.sock_recv(connection, 200)
                    self.statuses[name][int(head.split()[1])] += 1
                    begin = time.monotonic()
                await self._held(name, connection, begin + seconds, iter(drip))
                self.open_seconds[name] = max(self.open_seconds[name], time.monotonic() - begin)
            await asyncio.sleep(0.5)

    async def _held(self, name: str, connection: socket.socket, due: float, drip: Iterator[int]) -> None:
        own = connection.getsockname()[1]
        await asyncio.sleep(2 * _LOOK_SECONDS)
        while own in self._served and self._goes_on():
            with suppress(ConnectionError, StopIteration, BlockingIOError):
                connection.send(bytes([next(drip)]))
            if time.monotonic() > due + _SLACK:
                self.faults.append(f"{name}: the socket is still open {_SLACK:g} s after its time")
                return
            await asyncio.sleep(_LOOK_SECONDS)

    async def _asking(self, name: str, ask: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]) -> None:
        async with httpx.AsyncClient(base_url=self._url, timeout=60) as client:
            while self._goes_on():
                try:
                    answer = await ask(client)
                except httpx.HTTPError as error:
                    self.faults.append(f"{name}: {error!r}")
                    continue
                self.statuses[name][answer.status_code] += 1
                if answer.status_code == 500:
                    self.faults.append(f"{name}: {answer.request.url} {answer.text[:200]}")
                await asyncio.sleep(0.005)

    async def _spelling(self, client: httpx.AsyncClient) -> httpx.Response:
        letters = [f"%{ord(letter):02X}" if random.random() < 0.5 else letter for letter in _PICTURE]  # noqa: S311
        return await client.get(self._raw(f"{'/' * random.randint(1, 5)}explorar/{''.join(letters)}"), headers=self._headers())  # noqa: S311

    async def _forged(self, client: httpx.AsyncClient) -> httpx.Response:
        address = ".".join(str(random.randrange(256)) for _ in range(4))  # noqa: S311
        path = random.choice(["/nowhere", "/schema/openapi.json", "/docs/assets/swagger-ui.css"])  # noqa: S311
        return await client.get(path, headers={"x-forwarded-for": address, "accept-encoding": "identity"})

    async def _crashing(self, client: httpx.AsyncClient) -> httpx.Response:
        await asyncio.sleep(0.5)
        return await client.post("/sql", json={"sql": random.choice(CRASHING)}, headers=self._headers())  # noqa: S311

    async def _hostile(self, client: httpx.AsyncClient) -> httpx.Response:
        await asyncio.sleep(0.05)
        if random.random() < 0.1:  # noqa: S311
            return await client.post("/sql", json={"sql": random.choice(HOSTILE_STATEMENTS)}, headers=self._headers())  # noqa: S311
        return await client.get(random.choice(HOSTILE_PATHS), headers=self._headers())  # noqa: S311

    def _get(self, target: str) -> bytes:
        return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {self._key}\r\n\r\n".encode()

    def _raw(self, path: str) -> httpx.URL:
        return self._url.copy_with(raw_path=path.encode())

    def _headers(self) -> dict[str, str]:
        return {"x-api-key": self._key}
