"""What can be wrong with a statement, in words for whoever wrote it."""

import re

import duckdb

from service.console.protocol import ErrorKind
from service.duckdb_errors import is_damage

_POINTER = re.compile(r"\n+LINE (\d+): (.*)\n( *\^+)")


class ConsoleError(Exception):
    """A statement gets no answer.

    Args:
        kind: What sort of fault it is.
        detail: What is wrong, and what to do.
        parameter: The parameter that is at fault.
    """

    def __init__(self, kind: ErrorKind, detail: str, parameter: str | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.parameter = parameter


def console_error(error: Exception, lines_before: int) -> ConsoleError:
    """Say what an error of DuckDB means, without its hints about settings and files.

    Args:
        error: What DuckDB raised.
        lines_before: How many lines were put before the statement; they are no business of who wrote it.
    """
    match error:
        case duckdb.OutOfMemoryException() | MemoryError():
            return ConsoleError(
                "too-much", "The statement needs more memory than it may have; ask for fewer rows or columns at once."
            )
        case duckdb.Error() if is_damage(error):
            return ConsoleError("damaged", "The warehouse is damaged; try again in a moment.")
        case duckdb.PermissionException() | duckdb.IOException() | duckdb.HTTPException():
            return ConsoleError("refused", "The statement asks for something outside the warehouse.")
        case duckdb.InternalException() | duckdb.FatalException():
            return ConsoleError("too-much", "DuckDB cannot run this statement; write it another way.")
    if "unnamed struct" in str(error):
        return ConsoleError(
            "wrong", "A row without names, such as row(1, 2), cannot be given; give its values names, as in {'a': 1}."
        )
    return ConsoleError("wrong", _with_own_lines(str(error), lines_before))


def _with_own_lines(message: str, lines_before: int) -> str:
    def renumbered(pointer: re.Match[str]) -> str:
        line = int(pointer[1]) - lines_before
        shift = len(pointer[1]) - len(str(line))
        return f"\n\nLINE {line}: {pointer[2]}\n{pointer[3][shift:]}" if line > 0 else ""

    return _POINTER.sub(renumbered, message)


def pointed(message: str, sql: str, position: int) -> str:
    """A message with the line of a statement that it is about, and a mark under the place, as DuckDB's own shell shows it."""
    start = sql.rfind("\n", 0, position) + 1
    line, number = sql[start:].partition("\n")[0], sql.count("\n", 0, position) + 1
    label = f"LINE {number}: "
    return f"{message}\n\n{label}{line}\n{' ' * (len(label) + position - start)}^"
