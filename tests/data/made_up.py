"""A made-up catalogue that is large enough for every chart: it has enough films of each year, director, actor and company."""

import csv
from pathlib import Path

from ingest.build import build
from tools import synthetic

FILMS = 1500


def made_up_warehouse(folder: Path) -> None:
    """Build the warehouse in an empty folder, beside its raw files in ``raw``."""
    synthetic.write(FILMS, folder / "raw", seed=1)
    _plant(folder / "raw" / "movies_dataset.csv")
    build(folder / "raw", folder / "warehouse.duckdb", lambda _: None)


def _plant(films: Path) -> None:
    """Write a file of films again, with what made-up films seldom have."""
    with films.open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    with films.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for record in records:
            movie_id, votes = (record[header.index(column)] for column in ("id", "vote_count"))
            # The halves of a split record stay as they are.
            planted = _planted(int(movie_id)) if movie_id.isdecimal() and votes.isdecimal() else {}
            writer.writerow([planted.get(column, text) for column, text in zip(header, record, strict=True)])


def _planted(movie_id: int) -> dict[str, object]:
    """Money for nearly all, for some of them below the floors; and some votes of 0, votes and popularities that are not known."""
    planted: dict[str, object] = {}
    budget = 1_000_000 + movie_id % 97 * 1_000_000
    if movie_id % 10:
        planted |= {"budget": budget, "revenue": budget * (1 + movie_id % 5)}
    elif movie_id % 20:
        planted |= {"budget": 4_000, "revenue": 9_000}
    elif movie_id % 40:
        planted |= {"budget": budget, "revenue": 5_000}
    match movie_id % 50:
        case 1:
            planted |= {"vote_average": ""}
        case 2:
            planted |= {"vote_count": ""}
        case 3:
            planted |= {"vote_average": "0.0", "vote_count": 5}
        case 4:
            planted |= {"popularity": ""}
        case 5:
            planted |= {"popularity": "0"}
    return planted
