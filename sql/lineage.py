"""``python -m sql.lineage FILE …`` draws into Markdown files what every endpoint and every derived table is made of.

A place names a folder under ``sql/endpoints``, or ``macros`` for the macros and the derived tables that no other file uses. Its
first drawing has what the endpoints read, down to the tables; its second one how the derived tables among them are made, unless
an earlier place of the text shows it. Macros that only compute, such as those that fold text, are left out, and so is an arrow
that follows from others.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import sql
from sql import SqlFile
from sql.dependencies import Dependencies, closure, dependencies
from sql.generated import with_generated

_UNUSED = "macros"

_SHAPES = {"tables": ("[(", ")]"), "derived": ("[[", "]]"), "macros": ("(", ")"), "endpoints": ("([", "])")}
"""What stands around the name of an object in Mermaid, by its kind."""


def with_drawings(text: str) -> str:
    """A Markdown text with the drawings of its places.

    Raises:
        ValueError: The text has no place for a drawing, or one for something that there is not.
    """
    lineage = _Lineage({kind: sql.sql_files(kind) for kind in sql.SCHEMA_KINDS})
    return with_generated(text, "lineage", lineage.roots, lineage.drawings)


class _Lineage:
    """What can be drawn, and what has been.

    Attributes:
        roots: What the drawings of each place begin with.
    """

    def __init__(self, files: Mapping[str, list[SqlFile]]) -> None:
        self._kinds = {file.name: kind for kind, of_kind in files.items() for file in of_kind}
        self._addresses = {file.name: str(file.headers["endpoint"]["path"]) for file in files["endpoints"]}
        needs = dependencies(file for of_kind in files.values() for file in of_kind)
        relations = {name for name, kind in self._kinds.items() if kind in {"tables", "derived"}}
        drawn = {name for name in needs if closure([name], needs) & relations}
        self._needs = {name: needs[name] & drawn for name in drawn}
        self._relations = relations
        self._made: set[str] = set()
        used = set().union(*needs.values())
        self.roots: dict[str, set[str]] = {
            _UNUSED: {
                file.name
                for kind in ("macros", "derived")
                for file in files[kind]
                if file.name in drawn and file.name not in used
            }
        }
        for file in files["endpoints"]:
            self.roots.setdefault(file.group, set()).add(file.name)

    def drawings(self, places: Iterable[str]) -> str:
        """The one or two drawings of some places."""
        roots = set().union(*(self.roots[place] for place in places))
        reading = {name: set() if name in self._relations else needs for name, needs in self._needs.items()}
        read = closure(roots, reading)
        drawings = [self._drawing(read, reading)]
        making = {name: set() if name in self._made else needs for name, needs in self._needs.items()}
        made = closure((name for name in read & self._relations if making[name]), making)
        if made:
            drawings.append(self._drawing(made, making))
            self._made |= made
        return "\n\n".join(drawings)

    def _drawing(self, names: set[str], needs: Dependencies) -> str:
        nodes = [self._node(name) for kind in _SHAPES for name in sorted(names) if self._kinds[name] == kind]
        arrows = [f"    {needed} --> {name}" for name in sorted(names) for needed in sorted(_nearest(name, needs))]
        return "\n".join(["```mermaid", "flowchart LR", *nodes, *arrows, "```"])

    def _node(self, name: str) -> str:
        opening, closing = _SHAPES[self._kinds[name]]
        address = f"<br/>{self._addresses[name]}" if name in self._addresses else ""
        return f'    {name}{opening}"{name}{address}"{closing}'


def _nearest(name: str, needs: Dependencies) -> set[str]:
    """What an object needs at once, without what it also needs by way of something else."""
    return {
        needed for needed in needs[name] if not any(needed in closure(needs[other], needs) for other in needs[name] - {needed})
    }


def main(paths: Iterable[Path]) -> None:
    """Draw anew in files."""
    for path in paths:
        path.write_text(with_drawings(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
