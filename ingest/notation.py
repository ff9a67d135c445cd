"""The two ways in which raw files write nested values."""

import ast
import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PARSE_ERRORS = (ValueError, SyntaxError, TypeError, MemoryError, RecursionError)
"""What a notation's parser raises on text that is no value."""


@dataclass(frozen=True)
class Notation:
    """A way to write nested values.

    Attributes:
        name: What it is called in messages.
        quote: The quote around keys.
        plain: A regular expression for what stands between two such quotes when nothing is escaped.
        string: A regular expression for every string, quotes included.
        constants: The words for null and the truth values, null first.
        parse: The standard parser, which has the last word.
    """

    name: str
    quote: str
    plain: str
    string: str
    constants: tuple[str, str, str]
    parse: Callable[[str], Any]


def _python_literal(text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # an unknown escape such as '\d' keeps its backslash and is no fault
        return ast.literal_eval(text)


PYTHON = Notation(
    name="a Python literal",
    quote="'",
    plain=r"[^'\\\n\r\x00]*",
    string=r"""'(?:[^'\\\n\r\x00]|\\[^\n\r\x00])*'|"(?:[^"\\\n\r\x00]|\\[^\n\r\x00])*\"""",
    constants=("None", "True", "False"),
    parse=_python_literal,
)
JSON = Notation(
    name="JSON",
    quote='"',
    plain=r'[^"\\\x00-\x1f]*',
    string=r'"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*"',
    constants=("null", "true", "false"),
    parse=json.loads,
)
