"""The drawings of docs/lineage.md are those of the SQL files, whole and in Mermaid's language."""

import re
from pathlib import Path

import pytest

import sql
from sql.dependencies import closure, dependencies
from sql.lineage import with_drawings

DOCUMENT = Path(sql.ROOT).parent / "docs" / "lineage.md"
FILES = {kind: sql.sql_files(kind) for kind in sql.SCHEMA_KINDS}
TEXT = DOCUMENT.read_text(encoding="utf-8")

NODE = re.compile(r'    (\w+)(?:\[\("|\[\["|\("|\(\[")(\w+)(?:<br/>(/\S+))?(?:"\)\]|"\]\]|"\)|"\]\))')
ARROW = re.compile(r"    (\w+) --> (\w+)")


def drawings() -> list[list[str]]:
    return [block.splitlines() for block in re.findall(r"```mermaid\nflowchart LR\n(.*?)\n```", TEXT, re.DOTALL)]


def names(kind: str) -> set[str]:
    return {file.name for file in FILES[kind]}


def test_the_drawings_are_those_of_the_sql_files() -> None:
    assert with_drawings(TEXT) == TEXT, "run 'make format'"


def test_every_line_is_a_node_or_an_arrow_between_nodes_that_are_drawn() -> None:
    assert len(drawings()) > 7
    for lines in drawings():
        nodes = {found[1] for line in lines if (found := NODE.fullmatch(line))}
        arrows = [found.groups() for line in lines if (found := ARROW.fullmatch(line))]
        assert len(nodes) + len(arrows) == len(lines)
        assert {name for arrow in arrows for name in arrow} <= nodes


def test_every_table_derived_table_and_endpoint_is_drawn_and_every_macro_that_reads_one() -> None:
    direct = dependencies(file for files in FILES.values() for file in files)
    relations = names("tables") | names("derived")
    reading = {name for name in direct if closure([name], direct) & relations}
    drawn = {found[1]: found[3] for lines in drawings() for line in lines if (found := NODE.fullmatch(line))}
    read = set().union(*direct.values())
    assert reading - drawn.keys() == names("tables") - read
    assert {file.name: file.headers["endpoint"]["path"] for file in FILES["endpoints"]}.items() <= drawn.items()


def test_arrows_lead_from_everything_that_an_object_needs_at_once_or_by_way_of_others() -> None:
    direct = dependencies(file for files in FILES.values() for file in files)
    drawn: dict[str, set[str]] = {name: set() for name in direct}
    for lines in drawings():
        for line in lines:
            if found := ARROW.fullmatch(line):
                drawn[found[2]].add(found[1])
    computing = {name for name in direct if not closure([name], direct) & (names("tables") | names("derived"))}
    for name in direct.keys() - computing:
        assert closure([name], drawn) == closure([name], direct) - computing


def test_each_derived_table_is_taken_apart_once() -> None:
    arrows = [line for lines in drawings() for line in lines if (found := ARROW.fullmatch(line)) and found[2] in names("derived")]
    assert arrows
    assert len(arrows) == len(set(arrows))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# Nothing here", "the text has no place"),
        ("<!-- lineage of songs: written by make format -->\n<!-- end of lineage -->", "'songs' has no lineage"),
    ],
)
def test_a_text_without_a_place_of_something_known_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        with_drawings(text)


def test_places_may_follow_one_another_and_are_filled_from_empty() -> None:
    place = "<!-- lineage of search: written by make format -->\n<!-- end of lineage -->\n"
    filled = with_drawings(place + "\ntext\n\n" + place)
    assert filled.count("```mermaid") == 3
    assert with_drawings(filled) == filled
