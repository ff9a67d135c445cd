"""The parts of documents that are written by ``make format``, between the marks of their places."""

import re
from collections.abc import Callable, Container


def with_generated(text: str, kind: str, names: Container[str], made: Callable[[list[str]], str]) -> str:
    """A Markdown text with what is generated in all places of one kind.

    Args:
        text: The text; a place begins with ``<!-- KIND of NAME, NAME: written by make format -->`` and ends with
            ``<!-- end of KIND -->``.
        kind: What is generated, such as "endpoints".
        names: The names that a place may have.
        made: Makes the part from the names of its place.

    Raises:
        ValueError: The text has no place, or one has a name that there is not.
    """
    place = re.compile(rf"(<!-- {kind} of ([a-z_, ]+): written by make format -->\n).*?(<!-- end of {kind} -->)", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"the text has no place: <!-- {kind} of NAME: written by make format --> … <!-- end of {kind} -->")

    def filled(found: re.Match[str]) -> str:
        wanted = found[2].split(", ")
        if unknown := [name for name in wanted if name not in names]:
            raise ValueError(f"'{unknown[0]}' has no {kind}")
        return f"{found[1]}\n{made(wanted)}\n\n{found[3]}"

    return place.sub(filled, text)
