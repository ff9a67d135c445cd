"""The settings of the service: environment variables that begin with ``FILMOTECA_``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct, field
from msgspec.structs import fields

from service.cluster.address import BEGINNING, STORE, is_address
from service.cluster.library import how_to_install
from service.observability.logs import LogFormat

_PREFIX = "FILMOTECA_"

_OTHERWISE = {f"{_PREFIX}PORT": "PORT"}
"""Variables of platforms that count where one of the service is not set."""

ROOT_PATH = r"(?=.{0,200}$)(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*/?"
"""What a path under which the service stands may be: names of letters, digits and signs that mean nothing in HTML."""

Place = Annotated[
    str,
    Meta(
        pattern=f"^(?!{BEGINNING})|^{STORE}$",
        description="the path of a file, or the address of an object store such as s3://bucket/prefix, gs://, az:// or file:///folder",
    ),
]
Port = Annotated[int, Meta(ge=0, le=65535, description="a whole number from 0 to 65535")]
Count = Annotated[int, Meta(ge=0, description="a whole number, 0 or more")]
Some = Annotated[int, Meta(ge=1, description="a whole number, 1 or more")]
Seconds = Annotated[float, Meta(gt=0, le=3600, description="a number above 0, up to 3600")]
Form = Annotated[LogFormat, Meta(description="auto, json or text")]
Switch = Annotated[Literal["on", "off"], Meta(description="on or off")]
ApiKey = Annotated[str, Meta(min_length=16, pattern=r"^[!-~]+$", description="keys of 16 or more ASCII letters, digits or signs")]
HostName = Annotated[str, Meta(pattern=r"^[a-z0-9._:-]+$", description="names of hosts in small letters, without ports")]
RootPath = Annotated[str, Meta(pattern=f"^{ROOT_PATH}$", description="a path such as /cine")]
PictureAddress = Annotated[
    str,
    Meta(
        pattern=r"^https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?$",
        description="an address such as https://images.example/t/p",
    ),
]
Origin = Annotated[
    str, Meta(pattern=r"^(\*|https?://[^/\s*]+)$", description="origins such as https://films.example:8443, or * for any")
]


class SettingsError(Exception):
    """A variable has a value that it cannot have; the message names the variable."""


_SECRET = {f"{_PREFIX}API_KEYS", f"{_PREFIX}WAREHOUSE"}
"""Variables whose values may have credentials in them, which stay out of logs."""


class Settings(Struct, frozen=True, kw_only=True, rename=lambda name: f"{_PREFIX}{name.upper()}"):
    """What can be set; docs/operations.md says what each variable means.

    Attributes:
        warehouse: The DuckDB file, or the address of an object store.
        warehouse_cache: The folder for snapshots that come from an object store.
        follow: The most seconds between two looks at the pointer of an object store.
        host: The address to listen on.
        port: The port to listen on.
        workers: The number of processes.
        log_format: How the log is written.
        slow_ms: Milliseconds of SQL from which a request is logged as slow.
        time_limit: Seconds that a question may wait and run.
        queue: Questions that may wait in one process.
        cache_bytes: The most bytes of answers that a process holds to give again.
        download_bytes: The most bytes of downloads that a process holds in files to give again, whole or in parts.
        max_body: The most bytes of a request's body.
        max_query: The most bytes of a request's path and query.
        sql: Whether strangers' statements are run at ``/sql``.
        sql_hosts: The names by which the SQL console of a service on a loopback address may be asked, besides its own.
        api_keys: Keys of which a request must have one; without any, everyone is answered.
        rate_limit: Requests of one client that a process answers in a minute; 0 for as many as come.
        cors_origins: Origins of web pages that may read the answers.
        root_path: The path under which a proxy shows the service.
        posters: What the addresses of pictures of TMDB begin with, before the size: TMDB's own server, or a mirror of it.
        forwarded_allow_ips: The addresses of proxies that are believed, by default none; the variable is that of uvicorn.
    """

    warehouse: Place = "warehouse.duckdb"
    warehouse_cache: Path = Path("warehouses")
    follow: Seconds = 1.0
    host: str = "127.0.0.1"
    port: Port = 8000
    workers: Some = 1
    log_format: Form = "auto"
    slow_ms: Some = 500
    time_limit: Seconds = 5.0
    queue: Count = 64
    cache_bytes: Count = 32 * 2**20
    download_bytes: Count = 256 * 2**20
    max_body: Count = 1_048_576
    max_query: Some = 16_384
    sql: Switch = "off"
    sql_hosts: tuple[HostName, ...] = ()
    api_keys: tuple[ApiKey, ...] = ()
    rate_limit: Count = 0
    cors_origins: tuple[Origin, ...] = ()
    root_path: RootPath = ""
    posters: PictureAddress = "https://image.tmdb.org/t/p"
    forwarded_allow_ips: str = field(default="", name="FORWARDED_ALLOW_IPS")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read all settings.

    Args:
        environment: The environment variables. One that is empty counts as not set.

    Raises:
        SettingsError: A variable has a wrong value.
    """
    given: dict[str, Any] = {}
    sources = {setting.encode_name: _source(setting.encode_name, environment) for setting in fields(Settings)}
    for setting in fields(Settings):
        if text := environment.get(sources[setting.encode_name], "").strip():
            is_list = isinstance(setting.default, tuple)
            given[setting.encode_name] = [part.strip() for part in text.split(",")] if is_list else text
    try:
        settings: Settings = msgspec.convert(given, Settings, strict=False, dec_hook=lambda kind, text: kind(text))
    except msgspec.ValidationError as error:
        name = str(error).partition("$.")[2].partition("[")[0].rstrip("`")
        value = "" if name in _SECRET else f"; it is {environment[sources[name]]!r}"
        # The cause quotes the value.
        raise SettingsError(f"{sources[name]} must be {_wanted(name)}{value}") from (None if name in _SECRET else error)
    if is_address(settings.warehouse) and (advice := how_to_install()):
        raise SettingsError(f"{_PREFIX}WAREHOUSE names an object store. {advice}")
    return settings


def _source(name: str, environment: Mapping[str, str]) -> str:
    """The variable that a setting is read from."""
    return name if environment.get(name, "").strip() else _OTHERWISE.get(name, name)


def _wanted(variable: str) -> str:
    kind = get_type_hints(Settings, include_extras=True)[variable.removeprefix(_PREFIX).lower()]
    if get_origin(kind) is tuple:
        return f"{get_args(kind)[0].__metadata__[0].description}, parted by commas"
    return str(kind.__metadata__[0].description)
