"""Every kind of notice has its words in every official language, and all of them say the same things."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from institutes.enums import NoticeKind
from institutes.mail.texts import written

FOLDER = Path(settings.BASE_DIR) / "templates" / "mail"
NAMES = [f"{kind}.txt" for kind in NoticeKind] + ["frame.txt"]
VARIABLE = re.compile(r"\{\{ ([\w.]+) \}\}|\{% (.+?) %\}")
FACTS = {
    "reference": "BKK/CP/14", "language": "fr", "edition": 2, "title": "Peine & prison", "by": "Ann",
    "comment": "<b>No</b>", "public_from": "2026-11-27 03:00 UTC", "path": "/admin/x/",
}  # fmt: skip


def text(language, name):
    return (FOLDER / language / name).read_text(encoding="utf-8")


def test_there_are_the_six_official_languages_and_all_their_files():
    there = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*.txt")
        # Those about accounts have a test of their own.
        if not path.name.startswith(("account_", "_account_"))
    }

    assert there == {f"{language}/{name}" for language in settings.OFFICIAL_LANGUAGES for name in NAMES}


@pytest.mark.parametrize("language", settings.OFFICIAL_LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_language_names_the_same(language, name):
    assert VARIABLE.findall(text(language, name)) == VARIABLE.findall(text("en", name))


@pytest.mark.parametrize("language", settings.OFFICIAL_LANGUAGES)
@pytest.mark.parametrize("kind", NoticeKind)
def test_a_mail_has_a_subject_for_one_and_for_many_and_says_what_happened(language, kind):
    head, empty, lead = text(language, f"{kind}.txt").partition("\n\n")
    assert (len(head.splitlines()), empty, len(lead.splitlines())) == (2, "\n\n", 1)

    one, body = written(kind, language, [FACTS])
    many, _body = written(kind, language, [FACTS] * 3)

    assert one != many
    assert "BKK/CP/14" in one
    assert "3" in many
    assert body.startswith(lead)
    # Plain text: nothing is escaped, and nothing is left out.
    for fact in ("BKK/CP/14 · Français", "Peine & prison", "Ann", "<b>No</b>", "2026-11-27 03:00 UTC"):
        assert fact in body
    assert "\nhttp://testserver/admin/x/\n" in body
    assert body.endswith("\nhttp://testserver/admin/account/mail/\n")
    assert not {"{", "}"} & {*one, *many, *body}
    if language != "en":
        assert text(language, f"{kind}.txt") != text("en", f"{kind}.txt")


def test_what_is_not_known_has_no_line():
    _subject, body = written(NoticeKind.CATALOGUE, "en", [{"reference": "HEUNI", "path": "/admin/y/"}])

    assert "\n\nHEUNI\nhttp://testserver/admin/y/\n\n-- \n" in body
