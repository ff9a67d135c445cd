"""``python -m ingest`` as its users see it: what it says, and what is in the place of the warehouse afterwards."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import duckdb
import polars as pl
import pytest

from ingest.errors import CheckError
from ingest.inputs import record_of
from ingest.warehouse_builder import warehouse_builder
from tests.data.films import Film
from tests.ingest.drop_files import credits_file, films_file, write_files

RunBuild = Callable[..., tuple[int, list[str]]]
StartBuild = Callable[[Path, Path], "subprocess.Popen[str]"]


@pytest.fixture
def raw(full_layout: Path, tmp_path: Path) -> Path:
    """A copy of the raw files, to change."""
    return copytree(full_layout, tmp_path / "raw")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a warehouse is to be, in a folder of its own."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "warehouse.duckdb"


@pytest.fixture
def built_place(place: Path, warehouse: Path) -> Path:
    """A place with a warehouse of the raw files."""
    place.write_bytes(warehouse.read_bytes())
    return place


@pytest.fixture
def halted(larger: Path, built_place: Path, start_build: StartBuild) -> Iterator["subprocess.Popen[str]"]:
    """A build over an old warehouse, halted in the middle: its films are loaded, and its credits are not."""
    with start_build(larger, built_place) as process:
        assert process.stderr
        assert all(process.stderr.readline() for _ in range(6))
        process.send_signal(signal.SIGSTOP)
        yield process
        process.kill()


def titles(place: Path) -> set[str]:
    with duckdb.connect(place, read_only=True) as connection:
        return {title for (title,) in connection.execute("select title from movies").fetchall()}


def test_a_build_makes_the_warehouse_and_its_record_and_nothing_else(raw: Path, place: Path, start_build: StartBuild) -> None:
    with start_build(raw, place) as process:
        _, said = process.communicate()
    assert process.returncode == 0, said
    assert f"{place}: built; 43 films" in said
    assert set(place.parent.iterdir()) == {place, record_of(place)}
    assert {"Toy Story", "Face/Off", "😀 Happy Days"} < titles(place)


def test_a_build_says_where_the_rows_of_each_table_went(raw: Path, place: Path, run_build: RunBuild) -> None:
    _, said = run_build(raw, place)
    assert "movies 54 records read 43 kept 2 repaired 2 merged 7 rejected 7 cells blanked" in said
    assert "movie_genres 91 entries read 90 kept 0 repaired 1 merged 0 rejected" in said
    assert "credits 45 records read 41 kept 0 repaired 1 merged 3 rejected" in said
    assert "ratings 14 records read 8 kept 0 repaired 2 merged 4 rejected" in said
    assert said[-1].startswith(f"{place}: built; 43 films")


def test_the_same_raw_files_leave_the_file_untouched(raw: Path, built_place: Path, run_build: RunBuild) -> None:
    content, changed = built_place.read_bytes(), built_place.stat().st_mtime_ns
    code, said = run_build(raw, built_place)
    assert code == 0
    assert "unchanged, the content is the same" in said[-1]
    assert (built_place.read_bytes(), built_place.stat().st_mtime_ns) == (content, changed)


def test_other_raw_files_replace_the_file(raw: Path, built_place: Path, run_build: RunBuild) -> None:
    movies = raw / "movies_dataset.csv"
    movies.write_text(movies.read_text(encoding="utf-8").replace("Spirited Away", "Carried Away"), encoding="utf-8")
    code, said = run_build(raw, built_place)
    assert code == 0
    assert f"{built_place}: built" in said[-1]
    assert "Carried Away" in titles(built_place)
    assert "Spirited Away" not in titles(built_place)


def test_a_failing_build_says_why_and_leaves_the_old_warehouse(raw: Path, built_place: Path, run_build: RunBuild) -> None:
    content = built_place.read_bytes()
    with (raw / "credits.csv").open("ab") as file:
        file.write(b'"[], and then the connection')
    code, said = run_build(raw, built_place)
    assert code == 1
    assert f"build failed: {raw / 'credits.csv'}, record 45" in said[-1]
    assert built_place.read_bytes() == content
    assert [path.name for path in built_place.parent.iterdir()] == ["warehouse.duckdb"]


@pytest.mark.parametrize("name", ["movies_dataset.csv", "links.csv"])
def test_a_missing_raw_file_is_named(raw: Path, place: Path, run_build: RunBuild, name: str) -> None:
    (raw / name).unlink()
    code, said = run_build(raw, place)
    assert code == 1
    assert said[-1].startswith("build failed: ")
    assert name in said[-1]
    assert not place.exists()


@pytest.mark.parametrize("name", ["credits.csv", "keywords.csv", "ratings_small.csv"])
def test_an_optional_raw_file_may_be_missing(raw: Path, place: Path, run_build: RunBuild, name: str) -> None:
    (raw / name).unlink()
    code, _ = run_build(raw, place)
    assert code == 0


def test_a_missing_raw_folder_is_named(tmp_path: Path, place: Path, run_build: RunBuild) -> None:
    code, said = run_build(tmp_path / "nowhere", place)
    assert (code, said) == (1, [f"build failed: {tmp_path / 'nowhere'}: the folder of raw files does not exist"])


def test_a_missing_folder_for_the_warehouse_is_named(raw: Path, tmp_path: Path, run_build: RunBuild) -> None:
    code, said = run_build(raw, tmp_path / "nowhere" / "warehouse.duckdb")
    assert code == 1
    assert f"build failed: {tmp_path / 'nowhere'}: the folder cannot be opened" in said[-1]


def test_a_folder_in_the_place_of_the_warehouse_is_left_alone(raw: Path, place: Path, run_build: RunBuild) -> None:
    (place / "kept").mkdir(parents=True)
    code, said = run_build(raw, place)
    assert code == 1
    assert f"build failed: {place}" in said[-1]
    assert [path.name for path in place.iterdir()] == ["kept"]
    assert list(place.parent.iterdir()) == [place]


def test_a_file_that_is_no_database_is_left_alone(raw: Path, place: Path, run_build: RunBuild) -> None:
    place.write_text("my thesis", encoding="utf-8")
    code, said = run_build(raw, place)
    assert code == 1
    assert f"build failed: {place}" in said[-1]
    assert place.read_text(encoding="utf-8") == "my thesis"


def test_a_folder_that_cannot_be_written_is_named(raw: Path, tmp_path: Path, run_build: RunBuild) -> None:
    folder = Path("/proc") if os.geteuid() == 0 else tmp_path / "read_only"  # not even root makes files in /proc
    if folder.parent == tmp_path:
        folder.mkdir(mode=0o555)
    code, said = run_build(raw, folder / "warehouse.duckdb")
    assert code == 1
    assert any(line.startswith(f"build failed: {folder / 'warehouse.duckdb'}: the warehouse cannot be written") for line in said)


def test_a_second_build_at_the_same_time_is_refused(
    halted: "subprocess.Popen[str]", full_layout: Path, built_place: Path, run_build: RunBuild
) -> None:
    code, said = run_build(full_layout, built_place)
    assert code == 1
    assert "another build is at work in this folder; wait until it is done" in said[-1]
    assert halted.poll() is None


def test_a_killed_build_leaves_the_old_warehouse(halted: "subprocess.Popen[str]", built_place: Path, warehouse: Path) -> None:
    assert built_place.with_name("warehouse.duckdb.unfinished").exists()
    assert list(built_place.parent.glob("*.wal")) == []  # nobody would read it
    halted.kill()
    assert halted.wait() == -signal.SIGKILL
    assert built_place.read_bytes() == warehouse.read_bytes()


def test_what_a_killed_build_left_is_gone_after_the_next(
    halted: "subprocess.Popen[str]", full_layout: Path, built_place: Path, run_build: RunBuild
) -> None:
    halted.kill()
    halted.wait()
    code, _ = run_build(full_layout, built_place)
    assert code == 0
    assert set(built_place.parent.iterdir()) == {built_place, record_of(built_place)}


def test_an_interrupted_build_cleans_up_and_leaves_the_old_warehouse(
    halted: "subprocess.Popen[str]", built_place: Path, warehouse: Path
) -> None:
    halted.send_signal(signal.SIGINT)
    halted.send_signal(signal.SIGCONT)
    assert halted.wait() == 130
    assert built_place.read_bytes() == warehouse.read_bytes()
    assert list(built_place.parent.iterdir()) == [built_place]


def test_a_broken_rule_stops_the_build_shows_ten_rows_and_counts_the_others(place: Path) -> None:
    with warehouse_builder(place) as new:
        new.add_tables()
        new.insert("movie_genres", pl.DataFrame({"movie_id": range(1, 13), "genre_id": [7] * 12, "position": [1] * 12}))
        new.add_answers()
        with pytest.raises(CheckError) as raised:
            new.check()
    message = str(raised.value)
    assert message.startswith(
        "check 'movie_genres.movie_id' found 12 rows. Each value of movie_id in movie_genres is a movie_id of movies."
    )
    assert "{'movie_id': 1, 'rows_found': 1}" in message
    assert message.count("{'movie_id': ") == 10
    assert message.endswith("… and 2 more")


def test_odd_nested_cells_never_stop_a_build(raw: Path, place: Path, run_build: RunBuild) -> None:
    odd = {
        "862": ("production_companies", "[{'name': 'Far Away', 'id': 3000000000}]"),
        "863": ("genres", "[{'name': 'Far Away', 'id': -3000000000}]"),
        "238": ("belongs_to_collection", "[{'id': 1, 'name': 'One'}, {'id': 2, 'name': 'Two'}]"),
    }
    movies = raw / "movies_dataset.csv"
    films = pl.read_csv(movies, infer_schema=False, truncate_ragged_lines=True)
    for film, (column, cell) in odd.items():
        films = films.with_columns(pl.when(pl.col("id") == film).then(pl.lit(cell)).otherwise(column).alias(column))
    films.write_csv(movies)
    code, said = run_build(raw, place)
    assert code == 0, said
    assert {"Toy Story", "Toy Story 2", "The Godfather"} <= titles(place)


def as_pipe(path: Path) -> None:
    os.mkfifo(path)


def as_link_to_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


def as_folder(path: Path) -> None:
    path.mkdir()


def as_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        folder = os.open(path.parent, os.O_RDONLY)
        made.bind(f"/proc/self/fd/{folder}/{path.name}")  # for a socket's path may not be long
        os.close(folder)


def as_link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def as_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.csv")


def as_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


ODD_FILES: dict[Callable[[Path], None], str] = {
    as_pipe: "a named pipe (FIFO), not a regular file",
    as_link_to_pipe: "a named pipe (FIFO), not a regular file",
    as_folder: "a folder, not a regular file",
    as_socket: "a socket, not a regular file",
    as_link_to_device: "a device, not a regular file",
    as_dangling_link: "the link leads to a file that does not exist",
    as_link_to_itself: "the file cannot be read: ",
}


FILE_NAMES = ["movies_dataset.csv", "credits.csv", "keywords.csv", "links.csv", "ratings_small.csv", "deleted_movies.csv"]


@pytest.mark.parametrize(
    ("name", "made"),
    [*((FILE_NAMES[0], made) for made in ODD_FILES), *((name, as_pipe) for name in FILE_NAMES[1:])],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_raw_file_that_is_no_regular_file_is_refused_by_name(
    raw: Path, built_place: Path, start_build: StartBuild, name: str, made: Callable[[Path], None]
) -> None:
    content = built_place.read_bytes()
    (raw / name).unlink(missing_ok=True)
    made(raw / name)
    with start_build(raw, built_place) as process:
        try:
            _, said = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode == 1
    assert said.startswith(f"build failed: {raw / name}: ")
    assert ODD_FILES[made] in said
    assert built_place.read_bytes() == content


def test_a_link_that_leads_out_of_the_folder_is_refused_and_nothing_of_its_file_is_said(
    raw: Path, place: Path, tmp_path: Path, run_build: RunBuild
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("password\nhorse\n", encoding="utf-8")
    (raw / "keywords.csv").unlink()
    (raw / "keywords.csv").symlink_to("../secret.csv")
    fault = f"the link leads out of the folder of raw files, to {secret}; put the file itself in its place"
    assert run_build(raw, place) == (1, [f"build failed: {raw / 'keywords.csv'}: {fault}"])
    (raw / "keywords.csv").unlink()
    (tmp_path / "elsewhere").mkdir()
    secret.rename(tmp_path / "elsewhere" / "keywords.csv")
    (raw / "2026-11-21").symlink_to(tmp_path / "elsewhere")
    code, said = run_build(raw, place)
    assert code == 1
    assert said[0].startswith(
        f"build failed: {raw / '2026-11-21' / 'keywords.csv'}: the link leads out of the folder of raw files"
    )


def test_links_within_the_folder_and_to_the_folder_are_followed(
    raw: Path, place: Path, tmp_path: Path, run_build: RunBuild
) -> None:
    (raw / "keywords.csv").rename(raw / "words")
    (raw / "keywords.csv").symlink_to("words")
    (tmp_path / "link").symlink_to(raw)
    code, said = run_build(tmp_path / "link", place)
    assert code == 0, said
    assert any(line.startswith("movie_keywords ") for line in said)


def test_a_film_file_cut_off_in_its_last_field_is_refused_unless_it_is_accepted(
    raw: Path, built_place: Path, run_build: RunBuild
) -> None:
    content, films = built_place.read_bytes(), raw / "movies_dataset.csv"
    films.write_bytes(films.read_bytes()[:-2])
    code, said = run_build(raw, built_place)
    assert code == 1
    assert said[0].startswith(f"build failed: {films}, record 53, column 'vote_count': no line break is at the end of the file")
    assert built_place.read_bytes() == content
    assert run_build(raw, built_place, "--accept-cut")[0] == 0


def test_more_films_of_one_title_than_search_shows_are_built(place: Path, raw_folder: Path, run_build: RunBuild) -> None:
    films = [Film(number, "The Same", "1995-10-30", "7", "6.5") for number in range(1, 1101)]
    credited = replace(films[0], cast=("Clara Bow",))
    write_files(raw_folder, {**films_file(*films), **credits_file(credited)})
    code, said = run_build(raw_folder, place)
    assert code == 0, said
    assert "1,100 films" in said[-1]


def test_a_pipe_in_a_drop_is_refused_by_name(raw: Path, place: Path, run_build: RunBuild) -> None:
    (raw / "2026-11-21").mkdir()
    as_pipe(raw / "2026-11-21" / "credits.csv")
    code, said = run_build(raw, place)
    assert (code, said[-1].partition(", for it is ")[0]) == (
        1,
        f"build failed: {raw / '2026-11-21' / 'credits.csv'}: the file cannot be read",
    )


def test_a_pipe_in_the_place_of_the_warehouse_or_of_its_folder_is_refused(raw: Path, place: Path, run_build: RunBuild) -> None:
    as_pipe(place)
    assert run_build(raw, place) == (
        1,
        [f"build failed: {place}: this is no DuckDB file, so it is not replaced; remove it or choose another name"],
    )
    code, said = run_build(raw, place / "warehouse.duckdb")
    assert (code, said) == (1, [f"build failed: {place}: the folder cannot be opened: Not a directory"])
