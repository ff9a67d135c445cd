"""Counts and times of the service, for Prometheus; those of all workers of a server are added up."""

import os
from datetime import datetime
from typing import Literal

from service.observability.worker_metrics import dead_workers, join_folder, leave_folder

_FOLDER = join_folder()
if _FOLDER:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_FOLDER)

# The library looks for that variable once, when it is imported.
from prometheus_client import (  # noqa: E402
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead  # noqa: E402

CONTENT_TYPE = CONTENT_TYPE_LATEST

_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


_PULL_BUCKETS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)


class FollowMetrics:
    """The metrics of a node that follows an object store.

    Args:
        registry: Where they are told.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._seen = Gauge(
            "filmoteca_pointer_seen_timestamp_seconds",
            "When the object store last told its pointer.",
            registry=registry,
            multiprocess_mode="livemax",
        )
        self._seconds = Histogram(
            "filmoteca_pull_seconds",
            "Time in which a snapshot came from the object store.",
            registry=registry,
            buckets=_PULL_BUCKETS,
        )
        self._failures = Counter(
            "filmoteca_pull_failures", "Tries to read a pointer or bring a snapshot that failed.", ["reason"], registry=registry
        )

    def note_pointer(self, seen_at: float) -> None:
        """Tell when the object store last told its pointer, in seconds since 1970."""
        self._seen.set(seen_at)

    def note_pull(self, seconds: float) -> None:
        """Tell that a snapshot has come."""
        self._seconds.observe(seconds)

    def note_failure(self, reason: str) -> None:
        """Tell that a pointer or a snapshot could not be had."""
        self._failures.labels(reason).inc()


class Metrics:
    """The metrics of one application.

    Attributes:
        sql_running: Questions that run on the warehouse.
        sql_waiting: Questions that wait for a free thread.
        cache_hits: Questions whose answer was held.
        cache_misses: Questions whose answer was not.
        cache_bytes: The bytes of the answers that are held.
    """

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "filmoteca_requests", "Requests that were answered.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "filmoteca_request_seconds",
            "Time from a request to the end of its answer.",
            ["route"],
            registry=registry,
            buckets=_BUCKETS,
        )
        self._sql_seconds = Histogram(
            "filmoteca_sql_seconds",
            "Time that DuckDB worked for a request.",
            ["route"],
            registry=registry,
            buckets=_BUCKETS,
        )
        self.sql_running = self._gauge("filmoteca_sql_running", "Questions that run on the warehouse.", "livesum")
        self.sql_waiting = self._gauge("filmoteca_sql_waiting", "Questions that wait for a free thread.", "livesum")
        self.cache_hits = Counter("filmoteca_cache_hits", "Questions whose answer was held.", registry=registry)
        self.cache_misses = Counter("filmoteca_cache_misses", "Questions whose answer was not held.", registry=registry)
        self.cache_bytes = self._gauge("filmoteca_cache_bytes", "Bytes of the answers that are held.", "livesum")
        self._built = self._gauge(
            "filmoteca_snapshot_built_timestamp_seconds", "When the oldest snapshot that still answers was built.", "livemin"
        )
        self._refused = self._gauge("filmoteca_warehouse_refused", "1 while the file that is there is refused.", "livemax")
        self._opened = Counter("filmoteca_snapshots_opened", "Versions of the warehouse that came to answer.", registry=registry)
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def note_request(self, method: str, route: str, status: int, seconds: float, sql_seconds: float) -> None:
        """Count a request that was answered.

        Args:
            method: Its method.
            route: The template of its address, or "unknown".
            status: The status of the answer.
            seconds: How long it took.
            sql_seconds: How long DuckDB worked for it; 0 when it was not asked.
        """
        kind = (method, route, status)
        if kind not in self._children:
            # Any client may send any method.
            count = self._requests.labels(method if method in _METHODS else "other", route, str(status))
            self._children[kind] = count, self._seconds.labels(route)
        count, times = self._children[kind]
        count.inc()
        times.observe(seconds)
        if sql_seconds:
            self._sql_seconds.labels(route).observe(sql_seconds)

    def note_snapshot(self, built_at: datetime) -> None:
        """Tell that a version of the warehouse has come to answer."""
        self._built.set(built_at.timestamp())
        self._refused.set(0)
        self._opened.inc()

    def note_refusal(self) -> None:
        """Tell that the file that is there is refused."""
        self._refused.set(1)

    def follow(self) -> "FollowMetrics":
        """Make the metrics of a node that follows an object store."""
        return FollowMetrics(self._registry)

    def exposition(self) -> bytes:
        """All metrics in the text format of Prometheus."""
        if _FOLDER is None:
            return generate_latest(self._registry)
        for worker in dead_workers(_FOLDER):
            mark_process_dead(worker, str(_FOLDER))  # type: ignore[no-untyped-call]
        together = CollectorRegistry()
        MultiProcessCollector(together, str(_FOLDER))  # type: ignore[no-untyped-call]
        return generate_latest(together)

    def close(self) -> None:
        """Take this worker's present state out of what the others tell."""
        if _FOLDER:
            mark_process_dead(os.getpid(), str(_FOLDER))  # type: ignore[no-untyped-call]
            leave_folder(_FOLDER)

    def _gauge(self, name: str, about: str, added_up: Literal["livesum", "livemin", "livemax"]) -> Gauge:
        return Gauge(name, about, registry=self._registry, multiprocess_mode=added_up)
