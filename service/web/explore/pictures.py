"""The charts as pictures, which take seconds to draw: each is drawn once as long as the data are the same.

They are kept by the names of charts and not by addresses, of which anybody can make up many for one chart.
"""

import asyncio
from typing import Any

from service.problems import TimeLimitError
from service.web.explore.process import made


class Pictures:
    """Draws one picture after the other, so that no more of them ever wait than there are charts.

    Args:
        seconds: How long a client waits for a picture; it is drawn all the same, for the next one who asks.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._one_at_a_time = asyncio.Semaphore(1)
        self._snapshot = ""
        self._pictures: dict[str, asyncio.Task[bytes]] = {}

    async def get(self, snapshot: str, name: str, spec: dict[str, Any]) -> bytes:
        """The picture of a chart as SVG.

        Args:
            snapshot: The snapshot that the chart is of.
            name: The name of the chart.
            spec: What is to be drawn, if it has not been drawn yet.

        Raises:
            TimeLimitError: It takes too long, or others are drawn first.
        """
        if snapshot != self._snapshot:
            self._snapshot, self._pictures = snapshot, {}
        picture = self._pictures.get(name)
        if picture is None or (picture.done() and picture.exception()):
            picture = self._pictures[name] = asyncio.create_task(self._drawn(spec))
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.shield(picture)
        except TimeoutError as error:
            raise TimeLimitError("The picture is not drawn yet; ask again in a moment.") from error

    async def _drawn(self, spec: dict[str, Any]) -> bytes:
        async with self._one_at_a_time:
            return await made("svg", spec)
