"""``python -m service.console.worker FILE`` runs statements on a warehouse, one after the other, and can do nothing else.

Questions come in on standard input and replies go out on standard output; the end of the input is the end of the process.
"""

import sys
from pathlib import Path

import duckdb
import msgspec

from service.console.answer import answer
from service.console.catalog import Catalog, read_catalog
from service.console.errors import ConsoleError
from service.console.health import Health
from service.console.limits import AddressSpace, confine, connect, limit_time
from service.console.protocol import BEGUN, ConsoleRequest, Opened, Reply
from service.formats.row_formats import NAMES
from service.without_pandas import do_without_pandas

# The service gives up first, and tells the client; this is for when there is no service any more.
_GRACE = 1

_LONGEST_TEXT = 2_000

_REHEARSAL = "select 1 as number, 'a' as text, [1.5] as list, timestamptz '2000-01-01' as time"


def main(path: Path) -> None:
    """Open the warehouse, give up everything else, and answer."""
    do_without_pandas()
    connection = connect(path)
    [(snapshot,)] = connection.execute("select snapshot from build_info").fetchall()
    catalog = read_catalog(connection)
    for name in NAMES:
        # Modules that are loaded at first use could not be loaded afterwards.
        answer(connection, catalog, snapshot, ConsoleRequest(_REHEARSAL, {}, name, 0))
    space = AddressSpace()
    health = Health(connection, space)
    confine(space)
    _send(msgspec.json.encode(Opened(snapshot)), b"\n")
    for line in sys.stdin.buffer:
        _send(BEGUN)
        request = msgspec.json.decode(line, type=ConsoleRequest)
        limit_time(request.seconds + _GRACE)
        reply, body = _reply(connection, catalog, snapshot, request)
        reply.unfit = "a limit was met" if reply.fault == "too-much" else health.fault()
        limit_time(0)
        _send(msgspec.json.encode(reply), b"\n", body)


def _reply(
    connection: duckdb.DuckDBPyConnection, catalog: Catalog, snapshot: str, request: ConsoleRequest
) -> tuple[Reply, bytes]:
    try:
        body, truncated = answer(connection, catalog, snapshot, request)
    except ConsoleError as fault:
        # A reply is one line, which must not be longer than the service reads at once.
        parameter = fault.parameter and fault.parameter[:_LONGEST_TEXT]
        return Reply(fault=fault.kind, detail=str(fault)[:_LONGEST_TEXT], parameter=parameter), b""
    return Reply(size=len(body), truncated=truncated), body


def _send(*pieces: bytes) -> None:
    sys.stdout.buffer.writelines(pieces)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
