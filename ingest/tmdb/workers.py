"""Many things done some at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from ingest.tmdb.http_source import REQUESTS_AT_A_TIME

T = TypeVar("T")


async def for_each(items: Iterable[T], do: Callable[[T], Awaitable[object]]) -> None:
    """Do something with each of many things, as many at a time as there may be requests; the first error ends it all."""
    waiting = iter(items)

    async def work() -> None:
        for item in waiting:
            await do(item)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(REQUESTS_AT_A_TIME):
                group.create_task(work())
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
