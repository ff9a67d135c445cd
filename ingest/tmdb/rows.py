"""The rows that a film has in the files of a drop."""

from collections.abc import Iterable, Iterator

import msgspec

from ingest.tmdb.answers import Collection, FilmAnswer, Language, Number, Provider

Row = tuple[str, ...]

FILMS = "movies_dataset.csv"
DELETIONS = "deleted_movies.csv"
COLUMNS = {
    FILMS: (
        "adult", "belongs_to_collection", "budget", "genres", "homepage", "id", "imdb_id", "original_language", "original_title",
        "overview", "popularity", "poster_path", "production_companies", "production_countries", "release_date", "revenue",
        "runtime", "spoken_languages", "status", "tagline", "title", "video", "vote_average", "vote_count",
    ),
    "credits.csv": ("cast", "crew", "id"),
    "keywords.csv": ("id", "keywords"),
    "titles.csv": ("id", "title", "language", "region", "kind"),
    "translations.csv": ("id", "language", "region", "title", "overview", "tagline"),
    "external_ids.csv": ("id", "source", "external_id"),
    "watch_providers.csv": ("id", "region", "kind", "provider_id", "provider", "display_priority"),
    "certifications.csv": ("id", "region", "certification", "release_type", "release_date"),
}  # fmt: skip
"""The columns of each file that tells of films."""

_SOURCES = ("imdb", "wikidata", "facebook", "instagram", "twitter")
_KINDS = ("flatrate", "free", "ads", "rent", "buy")


def rows_of(film: FilmAnswer, collection: Collection | None) -> dict[str, list[Row]]:
    """What each file says of a film, a row only once.

    Args:
        film: The film.
        collection: Its series.
    """
    found: dict[str, Iterable[Row]] = {
        FILMS: [_film(film, collection)],
        "credits.csv": [_credits(film)],
        "keywords.csv": [(str(film.id), _listed(film.keywords.keywords if film.keywords else None))],
        "titles.csv": _titles(film),
        "translations.csv": _translations(film),
        "external_ids.csv": _external_ids(film),
        "watch_providers.csv": _watch_providers(film),
        "certifications.csv": _certifications(film),
    }
    return {name: list(dict.fromkeys(rows)) for name, rows in found.items()}


def _film(film: FilmAnswer, collection: Collection | None) -> Row:
    values = {
        "adult": str(bool(film.adult)),
        "belongs_to_collection": _json(collection) if collection else "",
        "budget": _number(film.budget),
        "genres": _listed(film.genres),
        "homepage": _text(film.homepage),
        "id": str(film.id),
        "imdb_id": _text(film.imdb_id),
        "original_language": _text(film.original_language),
        "original_title": _text(film.original_title),
        "overview": _text(film.overview),
        "popularity": _number(film.popularity),
        "poster_path": _text(film.poster_path),
        "production_companies": _listed(film.production_companies),
        "production_countries": _listed(film.production_countries),
        "release_date": _text(film.release_date),
        "revenue": _number(film.revenue),
        "runtime": _number(film.runtime),
        "spoken_languages": _listed(map(_with_name, film.spoken_languages or ())),
        "status": _text(film.status),
        "tagline": _text(film.tagline),
        "title": _text(film.title),
        "video": str(bool(film.video)),
        "vote_average": _number(film.vote_average),
        "vote_count": _number(film.vote_count),
    }
    return tuple(values[column] for column in COLUMNS[FILMS])


def _credits(film: FilmAnswer) -> Row:
    cast, crew = (film.credits.cast, film.credits.crew) if film.credits else (None, None)
    return _listed(cast), _listed(crew), str(film.id)


def _titles(film: FilmAnswer) -> Iterator[Row]:
    key = str(film.id)
    if title := _text(film.original_title):
        yield key, title, _text(film.original_language), "", "original"
    for other in (film.alternative_titles and film.alternative_titles.titles) or ():
        if title := _text(other.title):
            yield key, title, "", _text(other.iso_3166_1), "alternative"
    for language, region, title, _, _ in _texts(film):
        if title:
            yield key, title, language, region, "translated"


def _translations(film: FilmAnswer) -> Iterator[Row]:
    return ((str(film.id), *texts) for texts in _texts(film) if any(texts[2:]))


def _texts(film: FilmAnswer) -> Iterator[tuple[str, str, str, str, str]]:
    """Language, region, title, overview and tagline of each translation into a known language."""
    for translation in (film.translations and film.translations.translations) or ():
        texts, language = translation.data, _text(translation.iso_639_1)
        if texts and language:
            yield language, _text(translation.iso_3166_1), _text(texts.title), _text(texts.overview), _text(texts.tagline)


def _external_ids(film: FilmAnswer) -> Iterator[Row]:
    ids = {source: _text(getattr(film.external_ids, f"{source}_id", None)) for source in _SOURCES}
    ids["imdb"] = ids["imdb"] or _text(film.imdb_id)
    return ((str(film.id), source, external_id) for source, external_id in ids.items() if external_id)


def _watch_providers(film: FilmAnswer) -> list[Row]:
    """Each platform of a region and kind once, for it is one platform whatever is said of it."""
    found: dict[tuple[str, str, int], Row] = {}
    for region, providers in ((film.watch_providers and film.watch_providers.results) or {}).items():
        for kind in _KINDS:
            of_kind: list[Provider] = getattr(providers, kind) or []
            for provider in of_kind:
                if provider.provider_id is not None:
                    key = (region, kind, provider.provider_id)
                    names = (_text(provider.provider_name), _number(provider.display_priority))
                    found.setdefault(key, (str(film.id), region, kind, str(provider.provider_id), *names))
    return list(found.values())


def _certifications(film: FilmAnswer) -> Iterator[Row]:
    for region in (film.release_dates and film.release_dates.results) or ():
        for release in region.release_dates or ():
            if certification := _text(release.certification):
                day = _text(release.release_date).partition("T")[0]
                yield str(film.id), _text(region.iso_3166_1), certification, _number(release.type), day


def _with_name(language: Language) -> Language:
    return Language(language.iso_639_1, _text(language.name) or _text(language.english_name), language.english_name)


def _listed(items: Iterable[msgspec.Struct] | None) -> str:
    return _json(list(items or ()))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode().replace("\\u0000", "")


def _number(value: Number) -> str:
    return "" if value is None else str(value)


def _text(value: str | None) -> str:
    """A text without outer blanks, and without the character that no CSV file may have."""
    return (value or "").replace("\0", "").strip()
