"""axe-core finds nothing to object to on any kind of public page, wide and narrow, light and dark, in any language.

Every kind is looked at in English in every look, and in each other language in one look, which goes round from page to
page. With `EVERY_LOOK=1` in the environment it is every kind in every language and look: 896 pages.
"""

import os

import pytest

from tests.browser import NO_PLAYWRIGHT
from tests.browser.public_pages import KINDS, LANGUAGES, address_of, fill

Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NO_PLAYWRIGHT).Axe
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def looks_at(kind, language):
    """The looks in which a page is looked at: each occurs in some language."""
    if language == "en" or os.environ.get("EVERY_LOOK"):
        return LOOKS
    return [LOOKS[([*KINDS].index(kind) + LANGUAGES.index(language)) % len(LOOKS)]]


@pytest.mark.usefixtures("_document")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_violation(browser, live_server, language):
    fill()
    context = browser.new_context(base_url=live_server.url, locale=language, bypass_csp=True)
    page, complaints = context.new_page(), {}
    page.on("pageerror", lambda error: complaints.setdefault(page.url, []).append(str(error)))

    for kind in KINDS:
        for width, scheme in looks_at(kind, language):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            answer = page.goto(address_of(kind, language))
            found = [
                (one["id"], [node["html"] for node in one["nodes"]])
                for one in Axe().run(page).response["violations"]
            ]
            if (wider := page.evaluate(WIDER)) > 0:
                found.append(("wider than the screen", wider))
            if found or answer.status >= 500:
                complaints[kind, width, scheme] = (answer.status, found)

    context.close()
    assert complaints == {}


def test_every_look_occurs_of_every_kind_in_some_other_language():
    for kind in KINDS:
        seen = {look for language in LANGUAGES if language != "en" for look in looks_at(kind, language)}
        assert seen == set(LOOKS)


def test_axe_would_find_one(page):
    page.set_content("<html lang='en'><title>t</title><main><h1>t</h1><img src='x'></main></html>")

    assert "image-alt" in [one["id"] for one in Axe().run(page).response["violations"]]
