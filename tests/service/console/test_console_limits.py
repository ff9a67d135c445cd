"""A process that is confined can do nothing, even if the guard lets everything through."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.service.console.test_statements import HIDDEN

ATTACKS = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text(encoding="utf-8"))["refused"]

UNGUARDED = """
import json, sys
from pathlib import Path
import duckdb
from service.console.limits import AddressSpace, confine, connect
connection = connect(Path(sys.argv[1]))
statements = json.loads(sys.stdin.read())
confine(AddressSpace())
for statement in statements:
    try:
        with connection.cursor() as cursor:
            print(cursor.execute(statement).fetchall())
    except duckdb.Error as error:
        print("refused")
"""

OPENING = """
import os, socket, subprocess, sys
from pathlib import Path
from service.console.limits import AddressSpace, confine, connect
connection = connect(Path(sys.argv[1]))
confine(AddressSpace())
def attempt(what):
    try:
        what()
    except OSError as error:
        print("refused", end=" ")
    else:
        print("DONE", end=" ")
attempt(lambda: open("/etc/passwd"))
attempt(lambda: open("/tmp/out", "w"))
attempt(lambda: socket.socket())
attempt(lambda: os.pipe())
attempt(lambda: os.dup(1))
attempt(lambda: os.listdir("/"))
attempt(os.fork)
print(connection.execute("select count(*) > 0 from movies").fetchall())
"""


def run(program: str, films: Path, sent: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, str(films)],
        input=sent,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_nothing_can_be_opened(films: Path) -> None:
    assert run(OPENING, films) == "refused " * 7 + "[(True,)]\n"


WITHOUT = {
    "the guard": UNGUARDED,
    "the guard and the limits of the process": UNGUARDED.replace("confine(AddressSpace())", "pass"),
    "the guard and the settings of the connection": UNGUARDED.replace(
        "connect(Path(sys.argv[1]))", "duckdb.connect(sys.argv[1], read_only=True)"
    ),
}
"""What is left when a barrier is not there."""


@pytest.mark.parametrize("sort", ["files", "network", "writing", "attaching", "text_as_sql", "tricks"])
@pytest.mark.parametrize("barrier", WITHOUT)
def test_without(films: Path, tmp_path: Path, barrier: str, sort: str) -> None:
    (tmp_path / "secret.csv").write_text(f"a\n{HIDDEN}\n", encoding="utf-8")
    before = films.read_bytes()
    statements = [statement.replace("{folder}", str(tmp_path)) for statement in ATTACKS[sort]]
    told = run(WITHOUT[barrier], films, json.dumps(statements))
    assert HIDDEN not in told
    assert "root:" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert films.read_bytes() == before


def test_memory(films: Path) -> None:
    program = UNGUARDED.replace(
        "print(cursor.execute(statement).fetchall())", "cursor.execute(statement).fetchall()\n            bytearray(3 << 30)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(films)],
        input='["select 1"]',
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MemoryError" in done.stderr
