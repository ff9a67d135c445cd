"""One server that is asked politely: so many requests in a second, so many at a time, and again when an answer fails."""

import asyncio
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from gzip import BadGzipFile
from http import HTTPStatus
from types import MappingProxyType, TracebackType
from typing import NoReturn, Self, TypeVar

import httpx
import msgspec
from aiolimiter import AsyncLimiter
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from ingest.tmdb.errors import TmdbError, TokenError, TransientError
from ingest.tmdb.settings import Patience

T = TypeVar("T")

REQUESTS_A_SECOND = 40
REQUESTS_AT_A_TIME = 20
_LONGEST_PAUSE = 900
_PASSING = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT}
_BROKEN = (msgspec.DecodeError, UnicodeDecodeError, EOFError, zlib.error, BadGzipFile)
_NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})


class _Fault(msgspec.Struct):
    """What TMDB says of a request that it does not answer."""

    status_code: int | None = None
    status_message: str | None = None
    errors: list[str] | None = None


class HttpSource:
    """A server.

    Args:
        address: Its address, which the paths of requests follow.
        patience: How long it is waited for.
        seconds: In which an answer must be there whole.
        is_missing: Whether a response means that a thing is not there, by its status and TMDB's own code.
        token: What it knows the user by, if it needs that; no message of an error has it.
    """

    def __init__(
        self,
        address: str,
        patience: Patience,
        seconds: float,
        is_missing: Callable[[int, int | None], bool],
        token: str | None = None,
    ) -> None:
        self._address = address
        self._patience = patience
        self._seconds = seconds
        self._is_missing = is_missing
        self._token = token
        # A bucket of one drop lets requests through one by one, so that no second has more of them, not even the first.
        self._rate = AsyncLimiter(1, 1 / REQUESTS_A_SECOND)
        self._places = asyncio.Semaphore(REQUESTS_AT_A_TIME)
        self._paused_until = 0.0
        self._client = httpx.AsyncClient(
            headers={"accept": "application/json", "user-agent": "filmoteca", **_authorization(token)},
            timeout=seconds,
            limits=httpx.Limits(max_connections=REQUESTS_AT_A_TIME),
        )

    async def __aenter__(self) -> Self:
        """Open it."""
        await self._client.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close its connections."""
        await self._client.__aexit__(kind, error, trace)

    async def get(self, path: str, read: Callable[[bytes], T], parameters: Mapping[str, str] = _NO_PARAMETERS) -> T | None:
        """Ask for something, again and again if need be.

        Args:
            path: Where it is, without a slash before it.
            read: Makes of the bytes what is wanted; what they cannot be read as is asked for again.
            parameters: Those of the request.

        Returns:
            What was read, or none if it is not there.

        Raises:
            TokenError: The server refuses the token.
            TmdbError: There is no answer that can be used.
        """
        attempts = AsyncRetrying(
            retry=retry_if_exception_type(TransientError),
            stop=stop_after_attempt(self._patience.attempts),
            wait=self._wait,
            reraise=True,
        )
        return await attempts(self._ask, path, read, parameters)

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait or 0 if isinstance(error, TransientError) else 0
        return max(asked, wait_random_exponential(self._patience.first_wait, self._patience.longest_wait)(state))

    async def _ask(self, path: str, read: Callable[[bytes], T], parameters: Mapping[str, str]) -> T | None:
        async with self._places:
            await self._turn()
            try:
                async with asyncio.timeout(self._seconds):  # for httpx itself waits anew for each piece of an answer
                    response = await self._client.get(f"{self._address}/{path}", params=dict(parameters))
            except TimeoutError:
                raise TransientError(f"{path}: no whole answer from {self._address} in {self._seconds:g} seconds") from None
            except (httpx.TransportError, httpx.DecodingError) as error:
                raise TransientError(f"{path}: {self._address} cannot be reached, or breaks off: {self._told(error)}") from None
        if response.status_code != HTTPStatus.OK:
            self._judge(path, response)
            return None
        try:
            return read(response.content)
        except msgspec.ValidationError as error:
            raise TmdbError(f"{path}: the answer is not what TMDB's documentation says: {self._told(error)}") from None
        except _BROKEN as error:
            raise TransientError(f"{path}: the answer is broken: {self._told(error)}") from None

    async def _turn(self) -> None:
        """Wait until a request may be made."""
        clock = asyncio.get_running_loop().time
        await self._rate.acquire()
        while (pause := self._paused_until - clock()) > 0:
            await asyncio.sleep(pause)
            await self._rate.acquire()

    def _judge(self, path: str, response: httpx.Response) -> None:
        """Say why there is no answer, unless it is that the thing is not there."""
        status = response.status_code
        try:
            fault = msgspec.json.decode(response.content, type=_Fault)
        except msgspec.DecodeError:
            fault = _Fault()
        if self._is_missing(status, fault.status_code):
            return
        said = fault.status_message or "; ".join(fault.errors or ()) or response.reason_phrase
        self._refused(f"{path}: {self._address} answers {status}: {self._told(said)}", response)

    def _refused(self, text: str, response: httpx.Response) -> NoReturn:
        status = response.status_code
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise TokenError(f"{text}; see whether the token is right, whole and still valid")
        if status not in _PASSING and status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TmdbError(text)
        wait = seconds_to_wait(response.headers.get("retry-after"))
        if wait is not None and wait > _LONGEST_PAUSE:
            raise TmdbError(f"{text}; it asks to wait {wait:.0f} seconds; run this again later, and it goes on where it was")
        self._paused_until = max(self._paused_until, asyncio.get_running_loop().time() + (wait or 0))
        raise TransientError(text, wait)

    def _told(self, cause: object) -> str:
        """What a server or a library says, without the token and on one line."""
        text = " ".join(str(cause).split()) or type(cause).__name__
        return text.replace(self._token, "***") if self._token else text


def _authorization(token: str | None) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"} if token else {}


def seconds_to_wait(text: str | None) -> float | None:
    """What ``Retry-After`` says: seconds, or a time."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        time = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (time.astimezone(UTC) - datetime.now(UTC)).total_seconds())
