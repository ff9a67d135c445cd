"""Drawings as pictures, and the scripts that draw in a browser: vl-convert, which carries a whole engine for JavaScript.

The engine takes some 130 MB and never gives them back, so the service runs it as a process that ends when it is done
(``service.web.explore.process``).
"""

import json
import sys
from typing import Any

import vl_convert


def svg(spec: dict[str, Any]) -> str:
    """A drawing as SVG."""
    return vl_convert.vegalite_to_svg(spec)


def png(spec: dict[str, Any]) -> bytes:
    """A drawing as PNG, twice as large as it says, for screens that are fine."""
    return vl_convert.vegalite_to_png(spec, scale=2)


def script() -> str:
    """Vega, Vega-Lite and Vega-Embed, with the interpreter of expressions, as one script."""
    # Its stub does not know that the snippet may be left out.
    return vl_convert.javascript_bundle()  # type: ignore[call-arg]


if __name__ == "__main__":
    form, spec = sys.argv[1], json.load(sys.stdin)
    sys.stdout.write(svg(spec) if form == "svg" else script())
