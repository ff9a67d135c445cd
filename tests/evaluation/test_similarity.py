"""The measures of lists of similar films."""

import json
import math
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from tools.evaluation import similarity


def test_agreement_counts_the_films_that_others_recommend_too() -> None:
    lists = {1: [10, 11, 12, 13, 14, 15], 2: [20, 21], 3: [30]}
    judged = {1: [10, 99], 2: [22], 4: [40]}
    gain, hit = similarity.agreement(lists, judged)
    # The first film finds one of two in place 1; the second finds none; nobody asks for the third, and the fourth has no list.
    assert gain == pytest.approx((1 / (1 + 1 / math.log2(3))) / 2)
    assert hit == 0.5


def test_what_stands_in_every_list_is_seen(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        rows = connection.execute(
            "select n.movie_id, n.other_id from derived.neighbours as n inner join movies as m on n.movie_id = m.movie_id"
            " where n.place <= 10 and m.vote_count >= 1000"
        ).fetchall()
        values = dict(similarity.measured(connection, {}))
    [(_, most)] = Counter(other for _, other in rows).most_common(1)
    assert values["lists with the most listed film"] == pytest.approx(most / len({film for film, _ in rows}))
    assert values["films in a list"] == pytest.approx(1, abs=0.1)
    assert not any(about.startswith("agreement") for about in values)


def test_the_report_names_every_measure(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = tmp_path / "judged.json"
    judged.write_text(json.dumps({"862": [863, 12], "999999999": [862]}))
    similarity.main(warehouse, similarity.read_judged(judged))
    printed = capsys.readouterr().out
    assert "agreement, one in the first 5" in printed
    assert printed.count("\n") == 10
