"""Numbers, money, dates and the like as they are written in Spanish."""

import re
from datetime import date, datetime

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"

_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def number(value: float, decimals: int = 0) -> str:
    """A number, for example 45 349 or 1,5."""
    return f"{value:_.{decimals}f}".replace(".", ",").replace("_", NARROW_SPACE).replace("-", "−")


def counted(value: int, one: str, many: str) -> str:
    """A number with what it counts, for example "1 película" or "3 películas"."""
    return f"{number(value)}{NO_BREAK_SPACE}{one if value == 1 else many}"


def money(value: float) -> str:
    """An amount in US dollars to the dollar, for example 30 000 000 US$."""
    return f"{number(value)}{NO_BREAK_SPACE}US$"


def short_money(value: float) -> str:
    """An amount in US dollars short of digits, for example 373,6 M US$."""
    if abs(value) >= 999_500:
        millions = number(value / 1_000_000, 0 if abs(value) >= 999_500_000 else 1).removesuffix(",0")
        return f"{millions}{NO_BREAK_SPACE}M US$"
    return money(value)


def percent(share: float, decimals: int = 1) -> str:
    """A share of one as a percentage, for example 12,5 %."""
    return f"{number(100 * share, decimals)}{NO_BREAK_SPACE}%"


def day(value: date) -> str:
    """A date in words, for example 22 de noviembre de 1995."""
    return f"{value.day} de {_MONTHS[value.month - 1]} de {value.year}"


def moment(value: datetime) -> str:
    """A time in UTC to the minute, for example 22/11/2026, 06:24 UTC."""
    return f"{value:%d/%m/%Y, %H:%M} UTC"


def duration(minutes: int) -> str:
    """A length in minutes, for example 1 h 21 min."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours}{NO_BREAK_SPACE}h"] if hours else []) + ([f"{rest}{NO_BREAK_SPACE}min"] if rest or not hours else [])
    return " ".join(parts)


_OF_ROLES = {
    "voice": "voz",
    "uncredited": "sin acreditar",
    "archive footage": "imágenes de archivo",
    "archival footage": "imágenes de archivo",
    "archive sound": "sonido de archivo",
    "singing voice": "voz al cantar",
    "credit only": "solo en los créditos",
    "himself": "él mismo",
    "herself": "ella misma",
    "themselves": "ellos mismos",
    "narrator": "narrador",
}
"""What stands beside the names of roles, or in their place."""


def character(name: str | None) -> str:
    """The name of a role, with what the data say in English beside it in Spanish, for example Woody (voz)."""
    if not name:
        return ""
    if name.casefold() in _OF_ROLES:
        return _OF_ROLES[name.casefold()].capitalize()
    return _IN_BRACKETS.sub(lambda found: f"({_OF_ROLES.get(found[1].strip().casefold(), found[1])})", name)


def note(text: str) -> str:
    """What the search says of a name, which is in English where it is more than a year."""
    if text.startswith("known for "):
        return f"por {text.removeprefix('known for ')}"
    films = text.partition(" film")[0]
    return counted(int(films), "película", "películas") if films.isdecimal() and films != text else text
