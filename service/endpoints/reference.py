"""``python -m service.endpoints.reference FILE …`` writes tables of endpoints into Markdown files, between their marks.

A mark names the groups of endpoints, which are the folders under ``sql/endpoints``, that its table shows.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import sql
from service.endpoints.endpoint import Endpoint, read_endpoints
from service.endpoints.endpoint_header import Example
from sql.generated import with_generated


def endpoint_table(endpoints: Iterable[Endpoint]) -> str:
    """The endpoints as a Markdown table: address with aliases, what it answers, example, and the same question in SQL."""
    rows = ["| address | answers | example | in SQL |", "|---|---|---|---|", *(_row(endpoint) for endpoint in endpoints)]
    return "\n".join(rows)


def with_tables(text: str, endpoints: Sequence[Endpoint]) -> str:
    """A Markdown text with the tables of its places.

    Raises:
        ValueError: The text has no place for a table, or one for a group that there is not.
    """
    groups = {endpoint.file.group for endpoint in endpoints}

    def table(shown: list[str]) -> str:
        return endpoint_table(endpoint for group in shown for endpoint in endpoints if endpoint.file.group == group)

    return with_generated(text, "endpoints", groups, table)


def _row(endpoint: Endpoint) -> str:
    summary = endpoint.file.about.split("\n\n")[0].replace("\n", " ")
    arguments = ", ".join(_literal(parameter.header.example, parameter.type) for parameter in endpoint.exemplary)
    paths = "<br>".join(f"`{path}`" for path in endpoint.paths)
    return f"| {paths} | {summary} | `{endpoint.example(endpoint.header.path)}` | `from {endpoint.name}({arguments})` |"


def _literal(example: Example | tuple[Example, ...] | None, kind: str) -> str:
    if isinstance(example, tuple):
        return f"[{', '.join(_literal(value, kind.removesuffix('[]')) for value in example)}]"
    return f"'{example}'" if kind in {"VARCHAR", "DATE"} else str(example)


def main(paths: Iterable[Path]) -> None:
    """Rewrite the tables in files."""
    endpoints = read_endpoints(sql.ROOT)
    for path in paths:
        path.write_text(with_tables(path.read_text(encoding="utf-8"), endpoints), encoding="utf-8")


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
