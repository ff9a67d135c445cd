"""Pages of what is in the warehouse. Their footer names those whose data are loaded, as their terms ask."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from litestar import Response

from service.answers.statements import Statement
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.rendering import page

_LOADED = """
select t.table_name as name from build_counts as t where t.kept > 0
union
select lower(s.file) from build_sources as s
"""


class Credit(NamedTuple):
    """Somebody whose data are shown.

    Attributes:
        name: What they are called.
        address: Their site.
    """

    name: str
    address: str


_CREDITS = {
    Credit("The Movies Dataset", "https://www.kaggle.com/datasets/rounakbanik/the-movies-dataset"): (
        *("movies_dataset.csv", "movies_metadata.csv"),
    ),
    Credit("MovieLens (GroupLens)", "https://grouplens.org/datasets/movielens/"): (
        "ratings",
        "movielens_links",
        "movielens_tags",
    ),
    Credit("JustWatch (dónde ver)", "https://www.justwatch.com"): ("watch_providers",),
    Credit("IMDb (títulos)", "https://developer.imdb.com/non-commercial-datasets/"): ("title.akas.tsv", "title.akas.tsv.gz"),
}
"""Whom to name besides TMDB, whose ids all films have: the tables and the raw files that come from them."""


def credited(queries: MacroQueries) -> list[Credit]:
    """Whom the data that are loaded come from, besides TMDB."""
    loaded = {row["name"].rpartition("/")[2] for row in queries.answer(Statement(_LOADED, []))}
    return [credit for credit, signs in _CREDITS.items() if loaded.intersection(signs)]


def data_page(
    queries: MacroQueries,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    **context: object,
) -> Response[str]:
    """Make a page of what is in the warehouse.

    Args:
        queries: Where to ask.
        template: The name of a file in ``service/web/templates``.
        status: The HTTP status code.
        headers: More headers.
        context: What the template shows, by the names that it uses.
    """
    shown: dict[str, Any] = {**context, "credits": credited(queries)}
    return page(template, root_path=queries.root_path, status=status, headers=headers, posters=queries.posters, **shown)
