"""Drawings as pictures, and the scripts that draw in a browser: vl-convert, which carries a whole engine for JavaScript.

The engine takes some 130 MB and never gives them back, so the service runs it as a process that ends when it is done
(``service.web.explore.process``).
"""

import json
import os
import re
import signal
import sys
from typing import Any

import vl_convert

from service.parent import end_with_parent

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold; the engine measures texts by drawing them as SVG, and ends the process at one."""


def svg(spec: dict[str, Any]) -> str:
    """A drawing as SVG."""
    return vl_convert.vegalite_to_svg(_without_controls(spec))


def png(spec: dict[str, Any]) -> bytes:
    """A drawing as PNG, twice as large as it says, for screens that are fine."""
    return vl_convert.vegalite_to_png(_without_controls(spec), scale=2)


def script() -> str:
    """Vega, Vega-Lite and Vega-Embed, with the interpreter of expressions, as one script."""
    # Its stub does not know that the snippet may be left out.
    return vl_convert.javascript_bundle()  # type: ignore[call-arg]


def _without_controls(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    match value:
        case str():
            return _NOT_IN_XML.sub("\ufffd", value)
        case list():
            return [_without_controls(each) for each in value]
        case dict():
            return {name: _without_controls(each) for name, each in value.items()}
    return value


if __name__ == "__main__":
    # Those who ask for less than a drawing go first.
    os.nice(10)
    end_with_parent(signal.SIGKILL)
    form, spec = sys.argv[1], json.load(sys.stdin)
    sys.stdout.write(svg(spec) if form == "svg" else script())
