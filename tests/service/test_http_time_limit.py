import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

pytestmark = pytest.mark.serial


def test_a_slow_answer_is_given_up_and_holds_up_no_one(client: httpx.Client) -> None:
    begin = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(client.get, "/slow")
        while not slow.done():
            meanwhile = time.monotonic()
            assert client.get("/health/live").status_code == 200
            assert time.monotonic() - meanwhile < 1
        answer = slow.result()
    assert 4.5 < time.monotonic() - begin < 7
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "urn:filmoteca:problem:time-limit"
    assert client.get("/score/Face/Off").status_code == 200
