"""The two ways in which raw files write nested values."""

import ast
import json
import re
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PARSE_ERRORS = (ValueError, SyntaxError, TypeError, MemoryError, RecursionError)
"""What a notation's parser raises on text that is no value."""

_PARSER = threading.Lock()
"""CPython 3.11 counts the depth of a tree for all threads together, and fails when two of them make one (gh-106905)."""

_LINE_BREAK = re.compile(r"[\r\n]")


@dataclass(frozen=True)
class Notation:
    """A way to write nested values.

    Attributes:
        name: What it is called in messages.
        quote: The quote around keys.
        plain: A regular expression for what stands between two such quotes when nothing is escaped.
        string: A regular expression for every string, quotes included.
        constants: The words for null and the truth values, null first.
        parse: The standard parser, which has the last word; a line break may stand in a string as it is.
        elements: The texts of the elements of a list that the parser can read.
    """

    name: str
    quote: str
    plain: str
    string: str
    constants: tuple[str, str, str]
    parse: Callable[[str], Any]
    elements: Callable[[str], list[str]]


def _python_literal(text: str) -> object:
    text = text.lstrip(" \t")  # as ast.literal_eval does
    try:
        tree = _python_tree(text)
    except SyntaxError:
        if not _LINE_BREAK.search(text):
            raise
        tree = _python_tree(text.replace("\r", "\\r").replace("\n", "\\n"))
    return ast.literal_eval(tree)


def _python_elements(text: str) -> list[str]:
    tree = _python_tree(_LINE_BREAK.sub(" ", text))  # on one line, so that places are simple
    if not isinstance(tree, ast.List):
        raise TypeError(f"{type(tree).__name__} is no list")
    encoded = text.encode()
    return [encoded[element.col_offset : element.end_col_offset].decode() for element in tree.elts]


def _python_tree(text: str) -> ast.expr:
    with _PARSER, warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # an unknown escape such as '\d' keeps its backslash and is no fault
        return ast.parse(text, mode="eval").body


def _json_elements(text: str) -> list[str]:
    elements: list[str] = []
    place = _between_elements(text, text.index("[") + 1)
    while text[place] != "]":
        _, end = _JSON.raw_decode(text, place)
        elements.append(text[place:end])
        place = _between_elements(text, end)
    return elements


def _between_elements(text: str, place: int) -> int:
    """The place behind the white space and the comma that stand at a place."""
    while text[place] in " \t\r\n,":
        place += 1
    return place


_JSON = json.JSONDecoder(strict=False)

PYTHON = Notation(
    name="a Python literal",
    quote="'",
    plain=r"[^'\\\n\r\x00]*",
    string=r"""'(?:[^'\\\n\r\x00]|\\[^\n\r\x00])*'|"(?:[^"\\\n\r\x00]|\\[^\n\r\x00])*\"""",
    constants=("None", "True", "False"),
    parse=_python_literal,
    elements=_python_elements,
)
JSON = Notation(
    name="JSON",
    quote='"',
    plain=r'[^"\\\x00-\x1f]*',
    string=r'"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*"',
    constants=("null", "true", "false"),
    parse=_JSON.decode,
    elements=_json_elements,
)
