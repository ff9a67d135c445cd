"""The addresses of an endpoint, and what a request to one of them asks for."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote

from service.endpoints.endpoint import Endpoint, Parameter
from service.endpoints.endpoint_header import placeholders, shape
from service.endpoints.included_lists import lists_with
from service.endpoints.object_query import object_options
from service.problems import InvalidParameterError
from service.request_state import REQUEST_STATE
from sql import SqlFileError


class _Request(Protocol):
    """A request, as Litestar gives it."""

    @property
    def scope(self) -> Any: ...  # noqa: ANN401 - each kind of scope is a type of its own


@dataclass(frozen=True)
class Address:
    """One address of an endpoint.

    Attributes:
        endpoint: What is served there.
        path: The address, with parameters in braces.
        included: The lists that a request for an object may have with it, or that a page of a list has with it, by their names.
    """

    endpoint: Endpoint
    path: str
    included: Mapping[str, Endpoint]

    @cached_property
    def path_names(self) -> list[str]:
        """The names of the parameters in the path."""
        return placeholders(self.path)

    @cached_property
    def query(self) -> dict[str, Parameter]:
        """The parameters in the query, by their names."""
        return {parameter.name: parameter for parameter in self.endpoint.parameters if parameter.name not in self.path_names}

    @cached_property
    def rest(self) -> str | None:
        """The parameter that takes all the rest of the path, slashes included: text at its end that is no id or code."""
        texts = {
            parameter.name for parameter in self.endpoint.parameters if parameter.type == "VARCHAR" and not parameter.header.of
        }
        return next((name for name in self.path_names[-1:] if name in texts and self.path.endswith(f"{{{name}}}")), None)

    @cached_property
    def route(self) -> str:
        """The path as Litestar writes it. Numbers are checked with the other parameters, so the route takes any text for them."""
        return re.sub(r"\{(\w+)\}", lambda name: f"{{{name[1]}:{'path' if name[1] == self.rest else 'str'}}}", self.path)

    @cached_property
    def _before_rest(self) -> re.Pattern[str]:
        fixed = self.path.removesuffix(f"/{{{self.rest}}}").split("/")[1:]
        segments = (r"[^/]+" if segment.startswith("{") else re.escape(segment) for segment in fixed)
        return re.compile("^" + "".join(f"/+{segment}" for segment in segments) + "/")

    def text_at_end(self, raw_path: str) -> str:
        """The text at the end of a path, as it was sent: slashes at its ends and in a row are part of it.

        Args:
            raw_path: The path as it was sent, without what stands before all addresses of the service.

        Raises:
            UnicodeDecodeError: It is not UTF-8.
        """
        return self._before_rest.sub("", unquote(raw_path, errors="strict"), count=1)

    async def read(self, request: _Request) -> None:
        """Take a request apart, before Litestar reads the parameters of the macro.

        Raises:
            InvalidParameterError: Its address is not UTF-8, or its query is wrong; see `check_query`.
        """
        scope, state = request.scope, REQUEST_STATE.get()
        root_path = scope["root_path"]
        try:
            if scope["query_string"]:
                state.pairs = parse_qsl(scope["query_string"].decode(), keep_blank_values=True, errors="strict")
                state.options = [pair for pair in state.pairs if pair[0] not in self.query]
            if state.pairs or self._has_required:
                self.check_query(state.pairs, root_path)
            if self.rest:
                # Litestar's own value has lost slashes at the ends and in a row.
                text = self.text_at_end(scope["raw_path"].decode().removeprefix(root_path))
                scope["path_params"] = {**scope["path_params"], self.rest: text}
        except UnicodeDecodeError as error:
            raise InvalidParameterError("The address is not UTF-8 text; escape letters such as 'ñ' as '%C3%B1'.") from error

    @cached_property
    def _has_required(self) -> bool:
        return bool(self.endpoint.header.any_of) or any(parameter.required for parameter in self.query.values())

    def check_query(self, pairs: Sequence[tuple[str, str]], root_path: str) -> None:
        """Check the names and values of a query, as far as they are parameters of the macro.

        Args:
            pairs: The names and values.
            root_path: What stands before all addresses of the service.

        Raises:
            InvalidParameterError: It has an unknown parameter, one too often or not all required ones, or a value that is none of
                those that there are.
        """
        counts = Counter(name for name, _ in pairs)
        options = object_options(list(self.included)) if pairs else []
        for name, count in counts.items():
            if name not in self.query:
                if self.endpoint.list_shape or name in options:
                    continue
                known = ", ".join((*self.query, *options))
                raise InvalidParameterError(
                    f"There is no query parameter '{name}'; the query parameters here are: {known}.", parameter=name
                )
            if count > (most := self.query[name].value_type.most):
                often = "once" if most == 1 else f"at most {most} times"
                raise InvalidParameterError(
                    f"The query parameter '{name}' is given {count} times; give it {often}.", parameter=name
                )
        for name, value in pairs:
            if name in self.query and (valid := self.query[name].header.valid) and value not in valid:
                raise InvalidParameterError(
                    f"The query parameter '{name}' must be one of {', '.join(valid)}; '{value}' is not.",
                    parameter=name,
                    valid_values=list(valid),
                )
        for name, parameter in self.query.items():
            if parameter.required and name not in counts:
                raise InvalidParameterError(
                    f"The query parameter '{name}' is missing; give it {self._as_in(root_path)}.", parameter=name
                )
        any_of = self.endpoint.header.any_of
        if any_of and not counts.keys() & {*any_of}:
            names = " or ".join(f"'{name}'" for name in any_of)
            raise InvalidParameterError(
                f"One of the query parameters {names} must be given, {self._as_in(root_path)}.", parameter=any_of[0]
            )

    def _as_in(self, root_path: str) -> str:
        return f"as in {root_path}{self.endpoint.example(self.path)}"


def addresses(endpoints: Sequence[Endpoint]) -> list[Address]:
    """All addresses of the endpoints: those in the files, and those where the last parameter of the path goes into the query.

    Raises:
        SqlFileError: A path would never be reached, because another one takes all that follows it; or an object with lists below
            it has a column of the name that is kept for them; or a list has one with it that there is not.
    """
    written = {
        shape(path): Address(endpoint, path, lists_with(endpoint, endpoints)) for endpoint in endpoints for path in endpoint.paths
    }
    for address, other in permutations(written.values(), 2):
        if address.rest and shape(other.path).startswith(f"{shape(address.path)}/"):
            raise SqlFileError(
                f"{other.endpoint.file.path}: {other.path} is hidden by {address.path}, which takes all that follows"
            )
    derived = [replace(address, path=short) for address in written.values() if (short := _without_last(address.path))]
    return [*written.values(), *(address for address in derived if shape(address.path) not in written)]


def _without_last(path: str) -> str:
    head, _, last = path.rpartition("/")
    return head if last.startswith("{") else ""
