"""``python -m tools.synthetic N OUT_DIR`` writes the raw files of a made-up catalogue of N films.

They are in the layout of The Movies Dataset, or with ``--layout names`` in that of the full TMDB data set.
"""

import argparse
import sys
from pathlib import Path

from tools.synthetic import names_dump, write

_WRITERS = {"records": write, "names": names_dump.write}


def main(arguments: list[str] | None = None) -> int:
    """Write a catalogue and say on standard error how large it is."""
    parser = argparse.ArgumentParser(prog="python -m tools.synthetic", description="Write raw files of made-up films.")
    parser.add_argument("films", type=_positive, metavar="N", help="how many films")
    parser.add_argument("folder", type=Path, metavar="OUT_DIR", help="folder for the files, made if need be")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="another seed gives other films (default: 0)")
    parser.add_argument("--layout", choices=_WRITERS, default="records", help="how lists are written (default: %(default)s)")
    options = parser.parse_args(arguments)
    _WRITERS[options.layout](options.films, options.folder, options.seed)
    size = sum(path.stat().st_size for path in options.folder.glob("*.csv"))
    print(f"{options.folder}: {options.films:,} films, {size / 1e6:,.0f} MB", file=sys.stderr)
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
