"""The catalogues: what is committed is whole, and the public site is translated."""

import ast
import gettext
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGES = ("fr", "es", "ru", "ar", "zh_Hans", "de")
LOCALE = Path(settings.BASE_DIR) / "pressroom" / "locale"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
# templatize turns every string of a template into a call with a Python literal.
CALL = re.compile(r"gettext\(u?('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")|ngettext\(u?('(?:\\.|[^'\\])*')")


def _catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"), wrapwidth=0)


def _public_strings() -> set[str]:
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        if path.relative_to(TEMPLATES).parts[0] != "admin":
            calls = CALL.findall(templatize(path.read_text(), origin=str(path)))
            found.update(ast.literal_eval(one or other) for one, other in calls)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_what_the_source_says(language):
    source = _catalogue(language)
    wanted = {}
    for entry in source.translated_entries():
        for form, text in (entry.msgstr_plural or {None: entry.msgstr}).items():
            key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
            wanted[key if form is None else (key, form)] = text
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("", None)
    assert compiled == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_fuzzy(language):
    assert [entry.msgid for entry in _catalogue(language) if entry.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_the_placeholders(language):
    wrong = [
        (entry.msgid, text)
        for entry in _catalogue(language).translated_entries()
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_public_templates_is_translated(language):
    wanted = _public_strings()
    assert {"Releases", "Press room", "%(number)s release"} <= wanted
    translated = {entry.msgid for entry in _catalogue(language).translated_entries()}
    assert sorted(wanted - translated) == []


@pytest.mark.django_db
def test_the_arabic_pages_speak_arabic(client):
    page = client.get("/ar/").content.decode()
    assert 'dir="rtl"' in page
    for word in ("النشرات الصحفية", "المناسبات", "المعاهد", "السلاسل"):
        assert f">{word}</a>" in page
