"""Invented texts as programs put them on the clipboard, each beside the body that has to come of it.

`word-comments.html` is what Word gives; `word-comments.body.html` what the editor keeps, one block on each line,
after a comment with the sentence that says what was left out, if anything was.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_SAID = re.compile(r"\A<!-- (.+) -->\n")


@dataclass(frozen=True)
class Sample:
    name: str
    markup: str
    body: str
    left_out: str

    def __str__(self) -> str:
        return self.name


def _sample(path: Path) -> Sample:
    expected = path.with_suffix(".body.html").read_text(encoding="utf-8")
    said = _SAID.match(expected)
    body = _SAID.sub("", expected).replace("\n", "")
    return Sample(path.stem, path.read_text(encoding="utf-8"), body, said[1] if said else "")


SAMPLES = [_sample(path) for path in sorted(FOLDER.glob("*.html")) if not path.name.endswith(".body.html")]

SAFE = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Fa%3Fb%3D1&data=05"
ADDRESSES = {
    "https://www.un.org/": "https://www.un.org/",
    " HTTP://un.org ": "HTTP://un.org",
    "mailto:press@example.org": "mailto:press@example.org",
    "tel:+431260600": "tel:+431260600",
    "www.un.org": "https://www.un.org",
    "unodc.org/a?b=1#c": "https://unodc.org/a?b=1#c",
    "example.org:8443/": "https://example.org:8443/",
    "//cdn.example.org/a": "https://cdn.example.org/a",
    "президент.рф": "https://президент.рф",
    "press@example.org": "mailto:press@example.org",
    SAFE: "https://www.example.org/a?b=1",
    "https://www.google.com/url?q=https://example.org/report&sa=D": "https://example.org/report",
    "https://www.google.com/url?q=javascript:alert(1)": "https://www.google.com/url?q=javascript:alert(1)",
    "javascript:alert(1)": "",
    "file:///C:/draft.docx": "",
    "data:text/html,x": "",
    "draft.docx": "",
    "#_ftn1": "",
    "/en/releases/": "",
    "///x": "",
    "somewhere": "",
    "1.5": "",
    "": "",
}
"""Addresses of links, each with what is kept of it."""
