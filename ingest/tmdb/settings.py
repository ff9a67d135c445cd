"""Where TMDB is, who asks, and how patiently."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from ingest.tmdb.errors import TmdbError, TokenError

TOKEN_VARIABLE = "TMDB_API_TOKEN"  # noqa: S105 - the name of a variable
API_VARIABLE = "TMDB_API_URL"
EXPORTS_VARIABLE = "TMDB_EXPORTS_URL"
_API = "https://api.themoviedb.org/3"
_EXPORTS = "https://files.tmdb.org/p/exports"

_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_OLD_KEY = re.compile(r"[0-9a-f]{32}")
_HOW = f"set {TOKEN_VARIABLE} to the API Read Access Token of https://www.themoviedb.org/settings/api"


@dataclass(frozen=True)
class Patience:
    """How long TMDB is waited for.

    Attributes:
        attempts: How often a request is made before its failure counts.
        first_wait: The most seconds before the second attempt; before each later one twice as many.
        longest_wait: The most seconds before an attempt, unless TMDB itself says how many.
        answer: Seconds in which an answer must be there whole.
        export: Seconds in which the file of all ids must be there.
    """

    attempts: int = 8
    first_wait: float = 0.5
    longest_wait: float = 30
    answer: float = 60
    export: float = 600


@dataclass(frozen=True)
class Settings:
    """How TMDB is reached.

    Attributes:
        token: What it knows the user by.
        api: The address of its API.
        exports: The address of its daily files of ids, which need no token.
        patience: How long it is waited for.
    """

    token: str = field(repr=False)
    api: str = _API
    exports: str = _EXPORTS
    patience: Patience = field(default_factory=Patience)


def settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings that environment variables give.

    Raises:
        TokenError: There is no token, or it cannot be one.
        TmdbError: An address is none.
    """
    token = environment.get(TOKEN_VARIABLE, "").strip()
    if not token:
        raise TokenError(f"there is no token of TMDB; {_HOW}")
    if _OLD_KEY.fullmatch(token):
        raise TokenError(f"{TOKEN_VARIABLE} holds an API Key; the API Read Access Token is another, longer one; {_HOW}")
    if not _TOKEN.fullmatch(token):
        raise TokenError(f"{TOKEN_VARIABLE} holds characters that no token has; {_HOW}")
    return Settings(
        token, _address(environment, API_VARIABLE, default=_API), _address(environment, EXPORTS_VARIABLE, default=_EXPORTS)
    )


def _address(environment: Mapping[str, str], variable: str, *, default: str) -> str:
    address = environment.get(variable, "").strip() or default
    try:
        is_address = bool(_ADDRESS.fullmatch(address)) and bool(httpx.URL(address).host) and urlsplit(address).port != 0
    except (httpx.InvalidURL, ValueError):  # what is no host, and what is no port
        is_address = False
    if not is_address:
        raise TmdbError(f"{variable} must be an address such as {default}, not '{address}'")
    return address.rstrip("/")
