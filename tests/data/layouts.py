"""Raw files of the hand-made catalogue, in the layouts of The Movies Dataset and of the TMDB 5000 catalogue.

``python -m tests.data.layouts`` writes the CSV files beside this module; a test sees to it that they match.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from tests.data.films import (
    COLLECTIONS,
    COMPANIES,
    COUNTRIES,
    CREDITED_FILMS,
    GENRES,
    KEYWORDS,
    LANGUAGES,
    LAST_FIELDS_MISSING_FILM,
    OVERLONG_FILM,
    PEOPLE,
    REPEATED_FILMS,
    SHORT_FILM,
    SHORT_SPLIT_FILM,
    SPLIT_FILM,
    UNDATED_FILMS,
    WARTY_FILMS,
    WHOLE_FILMS,
    Film,
    Person,
)

FOLDER = Path(__file__).parent

Record = list[str]
Notation = Callable[[object], str]

MOVIE_COLUMNS = [
    "adult", "belongs_to_collection", "budget", "genres", "homepage", "id", "imdb_id", "original_language", "original_title",
    "overview", "popularity", "poster_path", "production_companies", "production_countries", "release_date", "revenue", "runtime",
    "spoken_languages", "status", "tagline", "title", "video", "vote_average", "vote_count",
]  # fmt: skip
TMDB_5000_COLUMNS = [
    "budget", "genres", "homepage", "id", "keywords", "original_language", "original_title", "overview", "popularity",
    "production_companies", "production_countries", "release_date", "revenue", "runtime", "spoken_languages", "status", "tagline",
    "title", "vote_average", "vote_count",
]  # fmt: skip
CREDIT_COLUMNS = ["cast", "crew", "id"]
TMDB_5000_CREDIT_COLUMNS = ["movie_id", "title", "cast", "crew"]
FACT_COLUMNS = {
    "titles.csv": ["id", "title", "language", "region", "kind"],
    "translations.csv": ["id", "language", "region", "title", "overview", "tagline"],
    "external_ids.csv": ["id", "source", "external_id"],
    "watch_providers.csv": ["id", "region", "kind", "provider_id", "provider", "display_priority"],
    "certifications.csv": ["id", "region", "certification", "release_type", "release_date"],
}
TMDB_5000_FILMS = (862, 863, 10193, 238, 272, 155, 49026, 194)


def named(names: str, ids: dict[str, int]) -> list[tuple[int, str]]:
    """Ids and names of a list of names; a number in brackets after a name only tells two of the same name apart."""
    return [(ids[name], name.partition(" (")[0]) for name in names.split(", ") if name]


def movie_record(film: Film, notation: Notation = repr) -> dict[str, str]:
    """All columns of a film as text."""
    collection = COLLECTIONS.get(film.collection)
    spoken = [{"iso_639_1": film.language, "name": LANGUAGES[film.language]}] if film.language in LANGUAGES else []
    return {
        "adult": "False",
        "belongs_to_collection": notation(
            {"id": collection, "name": film.collection, "poster_path": f"/c{collection}.jpg", "backdrop_path": None}
        )
        if collection
        else "",
        "budget": film.budget,
        "genres": notation([{"id": key, "name": name} for key, name in named(film.genres, GENRES)]),
        "homepage": "",
        "id": str(film.id),
        "imdb_id": f"tt{film.id:07}",
        "original_language": film.language,
        "original_title": film.title,
        "overview": film.overview,
        "popularity": film.popularity,
        "poster_path": f"/p{film.id}.jpg",
        "production_companies": notation([{"name": name, "id": key} for key, name in named(film.companies, COMPANIES)]),
        "production_countries": notation(
            [{"iso_3166_1": code, "name": COUNTRIES[code]} for code in film.countries.split(", ") if code]
        ),
        "release_date": film.date,
        "revenue": film.revenue,
        "runtime": film.runtime,
        "spoken_languages": notation(spoken),
        "status": "Released",
        "tagline": film.tagline,
        "title": film.title,
        "video": "False",
        "vote_average": film.average,
        "vote_count": film.votes,
        "keywords": notation([{"id": key, "name": name} for key, name in named(film.keywords, KEYWORDS)]),
        **film.raw,
    }


def credit_record(film: Film, notation: Notation = repr, *, portraits: bool = True) -> dict[str, str]:
    """The credits of a film as text."""
    cast = []
    for order, role in enumerate(film.cast):
        name, _, character = role.partition(": ") if isinstance(role, str) else (role, "", "")
        person = PEOPLE[name] if isinstance(name, str) else name
        cast.append(
            {
                "cast_id": order + 1,
                "character": character,
                "credit_id": f"{film.id:012x}ca{order:02}",
                "gender": person.gender,
                "id": person.id,
                "name": person.name,
                "order": order,
                **_portrait(person, wanted=portraits),
            }
        )
    crew = []
    for order, director in enumerate((*film.directors, *film.directors[:1])):
        person = PEOPLE[director] if isinstance(director, str) else director
        directs = order < len(film.directors)
        crew.append(
            {
                "credit_id": f"{film.id:012x}cb{order:02}",
                "department": "Directing" if directs else "Writing",
                "gender": person.gender,
                "id": person.id,
                "job": "Director" if directs else "Screenplay",
                "name": person.name,
                **_portrait(person, wanted=portraits),
            }
        )
    return {"cast": notation(cast), "crew": notation(crew), "id": str(film.id), "movie_id": str(film.id), "title": film.title}


def _portrait(person: Person, *, wanted: bool) -> dict[str, str | None]:
    return {"profile_path": f"/f{person.id}.jpg" if person.gender else None} if wanted else {}


def movie_records() -> list[Record]:
    """The films' file: first what is whole, then what is not; a sound film stands behind each broken one."""
    sound = [*WHOLE_FILMS, *WARTY_FILMS, *UNDATED_FILMS, *REPEATED_FILMS]
    records = [_row(film) for film in sound]
    first, second = _halves(SPLIT_FILM)
    width = len(MOVIE_COLUMNS)
    padded = [half + [""] * (width - len(half)) for half in (first, second)]
    short_record = _row(SHORT_FILM)[: MOVIE_COLUMNS.index("overview") + 1]
    nearly_whole = _row(LAST_FIELDS_MISSING_FILM)[: MOVIE_COLUMNS.index("vote_average")]
    overlong = [*_row(OVERLONG_FILM), "one", "two"]
    return [*padded, *records, *_halves(SHORT_SPLIT_FILM), short_record, nearly_whole, overlong]


def _halves(film: Film) -> tuple[Record, Record]:
    row = _row(film)
    at = MOVIE_COLUMNS.index("overview")
    before, _, after = row[at].partition("\n")
    return [*row[:at], before], [after, *row[at + 1 :]]


def _row(film: Film) -> Record:
    record = movie_record(film)
    return [record[name] for name in MOVIE_COLUMNS]


def credit_records() -> list[Record]:
    """The credits' file: one film stands twice, with one credit in both; one is unknown and one is no film at all."""
    records = [credit_record(film) for film in CREDITED_FILMS]
    again = credit_record(_credited(920, cast=("Owen Wilson: Lightning", "Tom Hanks: Woody Car"))) | {"crew": "[]"}
    unknown = credit_record(_credited(990098, directors=("Fritz Lang",)))
    undated = credit_record(_credited(990021, directors=("Fritz Lang",)))
    nobody = unknown | {"id": "nobody"}
    one_without_id = (
        "[{'credit_id': 'c1', 'id': 990105, 'name': 'Ana María Ruiz', 'order': 0}, "
        "{'credit_id': 'c2', 'name': 'No id', 'order': 1, 'character': 'Herself'}]"
    )
    incomplete = {"cast": one_without_id, "crew": "", "id": "990044"}
    return [[row[name] for name in CREDIT_COLUMNS] for row in [*records, again, unknown, undated, nobody, incomplete]]


def _credited(movie_id: int, directors: tuple[str, ...] = (), cast: tuple[str, ...] = ()) -> Film:
    return Film(movie_id, "", "", "", "", directors=directors, cast=cast)


def keyword_records() -> list[Record]:
    """The keywords' file, with an unknown film and a film of two records."""
    records = [[str(film.id), movie_record(film)["keywords"]] for film in WHOLE_FILMS]
    return [
        *records,
        ["990098", "[{'id': 4290, 'name': 'toy'}]"],
        ["42023", "[{'id': 10051, 'name': 'heist'}, {'id': 990302, 'name': \"bodyguard's dream\"}]"],
    ]


LINK_RECORDS = [
    ["1", "0114709", "862"],
    ["6", "0113277", "949"],
    ["858", "0068646", "238"],
    ["1221", "0071562", "240"],
    ["58559", "0468569", "155"],
    ["91529", "1345836", "49026"],
    ["7", "0990001", ""],
    ["8", "0990098", "990098"],
    ["9", "0990021", "990021"],
    ["x", "0990002", "862"],
    ["10", "0990003", "863"],
    ["10", "0990003", "10193"],
]

RATING_RECORDS = [
    ["1", "1", "4.0", "835355493"],
    ["1", "6", "3.5", "835355494"],
    ["1", "1", "2.5", "835355400"],
    ["2", "1", "1.0", "835355500"],
    ["2", "1", "5.0", "835355600"],
    ["2", "858", "5.0", "835355601"],
    ["3", "58559", "0.5", "1260759144"],
    ["3", "10", "3.0", "1260759145"],
    ["3", "999", "3.0", "1260759146"],
    ["3", "7", "3.0", "1260759147"],
    ["", "6", "3.0", "1260759148"],
    ["4", "6", "good", "1260759149"],
    ["1", "858", "4.5", "835355495"],
    ["5", "6", "5.0", "1260759150"],
]

TAG_RECORDS = [
    ["1", "1", "pixar", "835355493"],
    ["1", "1", "fun", "835355494"],
    ["2", "1", "pixar", "835355495"],
    ["2", "1", "pixar", "835355496"],
    ["2", "858", "the family", ""],
    ["3", "999", "lost", "1260759146"],
    ["", "6", "heist", "1260759148"],
]

# Of each file some records are about films that there are not, or say nothing that can be used.
FACT_RECORDS = {
    "titles.csv": [
        ["862", "Juguetes", "es", "ES", "translated"],
        ["862", "Juguetes en la repisa", "es", "MX", "translated"],
        ["862", "Toy Story: The Shelf", "", "US", "alternative"],
        ["862", "Jouets", "fr", "", ""],
        ["862", "The Shelf", "", "", ""],
        ["862", "Juguetes", "es", "es", "Translated"],
        ["tt0000238", "El padrino", "es", "ES", "translated"],
        ["194", "Le Fabuleux Destin d'Amélie Poulain", "fr", "", "original"],
        ["990098", "Nadie", "es", "ES", "translated"],
        ["nobody", "Nadie", "es", "ES", "translated"],
        ["238", "", "es", "AR", "translated"],
        ["238", "El padrino", "es", "AR", "nickname"],
    ],
    "translations.csv": [
        ["862", "es", "ES", "Juguetes", "Un juguete viejo aprende a compartir su repisa.", "Hay sitio para dos."],
        ["862", "es", "MX", "", "Un juguete viejo comparte su repisa\ncon uno nuevo.", ""],
        ["863", "es", "", "Juguetes 2", "", "De vuelta a la repisa."],
        ["862", "es", "ES", "Juguetes", "Un juguete viejo aprende a compartir.", "Hay sitio para dos."],
        ["238", "", "ES", "El padrino", "Una familia y sus negocios.", ""],
        ["990098", "es", "ES", "Nadie", "Nada.", ""],
    ],
    "external_ids.csv": [
        ["862", "imdb", "tt0114709"],
        ["862", "wikidata", "Q171048"],
        ["862", "facebook", "toystory"],
        ["238", "wikidata", "Q47703"],
        ["863", "imdb", "nm0000158"],
        ["863", "wikidata", ""],
        ["990098", "imdb", "tt9900098"],
    ],
    "watch_providers.csv": [
        ["862", "AR", "flatrate", "337", "Disney Plus", "1"],
        ["862", "AR", "rent", "2", "Apple TV", "4"],
        ["862", "AR", "buy", "2", "Apple TV", "4"],
        ["862", "ES", "flatrate", "337", "Disney Plus", "2"],
        ["863", "AR", "flatrate", "337", "Disney Plus", "1"],
        ["238", "AR", "flatrate", "8", "Netflix", "0"],
        ["238", "ES", "rent", "2", "Apple TV", "first"],
        ["240", "ES", "ads", "990401", "Cine Ñandú", ""],
        ["240", "AR", "free", "990401", "Cine Ñandú", "9"],
        ["949", "MX", "free", "990402", "NETFLIX", "30"],
        ["949", "mx", "free", "990402", "NETFLIX", "31"],
        ["949", "MX", "lend", "990402", "NETFLIX", "30"],
        ["949", "MX", "rent", "", "NETFLIX", "30"],
        ["990098", "AR", "flatrate", "8", "Netflix", "0"],
    ],
    "certifications.csv": [
        ["862", "US", "G", "3", "1995-11-22"],
        ["862", "AR", "ATP", "3", "1996-03-14"],
        ["862", "ES", "APTA", "3", "1996-03-01"],
        ["862", "ES", "APTA", "5", ""],
        ["238", "US", "R", "3", "1972-03-24"],
        ["238", "GB", "15", "", ""],
        ["949", "US", "R", "9", "1995-12-15"],
        ["949", "AR", "", "3", "1996-02-15"],
        ["990098", "US", "R", "3", "1995-12-15"],
    ],
}


def tmdb_5000_records() -> tuple[list[Record], list[Record]]:
    """Some of the films in the layout of the TMDB 5000 catalogue: JSON, with and without escapes."""
    films = {film.id: film for film in WHOLE_FILMS}
    movies: list[Record] = []
    credits_: list[Record] = []
    for number, movie_id in enumerate(TMDB_5000_FILMS):
        notation: Notation = json.dumps if number % 2 else _unescaped_json
        movie = movie_record(films[movie_id], notation)
        credit = credit_record(films[movie_id], notation, portraits=False)
        movies.append([movie[name] for name in TMDB_5000_COLUMNS])
        credits_.append([credit[name] for name in TMDB_5000_CREDIT_COLUMNS])
    return movies, credits_


def _unescaped_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write(folder: Path) -> None:
    """Write both layouts, each into a folder of its own."""
    tmdb_movies, tmdb_credits = tmdb_5000_records()
    files = {
        "full_layout/movies_dataset.csv": [MOVIE_COLUMNS, *movie_records()],
        "full_layout/credits.csv": [CREDIT_COLUMNS, *credit_records()],
        "full_layout/keywords.csv": [["id", "keywords"], *keyword_records()],
        "full_layout/links.csv": [["movieId", "imdbId", "tmdbId"], *LINK_RECORDS],
        **{f"full_layout/{name}": [columns, *FACT_RECORDS[name]] for name, columns in FACT_COLUMNS.items()},
        "full_layout/ratings_small.csv": [["userId", "movieId", "rating", "timestamp"], *RATING_RECORDS],
        "full_layout/tags.csv": [["userId", "movieId", "tag", "timestamp"], *TAG_RECORDS],
        "tmdb_5000_layout/tmdb_5000_movies.csv": [TMDB_5000_COLUMNS, *tmdb_movies],
        "tmdb_5000_layout/tmdb_5000_credits.csv": [TMDB_5000_CREDIT_COLUMNS, *tmdb_credits],
    }
    for name, rows in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    write(FOLDER)
