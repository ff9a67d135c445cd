"""The columns of a list: what can be asked of them in a request."""

from dataclasses import dataclass
from functools import cached_property

from duckdb.sqltypes import DuckDBPyType

from service.endpoints.column_info import ColumnInfo
from service.endpoints.column_types import ColumnType, comparable_type, element_type
from sql import quote_identifier

_WITH_OTHER_NAMES = ("title", "genre", "country", "language")
"""The kinds of names that the data have in one form, and people in several: in their language, or as another title."""

_WITH_WRITTEN_NAMES = ("genre", "keyword", "company", "country", "language")
"""The kinds of names of which it is known how the data write them (written_names)."""


@dataclass(frozen=True)
class Column:
    """A column of the rows that a macro gives.

    Attributes:
        name: Its name, which may be any text.
        type: Its DuckDB type.
        info: What the SQL files say of it.
    """

    name: str
    type: DuckDBPyType
    info: ColumnInfo

    @cached_property
    def quoted(self) -> str:
        """Its name as it stands in SQL."""
        return quote_identifier(self.name)

    @property
    def is_list(self) -> bool:
        """Whether a row has any number of values in it."""
        return self.type.id == "list"

    @cached_property
    def value_type(self) -> ColumnType | None:
        """What its values may be compared with, or for a list the values in it; nothing for objects."""
        return comparable_type(element_type(self.type) if self.is_list else self.type)

    @property
    def is_text(self) -> bool:
        """Whether its values, or for a list the values in it, are text, which is compared without case and accents."""
        return self.value_type is not None and self.value_type.type is str

    @property
    def is_sortable(self) -> bool:
        """Whether rows can be put in the order of it."""
        return self.value_type is not None and not self.is_list

    @property
    def operators(self) -> tuple[str, ...]:
        """What may follow its name and two underscores in a filter; "eq" stands for the name alone."""
        if self.value_type is None:
            return ("isnull",)
        if self.is_list:
            return ("contains", "isnull")
        if self.value_type.type is bool:
            return ("eq", "ne", "isnull")
        return ("eq", "ne", "gt", "gte", "lt", "lte", "in", *(("contains", "startswith") if self.is_text else ()), "isnull")

    @property
    def bound(self) -> str:
        """A bound value as it is compared: text without case, accents and outer spaces."""
        return "normalized(?)" if self.is_text else "?"

    def folded(self, expression: str) -> str:
        """An expression of its values as they are compared: text without case, accents and outer spaces."""
        return f"normalized_column({expression})" if self.is_text else expression

    @property
    def named(self) -> str:
        """An expression of a bound value, folded as its values are compared, and of another name the one in the data."""
        kind = self.info.vocabulary
        return f"own_name('{kind}', ?)" if kind in _WITH_OTHER_NAMES else self.bound

    @property
    def holding(self) -> str:
        """The condition that a list has a bound value in it."""
        if (kind := self.info.vocabulary) in _WITH_WRITTEN_NAMES:
            # To fold all that stands in the lists would take most of the time of a page.
            return f"list_has_any({self.quoted}, names_as_written('{kind}', ?))"
        return f"list_contains(list_transform({self.quoted}, lambda element: {self.folded('element')}), {self.named})"
