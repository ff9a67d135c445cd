"""How the service is: whether the process lives, whether it can answer, and its metrics."""

from datetime import datetime
from typing import Annotated, Literal

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from msgspec import UNSET, Meta, Struct, UnsetType

from service.api.problem_responses import problem_responses
from service.middleware.access import PUBLIC
from service.observability.metrics import CONTENT_TYPE, Metrics
from service.warehouse.hot_swap import Warehouse


class Live(Struct):
    """The process answers."""

    status: Annotated[Literal["ok"], Meta(description="Always ok.")]


class Refused(Struct):
    """The file that is there now cannot answer, so the one before it does."""

    reason: Annotated[str, Meta(description="What is wrong with it, and what to do.")]


class Ready(Struct):
    """The service can answer every question."""

    status: Annotated[Literal["ready"], Meta(description="Always ready.")]
    snapshot: Annotated[str, Meta(description="Fingerprint of the content of the warehouse that it answers from.")]
    built_at: Annotated[datetime, Meta(description="When that was built.")]
    refused: Annotated[Refused, Meta(description="What keeps a newer file from answering, if there is one.")] | UnsetType = UNSET
    prepared: (
        Annotated[
            str, Meta(description="Fingerprint of the content that is ready to answer as soon as the object store says so.")
        ]
        | UnsetType
    ) = UNSET


def health_routes(warehouse: Warehouse, metrics: Metrics) -> list[HTTPRouteHandler]:
    """Make the routes for monitors."""

    @get(
        "/health/live",
        operation_id="health_live",
        tags=["health"],
        summary="Whether the process lives",
        opt=PUBLIC,
        security=[{}],
        sync_to_thread=False,
    )
    def live() -> Live:
        return Live("ok")

    @get(
        "/health/ready",
        operation_id="health_ready",
        tags=["health"],
        summary="Whether the service can answer",
        opt=PUBLIC,
        security=[{}],
        responses=problem_responses({503: "The warehouse is not ready."}),
    )
    async def ready() -> Ready:
        open_snapshot = await warehouse.current()
        refused = Refused(warehouse.refused) if warehouse.refused else UNSET
        return Ready("ready", open_snapshot.snapshot, open_snapshot.built_at, refused, warehouse.supply.prepared or UNSET)

    @get("/metrics", include_in_schema=False, sync_to_thread=True)
    def scrape() -> Response[bytes]:
        return Response(metrics.exposition(), media_type=CONTENT_TYPE)

    return [live, ready, scrape]
