import json
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest


@pytest.mark.parametrize("character", [*"\x01\x0b\x1b\x1f\ufffe", "<", "&", "\n"])
def test_no_character_of_a_name_breaks_a_picture(character: str) -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"country": f"Es{character}paña", "films": 1}]},
        "mark": "bar",
        "encoding": {"x": {"field": "country", "type": "nominal"}, "y": {"field": "films", "type": "quantitative"}},
    }
    command = [sys.executable, "-m", "service.web.explore.engine", "svg"]
    drawn = subprocess.run(command, input=json.dumps(spec).encode(), capture_output=True, check=True).stdout
    texts = [text.text or "" for text in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own
    assert any(text.startswith("Es") and "pa" in text for text in texts)
