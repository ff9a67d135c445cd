from pathlib import Path

import duckdb
import pytest

import sql
from ingest.fingerprint import content_tables, table_fingerprints
from ingest.rules import rules
from sql.compiled import SCHEMA, compiled_answers
from tools.bench.build import main, measure


def test_every_part_of_a_build_is_measured_and_comes_out_as_in_the_build(warehouse: Path, tmp_path: Path) -> None:
    place = tmp_path / "scratch.duckdb"
    costs, sizes = measure(warehouse, place)

    compiled = [f"{SCHEMA}.{file.name}" for file in sql.sql_files("endpoints") if compiled_answers(file)]
    named = {stage: [cost.name for cost in costs if cost.stage == stage] for stage in ("derived", "compiled", "checks")}
    assert set(named["derived"]) == {file.name for file in sql.answer_files()} | {"column_profiles"}
    assert named["compiled"] == compiled
    assert named["checks"] == [rule.name for rule in rules()]
    assert all(cost.seconds >= 0 and cost.cpu_seconds >= 0 and cost.spilled == 0 for cost in costs)
    assert sizes["movies"] > 0
    assert sizes[f"{SCHEMA}.movie"] > 0
    with duckdb.connect(warehouse, read_only=True) as built, duckdb.connect(place, read_only=True) as scratch:
        tables = content_tables(built)
        assert table_fingerprints(scratch, tables) == table_fingerprints(built, tables)
        assert set(sizes) >= {
            *tables,
            *(f"{SCHEMA}.{file.name}" for file in sql.sql_files("endpoints") if compiled_answers(file)),
        }


def test_the_costs_are_printed_stage_by_stage(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(warehouse)
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == ["wall", "s", "CPU", "s", "peak", "GB", "spill", "MB", "MB"]
    stages = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert stages == ["derived", "compiled", "checks", "fingerprints", "file", "other", "file"]
