"""Which cells of a column say what films are linked to, where several drops and several files have that column.

Of each film the last drop that has the column counts, even if it says nothing there. So a drop of films without keywords or
collections leaves those that an earlier drop gave.
"""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from ingest.current_records import DropFile, current_records, film_key
from ingest.domains import FILM
from ingest.errors import SourceError
from ingest.film_records import film_records
from ingest.located import made_of
from ingest.movies import Films
from ingest.null_words import without_null_words
from ingest.raw_csv import RawFile
from ingest.row_lineage import RowLineage


class Cells(NamedTuple):
    """The cells of a file that count.

    Attributes:
        file: The file.
        records: `record`, `movie_id` and the column; a film may have several.
    """

    file: DropFile
    records: pl.DataFrame


class FilmFile(NamedTuple):
    """A file of films with all of its records, and those of its films that count."""

    file: DropFile
    films: Films


class FilmCells:
    """Finds the cells.

    Args:
        films: The files of films.
        deletions: What `current_records` takes for films that are gone.
        null_words: The words that mean nothing in the files of films.
        lineage: Records where records went.
    """

    def __init__(
        self, films: Sequence[FilmFile], deletions: pl.DataFrame, null_words: Sequence[str], lineage: RowLineage
    ) -> None:
        self._films = {id(of_file.file.raw): of_file for of_file in films}
        self._movie_ids = pl.concat(of_file.films.loaded.frame["movie_id"] for of_file in films)
        self._deletions = deletions
        self._null_words = null_words
        self._lineage = lineage

    def of(self, column: str, own_files: Sequence[DropFile] = ()) -> list[Cells]:
        """The cells of a column.

        Args:
            column: The column.
            own_files: Files of their own that have it too.

        Raises:
            SourceError: One drop has it in both.
        """
        of_films = [of_file for of_file in self._films.values() if column in of_file.file.raw.columns]
        if len(self._films) == 1 and not own_files:
            return [_only_cells(of_film, column) for of_film in of_films]
        if twice := {of_film.file.drop for of_film in of_films} & {file.drop for file in own_files}:
            file = next(file for file in own_files if file.drop in twice)
            raise SourceError(file.raw.path, f"the films file has a column of {column} as well; remove one of the two")
        files = sorted([*(of_film.file for of_film in of_films), *own_files], key=lambda file: file.drop)
        current = current_records(files, film_key, self._deletions)
        return [
            self._of_films(file, raw, column)
            if id(file.raw) in self._films
            else self._of_own_file(file._replace(raw=raw), column)
            for file, raw in zip(files, current, strict=True)
        ]

    def _of_films(self, file: DropFile, current: RawFile, column: str) -> Cells:
        """The cells of films that this file has the last word on, and of those on which only this column has it."""
        here = self._films[id(file.raw)].films.kept

        def found(raw: RawFile) -> pl.DataFrame:
            records = raw.lazy.select("record", movie_id=FILM["id"].value("id", raw.formats)).collect()
            is_carried = pl.col("movie_id").is_in(self._movie_ids.implode()) & ~pl.col("movie_id").is_in(
                here["movie_id"].implode()
            )
            carried = records.filter(is_carried).sort("record").unique("movie_id", keep="last", maintain_order=True)
            chosen = pl.concat([here.join(records, on="record", how="semi", maintain_order="left"), carried])
            cells = without_null_words(raw, self._null_words).select("record", column)
            filled = cells.filter(pl.col("record").is_in(chosen["record"].implode())).collect()
            return filled.join(chosen, on="record", how="inner", maintain_order="left")

        return Cells(file._replace(raw=current), made_of(current, found))

    def _of_own_file(self, file: DropFile, column: str) -> Cells:
        used, counts = made_of(file.raw, lambda part: film_records(part, self._movie_ids, column))
        self._lineage.add(counts)
        cells = made_of(file.raw, lambda part: part.lazy.select("record", column).collect())
        return Cells(file, cells.join(used, on="record", how="inner", maintain_order="left"))


def _only_cells(of_film: FilmFile, column: str) -> Cells:
    """The cells of the only file."""
    return Cells(of_film.file, made_of(of_film.file.raw, lambda _: of_film.films.cells(column)))
