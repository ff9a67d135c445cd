"""The books of a warehouse, as the tests read them."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

ROW_ACTIONS = ("rejected", "merged", "repaired")

# For each raw file the account of its records.
RECORD_COUNTS = {
    "movies_dataset.csv": "movies",
    "credits.csv": "credits",
    "keywords.csv": "keywords",
    "links.csv": "movielens_links",
    "ratings_small.csv": "ratings",
    "tags.csv": "movielens_tags",
    "titles.csv": "movie_titles",
    "translations.csv": "movie_translations",
    "external_ids.csv": "external_ids",
    "watch_providers.csv": "watch_providers",
    "certifications.csv": "certifications",
}


def set_aside(connection: duckdb.DuckDBPyConnection, table: str, file: str) -> dict[int, tuple[str, str]]:
    """Action and text of the records of a file that did not become rows of a table; no record may be there twice."""
    found = connection.execute(
        "select record, action, raw_text from rejected_rows where table_name = ? and file = ? and list_contains(?, action)",
        [table, file, ROW_ACTIONS],
    ).fetchall()
    assert max(Counter(record for record, _, _ in found).values(), default=1) == 1
    return {record: (action, text) for record, action, text in found}


def counts(connection: duckdb.DuckDBPyConnection, table: str, file: str) -> dict[str, Any]:
    """The account of a file in a table."""
    result = connection.execute("select * from build_counts where table_name = ? and file = ?", [table, file])
    (row,) = result.fetchall()
    return dict(zip([column[0] for column in result.description or ()], row, strict=True))


def without_padding(record: list[str]) -> list[str]:
    """A record without the empty fields at its end."""
    while record and not record[-1]:
        record = record[:-1]
    return record


def record_texts(path: Path) -> list[str]:
    """The lines of each record of a file, without the line break at the end."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(file)
    reader = csv.reader(lines)
    ends = [reader.line_num for _ in reader]
    starts = [0, *ends]
    return ["".join(lines[start:end]).rstrip("\r\n") for start, end in zip(starts, ends, strict=False)][1:]
