"""How charts look: colours that the colour-blind can tell apart, on light and on dark ground, and numbers as in Spanish."""

from typing import Any, Literal

from service.web.pages.spanish import NARROW_SPACE, NO_BREAK_SPACE

Ground = Literal["light", "dark"]

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif'

_COLOURS = {
    "light": {
        "card": "#ffffff",
        "ink": "#1c1b1a",
        "soft": "#5d5953",
        "line": "#e3ddd3",
        "bar": "#b9566a",
        "pale": "#d9c9c4",
        "on_strong": "#ffffff",
        "series": ["#0072b2", "#d55e00", "#009e73", "#cc79a7"],
        "ramp": ["#f8eef0", "#e3a9b4", "#b9566a", "#6d1023"],
        "diverging": ["#0b4a84", "#8fbde0", "#f3f1ee", "#f0b878", "#8f3d00"],
    },
    "dark": {
        "card": "#1b1d21",
        "ink": "#eeebe6",
        "soft": "#b0aca5",
        "line": "#3a3d44",
        "bar": "#c96f81",
        "pale": "#5b5257",
        "on_strong": "#131417",
        "series": ["#56b4e9", "#e69f00", "#2fbf93", "#e39cc4"],
        "ramp": ["#2b2428", "#6d3944", "#c96f81", "#ffd9df"],
        "diverging": ["#62aee6", "#2b5878", "#2a2d32", "#6b4518", "#e0933d"],
    },
}
"""The grounds and texts are those of style.css. The series are from the palette of Okabe and Ito, the diverging scale goes from
blue to orange, and the ramp differs in lightness alone."""

_LOCALE = {
    "number": {
        "decimal": ",",
        "thousands": NARROW_SPACE,
        "grouping": [3],
        "currency": ["", f"{NO_BREAK_SPACE}US$"],
        "percent": f"{NO_BREAK_SPACE}%",
        "minus": "−",
    }
}


def theme(ground: Ground) -> dict[str, Any]:
    """The configuration of Vega-Lite that gives charts their colours, letters and numbers.

    Marks take their colours from it by the names of scales and styles: the scale ``ordinal`` has what counts and what is told
    apart from it, ``category`` has series; the styles are ``beside`` for what is told apart, ``frame`` for lines of help,
    ``value`` for numbers at bars, and ``on-weak`` and ``on-strong`` for those in cells.
    """
    colours: dict[str, Any] = _COLOURS[ground]
    soft, line = colours["soft"], colours["line"]
    return {
        "background": colours["card"],
        "font": FONT,
        "locale": _LOCALE,
        "padding": 4,
        "view": {"stroke": None},
        # What a screen reader tells is the sentence of the chart; hundreds of marks one by one would drown it.
        "mark": {"color": colours["bar"], "aria": False},
        "bar": {"color": colours["bar"]},
        "line": {"strokeWidth": 2.2},
        "range": {
            "ordinal": [colours["bar"], colours["pale"]],
            "category": colours["series"],
            "ramp": colours["ramp"],
            "heatmap": colours["ramp"],
            "diverging": colours["diverging"],
        },
        "style": {
            "beside": {"color": colours["pale"], "fill": colours["pale"], "opacity": 0.35},
            "frame": {"color": soft, "stroke": soft, "strokeDash": [5, 4]},
            "note": {"color": soft, "fill": soft, "fontSize": 11.5},
            "value": {"color": soft, "fill": soft, "fontSize": 11.5},
            "on-weak": {"color": colours["ink"], "fill": colours["ink"], "fontSize": 11},
            "on-strong": {"color": colours["on_strong"], "fill": colours["on_strong"], "fontSize": 11},
        },
        "title": {"color": colours["ink"], "fontSize": 15, "anchor": "start", "offset": 12},
        "axis": {
            "labelColor": soft,
            "titleColor": soft,
            "titleFontWeight": "normal",
            "labelFontSize": 11.5,
            "titleFontSize": 11.5,
            "gridColor": line,
            "domainColor": line,
            "tickColor": line,
            "labelOverlap": "greedy",
            "labelSeparation": 6,
            "labelLimit": 220,
        },
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
        "legend": {
            "labelColor": colours["ink"],
            "titleColor": soft,
            "titleFontWeight": "normal",
            "labelFontSize": 12,
            "titleFontSize": 11.5,
            "orient": "top",
            "symbolType": "square",
            "gradientLength": 180,
        },
    }


def dressed(spec: dict[str, Any], title: str, ground: Ground, width: int) -> dict[str, Any]:
    """A drawing for a file, which nothing else gives a title, colours and a width to.

    Args:
        spec: The drawing.
        title: What it shows.
        ground: The ground that it lies on.
        width: Its width in pixels.
    """
    return {**spec, "title": title, "width": width, "config": theme(ground)}
