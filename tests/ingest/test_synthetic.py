"""Made-up catalogues: the same bytes for the same seed, every fault of the real files, and a warehouse that passes its checks."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.data.plain_reading import film_records, raw_records
from tools import synthetic
from tools.synthetic.__main__ import main
from tools.synthetic.dice import Dice, Traits, is_due, scattered
from tools.synthetic.people import People
from tools.synthetic.records import MOVIE_COLUMNS

FILMS = 1_500
NESTED = {
    "movies_dataset.csv": ("genres", "production_companies", "production_countries", "spoken_languages"),
    "credits.csv": ("cast", "crew"),
    "keywords.csv": ("keywords",),
}
Row = dict[str, str]
RunBuild = Callable[[Path, Path], tuple[int, list[str]]]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw files of a made-up catalogue."""
    folder = tmp_path_factory.mktemp("synthetic")
    synthetic.write(FILMS, folder, seed=1)
    return folder


@pytest.fixture(scope="module")
def built(catalogue: Path, tmp_path_factory: pytest.TempPathFactory, run_build: RunBuild) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of it; the build runs the checks."""
    place = tmp_path_factory.mktemp("built") / "warehouse.duckdb"
    code, said = run_build(catalogue, place)
    assert code == 0, said
    with duckdb.connect(place, read_only=True) as connection:
        yield connection


def rows_of(path: Path) -> list[Row]:
    header, records = raw_records(path)
    return [dict(zip(header, record, strict=True)) for record in records]


def movies_of(folder: Path) -> list[Row]:
    """The records of the films, those left out that are half a film."""
    return [row for row in rows_of(folder / "movies_dataset.csv") if row["id"].isdigit() and row["title"]]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def people_of(folder: Path) -> list[dict[str, Any]]:
    return [
        entry for row in rows_of(folder / "credits.csv") for column in ("cast", "crew") for entry in ast.literal_eval(row[column])
    ]


@pytest.mark.parametrize("films", [1, 40])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, films: int) -> None:
    for name in ("one", "two"):
        assert main([str(films), str(tmp_path / name), "--seed", "7"]) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_gives_other_bytes(tmp_path: Path) -> None:
    main(["40", str(tmp_path / "one"), "--seed", "7"])
    main(["40", str(tmp_path / "two"), "--seed", "8"])
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert {name for name in one if one[name] != two[name]} == {*one}


@pytest.mark.parametrize("films", ["0", "-3", "many"])
def test_a_catalogue_has_at_least_one_film(films: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([films, str(tmp_path / "none")])
    assert "argument N" in capsys.readouterr().err


def test_the_columns_are_those_of_the_data_set(catalogue: Path, full_layout: Path) -> None:
    for path in catalogue.glob("*.csv"):
        real = full_layout / path.name
        with path.open(encoding="utf-8", newline="") as made_file, real.open(encoding="utf-8", newline="") as real_file:
            assert next(csv.reader(made_file)) == next(csv.reader(real_file)), path.name


@pytest.mark.parametrize(("file", "columns"), NESTED.items())
def test_nested_cells_are_literals_as_python_writes_them(catalogue: Path, file: str, columns: tuple[str, ...]) -> None:
    rows = movies_of(catalogue) if file == "movies_dataset.csv" else rows_of(catalogue / file)
    for row in rows:
        for column in columns:
            assert repr(ast.literal_eval(row[column])) == row[column]


def test_the_build_keeps_every_film_that_has_a_date(catalogue: Path, built: duckdb.DuckDBPyConnection) -> None:
    actions = built.execute("select action, count(*) from rejected_rows where table_name = 'movies' group by action").fetchall()
    assert dict(actions) == {"repaired": 1, "merged": 1, "rejected": 3}
    movie_ids = {movie_id for (movie_id,) in built.execute("select movie_id from movies").fetchall()}
    assert len(movie_ids) == FILMS - 3
    assert movie_ids == set(film_records(catalogue))


def test_the_build_rejects_no_entry(built: duckdb.DuckDBPyConnection) -> None:
    linked = ("movie_genres", "movie_companies", "movie_countries", "movie_languages", "movie_keywords", "cast", "crew")
    rejected = dict(built.execute("select table_name, sum(rejected) from build_counts group by table_name").fetchall())
    for table in linked:
        rows = built.execute(f'select count(*) from "{table}"').fetchall()
        assert rows[0][0] > FILMS / 2, table
        assert rejected[table] == 0, table


def test_three_films_of_the_full_size_are_split() -> None:
    split = [number for number in range(45_466) if is_due(number, 45_466, 3, 0.05)]
    assert len(split) == 3


def test_a_record_is_split_in_the_shape_of_the_real_ones(catalogue: Path) -> None:
    _, records = raw_records(catalogue / "movies_dataset.csv")
    (second,) = (number for number, record in enumerate(records) if not record[5].isdigit())
    first_half, second_half = records[second - 1 : second + 1]
    assert len(first_half) == len(second_half) == len(MOVIE_COLUMNS)
    assert first_half[9]
    assert not any(first_half[10:])
    assert second_half[0].startswith(" ")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", second_half[5])
    assert not any(second_half[15:])


def test_ids_and_credits_repeat(catalogue: Path) -> None:
    ids = Counter(row["id"] for row in movies_of(catalogue))
    credited = Counter(row["id"] for row in rows_of(catalogue / "credits.csv"))
    assert sorted(ids.values())[-2:] == [1, 2]
    assert {film for film, times in ids.items() if times == 2} < {film for film, times in credited.items() if times == 2}


def test_values_are_missing_now_and_then(catalogue: Path) -> None:
    rows = movies_of(catalogue)
    for column in ("belongs_to_collection", "homepage", "overview", "poster_path", "release_date", "runtime", "tagline"):
        assert 0 < sum(not row[column] for row in rows) < len(rows), column
    for column in ("budget", "revenue", "genres", "production_companies"):
        assert 0 < sum(row[column] in ("0", "[]") for row in rows) < len(rows), column
    assert any(person["profile_path"] is None for person in people_of(catalogue))


@pytest.mark.parametrize("text", ["/", "?", "#", "%", "'", '"', "😀", "\xa0", "\u200b", "&"])
def test_titles_try_their_readers(catalogue: Path, text: str) -> None:
    assert any(text in row["title"] for row in movies_of(catalogue))


@pytest.mark.parametrize("text", [r"\xa0", r"\u200b", r"\\", r"\t", "}, {", "🤖", "\" O\\'"])
def test_cast_literals_need_care(catalogue: Path, text: str) -> None:
    assert any(text in row["cast"] for row in rows_of(catalogue / "credits.csv"))


@pytest.mark.parametrize("alphabet", ["[а-я]", "[一-龯]", "[가-힣]", "[ऀ-ॿ]", "[ء-ي]"])
def test_titles_come_in_many_alphabets(catalogue: Path, alphabet: str) -> None:
    assert any(re.search(alphabet, row["original_title"]) for row in movies_of(catalogue))


def test_some_people_are_named_in_their_own_alphabet(catalogue: Path) -> None:
    assert any(re.search("[а-я一-龯가-힣ऀ-ॿء-ي]", person["name"]) for person in people_of(catalogue))


def test_a_person_has_one_name_and_a_name_may_have_many_people(catalogue: Path) -> None:
    people = people_of(catalogue)
    names = {person["id"]: person["name"] for person in people}
    assert all(names[person["id"]] == person["name"] for person in people)
    assert max(Counter(names.values()).values()) > 1


def test_careers_are_skewed(catalogue: Path) -> None:
    directed = Counter(person["id"] for person in people_of(catalogue) if person.get("job") == "Director")
    assert directed.most_common(1)[0][1] > 8
    assert sum(films == 1 for films in directed.values()) > len(directed) / 3


def test_the_films_of_a_franchise_share_director_and_leads(catalogue: Path) -> None:
    credited = {row["id"]: row for row in rows_of(catalogue / "credits.csv")}
    franchises: dict[str, list[str]] = {}
    for row in movies_of(catalogue):
        if row["belongs_to_collection"]:
            collection = ast.literal_eval(row["belongs_to_collection"])
            assert row["title"].startswith(collection["name"].removesuffix(" Collection"))
            franchises.setdefault(collection["id"], []).append(row["id"])
    assert max(len(set(films)) for films in franchises.values()) > 2
    for films in franchises.values():
        directors = {
            ast.literal_eval(credited[film]["crew"] or "[]")[0]["id"] for film in films if credited[film]["crew"] != "[]"
        }
        leads = {entries[0]["id"] for film in films if (entries := ast.literal_eval(credited[film]["cast"]))}
        assert len(directors) <= 1
        assert len(leads) <= 1


def test_users_have_tastes(built: duckdb.DuckDBPyConnection) -> None:
    """What a user thinks of a genre in one half of the films, they think of it in the other half."""
    agreement = """
        with deviations as (
            select
                r.user_id, g.genre_id, r.movie_id % 2 as half, r.rating - avg(r.rating) over (partition by r.user_id) as deviation
            from ratings as r join movie_genres as g using (movie_id)
        ), opinions as (
            select
                avg(deviation) filter (where half = 0) as one, avg(deviation) filter (where half = 1) as other,
                least(count(*) filter (where half = 0), count(*) filter (where half = 1)) as ratings
            from deviations group by user_id, genre_id
        )
        select corr(one, other), count(*) from opinions where ratings >= 5
    """
    correlation, opinions = built.execute(agreement).fetchall()[0]
    assert opinions > 50
    assert correlation > 0.3


def test_scattered_numbers_stay_apart() -> None:
    for size in (1, 2, 10, 360, 1_009):
        assert sorted(scattered(number, size) for number in range(size)) == list(range(size))


def test_people_are_the_same_whenever_they_are_met() -> None:
    first, second = People(1_000, 5), People(1_000, 5)
    numbers = [Dice(3).randrange(5_000) for _ in range(3)]
    assert [first.person(number) for number in numbers] == [second.person(number) for number in reversed(numbers)][::-1]
    assert Traits(1, "person", 4).share() == Traits(1, "person", 4).share() != Traits(2, "person", 4).share()


THIN = (
    ("title", 0.0, 0.0),
    ("genres", 0.3, 0.55),
    ("production_companies", 0.45, 0.75),
    ("keywords", 0.6, 0.85),
    ("imdb_id", 0.35, 0.6),
    ("budget", 0.9, 1.0),
    ("revenue", 0.95, 1.0),
)
"""The share of films of which a column of the full TMDB data set says nothing: the least and the most."""


def test_a_catalogue_of_names_builds_and_is_as_thin_as_the_real_one(tmp_path: Path, run_build: RunBuild) -> None:
    for folder in ("one", "again"):
        assert main(["300", str(tmp_path / folder), "--layout", "names"]) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    rows = rows_of(tmp_path / "one" / "TMDB_movie_dataset_v11.csv")
    assert len({row["id"] for row in rows}) == 300
    assert 0.5 < sum(row["vote_count"] == "0" for row in rows) / 300 < 0.8
    for column, least, most in THIN:
        assert least <= sum(row[column] in {"", "0", "0.0"} for row in rows) / 300 <= most, column
    words = Counter(word for row in rows for word in row["overview"].split())
    assert sum(count == 1 for count in words.values()) > 0.5 * len(words)
    code, said = run_build(tmp_path / "one", tmp_path / "built.duckdb")
    assert code == 0, said
    assert any("films for adults are left out" in line for line in said)
    assert any(line.startswith("movies 300 records read") and not line.endswith(" 0 rejected") for line in said)
