"""The warehouse over HTTP: every file in ``sql/endpoints`` is a route of a Litestar application."""

__version__ = "0.1.0"
