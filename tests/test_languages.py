"""Every text of a public page is in the language that the nearest `lang` above it says."""

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.factories import NOON, SECOND, make_public_release, make_withdrawn_release

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"
CATALOGUE = ("institutes", "congresses", "bkk-cp-14")
ROWS = [
    row["fields"]
    for name in CATALOGUE[:2]
    for row in json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
]
LANGUAGES = settings.OFFICIAL_LANGUAGES
PAGES = (
    *("", "releases/?language=all", "releases/2005/", "releases/2005/04/", "releases/2005/04/21/"),
    *("releases/?q=123456789", "releases/?from=99-99", "releases/BKK/CP/14/", "releases/TEST/SER/1/"),
    *(
        "events/",
        "events/crime-congress-11/",
        "events/crime-congress-14/",
        "events/crime-congress-11-workshop-2/",
    ),
    *("institutes/", "institutes/heuni/", "institutes/isisc/", "institutes/kicj/", "institutes/bi/"),
    *("series/", "series/BKK/CP/", "nothing/", "corrections/", "about/", "accessibility/", "privacy/"),
    *("releases/?facet=institute&language=all", "releases/BKK/CP/99/", "releases/CORRECTED/1/editions/1/"),
    *("releases/CORRECTED/1/", "releases/CORRECTED/1/editions/1/?against=2", "releases/WITHDRAWN/1/"),
)
LATIN = {"en", "fr", "es", "de", "it"}
SCRIPTS = {
    "latin": (re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]{2,}"), LATIN),
    "cyrillic": (re.compile(r"[Ѐ-ӿ]{2,}"), {"ru"}),
    "arabic": (re.compile(r"[؀-ۿ]{2,}"), {"ar"}),
    "han": (re.compile(r"[一-鿿]+"), {"zh"}),
}
# What is written the same in every language.
SAME_EVERYWHERE = (
    # Addresses and e-mail.
    re.compile(r"https?://\S+|\S+@\S+\.\w+|(?:/[A-Za-z0-9.-]+)+/"),
    # Symbols of documents and series: BKK/CP/14, A/CONF.203/18, E/RES/1989/56.
    re.compile(r"(?<![A-Za-z])[A-Z]+(?:[./][A-Za-z0-9.()]+)+"),
    # The one series whose letters are a word: Note No. 5818.
    re.compile(r"^Note$"),
    # SHA-256 of a text.
    re.compile(r"\b[0-9a-f]{64}\b"),
    # Names of programs and formats, and a word of browsers that has no other in most languages.
    re.compile(r"\b(?:axe|BibTeX|[Cc]ookies?|Web)(?![A-Za-z])"),
    # Acronyms: HEUNI, KIC, UNODC; Roman numbers; file formats and algorithms.
    re.compile(r"(?<![A-Za-z])[A-Z][A-Z0-9-]{1,9}(?![A-Za-z])"),
)
# Not read, or no language but commands, or, as the title of a page, without room for an element that would say it.
OUTSIDE = {"code", "script", "style", "svg", "title"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SAID = ("alt", "title", "aria-label", "placeholder")


class Texts(HTMLParser):
    """The texts of a page, each with the language that is said for it, attributes that are read out included."""

    def __init__(self):
        super().__init__()
        self.open = [("", "")]
        self.found = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        language = named["lang"] if "lang" in named else self.open[-1][1]
        self.found += [(named[name], language) for name in SAID if named.get(name)]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        text = " ".join(data.split())
        if text and not OUTSIDE & {tag for tag, _language in self.open}:
            self.found.append((text, self.open[-1][1]))


def texts_of(page):
    texts = Texts()
    texts.feed(page)
    return texts.found


def foreign(found, english=()):
    """The texts whose language is not said, with what was said for them; `english` are known texts in English."""
    wrong = []
    for text, said in found:
        rest = text
        for same in SAME_EVERYWHERE:
            rest = same.sub(" ", rest)
        main = said.partition("-")[0]
        if any(pattern.search(rest) and main not in allowed for pattern, allowed in SCRIPTS.values()) or (
            main != "en" and any(known in text for known in english)
        ):
            wrong.append((text, said))
    return wrong


def known_english():
    """What the catalogue says in English and says otherwise in no other language."""
    texts = [row for row in ROWS if "language" in row]
    columns = ("name", "description", "founded_note", "consultative_status")
    said = {(row["language"], row.get(column)) for row in texts for column in columns}
    others = {text for language, text in said if language != "en"}
    return sorted(text for language, text in said if language == "en" and text and text not in others)


@pytest.fixture
def catalogue():
    call_command("loaddata", *(FIXTURES / f"{name}.json" for name in CATALOGUE), verbosity=0)
    titles = {
        "en": "Invented title",
        "fr": "Titre inventé",
        "es": "Título inventado",
        "ru": "Придуманный заголовок",
        "ar": "عنوان مخترع",
        "zh-hans": "虚构的标题",
        "de": "Erfundener Titel",
    }
    for language, title in titles.items():
        make_public_release(
            symbol="TEST/SER/1", language=language, title=title, body=f"<p>{title}.</p>",
            issued_on=date(2005, 4, 21), dateline_city="",
        )  # fmt: skip
        first = make_public_release(
            symbol="CORRECTED/1", language=language, title=title, body=f"<p>{title}.</p>",
            publish_at=NOON, superseded_at=NOON + SECOND, dateline_city="",
        )  # fmt: skip
        make_public_release(
            symbol="CORRECTED/1", language=language, title=f"{title} 2", body=f"<p>{title}!</p>", edition=2,
            previous=first, publish_at=NOON + SECOND, correction_note=title, dateline_city="",
        )  # fmt: skip
        make_withdrawn_release(
            symbol="WITHDRAWN/1", language=language, title=title, withdrawal_reason=title, dateline_city="",
            body=f"<p>{title}.</p>",
        )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_its_language(catalogue, language):
    english, wrong = known_english(), {}
    for page in PAGES:
        response = Client().get(f"/{language}/{page}", follow=True)
        found = foreign(texts_of(response.content.decode()), english)
        if found:
            wrong[page] = found

    assert wrong == {}


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<html lang="ar"><p>Based in Invented Town</p>', "Based in Invented Town"),
        ('<html lang="ru"><img alt="A photo">', "A photo"),
        ('<html lang="en"><p>中文</p>', "中文"),
        ('<html lang="en"><bdi lang="fr">Русский</bdi>', "Русский"),
        ('<html lang="fr"><b>Invented Institute</b>', "Invented Institute"),
    ],
)
def test_a_text_in_another_language_than_is_said_is_found(page, text):
    assert [wrong for wrong, _said in foreign(texts_of(page), ["Invented Institute"])] == [text]


@pytest.mark.parametrize(
    "page",
    [
        '<html lang="ar"><bdi lang="en">Based in Invented Town</bdi>',
        '<html lang="zh-Hans"><p>HEUNI, BKK/CP/14, https://heuni.fi/</p>',
        '<html lang="fr"><b lang="en">Invented Institute</b>',
        '<html lang="ru"><script>let a = "English words"</script>',
    ],
)
def test_what_says_its_language_or_has_none_is_right(page):
    assert foreign(texts_of(page), ["Invented Institute"]) == []
