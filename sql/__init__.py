"""The SQL files as the build and the service read them; `sql.install` runs them.

Every file under this folder holds one object and begins with a comment that documents it. A comment may carry a header, a block
of TOML between ``-- /// name`` and ``-- ///`` (the convention of PEP 723), for what the object means outside the database.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent

SCHEMA_KINDS = ("tables", "macros", "derived", "endpoints")
"""The folders that make a warehouse, in the order in which they are run."""

_HEADER = re.compile(r"^-- /// (?P<name>\w+)\n(?P<body>(?:--.*\n)*?)-- ///\n", re.MULTILINE)

_RELATION = re.compile(r'^create or replace (?:table|view) (?:(?P<schema>\w+)\.)?"?(?P<name>\w+)"?', re.MULTILINE | re.IGNORECASE)


class SqlFileError(Exception):
    """A file under ``sql/`` is wrong; the message names the file, where it can the line, and the fault."""


@dataclass(frozen=True)
class SqlFile:
    """One file of SQL.

    Attributes:
        path: Where the file is.
        about: Its leading comment without the header, as plain text; paragraphs are parted by an empty line.
        headers: The TOML tables of the header blocks, by block name.
        statement: The whole text, which is what DuckDB runs.
    """

    path: Path
    about: str
    headers: dict[str, dict[str, Any]]
    statement: str

    @property
    def name(self) -> str:
        """The file's name without its ending, which is also the name of its object."""
        return self.path.stem

    @property
    def schema(self) -> str | None:
        """The schema of the table or view that the file makes, if it is another one than that of the raw tables."""
        made = _RELATION.search(self.statement)
        return made["schema"] if made else None

    @property
    def relation(self) -> str:
        """The name of the table or view that the file makes, as it stands in SQL."""
        return f"{self.schema}.{quote_identifier(self.name)}" if self.schema else quote_identifier(self.name)

    @property
    def group(self) -> str:
        """The folder that holds the file, for example ``brief``."""
        return self.path.parent.name


def sql_file(path: Path) -> SqlFile:
    """Read one file of SQL.

    Raises:
        SqlFileError: The file has no leading comment, or a header that is not TOML.
    """
    text = path.read_text(encoding="utf-8")
    comment = "".join(_leading_comment(text))
    headers: dict[str, dict[str, Any]] = {}
    for block in _HEADER.finditer(comment):
        body = "\n".join(line.removeprefix("--").removeprefix(" ") for line in block["body"].splitlines())
        try:
            headers[block["name"]] = tomllib.loads(body)
        except tomllib.TOMLDecodeError as error:
            raise SqlFileError(f"{path}: the header '{block['name']}' is not TOML: {error}") from error
    about = "\n".join(line.removeprefix("--").strip() for line in _HEADER.sub("", comment).splitlines()).strip()
    if not about:
        raise SqlFileError(f"{path}: begin the file with a comment that says what it holds")
    return SqlFile(path, about, headers, text)


def sql_files(kind: str, root: Path = ROOT) -> list[SqlFile]:
    """Read all files of one kind (``tables``, ``endpoints``, …), sub-folders included, in the order of their paths."""
    return [sql_file(path) for path in sorted((root / kind).rglob("*.sql"))]


@cache
def _relations() -> dict[str, str]:
    return {file.name: file.relation for kind in ("tables", "derived") for file in sql_files(kind)}


def relation(name: str) -> str:
    """The name of a table or view as it stands in SQL, by the name of its file, which is a name of its own in all schemas."""
    return _relations().get(name) or quote_identifier(name)


def answer_files(root: Path = ROOT) -> list[SqlFile]:
    """Read what is run once the tables are filled: macros, features and endpoints."""
    return [file for kind in SCHEMA_KINDS if kind != "tables" for file in sql_files(kind, root)]


def file_hashes(root: Path = ROOT) -> dict[str, str]:
    """The SHA-256, in hex, of each file that makes a warehouse, by its path under the root."""
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()
        for kind in SCHEMA_KINDS
        for path in sorted((root / kind).rglob("*.sql"))
    }


def text_fingerprint(root: Path = ROOT) -> str:
    """The SHA-256, in hex, of the text of everything that makes a warehouse; it changes when any answer may change."""
    return sha256("\n".join(f"{path} {digest}" for path, digest in file_hashes(root).items()).encode()).hexdigest()


def sql_literal(value: object) -> str:
    """A value as a string literal of SQL, for statements that take no parameters."""
    escaped = str(value).replace("'", "''")
    return f"'{escaped}'"


def quote_identifier(name: str) -> str:
    """A name as it stands in SQL, whatever characters it has."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _leading_comment(text: str) -> Iterable[str]:
    for line in text.splitlines(keepends=True):
        if not line.startswith("--"):
            return
        yield line
