"""The log on standard error: lines of JSON for machines, or lines for people who watch a terminal."""

import asyncio
import logging
import logging.config
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from service.observability.request_record import REQUEST, RequestRecord

LogFormat = Literal["auto", "json", "text"]

_ENCODER = msgspec.json.Encoder()

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_WRITE_AFTER = 0.1
"""Seconds for which lines of requests are collected before they are written."""


class RequestLine(msgspec.Struct, frozen=True):
    """The line of a request.

    Attributes:
        time: When it was answered.
        level: Always "info".
        message: Always "request".
        request_id: Its id.
        method: Its method.
        route: The template of its address, or "unknown".
        status: The status of the answer; 499 when the client did not wait for it.
        ms: How many milliseconds it took.
        sql_ms: How many of them DuckDB worked.
        bytes: The length of the answer's body.
    """

    time: datetime
    level: str
    message: str
    request_id: str
    method: str
    route: str
    status: int
    ms: float
    sql_ms: float
    bytes: int

    def fields(self) -> dict[str, Any]:
        """What is told of the request itself."""
        return {name: getattr(self, name) for name in ("method", "route", "status", "ms", "sql_ms", "bytes")}


class RequestLog:
    """A line for each request. They are written together, a moment later, for that costs a tenth of writing them one by one.

    Args:
        form: How they are written.
    """

    def __init__(self, form: LogFormat) -> None:
        self._is_text = _is_text(form)
        self._lines: list[RequestLine] = []

    def note(self, method: str, route: str, record: RequestRecord, seconds: float) -> RequestLine:
        """Log a request.

        Args:
            method: Its method.
            route: The template of its address, or "unknown".
            record: What became of it.
            seconds: How long it took.
        """
        line = RequestLine(
            datetime.now(UTC),
            "info",
            "request",
            record.id,
            method,
            route,
            record.status,
            round(1000 * seconds, 2),
            round(1000 * record.sql_seconds, 2),
            record.size,
        )
        if not self._lines:
            asyncio.get_running_loop().call_later(_WRITE_AFTER, self.write)
        self._lines.append(line)
        return line

    def write(self) -> None:
        """Write the lines that have come up."""
        lines, self._lines = self._lines, []
        if self._is_text:
            text = "".join(f"{_text(line.time, 'INFO', line.message, line.fields())}\n" for line in lines)
        else:
            text = _ENCODER.encode_lines(lines).decode()
        sys.stderr.write(text)
        sys.stderr.flush()


class JsonLines(logging.Formatter):
    """A line of JSON for each record; what a record has under ``fields`` are fields of the line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            "logger": record.name,
        }
        if request := REQUEST.get():
            line["request_id"] = request.id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return _ENCODER.encode(line).decode()


class TextLines(logging.Formatter):
    """A line for people for each record, without the request's id, and below it the error if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        line = _text(_time(record), record.levelname, record.getMessage(), getattr(record, "fields", {}))
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def log_config(form: LogFormat) -> dict[str, Any]:
    """The configuration of Python's logging, for the service's own lines and those of the server around it.

    Args:
        form: "json", "text", or "auto": text when standard error is a terminal.
    """
    written = {"handlers": ["stderr"], "level": "INFO"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": TextLines if _is_text(form) else JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "loggers": {
            "service": written,
            "asyncio": written,
            "uvicorn": {**written, "propagate": False},
            # Each request has a line of the service's own.
            "uvicorn.access": {"handlers": [], "propagate": False},
            "uvicorn.error": {"handlers": []},
        },
    }


def configure_logs(form: LogFormat) -> None:
    """Write the log of this process in a form."""
    logging.config.dictConfig(log_config(form))


def _is_text(form: LogFormat) -> bool:
    return form == "text" or (form == "auto" and sys.stderr.isatty())


def _text(time: datetime, level: str, message: str, fields: Mapping[str, Any]) -> str:
    told = " ".join(f"{name}={value}" for name, value in fields.items())
    # What clients say may stand in it, and must neither begin a line of its own nor steer a terminal.
    return _CONTROLS.sub(lambda found: ascii(found[0])[1:-1], f"{time:%H:%M:%S} {level:<7} {message} {told}".rstrip())


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)
