"""A server that behaves as TMDB does, bad days included: ids, changes, films and collections over real HTTP."""

import gzip
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ingest.tmdb.settings import Patience, Settings

TOKEN = "eyJ-made.up_token"  # noqa: S105 - made up
NOT_FOUND = {"success": False, "status_code": 34, "status_message": "The resource you requested could not be found."}
BAD_TOKEN = {"success": False, "status_code": 7, "status_message": "Invalid API key: You must be granted a valid key."}


@dataclass
class Request:
    """What was asked."""

    path: str
    query: dict[str, str]
    authorization: str | None
    time: float


@dataclass
class Tmdb:
    """What the server knows, and what it was asked.

    Attributes:
        films: Its films, as it answers them.
        collections: Its series.
        popularity: That of films in the file of ids; 1 for the others.
        hidden: Films that the file of ids does not have.
        exports: The days of which there is a file of ids; none stands for any day.
        changes: The films that changed, by day.
        page: How many changes are on a page.
        faults: What goes wrong with the next requests for a path, one after the other.
        delay: Seconds that each film takes.
        requests: What was asked.
        most_at_once: How many requests there were at a time.
    """

    films: dict[int, dict[str, Any]] = field(default_factory=dict)
    collections: dict[int, dict[str, Any]] = field(default_factory=dict)
    popularity: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    exports: set[date] | None = None
    changes: dict[date, list[int]] = field(default_factory=dict)
    page: int = 100
    faults: dict[str, list["Fault"]] = field(default_factory=lambda: defaultdict(list))
    delay: float = 0
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    address: str = ""

    def settings(self, token: str = TOKEN, attempts: int = 3, answer: float = 5) -> Settings:
        """Settings that lead here."""
        patience = Patience(attempts, 0.01, 0.05, answer, answer)
        return Settings(token, f"{self.address}/3", f"{self.address}/p/exports", patience)

    def environment(self) -> dict[str, str]:
        """Environment variables that lead here."""
        return {
            "TMDB_API_TOKEN": TOKEN,
            "TMDB_API_URL": f"{self.address}/3",
            "TMDB_EXPORTS_URL": f"{self.address}/p/exports",
        }

    def asked(self, start: str) -> list[str]:
        """The paths of requests that begin so."""
        return [request.path for request in self.requests if request.path.startswith(start)]

    def asked_films(self) -> list[int]:
        """The ids of the films that were asked for."""
        return sorted(int(path.rpartition("/")[2]) for path in self.asked("/3/movie/") if not path.endswith("changes"))

    def ids(self) -> bytes:
        """The file of ids."""
        lines = [
            json.dumps({"adult": bool(film["adult"]), "id": key, "popularity": self.popularity.get(key, 1.0), "video": False})
            for key, film in self.films.items()
            if key not in self.hidden
        ]
        return gzip.compress("\n".join(lines).encode())


Fault = Callable[["Handler", bytes], None]


def status(code: int, body: dict[str, Any] | None = None, **headers: str) -> Fault:
    """An answer of another status."""
    content = json.dumps(body or {"status_code": 11, "status_message": "Internal error"}).encode()
    return lambda handler, _: handler.answer(code, content, {name.replace("_", "-"): value for name, value in headers.items()})


def as_it_is(handler: "Handler", content: bytes) -> None:
    """No fault."""
    handler.answer(200, content)


def unpacked(handler: "Handler", content: bytes) -> None:
    """A file that the server, or one before it, has unpacked."""
    handler.answer(200, gzip.decompress(content))


def empty(handler: "Handler", _: bytes) -> None:
    """Nothing at all."""
    handler.answer(200, b"")


def broken(handler: "Handler", content: bytes) -> None:
    """An answer that ends in the middle of its text, though it is whole as HTTP."""
    handler.answer(200, content[: len(content) // 2])


def page_of_html(handler: "Handler", _: bytes) -> None:
    """What a proxy or a login page answers."""
    handler.answer(200, b"<!doctype html><title>Log in</title>")


def cut_off(handler: "Handler", content: bytes) -> None:
    """A connection that ends before the answer does."""
    handler.send_response(200)
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.wfile.flush()
    handler.close_connection = True


def silent(handler: "Handler", _: bytes) -> None:
    """A connection that ends without a word."""
    handler.close_connection = True


def dripping(handler: "Handler", content: bytes) -> None:
    """An answer that comes byte by byte, so that something always comes and the end never."""
    handler.send_response(200)
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    try:
        for byte in content[:100]:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass
    handler.close_connection = True


class Handler(BaseHTTPRequestHandler):
    """Answers one request after the other of a connection."""

    protocol_version = "HTTP/1.1"
    tmdb: Tmdb
    lock = threading.Lock()
    at_once = 0

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query))
        with self.lock:
            Handler.at_once += 1
            self.tmdb.most_at_once = max(self.tmdb.most_at_once, Handler.at_once)
            self.tmdb.requests.append(Request(address.path, query, self.headers["authorization"], time.monotonic()))
            faults = self.tmdb.faults[address.path] or self.tmdb.faults["*"]
            fault = faults.pop(0) if faults else None
        try:
            code, content = self.found(address.path, query)
            if fault:
                fault(self, content)
            else:
                self.answer(code, content)
        finally:
            with self.lock:
                Handler.at_once -= 1

    def found(self, path: str, query: dict[str, str]) -> tuple[int, bytes]:
        """The status and the content of the answer."""
        if path.startswith("/p/exports/"):
            days = [None] if self.tmdb.exports is None else self.tmdb.exports
            names = {f"/p/exports/movie_ids_{day:%m_%d_%Y}.json.gz" for day in days if day}
            return (200, self.tmdb.ids()) if self.tmdb.exports is None or path in names else (403, b"<Error/>")
        code, body = self.answered(path, query)
        return code, json.dumps(body).encode()

    def answered(self, path: str, query: dict[str, str]) -> tuple[int, object]:
        """What the API answers."""
        if self.headers["authorization"] != f"Bearer {TOKEN}":
            return 401, BAD_TOKEN
        _, version, kind, key = (*path.split("/", 3), "", "", "")[:4]
        if version != "3":
            return 404, NOT_FOUND
        if (kind, key) == ("movie", "changes"):
            return self.changes(query)
        things = {"movie": self.tmdb.films, "collection": self.tmdb.collections}.get(kind, {})
        if not key.isdecimal() or int(key) not in things:
            return 404, NOT_FOUND
        if kind != "movie":
            return 200, things[int(key)]
        time.sleep(self.tmdb.delay)
        appended = query.get("append_to_response", "").split(",")
        plain = {"credits", "keywords", "translations", "alternative_titles", "release_dates", "external_ids", "watch/providers"}
        return 200, {name: value for name, value in things[int(key)].items() if name not in plain or name in appended}

    def changes(self, query: dict[str, str]) -> tuple[int, object]:
        """A page of changes."""
        first, last = date.fromisoformat(query["start_date"]), date.fromisoformat(query["end_date"])
        if not 0 <= (last - first).days <= 14:
            return 422, {"success": False, "status_code": 20, "status_message": "Invalid date range."}
        ids = [key for day, keys in sorted(self.tmdb.changes.items()) if first <= day <= last for key in keys]
        page = int(query.get("page", "1"))
        pages = max(1, -(-len(ids) // self.tmdb.page))
        if not 1 <= page <= min(pages, 500):
            return 400, {"success": False, "status_code": 22, "status_message": "Invalid page."}
        results = [
            {"id": key, "adult": False, "softcore": None} for key in ids[(page - 1) * self.tmdb.page : page * self.tmdb.page]
        ]
        return 200, {"results": results, "page": page, "total_pages": pages, "total_results": len(ids)}

    def answer(self, code: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        """Send a whole answer."""
        self.send_response(code)
        for name, value in {"content-length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Write no log."""


@contextmanager
def serving(tmdb: Tmdb) -> Iterator[Tmdb]:
    """Serve until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {"tmdb": tmdb}))
    server.daemon_threads = True
    tmdb.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield tmdb
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
