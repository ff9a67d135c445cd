"""The header of an endpoint file, as it is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

import msgspec

from service.endpoints.column_types import LONGEST_LIST
from sql import SqlFile, SqlFileError

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PATH = re.compile(r"(/([\w.~-]+|\{\w+\}))+")

Example = str | int | float | bool


class ParameterHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a header says of one parameter.

    Attributes:
        about: What the parameter means.
        example: A value that gives an answer, or for a list several; needed for a parameter that must be given.
        bounds: The least and the most that a number may be, where its type leaves more.
        valid: All values that a text in the query may be, where there are few.
        required: Whether a parameter in the query must be given; one in the path always must.
        most: How often a list may be given at most, where that is less than any list may.
        of: The table and column that have every value that the parameter may have, as in "movies.movie_id".
        vocabulary: The kind of the names that are offered when nothing was found.
        closed: Whether the vocabulary holds every value that the parameter may have.
        named_by: The table macro that says which films the values of a list name, where these are ids or titles.
    """

    about: str
    example: Example | tuple[Example, ...] | None = None
    bounds: tuple[float, float] | None = None
    valid: tuple[str, ...] = ()
    required: bool = False
    most: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_LIST)] | None = None
    of: Annotated[str, msgspec.Meta(pattern=r"^\w+\.\w+$")] | None = None
    vocabulary: str | None = None
    closed: bool = False
    named_by: str | None = None


class QuickHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A macro for quick answers.

    Attributes:
        macro: The macro, which answers requests that give no parameters but its own.
        most: The greatest values of these for which it does.
    """

    macro: str
    most: dict[str, int] = {}


class SplitHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Macros that an endpoint's own macro is made of, one of which has the answer to a request.

    To plan all takes longer than the answer, so a request is answered by the one that it needs.

    Attributes:
        quick: Those for quick answers, the quickest first.
        rest: The macro that answers all other requests.
    """

    quick: Annotated[tuple[QuickHeader, ...], msgspec.Meta(min_length=1)]
    rest: str


class EndpointHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The header ``endpoint`` of a file of SQL.

    Attributes:
        path: The address, with parameters in braces.
        answer: Whether the answer is one object, or a list of any number of rows.
        aliases: More addresses with the same parameters in the path.
        order: The columns that an array is ordered by unless a request says otherwise, "-" before one that falls. Together they
            tell any two rows apart.
        page: The rows of a page unless a request says otherwise.
        facets: The columns whose values a request may have counted.
        facets_of: The endpoint that says so instead, for a list with the columns of another.
        included: The lists next to it, by the last parts of their addresses, whose first pages come with each of its pages.
        tag: What it stands under in the documentation; the folder of the file, if it is not given.
        split: The macros that answer in place of its own.
        any_of: Parameters in the query of which one at least must be given.
        compiled: The table and column of the keys whose answers are made with the warehouse.
        other_names: The table of names that have the same answers as a key.
        rows_of: The list with the same columns whose compiled rows this one shows.
        parameters: What there is to say of each parameter of the macro, by its name.
    """

    path: str
    answer: Literal["one", "many"]
    aliases: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    page: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 20
    facets: tuple[str, ...] = ()
    facets_of: str | None = None
    included: tuple[str, ...] = ()
    tag: Annotated[str, msgspec.Meta(pattern=r"^[\w-]+$")] | None = None
    split: SplitHeader | None = None
    any_of: tuple[str, ...] = ()
    compiled: Annotated[str, msgspec.Meta(pattern=r"^\w+\.\w+$")] | None = None
    other_names: Annotated[str, msgspec.Meta(pattern=r"^\w+$")] | None = None
    rows_of: Annotated[str, msgspec.Meta(pattern=r"^\w+$")] | None = None
    parameters: dict[str, ParameterHeader] = {}


def endpoint_header(file: SqlFile) -> EndpointHeader:
    """Read the header of an endpoint file.

    Raises:
        SqlFileError: There is no such header, or it says something that has no meaning.
    """
    if "endpoint" not in file.headers:
        raise SqlFileError(f"{file.path}: the comment has no header '/// endpoint'")
    try:
        header = msgspec.convert(file.headers["endpoint"], EndpointHeader)
    except msgspec.ValidationError as error:
        raise SqlFileError(f"{file.path}: the header 'endpoint' is wrong: {error}") from error
    if fault := next(_faults(header), None):
        raise SqlFileError(f"{file.path}: {fault}")
    return header


def endpoint_headers(files: Sequence[SqlFile]) -> dict[str, EndpointHeader]:
    """Read the headers of all endpoint files, by their names, with the facets that one has from another.

    Raises:
        SqlFileError: A header is wrong, or has its facets from one that has none of its own.
    """
    own = {file.name: endpoint_header(file) for file in files}
    return {file.name: _with_facets(file, own) for file in files}


def _with_facets(file: SqlFile, own: Mapping[str, EndpointHeader]) -> EndpointHeader:
    header = own[file.name]
    if header.facets_of is None:
        return header
    if header.facets_of not in own or not own[header.facets_of].facets:
        raise SqlFileError(f"{file.path}: 'facets_of' names {header.facets_of}, which is no endpoint with facets of its own")
    return msgspec.structs.replace(header, facets=own[header.facets_of].facets)


def placeholders(path: str) -> list[str]:
    """The names of the parameters in a path, in their order."""
    return _PLACEHOLDER.findall(path)


def shape(path: str) -> str:
    """The path without the names of its parameters: two paths of one shape cannot be told apart."""
    return _PLACEHOLDER.sub("{}", path)


def _faults(header: EndpointHeader) -> Iterator[str]:
    in_path = placeholders(header.path)
    if (header.answer == "one") == bool(header.order):
        yield "an answer of one object has no order" if header.order else "the answer is an array, so it needs an order"
    if header.included and header.answer == "one":
        yield "an object has the lists below it when a request wants them; only a list has 'included'"
    if header.facets and header.facets_of:
        yield "the facets are either its own or those of another endpoint"
    if header.compiled:
        yield from _faults_of_compiled(header, header.compiled)
    if header.other_names and (header.compiled is None or header.answer == "many"):
        yield "other names are those of the keys of one compiled answer"
    if header.rows_of and (header.compiled or header.answer == "one"):
        yield "rows of another list are those of a list that has none of its own"
    for path in (header.path, *header.aliases):
        if not _PATH.fullmatch(path):
            yield f"the path {path} is not of the form /name/{{parameter}}"
        if len(set(placeholders(path))) < len(placeholders(path)):
            yield f"the path {path} names a parameter twice"
        if set(placeholders(path)) != set(in_path):
            yield f"the alias {path} must have the parameters of {header.path}"
    yield from _faults_of_parameters(header, in_path)


def _faults_of_parameters(header: EndpointHeader, in_path: Sequence[str]) -> Iterator[str]:
    for name in header.any_of:
        if name in in_path or name not in header.parameters or header.parameters[name].example in {None, ()}:
            yield f"'any_of' names {name}, which must be a parameter in the query with an example"
    for name, parameter in header.parameters.items():
        if parameter.example in {None, ()} and (name in in_path or parameter.required):
            place = "in the path" if name in in_path else "required"
            yield f"the parameter {name} is {place}, so it needs an example"
        if parameter.closed and parameter.vocabulary is None:
            yield f"the parameter {name} is closed, so it needs a vocabulary"
        if parameter.named_by and (parameter.of or parameter.vocabulary is None or header.answer == "one"):
            yield f"the parameter {name} is named by a macro, so it needs a vocabulary, no 'of', and a list as the answer"


def _faults_of_compiled(header: EndpointHeader, keys: str) -> Iterator[str]:
    is_one, needed = header.answer == "one", any(parameter.required for parameter in header.parameters.values())
    if len(placeholders(header.path)) != is_one or needed:
        yield "answers are compiled by one parameter, in the path, and rows of lists without any"
    if not is_one and header.order[-1:] != (keys.partition(".")[2],):
        yield "rows are compiled by the last column of the order, which must tell any two apart"
