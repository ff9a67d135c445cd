"""MovieLens links, ratings and tags find their films, and each user rates a film once, and calls it so once."""

from collections.abc import Callable

import polars as pl
import pytest

from ingest.domains import LINK, RATING
from ingest.ratings import movielens_links, ratings, tags
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded

MakeLoaded = Callable[..., Loaded]

FILMS = pl.Series("movie_id", [100, 200], dtype=pl.Int32)
LINKS = pl.DataFrame(
    {"movielens_id": [1, 2, 3], "movie_id": [100, 200, 100]}, schema=dict.fromkeys(["movielens_id", "movie_id"], pl.Int32)
)


@pytest.fixture
def links_of(make_raw: Callable[..., RawFile]) -> MakeLoaded:
    """Links of records of a MovieLens id and a film id."""

    def make(*records: tuple[str, str]) -> Loaded:
        return movielens_links(make_raw([*LINK], records), FILMS)

    return make


@pytest.fixture
def ratings_of(make_raw: Callable[..., RawFile]) -> MakeLoaded:
    """Ratings of records of a user, a MovieLens id, stars and a time."""

    def make(*records: tuple[str, str, str, str]) -> Loaded:
        return ratings(make_raw([*RATING], records), LINKS)

    return make


def test_a_link_leads_to_a_film(links_of: MakeLoaded) -> None:
    assert links_of(("1", "100"), ("2", "200.0")).frame.rows() == [(1, 100), (2, 200)]


@pytest.mark.parametrize(
    "record", [("1", ""), ("", "100"), ("x", "100"), ("-1", "100"), ("2147483647", "100"), ("1", "tt1"), ("1", "0"), ("1", "999")]
)
def test_a_link_without_either_end_is_rejected(links_of: MakeLoaded, record: tuple[str, str]) -> None:
    found = links_of(record, ("2", "200"))
    assert found.frame.rows() == [(2, 200)]
    assert found.rejects.select("record", "action", "raw_text").rows() == [(0, "rejected", ",".join(record))]


def test_the_last_link_of_a_movielens_id_counts(links_of: MakeLoaded) -> None:
    found = links_of(("1", "100"), ("1", "200"))
    assert found.frame.rows() == [(1, 200)]
    assert found.rejects["action"].to_list() == ["merged"]


def test_a_rating_has_its_film_and_its_time_in_utc(ratings_of: MakeLoaded) -> None:
    found = ratings_of(("7", "2", "3.5", "1260759144")).frame
    assert found.select("user_id", "movie_id", "rating").rows() == [(7, 200, 3.5)]
    assert found["rated_at"].dt.strftime("%Y-%m-%d %H:%M:%S").to_list() == ["2009-12-14 02:52:24"]


def test_of_several_ratings_of_a_film_by_a_user_the_latest_counts(ratings_of: MakeLoaded) -> None:
    found = ratings_of(("7", "1", "5", "300"), ("7", "1", "1", "200"), ("7", "3", "2", "100"), ("8", "1", "4", ""))
    assert sorted(found.frame.select("user_id", "rating").rows()) == [(7, 5.0), (8, 4.0)]
    assert found.rejects.select("record", "action").rows() == [(1, "merged"), (2, "merged")]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (("", "1", "3", "1"), "the record lacks a user, a film or a rating"),
        (("7", "", "3", "1"), "the record lacks a user, a film or a rating"),
        (("7", "1", "", "1"), "the record lacks a user, a film or a rating"),
        (("7", "1", "good", "1"), f"'good' is no valid rating ({RATING['rating']})"),
        (("7", "1", "5.5", "1"), f"'5.5' is no valid rating ({RATING['rating']})"),
        (("7", "1", "0", "1"), f"'0' is no valid rating ({RATING['rating']})"),
        (("7", "1", "inf", "1"), f"'inf' is no valid rating ({RATING['rating']})"),
        (("-7", "1", "3", "1"), f"'-7' is no valid userId ({RATING['userId']})"),
        (("7", "x", "3", "1"), f"'x' is no valid movieId ({RATING['movieId']})"),
        (("7", "9", "3", "1"), "no link leads from the MovieLens id to a film in movies"),
    ],
)
def test_a_rating_that_lacks_a_part_is_rejected(ratings_of: MakeLoaded, record: tuple[str, ...], reason: str) -> None:
    found = ratings_of(record, ("8", "2", "4", "1"))
    assert found.frame["user_id"].to_list() == [8]
    assert found.rejects.select("record", "action", "reason", "raw_text").rows() == [(0, "rejected", reason, ",".join(record))]


@pytest.mark.parametrize("text", ["yesterday", "12.5", "-1", "4133980800", "999999999999999999"])
def test_a_time_that_is_none_is_blanked_and_written_down(ratings_of: MakeLoaded, text: str) -> None:
    found = ratings_of(("7", "1", "3", text))
    assert found.frame["rated_at"].to_list() == [None]
    assert found.rejects.select("record", "column_name", "action", "raw_text").rows() == [(0, "timestamp", "blanked", text)]


@pytest.fixture
def tags_of(make_raw: Callable[..., RawFile]) -> MakeLoaded:
    """Tags of records of a user, a MovieLens id, a text and a time."""

    def make(*records: tuple[str, str, str, str]) -> Loaded:
        return tags(make_raw(["userId", "movieId", "tag", "timestamp"], records), LINKS)

    return make


def test_a_tag_has_its_film_and_stands_once_though_the_film_has_two_movielens_ids(tags_of: MakeLoaded) -> None:
    found = tags_of(("7", "1", "funny", "20"), ("7", "3", " funny ", "30"), ("7", "1", "Pixar", "0"), ("8", "1", "funny", "0"))
    rows = found.frame.select("user_id", "movie_id", "tag", pl.col("tagged_at").dt.second()).sort("user_id", "tag").rows()
    assert rows == [(7, 100, "Pixar", 0), (7, 100, "funny", 30), (8, 100, "funny", 0)]
    assert found.rejects.select("record", "action").rows() == [(0, "merged")]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (("", "1", "x", "1"), "the record lacks a user, a film or a tag"),
        (("7", "1", "", "1"), "the record lacks a user, a film or a tag"),
        (("7", "1", "  ", "1"), "the tag is blank"),
        (("x", "1", "y", "1"), "'x' is no valid userId (a whole number from 1 to 999,999,999)"),
        (("7", "9", "y", "1"), "no link leads from the MovieLens id to a film in movies"),
    ],
)
def test_a_tag_that_lacks_a_part_is_rejected(tags_of: MakeLoaded, record: tuple[str, str, str, str], reason: str) -> None:
    found = tags_of(record, ("7", "1", "y", "1"))
    assert found.frame.height == 1
    assert found.rejects.select("record", "action", "reason").rows() == [(0, "rejected", reason)]
