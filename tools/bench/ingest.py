"""``python -m tools.bench.ingest RAW_DIR`` measures a build on as much data as the real files hold, and on ten times as much.

1. The nested columns of a credits file of 190 MB: our reader beside `ast.literal_eval`.
2. A whole build with that credits file.
3. With ``--scale 10``: a build of 45,000 made-up films and one of ten times as many.

Every measurement runs in a process of its own: the peak memory of a process counts that of the one which started it, so the one
that starts them has to stay small.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from tools import synthetic
from tools.bench.big_credits import swapped, write_big_credits
from tools.bench.nested_speed import ROUNDS, Comparison, Speed, compare

REPOSITORY = Path(__file__).parents[2]


class Cost(NamedTuple):
    """What a build took.

    Attributes:
        seconds: By the clock on the wall.
        peak: Bytes of memory.
        is_built: Whether there is a warehouse in the end.
    """

    seconds: float
    peak: int
    is_built: bool


def main(arguments: list[str] | None = None) -> None:
    """Run the measurements and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.ingest", description="Measure builds on much data.")
    parser.add_argument("raw_dir", type=Path, metavar="RAW_DIR", help="folder with movies_dataset.csv and credits.csv")
    parser.add_argument("--scale", type=int, metavar="FACTOR", help="also build made-up films, and FACTOR times as many")
    parser.add_argument("--films", type=int, default=45_000, metavar="N", help="how many made-up films (default: 45000)")
    parser.add_argument(
        "--synthetic",
        type=Path,
        metavar="DIR",
        help="where the made-up films stay, in folders named by their number, to be reused",
    )
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="filmoteca-") as name:
        workplace = Path(name)
        credits_file = workplace / "credits.csv"
        records = write_big_credits(options.raw_dir, credits_file)
        print(
            f"credits.csv: {records:,} records with full cast and crew, {credits_file.stat().st_size / 1e6:.0f} MB\n", flush=True
        )
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as apart:
            print_comparison(apart.submit(compare, credits_file).result())
        raw_dir = swapped(options.raw_dir, workplace / "raw", credits_file)
        costs = {"raw files with these credits": measured_build(raw_dir, workplace)}
        if options.scale:
            catalogues = options.synthetic or workplace
            sizes = (options.films, options.films * options.scale)
            small, large = (measured_build(made_up(films, catalogues), workplace) for films in sizes)
            costs |= {f"{films:,} made-up films": cost for films, cost in zip(sizes, (small, large), strict=True)}
            print_costs(costs)
            if small.is_built and large.is_built:
                print(f"{options.scale} times the films: {large.seconds / small.seconds:.1f} times the time, ", end="")
                print(f"{large.peak / small.peak:.1f} times the memory")
        else:
            print_costs(costs)


def measured_build(raw_dir: Path, workplace: Path) -> Cost:
    """Build a warehouse in a process of its own and let it be heard; a build that fails is no reason to lose the others."""
    warehouse = workplace / "warehouse.duckdb"
    warehouse.unlink(missing_ok=True)  # or the build would spend time on a comparison with it
    command = [sys.executable, "-m", "ingest", str(raw_dir), str(warehouse)]
    print(f"building {raw_dir} …")
    start = perf_counter()
    with subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr or ():
            print(f"  {line.rstrip()}", flush=True)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - start
    print()
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(seconds, peak, is_built=process.returncode == 0)


def made_up(films: int, catalogues: Path) -> Path:
    """The folder of so many made-up films; they are written if they are not there."""
    folder = catalogues / str(films)
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        start = perf_counter()
        synthetic.write(films, unfinished, seed=0)
        unfinished.rename(folder)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{films:,} films made up: {size / 1e6:,.0f} MB in {perf_counter() - start:.0f} s", flush=True)
    return folder


def print_comparison(comparison: Comparison) -> None:
    """How fast the nested columns are read."""
    print(f"cast and crew, {comparison.entries:,} entries, all values equal; medians of {ROUNDS} rounds in turns")
    print(f"{'':<20} {'wall s':>8} {'CPU s':>8} {'MB/s':>8}")
    ways: dict[str, Speed] = {"ast.literal_eval": comparison.literal_eval, "nested.entries": comparison.ours}
    for name, speed in ways.items():
        print(f"{name:<20} {speed.seconds:>8.2f} {speed.cpu_seconds:>8.2f} {comparison.megabytes / speed.seconds:>8.1f}")
    wall = comparison.literal_eval.seconds / comparison.ours.seconds
    cpu = comparison.literal_eval.cpu_seconds / comparison.ours.cpu_seconds
    print(f"{'ratio':<20} {wall:>8.1f} {cpu:>8.1f}   ({os.cpu_count()} cores)\n", flush=True)


def print_costs(costs: dict[str, Cost]) -> None:
    """What the builds took."""
    print(f"{'build of':<32} {'wall s':>8} {'peak GB':>8}")
    for name, cost in costs.items():
        print(f"{name:<32} {cost.seconds:>8.1f} {cost.peak / 1e9:>8.2f}{'' if cost.is_built else '  failed'}")


if __name__ == "__main__":
    main()
