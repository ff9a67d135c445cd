"""``python -m ingest.tmdb`` as a user runs it: what it says, its exit codes, and that nobody sees the token."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ingest.tmdb.server import TOKEN, Tmdb, status

REPOSITORY = Path(__file__).parents[3]


def run(drops: Path, environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ingest.tmdb", str(drops), *options],
        cwd=REPOSITORY,
        env={**{name: value for name, value in os.environ.items() if not name.startswith("TMDB_")}, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_drop_is_made_and_told(tmdb: Tmdb, drops: Path) -> None:
    first = run(drops, tmdb.environment(), "--top", "4")
    [drop] = [path for path in drops.iterdir() if not path.name.startswith(".")]
    assert first.returncode == 0, first.stderr
    assert first.stderr.splitlines() == [
        f"{drop.name}: 4 films to fetch",
        f"{drop}: 4 films, 0 deleted by TMDB",
    ]
    second = run(drops, tmdb.environment())
    assert (second.returncode, second.stderr) == (0, f"{drop}: the drop of today is there already\n")
    assert all(TOKEN.encode() not in path.read_bytes() for path in drops.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (None, "there is no token of TMDB; set TMDB_API_TOKEN"),
        ("  ", "there is no token of TMDB; set TMDB_API_TOKEN"),
        ("0123456789abcdef0123456789abcdef", "TMDB_API_TOKEN holds an API Key; the API Read Access Token is another, longer one"),
        ("two lines\nof secrets", "TMDB_API_TOKEN holds characters that no token has"),
        ("sécret", "TMDB_API_TOKEN holds characters that no token has"),
        (
            "a-token-that-nobody-knows",
            "answers 401: Invalid API key: You must be granted a valid key.; see whether the token is right",
        ),
    ],
)
def test_a_token_that_cannot_be_used_has_an_exit_code_of_its_own(tmdb: Tmdb, drops: Path, token: str | None, said: str) -> None:
    environment = tmdb.environment()
    del environment["TMDB_API_TOKEN"]
    done = run(drops, environment if token is None else {**environment, "TMDB_API_TOKEN": token})
    assert done.returncode == 7
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (token and token.strip() and token in done.stdout + done.stderr)


@pytest.mark.parametrize(
    "address",
    [
        "api.example.org/3",
        "ftp://example.org",
        "http://",
        "http://a b/3",
        "http://user:pass@host/3",
        "http://[::1/3",
        "http://host:99999/3",
        "http://host:x/3",
        "http://xn--/3",
    ],
)
def test_an_address_that_is_none_is_told(tmdb: Tmdb, drops: Path, address: str) -> None:
    done = run(drops, {**tmdb.environment(), "TMDB_API_URL": address})
    assert (done.returncode, done.stderr) == (
        1,
        f"fetch failed: TMDB_API_URL must be an address such as https://api.themoviedb.org/3, not '{address}'\n",
    )


def test_an_address_without_files_of_ids_is_told(tmdb: Tmdb, drops: Path) -> None:
    tmdb.exports = set()
    done = run(drops, tmdb.environment())
    assert done.returncode == 1
    assert "none of the daily files of ids is there" in done.stderr


@pytest.mark.parametrize("options", [["--top", "0"], ["--top", "x"], ["--least-popularity", "nan"], ["--least-votes", "-1"]])
def test_options_that_are_none_are_told(tmdb: Tmdb, drops: Path, options: list[str]) -> None:
    done = run(drops, tmdb.environment(), *options)
    assert done.returncode == 2
    assert f"argument {options[0]}: '{options[1]}' is no number from" in done.stderr
    assert not drops.exists()


def test_an_answer_that_stops_the_run_leaves_its_exit_code(tmdb: Tmdb, drops: Path) -> None:
    tmdb.faults["/3/movie/3"] = [status(400, {"errors": ["append_to_response", "is wrong"]})]
    done = run(drops, tmdb.environment())
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("answers 400: append_to_response; is wrong")
    assert run(drops, tmdb.environment()).returncode == 0
