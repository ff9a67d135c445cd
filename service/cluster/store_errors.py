"""Errors of an object store in words of our own, which tell no credentials."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)

_CAUSES = {
    r"connection refused": "nothing listens there",
    r"timed out|TimedOut": "it does not answer in time",
    r"dns error|failed to lookup": "its name is not known",
    r"certificate": "its certificate is not accepted",
    r"BadScheme": "its address begins with http://, which AWS_ALLOW_HTTP=true allows",
    r"Connection reset|closed before|IncompleteMessage|error decoding response body|end of file": "it hung up",
    r"No space left": "there is no room",
    r"canonicalize": "there is no such folder",
    r"must be specified|[Mm]issing|credentials|169\.254": "credentials or an account are missing in the environment",
}
"""What a message of the library may have in it, and what is told of that: the whole of it may have signatures in it."""


_NO_BUCKET = r"NoSuchBucket|bucket does not exist|ContainerNotFound"


class StoreError(Exception):
    """The store did not do what it was asked for; the message says what and why."""


class MissingObjectError(StoreError):
    """The store has no such object."""


class TakenError(Exception):
    """The place is taken, or holds something else than what was read."""


@contextmanager
def told(what: str) -> Iterator[None]:
    """Tell errors of the library in words of our own.

    Args:
        what: What the store was to do, as in "cannot be …".

    Raises:
        TakenError: The place is taken, or holds something else than what was read.
        MissingObjectError: There is no such object, or no such bucket.
        StoreError: Anything else went wrong.
    """
    try:
        yield
    except (AlreadyExistsError, FileExistsError, PreconditionError):
        raise TakenError from None
    except (NotFoundError, FileNotFoundError) as error:
        cause = "there is no such bucket" if re.search(_NO_BUCKET, str(error)) else "there is no such object"
        raise MissingObjectError(f"The object store cannot be {what}: {cause}.") from None
    except (PermissionDeniedError, UnauthenticatedError, PermissionError):
        raise StoreError(
            f"The object store cannot be {what}: it does not accept the credentials, or grants them too little."
        ) from None
    except TimeoutError:
        raise StoreError(f"The object store cannot be {what}: it does not answer in time.") from None
    except (BaseError, OSError, ValueError) as error:
        raise StoreError(f"The object store cannot be {what}: {_cause(error)}.") from None


def _cause(error: BaseException) -> str:
    text = str(error)
    for pattern, cause in _CAUSES.items():
        if re.search(pattern, text, re.IGNORECASE):
            return cause
    if status := re.search(r"status code: (\d{3})", text):
        return f"it answers with status {status[1]}"
    return "it does not answer as it should"
