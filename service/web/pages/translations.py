"""What the build and the API say in English, as pages say it in Spanish: ``translations.toml``."""

import re
import tomllib
from pathlib import Path

_PLACE = "{}"


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split(_PLACE))), re.DOTALL)


_SENTENCES: list[tuple[re.Pattern[str], str]] = [
    (_pattern(english), spanish)
    for english, spanish in tomllib.loads(
        (Path(__file__).parent / "translations.toml").read_text(encoding="utf-8"),
    ).items()
]


def translated(text: str) -> str | None:
    """A sentence in Spanish; none if there is no translation of it."""
    for pattern, spanish in _SENTENCES:
        if found := pattern.fullmatch(text):
            return spanish.format(*(translated(part) or part for part in found.groups()))
    return None
