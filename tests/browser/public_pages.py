"""One page of every kind that the public can see, in each language of the site, and the rows they need."""

from datetime import timedelta

from django.utils import timezone

from institutes.enums import Language
from tests.factories import (
    NOON,
    SECOND,
    make_attachment,
    make_contact,
    make_event,
    make_institute,
    make_logo,
    make_photo,
    make_public_release,
    make_series,
    make_withdrawn_release,
)

LANGUAGES = tuple(Language.values)
# Every kind of page, by its address in a language.
KINDS = {
    "front": "",
    "list": "releases/",
    "list filtered": "releases/?q=extradition&institute=heuni&from=2005&language=all",
    "list with errors": "releases/?q=nothing-like-it&from=yesterday&kind=poem",
    "list with nothing found": "releases/?q=nothing-like-it",
    "facet": "releases/?facet=institute&language=all",
    "release": "releases/TEST/SER/1/",
    "release with photos": "releases/TEST/SER/2/",
    "release corrected": "releases/TEST/SER/3/",
    "release withdrawn": "releases/TEST/SER/4/",
    "release withdrawn with its text": "releases/TEST/SER/5/",
    "release with a corrigendum": "releases/TEST/SER/6/",
    "edition": "releases/TEST/SER/3/editions/1/",
    "comparison": "releases/TEST/SER/3/editions/1/?against=2",
    "language missing": "releases/TEST/SER/{missing}/",
    "archive of a year": "releases/2005/",
    "archive of a month": "releases/2005/04/",
    "archive of a day": "releases/2005/04/21/",
    "corrections": "corrections/",
    "series list": "series/",
    "series": "series/TEST/SER/",
    "event list": "events/",
    "event": "events/crime-congress-11/",
    "event cancelled": "events/cancelled/",
    "institute list": "institutes/",
    "institute": "institutes/heuni/",
    "institute with a logo": "institutes/invented/",
    "about": "about/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "not found": "nothing-here/",
    "symbol unknown": "/symbol/TEST/SER/99",
}
TITLES = {
    "en": "Invented title",
    "fr": "Titre inventé",
    "es": "Título inventado",
    "ru": "Придуманный заголовок",
    "ar": "عنوان مخترع",
    "zh-hans": "虚构的标题",
    "de": "Erfundener Titel",
}
# The release of this number is in this language alone.
ONLY_ENGLISH, ONLY_FRENCH = 7, 8


def address_of(kind: str, language: str) -> str:
    """Where a page of that kind is in that language. That of a symbol has no language: the browser asks for one."""
    path = KINDS[kind].format(missing=ONLY_FRENCH if language == "en" else ONLY_ENGLISH)
    return path if path.startswith("/") else f"/{language}/{path}"


def fill() -> None:
    """What the pages show. The document of quickstart has to be there before."""
    now = timezone.now()
    make_series("TEST/SER", title="Invented series", office="Invented office")
    event = make_event("going-on", starts_on=now.date(), ends_on=(now + timedelta(days=3)).date())
    make_event("cancelled", status="cancelled", starts_on=NOON.date(), ends_on=NOON.date())
    institute = make_institute("invented", city="Turin", country="IT", latitude="45.07", longitude="7.69")
    make_logo(institute)
    about = {"institutes": (institute,), "events": (event,)}
    for language in LANGUAGES:
        _add_versions(language, about)
    make_public_release(symbol="TEST/SER/6/Corr.1", title="Invented corrigendum", **about)
    for number, language in ((ONLY_ENGLISH, "en"), (ONLY_FRENCH, "fr")):
        make_public_release(symbol=f"TEST/SER/{number}", language=language, title=TITLES[language])


def _add_versions(language: str, about: dict) -> None:
    title = TITLES[language]
    said = {"language": language, "title": title, "body": _body(title)} | about
    plain = make_public_release(symbol="TEST/SER/1", subtitle=title, **said)
    make_contact(plain, email="invented@example.org")
    make_attachment(plain)
    pictured = make_public_release(symbol="TEST/SER/2", **said)
    for size in ((1200, 800), (800, 1200), (64, 48)):
        make_photo(pictured, size=size, caption="Invented caption.", credit="Invented credit")
    first = make_public_release(symbol="TEST/SER/3", superseded_at=NOON + SECOND, **said)
    make_public_release(
        symbol="TEST/SER/3", edition=2, previous=first, publish_at=NOON + SECOND, correction_note=title,
        **said | {"body": _body(f"{title} 2")},
    )  # fmt: skip
    make_withdrawn_release(symbol="TEST/SER/4", **said)
    make_withdrawn_release(symbol="TEST/SER/5", withdrawal_keeps_text=True, **said)
    make_public_release(symbol="TEST/SER/6", **said)


def _body(text: str) -> str:
    cells = "".join(f"<td><p>{text}</p></td>" for _cell in range(6))
    return (
        f"<h2>{text}</h2><p>{text} <a href='https://example.org/'>{text}</a>. {f'{text}. ' * 20}</p>"
        f"<ul><li><p>{text}</p></li></ul><blockquote><p>{text}</p></blockquote>"
        f"<table><tbody><tr>{cells}</tr><tr>{cells}</tr></tbody></table><p>{'x' * 90}</p>"
    )
