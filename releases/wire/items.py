"""The signs that items of a list begin with: bullets of every kind, dashes, numbers, letters; and those of topics."""

import re
from dataclasses import dataclass, replace

from releases.wire import vocabulary
from releases.wire.dates import MONTH_NUMBERS
from releases.wire.lines import Line

# Word draws its bullets with letters of symbol fonts, which a copy as text keeps in the private use area.
_SYMBOL_FONTS = "\uf020-\uf0ff"
BULLETS = f"•·●▪■◼◾◦○►▸▶▷▹‣⁃∙➢➣➤➔➜→⇒❖◆◇◊□▫❑❒✓✔✗✘✦★☆{_SYMBOL_FONTS}"
"""Signs that are nothing else than bullets, for a set of a regular expression."""

# In Symbol and Wingdings these letters are bullets: a copy without its fonts shows the letter itself.
_FONT_LETTERS = "oØü§"
_ITEM = re.compile(
    rf"(?:(?P<bullet>[{BULLETS}])\s*|(?P<sign>--?|–|—|―|−|\*|\?|[{_FONT_LETTERS}])\s+|(?P<glued>--)(?=\w)"
    r"|\(?(?P<number>\d{1,2})[.)]\)?\s+|\(?(?P<letter>[a-z])[.)]\s+|\(?(?P<roman>[ivx]{2,4})[.)]\s+"
    r"|(?P<han>[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）))(?=\S)"
)
_ALONE = re.compile(
    rf"[{BULLETS}]|(?P<weak>--?|–|—|―|\*|\?|[{_FONT_LETTERS}]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\)?)"
)
_TOPIC = re.compile(r"\*\*+\s*(?=[^\s*])")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LONGEST_SIGN = 20


@dataclass(frozen=True, slots=True)
class Bullet:
    """What an item begins with: a `family` of signs, and the `place` that it counts, 0 where it counts none.

    `is_sure` says that the sign is nothing else than a bullet; a dash, a letter or a number may as well stand in a
    sentence.
    """

    family: str
    place: int = 0
    is_sure: bool = False


def read_bullet(text: str) -> Bullet | None:
    """The bullet that a line begins with; none in `24. August` and `* *** *`."""
    match = _ITEM.match(text[:_LONGEST_SIGN])
    if not match or vocabulary.read_mark(text):
        return None
    kind, sign = match.lastgroup or "", match[match.lastgroup or 0]
    if kind == "number":
        following = text[match.end() : match.end() + 30].split(maxsplit=1)
        if following and following[0].lower().strip(".,") in MONTH_NUMBERS:
            return None
        return Bullet("number", int(sign))
    if kind == "letter":
        return Bullet("letter", ord(sign) - ord("a") + 1)
    if kind == "roman":
        return Bullet("letter", _ROMANS.index(sign) + 1) if sign in _ROMANS else None
    if kind == "han":
        return Bullet("number", is_sure=True)
    return Bullet("--" if kind == "glued" else sign, is_sure=kind == "bullet")


def is_list_item(text: str) -> bool:
    """Whether a line starts as a list item; `24. August` and `* *** *` do not."""
    return read_bullet(text) is not None


def is_topic(text: str) -> bool:
    """Whether a line is a heading of a briefing: `** Topic`, `**Name -- Topic`."""
    return text.startswith("**") and len(text) < 200 and bool(_TOPIC.match(text))


def without_tab(line: Line) -> Line:
    """A line whose bullet a tab parts from its text, as in copies from Word, with a blank for it: it is no table."""
    raw = line.raw.strip()
    if "\t" not in raw[:_LONGEST_SIGN]:
        return line
    sign, _tab, text = raw.partition("\t")
    if "\t" in text or not is_bare_bullet(sign.strip()):
        return line
    margin = line.raw[: len(line.raw) - len(line.raw.lstrip())]
    return replace(line, raw=f"{margin}{sign.strip()} {text.strip()}")


def is_bare_bullet(text: str) -> bool:
    """Whether a line is a bullet and nothing else."""
    return len(text) <= 6 and bool(_ALONE.fullmatch(text))


def is_weak_bullet(text: str) -> bool:
    """Whether a bare bullet may be something else: a dash, a page number, a letter."""
    match = _ALONE.fullmatch(text) if len(text) <= 6 else None
    return match is not None and match["weak"] is not None


def follows(bullet: Bullet, before: Bullet) -> bool:
    """Whether one item comes after another of the same list: the same sign, or the next number."""
    if bullet.family != before.family:
        return False
    return bullet.place in {0, before.place + 1} or (bullet.family == "letter" and bullet.place == 1)
