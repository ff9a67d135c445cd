"""The routes of the REST API, its documentation and its health."""
