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

# How often it is so in the real file of 2026.
_HAS_VOTES = 0.35
_HAS_DATE = 0.85
_HAS_OVERVIEW = 0.8
_HAS_KEYWORDS = 0.27
_IS_ADULT = 0.1


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
    row = recorder.movie(film, overview=texts.plot(dice) if dice.chance(_HAS_OVERVIEW) else None)
    row["keywords"] = linked_things.keywords(dice, film) if dice.chance(_HAS_KEYWORDS) else []
    if not dice.chance(_HAS_VOTES):
        row |= {"vote_count": 0, "vote_average": 0.0}
    if not dice.chance(_HAS_DATE):
        row["release_date"] = None
    row["adult"] = dice.chance(_IS_ADULT)
    row["backdrop_path"] = row["poster_path"] and dice.image_path()
    return row | {column: ", ".join(str(entry["name"]) for entry in row[column]) for column in _LISTS}
