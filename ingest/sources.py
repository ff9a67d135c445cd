"""Which files of a folder of raw data are what, and in which order they came.

A folder holds raw files, or dated drops of them (``2017-09-01/…``, ``2026-11-21/…``), or both; the undated files are the oldest.
A drop may hold only what changed since the one before.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from ingest.errors import SourceError
from ingest.headers import columns_of, layout_of_header, look_of
from ingest.layout import Kind, Layout
from ingest.layouts import FILE_NAMES, NOT_USED, file_names, layouts_named
from ingest.regular_files import require_regular
from ingest.unpacked import tables_in, unpack

TABLE_SUFFIXES = {".csv", ".tsv", ".json", ".parquet", ".xlsx", ".zip", ".gz", ".zst"}
_SHOWN_FILES = 8


class Source(NamedTuple):
    """A raw file that is used.

    Attributes:
        path: The file; of one in a compressed file or an archive, where it was written out.
        layout: What stands in it, and how.
    """

    path: Path
    layout: Layout


@dataclass(frozen=True)
class Drop:
    """The raw files that came together.

    Attributes:
        folder: Where they are.
        day: The date of the folder; none for files that lie in no dated folder.
        sources: The files that are used, one of a kind.
        unused: The other tables that lie there.
        unpacked: Where the tables of compressed files and archives are.
    """

    folder: Path
    day: date | None
    sources: Mapping[Kind, Source]
    unused: tuple[Path, ...]
    unpacked: Path

    def label(self, path: Path, folder: Path) -> str:
        """What a file is called: its path in the folder of raw files, through the archive that it is in."""
        return path.relative_to(self.unpacked if path.is_relative_to(self.unpacked) else folder).as_posix()

    def path(self, kind: Kind) -> Path | None:
        """The file of a kind, or none."""
        return self.sources[kind].path if kind in self.sources else None


def drops(folder: Path, unpacked: Path) -> list[Drop]:
    """Find the raw files, the oldest drop first.

    Args:
        folder: The folder.
        unpacked: A folder for the tables of compressed files and archives, which is made if need be.

    Raises:
        SourceError: The folder, or a file that every build needs, is missing; two files of a drop claim to be the same thing; or
            a file is no regular file in the folder.
    """
    if not folder.is_dir():
        raise SourceError(folder, "the folder of raw files does not exist")
    home = _home(folder)
    dated = sorted((day, path) for path in _listed(home) if (day := _day(path.name)) and path.is_dir())
    found = [drop for day, path in [(None, home), *dated] if (drop := _drop(path, day, folder, unpacked)).sources or drop.unused]
    kinds = {kind for drop in found for kind in drop.sources}
    if Kind.FILMS not in kinds:
        expected = " or ".join(file_names(Kind.FILMS))
        raise SourceError(folder, f"no file of films; expected {expected}{_what_is_there(found, folder)}")
    if kinds & {Kind.RATINGS, Kind.TAGS} and Kind.LINKS not in kinds:
        raise SourceError(folder / file_names(Kind.LINKS)[0], "the file is missing; ratings and tags need it to find their films")
    return found


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name) else None
    except ValueError:
        return None


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise SourceError(folder, f"the folder cannot be read: {error.strerror}") from error


def _home(folder: Path) -> Path:
    """Where the raw files are: in the folder, or in the only folder in it that has some, as archives are unpacked."""
    listed = _listed(folder)
    if any(_has_tables(path) or (_day(path.name) and path.is_dir()) for path in listed):
        return folder
    deeper = [path for path in listed if path.is_dir() and any(map(_has_tables, _listed(path)))]
    if len(deeper) > 1:
        raise SourceError(
            folder, f"more than one folder has raw files: {', '.join(path.name for path in deeper)}; name one of them"
        )
    return deeper[0] if deeper else folder


def _has_tables(path: Path) -> bool:
    return any(_plain_name(name) in FILE_NAMES for name in (path.name, *tables_in(path))) or layout_of_header(path) is not None


def _plain_name(name: str) -> str:
    """The name of a file without what systems and browsers make of it: letter case, and ``(1)`` of a second download."""
    return re.sub(r" ?\([0-9]+\)(?=\.)", "", name.casefold())


def _drop(folder: Path, day: date | None, root: Path, unpacked: Path) -> Drop:
    listed = _listed(folder)
    packed: dict[Path, Path] = {}
    for path in listed:
        for name, member in tables_in(path).items():
            if _plain_name(name) in FILE_NAMES:
                require_regular(path, root)
                place = unpacked / path.relative_to(root) / name
                unpack(path, member, place)
                packed[place] = path
    roots = {**dict.fromkeys(listed, root), **dict.fromkeys(packed, unpacked)}
    known = [_source(path, roots[path]) for path in roots if _plain_name(path.name) in FILE_NAMES]
    if all(source.layout.kind is not Kind.FILMS for source in known):
        known += [Source(path, layout) for path in listed if (layout := layout_of_header(path))]
    kinds = {source.layout.kind for source in known} - NOT_USED
    sources = {kind: _only(folder, kind, known) for kind in Kind if kind in kinds}
    for source in sources.values():
        require_regular(source.path, roots[source.path])
    used = {packed.get(source.path, source.path) for source in sources.values()}
    unused = (path for path in listed if path not in used and path.suffix.casefold() in TABLE_SUFFIXES)
    return Drop(folder, day, sources, tuple(unused), unpacked)


def _source(path: Path, root: Path) -> Source:
    """The layout of a file that is called as some layouts say: of several, the one whose columns it has.

    Files of films are often called as those of another layout, so their columns count more than their names.
    """
    layouts = layouts_named(_plain_name(path.name))
    if len(layouts) == 1 and layouts[0].kind is not Kind.FILMS:
        return Source(path, layouts[0])
    require_regular(path, root)
    if marked := layout_of_header(path):
        return Source(path, marked)
    fitting = (layout for layout in layouts if layout.has_required(columns_of(path, layout.has_required)))
    return Source(path, next(fitting, layouts[0]))


def _only(folder: Path, kind: Kind, known: Sequence[Source]) -> Source:
    """The one file of a kind."""
    found = [source for source in known if source.layout.kind is kind]
    needless = {name for source in found for name in source.layout.enough_without}
    needed = [source for source in found if _plain_name(source.path.name) not in needless]
    if len(needed) > 1:
        names = ", ".join(source.path.name for source in needed)
        raise SourceError(folder, f"more than one file of {kind.value}: {names}; keep one")
    return needed[0]


def _what_is_there(found: Sequence[Drop], folder: Path) -> str:
    """The files that are no part of a catalogue, each with what it looks like."""
    unused = [path for drop in found for path in drop.unused]
    looks = "; ".join(f"{path.relative_to(folder)} {look_of(path)}" for path in unused[:_SHOWN_FILES])
    return f"; here lie: {looks}{' …' if len(unused) > _SHOWN_FILES else ''}" if unused else ""
