"""Whether the process lives, and whether it can answer."""

from typing import Literal

from litestar import get
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

from service.problems import problem_responses
from service.warehouse import Warehouse


class Live(Struct):
    """The process answers.

    Attributes:
        status: Always "ok".
    """

    status: Literal["ok"]


class Ready(Struct):
    """The service can answer every question.

    Attributes:
        status: Always "ready".
        snapshot: The fingerprint of the content of the warehouse that it answers from.
    """

    status: Literal["ready"]
    snapshot: str


def health_routes(warehouse: Warehouse) -> list[HTTPRouteHandler]:
    """Make the routes of the health checks."""

    @get("/health/live", operation_id="health_live", tags=["health"], summary="Whether the process lives", sync_to_thread=False)
    def live() -> Live:
        return Live("ok")

    @get(
        "/health/ready",
        operation_id="health_ready",
        tags=["health"],
        summary="Whether the service can answer",
        responses=problem_responses({503: "The warehouse is not ready."}),
    )
    async def ready() -> Ready:
        return Ready("ready", await warehouse.snapshot())

    return [live, ready]
