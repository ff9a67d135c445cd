"""``python -m tools.cluster WAREHOUSE`` rehearses nodes over an object store on this machine, and says what was seen.

Two nodes begin with empty folders behind nginx. While clients ask, five snapshots are published with nodes that get ready ahead,
one of them slow and with a slow way to the store; then three more, with a node killed and the other started anew; then the store
does not answer for a minute. The run fails when an answer fails or is of two snapshots, when an old answer comes more than 1.5
seconds after the first new one, or when the store's silence is not told, or not forgotten.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tools.cluster.load import Load
from tools.cluster.rehearsal import cluster, killed_and_restarted, outage, publishes, versions

_CLIENTS = 4
_PAUSE = 0.02
_LEAST_ANSWERS = 2000
_LATEST_OLD_ANSWER = 1.5
_SLOW = 40e6
"""Bytes in a second over the slow way to the store."""


def main() -> int:
    """Rehearse.

    Returns:
        0 if all was as it should be, else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.cluster", description="Rehearse nodes over an object store.")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE")
    parser.add_argument("--silence", type=float, default=60.0, metavar="SECONDS", help="how long the store does not answer (60)")
    options = parser.parse_args()
    faults: list[str] = []

    def report(what: str, seen: Load) -> None:
        failed, torn = seen.failed(), seen.torn()
        print(f"{what}: {len(seen.answers)} answers, {len(failed)} failed, {len(torn)} torn")
        faults.extend([*(answer.fault for answer in failed), *torn])

    with tempfile.TemporaryDirectory(prefix="filmoteca-cluster-") as folder:
        files = versions(options.warehouse, Path(folder) / "versions", 9)
        begin = time.monotonic()
        with cluster(Path(folder), files[0], _SLOW, {}) as nodes:
            print(f"a store, two nodes with empty folders and nginx answer after {time.monotonic() - begin:.1f} s")
            seen = publishes(nodes, files[1:6], clients=_CLIENTS, pause=_PAUSE, rest=3)
            report("five publishes, ready ahead", seen)
            for file in files[1:6]:
                late = seen.old_after_new(f"version-{file.stem}")
                print(f"  version-{file.stem}: last old answer {late:.2f} s after the first new one")
                if late > _LATEST_OLD_ANSWER:
                    faults.append(f"an old answer after {late:.2f} s")
            seen = killed_and_restarted(nodes, files[6:], clients=_CLIENTS, pause=_PAUSE, least=_LEAST_ANSWERS)
            report("three publishes, one node killed, one started anew", seen)
            seen, reasons = outage(nodes, options.silence, clients=_CLIENTS, pause=_PAUSE)
            report(f"{options.silence:.0f} s without the store", seen)
            print("  nodes say: " + "; ".join(reasons))
            if not all(reasons) or any("refused" in nodes.health(number) for number in range(2)):
                faults.append("the silence of the store was not told, or not forgotten")
    for fault in faults[:20]:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
