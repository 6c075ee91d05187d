"""Public pages at every width: nothing scrolls sideways, nothing moves, every target can be hit, and little is sent."""

import gzip

import pytest

from tests.browser import NO_PLAYWRIGHT
from tests.browser.public_pages import KINDS, address_of, fill

pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("_document"),
]

# A page of 1280 px is 320 px wide at 400 %.
WIDTHS = (320, 375, 768, 1280, 2560)
SMALLEST_TARGET = 24
# HTML, stylesheets and scripts of a release.
HEAVIEST = 20_000
WATCH = """
  window.moved = [];
  new PerformanceObserver((seen) => seen.getEntries().forEach((one) => window.moved.push(
    one.value, ...one.sources.map((source) => source.node?.outerHTML?.slice(0, 100)),
  ))).observe({ type: "layout-shift", buffered: true });
"""
LOOK = """(smallest) => {
  const isInText = (target) => {
    const around = target.closest("p, li, td, dd, figcaption");
    const alone = target.textContent.trim();
    return getComputedStyle(target).display === "inline" && around && around.textContent.trim() !== alone;
  };
  const targets = [...document.querySelectorAll("a[href], button, input, select, summary, textarea")];
  const small = targets.filter((target) => {
    const { width, height } = target.getBoundingClientRect();
    if (target.closest("svg, .skip, .past-filter") || !width || !height || isInText(target)) return false;
    return width < smallest || height < smallest;
  });
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    "wider than the screen": Math.max(0, scrollWidth - clientWidth),
    "moved": window.moved,
    "small targets": small.map((target) => target.outerHTML.slice(0, 100)),
  };
}"""


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_no_page_is_too_wide_moves_or_has_a_target_too_small(browser, live_server, language):
    fill()
    context = browser.new_context(base_url=live_server.url, locale=language)
    context.add_init_script(WATCH)
    page, complaints = context.new_page(), {}

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for kind in KINDS:
            page.goto(address_of(kind, language))
            found = {what: seen for what, seen in page.evaluate(LOOK, SMALLEST_TARGET).items() if seen}
            if found:
                complaints[kind, width] = found

    context.close()
    assert complaints == {}


def test_a_release_is_light(page, live_server):
    fill()
    sent = {}
    page.on("response", lambda answer: sent.setdefault(answer.url, answer))
    page.goto(f"{live_server.url}/en/releases/TEST/SER/1/", wait_until="networkidle")

    weights = {
        answer.url: len(gzip.compress(answer.body(), 9))
        for answer in [*sent.values()]
        if answer.request.resource_type in {"document", "stylesheet", "script"}
    }
    assert len(weights) > 3
    assert sum(weights.values()) <= HEAVIEST, weights
