"""Titles from IMDb's ``title.akas.tsv``: some forty million lines, of which those about films of the catalogue are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ingest.csv_structure import encoding_advice, ends_with_line_break
from ingest.dialect import PLAIN_DIALECT, Dialect
from ingest.errors import SourceError
from ingest.raw_csv import SET_ASIDE_SCHEMA, RawFile
from ingest.regular_files import require_regular

_COLUMNS = ("title", "region", "language", "types", "attributes", "isOriginalTitle")
_DISPLAYED = "imdbDisplay"
_NULL = r"\N"


@dataclass(frozen=True)
class HeldLines:
    """The lines of a file that are in memory.

    Attributes:
        lines: `record`, the number of a line below the header, and `line`.
        dialect: That of no CSV file.
    """

    lines: pl.DataFrame
    dialect: Dialect = PLAIN_DIALECT

    def texts(self, records: Iterable[int]) -> dict[int, str]:
        """Some of the lines, by their numbers."""
        return dict(self.lines.filter(pl.col("record").is_in(list(set(records)))).iter_rows())


def imdb_titles(path: Path, required: Iterable[str], imdb_ids: pl.Series, *, accept_cut: bool) -> RawFile:
    """Read the lines about some films, as records with the columns of a file of titles.

    IMDb says of the original title that it is; a title that is displayed in a region or a language, or that has no other
    attribute, is a translated one; working titles and the like are alternative ones.

    Args:
        path: The file.
        required: The columns that must be there.
        imdb_ids: The ids of the films at IMDb.
        accept_cut: Whether the last line may end without a line break.

    Raises:
        SourceError: The file is not IMDb's, is not in UTF-8, or may be cut off.
    """
    require_regular(path)
    state = path.stat()
    header = _header(path)
    for column in required:
        if column not in header:
            raise SourceError(path, f"the column is missing; the header has: {', '.join(header)}", column=column)
    if not accept_cut and not ends_with_line_break(path):
        raise SourceError(path, "no line break is at the end; fetch the file again, or use --accept-cut if it is whole")
    lines = pl.scan_lines(path, row_index_name="number", glob=False).slice(1)
    lines = lines.select("line", record=pl.col("number").cast(pl.Int64) - 1)
    of_film = pl.col("line").str.extract(r"^(tt[0-9]+)\t")
    try:
        count = int(lines.select(pl.len()).collect(engine="streaming").item())
        wanted = pl.LazyFrame({"film": imdb_ids.unique()})
        held = lines.with_columns(film=of_film).join(wanted, on="film", how="semi").collect(engine="streaming")
    except pl.exceptions.PolarsError as error:
        raise SourceError(path, f"the lines cannot be read: {error}; {encoding_advice(path)}") from error
    held = held.sort("record").with_columns(fields=pl.col("line").str.split("\t"))
    is_whole = pl.col("fields").list.len() == len(header)
    texts = held.filter(is_whole).select("record", *(_text(header.index(name)).alias(name) for name in ("titleId", *_COLUMNS)))
    raw = RawFile(
        path=path,
        label=path.name,
        count=count,
        columns=("id", "title", "language", "region", "kind"),
        lazy=texts.lazy().select("record", "title", "language", "region", id="titleId", kind=_kind()),
        set_aside=pl.DataFrame(schema=SET_ASIDE_SCHEMA),
        state=state,
        index=HeldLines(held.select("record", "line")),
    )
    reason = f"the line has not as many fields as the header, {len(header)}"
    return raw.without(held.filter(~is_whole).select("record", action=pl.lit("rejected"), reason=pl.lit(reason)))


def _header(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            return file.readline().decode("utf-8-sig").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise SourceError(path, f"the header is not UTF-8 text; {encoding_advice(path)}") from error


def _text(place: int) -> pl.Expr:
    text = pl.col("fields").list.get(place)
    return pl.when(text != _NULL).then(text)


def _kind() -> pl.Expr:
    is_displayed = pl.col("types").str.contains(_DISPLAYED, literal=True)
    is_plain = pl.col("types").is_null() & pl.col("attributes").is_null()
    is_somewhere = pl.col("region").is_not_null() | pl.col("language").is_not_null()
    return (
        pl.when(pl.col("isOriginalTitle") == "1")
        .then(pl.lit("original"))
        .when(is_somewhere & (is_displayed.fill_null(value=False) | is_plain))
        .then(pl.lit("translated"))
        .otherwise(pl.lit("alternative"))
    )
