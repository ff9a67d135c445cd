"""From raw files to filled tables, drop by drop."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from ingest import credits as film_credits
from ingest import links, movies, ratings
from ingest.columns import examined
from ingest.current_records import DELETIONS_SCHEMA, DropFile, current_records
from ingest.domains import FILM, LINK, RATING, Domain
from ingest.errors import SourceError
from ingest.film_records import FilmRecords, film_records
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.located import made_of
from ingest.null_words import words_in_use
from ingest.raw_csv import RawFile, raw_file
from ingest.rejects import ROW_ACTIONS, RowCounts, rejects
from ingest.row_lineage import RowLineage
from ingest.sources import Drop
from ingest.split_records import repaired
from ingest.unreadable import NOTHING_UNREAD, Judge

FILM_ID_COLUMNS = ("id", "movie_id")
FILM_IDS = dict.fromkeys(FILM_ID_COLUMNS, FILM["id"])


def load(drops: list[Drop], folder: Path, lineage: RowLineage, limits: Limits = DEFAULT_LIMITS) -> int:
    """Fill all tables that the raw files give, and count the films.

    Args:
        drops: The raw files, the oldest drop first.
        folder: The folder of all of them; files are called by their paths in it.
        lineage: Where rows go, and what is counted.
        limits: What is refused.

    Raises:
        SourceError: A raw file is broken, or changed while it was being read; or too much of a column cannot be read.
    """
    judge = Judge(limits.unreadable, lineage.note)
    for path in (path for drop in drops for path in drop.unused):
        lineage.note(f"{path.relative_to(folder).as_posix()}: not used")

    def opened(which: Callable[[Drop], Path | None], required: tuple[str, ...], *, may_be_empty: bool = False) -> list[DropFile]:
        found = [(number, drop, path) for number, drop in enumerate(drops) if (path := which(drop))]
        files = (
            raw_file(path, required, drop.label(path, folder), may_be_empty=may_be_empty, accept_cut=limits.cut)
            for _, drop, path in found
        )
        return [DropFile(number, lineage.opened(raw, drop.day)) for (number, drop, _), raw in zip(found, files, strict=True)]

    def whole(files: list[DropFile], *required: str) -> list[DropFile]:
        return [
            file._replace(raw=made_of(file.raw, lambda raw: repaired(raw, (_film_id_column(raw), *required)))) for file in files
        ]

    def typed(files: list[DropFile], domains: Mapping[str, Domain]) -> list[DropFile]:
        return [file._replace(raw=_typed(file.raw, domains, judge)) for file in files]

    deletion_files = opened(lambda drop: drop.deletions, FILM_ID_COLUMNS[:1], may_be_empty=True)
    deletions = _deletions(typed(deletion_files, FILM_IDS), lineage)
    films = typed(whole(opened(lambda drop: drop.movies, movies.REQUIRED_COLUMNS), "title"), FILM)
    film_files = current_records(films, _film_key, deletions)
    movie_ids = _load_films(film_files, lineage, judge)
    credit_files = typed(whole(opened(lambda drop: drop.credits, film_credits.REQUIRED_COLUMNS)), FILM_IDS)
    _load_credits(current_records(credit_files, _film_key, deletions), movie_ids, lineage, judge)
    keyword_files = typed(whole(opened(lambda drop: drop.keywords, (links.KEYWORDS.column,))), FILM_IDS)
    if keyword_files:
        if any(links.KEYWORDS.column in raw.columns for raw in film_files):
            raise SourceError(keyword_files[0].raw.path, "the films file has a column of keywords as well; remove one of the two")
        _load_keywords(current_records(keyword_files, _film_key, deletions), movie_ids, lineage, judge)
    link_files = typed(opened(lambda drop: drop.links, ratings.LINK_COLUMNS), LINK)
    if link_files:
        rating_files = typed(opened(lambda drop: drop.ratings, ratings.RATING_COLUMNS), RATING)
        _load_ratings(link_files, rating_files, movie_ids, lineage)
    lineage.write()
    return len(movie_ids)


def _typed(raw: RawFile, domains: Mapping[str, Domain], judge: Judge) -> RawFile:
    """A file with the formats of its typed columns, if these can be read."""
    found, unreadable = made_of(raw, lambda part: examined(part, domains))
    for column, format_ in found.formats.items():
        judge.note(f"{raw.label}: {column}: read as {format_.name}")
    for column, unread in unreadable.items():
        judge.judge(raw, column, unread, str(domains[column]))
    return found


def _load_films(files: list[RawFile], lineage: RowLineage, judge: Judge) -> pl.Series:
    """Fill `movies` and everything that is nested in its records, and return the ids of the films."""
    null_words = words_in_use(files)
    found = [(raw, made_of(raw, lambda part: movies.films(part, null_words))) for raw in files]
    for kind in (links.GENRES, links.COMPANIES, links.COUNTRIES, links.LANGUAGES, links.KEYWORDS):
        linked = [_linked(films.records, raw, kind, judge) for raw, films in found if kind.column in films.records.columns]
        if linked:
            things = links.named([of_file.things for of_file in linked], kind.key)
            if kind is links.LANGUAGES:
                originals = pl.concat([films.loaded.frame.select(language_code="original_language") for _, films in found])
                things = things.join(originals.drop_nulls().unique(), on=kind.key, how="full", coalesce=True)
            lineage.builder.insert(kind.table, things)
            lineage.load(*(of_file.links for of_file in linked))
    posters = [films.records.select("movie_id", "poster_path") for _, films in found if "poster_path" in films.records.columns]
    if posters:
        lineage.builder.insert("posters", pl.concat(posters).drop_nulls())
    kind = links.COLLECTIONS
    linked = [_linked(films.records, raw, kind, judge) for raw, films in found if kind.column in films.records.columns]
    memberships = pl.DataFrame(schema={"movie_id": pl.Int32, kind.key: pl.Int32})
    if linked:
        lineage.builder.insert(kind.table, links.named([of_file.things for of_file in linked], kind.key))
        lineage.add(*(of_file.links.counts for of_file in linked))
        memberships = pl.concat([of_file.links.frame.select("movie_id", kind.key) for of_file in linked])
    tables = [
        replace(films.loaded, frame=films.loaded.frame.join(memberships, on="movie_id", how="left", maintain_order="left"))
        for _, films in found
    ]
    lineage.load(*tables)
    return pl.concat([table.frame["movie_id"] for table in tables])


def _linked(records: pl.DataFrame, raw: RawFile, kind: links.Kind, judge: Judge) -> links.Linked:
    cells = records.select("record", "movie_id", kind.column)
    found = made_of(raw, lambda part: links.linked(cells.filter(pl.col("record") < part.count), part, kind))
    judge.judge(raw, kind.column, found.unread, f"records with the key '{kind.raw_key}'")
    return found


def _load_credits(files: list[RawFile], movie_ids: pl.Series, lineage: RowLineage, judge: Judge) -> None:
    """Fill `cast`, `crew`, `people` and `person_names` by way of staged entries, for all of them at once may be too large."""
    read: Counter[tuple[str, int]] = Counter()
    set_aside: dict[tuple[str, int], list[pl.DataFrame]] = defaultdict(list)
    for number, raw in enumerate(files):
        used, counts = _of_films(raw, movie_ids, "credits")
        lineage.add(counts)
        unread = dict.fromkeys(film_credits.FIELDS, NOTHING_UNREAD)
        for column, entries, unusable, unread_here in film_credits.credit_batches(raw, used):
            unread[column] += unread_here
            lineage.builder.stage(f"{column}_entries", entries.with_columns(file_number=pl.lit(number)))
            read[column, number] += entries.height + unusable.filter(action="rejected").height
            set_aside[column, number].append(rejects(unusable, table=column, raw=raw, column=column))
        for column, found in unread.items():
            judge.judge(raw, column, found, f"records with the keys {', '.join(map(repr, film_credits.REQUIRED_FIELDS))}")
    outdated = lineage.builder.staged("outdated_credits")
    for column in film_credits.FIELDS:
        lineage.builder.insert_staged(column)
        for number, raw in enumerate(files):
            merged = film_credits.outdated(raw, column, outdated.filter(table_name=column, file_number=number))
            set_aside[column, number].append(rejects(merged, table=column, raw=raw, action="merged", column=column))
            rows_read, aside = read[column, number], pl.concat(set_aside[column, number])
            kept = rows_read - aside.filter(pl.col("action").is_in(ROW_ACTIONS)).height
            lineage.add(RowCounts(column, raw.label, "entries", rows_read, kept, aside))
    for table in ("people", "person_names"):
        lineage.builder.insert_staged(table)
    lineage.builder.discard_staged()


def _of_films(raw: RawFile, movie_ids: pl.Series, name: str) -> FilmRecords:
    return made_of(raw, lambda part: film_records(part, _film_id_column(part), movie_ids, name))


def _load_keywords(files: list[RawFile], movie_ids: pl.Series, lineage: RowLineage, judge: Judge) -> None:
    linked = []
    for raw in files:
        used, counts = _of_films(raw, movie_ids, "keywords")
        lineage.add(counts)
        linked.append(_linked(raw.records.join(used, on="record", maintain_order="left"), raw, links.KEYWORDS, judge))
    lineage.builder.insert(links.KEYWORDS.table, links.named([of_file.things for of_file in linked], links.KEYWORDS.key))
    lineage.load(*(of_file.links for of_file in linked))


def _load_ratings(link_files: list[DropFile], rating_files: list[DropFile], movie_ids: pl.Series, lineage: RowLineage) -> None:
    current_links = current_records(link_files, _movielens_key)
    movielens = [made_of(raw, lambda part: ratings.movielens_links(part, movie_ids)) for raw in current_links]
    lineage.load(*movielens)
    if rating_files:
        film_links = pl.concat([of_file.frame for of_file in movielens])
        current = current_records(rating_files, _rating_key(film_links))
        lineage.load(*(made_of(raw, lambda part: ratings.ratings(part, film_links)) for raw in current))


def _deletions(files: list[DropFile], lineage: RowLineage) -> pl.DataFrame:
    """The last drop that deletes each film."""
    found = [pl.DataFrame(schema=DELETIONS_SCHEMA)]
    for drop, raw in files:
        keyed = raw.lazy.select("record", key=_film_key(raw)).collect()
        named = keyed.filter(pl.col("key").is_not_null())
        nameless = keyed.filter(pl.col("key").is_null()).select("record", reason=pl.lit("the record names no film"))
        set_aside = pl.concat(
            [rejects(nameless, table="deletions", raw=raw, action="rejected"), rejects(raw.set_aside, table="deletions", raw=raw)]
        )
        lineage.add(RowCounts("deletions", raw.label, "records", raw.count, named.height, set_aside))
        found.append(named.select("key", deleted_in=pl.lit(drop, pl.Int64)))
    return pl.concat(found).group_by("key").agg(pl.col("deleted_in").max())


def _film_key(raw: RawFile) -> pl.Expr:
    return FILM["id"].value(_film_id_column(raw), raw.formats).cast(pl.String)


def _movielens_key(raw: RawFile) -> pl.Expr:
    return LINK["movieId"].value("movieId", raw.formats).cast(pl.String)


def _rating_key(film_links: pl.DataFrame) -> Callable[[RawFile], pl.Expr]:
    """A rating is about a user and a film, which may have several MovieLens ids, or none that is known."""

    def key(raw: RawFile) -> pl.Expr:
        user_id, movielens_id = (RATING[column].value(column, raw.formats) for column in ("userId", "movieId"))
        film = movielens_id.replace_strict(
            film_links["movielens_id"], film_links["movie_id"], default=None, return_dtype=pl.Int32
        ).cast(pl.String)
        return pl.concat_str([user_id, pl.coalesce(film, pl.format("MovieLens {}", movielens_id))], separator=" ")

    return key


def _film_id_column(raw: RawFile) -> str:
    for column in FILM_ID_COLUMNS:
        if column in raw.columns:
            return column
    fault = f"the column with the film's id is missing; the header has: {', '.join(raw.columns)}"
    raise SourceError(raw.path, fault, column=FILM_ID_COLUMNS[0])
