"""What a build takes for a fault of its raw files and refuses, and the options of the command line that let it pass."""

import argparse
from dataclasses import dataclass

MOST_FILMS_LOST = 0.2
"""The share of the films that a build may lose before it looks like a fault of the source."""


@dataclass(frozen=True)
class Limits:
    """What a build may do.

    Attributes:
        films_lost: The share of the films of the warehouse in place that the new one may lack; never may it lack them all.
    """

    films_lost: float = MOST_FILMS_LOST


DEFAULT_LIMITS = Limits()


def add_limit_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what a user accepts."""
    parser.add_argument(
        "--accept-shrink", action="store_true", help="replace the warehouse even if more than a fifth of its films are gone"
    )


def given_limits(options: argparse.Namespace) -> Limits:
    """The limits that follow from those options."""
    return Limits(films_lost=1.0 if options.accept_shrink else MOST_FILMS_LOST)
