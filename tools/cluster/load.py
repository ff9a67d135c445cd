"""Clients that ask on and on, and what their answers show."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import NamedTuple

import httpx


class Answer(NamedTuple):
    """An answer that a client got.

    Attributes:
        at: When it had come, on the clock of this process.
        question: The address that was asked.
        snapshot: The snapshot that its header names.
        tag: Its entity tag.
        digest: The SHA-256 of its body.
        fault: What is wrong with it; empty if nothing is.
    """

    at: float
    question: str
    snapshot: str = ""
    tag: str = ""
    digest: str = ""
    fault: str = ""


class Load:
    """What was asked and answered.

    Attributes:
        answers: All answers, as they came.
    """

    def __init__(self) -> None:
        self.answers: list[Answer] = []

    def failed(self) -> list[Answer]:
        """Answers that were none."""
        return [answer for answer in self.answers if answer.fault]

    def torn(self) -> list[str]:
        """What shows answers of two snapshots, or nodes that differ: tags or bodies that should be one and are not."""
        tags: dict[tuple[str, str], set[str]] = defaultdict(set)
        bodies: dict[str, set[str]] = defaultdict(set)
        for answer in self.answers:
            if not answer.fault:
                tags[answer.question, answer.snapshot].add(answer.tag)
                bodies[answer.tag].add(answer.digest)
        return [f"{key}: {found}" for key, found in [*tags.items(), *bodies.items()] if len(found) != 1]

    def old_after_new(self, snapshot: str) -> float:
        """Seconds from the first answer of a snapshot to the last one of those that came to answer before it."""
        begin = min(answer.at for answer in self.answers if answer.snapshot == snapshot)
        seen_before = {answer.snapshot for answer in self.answers if answer.at < begin and answer.snapshot}
        return max(
            [answer.at - begin for answer in self.answers if answer.snapshot in seen_before and answer.at > begin], default=0.0
        )


@contextmanager
def load(address: str, questions: Sequence[str], clients: int, pause: float) -> Iterator[Load]:
    """Have clients ask while a block runs.

    Args:
        address: Whom they ask.
        questions: What they ask, in turns; ``/meta`` is asked as well, whose answer names its snapshot.
        clients: How many.
        pause: Seconds between an answer and the next question of a client.
    """
    seen = Load()
    end = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=address, timeout=30) as client:
            while True:
                for question in (*questions, "/meta"):
                    if end.wait(pause):
                        return
                    seen.answers.append(_answer(client, question))

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        end.set()
        for thread in threads:
            thread.join()


def _answer(client: httpx.Client, question: str) -> Answer:
    try:
        answer = client.get(question)
    except httpx.HTTPError as error:
        return Answer(time.monotonic(), question, fault=repr(error))
    now = time.monotonic()
    snapshot = answer.headers.get("x-filmoteca-snapshot", "")
    if answer.status_code != 200:
        return Answer(now, question, fault=f"{answer.status_code} {answer.text[:200]}")
    if not snapshot or (question == "/meta" and answer.json()["snapshot"] != snapshot):
        return Answer(now, question, fault=f"an answer of another snapshot than {snapshot or 'any'}")
    return Answer(now, question, snapshot, answer.headers["etag"], sha256(answer.content).hexdigest())
