"""Made-up catalogues in the layout of the full TMDB data set: a row per film, lists as names, most films without votes."""

import csv
from pathlib import Path
from typing import Any

from tools.synthetic import linked_things, texts
from tools.synthetic.dice import Dice
from tools.synthetic.films import Film, productions
from tools.synthetic.people import People
from tools.synthetic.records import Recorder

FILE_NAME = "TMDB_movie_dataset_v11.csv"
COLUMNS = (
    "id", "title", "vote_average", "vote_count", "status", "release_date", "revenue", "runtime", "adult", "backdrop_path",
    "budget", "homepage", "imdb_id", "original_language", "original_title", "overview", "popularity", "poster_path", "tagline",
    "genres", "production_companies", "production_countries", "spoken_languages", "keywords",
)  # fmt: skip
_LISTS = ("genres", "production_companies", "production_countries", "spoken_languages", "keywords")

_FAME_WITHOUT_VOTES = 0.37
"""The fame that 35 of 100 films exceed."""

_MOST_VOTES = 37_000
_HAS_DATE = 0.85
_IS_ADULT = 0.1
_RARE_WORDS_OF_A_PLOT = 6
_HAS_RARE_WORD_IN_TITLE = 0.5

_MISSING = {
    "genres": (0.1, 0.55),
    "production_companies": (0.05, 0.58),
    "production_countries": (0.12, 0.65),
    "spoken_languages": (0.08, 0.58),
    "keywords": (0.45, 0.85),
    "overview": (0.06, 0.28),
    "tagline": (0.4, 0.88),
    "homepage": (0.25, 0.4),
    "imdb_id": (0.1, 0.7),
    "poster_path": (0.04, 0.42),
    "runtime": (0.06, 0.38),
    "budget": (0.7, 0.93),
    "revenue": (0.8, 0.97),
}
"""How often what is known of a film is left out: for films that somebody voted for, and for the others. All films
together are about as thin as the file of 2026 is."""


def write(films: int, folder: Path, seed: int) -> None:
    """Write the raw file of a catalogue.

    Args:
        films: How many films it has, at least one.
        folder: Where the file goes; made if need be, and a file of the same name is replaced.
        seed: Another seed gives other films.
    """
    folder.mkdir(parents=True, exist_ok=True)
    dice = Dice(seed)
    people = People(films, seed)
    recorder = Recorder(dice, people, films, seed)
    with (folder / FILE_NAME).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for production in productions(dice, people, films):
            writer.writerows(_record(dice, recorder, film) for film in production)


def _record(dice: Dice, recorder: Recorder, film: Film) -> dict[str, Any]:
    votes = _votes(film.fame)
    row = recorder.movie(film, overview=f"{texts.plot(dice)} {_names(dice, _RARE_WORDS_OF_A_PLOT)}.")
    row["keywords"] = linked_things.keywords(dice, film, always=True)
    row |= {column: None for column, missing in _MISSING.items() if dice.chance(missing[votes == 0])}
    row |= {"vote_count": votes, "vote_average": row["vote_average"] if votes else 0.0, "adult": dice.chance(_IS_ADULT)}
    if dice.chance(_HAS_RARE_WORD_IN_TITLE):
        row["title"] = f"{film.title} {texts.rare_word(dice)}"
    if not dice.chance(_HAS_DATE):
        row["release_date"] = None
    row["backdrop_path"] = dice.image_path() if dice.chance(0.65 if votes else 0.15) else None
    numbers = {column: row[column] or 0 for column in ("budget", "revenue", "runtime")}
    return row | numbers | {column: ", ".join(str(entry["name"]) for entry in row[column] or ()) for column in _LISTS}


def _names(dice: Dice, count: int) -> str:
    return " ".join(texts.rare_word(dice) for _ in range(count))


def _votes(fame: float) -> int:
    """The votes of a film: none for most films, ten or more for one in twelve, a thousand or more for one in 300."""
    above = fame - _FAME_WITHOUT_VOTES
    return int(min(_MOST_VOTES, 10 ** (0.75 * above + 0.2 * above**2))) if above > 0 else 0
