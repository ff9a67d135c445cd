"""``POST /recommendations/import``: recommendations for whoever has an export of another site; nothing of it is kept."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Literal

import duckdb
import msgspec
from litestar import MediaType, Request, Response, post
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType

import sql
from service.api.exports import MOST_RECORDS, Export, ExportError, read_export
from service.api.problem_responses import problem_responses
from service.api.request_checks import query_check
from service.endpoints.column_types import Scalar
from service.warehouse.hot_swap import Warehouse
from sql import quote_identifier

AnyRequest = Request[Any, Any, Any]

_MACROS = {"films_of_export", "recommended_after_export"}
_TEXT = ("text/csv", "text/plain")
_FORM = "multipart/form-data"

_ABOUT = f"""The body is the CSV as it was downloaded, as text/csv, or the field `export` of a form (multipart/form-data), as a
file or as text: of Letterboxd (ratings.csv, diary.csv, watched.csv), of IMDb (ratings), or of MovieLens (the ratings of its site,
or ratings.csv of a data set with one user). It may have {MOST_RECORDS:,} films. Nothing of it is kept.

A film that was rated with four of five stars or more, or eight of ten, is liked; no film of the export is recommended. Films are
matched by TMDB id or MovieLens id where the export has it, else by title and year; `unmatched` has the lines of the others."""

_PROBLEMS = {
    400: "The body is no CSV of these sites, has too many films, or a rating that cannot be; or a parameter is wrong.",
    406: "The client accepts none of the content codings that there are.",
    413: "The body is too long.",
    415: "The body is sent neither as text/csv nor as a form.",
    503: "The warehouse is not ready, the answer took too long, or too many questions wait.",
}


# Values of Python are bound one by one, which takes seconds for thousands of records; one text of JSON does not.
_RECORDS = (
    'from_json(?, \'[{"line": "INTEGER", "tmdb_id": "INTEGER", "movielens_id": "INTEGER", "titles": ["VARCHAR"], '
    '"year": "INTEGER", "is_liked": "BOOLEAN"}]\')'
)


class ImportedFilm(Struct):
    """A film of the export."""

    line: Annotated[int, Meta(description="The record of the export, where the header is 1.")]
    id: Annotated[int, Meta(description="TMDB id of the film.")]
    title: Annotated[str, Meta(description="Its title.")]
    year: Annotated[int, Meta(description="Year of its release.")]
    is_liked: Annotated[bool, Meta(description="Whether it counts as liked.")]


class UnmatchedFilm(Struct):
    """A record of the export that means no film of the warehouse."""

    line: Annotated[int, Meta(description="The record of the export, where the header is 1.")]
    title: Annotated[str, Meta(description="Its title in the export, if that has one.")] | UnsetType = UNSET
    year: Annotated[int, Meta(description="Its year in the export, if that has one.")] | UnsetType = UNSET


class ImportedContribution(Struct):
    """A part of a score."""

    kind: Annotated[str, Meta(description="A kind of feature that is shared, or series, year, quality or liked.")]
    names: Annotated[list[str], Meta(description="Up to three names of what is shared.")]
    share: Annotated[float, Meta(description="Share of the score, from 0 to 1.")]


class ImportedRecommendation(Struct):
    """A film to see."""

    place: Annotated[int, Meta(description="Place among the recommendations, from 1.")]
    movie_id: Annotated[int, Meta(description="TMDB id of the film.")]
    title: Annotated[str, Meta(description="Its title.")]
    release_year: Annotated[int, Meta(description="Year of its release.")]
    directors: Annotated[list[str], Meta(description="Its directors.")]
    score: Annotated[float, Meta(description="How much it is recommended; comparable within one answer.")]
    motivo: Annotated[str, Meta(description="Why it is recommended, in Spanish.")]
    contributions: Annotated[
        list[ImportedContribution], Meta(description="What makes up the score, that which counts most first.")
    ]


class Imported(Struct):
    """Recommendations, and what was understood of the export."""

    source: Annotated[Literal["letterboxd", "imdb", "movielens"], Meta(description="The site that the export is of.")]
    items: Annotated[list[ImportedRecommendation], Meta(description="The films to see; none if no film is liked.")]
    understood: Annotated[list[ImportedFilm], Meta(description="The films of the export.")]
    unmatched: Annotated[list[UnmatchedFilm], Meta(description="Its records that mean no film of the warehouse.")]


class _ImportOperation(Operation):
    def __post_init__(self) -> None:
        csv = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING))
        field = Schema(type=OpenAPIType.STRING, description="The CSV, as a file or as text.")
        form = Schema(type=OpenAPIType.OBJECT, properties={"export": field}, required=["export"])
        self.request_body = RequestBody({"text/csv": csv, _FORM: OpenAPIMediaType(schema=form)}, required=True)


def import_routes(warehouse: Warehouse, sql_root: Path) -> list[HTTPRouteHandler]:
    """Make the route, if the SQL files have the macros that it asks.

    Args:
        warehouse: What answers.
        sql_root: The folder of SQL files.
    """
    if not {file.name for file in sql.sql_files("macros", sql_root)} >= _MACROS:
        return []

    @post(
        "/recommendations/import",
        operation_id="recommendations_import",
        operation_class=_ImportOperation,
        tags=["recommendations"],
        summary="Films for whoever has an export of Letterboxd, IMDb or MovieLens",
        description=_ABOUT,
        before_request=query_check("n"),
        status_code=HTTPStatus.OK,
        media_type=MediaType.JSON,
        response_description="The films, and what was understood of the export.",
        responses=problem_responses(_PROBLEMS),
    )
    async def recommendations_import(
        request: AnyRequest,
        n: Annotated[int, QueryParameter(ge=1, le=100, description="How many films; 10 if it is not given.")] = 10,
    ) -> Response[Imported]:
        export = read_export(await sent_export(request))
        open_snapshot = await warehouse.current()
        found = await open_snapshot.ask(lambda cursor: imported(cursor, export, n, {}))
        return Response(found, headers={"cache-control": "no-store"})

    return [recommendations_import]


async def sent_export(request: AnyRequest) -> bytes:
    """The bytes of the export that a request brings.

    Raises:
        HTTPException: It is sent neither as CSV nor in a form.
        ExportError: The form has no such field.
    """
    kind = request.content_type[0]
    if kind in _TEXT:
        return await request.body()
    if kind != _FORM:
        raise HTTPException(
            "Send the export as text/csv, or as the field 'export' of a form.", status_code=HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        )
    sent = (await request.form()).get("export")
    if isinstance(sent, UploadFile):
        return await sent.read()
    if isinstance(sent, str):
        return sent.encode()
    raise ExportError("missing")


def imported(cursor: duckdb.DuckDBPyConnection, export: Export, n: int, filters: Mapping[str, Scalar]) -> Imported:
    """The films to recommend to whoever has an export, and what was understood of it.

    Args:
        cursor: Where to ask.
        export: What was sent.
        n: How many films.
        filters: What they must fit, as arguments of the macro.
    """
    records = msgspec.json.encode(export.records).decode()
    columns = "line, movie_id, title, release_year, is_liked"
    matched = cursor.execute(f"select {columns} from films_of_export({_RECORDS}) order by line", [records]).fetchall()
    films = [ImportedFilm(*row) for row in matched]
    lines = {film.line for film in films}
    unmatched = [
        UnmatchedFilm(record["line"], next(iter(record["titles"]), UNSET), record["year"] or UNSET)
        for record in export.records
        if record["line"] not in lines
    ]
    given = "".join(f", {quote_identifier(name)} := ?" for name in filters)
    question = f"from recommended_after_export({_RECORDS}, ?{given}) order by place"
    result = cursor.execute(question, [records, n, *filters.values()])
    names = [name for name, *_ in result.description]
    items = [
        ImportedRecommendation(**{**row, "contributions": [ImportedContribution(**part) for part in row["contributions"]]})
        for row in (dict(zip(names, values, strict=True)) for values in result.fetchall())
    ]
    return Imported(export.source, items, films, unmatched)  # type: ignore[arg-type]
