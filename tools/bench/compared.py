"""``python -m tools.bench.compared WAREHOUSE`` measures the service beside other servers over the same rows.

All run one after the other in one run, with wrk on the same machine; no answer is held for the next request. The service and
those in Python have one process each; ROAPI takes all cores. The processor time is that of the server alone.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tools.bench.peers import PEERS, Asked, Peer, Questions, own_questions, write_rows
from tools.bench.questions import spread
from tools.bench.served import Served, free_port, running, served
from tools.bench.wrk import load

_SECONDS = 3
_CONNECTIONS = 8

_TITLES = (
    "select t.title_key from derived.films_by_title as t where t.asked_year is null and t.vote_count > 20 order by t.title_key"
)
_FILMS = "select m.movie_id from movies as m where m.vote_count > 20 order by m.movie_id"
_YEARS = range(1960, 2011)


def main(warehouse: Path) -> None:
    """Print a table for each kind of question."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        asked = Asked(spread(connection, _TITLES), [int(film) for film in spread(connection, _FILMS)], _YEARS)
    print(f"{'':<20}{'':<12}{'requests/s':>11}{'8 at once':>11}{'median ms':>11}{'CPU ms':>9}")
    with served(warehouse, {"FILMOTECA_CACHE_BYTES": "0"}) as server:
        _measure("Filmoteca", server, own_questions(asked))
    with TemporaryDirectory() as folder:
        write_rows(warehouse, Path(folder))
        for peer in PEERS:
            if not peer.is_installed():
                print(f"{peer.name:<20}is not installed; requirements-bench.lock has it")
                continue
            with _started(peer, Path(folder)) as server:
                _measure(peer.name, server, peer.questions(asked))


@contextmanager
def _started(peer: Peer, folder: Path) -> Iterator[Served]:
    port = free_port()
    with running(peer.command(folder, port), port, peer.ready, {}) as server:
        yield server


def _measure(name: str, server: Served, questions: Questions) -> None:
    for kind, paths in questions._asdict().items():
        begin = server.cpu_seconds()
        alone = load(server.address, paths, 1, _SECONDS)
        spent = server.cpu_seconds() - begin
        crowded = load(server.address, paths, _CONNECTIONS, _SECONDS)
        if alone.failed or crowded.failed or not alone.requests:
            raise RuntimeError(f"{name} answers {paths[0]} and others with errors, or not within {_SECONDS} s")
        cost = f"{alone.median_ms:>11.2f}{1000 * spent / alone.requests:>9.2f}"
        print(f"{name:<20}{kind.replace('_', ' '):<12}{alone.per_second:>11.0f}{crowded.per_second:>11.0f}{cost}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
