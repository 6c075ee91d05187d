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
