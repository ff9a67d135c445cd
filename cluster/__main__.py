"""``python -m cluster publish WAREHOUSE STORE`` has a warehouse answer on all nodes that follow the store.

Exit codes: 0 it is published, 3 it answers already, 6 the store does not do what it was asked for, 7 somebody else has published
meanwhile, 8 not all nodes got ready in time; 1 there is no finished warehouse, or the library for object stores is missing.
"""

import argparse
import sys
from pathlib import Path

from cluster.library import how_to_install

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


def main() -> int:
    """Do what the command line says, and say what came of it.

    Returns:
        The exit code.
    """
    options = _parser().parse_args()
    if advice := how_to_install():
        return _failed(FAILED, advice)
    # Imported here, for without the library none of it can be.
    from cluster.publish import LostRaceError, Nodes, NotPreparedError, PublishError, publish  # noqa: PLC0415
    from cluster.store import ObjectStore, StoreError  # noqa: PLC0415

    codes = {PublishError: FAILED, StoreError: STORE_FAILED, LostRaceError: LOST_RACE, NotPreparedError: NOT_PREPARED}
    try:
        built = publish(ObjectStore(options.store), options.warehouse, Nodes(options.node, options.wait))
    except tuple(codes) as error:
        return _failed(next(code for kind, code in codes.items() if isinstance(error, kind)), error)
    if built is None:
        sys.stderr.write("nothing new: that snapshot answers already\n")
        return NOTHING_NEW
    sys.stderr.write(f"snapshot {built.snapshot[:12]} is published for SQL files {built.sql_fingerprint[:12]}\n")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cluster", description="Snapshots of the warehouse in an object store.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    publishing = commands.add_parser(
        "publish",
        help="have a warehouse answer on all nodes",
        description="Have a warehouse answer on all nodes that follow the pointer of its SQL files.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    publishing.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="the DuckDB file")
    publishing.add_argument(
        "store", metavar="STORE", help="s3://bucket/prefix, gs://bucket/prefix, az://container/prefix or file:///folder"
    )
    publishing.add_argument(
        "--node",
        action="append",
        default=[],
        type=_node,
        metavar="URL",
        help="a node that is to be ready first, any number of times",
    )
    publishing.add_argument("--wait", type=float, default=120.0, metavar="SECONDS", help="how long nodes are waited for (120)")
    return parser


def _node(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError("a node has an address such as http://10.0.0.7:8000")
    return text


def _failed(code: int, why: object) -> int:
    sys.stderr.write(f"publish failed: {why}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
