"""The service with two routes beside its own that show how fast any route could be: constant bytes, and ``select 1``."""

from litestar import Litestar, Response, get

from service.app import create_app
from service.warehouse.hot_swap import Warehouse


def create() -> Litestar:
    """Make the application over the warehouse that the environment names."""
    app = create_app()
    warehouse: Warehouse = app.state["warehouse"]

    @get("/limits/constant", sync_to_thread=False)
    def constant() -> Response[bytes]:
        return Response(b'{"mes":"enero","cantidad":5912,"mensaje":"5912 films"}')

    @get("/limits/select_1")
    async def select_1() -> Response[bytes]:
        generation = await warehouse.current()
        [(one,)] = await generation.ask(lambda cursor: cursor.execute("select 1").fetchall())
        return Response(f'{{"one":{one}}}'.encode())

    app.register(constant)
    app.register(select_1)
    return app
