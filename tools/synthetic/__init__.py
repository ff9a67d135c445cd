"""Made-up catalogues of any size in the layout of The Movies Dataset, to try a build on more films than there are.

The same size and seed give the same bytes. Memory does not grow with the size: productions are made, written and forgotten chunk
by chunk, and who or what a number means follows from the seed.
"""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from tools.synthetic.dice import Dice
from tools.synthetic.films import productions
from tools.synthetic.people import People
from tools.synthetic.ratings import RatedFilms
from tools.synthetic.records import MOVIE_COLUMNS, Recorder, Records

_CHUNK = 1_000
_HEADERS = {
    "movies_dataset.csv": MOVIE_COLUMNS,
    "credits.csv": ("cast", "crew", "id"),
    "keywords.csv": ("id", "keywords"),
    "links.csv": ("movieId", "imdbId", "tmdbId"),
    "ratings_small.csv": ("userId", "movieId", "rating", "timestamp"),
}


def write(films: int, folder: Path, seed: int) -> None:
    """Write the raw files of a catalogue.

    Args:
        films: How many films it has, at least one; a few records more repeat some of them.
        folder: Where the files go; made if need be, and files of the same names are replaced.
        seed: Another seed gives other films.
    """
    folder.mkdir(parents=True, exist_ok=True)
    dice = Dice(seed)
    rated = RatedFilms(dice)
    movielens_ids = count(1)
    with ExitStack() as files:
        writers = []
        for name, header in _HEADERS.items():
            file = files.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            writers.append(csv.writer(file, lineterminator="\n"))
            writers[-1].writerow(header)
        movies, credits_, keywords, links, ratings = writers
        for records in _all_records(dice, films, seed):
            movies.writerows(records.movies)
            credits_.writerows(records.credits)
            keywords.writerows(records.keywords)
            if records.keywords:  # a film that is written again has no second link
                movielens_id = next(movielens_ids)
                is_linked = dice.chance(0.995)
                links.writerow((movielens_id, f"{100_000 + records.film.number:07d}", records.film.id if is_linked else None))
                rated.offer(movielens_id, records.film)
        ratings.writerows(rated.ratings(films))


def _all_records(dice: Dice, films: int, seed: int) -> Iterator[Records]:
    """The records of all films, the films of a franchise apart from each other."""
    people = People(films, seed)
    recorder = Recorder(dice, people, films, seed)
    chunk: list[Records] = []
    for production in productions(dice, people, films):
        for film in production:
            chunk += recorder.records(film)
        if len(chunk) >= _CHUNK:
            dice.shuffle(chunk)
            yield from chunk
            chunk.clear()
    dice.shuffle(chunk)
    yield from chunk
