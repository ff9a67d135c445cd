"""What keeps somebody from reading a page is found, or the tests of pages would find nothing."""

from playwright.sync_api import Browser

from tests.web.reading import unreadable

FAULTY = """
<!doctype html>
<html lang="es">
<title>Faulty</title>
<main>
<h1>Faulty</h1>
<p style="color: #bbb; background: #fff">Pale</p>
<img src="data:,">
<button></button>
</main>
"""


def test_serious_faults_of_a_page_are_found_with_their_elements(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(FAULTY)
    found = {rule: elements for rule, _, elements in unreadable(page)}
    assert found.keys() == {"button-name", "color-contrast", "image-alt"}
    assert found["image-alt"] == ['<img src="data:,">']
    page.close()
