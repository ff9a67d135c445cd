"""Answers that tell of a problem."""

import httpx


def problem(answer: httpx.Response) -> dict[str, object]:
    """The problem in an answer, after the checks that every problem must pass."""
    body: dict[str, object] = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["status"] == answer.status_code
    assert {"type", "title", "detail"} <= body.keys()
    return body
