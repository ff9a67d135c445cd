"""The header fields of requests and responses, as the server holds them."""

Fields = list[tuple[bytes, bytes]]
"""Names in small letters, and values."""


def with_head(methods: str) -> str:
    """The value of a field ``Allow``, with HEAD beside GET, for what answers the one answers the other."""
    named = methods.split(", ")
    return ", ".join(sorted({*named, *(["HEAD"] if "GET" in named else [])}))
