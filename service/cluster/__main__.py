"""``python -m service.cluster publish WAREHOUSE STORE`` has a warehouse answer on all nodes; ``prune STORE`` removes old ones.

Exit codes: 0 it is done, 3 that snapshot answers already, 6 the store does not do what it was asked for, 7 somebody else has
published meanwhile, 8 not all nodes got ready in time; 1 there is no finished warehouse, a pointer is none, or no library.
"""

import argparse
import sys
from pathlib import Path

from service.cluster.library import how_to_install

DONE = 0
FAILED = 1
NOTHING_NEW = 3
STORE_FAILED = 6
LOST_RACE = 7
NOT_PREPARED = 8

_EXIT_CODES = """exit codes:
  0  it is published
  1  failed: there is no finished warehouse, or something else in the place of its object, or no library for object stores
  2  the command is not understood
  3  nothing new: that snapshot answers already
  6  the store cannot be reached, or does not do what it was asked for; run it again
  7  somebody else has published meanwhile; the pointer names what they published
  8  not all nodes got ready in time; the pointer is as it was
"""

_PRUNE_EXIT_CODES = """exit codes:
  0  it is done, or there was nothing to remove
  1  failed: a pointer in the store is none, so that it is not known what it names; or no library for object stores
  2  the command is not understood
  6  the store cannot be reached, or does not do what it was asked for; run it again
"""

_STORE = "s3://bucket/prefix, gs://bucket/prefix, az://container/prefix or file:///folder"


def main() -> int:
    """Do what the command line says, and say what came of it.

    Returns:
        The exit code.
    """
    options = _parser().parse_args()
    if advice := how_to_install():
        return _failed(FAILED, advice)
    # Imported here, for without the library none of it can be.
    from service.cluster.pointer import PointerError  # noqa: PLC0415
    from service.cluster.publish import LostRaceError, NotPreparedError, PublishError  # noqa: PLC0415
    from service.cluster.store_errors import StoreError  # noqa: PLC0415

    codes = {
        PublishError: FAILED,
        PointerError: FAILED,
        StoreError: STORE_FAILED,
        LostRaceError: LOST_RACE,
        NotPreparedError: NOT_PREPARED,
    }
    try:
        return int(options.run(options))
    except tuple(codes) as error:
        return _failed(next(code for kind, code in codes.items() if isinstance(error, kind)), error)


def _publish(options: argparse.Namespace) -> int:
    from service.cluster.publish import Nodes, publish  # noqa: PLC0415
    from service.cluster.store import ObjectStore  # noqa: PLC0415

    built = publish(ObjectStore(options.store), options.warehouse, Nodes(options.node, options.wait))
    if built is None:
        sys.stderr.write("nothing new: that snapshot answers already\n")
        return NOTHING_NEW
    sys.stderr.write(f"snapshot {built.snapshot[:12]} is published for SQL files {built.sql_fingerprint[:12]}\n")
    return DONE


def _prune(options: argparse.Namespace) -> int:
    from service.cluster.prune import prune  # noqa: PLC0415
    from service.cluster.store import ObjectStore  # noqa: PLC0415

    removed = prune(ObjectStore(options.store), options.keep)
    sys.stderr.write("".join(f"removed {key}\n" for key in removed) or "nothing to remove\n")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m service.cluster", description="Snapshots of the warehouse in an object store."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    publishing = commands.add_parser(
        "publish",
        help="have a warehouse answer on all nodes",
        description="Have a warehouse answer on all nodes that follow the pointer of its SQL files.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    publishing.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="the DuckDB file")
    publishing.add_argument("store", metavar="STORE", help=_STORE)
    publishing.add_argument(
        "--node",
        action="append",
        default=[],
        type=_node,
        metavar="URL",
        help="a node that is to be ready first, any number of times",
    )
    publishing.add_argument("--wait", type=float, default=120.0, metavar="SECONDS", help="how long nodes are waited for (120)")
    publishing.set_defaults(run=_publish)
    pruning = commands.add_parser(
        "prune",
        help="remove old snapshots",
        description="Remove all snapshots but the newest ones and those that a pointer names, of whichever SQL files.",
        epilog=_PRUNE_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    pruning.add_argument("store", metavar="STORE", help=_STORE)
    pruning.add_argument("--keep", type=_count, required=True, metavar="N", help="how many of the newest stay, at least 1")
    pruning.set_defaults(run=_prune)
    return parser


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("at least 1 stays, for somebody may be about to have it answer")
    return int(text)


def _node(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError("a node has an address such as http://10.0.0.7:8000")
    return text


def _failed(code: int, why: object) -> int:
    sys.stderr.write(f"failed: {why}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
