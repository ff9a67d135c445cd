"""``python -m service.reference FILE`` writes the table of endpoints into a Markdown file, between the marks of its place."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import sql
from service.endpoints import Endpoint, read_endpoints
from service.headers import Example

BEGIN = "<!-- endpoints: written by make format -->"
END = "<!-- end of endpoints -->"


def endpoint_table(endpoints: Iterable[Endpoint]) -> str:
    """The endpoints as a Markdown table: address with aliases, what it answers, example, and the same question in SQL."""
    rows = ["| address | answers | example | in SQL |", "|---|---|---|---|", *(_row(endpoint) for endpoint in endpoints)]
    return "\n".join(rows)


def with_table(text: str, table: str) -> str:
    """A Markdown text with the table between its marks.

    Raises:
        ValueError: The text has not both marks.
    """
    place = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"the text has no place for the table: {BEGIN} … {END}")
    return place.sub(lambda _: f"{BEGIN}\n\n{table}\n\n{END}", text)


def _row(endpoint: Endpoint) -> str:
    summary = endpoint.file.about.split("\n\n")[0].replace("\n", " ")
    arguments = ", ".join(
        _literal(parameter.header.example, parameter.type) for parameter in endpoint.parameters if parameter.required
    )
    paths = "<br>".join(f"`{path}`" for path in endpoint.paths)
    return f"| {paths} | {summary} | `{endpoint.example(endpoint.header.path)}` | `from {endpoint.name}({arguments})` |"


def _literal(example: Example | tuple[Example, ...] | None, kind: str) -> str:
    if isinstance(example, tuple):
        return f"[{', '.join(_literal(value, kind.removesuffix('[]')) for value in example)}]"
    return f"'{example}'" if kind in {"VARCHAR", "DATE"} else str(example)


def main(path: Path) -> None:
    """Rewrite the table in one file."""
    table = endpoint_table(read_endpoints(sql.ROOT))
    path.write_text(with_table(path.read_text(encoding="utf-8"), table), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
