"""``python -m tools.evaluation.similarity WAREHOUSE [JUDGED]`` prints how sensible the lists of similar films are.

JUDGED is a JSON file, or a folder of them, of what others recommend after films: the id of a film leads to ids of films. Without
it only what can be seen in the lists themselves is measured.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import msgspec
import numpy as np

from tools.evaluation.metrics import ndcg

DEPTH = 10
FIRST = 5
KNOWN_VOTES = 1000

AGREEMENT = f"agreement, NDCG@{DEPTH}"
HUBS = "places of the ten most listed films"
MOST_LISTED = "lists with the most listed film"
NO_GENRE = "places without a shared genre"
UNSUITABLE = "places of family films for crime, horror, thriller or war"

_LISTS = """
    select n.movie_id, list(n.other_id order by n.place) from derived.neighbours as n where n.place <= $depth group by n.movie_id
"""
_HUBS = """
    with listed as (
        select n.other_id, count(*) as lists
        from derived.neighbours as n
        inner join movies as m on n.movie_id = m.movie_id
        where n.place <= $depth and m.vote_count >= $known_votes
        group by n.other_id
    ),

    known as (
        select count(*) as films
        from movies as m
        where m.vote_count >= $known_votes
    )

    select
        list_sum(list(l.lists order by l.lists desc)[:10]) / sum(l.lists),
        max(l.lists) / any_value(k.films)
    from listed as l
    cross join known as k
"""
_PLACES = """
    with genre_names as (
        select
            m.movie_id,
            m.original_language,
            m.vote_count,
            coalesce(list(g.name) filter (where g.name is not null), []) as genres
        from movies as m
        left join movie_genres as l on m.movie_id = l.movie_id
        left join genres as g on l.genre_id = g.genre_id
        group by m.movie_id, m.original_language, m.vote_count
    )

    select
        avg((not list_has_any(a.genres, b.genres))::integer) filter (where a.vote_count >= $known_votes),
        avg((list_has_any(b.genres, ['Crime', 'Horror', 'Thriller', 'War']) and 'Family' not in b.genres)::integer)
        filter (where 'Family' in a.genres and a.vote_count >= 100),
        avg(('Documentary' in b.genres)::integer) filter (where 'Documentary' in a.genres and a.vote_count >= 20),
        avg((a.original_language = b.original_language)::integer)
        filter (where a.original_language in ('es', 'fr', 'ja', 'hi') and a.vote_count >= 50),
        count(distinct n.other_id) / (select count(*) from movies)
    from derived.neighbours as n
    inner join genre_names as a on n.movie_id = a.movie_id
    inner join genre_names as b on n.other_id = b.movie_id
    where n.place <= $depth
"""
_SERIES = """
    with small as (
        select m.collection_id, count(*) as films
        from movies as m
        where m.collection_id is not null
        group by m.collection_id
        having count(*) between 2 and 5
    )

    select avg((n.other_id is not null)::integer)
    from movies as m
    inner join small as s on m.collection_id = s.collection_id
    inner join movies as o on s.collection_id = o.collection_id and m.movie_id != o.movie_id
    left join derived.neighbours as n on m.movie_id = n.movie_id and o.movie_id = n.other_id and n.place <= $first
"""


def agreement(lists: Mapping[int, Sequence[int]], judged: Mapping[int, Sequence[int]]) -> tuple[float, float]:
    """Return NDCG@10 and the share of lists with a film in the first five that others recommend too, over the judged films."""
    hits = {film: np.isin(lists[film], others) for film, others in judged.items() if film in lists}
    gains = [ndcg(found, len(judged[film])) for film, found in hits.items()]
    return float(np.mean(gains)), float(np.mean([found[:FIRST].any() for found in hits.values()]))


def measured(connection: duckdb.DuckDBPyConnection, judged: Mapping[int, Sequence[int]]) -> Iterator[tuple[str, float | None]]:
    """Give each measure with its value, which is null where no film is of its kind."""
    if judged:
        lists = dict(connection.execute(_LISTS, {"depth": DEPTH}).fetchall())
        yield from zip((AGREEMENT, f"agreement, one in the first {FIRST}"), agreement(lists, judged), strict=True)
    known = {"depth": DEPTH, "known_votes": KNOWN_VOTES}
    [hubs] = connection.execute(_HUBS, known).fetchall()
    yield from zip((HUBS, MOST_LISTED), hubs, strict=True)
    [places] = connection.execute(_PLACES, known).fetchall()
    of_places = (
        NO_GENRE,
        UNSUITABLE,
        "places of documentaries for documentaries",
        "places of Spanish, French, Japanese and Hindi films for the same language",
        "films in a list",
    )
    yield from zip(of_places, places, strict=True)
    [(series,)] = connection.execute(_SERIES, {"first": FIRST}).fetchall()
    yield f"other films of a collection of two to five in the first {FIRST}", series


def read_judged(path: Path) -> dict[int, list[int]]:
    """Read what others recommend after films: a JSON file, or all those of a folder."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    judged: dict[int, list[int]] = {}
    for file in files:
        try:
            judged |= msgspec.json.decode(file.read_bytes(), type=dict[int, list[int]])
        except (OSError, msgspec.DecodeError) as error:
            sys.exit(f"{file}: judged lists are a JSON object from the id of a film to a list of ids of films ({error})")
    if not judged:
        sys.exit(f"{path}: there is no judged list in it; name a JSON file, or a folder of them")
    return judged


def main(warehouse: Path, judged: Mapping[int, Sequence[int]]) -> None:
    """Print a line for each measure."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        for about, value in measured(connection, judged):
            print(f"{about:<75} {'none' if value is None else f'{value:.3f}'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), read_judged(Path(sys.argv[2])) if len(sys.argv) > 2 else {})
