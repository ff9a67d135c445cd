"""What TMDB may answer on a bad day."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.tmdb.errors import TmdbError, TokenError
from ingest.tmdb.http_source import seconds_to_wait
from tests.ingest.tmdb.conftest import DAY, NEXT_DAY, Fetch
from tests.ingest.tmdb.made_up import answer
from tests.ingest.tmdb.server import TOKEN, Fault, Tmdb, as_it_is, broken, cut_off, dripping, page_of_html, silent, status


def test_what_is_not_there_for_another_reason_deletes_nothing(tmdb: Tmdb, fetch: Fetch, drops: Path) -> None:
    tmdb.faults["/3/movie/4"] = [status(404, {"status_code": 6, "status_message": "Invalid id"})]
    with pytest.raises(TmdbError, match=r"movie/4: .* answers 404: Invalid id"):
        fetch()
    assert not (drops / DAY.isoformat()).exists()


def test_an_address_where_no_film_is_deletes_nothing(tmdb: Tmdb, fetch: Fetch) -> None:
    wrong = replace(tmdb.settings(), api=f"{tmdb.address}/4")
    with pytest.raises(TmdbError, match="no film for a first drop: 5 are not there, 0 are left out"):
        fetch(settings=wrong)
    assert fetch()[0].films == 5
    with pytest.raises(TmdbError, match="movie/changes: there is nothing"):
        fetch(NEXT_DAY, settings=wrong)


@pytest.mark.parametrize("fault", [status(500), status(503), status(504), broken, page_of_html, cut_off, silent])
@pytest.mark.parametrize("path", ["/3/movie/4", "/p/exports/movie_ids_11_20_2026.json.gz"])
def test_what_fails_in_passing_is_asked_for_again(tmdb: Tmdb, fetch: Fetch, fault: Fault, path: str) -> None:
    tmdb.faults[path] = [fault, fault]
    assert fetch()[0].films == 5
    assert len(tmdb.asked(path)) == 3


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(503), "movie/4: http.* answers 503: Internal error"),
        (broken, "movie/4: the answer is broken"),
        (page_of_html, "movie/4: the answer is broken"),
        (cut_off, "movie/4: http.* cannot be reached, or breaks off"),
        (silent, "movie/4: http.* cannot be reached, or breaks off"),
        (dripping, r"movie/4: no whole answer from http.* in 2 seconds"),
    ],
)
def test_what_fails_for_good_is_told_and_the_rest_is_kept(tmdb: Tmdb, fetch: Fetch, drops: Path, fault: Fault, said: str) -> None:
    tmdb.faults["/3/movie/4"] = [fault] * 3
    with pytest.raises(TmdbError, match=said):
        fetch(settings=tmdb.settings(answer=2))
    assert [path.name for path in drops.iterdir()] == [".unfinished.sqlite"]
    tmdb.requests.clear()
    assert fetch()[0].films == 5
    assert 4 in tmdb.asked_films()
    assert not (drops / ".unfinished.sqlite").exists()


def test_an_answer_of_another_shape_is_told_with_its_place(tmdb: Tmdb, fetch: Fetch) -> None:
    tmdb.films[4]["genres"] = [{"id": [1], "name": "Drama"}]
    with pytest.raises(TmdbError, match=r"movie/4: the answer is not what .* says: .* at `\$\.genres\[0\]\.id`"):
        fetch()
    assert len(tmdb.asked("/3/movie/4")) == 1


@pytest.mark.parametrize("code", [429, 503])
def test_tmdb_is_waited_for_as_long_as_it_says(tmdb: Tmdb, fetch: Fetch, code: int) -> None:
    busy = {"status_code": 25, "status_message": "Your request count is over the allowed limit."}
    tmdb.faults["/3/movie/5"] = [status(code, busy, retry_after="1")]
    assert fetch()[0].films == 5
    first, second = (request.time for request in tmdb.requests if request.path == "/3/movie/5")
    assert second - first >= 1
    tmdb.faults["/3/movie/changes"] = [status(429, busy, retry_after="86400")]
    with pytest.raises(TmdbError, match="asks to wait 86400 seconds; run this again later"):
        fetch(NEXT_DAY)


@pytest.mark.serial
def test_nobody_asks_while_tmdb_asks_to_wait(tmdb: Tmdb, fetch: Fetch) -> None:
    tmdb.films |= {key: answer(key) for key in range(6, 80)}
    tmdb.faults["/3/movie/30"] = [status(429, retry_after="1")]
    fetch()
    first, _ = (request.time for request in tmdb.requests if request.path == "/3/movie/30")
    late = [request for request in tmdb.requests if first + 0.3 < request.time < first + 0.95]
    assert late == []


@pytest.mark.serial
def test_requests_are_no_more_than_40_a_second(tmdb: Tmdb, fetch: Fetch) -> None:
    tmdb.films = {key: answer(key) for key in range(1, 101)}
    fetch()
    times = sorted(request.time for request in tmdb.requests if request.path.startswith("/3/movie/"))
    assert len(times) == 100
    assert all(later - earlier >= 1 for earlier, later in zip(times, times[44:], strict=False))  # 40, and what the way may gather


def test_requests_are_no_more_than_20_at_a_time(tmdb: Tmdb, fetch: Fetch) -> None:
    tmdb.films = {key: answer(key) for key in range(1, 46)}
    tmdb.delay = 2  # in which more than 20 would come
    fetch()
    assert tmdb.most_at_once == 20


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("0", 0), (" 7 ", 7), ("soon", None), ("-3", None), ("1.5", None), ("", None), (None, None),
        ("Fri, 20 Nov 2026 10:00:00 GMT", 0), ("Fri, 20 Nov 2026 10:00:00", 0),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_all_its_forms(retry_after: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(retry_after) == seconds


def test_no_log_has_the_token(tmdb: Tmdb, fetch: Fetch, caplog: pytest.LogCaptureFixture) -> None:
    tmdb.faults["/3/movie/5"] = [status(503), silent]
    with caplog.at_level(logging.DEBUG):
        fetch()
    assert "movie/5" in caplog.text
    assert TOKEN not in caplog.text


def test_a_refused_token_is_told_without_it(tmdb: Tmdb, fetch: Fetch) -> None:
    echo = {"status_code": 7, "status_message": "Invalid API key: wrong-secret-token"}
    tmdb.faults["*"] = [as_it_is, status(401, echo)]
    with pytest.raises(TokenError) as caught:
        fetch(settings=tmdb.settings(token="wrong-secret-token"))  # noqa: S106 - made up
    assert "answers 401: Invalid API key" in str(caught.value)
    assert "wrong-secret-token" not in repr(caught.value)
    assert "wrong-secret-token" not in repr(tmdb.settings(token="wrong-secret-token"))  # noqa: S106 - made up
