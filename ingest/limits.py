"""What a build takes for a fault of its raw files and refuses, and the options of the command line that let it pass."""

import argparse
from dataclasses import dataclass

MOST_FILMS_LOST = 0.2
"""The share of the films that a build may lose before it looks like a fault of the source."""

MOST_UNREADABLE = 0.02
"""The share of the cells of a column that may be unreadable before that looks like a fault of the file."""


@dataclass(frozen=True)
class Limits:
    """What a build may do.

    Attributes:
        films_lost: The share of the films of the warehouse in place that the new one may lack; never may it lack them all.
        unreadable: The share of the filled cells of a column that may be unreadable.
        cut: Whether the last record of a file may end without a line break, as it does where a file was cut off.
        adult: Whether films for adults stay, where a layout tells them apart.
    """

    films_lost: float = MOST_FILMS_LOST
    unreadable: float = MOST_UNREADABLE
    cut: bool = False
    adult: bool = False


DEFAULT_LIMITS = Limits()


def add_limit_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what a user accepts."""
    parser.add_argument(
        "--accept-shrink", action="store_true", help="replace the warehouse even if more than a fifth of its films are gone"
    )
    parser.add_argument(
        "--accept-unreadable",
        type=_share,
        default=MOST_UNREADABLE,
        metavar="SHARE",
        help="go on if up to this share of the cells of a column cannot be read and are lost (default: %(default)s)",
    )
    parser.add_argument(
        "--accept-cut", action="store_true", help="take files that end without a line break for whole, though they may be cut off"
    )
    parser.add_argument("--adult", action="store_true", help="keep films for adults of files that have them in great numbers")


def given_limits(options: argparse.Namespace) -> Limits:
    """The limits that follow from those options."""
    return Limits(
        films_lost=1.0 if options.accept_shrink else MOST_FILMS_LOST,
        unreadable=options.accept_unreadable,
        cut=options.accept_cut,
        adult=options.adult,
    )


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no share from 0 to 1")
    return share
