"""How the service is: whether the process lives, whether it can answer, and its metrics."""

from datetime import datetime
from typing import Literal

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from msgspec import UNSET, Struct, UnsetType

from service.access import OPEN
from service.metrics import CONTENT_TYPE, Metrics
from service.problems import problem_responses
from service.warehouse import Warehouse


class Live(Struct):
    """The process answers.

    Attributes:
        status: Always "ok".
    """

    status: Literal["ok"]


class Refused(Struct):
    """The file that is there now cannot answer, so the one before it does.

    Attributes:
        reason: What is wrong with it, and what to do.
    """

    reason: str


class Ready(Struct):
    """The service can answer every question.

    Attributes:
        status: Always "ready".
        snapshot: The fingerprint of the content of the warehouse that it answers from.
        built_at: When that was built.
        refused: What keeps a newer file from answering, if there is one.
    """

    status: Literal["ready"]
    snapshot: str
    built_at: datetime
    refused: Refused | UnsetType = UNSET


def health_routes(warehouse: Warehouse, metrics: Metrics) -> list[HTTPRouteHandler]:
    """Make the routes for monitors."""

    @get(
        "/health/live",
        operation_id="health_live",
        tags=["health"],
        summary="Whether the process lives",
        opt=OPEN,
        sync_to_thread=False,
    )
    def live() -> Live:
        return Live("ok")

    @get(
        "/health/ready",
        operation_id="health_ready",
        tags=["health"],
        summary="Whether the service can answer",
        opt=OPEN,
        responses=problem_responses({503: "The warehouse is not ready."}),
    )
    async def ready() -> Ready:
        generation = await warehouse.current()
        refused = Refused(warehouse.refused) if warehouse.refused else UNSET
        return Ready("ready", generation.snapshot, generation.built_at, refused)

    @get("/metrics", include_in_schema=False, sync_to_thread=True)
    def scrape() -> Response[bytes]:
        return Response(metrics.exposition(), media_type=CONTENT_TYPE)

    return [live, ready, scrape]
