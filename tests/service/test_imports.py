"""Exports of other sites, in their own columns, sent to ``/recommendations/import``."""

import httpx
import pytest

from tests.service.problem_answers import problem

ADDRESS = "/recommendations/import"

LETTERBOXD = """Date,Name,Year,Letterboxd URI,Rating
2017-01-02,Toy Story,1995,https://boxd.it/a,4
2017-01-03,TOY STORY 2,1999,https://boxd.it/b,3.5
2017-01-04,Heat,1996,https://boxd.it/c,5
2017-01-05,"A film, that nobody made",2016,https://boxd.it/d,5
"""
DIARY = """Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2017-01-02,Toy Story,1995,https://boxd.it/a,,,,2017-01-01
2017-02-02,Toy Story,1995,https://boxd.it/e,4.5,Yes,"toys, friends",2017-02-01
"""
IMDB = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,"
    "Release Date,Directors\r\n"
    'tt0114709,8,2017-01-02,Toy Story,Toy Story,https://www.imdb.com/title/tt0114709,Movie,8.3,81,1995,"Animation, Comedy",1,'
    "1995-11-22,John Lasseter\r\n"
    "tt0113277,7,2017-01-02,Fuego contra fuego,Heat,https://www.imdb.com/title/tt0113277,Movie,8.3,170,1995,Crime,1,1995-12-15,"
    "Michael Mann\r\n"
)
MOVIELENS = """movie_id,imdb_id,tmdb_id,rating,average_rating,title
1,0114709,862,4.0,3.9,Toy Story (1995)
99999999,,,2.5,3.9,Heat (1995)
99999998,,,5.0,3.9,"Nobody, The (1901)"
"""
DATA_SET = "userId,movieId,rating,timestamp\r\n7,1,4.0,964982703\r\n7,99999999,5.0,964982703\r\n"


def sent(client: httpx.Client, text: str | bytes, **query: int) -> httpx.Response:
    """The answer to an export that is sent as it is."""
    return client.post(ADDRESS, content=text, headers={"content-type": "text/csv; charset=utf-8"}, params=query)


@pytest.mark.parametrize(
    ("text", "source", "understood", "unmatched"),
    [
        (LETTERBOXD, "letterboxd", [(2, 862, True), (3, 863, False)], [(4, "Heat", 1996), (5, "A film, that nobody made", 2016)]),
        ("\ufeff" + DIARY, "letterboxd", [(2, 862, False), (3, 862, True)], []),
        ("Date,Name,Year,Letterboxd URI\n2017-01-02,Heat,1995,https://boxd.it/a\n", "letterboxd", [(2, 949, False)], []),
        (IMDB, "imdb", [(2, 862, True), (3, 949, False)], []),
        (MOVIELENS, "movielens", [(2, 862, True), (3, 949, False)], [(4, "Nobody, The", 1901)]),
        (DATA_SET, "movielens", [(2, 862, True)], [(3, None, None)]),
    ],
)
def test_each_layout_is_understood(
    served: httpx.Client,
    text: str,
    source: str,
    understood: list[tuple[int, int, bool]],
    unmatched: list[tuple[int, str | None, int | None]],
) -> None:
    answer = sent(served, text, n=100)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert body["source"] == source
    assert [(film["line"], film["id"], film["is_liked"]) for film in body["understood"]] == understood
    assert [(film["line"], film.get("title"), film.get("year")) for film in body["unmatched"]] == unmatched
    assert not {film["movie_id"] for film in body["items"]} & {film["id"] for film in body["understood"]}
    assert bool(body["items"]) == any(film["is_liked"] for film in body["understood"])


def test_it_recommends_what_likes_and_seen_do(served: httpx.Client) -> None:
    wanted = served.get("/recommendations?likes=862&seen=863&n=7").json()["items"]
    assert len(wanted) == 7
    assert [{**item, "people": []} for item in sent(served, LETTERBOXD, n=7).json()["items"]] == wanted


@pytest.mark.parametrize("form", [{"files": {"export": ("ratings.csv", LETTERBOXD)}}, {"files": {"export": (None, LETTERBOXD)}}])
def test_a_form_sends_a_file_or_a_text(served: httpx.Client, form: dict[str, dict[str, tuple[str | None, str]]]) -> None:
    assert served.post(ADDRESS, files=form["files"]).json() == sent(served, LETTERBOXD).json()


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("", "must have the columns of one of these"),
        ("a,b\n1,2\n", "letterboxd (Letterboxd URI, Name, Year)"),
        ("Name,Year,Letterboxd URI\n", "has no film"),
        (b"Name,Year,Letterboxd URI\nAm\xe9lie,2001,x\n", "must be UTF-8"),
        ('Name,Year,Letterboxd URI\n"Heat,1995,x\n', "must be CSV"),
        ("Name,Year,Letterboxd URI\nHeat,1995\n", "Record 2 of the export has 2 values; its header has 3"),
        (LETTERBOXD.replace(",3.5", ",95"), "Record 3 of the export has the rating '95'; one is at most 5"),
        (LETTERBOXD.replace(",3.5", ",good"), "the rating 'good'"),
        (LETTERBOXD.replace(",3.5", ",nan"), "the rating 'nan'"),
        (DATA_SET + "8,1,4.0,964982703\r\n", "of several users"),
        ("Name,Year,Letterboxd URI\n" + "a,1995,x\n" * 10_001, "has 10,001 records; it may have 10,000"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(served: httpx.Client, text: str | bytes, detail: str) -> None:
    body = problem(sent(served, text))
    assert (body["status"], body["type"]) == (400, "urn:filmoteca:problem:invalid-parameter")
    assert detail in str(body["detail"])


def test_what_is_too_long_or_of_another_kind_is_refused(served: httpx.Client) -> None:
    assert problem(sent(served, "a" * (2**20 + 1)))["status"] == 413
    chunked = served.post(ADDRESS, content=(b"a" * 2**16 for _ in range(17)), headers={"content-type": "text/csv"})
    assert problem(chunked)["status"] == 413
    assert problem(served.post(ADDRESS, json={"films": []}))["status"] == 415
    assert problem(served.post(ADDRESS, files={"other": ("a.csv", LETTERBOXD)}))["status"] == 400
    assert problem(sent(served, LETTERBOXD, n=0))["status"] == 400
    assert problem(sent(served, LETTERBOXD, m=1))["parameter"] == "m"
    assert problem(served.get(ADDRESS))["status"] == 405


def test_sql_files_without_the_macros_for_it_have_no_import(client: httpx.Client) -> None:
    answer = client.post(ADDRESS, content=LETTERBOXD, headers={"content-type": "text/csv"})
    assert problem(answer)["status"] == 404
    assert ADDRESS not in client.get("/schema/openapi.json").json()["paths"]


def test_it_is_documented_as_the_one_address_that_takes_a_body(served: httpx.Client) -> None:
    paths = served.get("/schema/openapi.json").json()["paths"]
    assert {address for address, path in paths.items() if set(path) != {"get"}} == {ADDRESS}
    assert paths[ADDRESS].keys() == {"post"}
