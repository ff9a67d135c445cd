"""The warehouse over HTTP: every file in ``sql/endpoints`` is a route of a Litestar application."""
