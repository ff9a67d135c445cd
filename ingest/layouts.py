"""Every layout of raw files that a build reads, each declared once.

A declaration says what a file is about, what it is called, which columns it has under which names, and how lists stand in its
cells. Nothing else in the build knows names of files, or what a file calls a column. A new layout is a new declaration; only a
new kind of file needs code that fills tables from it.
"""

from collections.abc import Collection

from ingest.domains import CERTIFICATION, FILM, LINK, RATING, WATCH_PROVIDER
from ingest.layout import Column, Job, Kind, Layout, Lists, Need, columns

_FILM_ID = Column("id", Need.REQUIRED, aliases=("movie_id",))
_COLUMNS_OF_FILMS = (
    *columns(Need.REQUIRED, "id", "title", "release_date"),
    *columns(
        Need.USUAL, "budget", "revenue", "runtime", "popularity", "vote_average", "vote_count", "original_language", "status",
        "tagline", "overview", "genres", "production_companies", "production_countries", "spoken_languages",
    ),
    *columns(Need.OPTIONAL, "original_title", "belongs_to_collection", "keywords", "poster_path", "imdb_id"),
)  # fmt: skip

FILM_COLUMNS = frozenset(column.name for column in _COLUMNS_OF_FILMS)
"""What is read of a file of films."""

THE_MOVIES_DATASET = (
    Layout(
        Kind.FILMS,
        ("movies_dataset.csv", "movies_metadata.csv"),
        _COLUMNS_OF_FILMS,
        domains=FILM,
        whole_with=("id", "title"),
    ),
    Layout(
        Kind.CREDITS,
        ("credits.csv",),
        (_FILM_ID, *columns(Need.REQUIRED, "cast", "crew")),
        domains=FILM,
        whole_with=("id",),
    ),
    Layout(
        Kind.KEYWORDS,
        ("keywords.csv",),
        (_FILM_ID, *columns(Need.REQUIRED, "keywords")),
        domains=FILM,
        whole_with=("id",),
    ),
)
"""``rounakbanik/the-movies-dataset`` of Kaggle, the data of the brief."""

TMDB_5000 = (
    Layout(
        Kind.FILMS,
        ("tmdb_5000_movies.csv", "movies.csv"),
        _COLUMNS_OF_FILMS,
        domains=FILM,
        whole_with=("id", "title"),
    ),
    Layout(
        Kind.CREDITS,
        ("tmdb_5000_credits.csv",),
        (_FILM_ID, *columns(Need.REQUIRED, "cast", "crew")),
        domains=FILM,
        whole_with=("id",),
    ),
)
"""``tmdb/tmdb-movie-metadata`` of Kaggle."""

MOVIELENS = (
    Layout(Kind.FILMS_OF_MOVIELENS, ("movies.csv", "movie.csv"), columns(Need.REQUIRED, "movieId", "title", "genres")),
    Layout(Kind.LINKS, ("links.csv", "link.csv"), columns(Need.REQUIRED, "movieId", "tmdbId"), domains=LINK),
    Layout(
        Kind.RATINGS,
        ("ratings_small.csv",),
        columns(Need.REQUIRED, "userId", "movieId", "rating", "timestamp"),
        domains=RATING,
        enough_without=("ratings.csv",),  # the full data set comes with its own sample
    ),
    Layout(
        Kind.RATINGS,
        ("ratings.csv", "rating.csv"),
        columns(Need.REQUIRED, "userId", "movieId", "rating", "timestamp"),
        domains=RATING,
    ),
    Layout(Kind.TAGS, ("tags.csv", "tag.csv"), columns(Need.REQUIRED, "userId", "movieId", "tag", "timestamp"), domains=RATING),
)
"""The files of MovieLens: latest-small, 20M, 25M and 32M, and those of The Movies Dataset."""

TMDB_V11 = (
    Layout(
        Kind.FILMS,
        ("TMDB_movie_dataset_v11.csv",),
        (*_COLUMNS_OF_FILMS, Column("adult")),
        lists=Lists.NAMES,
        domains=FILM,
        marks=("adult", "backdrop_path", "production_companies", "spoken_languages"),
    ),
)
"""``asaniczka/tmdb-movies-dataset-2023-930k-movies`` of Kaggle: more than a million films, without credits and collections."""

_NAMED_CREDITS = {
    "cast": None,
    "director": Job("Directing", "Director"),
    "director_of_photography": Job("Camera", "Director of Photography"),
    "writers": Job("Writing", "Writer"),
    "producers": Job("Production", "Producer"),
    "music_composer": Job("Sound", "Original Music Composer"),
}
TMDB_DAILY = (
    Layout(
        Kind.FILMS,
        ("TMDB_all_movies.csv",),
        (*_COLUMNS_OF_FILMS, *columns(Need.OPTIONAL, *_NAMED_CREDITS)),
        lists=Lists.NAMES,
        domains=FILM,
        credits=_NAMED_CREDITS,
        marks=("director_of_photography", "music_composer", "production_companies", "spoken_languages"),
    ),
)
"""``alanvourch/tmdb-movies-daily-updates`` of Kaggle: more than a million films, with the names of those who made them."""

FACTS_OF_FILMS = (
    Layout(
        Kind.TITLES,
        ("titles.csv",),
        (*columns(Need.REQUIRED, "id", "title"), *columns(Need.OPTIONAL, "language", "region", "kind")),
        may_be_empty=True,
    ),
    Layout(
        Kind.TRANSLATIONS,
        ("translations.csv",),
        (*columns(Need.REQUIRED, "id", "language"), *columns(Need.OPTIONAL, "region", "title", "overview", "tagline")),
        may_be_empty=True,
    ),
    Layout(
        Kind.EXTERNAL_IDS,
        ("external_ids.csv",),
        columns(Need.REQUIRED, "id", "source", "external_id"),
        may_be_empty=True,
    ),
    Layout(
        Kind.WATCH_PROVIDERS,
        ("watch_providers.csv",),
        (
            *columns(Need.REQUIRED, "id", "region", "kind", "provider_id", "provider"),
            *columns(Need.OPTIONAL, "display_priority"),
        ),
        domains=WATCH_PROVIDER,
        may_be_empty=True,
    ),
    Layout(
        Kind.CERTIFICATIONS,
        ("certifications.csv",),
        (
            *columns(Need.REQUIRED, "id", "region", "certification"),
            *columns(Need.OPTIONAL, "release_type", "release_date"),
        ),
        domains=CERTIFICATION,
        may_be_empty=True,
    ),
)
"""What else there is to say of films, a record for each thing that is said; the ids of films may be those of IMDb."""

IMDB = (
    Layout(
        Kind.TITLES_OF_IMDB,
        ("title.akas.tsv",),
        columns(Need.REQUIRED, "titleId", "title", "region", "language", "types", "attributes", "isOriginalTitle"),
    ),
)
"""``title.akas`` of IMDb's data sets: lines with tabs between fields, no quotes, and ``\\N`` for null."""

DELETIONS = (Layout(Kind.DELETIONS, ("deleted_movies.csv",), (_FILM_ID,), domains=FILM, may_be_empty=True),)
"""Films that a drop takes out."""

LAYOUTS = (*THE_MOVIES_DATASET, *TMDB_5000, *TMDB_V11, *TMDB_DAILY, *MOVIELENS, *FACTS_OF_FILMS, *IMDB, *DELETIONS)

FILE_NAMES = frozenset(name.casefold() for layout in LAYOUTS for name in layout.file_names)
"""What raw files are called, in small letters."""

NOT_USED = frozenset({Kind.FILMS_OF_MOVIELENS})
"""The kinds of files that are known, so that they are not taken for others, but of which a build has no use."""


def file_names(kind: Kind) -> tuple[str, ...]:
    """What files of a kind may be called."""
    return tuple(name for layout in LAYOUTS if layout.kind is kind for name in layout.file_names)


def names_of(lists: Lists) -> tuple[str, ...]:
    """What files whose lists stand in one way may be called."""
    return tuple(name for layout in LAYOUTS if layout.lists is lists for name in layout.file_names)


def layouts_named(file_name: str) -> list[Layout]:
    """The layouts that have a file of a name, given in small letters; where there are several, the header of the file tells."""
    return [layout for layout in LAYOUTS if file_name in map(str.casefold, layout.file_names)]


def layout_marked(columns: Collection[str]) -> Layout | None:
    """The layout that the columns of a file tell, whatever the file is called, if they tell one."""
    return next(
        (layout for layout in LAYOUTS if layout.marks and {*layout.marks} <= {*columns} and layout.has_required([*columns])), None
    )
