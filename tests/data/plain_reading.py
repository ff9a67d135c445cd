"""The raw files as the standard library reads them, with the rules of the data in plain Python: what a build is compared with."""

import ast
import csv
import re
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


def raw_records(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header of a file and its records, field by field."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    return header, records


def film_records(folder: Path) -> dict[int, dict[str, str]]:
    """The record of each film that has a number and a date: split ones joined, of repeated ones that with most votes."""
    header, records = raw_records(folder / "movies_dataset.csv")
    films: dict[int, dict[str, str]] = {}
    for record in _joined(records, header):
        film = dict(zip_longest(header, record[: len(header)], fillvalue=""))
        if len(record) > len(header) or not film["id"].isdigit() or not _is_date(film["release_date"]):
            continue
        other = films.get(int(film["id"]))
        if other is None or whole_number(film["vote_count"], -1) >= whole_number(other["vote_count"], -1):
            films[int(film["id"])] = film
    return films


def entries(cell: str) -> list[Entry]:
    """The entries of a nested cell that Python can read, each key and value as it stands."""
    try:
        value = ast.literal_eval(cell or "[]")
    except ValueError:
        pieces: list[str] = re.findall(r"\{[^{}]*\}", cell)
        value = [ast.literal_eval(piece) for piece in pieces if ": broken}" not in piece]
    return [value] if isinstance(value, dict) else value if isinstance(value, list) else []


def credit_entries(folder: Path, column: str) -> dict[str, tuple[int, Entry]]:
    """Film and entry of each credit id of the films there are; the last entry counts."""
    films = film_records(folder)
    header, records = raw_records(folder / "credits.csv")
    found: dict[str, tuple[int, Entry]] = {}
    for record in records:
        row = dict(zip(header, record, strict=True))
        if row["id"].isdigit() and int(row["id"]) in films:
            found |= {entry["credit_id"]: (int(row["id"]), entry) for entry in entries(row[column]) if "id" in entry}
    return found


def whole_number(text: str, other: int = 0) -> int:
    """The number that a text is, else another."""
    return int(text.partition(".")[0]) if re.fullmatch(r"[0-9]+(\.0*)?", text) else other


def number(text: str) -> float | None:
    """The finite number that a text is, or none."""
    return float(text) if re.fullmatch(r"[0-9.]+(e-?[0-9]+)?", text) else None


def _joined(records: list[list[str]], header: list[str]) -> list[list[str]]:
    """The records, those whose overview was broken by a line break whole again."""
    number, broken = header.index("id"), header.index("overview")
    whole: list[list[str]] = []
    for record in records:
        is_second_half = not record[number].isdigit()
        if whole and is_second_half and not any(whole[-1][broken + 1 :]):
            first = whole.pop()
            record = [*first[:broken], f"{first[broken]}\n{record[0]}", *record[1:]][: len(header)]  # noqa: PLW2901
        whole.append(record)
    return whole


def _is_date(text: str) -> bool:
    try:
        return len(text) == len("1995-10-30") and bool(date.fromisoformat(text))
    except ValueError:
        return False
