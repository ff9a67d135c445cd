"""DuckDB's types: what values a parameter of each may have, and what is in lists and objects."""

import datetime as dt
import sys
from typing import Annotated, Any, NamedTuple, cast

import msgspec
from duckdb.sqltypes import DuckDBPyType

Scalar = str | int | float | bool | dt.date

Value = Scalar | list[Scalar]
"""The value of a parameter."""

LONGEST_TEXT = 500
"""The most characters that a text parameter may have."""

LONGEST_LIST = 50
"""The most values that a list parameter may have."""


class ColumnType(NamedTuple):
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

    def within(self, bounds: tuple[float, float]) -> "ColumnType":
        """The same kind of number, from the first bound to the second.

        Raises:
            TypeError: The values are no numbers, or the bounds are no values of this kind.
        """
        if "ge" not in self.limits or not all(self.fits(bound) for bound in bounds):
            raise TypeError(f"bounds must be two values, each {self.wanted}")
        least, most = (self.type(bound) for bound in bounds)
        noun = self.wanted.partition(" from ")[0]
        return self._replace(wanted=f"{noun} from {least} to {most}", limits={"ge": least, "le": most})

    def at_most(self, most: int) -> "ColumnType":
        """The same kind of list, with at most so many values.

        Raises:
            TypeError: It is no list.
        """
        if not self.is_list:
            raise TypeError("only a list has 'most'")
        return self._replace(most=most)

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


def _whole_number(bits: int) -> ColumnType:
    least, most = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    return ColumnType(int, f"a whole number from {least} to {most}", {"ge": least, "le": most})


SCALAR_TYPES = {
    # DuckDB ends a text at a NUL in places, so no text with one is let in.
    "VARCHAR": ColumnType(
        str,
        f"text of 1 to {LONGEST_TEXT} characters that is not blank",
        {"min_length": 1, "max_length": LONGEST_TEXT, "pattern": r"^[^\x00]*[^\s\x00][^\x00]*$"},
    ),
    "TINYINT": _whole_number(8),
    "SMALLINT": _whole_number(16),
    "INTEGER": _whole_number(32),
    "BIGINT": _whole_number(64),
    "DOUBLE": ColumnType(float, "a number", {"ge": -sys.float_info.max, "le": sys.float_info.max}),
    "BOOLEAN": ColumnType(bool, "true or false", {}),
    "DATE": ColumnType(dt.date, "a date such as 1999-12-31", {}),
}
"""The DuckDB types that a single value may have."""

_TIMESTAMP = ColumnType(dt.datetime, "a date and time such as 1999-12-31T23:59:00", {"tz": False})

PARAMETER_TYPES = SCALAR_TYPES | {
    f"{name}[]": value_type._replace(most=LONGEST_LIST) for name, value_type in SCALAR_TYPES.items()
}
"""The DuckDB types that a parameter may have: those of single values, and lists of them."""

_COMPARABLE = {
    "boolean": SCALAR_TYPES["BOOLEAN"],
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint", "hugeint"), SCALAR_TYPES["BIGINT"]),
    **dict.fromkeys(("utinyint", "usmallint", "uinteger", "ubigint"), SCALAR_TYPES["BIGINT"]),
    **dict.fromkeys(("float", "double"), SCALAR_TYPES["DOUBLE"]),
    "varchar": SCALAR_TYPES["VARCHAR"],
    "date": SCALAR_TYPES["DATE"],
    "timestamp": _TIMESTAMP,
}


def comparable_type(column_type: DuckDBPyType) -> ColumnType | None:
    """What the values of a column may be compared with; nothing for lists and objects."""
    return _COMPARABLE.get(column_type.id)


def element_type(list_type: DuckDBPyType) -> DuckDBPyType:
    """The type of the values in a list."""
    [(_, element)] = _children(list_type)
    return element


JSON_TYPES = {
    "boolean": {"type": "boolean"},
    **{name: {"type": "integer"} for name in ("tinyint", "smallint", "integer", "bigint", "hugeint")},
    **{name: {"type": "integer"} for name in ("utinyint", "usmallint", "uinteger", "ubigint")},
    **{name: {"type": "number"} for name in ("float", "double")},
    "varchar": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    # One of DuckDB has no time zone, so it is no date-time in the sense of OpenAPI.
    "timestamp": {"type": "string"},
}
"""The types of single values that have a plain form in JSON, with the JSON Schema of that."""


def check_json(name: str, column_type: DuckDBPyType) -> None:
    """Check that the values of a column have a plain form in JSON.

    Raises:
        TypeError: They have none, such as DECIMAL, or something in them has none.
    """
    match column_type.id:
        case "list":
            check_json(name, element_type(column_type))
        case "struct":
            for field, field_type in fields_of(column_type).items():
                check_json(f"{name}.{field}", field_type)
        case scalar if scalar not in JSON_TYPES:
            wanted = "cast it to another type, such as DOUBLE or VARCHAR"
            raise TypeError(f"{name} is {column_type}, which has no plain form in JSON; {wanted}")


def fields_of(column_type: DuckDBPyType) -> dict[str, DuckDBPyType]:
    """The types of the fields of an object, or of the objects in a list, by their names; nothing for other types."""
    match column_type.id:
        case "list":
            return fields_of(element_type(column_type))
        case "struct":
            return dict(_children(column_type))
    return {}


def _children(kind: DuckDBPyType) -> list[tuple[str, DuckDBPyType]]:
    return cast("list[tuple[str, DuckDBPyType]]", kind.children)
