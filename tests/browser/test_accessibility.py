"""axe-core finds nothing to object to on any kind of public page, wide and narrow, light and dark, in Arabic too."""

import pytest

from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_event, make_institute, make_public_release

Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NO_PLAYWRIGHT).Axe
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("_document"),
]

PAGES = [
    "/en/",
    "/en/releases/",
    "/en/releases/?q=extradition&institute=heuni&from=2005",
    "/en/releases/?q=nothing-like-it&from=yesterday&kind=poem",
    "/en/releases/?facet=institute",
    "/en/releases/BKK/CP/14/",
    "/ru/releases/BKK/CP/14/",
    "/en/releases/2005/",
    "/en/releases/2005/04/",
    "/en/releases/2005/04/21/",
    "/en/corrections/",
    "/en/series/",
    "/en/series/BKK/CP/",
    "/en/events/",
    "/en/events/crime-congress-11/",
    "/en/institutes/",
    "/en/institutes/isisc/",
    "/symbol/BKK/CP/99",
    "/en/nothing-here/",
    "/en/about/",
    "/en/accessibility/",
    "/ar/privacy/",
    "/de/about/",
    "/ar/",
    "/ar/releases/",
    "/ar/releases/TEST/AR/1/",
    "/zh-hans/institutes/heuni/",
]
LOOKS = {"wide": (1280, "light"), "narrow": (375, "light"), "dark": (1280, "dark")}


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_violation(browser, live_server, look):
    make_public_release(
        symbol="TEST/AR/1", language="ar", title="عنوان مخترع", institutes=(make_institute(),)
    )
    make_public_release(symbol="BKK/CP/9", events=(make_event(status="cancelled"),))
    make_public_release(symbol="BKK/CP/9/Corr.1", title="Invented corrigendum")
    width, scheme = LOOKS[look]
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = context.new_page()
    complaints, errors = {}, []
    page.on("pageerror", lambda error: errors.append(str(error)))

    for address in PAGES:
        page.goto(address)
        found = Axe().run(page).response["violations"]
        if found:
            complaints[address] = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            complaints[f"{address} is wider than the screen"] = wider

    context.close()
    assert (complaints, errors) == ({}, [])


def test_axe_would_find_one(page):
    page.set_content("<html lang='en'><title>t</title><main><h1>t</h1><img src='x'></main></html>")

    assert "image-alt" in [one["id"] for one in Axe().run(page).response["violations"]]
