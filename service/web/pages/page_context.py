"""What all pages of one service share: where they ask, and how their answers are kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from litestar import Request

from service.endpoints.endpoint import Endpoint
from service.problems import InvalidParameterError
from service.warehouse.hot_swap import Warehouse
from service.web.pages.macro_queries import MacroQueries, Pairs

T = TypeVar("T")

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True)
class PageContext:
    """Asks for pages what they show.

    Attributes:
        warehouse: Where answers come from.
        endpoints: The endpoints whose macros are asked, by their names.
        posters: What the addresses of posters begin with.
    """

    warehouse: Warehouse
    endpoints: Mapping[str, Endpoint]
    posters: str

    async def ask(self, request: AnyRequest, question: Callable[[MacroQueries], T]) -> T:
        """Ask all that a page shows."""
        open_snapshot = await self.warehouse.current()
        root_path = request.scope["root_path"]
        return await open_snapshot.ask(lambda cursor: question(MacroQueries(cursor, self.endpoints, root_path, self.posters)))


def query_pairs(request: AnyRequest) -> Pairs:
    """The names and values of a query, without those that a form left empty.

    Raises:
        InvalidParameterError: The query is not UTF-8.
    """
    try:
        pairs = parse_qsl(request.scope["query_string"].decode(), errors="strict")
    except UnicodeDecodeError as error:
        raise InvalidParameterError("The address is not UTF-8 text; escape letters such as 'ñ' as '%C3%B1'.") from error
    return [(name, value) for name, value in pairs if value.strip()]
