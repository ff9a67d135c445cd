"""What somebody cannot read or use on a page, as axe-core finds it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SERIOUS = {"serious", "critical"}


def unreadable(page: Page) -> list[tuple[str, str, list[str]]]:
    """The serious violations on a page: the rule, what it asks for, and the elements."""
    violations = Axe().run(page).response["violations"]
    return [
        (violation["id"], violation["help"], [node["html"] for node in violation["nodes"]])
        for violation in violations
        if violation["impact"] in _SERIOUS
    ]
