"""Which films a drop from TMDB has."""

from datetime import timedelta
from pathlib import Path

import pytest

from ingest.tmdb.errors import TmdbError
from ingest.tmdb.selection import Choice
from tests.ingest.tmdb.conftest import DAY, NEXT_DAY, Fetch, ReadDrop
from tests.ingest.tmdb.made_up import answer
from tests.ingest.tmdb.server import Tmdb, empty, unpacked


def ids(records: list[dict[str, str]]) -> list[int]:
    return [int(record["id"]) for record in records]


def test_first_drop_has_the_most_popular_films(tmdb: Tmdb, fetch: Fetch, read_drop: ReadDrop) -> None:
    tmdb.films[6] = answer(6, adult=True)
    tmdb.popularity[6] = 99
    [written] = fetch(choice=Choice(top=3))
    assert (written.folder.name, written.films, written.deleted) == (DAY.isoformat(), 3, 0)
    assert ids(read_drop("movies_dataset.csv")) == ids(read_drop("credits.csv")) == ids(read_drop("keywords.csv")) == [3, 4, 5]
    assert tmdb.asked_films() == [3, 4, 5]
    assert not tmdb.asked("/3/movie/changes")


def test_floors_of_popularity_and_votes(tmdb: Tmdb, fetch: Fetch, read_drop: ReadDrop) -> None:
    tmdb.films[4]["vote_count"] = 9
    [written] = fetch(choice=Choice(least_popularity=30, least_votes=10))
    assert ids(read_drop("movies_dataset.csv")) == [3, 5]
    assert written.left_out == 1


def test_a_film_takes_one_request_and_only_the_api_is_told_the_token(tmdb: Tmdb, fetch: Fetch) -> None:
    fetch()
    of_films = [request for request in tmdb.requests if request.path.startswith("/3/movie/")]
    assert len(of_films) == 5
    wanted = "credits,keywords,translations,alternative_titles,release_dates,external_ids,watch/providers"
    assert {request.query["append_to_response"] for request in of_films} == {wanted}
    assert {request.authorization for request in tmdb.requests if request.path.startswith("/p/exports/")} == {None}
    assert all("token" not in key.casefold() for request in tmdb.requests for key in request.query)


def test_ids_of_yesterday_do_when_those_of_today_are_not_there_yet(tmdb: Tmdb, fetch: Fetch) -> None:
    tmdb.exports = {DAY - timedelta(days=1)}
    assert fetch()[0].films == 5
    tmdb.exports = set()
    with pytest.raises(TmdbError, match=r"none of the daily files of ids is there: movie_ids_11_21_2026\.json\.gz"):
        fetch(NEXT_DAY)


def test_ids_may_come_unpacked_but_not_empty(tmdb: Tmdb, fetch: Fetch) -> None:
    tmdb.faults["/p/exports/movie_ids_11_20_2026.json.gz"] = [unpacked]
    assert fetch()[0].films == 5
    tmdb.faults["/p/exports/movie_ids_11_21_2026.json.gz"] = [empty, empty, empty]
    with pytest.raises(TmdbError, match="the answer is broken: there is nothing in it"):
        fetch(NEXT_DAY)


def test_a_choice_that_no_film_fits_is_refused(tmdb: Tmdb, fetch: Fetch) -> None:
    with pytest.raises(TmdbError, match="no film is as popular as that"):
        fetch(choice=Choice(least_popularity=1000))
    with pytest.raises(TmdbError, match="no film for a first drop: 0 are not there, 5 are left out"):
        fetch(choice=Choice(least_votes=1000))
    assert tmdb.asked_films() == [1, 2, 3, 4, 5]


def test_a_drop_of_a_later_day_is_no_ground_for_changes(fetch: Fetch) -> None:
    fetch(NEXT_DAY)
    with pytest.raises(TmdbError, match="the last drop is of 2026-11-21, and today is 2026-11-20; see whether the clock"):
        fetch(DAY)


def test_the_drop_of_a_day_is_made_once(tmdb: Tmdb, fetch: Fetch) -> None:
    fetch()
    asked = len(tmdb.requests)
    assert fetch() == []
    assert len(tmdb.requests) == asked


def test_later_drops_have_what_changed_and_what_is_new(tmdb: Tmdb, fetch: Fetch, read_drop: ReadDrop) -> None:
    fetch(choice=Choice(top=3))
    tmdb.changes = {DAY: [1, 3], NEXT_DAY: [5]}
    tmdb.films[7] = answer(7)
    tmdb.popularity[7] = 45
    tmdb.requests.clear()
    fetch(NEXT_DAY, Choice(top=3))
    # 1 changed, but is not popular; 7 is new among the three most popular.
    assert tmdb.asked_films() == [3, 5, 7]
    assert ids(read_drop("movies_dataset.csv", NEXT_DAY)) == [3, 5, 7]


def test_changes_are_asked_for_no_more_than_14_days_a_call_and_page_by_page(tmdb: Tmdb, fetch: Fetch) -> None:
    fetch()
    days = [DAY + timedelta(days=number) for number in range(29)]
    tmdb.changes = {day: [100_000 * number + key for key in range(60)] for number, day in enumerate(days, start=1)}
    for key, day in ((1, days[0]), (2, days[13]), (3, days[14]), (4, days[28])):
        tmdb.changes[day].append(key)
    tmdb.requests.clear()
    fetch(days[28])
    calls = [request.query for request in tmdb.requests if request.path == "/3/movie/changes"]
    windows = sorted({(call["start_date"], call["end_date"]) for call in calls})
    assert windows == [("2026-11-20", "2026-12-03"), ("2026-12-03", "2026-12-16"), ("2026-12-16", "2026-12-18")]
    assert len(calls) == 9 + 9 + 2
    assert tmdb.asked_films() == [1, 2, 3, 4]


def test_more_changes_than_tmdb_has_pages_are_asked_for_in_fewer_days(tmdb: Tmdb, fetch: Fetch) -> None:
    fetch(choice=Choice(top=5))
    days = [DAY + timedelta(days=number) for number in range(3)]
    tmdb.page = 1
    tmdb.changes = {days[0]: list(range(1000, 1010)), days[1]: list(range(1010, 1020)), days[2]: [5, *range(1020, 1509)]}
    tmdb.requests.clear()
    last = days[2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.tmdb.http_source.REQUESTS_A_SECOND", 10_000)  # or a thousand pages take half a minute
        fetch(last)
    windows = sorted({(r.query["start_date"], r.query["end_date"]) for r in tmdb.requests if r.path == "/3/movie/changes"})
    assert windows == [("2026-11-20", "2026-11-21"), ("2026-11-20", "2026-11-22"), ("2026-11-21", "2026-11-22")]
    assert tmdb.asked_films() == [5]


def test_films_are_fetched_again_after_a_month_though_nothing_changed(tmdb: Tmdb, fetch: Fetch) -> None:
    fetch()
    tmdb.requests.clear()
    fetch(DAY + timedelta(days=29))
    assert tmdb.asked_films() == []
    fetch(DAY + timedelta(days=30))
    assert tmdb.asked_films() == [1, 2, 3, 4, 5]


def test_other_drops_are_no_concern(tmdb: Tmdb, fetch: Fetch, drops: Path) -> None:
    (drops / "2017-09-01").mkdir(parents=True)
    (drops / "2017-09-01" / "movies_dataset.csv").write_text("id,title\n9,Nine\n")
    assert fetch()[0].films == 5
    assert not tmdb.asked("/3/movie/changes")
