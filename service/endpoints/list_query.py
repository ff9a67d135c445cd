"""What a request asks of a list beyond the parameters of its macro: filters, order, columns, pages, counts and format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.endpoints.column_types import SCALAR_TYPES
from service.endpoints.columns import Column
from service.endpoints.comma_lists import chosen_columns, chosen_names, joined
from service.endpoints.filters import Predicate, parse_filter_name, predicates
from service.endpoints.keyset import SortKey, keyset_predicate, order_by, sort_keys, sortable, with_tiebreak
from service.formats.row_formats import JSON, NAMES, Format, check_mark, wanted_format
from service.problems import InvalidParameterError

MOST_ROWS = 1000
"""The most rows of a page."""

MOST_FILTERS = 50
"""The most filters of a request."""

OPTIONS = {
    "limit": f"Rows of a page, at most {MOST_ROWS} in JSON; the other formats give all rows unless it is given.",
    "cursor": "Where the page begins, as 'next' of the page before has it.",
    "sort": "Columns to order by, '-' before those that fall; nulls come last.",
    "fields": "Columns to give; all if it is not given.",
    "total": "Whether to count all rows that pass the filters.",
    "facets": "Columns whose values are counted over all rows that pass the filters.",
    "format": f"One of {', '.join(NAMES)}; it goes before the header Accept.",
    "bom": "Whether CSV begins with a byte order mark, by which spreadsheets know that it is UTF-8.",
}
"""The query parameters that every list has, and what they mean. No column or parameter of a macro has such a name."""

_LISTS = ("sort", "fields", "facets")
"""Those that take several names."""

_LIMITS = SCALAR_TYPES["INTEGER"].within((1, 2**31 - 1))
_PAGE_LIMITS = SCALAR_TYPES["INTEGER"].within((1, MOST_ROWS))


@dataclass(frozen=True)
class ListShape:
    """What can be asked of one list.

    Attributes:
        parameters: The names of its macro's parameters in the query.
        columns: Its columns, by their names.
        order: Its order unless a request says otherwise; together the keys tell any two rows apart.
        page: The rows of a page unless a request says otherwise.
        facets: The names of the columns whose values may be counted.
    """

    parameters: Sequence[str]
    columns: Mapping[str, Column]
    order: Sequence[SortKey]
    page: int
    facets: Sequence[str]

    @cached_property
    def sortable(self) -> dict[str, Column]:
        """The columns that rows can be put in the order of."""
        return sortable(self.columns)

    @cached_property
    def first_page(self) -> "ListQuery":
        """What a request asks whose query has none of the options, and no filter."""
        return ListQuery(
            format=None,
            has_mark=False,
            columns=list(self.columns.values()),
            has_whole_rows=True,
            keys=self.order,
            filters=[],
            start=None,
            limit=self.page,
            total=False,
            facets=[],
        )


@dataclass(frozen=True)
class ListQuery:
    """What one request asks of a list.

    Attributes:
        format: The format; none stands for pages of JSON.
        has_mark: Whether CSV begins with a byte order mark.
        columns: The columns to give, in their order.
        has_whole_rows: Whether these are all columns.
        keys: The order.
        filters: The conditions that every row passes.
        start: The condition of the rows that come after the page before.
        limit: The most rows to give; none if all.
        total: Whether to count the rows that pass the filters.
        facets: The columns whose values are counted.
    """

    format: Format | None
    has_mark: bool
    columns: Sequence[Column]
    has_whole_rows: bool
    keys: Sequence[SortKey]
    filters: Sequence[Predicate]
    start: Predicate | None
    limit: int | None
    total: bool
    facets: Sequence[Column]

    @cached_property
    def held(self) -> dict[str, Column]:
        """The columns to give, and those that the cursor of the next page needs, by their names."""
        return {column.name: column for column in self.columns} | self.ordering

    @cached_property
    def ordering(self) -> dict[str, Column]:
        """The columns that the cursor of the next page needs, by their names."""
        return {key.column.name: key.column for key in self.keys}

    @cached_property
    def order(self) -> str:
        """The order as it stands after ``order by``."""
        return order_by(self.keys)


def parse_list_query(shape: ListShape, pairs: Sequence[tuple[str, str]], media_type: str | None = JSON) -> ListQuery:
    """Read what a query asks of a list.

    Args:
        shape: What can be asked of it.
        pairs: The names and values of the query without those of the macro's parameters.
        media_type: The media type that the client likes best; none if it takes none.

    Raises:
        InvalidParameterError: A name is unknown or comes too often, or a value is not one of those it may have.
        NotAcceptableError: The client takes none of the formats that there are.
    """
    if not pairs and media_type == JSON:
        return shape.first_page
    pairs = joined(pairs, lambda name: name in _LISTS or (parse_filter_name(name, shape.columns) or ("", ""))[1] == "in")
    options = {name: value for name, value in pairs if name in OPTIONS}
    filters = [pair for pair in pairs if pair[0] not in OPTIONS]
    if unknown := next((name for name, _ in filters if parse_filter_name(name, shape.columns) is None), None):
        known = ", ".join((*shape.parameters, *OPTIONS))
        raise InvalidParameterError(
            f"There is no query parameter '{unknown}'; the query parameters here are: {known}, and the columns, alone or with an "
            f"operator after two underscores: {', '.join(shape.columns)}.",
            parameter=unknown,
        )
    if len(options) + len(filters) < len(pairs):
        twice = next(name for name in options if sum(name == other for other, _ in pairs) > 1)
        raise InvalidParameterError(f"The query parameter '{twice}' is given more than once; give it once.", parameter=twice)
    if len(filters) > MOST_FILTERS:
        raise InvalidParameterError(f"There are {len(filters)} filters; give at most {MOST_FILTERS}.")
    chosen = wanted_format(options.get("format"), media_type)
    if chosen and (only := next((name for name in ("total", "facets") if name in options), None)):
        raise InvalidParameterError(f"'{only}' is given with pages of JSON only; leave out the format, or it.", parameter=only)
    if has_mark := _is_true(options, "bom"):
        check_mark(chosen)
    keys = with_tiebreak(sort_keys(chosen_names(options, "sort"), shape.sortable), shape.order)
    return ListQuery(
        format=chosen,
        has_mark=has_mark,
        columns=chosen_columns(options, "fields", shape.columns) or list(shape.columns.values()),
        has_whole_rows="fields" not in options,
        keys=keys,
        filters=predicates(filters, shape.columns),
        start=keyset_predicate(keys, options["cursor"]) if "cursor" in options else None,
        limit=_limit(options, chosen, shape.page),
        total=_is_true(options, "total"),
        facets=chosen_columns(options, "facets", {facet: shape.columns[facet] for facet in shape.facets}),
    )


def _limit(options: Mapping[str, str], chosen: Format | None, page: int) -> int | None:
    if "limit" not in options:
        return None if chosen else page
    value_type = _LIMITS if chosen else _PAGE_LIMITS
    try:
        return int(value_type.value(options["limit"]))  # type: ignore[arg-type]
    except ValueError as error:
        raise InvalidParameterError(f"'limit' must be {value_type.wanted}.", parameter="limit") from error


def _is_true(options: Mapping[str, str], option: str) -> bool:
    if (text := options.get(option, "false")) not in {"true", "false"}:
        raise InvalidParameterError(f"'{option}' must be true or false.", parameter=option, valid_values=["true", "false"])
    return text == "true"
