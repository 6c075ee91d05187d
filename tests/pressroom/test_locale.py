"""The catalogues: what is committed is whole, and the public site is translated."""

import ast
import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from tests.catalogue import TRANSLATED, marked

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


def _names(entries):
    return {(entry.msgctxt or "", entry.msgid) for entry in entries if not entry.obsolete}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_of_the_desk_is_translated(language):
    wanted = {(context, one) for context, one, _many in marked(desk_only=True)}
    assert {("", "Submit for approval"), ("", "No title was found."), ("", "an unknown account")} <= wanted
    assert sorted(wanted - _names(_catalogue(language).translated_entries())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_that_is_marked_is_in_the_catalogue(language):
    wanted = {(context, one) for context, one, _many in marked()}
    assert sorted(wanted - _names(_catalogue(language))) == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs gettext: apt install gettext")
def test_makemessages_finds_nothing_that_the_catalogue_lacks(tmp_path, monkeypatch):
    for name in ("institutes", "pressroom", "releases", "templates"):
        shutil.copytree(Path(settings.BASE_DIR) / name, tmp_path / name)
    shutil.copy(Path(settings.BASE_DIR) / "manage.py", tmp_path)
    for name in ("SECRET_KEY", "SITE_URL", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)
    command = [sys.executable, "manage.py", "makemessages", "-l", "fr", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    made = polib.pofile(str(tmp_path / "pressroom" / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    assert {("", "Submit for approval"), ("", "No title was found.")} <= _names(made)
    assert sorted(_names(made) - _names(_catalogue("fr"))) == []
