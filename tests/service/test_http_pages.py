"""What every list can be asked: filters, order, columns, pages, counts and formats."""

import csv
import io
from itertools import product
from typing import Any

import httpx
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.service.problem_answers import problem


def items(client: httpx.Client, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/shelf?limit=1000&{query}")
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["items"]
    return rows


def ids(client: httpx.Client, query: str) -> list[int]:
    return [row["id"] for row in items(client, query)]


def walk(client: httpx.Client, address: str) -> list[dict[str, Any]]:
    """All rows of a list, page after page."""
    rows: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        rows += answer.json()["items"]
        following = answer.json()["next"]
        assert answer.links.get("next", {}).get("url") == following
    return rows


@pytest.fixture(scope="session")
def shelf(client: httpx.Client) -> list[dict[str, Any]]:
    """All rows, in the order of their ids."""
    return items(client, "sort=id")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("id=3", [3]),
        ("id__ne=3&id__lt=5", [1, 2, 4]),
        ("id__gt=9", [10, 11]),
        ("id__gte=9&id__lte=10", [9, 10]),
        ("id__in=1,3, 11", [1, 3, 11]),
        ("title=AMELIE", [7]),
        ("title=%20am%C3%A9lie%20", [7]),
        ("title__contains=%25", [3, 11]),
        ("title__contains=_", []),
        ("title__contains=LEAD", [4]),
        ("title__startswith=a", [6, 7]),
        ('title__in="C%23 %26 Co;",face/off', [1, 9]),
        ("title__in=face/off%0Aam%C3%A9lie", [1, 7]),
        ("title__in=%0D%0A face/off %0D%0A%0D%0Aam%C3%A9lie,%0D%0A", [1, 7]),
        ('title__in="face/off"%0D"100%25"', [1, 3]),
        ("id__in=1 %0A 3,%0A,%0A11%0A", [1, 3, 11]),
        ("title__ne=face/off&id__lt=3", [2]),
        ("title__gt=what", [2]),
        ("released=1997-02-01", [5]),
        ("released__gt=1997-02-01&released__lte=1997-02-03", [6, 7]),
        ("score=1.5", [7, 11]),
        ("score__lt=0.5", [4, 8]),
        ("score__isnull=true", [3, 6, 9]),
        ("score__isnull=false&id__lt=4", [1, 2]),
        ("score__ne=1.5&id__gt=8", [10]),
        ("is_even=true&id__lt=5", [2, 4]),
        ("is_even__ne=true&id__lt=5", [1, 3]),
        ("tags__contains=COMEDIE", [2, 5, 8, 11]),
        ("tags__contains=drama&tags__contains=com%C3%A9die&id__lt=8", [2, 5]),
        ("tags__isnull=true", [1, 3, 6, 9]),
        ("details__isnull=true", []),
        ("score_floor=1.5", [3, 7, 11]),
        ("id__in=1,3&id__in=4", [1, 3, 4]),
        ('title__in=face/off&title__in="C%23 %26 Co;"', [1, 9]),
        ("id__in=1,3,4&id__ne=3&id__ne=4", [1]),
        ("title=%27%20or%201=1%20--", []),
    ],
)
def test_filters(client: httpx.Client, query: str, expected: list[int]) -> None:
    assert ids(client, f"{query}&sort=id") == expected


def test_every_row_without_a_value_passes_isnull_only(client: httpx.Client, shelf: list[dict[str, Any]]) -> None:
    for operator in ("", "__ne", "__gt", "__gte", "__lt", "__lte", "__in"):
        found = {row["id"] for row in items(client, f"score{operator}=1")}
        assert found.isdisjoint(row["id"] for row in shelf if row["score"] is None)


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("nothing=1", "nothing", "the query parameters here are: score_floor, limit, cursor"),
        ("nothing__gt=1", "nothing__gt", "id, title, released"),
        ("title__near=1", "title__near", "title, title__ne"),
        ("tags=Drama", "tags", "tags__contains, tags__isnull"),
        ("details=1", "details", "details__isnull"),
        ("id=one", "id", "a whole number"),
        ("id=9223372036854775808", "id", "a whole number"),
        ("id__in=1,one", "id__in", "'one' is not"),
        ("id__in=", "id__in", "1 to 100 values"),
        ("id__in=%0A,%20%0D%0A", "id__in", "1 to 100 values"),
        ("title__in=a%00%0Ab", "title__in", "text of 1 to"),
        ('title__in="a,b', "title__in", "double quotes"),
        ('title__in="a"b,c', "title__in", "double quotes"),
        ("released=yesterday", "released", "a date such as"),
        ("score=NaN", "score", "a number"),
        ("is_even=perhaps", "is_even", "true or false"),
        ("score__isnull=1.5", "score__isnull", "true or false"),
        ("title=%00", "title", "text of 1 to"),
        ("title=", "title", "text of 1 to"),
        ("sort=nothing", "sort", "id, title, released, score, is_even"),
        ("sort=tags", "sort", "no column to sort by"),
        ("sort=id,-id", "sort", "comes twice"),
        ("sort=id,id", "sort", "twice"),
        ("sort=", "sort", "no column to sort by"),
        ("fields=id,nothing", "fields", "id, title"),
        ("fields=id,id", "fields", "twice"),
        ("fields=id&fields=id", "fields", "twice"),
        ("facets=title", "facets", "tags, is_even"),
        ("limit=0", "limit", "from 1 to 1000"),
        ("limit=1001", "limit", "from 1 to 1000"),
        ("limit=ten", "limit", "from 1 to 1000"),
        ("limit=5&limit=6", "limit", "more than once"),
        ("total=1", "total", "true or false"),
        ("format=xml", "format", "json, ndjson, csv, parquet, arrow"),
        ("format=csv&total=true", "total", "pages of JSON only"),
        ("cursor=nonsense", "cursor", "take it from 'next'"),
        ("cursor=%C3%A9", "cursor", "take it from 'next'"),
        ("cursor=W10", "cursor", "take it from 'next'"),
    ],
)
def test_what_cannot_be_asked_is_400(client: httpx.Client, query: str, parameter: str, words: str) -> None:
    body = problem(client.get(f"/shelf?{query}"))
    assert (body["status"], body["parameter"]) == (400, parameter)
    assert words in str(body["detail"])


def test_too_many_filters_are_400(client: httpx.Client) -> None:
    body = problem(client.get("/shelf?" + "&".join(["id__gt=0"] * 51)))
    assert (body["status"], "at most 50" in str(body["detail"])) == (400, True)


def test_the_default_order_has_nulls_last(client: httpx.Client, shelf: list[dict[str, Any]]) -> None:
    expected = sorted(shelf, key=lambda row: (row["score"] is None, -(row["score"] or 0), row["id"]))
    assert walk(client, "/shelf") == expected
    assert len(client.get("/shelf").json()["items"]) == 5


def test_text_is_ordered_as_it_reads(client: httpx.Client) -> None:
    titles = [row["title"] for row in items(client, "sort=title&title__startswith=a")]
    assert titles == ["a//b", "Amélie"]


@pytest.mark.parametrize(
    ("sort", "limit"),
    list(product(["id", "-title", "score", "-score,title", "is_even,-released", "-is_even,score,-id"], [1, 2, 3, 11])),
)
def test_pages_hold_each_row_once_in_order(client: httpx.Client, sort: str, limit: int) -> None:
    whole = items(client, f"sort={sort}")
    assert len(whole) == 11
    assert walk(client, f"/shelf?sort={sort}&limit={limit}") == whole


def test_pages_keep_the_rest_of_the_query(client: httpx.Client) -> None:
    found = walk(client, "/shelf?limit=2&fields=title&id__gt=3&sort=-id&score_floor=0")
    assert [list(row) for row in found] == [["title"]] * 8
    assert [row["title"] for row in found] == [row["title"] for row in items(client, "id__gt=3&sort=-id")]


def test_a_cursor_belongs_to_its_order(client: httpx.Client) -> None:
    following = client.get("/shelf?limit=2&sort=title").json()["next"]
    assert client.get(following.replace("sort=title", "sort=id")).status_code == 400


def test_fields_are_given_in_the_order_asked(client: httpx.Client) -> None:
    assert items(client, "fields=title,id&id=1") == [{"title": "Face/Off", "id": 1}]


@pytest.mark.parametrize("option", ["sort=-is_even,id", "fields=title,id", "facets=tags,is_even"])
def test_an_option_with_several_names_may_come_several_times(client: httpx.Client, option: str) -> None:
    name, _, names = option.partition("=")
    several = "&".join(f"{name}={each}" for each in names.split(","))
    apart, together = (client.get(f"/shelf?{query}&limit=20").json() for query in (several, option))
    assert len(apart["items"]) == 11
    assert apart == together


def test_total_counts_all_rows_that_pass(client: httpx.Client) -> None:
    page = client.get("/shelf?limit=2&id__gt=4&total=true").json()
    assert (len(page["items"]), page["total"]) == (2, 7)
    assert client.get(f"{page['next']}").json()["total"] == 7
    assert "total" not in client.get("/shelf?total=false").json()


def test_facets_count_values_over_all_rows_that_pass(client: httpx.Client) -> None:
    facets = client.get("/shelf?limit=1&facets=tags,is_even&id__gt=1").json()["facets"]
    assert facets == {
        "tags": [{"value": "Drama", "count": 7}, {"value": "Comédie", "count": 4}],
        "is_even": [{"value": False, "count": 5}, {"value": True, "count": 5}],
    }


def test_known_names_may_be_filtered_to_nothing_but_unknown_ones_are_404(client: httpx.Client) -> None:
    page = client.get("/alike?likes=Face/Off&title=nothing")
    assert (page.status_code, page.json()) == (200, {"items": [], "next": None})
    assert problem(client.get("/alike?likes=Fase/Off&title=nothing"))["status"] == 404


def test_a_value_that_names_nothing_is_404_and_a_known_one_an_empty_list(client: httpx.Client) -> None:
    assert client.get("/movies/2/cast").json() == {"items": [], "next": None}
    body = problem(client.get("/movies/999/cast"))
    assert (body["status"], body["parameter"], body["detail"]) == (404, "asked_id", "There is nothing for asked_id = '999'.")


MEDIA_TYPES = [
    "application/json",
    "application/x-ndjson",
    "text/csv",
    "application/vnd.apache.parquet",
    "application/vnd.apache.arrow.stream",
]


FORMULAS = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1"]


def test_a_download_is_named_after_the_fixed_parts_of_its_address(client: httpx.Client) -> None:
    answer = client.get("/movies/2/cast?format=csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="movies_cast.csv"'


def test_csv_is_whole_and_harmless_in_a_spreadsheet(client: httpx.Client, shelf: list[dict[str, Any]]) -> None:
    answer = client.get("/shelf?format=csv&sort=id")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="shelf.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) == len(shelf)
    assert [row["title"] for row in rows] == [f"'{row['title']}" if row["title"] == "+1" else row["title"] for row in shelf]
    assert (rows[2]["score"], rows[0]["score"], rows[1]["is_even"], rows[0]["released"]) == ("", "0.5", "true", "1997-01-28")
    assert (rows[1]["tags"], rows[1]["details"]) == ('["Drama","Comédie"]', '{"place":2}')


def test_formulas_of_every_kind_are_text(client: httpx.Client) -> None:
    for formula in FORMULAS:
        answer = client.get("/echoes", params={"texts": formula, "format": "csv"})
        [row] = csv.DictReader(io.StringIO(answer.text, newline=""))
        assert row["value"].startswith("'")
        assert row["value"].replace("'", "") == formula


def test_a_byte_order_mark_for_spreadsheets(client: httpx.Client) -> None:
    plain = client.get("/shelf?format=csv")
    assert client.get("/shelf?format=csv&bom=false").content == plain.content
    for address, accept in (("/shelf?format=csv&bom=true", "*/*"), ("/shelf?bom=true", "text/csv")):
        marked = client.get(address, headers={"accept": accept})
        assert marked.content == b"\xef\xbb\xbf" + plain.content
        assert marked.headers["content-type"] == plain.headers["content-type"]
        assert marked.headers["etag"] != plain.headers["etag"]
        assert "Amélie" in marked.content.decode("utf-8-sig")
    assert client.get("/shelf?format=csv&bom=true", headers={"range": "bytes=0-3"}).content == b"\xef\xbb\xbfi"


@pytest.mark.parametrize("query", ["bom=true", "bom=true&format=json", "bom=true&format=parquet", "bom=yes&format=csv", "bom="])
def test_only_csv_has_a_byte_order_mark(client: httpx.Client, query: str) -> None:
    body = problem(client.get(f"/shelf?{query}"))
    assert (body["status"], body["parameter"]) == (400, "bom")


def test_ndjson_has_a_row_in_each_line(client: httpx.Client, shelf: list[dict[str, Any]]) -> None:
    answer = client.get("/shelf?sort=id", headers={"accept": "application/x-ndjson"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [msgspec.json.decode(line) for line in answer.text.splitlines()] == shelf


def test_parquet_and_arrow_hold_the_same_rows(client: httpx.Client, shelf: list[dict[str, Any]]) -> None:
    parquet = pq.read_table(pa.BufferReader(client.get("/shelf?sort=id&format=parquet").content))
    stream = client.get("/shelf?sort=id", headers={"accept": "application/vnd.apache.arrow.stream, text/csv;q=0.5"})
    arrow = pa.ipc.open_stream(stream.content).read_all()
    assert parquet.equals(arrow)
    assert [{**row, "released": row["released"].isoformat()} for row in arrow.to_pylist()] == shelf


def test_downloads_take_filters_fields_and_limits(client: httpx.Client) -> None:
    assert client.get("/shelf?format=csv&id__lt=4&sort=-id&fields=id&limit=2").text == "id\r\n3\r\n2\r\n"
    assert client.get("/shelf?format=csv&id__lt=0&fields=id").text == "id\r\n"
    assert client.get("/shelf?format=ndjson&id__lt=0").text == ""
    assert client.get("/alike?likes=Fase/Off&format=csv").status_code == 404


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("application/*", "application/json"),
        ("text/*", "text/csv; charset=utf-8"),
        ("text/csv, */*", "text/csv; charset=utf-8"),
        ("Text/CSV; charset=UTF-8", "text/csv; charset=utf-8"),
        ("application/json; charset=utf-8", "application/json"),
        ("text/csv;q=0, */*", "application/json"),
        ("application/json;q=0, */*", "application/x-ndjson"),
        ("text/csv;q=0.2, text/*;q=0.9, application/*;q=0.3", "application/json"),
        ("application/xml, text/csv;q=0", None),
        ("text/*;q=0.3, text/csv;q=0", None),
        ("*/*;q=0.1, application/*;q=0, text/csv;q=0", None),
        ("image/png", None),
        ("text/csv;header=absent", None),
        ("text/csv;charset=utf-16", None),
        ("text", None),
        ("*/*;q=0", None),
        ("text/csv;q=2", None),
        ("text/csv;q=nan, application/json;q=0.1", "application/json"),
        ("", "application/json"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv, application/json;q=0.5", "text/csv; charset=utf-8"),
    ],
)
def test_the_best_format_of_those_accepted(client: httpx.Client, accept: str, media_type: str | None) -> None:
    answer = client.get("/shelf", headers={"accept": accept})
    if media_type:
        assert answer.headers["content-type"] == media_type
    else:
        body = problem(answer)
        assert (body["status"], body["type"]) == (406, "urn:filmoteca:problem:not-acceptable")
        assert body["valid_values"] == MEDIA_TYPES
    assert client.get("/shelf?format=json", headers={"accept": accept}).headers["content-type"] == "application/json"


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_a_format_that_is_not_acceptable_is_never_sent(client: httpx.Client, media_type: str) -> None:
    for accept in (f"{media_type};q=0, */*", f"*/*;q=0.5, {media_type};q=0.0", f"{media_type};q=0"):
        answer = client.get("/shelf", headers={"accept": accept})
        assert not answer.headers["content-type"].startswith(media_type)
        assert answer.status_code == (200 if "*/*" in accept else 406)


def test_an_object_is_json_or_nothing(client: httpx.Client) -> None:
    for accept in ("*/*", "application/json;q=0.1", "text/csv, application/*;q=0.2"):
        assert client.get("/details/1", headers={"accept": accept}).headers["content-type"] == "application/json"
    for accept in ("text/csv", "application/json;q=0, */*;q=0"):
        assert problem(client.get("/details/1", headers={"accept": accept}))["valid_values"] == ["application/json"]


def test_a_long_list_comes_whole(client: httpx.Client) -> None:
    lines = client.get("/numbers?format=csv").text.splitlines()
    assert lines == ["number", *map(str, range(50_000))]
    table = pq.read_table(pa.BufferReader(client.get("/numbers?format=parquet").content))
    assert table.column("number").to_pylist() == list(range(50_000))
