"""The catalogues: what is committed is whole, and the public site is translated."""

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.catalogue import TRANSLATED, marked, of_public_templates

LANGUAGES = ("fr", "es", "ru", "ar", "zh_Hans", "de")
LOCALE = Path(settings.BASE_DIR) / "pressroom" / "locale"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
# What is not a sentence: placeholders, tags, entities, addresses.
NOT_PROSE = re.compile(r"%\(\w+\)[a-z]|<[^>]*>|&\w+;|https?://\S+|\{[%{#].*?[%}#]\}")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
# The forms of an Arabic plural that stand for one number each, which they say in words: none, one, two.
IN_WORDS = {("ar", 0), ("ar", 1), ("ar", 2)}


def _catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"), wrapwidth=0)


def _texts(language: str):
    """Every text of the catalogue, with its message and the form of the plural that it is, if it is one."""
    for entry in _catalogue(language).translated_entries():
        for form, text in (entry.msgstr_plural or {None: entry.msgstr}).items():
            yield entry, form, text


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
    wrong = []
    for entry, form, text in _texts(language):
        has, wanted = set(PLACEHOLDER.findall(text)), set(PLACEHOLDER.findall(entry.msgid))
        if not (has <= wanted if (language, form) in IN_WORDS else has == wanted):
            wrong.append((entry.msgid, text))
    assert wrong == []


def test_no_arabic_form_says_a_number_in_words_and_in_digits():
    doubled = [
        text for _entry, form, text in _texts("ar") if form in (1, 2) and re.search(r"\(%\(\w+\)[sd]\)", text)
    ]
    assert doubled == []


def test_french_signs_do_not_part_from_their_words_at_the_end_of_a_line():
    """Before : ; ! ? and », and after «, stands a space that does not break; in a time and an address none."""
    parted = re.compile(
        r"(?<![\u00a0\u202f]) [:;!?»]|«(?![\u00a0\u202f])|[^\s\u00a0\u202f:;!?»(/]+[;!?»]|\w:(?![\d/])"
    )
    texts = {text for _entry, _form, text in _texts("fr")}
    texts |= {path.read_text() for path in (TEMPLATES / "mail" / "fr").glob("*.txt")}
    assert [found for text in texts for found in parted.findall(NOT_PROSE.sub("", text))] == []


def test_russian_does_without_yo():
    texts = {text for _entry, _form, text in _texts("ru")}
    texts |= {path.read_text() for path in (TEMPLATES / "mail" / "ru").glob("*.txt")}
    assert [text for text in texts if "ё" in text.lower()] == []


def test_what_agrees_with_its_noun_has_a_context():
    """An event is feminine in French and Arabic; a series is one on a form, and many in the menu."""
    french, arabic = (
        {(entry.msgctxt, entry.msgid): entry.msgstr for entry in _catalogue(language)}
        for language in ("fr", "ar")
    )
    of_event = ("of an event", "Cancelled"), ("of an event", "Confirmed")
    assert [french[name] for name in of_event] == ["Annulée", "Confirmée"]
    assert [arabic[name] for name in of_event] == ["ملغاة", "مؤكَّدة"]
    assert (french[None, "Series"], french["singular", "Series"]) == ("Séries", "Série")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_public_templates_is_translated(language):
    wanted = {(context, one) for context, one, _many in of_public_templates()}
    assert {("", "Releases"), ("", "Press room"), ("", "Edition %(number)s")} <= wanted
    assert sorted(wanted - _names(_catalogue(language).translated_entries())) == []


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
