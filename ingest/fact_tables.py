"""Fills the tables whose rows each say one thing about a film, from files of their own and from columns of other files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from ingest import links
from ingest.current_records import SPOKEN_OF_SCHEMA, DropFile, current_records, film_key
from ingest.domains import FILM
from ingest.fact_rows import Facts, cells, facts, film_name, films_by_name, merged
from ingest.film_facts import CERTIFICATIONS, EXTERNAL_IDS, IMDB, TITLES, TRANSLATIONS, WATCH_PROVIDERS, FactTable
from ingest.imdb_titles import imdb_titles
from ingest.layout import Kind
from ingest.located import made_of
from ingest.null_words import without_null_words, words_in_use
from ingest.raw_csv import RawFile
from ingest.raw_tables import RawTables
from ingest.row_lineage import RowLineage

_NO_IDS = pl.DataFrame(schema={"external_id": pl.String, "movie_id": pl.Int32})
_IMDB_ID = {"source": pl.lit(IMDB), "external_id": pl.col("text")}
_ORIGINAL_TITLE = {
    "title": pl.col("text"),
    "language": pl.col("original_language"),
    "region": pl.lit(None, pl.String),
    "kind": pl.lit("original"),
}


class FactTables:
    """Fills the tables.

    Of each film the last drop counts that has such a file and speaks of the film, be it in its file of films only. What whole
    records say counts more than what a column of another file says, for a drop without such a file leaves what there was.

    Args:
        tables: The raw files.
        film_files: The files of films.
        deletions: The last drop that deletes each film, as of `current_records`.
        movie_ids: The ids of the films.
        lineage: Where rows go.
    """

    def __init__(
        self,
        tables: RawTables,
        film_files: Sequence[DropFile],
        deletions: pl.DataFrame,
        movie_ids: pl.Series,
        lineage: RowLineage,
    ) -> None:
        self._tables = tables
        self._film_files = film_files
        self._deletions = deletions
        self._movie_ids = movie_ids
        self._lineage = lineage
        self._null_words = words_in_use(file.raw for file in film_files)

    def load(self) -> None:
        """Fill them all."""
        imdb_ids = self._load_external_ids()
        films = films_by_name(self._movie_ids, imdb_ids)
        translations = self._recorded(TRANSLATIONS, films)
        self._load_titles(translations, imdb_ids, films)
        says_more = pl.col("overview").is_not_null() | pl.col("tagline").is_not_null()
        self._fill(TRANSLATIONS, [part._replace(rows=part.rows.filter(says_more)) for part in translations])
        offers = self._recorded(WATCH_PROVIDERS, films)
        spellings = [part.rows.group_by("provider_id", name="provider").agg(times=pl.len()) for part in offers]
        self._lineage.builder.insert(links.PROVIDERS.table, links.named(spellings, links.PROVIDERS))
        self._fill(WATCH_PROVIDERS, offers)
        self._fill(CERTIFICATIONS, self._recorded(CERTIFICATIONS, films))

    def _load_external_ids(self) -> pl.DataFrame:
        """Fill `external_ids`, and return those of IMDb."""
        recorded = self._recorded(EXTERNAL_IDS, films_by_name(self._movie_ids, _NO_IDS))
        in_films = self._in_film_files(EXTERNAL_IDS, "imdb_id", _IMDB_ID, recorded)
        rows = self._fill(EXTERNAL_IDS, [*in_films, *recorded])
        return pl.concat([_NO_IDS, *(part.filter(source=IMDB).select(_NO_IDS.columns) for part in rows)])

    def _load_titles(self, translations: Sequence[Facts], imdb_ids: pl.DataFrame, films: pl.DataFrame) -> None:
        ids = imdb_ids["external_id"]
        imdb_files = self._tables.of(
            Kind.TITLES_OF_IMDB,
            lambda source, limits: imdb_titles(source.path, source.layout.required, ids, accept_cut=limits.cut),
        )
        of_imdb = [facts(raw, films, TITLES) for raw in current_records(imdb_files, film_name)]
        recorded = self._recorded(TITLES, films)
        in_films = self._in_film_files(TITLES, "original_title", _ORIGINAL_TITLE, recorded)
        in_translations = [
            cells(
                part.raw,
                part.rows.drop_nulls("title").select(
                    "record", "movie_id", "title", "language", "region", kind=pl.lit("translated")
                ),
                TITLES,
                "title",
                recorded,
            )
            for part in translations
        ]
        self._fill(TITLES, [*of_imdb, *in_films, *in_translations, *recorded])

    def _recorded(self, table: FactTable, films: pl.DataFrame) -> list[Facts]:
        """What the files of a table say that is in force."""
        files = self._tables.of(table.kind)
        if table is TITLES:
            files = [file._replace(raw=_with_kinds(file.raw)) for file in files]
        of_imdb = films.filter(pl.col("name").str.contains(r"^tt")).unique("name", keep="first", maintain_order=True)

        def key(raw: RawFile) -> pl.Expr:
            return film_name(raw).replace(of_imdb["name"], of_imdb["movie_id"].cast(pl.String))

        current = current_records(files, key, self._deletions, self._spoken_of(files))
        return [made_of(raw, lambda part: facts(part, films, table)) for raw in current]

    def _spoken_of(self, files: Sequence[DropFile]) -> pl.DataFrame:
        """The films of the drops that have such a file: of one that is not in it there is nothing more to say."""
        drops = {file.drop for file in files}
        found = [
            file.raw.lazy.select(key=film_key(file.raw), drop=pl.lit(file.drop, pl.Int64)).drop_nulls()
            for file in self._film_files
            if file.drop in drops
        ]
        return pl.concat([pl.LazyFrame(schema=SPOKEN_OF_SCHEMA), *found]).unique().collect()

    def _in_film_files(
        self, table: FactTable, column: str, made: Mapping[str, pl.Expr], recorded: Sequence[Facts]
    ) -> list[Facts]:
        """What a column of the files of films says for a table; of each film the last drop that has the column counts.

        Args:
            table: The table.
            column: The column.
            made: How the columns of the table are made of its `text` and `original_language`.
            recorded: What the files of the table say.
        """
        files = [file for file in self._film_files if column in file.raw.columns]
        current = current_records(files, film_key, self._deletions)
        rows = (made_of(raw, lambda part: self._cells(part, column, made)) for raw in current)
        return [cells(raw, found, table, column, recorded) for raw, found in zip(current, rows, strict=True)]

    def _cells(self, raw: RawFile, column: str, made: Mapping[str, pl.Expr]) -> pl.DataFrame:
        """The rows that the filled cells of a column make, one of a film."""
        language = "original_language" if "original_language" in raw.columns else pl.lit(None, pl.String)
        text = pl.col(column).str.strip_chars()
        filled = without_null_words(raw, self._null_words).select(
            "record",
            movie_id=FILM["id"].value("id", raw.formats),
            text=pl.when(text != "").then(text),
            original_language=language,
        )
        known = filled.drop_nulls("text").filter(pl.col("movie_id").is_in(self._movie_ids.implode())).collect()
        return known.unique("movie_id", keep="last", maintain_order=True).select("record", "movie_id", **made)

    def _fill(self, table: FactTable, parts: Sequence[Facts]) -> list[pl.DataFrame]:
        """Fill a table, and return its rows."""
        if not parts:
            return []
        loaded = merged(table, parts)
        self._lineage.load(*loaded)
        return [part.frame for part in loaded]


def _with_kinds(raw: RawFile) -> RawFile:
    """A file of titles with a kind for every title: where none is said, one of a language or a region is a translated one."""
    told = [pl.col(name).str.strip_chars() for name in ("language", "region") if name in raw.columns]
    is_told = pl.any_horizontal(pl.lit(value=False), *((text != "").fill_null(value=False) for text in told))
    kind = pl.when(is_told).then(pl.lit("translated")).otherwise(pl.lit("alternative"))
    if "kind" not in raw.columns:
        return replace(raw, lazy=raw.lazy.with_columns(kind=kind), columns=(*raw.columns, "kind"))
    text = pl.col("kind").str.strip_chars()
    return replace(raw, lazy=raw.lazy.with_columns(kind=pl.when(text != "").then(text).otherwise(kind)))
