"""Two nodes behind nginx, in short: the whole is ``python -m tools.cluster``."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.cluster.load import Load
from tools.cluster.rehearsal import Cluster, cluster, killed_and_restarted, outage, publishes, versions

pytestmark = pytest.mark.serial

LATEST_OLD_ANSWER = 1.5


@pytest.fixture(scope="module")
def files(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return versions(warehouse, tmp_path_factory.mktemp("versions"), 9)


@pytest.fixture(scope="module")
def nodes(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    try:
        with cluster(folder, files[0], files[0].stat().st_size / 2, {}) as nodes:
            yield nodes
    except FileNotFoundError as error:
        pytest.skip(str(error))


def check(seen: Load) -> None:
    assert seen.failed() == []
    assert seen.torn() == []


def test_all_nodes_switch_together_when_they_are_ready_ahead(nodes: Cluster, files: list[Path]) -> None:
    seen = publishes(nodes, files[1:6], clients=2, pause=0.02, rest=0.5)
    check(seen)
    late = [seen.old_after_new(f"version-{file.stem}") for file in files[1:6]]
    assert max(late) <= LATEST_OLD_ANSWER, late


def test_no_answer_fails_while_nodes_are_killed_and_started_anew(nodes: Cluster, files: list[Path]) -> None:
    seen = killed_and_restarted(nodes, files[6:], clients=3, pause=0.01, least=2000)
    check(seen)
    assert {answer.snapshot for answer in seen.answers} >= {f"version-{file.stem}" for file in files[6:]}


def test_a_store_that_is_silent_costs_no_answer(nodes: Cluster) -> None:
    seen, reasons = outage(nodes, 12, clients=2, pause=0.05)
    check(seen)
    assert all("does not answer in time" in reason for reason in reasons), reasons
    assert not any("refused" in nodes.health(number) for number in range(2))
