"""The colours of both themes: text can be told from its ground (WCAG 2.2, AA)."""

import re
from pathlib import Path

import pytest

STYLE = Path(__file__).parents[2] / "service" / "web" / "static" / "style.css"

TEXTS = [
    *[(text, ground) for text in ("ink", "soft", "accent") for ground in ("paper", "card", "sunken")],
    *[(text, "accent-wash") for text in ("ink", "accent")],
    ("star", "paper"),
    ("star", "card"),
    ("on-accent", "accent-fill"),
]
"""Texts and the grounds that they stand on."""

SHAPES = [("edge", "card"), ("edge", "paper"), ("bar", "card"), ("accent", "card")]
"""Edges of fields, bars of charts and marks of focus, and their grounds."""


def _colours(theme: int) -> dict[str, str]:
    text = STYLE.read_text(encoding="utf-8")
    return {
        name: (light, dark)[theme] for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", text)
    }


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_enough_contrast(theme: int) -> None:
    colours = _colours(theme)
    low = {pair for pair in TEXTS if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5}
    assert low == set()


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_shapes_have_enough_contrast(theme: int) -> None:
    colours = _colours(theme)
    low = {pair for pair in SHAPES if _contrast(colours[pair[0]], colours[pair[1]]) < 3}
    assert low == set()


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
