"""Errors as the service tells them: problem details in the sense of RFC 9457."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, Struct, UnsetType

MEDIA_TYPE = "application/problem+json"


class Problem(Struct, frozen=True):
    """What went wrong with a request (RFC 9457)."""

    type: Annotated[str, Meta(description="The kind of problem; about:blank when the status says it all.")]
    title: Annotated[str, Meta(description="The kind of problem in a few words.")]
    status: Annotated[int, Meta(description="The HTTP status code.")]
    detail: Annotated[str, Meta(description="What was wrong with this request, and what to do.")]
    parameter: Annotated[str, Meta(description="The parameter that is at fault.")] | UnsetType = UNSET
    valid_values: Annotated[list[str], Meta(description="All values that the parameter may have.")] | UnsetType = UNSET
    suggestions: Annotated[list[str], Meta(description="Names near to the one that was asked for.")] | UnsetType = UNSET


class ProblemError(Exception):
    """A request cannot be answered; the client is told why.

    Args:
        detail: What was wrong with this request, and what to do.
        parameter: The parameter that is at fault.
        valid_values: All values that the parameter may have.
        suggestions: Names that are nearest to the one that was asked for.
    """

    status: ClassVar[HTTPStatus]
    name: ClassVar[str]
    title: ClassVar[str]
    headers: Mapping[str, str] = {}

    def __init__(
        self,
        detail: str,
        *,
        parameter: str | UnsetType = UNSET,
        valid_values: list[str] | UnsetType = UNSET,
        suggestions: list[str] | UnsetType = UNSET,
    ) -> None:
        super().__init__(detail)
        kind = f"urn:filmoteca:problem:{self.name}"
        self.problem = Problem(kind, self.title, self.status, detail, parameter, valid_values, suggestions)


class InvalidParameterError(ProblemError):
    """A parameter is unknown, missing, repeated, or has a value that it cannot have."""

    status = HTTPStatus.BAD_REQUEST
    name = "invalid-parameter"
    title = "Invalid parameter"


class UnknownNameError(ProblemError):
    """The parameters are well formed, but the warehouse holds nothing of that name."""

    status = HTTPStatus.NOT_FOUND
    name = "unknown-name"
    title = "Nothing of that name"


class NotAcceptableError(ProblemError):
    """The client takes none of the forms that an answer can have."""

    status = HTTPStatus.NOT_ACCEPTABLE
    name = "not-acceptable"
    title = "No form of the answer is acceptable"


class PreconditionFailedError(ProblemError):
    """The client wants an answer on a condition that does not hold."""

    status = HTTPStatus.PRECONDITION_FAILED
    name = "precondition-failed"
    title = "A condition of the request does not hold"


class UnsatisfiableRangeError(ProblemError):
    """A part of an answer is asked for that the answer has not.

    Args:
        detail: What was wrong with this request, and what to do.
        size: How many bytes the answer has.
    """

    status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    name = "unsatisfiable-range"
    title = "The answer has no such part"

    def __init__(self, detail: str, size: int) -> None:
        super().__init__(detail)
        self.headers = {"content-range": f"bytes */{size}"}


class NotReadyError(ProblemError):
    """There is no warehouse to answer from."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    name = "not-ready"
    title = "The warehouse is not ready"
    headers: Mapping[str, str] = {"retry-after": "2"}


class TimeLimitError(ProblemError):
    """The answer took longer than a request may take."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    name = "time-limit"
    title = "The answer took too long"
    headers: Mapping[str, str] = {"retry-after": "5"}


class BusyError(ProblemError):
    """More questions wait for their answers than may."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    name = "busy"
    title = "The service is busy"
    headers: Mapping[str, str] = {"retry-after": "1"}


class NoRoomError(ProblemError):
    """The answer does not fit into the memory or on the disk of the service as it is now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    name = "no-room"
    title = "The service has no room for the answer"
    headers: Mapping[str, str] = {"retry-after": "10"}


class UnauthorizedError(ProblemError):
    """The request has no key, or one that is not known."""

    status = HTTPStatus.UNAUTHORIZED
    name = "unauthorized"
    title = "A key is needed"
    headers: Mapping[str, str] = {"www-authenticate": "Bearer"}


class WrongSqlError(ProblemError):
    """A statement is not right SQL, or fails on these data."""

    status = HTTPStatus.BAD_REQUEST
    name = "wrong-sql"
    title = "The statement is wrong"


class RefusedSqlError(ProblemError):
    """A statement would do something else than read the warehouse."""

    status = HTTPStatus.BAD_REQUEST
    name = "refused-sql"
    title = "The statement is not allowed"


class SqlLimitError(ProblemError):
    """A statement or its answer needs more than it may have."""

    status = HTTPStatus.BAD_REQUEST
    name = "sql-limit"
    title = "The statement needs too much"


class TooLongError(ProblemError):
    """A statement has too many characters."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    name = "too-long"
    title = "The statement is too long"


class ForeignPageError(ProblemError):
    """A page of another site asks for a statement, or the service is asked by a name that is not its own."""

    status = HTTPStatus.FORBIDDEN
    name = "foreign-page"
    title = "The statement comes from another site"


class ConsoleOffError(ProblemError):
    """Statements are not run here."""

    status = HTTPStatus.NOT_FOUND
    name = "console-off"
    title = "The SQL console is off"


def plain_problem(status: int, detail: str) -> Problem:
    """A problem of which the status says the kind."""
    return Problem("about:blank", HTTPStatus(status).phrase, status, detail)
