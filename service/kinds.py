"""DuckDB's types as Python types, for the checks of parameters and for the schema of rows."""

import datetime as dt
import sys
from types import GenericAlias, UnionType
from typing import Annotated, Any, NamedTuple, cast

import msgspec
from duckdb.sqltypes import DuckDBPyType
from msgspec import UNSET, UnsetType

Scalar = str | int | float | bool | dt.date

Value = Scalar | list[Scalar]
"""The value of a parameter."""

LONGEST_TEXT = 500
"""The most characters that a text parameter may have."""

LONGEST_LIST = 50
"""The most values that a list parameter may have."""


class ParameterKind(NamedTuple):
    """What a parameter of one DuckDB type may be.

    Attributes:
        type: The Python type of a value.
        wanted: The values that it may have, in words that go after "must be".
        limits: Arguments of a Litestar parameter that keep a value to what is wanted.
        most: How often it may be given; if more than once, it is a list.
    """

    type: type
    wanted: str
    limits: dict[str, Any]
    most: int = 1

    @property
    def is_list(self) -> bool:
        """Whether it has a list of values."""
        return self.most > 1

    def within(self, bounds: tuple[float, float]) -> "ParameterKind":
        """The same kind of number, from the first bound to the second.

        Raises:
            TypeError: The values are no numbers, or the bounds are no values of this kind.
        """
        if "ge" not in self.limits or not all(self.fits(bound) for bound in bounds):
            raise TypeError(f"bounds must be two values, each {self.wanted}")
        least, most = (self.type(bound) for bound in bounds)
        noun = self.wanted.partition(" from ")[0]
        return self._replace(wanted=f"{noun} from {least} to {most}", limits={"ge": least, "le": most})

    def fits(self, value: object) -> bool:
        """Whether something is one of the wanted values, or a text that stands for one."""
        try:
            self.value(value)
        except ValueError:
            return False
        return True

    def value(self, value: object) -> Scalar:
        """The wanted value that something is or, as a text, stands for.

        Raises:
            ValueError: It is none.
        """
        converted: Scalar = msgspec.convert(value, Annotated[self.type, msgspec.Meta(**self.limits)], strict=False)
        return converted


def _whole_number(bits: int) -> ParameterKind:
    least, most = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    return ParameterKind(int, f"a whole number from {least} to {most}", {"ge": least, "le": most})


SCALAR_KINDS = {
    # DuckDB ends a text at a NUL in places, so no text with one is let in.
    "VARCHAR": ParameterKind(
        str,
        f"text of 1 to {LONGEST_TEXT} characters that is not blank",
        {"min_length": 1, "max_length": LONGEST_TEXT, "pattern": r"^(?=\s*\S)[^\x00]*$"},
    ),
    "TINYINT": _whole_number(8),
    "SMALLINT": _whole_number(16),
    "INTEGER": _whole_number(32),
    "BIGINT": _whole_number(64),
    "DOUBLE": ParameterKind(float, "a number", {"ge": -sys.float_info.max, "le": sys.float_info.max}),
    "BOOLEAN": ParameterKind(bool, "true or false", {}),
    "DATE": ParameterKind(dt.date, "a date such as 1999-12-31", {}),
}
"""The DuckDB types that a single value may have."""

_TIMESTAMP = ParameterKind(dt.datetime, "a date and time such as 1999-12-31T23:59:00", {"tz": False})

PARAMETER_KINDS = SCALAR_KINDS | {f"{name}[]": kind._replace(most=LONGEST_LIST) for name, kind in SCALAR_KINDS.items()}
"""The DuckDB types that a parameter may have: those of single values, and lists of them."""

_COMPARABLE = {
    "boolean": SCALAR_KINDS["BOOLEAN"],
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint", "hugeint"), SCALAR_KINDS["BIGINT"]),
    **dict.fromkeys(("utinyint", "usmallint", "uinteger", "ubigint"), SCALAR_KINDS["BIGINT"]),
    **dict.fromkeys(("float", "double"), SCALAR_KINDS["DOUBLE"]),
    "varchar": SCALAR_KINDS["VARCHAR"],
    "date": SCALAR_KINDS["DATE"],
    "timestamp": _TIMESTAMP,
}

_SCALARS: dict[str, type] = {
    "boolean": bool,
    "tinyint": int,
    "smallint": int,
    "integer": int,
    "bigint": int,
    "hugeint": int,
    "utinyint": int,
    "usmallint": int,
    "uinteger": int,
    "ubigint": int,
    "float": float,
    "double": float,
    "varchar": str,
    "date": dt.date,
    # One of DuckDB has no time zone, so it is no date-time in the sense of OpenAPI.
    "timestamp": str,
}


def comparable_kind(column_type: DuckDBPyType) -> ParameterKind | None:
    """What the values of a column may be compared with; nothing for lists and objects."""
    return _COMPARABLE.get(column_type.id)


def element_type(list_type: DuckDBPyType) -> DuckDBPyType:
    """The type of the values in a list."""
    [(_, element)] = _children(list_type)
    return element


def row_type(name: str, columns: list[tuple[str, DuckDBPyType]], *, partial: bool = False) -> type[msgspec.Struct]:
    """Make the type of an object with these columns, each of which may be null; nested objects get types of their own.

    Args:
        name: The name in snake case, from which the type's name is made.
        columns: The names, which may be any text, and the DuckDB types.
        partial: Whether an object may be without some of the columns.

    Raises:
        TypeError: A column has a type that has no plain form in JSON, such as DECIMAL.
    """
    # Columns may have names such as "lista recomendada", which no attribute can have.
    names = {f"column_{position}": column for position, (column, _) in enumerate(columns)}
    types = [_python_type(f"{name}_{column}", kind) for column, kind in columns]
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = (
        [(field, kind | UnsetType, UNSET) for field, kind in zip(names, types, strict=True)]
        if partial
        else list(zip(names, types, strict=True))
    )
    return msgspec.defstruct(_type_name(name), fields, rename=names, module=f"{__name__}.{name}")


def _python_type(name: str, kind: DuckDBPyType) -> type | UnionType | GenericAlias:
    match kind.id:
        case "list":
            return GenericAlias(list, (_python_type(name, element_type(kind)),)) | None
        case "struct":
            return row_type(name, _children(kind)) | None
        case scalar if scalar in _SCALARS:
            return _SCALARS[scalar] | None
    raise TypeError(f"{name} is {kind}, which has no plain form in JSON; cast it to another type, such as DOUBLE or VARCHAR")


def _children(kind: DuckDBPyType) -> list[tuple[str, DuckDBPyType]]:
    return cast("list[tuple[str, DuckDBPyType]]", kind.children)


def _type_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace(" ", "_").split("_"))
