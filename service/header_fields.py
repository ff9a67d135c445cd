"""The header fields of requests and responses, as the server holds them."""

from collections.abc import Iterable

Fields = list[tuple[bytes, bytes]]
"""Names in small letters, and values."""


def with_vary(fields: Iterable[tuple[bytes, bytes]], *names: str) -> Fields:
    """The fields of a response that depends on some fields of the request as well, besides those that it names already."""
    kept: Fields = []
    varied: dict[str, str] = {}
    for name, value in fields:
        if name.lower() == b"vary":
            varied |= {part.strip().lower(): part.strip() for part in value.decode("latin-1").split(",")}
        else:
            kept.append((name, value))
    varied |= {name.lower(): name for name in names}
    return [*kept, (b"vary", ", ".join(sorted(varied.values())).encode("latin-1"))]


def with_head(methods: str) -> str:
    """The value of a field ``Allow``, with HEAD beside GET, for what answers the one answers the other."""
    named = methods.split(", ")
    return ", ".join(sorted({*named, *(["HEAD"] if "GET" in named else [])}))
