"""The words of the notices, in each of the six languages: one file for each kind, and one that frames them.

A file has the subject for one thing, the subject for several, an empty line, and what happened.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.urls import reverse

from institutes.enums import Language, NoticeKind

FOLDER = "mail"


@cache
def _engine() -> Engine:
    """Templates of plain text: nothing in them is escaped."""
    return Engine(dirs=[str(Path(settings.BASE_DIR) / "templates")], autoescape=False)


def written(kind: NoticeKind, language: str, facts: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """Subject and text of one mail of `kind` about these things, in `language`, one of the six official ones.

    Facts that are used: `reference`, `language` (a code), `edition`, `title`, `by`, `comment`, `public_from` (as it
    is written) and `path`, that of the page at the desk.
    """
    items = [_item(one) for one in facts]
    words = {"reference": items[0]["reference"], "count": len(items)}
    head, _empty, lead = _rendered(f"{language}/{kind}.txt", words).partition("\n\n")
    one, _end, many = head.partition("\n")
    choices = settings.SITE_URL + reverse("admin:account_mail")
    text = _rendered(f"{language}/frame.txt", {"lead": lead.strip(), "items": items, "choices": choices})
    return (one if len(items) == 1 else many), text


def _item(facts: Mapping[str, Any]) -> dict[str, Any]:
    code = facts.get("language", "")
    return {
        **facts,
        "language": Language(code).label if code else "",
        "edition": facts.get("edition", 1),
        "address": settings.SITE_URL + facts.get("path", ""),
    }


def _rendered(name: str, words: Mapping[str, Any]) -> str:
    return _engine().get_template(f"{FOLDER}/{name}").render(Context(dict(words), autoescape=False))
