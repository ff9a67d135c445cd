"""What can be said of a layout of raw files: what they are about, what they are called, and what their columns hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from ingest.domains import Domain


class Kind(Enum):
    """What a file is about; the value is what messages call it."""

    FILMS = "films"
    CREDITS = "credits"
    KEYWORDS = "keywords"
    LINKS = "links"
    RATINGS = "ratings"
    TAGS = "tags"
    TITLES = "titles"
    TRANSLATIONS = "translations"
    EXTERNAL_IDS = "external ids"
    WATCH_PROVIDERS = "watch providers"
    CERTIFICATIONS = "certifications"
    TITLES_OF_IMDB = "titles of IMDb"
    DELETIONS = "deletions"
    FILMS_OF_MOVIELENS = "films of MovieLens"


class Need(Enum):
    """What a build does without a column."""

    REQUIRED = "it refuses the file"
    USUAL = "it says so"
    OPTIONAL = "nothing"


class Lists(Enum):
    """How a cell holds a list."""

    ENTRIES = "records with ids and names, as Python literals or as JSON, which the first entry of a column tells"
    NAMES = "names without ids, joined by commas"


@dataclass(frozen=True)
class Column:
    """A column that the build reads.

    Attributes:
        name: What the build calls it.
        need: Whether it may be missing.
        aliases: What files may call it instead, the likeliest first.
    """

    name: str
    need: Need = Need.OPTIONAL
    aliases: tuple[str, ...] = ()


class Job(NamedTuple):
    """What the people in a column of names do for a film; those of the cast have none."""

    department: str
    job: str


@dataclass(frozen=True)
class Layout:
    """A kind of file as some source writes it.

    Attributes:
        kind: What it is about.
        file_names: What it is called; letter case does not matter.
        columns: What the build reads of it. Where `adult` is one of them, films for adults can be left out.
        lists: How its cells hold lists.
        domains: What its columns of numbers and dates may hold.
        whole_with: The columns without which a record is nothing, where line breaks in texts may have split records; the
            first has the film's id.
        may_be_empty: Whether a header without records is a sound file.
        enough_without: The names of files that are not needed beside it, though they are of the same kind.
        credits: The columns that name people, as lists of names, with what they do.
        marks: Columns that no other layout has all of, by which a file is known whatever it is called.
    """

    kind: Kind
    file_names: tuple[str, ...]
    columns: tuple[Column, ...]
    lists: Lists = Lists.ENTRIES
    domains: Mapping[str, Domain] = field(default_factory=dict)
    whole_with: tuple[str, ...] = ()
    may_be_empty: bool = False
    enough_without: tuple[str, ...] = ()
    credits: Mapping[str, Job | None] = field(default_factory=dict)
    marks: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a file is refused."""
        return self._needed(Need.REQUIRED)

    @property
    def usual(self) -> tuple[str, ...]:
        """The columns whose absence is told."""
        return self._needed(Need.USUAL)

    @property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """What files may call a column instead."""
        return {column.name: column.aliases for column in self.columns if column.aliases}

    def has(self, column: str) -> bool:
        """Whether the build reads a column of such files."""
        return any(found.name == column for found in self.columns)

    def has_required(self, header: list[str]) -> bool:
        """Whether the header of a file has all columns without which it is refused."""
        return {*self.required} <= {*header, *given_names(header, self.aliases)}

    def _needed(self, need: Need) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.need is need)


def given_names(header: Collection[str], aliases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What the header of a file calls the columns that the build calls otherwise, by the names that the build has for them."""
    found = {name: [alias for alias in others if alias in header] for name, others in aliases.items() if name not in header}
    return {name: given[0] for name, given in found.items() if given}


def columns(need: Need, *names: str) -> tuple[Column, ...]:
    """Columns that have no other names."""
    return tuple(Column(name, need) for name in names)
