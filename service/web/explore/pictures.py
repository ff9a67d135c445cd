"""What is made of charts, and takes long: each is made once as long as the data are the same.

It is kept by the names of charts and not by addresses, of which anybody can make up many for one chart.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Generic, TypeVar

from service.problems import TimeLimitError
from service.web.explore.process import made

T = TypeVar("T")


class MadeOnce(Generic[T]):
    """What was made of one snapshot, by keys of which there are few."""

    def __init__(self) -> None:
        self._snapshot = ""
        self._made: dict[Hashable, asyncio.Task[T]] = {}

    async def get(self, snapshot: str, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """What there is of a key, or else is made now, for all who wait for it; it is made to its end though nobody waits.

        Args:
            snapshot: The snapshot that it is made of.
            key: What tells it from others.
            make: What makes it. If that fails, the next who asks has it made again.
        """

        async def making() -> T:
            return await make()

        if snapshot != self._snapshot:
            self._snapshot, self._made = snapshot, {}
        task = self._made.get(key)
        if task is None or (task.done() and task.exception()):
            task = self._made[key] = asyncio.create_task(making())
        return await asyncio.shield(task)


class Pictures:
    """Draws one picture after the other, so that no more of them ever wait than there are charts.

    Args:
        seconds: How long a client waits for a picture; it is drawn all the same, for the next one who asks.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._one_at_a_time = asyncio.Semaphore(1)
        self._pictures = MadeOnce[bytes]()

    async def get(self, snapshot: str, name: str, spec: dict[str, Any]) -> bytes:
        """The picture of a chart as SVG.

        Args:
            snapshot: The snapshot that the chart is of.
            name: The name of the chart.
            spec: What is to be drawn, if it has not been drawn yet.

        Raises:
            TimeLimitError: It takes too long, or others are drawn first.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._pictures.get(snapshot, name, lambda: self._drawn(spec))
        except TimeoutError as error:
            raise TimeLimitError("The picture is not drawn yet; ask again in a moment.") from error

    async def _drawn(self, spec: dict[str, Any]) -> bytes:
        async with self._one_at_a_time:
            return await made("svg", spec)
