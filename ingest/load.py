"""From raw files to filled tables, drop by drop."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from ingest import credits as film_credits
from ingest import links, movies, ratings, values
from ingest.errors import SourceError
from ingest.film_records import film_records
from ingest.ledger import Ledger
from ingest.raw_csv import RawFile, raw_file
from ingest.rejects import Account, rejects, set_aside_before
from ingest.sources import Drop
from ingest.split_records import joined_halves
from ingest.supersession import DELETIONS_SCHEMA, Dropped, in_force

FILM_ID_COLUMNS = ("id", "movie_id")


def load(drops: list[Drop], folder: Path, ledger: Ledger) -> int:
    """Fill all tables that the raw files give, and count the films.

    Args:
        drops: The raw files, the oldest drop first.
        folder: The folder of all of them; files are called by their paths in it.
        ledger: Where rows and accounts go.

    Raises:
        SourceError: A raw file is broken, or changed while it was being read.
    """

    def opened(which: Callable[[Drop], Path | None], required: tuple[str, ...], *, may_be_empty: bool = False) -> list[Dropped]:
        return [
            Dropped(number, ledger.opened(raw_file(path, required, label, may_be_empty=may_be_empty), drop.day))
            for number, drop in enumerate(drops)
            if (path := which(drop)) and (label := path.relative_to(folder).as_posix())
        ]

    deletions = _deletions(opened(lambda drop: drop.deletions, FILM_ID_COLUMNS[:1], may_be_empty=True), ledger)
    film_files = in_force(opened(lambda drop: drop.movies, movies.REQUIRED_COLUMNS), _film_key, deletions, _second_halves)
    movie_ids = _load_films(film_files, ledger)
    credit_files = in_force(opened(lambda drop: drop.credits, film_credits.REQUIRED_COLUMNS), _film_key, deletions)
    _load_credits(credit_files, movie_ids, ledger)
    keyword_files = opened(lambda drop: drop.keywords, (links.KEYWORDS.column,))
    if keyword_files:
        if any(links.KEYWORDS.column in raw.columns for raw in film_files):
            raise SourceError(keyword_files[0].raw.path, "the films file has a column of keywords as well; remove one of the two")
        _load_keywords(in_force(keyword_files, _film_key, deletions), movie_ids, ledger)
    link_files = opened(lambda drop: drop.links, ratings.LINK_COLUMNS)
    if link_files:
        rating_files = opened(lambda drop: drop.ratings, ratings.RATING_COLUMNS)
        _load_ratings(link_files, rating_files, movie_ids, ledger)
    ledger.close()
    return len(movie_ids)


def _load_films(files: list[RawFile], ledger: Ledger) -> pl.Series:
    """Fill `movies` and everything that is nested in its records, and return the ids of the films."""
    found = [(raw, movies.films(raw)) for raw in files]
    for kind in (links.GENRES, links.COMPANIES, links.COUNTRIES, links.LANGUAGES, links.KEYWORDS):
        linked = [links.linked(films.records, raw, kind) for raw, films in found if kind.column in films.records.columns]
        if linked:
            things = links.latest([of_file.things for of_file in linked], kind.key)
            if kind is links.LANGUAGES:
                originals = pl.concat([films.loaded.frame.select(language_code="original_language") for _, films in found])
                things = things.join(originals.drop_nulls().unique(), on=kind.key, how="full", coalesce=True)
            ledger.draft.insert(kind.table, things)
            ledger.load(*(of_file.links for of_file in linked))
    posters = [films.records.select("movie_id", "poster_path") for _, films in found if "poster_path" in films.records.columns]
    if posters:
        ledger.draft.insert("posters", pl.concat(posters).drop_nulls())
    kind = links.COLLECTIONS
    linked = [links.linked(films.records, raw, kind) for raw, films in found if kind.column in films.records.columns]
    memberships = pl.DataFrame(schema={"movie_id": pl.Int32, kind.key: pl.Int32})
    if linked:
        ledger.draft.insert(kind.table, links.latest([of_file.things for of_file in linked], kind.key))
        ledger.enter(*(of_file.links.account for of_file in linked))
        memberships = pl.concat([of_file.links.frame.select("movie_id", kind.key) for of_file in linked])
    tables = [
        replace(films.loaded, frame=films.loaded.frame.join(memberships, on="movie_id", how="left", maintain_order="left"))
        for _, films in found
    ]
    ledger.load(*tables)
    return pl.concat([table.frame["movie_id"] for table in tables])


def _load_credits(files: list[RawFile], movie_ids: pl.Series, ledger: Ledger) -> None:
    """Fill `cast`, `crew`, `people` and `person_names` by way of staged entries, for all of them at once may be too large."""
    read: Counter[tuple[str, int]] = Counter()
    unusable: dict[tuple[str, int], list[pl.DataFrame]] = defaultdict(list)
    for number, raw in enumerate(files):
        used, account = film_records(raw, _film_id_column(raw), movie_ids, "credits")
        ledger.enter(account)
        for column, entries, rejected in film_credits.credit_batches(raw, used):
            ledger.draft.stage(f"{column}_entries", entries.with_columns(file_number=pl.lit(number)))
            read[column, number] += entries.height + rejected.height
            unusable[column, number].append(rejected)
    outdated = ledger.draft.staged("outdated_credits")
    for column in film_credits.FIELDS:
        ledger.draft.insert_staged(column)
        for number, raw in enumerate(files):
            merged = outdated.filter(table_name=column, file_number=number).with_columns(
                reason=pl.lit("the credit id stands again later; that entry is kept")
            )
            set_aside = [
                rejects(pl.concat(unusable[column, number]), table=column, raw=raw, action="rejected", column=column),
                rejects(merged, table=column, raw=raw, action="merged", column=column),
            ]
            rows_read = read[column, number]
            kept = rows_read - sum(rows.height for rows in set_aside)
            ledger.enter(Account(column, raw.label, "entries", rows_read, kept, pl.concat(set_aside)))
    for table in ("people", "person_names"):
        ledger.draft.insert_staged(table)
    ledger.draft.discard_staged()


def _load_keywords(files: list[RawFile], movie_ids: pl.Series, ledger: Ledger) -> None:
    linked = []
    for raw in files:
        used, account = film_records(raw, _film_id_column(raw), movie_ids, "keywords")
        ledger.enter(account)
        linked.append(links.linked(raw.records.join(used, on="record", maintain_order="left"), raw, links.KEYWORDS))
    ledger.draft.insert(links.KEYWORDS.table, links.latest([of_file.things for of_file in linked], links.KEYWORDS.key))
    ledger.load(*(of_file.links for of_file in linked))


def _load_ratings(link_files: list[Dropped], rating_files: list[Dropped], movie_ids: pl.Series, ledger: Ledger) -> None:
    movielens = [ratings.movielens_links(raw, movie_ids) for raw in in_force(link_files, _movielens_key)]
    ledger.load(*movielens)
    if rating_files:
        film_links = pl.concat([of_file.frame for of_file in movielens])
        current = in_force(rating_files, _rating_key(film_links))
        ledger.load(*(ratings.ratings(raw, film_links) for raw in current))


def _deletions(files: list[Dropped], ledger: Ledger) -> pl.DataFrame:
    """The last drop that deletes each film."""
    found = [pl.DataFrame(schema=DELETIONS_SCHEMA)]
    for drop, raw in files:
        keyed = raw.lazy.select("record", key=_film_key(raw)).collect()
        named = keyed.filter(pl.col("key").is_not_null())
        nameless = keyed.filter(pl.col("key").is_null()).select("record", reason=pl.lit("the record names no film"))
        set_aside = pl.concat(
            [rejects(nameless, table="deletions", raw=raw, action="rejected"), set_aside_before(raw, "deletions")]
        )
        ledger.enter(Account("deletions", raw.label, "records", raw.count, named.height, set_aside))
        found.append(named.select("key", deleted_in=pl.lit(drop, pl.Int64)))
    return pl.concat(found).group_by("key").agg(pl.col("deleted_in").max())


def _second_halves(raw: RawFile) -> pl.DataFrame:
    """The second halves of split records, which go with their films."""
    return joined_halves(raw.records)[1].select("record", key=pl.col("movie_id").cast(pl.String))


def _film_key(raw: RawFile) -> pl.Expr:
    return values.whole_number(_film_id_column(raw), pl.Int32).cast(pl.String)


def _movielens_key(_: RawFile) -> pl.Expr:
    return values.whole_number("movieId", pl.Int32).cast(pl.String)


def _rating_key(film_links: pl.DataFrame) -> Callable[[RawFile], pl.Expr]:
    """A rating is about a user and a film, which may have several MovieLens ids, or none that is known."""
    movielens_id = values.whole_number("movieId", pl.Int32)
    film = movielens_id.replace_strict(
        film_links["movielens_id"], film_links["movie_id"], default=None, return_dtype=pl.Int32
    ).cast(pl.String)
    return lambda _: pl.concat_str(
        [values.whole_number("userId", pl.Int32), pl.coalesce(film, pl.format("MovieLens {}", movielens_id))], separator=" "
    )


def _film_id_column(raw: RawFile) -> str:
    for column in FILM_ID_COLUMNS:
        if column in raw.columns:
            return column
    fault = f"the column with the film's id is missing; the header has: {', '.join(raw.columns)}"
    raise SourceError(raw.path, fault, column=FILM_ID_COLUMNS[0])
