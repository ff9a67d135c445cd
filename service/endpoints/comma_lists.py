"""Query parameters that hold several values with commas between them, or come several times, or both."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from service.endpoints.columns import Column
from service.problems import InvalidParameterError


def joined(pairs: Iterable[tuple[str, str]], takes_many: Callable[[str], bool]) -> list[tuple[str, str]]:
    """The pairs, with one pair for each name that takes many values: they stand in it with commas between them.

    Args:
        pairs: Names and values of a query.
        takes_many: Whether a name takes many values.
    """
    texts: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    for name, text in pairs:
        if takes_many(name):
            texts[name] = f"{texts[name]},{text}" if name in texts else text
        else:
            others.append((name, text))
    return [*others, *texts.items()]


def chosen_names(options: Mapping[str, str], option: str) -> list[str]:
    """The names that an option holds, none if it is not given.

    Raises:
        InvalidParameterError: A name comes twice.
    """
    names = options[option].split(",") if option in options else []
    if len(set(names)) < len(names):
        raise InvalidParameterError(f"'{option}' holds a name twice; give each once.", parameter=option)
    return names


def chosen_columns(options: Mapping[str, str], option: str, columns: Mapping[str, Column]) -> list[Column]:
    """The columns that an option names, none if it is not given.

    Raises:
        InvalidParameterError: There is no such column, or it comes twice.
    """
    names = chosen_names(options, option)
    check_names(names, option, list(columns), "columns")
    return [columns[name] for name in names]


def check_names(names: Iterable[str], option: str, valid: Sequence[str], what: str) -> None:
    """Check that the names in an option are valid ones.

    Raises:
        InvalidParameterError: One is not.
    """
    for name in names:
        if name not in valid:
            known = f"the {what} it can have are: {', '.join(valid)}" if valid else "it can have none here"
            raise InvalidParameterError(
                f"'{name}' in '{option}' is unknown; {known}.", parameter=option, valid_values=list(valid)
            )
