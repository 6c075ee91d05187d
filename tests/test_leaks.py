"""What is not public does not exist: no door tells an outsider that it is there, or when it will be.

Worlds are compared. Every door is asked at the second before, at and after a moment, in a world that holds
something hidden and in one that does not; status, headers and body have to be the same to the byte. The
worlds are made of rows and only the clock is set, so nothing that runs or fails to run can help.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from institutes.models import Institute, Proposal
from releases.models import (
    Attachment,
    Comment,
    Contact,
    Event,
    FormerReference,
    JointSymbol,
    Photo,
    PreviewLink,
    Release,
    ReleaseAttachment,
    ReleaseContact,
    ReleaseLink,
    ReleasePhoto,
    Series,
    Timestamp,
)
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
    make_release,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db

MOMENT = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
BEFORE, AT, AFTER = MOMENT - SECOND, MOMENT, MOMENT + SECOND
DAY = timedelta(days=1)
PHOTO = "hidden-photo-0000000000"
LOGO = "hidden-logo-00000000000"
FILE = "hidden-file-00000000000"

OWN = "/en/releases/BKK/CP/15/"
# Every pattern that outsiders may ask, each with the addresses at which it is asked.
DOORS = {
    "": ["/"],
    "front": ["/en/", "/fr/"],
    "about": ["/en/about/", "/de/about/"],
    "accessibility": ["/en/accessibility/", "/ar/accessibility/"],
    "privacy": ["/en/privacy/"],
    "releases:list": [
        "/en/releases/?language=all",
        "/en/releases/?q=sentinel&language=all",
        "/en/releases/?q=hiddenword",
        "/en/releases/?q=BKK/CP/15",
        "/en/releases/?institute=heuni&event=congress&series=BKK/CP",
        "/en/releases/?series=SECRET",
        "/en/releases/?institute=proposed",
        "/en/releases/?event=proposed&language=all",
        "/en/releases/?city=helsinki&language=all",
        "/en/releases/?facet=institute&language=all",
        "/en/releases/?facet=series&find=secret",
        "/fr/releases/",
    ],
    "releases:corrections": [
        "/en/corrections/",
        "/en/corrections/?language=all",
        "/en/corrections/?year=2030",
        "/fr/corrections/",
    ],
    "releases:suggestions": [
        f"/en/suggestions/?q={text}" for text in ("sentinel", "hiddenw", "BKK", "bkkcp1", "SECRET", "PROP")
    ],
    "releases:year": ["/en/releases/2005/", "/en/releases/2004/"],
    "releases:month": ["/en/releases/2005/04/"],
    "releases:day": ["/en/releases/2005/04/21/", "/en/releases/2005/04/22/"],
    "releases:detail": [
        OWN,
        "/en/releases/bkk/cp/15/",
        "/fr/releases/BKK/CP/15/",
        "/en/releases/BKK/CP/14/",
        "/fr/releases/BKK/CP/14/",
        "/en/releases/SECRET/1/",
    ],
    "releases:edition": [
        f"/en/releases/BKK/CP/{number}/editions/{edition}"
        for number in (14, 15)
        for edition in ("1/", "2/", "3/", "1/?against=2", "2/?against=1")
    ],
    "releases:text": [
        "/en/releases/BKK/CP/15.txt",
        "/en/releases/BKK/CP/14.txt",
        "/fr/releases/BKK/CP/14.txt",
    ],
    "releases:card": [
        "/en/releases/BKK/CP/15.png",
        "/en/releases/BKK/CP/14.png",
        "/fr/releases/BKK/CP/14.png",
    ],
    "releases:edition-text": [
        f"/en/releases/BKK/CP/{number}/editions/{edition}.txt" for number in (14, 15) for edition in (1, 2, 3)
    ],
    "releases:timestamp": ["/en/releases/BKK/CP/15.tsr", "/fr/releases/BKK/CP/14.tsr"],
    "releases:edition-timestamp": [
        f"/en/releases/BKK/CP/{number}/editions/{edition}.tsr" for number in (14, 15) for edition in (1, 2, 3)
    ],
    "releases:bibtex": [f"/en/releases/BKK/CP/{number}.bib" for number in (14, 15)],
    "releases:ris": [f"/en/releases/BKK/CP/{number}.ris" for number in (14, 15)],
    "hashes": ["/hashes/2005-04.txt", "/hashes/2030-01.txt", "/hashes/2032-07.txt"],
    "releases:series-list": ["/en/series/"],
    "releases:series": ["/en/series/BKK/CP/", "/en/series/SECRET/", "/en/series/PROP/"],
    "events:list": ["/en/events/"],
    "events:detail": ["/en/events/congress/", "/en/events/proposed/", "/en/events/proposed-part/"],
    "institutes:list": ["/en/institutes/"],
    "institutes:detail": ["/en/institutes/heuni/", "/en/institutes/proposed/"],
    "symbol": [
        "/symbol/BKK/CP/15",
        "/symbol/bkkcp14",
        "/symbol/SG/SM/777",
        "/symbol/SECRET/2",
        "/symbol/PROP/1",
    ],
    "site-logo": ["/media/site/0123456789abcdef.svg"],
    "shared": [f"/preview/{'x' * 43}/"],
    "shared-answers": [f"/preview/{'x' * 43}/answers/"],
    "shared-text": [f"/preview/{'x' * 43}.txt"],
    "shared-file": [f"/preview/{'x' * 43}/{FILE}/hiddenword.csv"],
    "attachments:attachment": [f"/media/attachments/{FILE}/hiddenword.csv"],
    "photos:photo": [f"/media/photos/{PHOTO}/64.jpg"],
    "logos:logo": [f"/media/logos/{LOGO}/64.jpg"],
}
# The desk asks for a password at every address.
OTHERS = {"admin"}
ADDRESSES = [address for addresses in DOORS.values() for address in addresses]
WITHOUT = {}


def names(patterns, space=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or ''}"


def test_every_door_is_on_the_list():
    found = {name for name in names(get_resolver().url_patterns) if not name.startswith("admin:")}

    assert found | {"admin"} == DOORS.keys() | OTHERS


def fetch(address, at, monkeypatch):
    """All that an outsider is told at that second: status, headers with ETag and Location, body."""
    monkeypatch.setattr(timezone, "now", lambda: at)
    response = Client().get(address)
    return response.status_code, dict(response.headers), response.content


@pytest.fixture
def without(seen):
    """address → what is told where nothing is hidden: asked once, for it is the same for every test."""
    if not WITHOUT:
        WITHOUT.update(seen()[AT])
    return WITHOUT


@pytest.fixture
def seen(monkeypatch):
    """moment → address → what an outsider is told, in the world that `builders` make. Then it is gone."""

    def look(*builders, moments=(AT,), only=ADDRESSES):
        with transaction.atomic():
            build_shown()
            for build in builders:
                build()
            told = {at: {address: fetch(address, at, monkeypatch) for address in only} for at in moments}
            transaction.set_rollback(True)
        return told

    return look


def build_shown():
    """What is public in every world, with all that hidden rows could show through."""
    heuni, congress = make_institute("heuni"), make_event("congress", kind="congress")
    make_series("BKK/CP", event=congress)
    make_release(symbol="SECRET/9", title="hiddenword")
    shown = make_public_release(
        symbol="BKK/CP/14",
        title="sentinel openword",
        body="<p>sentinel</p>",
        institutes=(heuni,),
        events=(congress,),
    )
    ReleaseLink.objects.create(release=shown, kind="see", reference="BKK/CP/15")


def make_hidden(**fields):
    """A row that would show at every door if it were public."""
    release = make_release(
        **{
            "symbol": "BKK/CP/15",
            "title": "sentinel hiddenword",
            "body": "<p>sentinel hiddenword</p>",
            "issued_on": date(2005, 4, 22),
            "institutes": tuple(Institute.objects.filter(slug="heuni")),
            "events": tuple(Event.objects.filter(slug="congress")),
        }
        | fields
    )
    JointSymbol.objects.bulk_create([JointSymbol(release=release, symbol="SG/SM/777", symbol_key="sgsm777")])
    ReleaseLink.objects.bulk_create(
        [ReleaseLink(release=release, kind="background_to", reference="BKK/CP/14")]
    )
    photo = Photo.objects.filter(token=PHOTO).first()
    if photo is None:
        make_photo(release, token=PHOTO)
    else:
        ReleasePhoto.objects.create(release=release, photo=photo)
    file = Attachment.objects.filter(token=FILE).first()
    if file is None:
        make_attachment(release, token=FILE, file_name="hiddenword.csv")
    else:
        ReleaseAttachment.objects.create(release=release, attachment=file, title="Invented table")
    contact = Contact.objects.filter(office="hiddenword").first()
    contact = contact or make_contact(name="Invented Person", office="hiddenword")
    ReleaseContact.objects.create(release=release, contact=contact)
    Timestamp.objects.create(release=release, reply=b"hiddenword", stamped_at=NOON)
    return release


def make_next_edition(**fields):
    """The edition after the one that is shown."""
    shown = Release.objects.get(reference="BKK/CP/14", language="en")
    if "publish_at" in fields:
        Release.objects.filter(pk=shown.pk).update(superseded_at=fields["publish_at"])
    draft = {"symbol": "BKK/CP/14", "edition": 2, "previous": shown, "correction_note": "hiddenword"}
    return make_hidden(**draft | fields)


def make_moved_edition(**fields):
    """The edition after the one that is shown, under another symbol."""
    release = make_next_edition(symbol="BKK/CP/15", **fields)
    if release.publish_at is not None:
        FormerReference.objects.create(
            former="BKK/CP/14",
            reference="BKK/CP/15",
            language="en",
            since=release.publish_at,
            edition=release,
        )
    return release


def make_shared_draft():
    PreviewLink.objects.create(
        release=make_hidden(),
        digest="0" * 64,
        created_by=make_user(),
        created_at=BEFORE - DAY,
        expires_at=AFTER + DAY,
    )


def make_comments():
    """What people at the desk say about what is public, and about what is not."""
    for release in (Release.objects.get(reference="BKK/CP/14"), make_hidden()):
        Comment.objects.create(release=release, by=make_user(), at=NOON, text="sentinel hiddenword")


def make_secrets(**fields):
    """A series and a year that nothing public knows of, and a symbol between them."""
    make_hidden(symbol="SECRET/1", issued_on=date(2004, 4, 21), **fields)


def make_beside(*, is_proposed):
    """An institute, two events and a series, tied to all that is public as no form and no approval would."""
    shown = Release.objects.get(reference="BKK/CP/14", language="en")
    heuni, congress = Institute.objects.get(slug="heuni"), Event.objects.get(slug="congress")
    days = {"starts_on": MOMENT.date(), "ends_on": MOMENT.date(), "website": "https://hiddenword.example/"}
    named = {"name": "sentinel hiddenword", "is_proposed": is_proposed}
    institute = make_institute("proposed", acronym="HIDDENWORD", **named)
    make_logo(institute, token=LOGO)
    event = make_event("proposed", **named, **days)
    make_event("proposed-part", parent=congress, **named, **days)
    Series.objects.create(prefix="PROP", title="hiddenword", event=congress, is_proposed=is_proposed)
    event.institutes.add(heuni)
    congress.institutes.add(institute)
    make_institute("successor-of-proposed", **named, successor=heuni)
    Institute.objects.filter(pk=heuni.pk).update(successor=institute)
    shown.mentions.create(institute=institute, name_as_printed="hiddenword")
    shown.events.add(event)


def make_proposed_change():
    Proposal.objects.create(
        thing=Event.objects.get(slug="congress"),
        is_new=False,
        name="hiddenword",
        after={"website": "https://hiddenword.example/"},
        made_by=make_user(),
        made_at=BEFORE,
    )


APPROVED = {"state": "approved", "publish_at": MOMENT}
WITHDRAWN = {
    "state": "withdrawn",
    "publish_at": NOON,
    "withdrawn_at": MOMENT,
    "withdrawal_reason": "Invented.",
}
NEVER = {
    "a draft": make_hidden,
    "a draft with a link to show it": make_shared_draft,
    "what is said at the desk": make_comments,
    "a returned draft": lambda: make_hidden(returned_at=NOON),
    "a submitted edition": lambda: make_hidden(state="submitted"),
    "a submitted edition whose time has passed": lambda: make_hidden(state="submitted", publish_at=NOON),
    "a draft in another language": lambda: make_hidden(symbol="BKK/CP/14", language="fr"),
    "a draft of the next edition": make_next_edition,
    "a draft under another symbol": make_moved_edition,
    "a draft of an unknown series": make_secrets,
    "an embargo of years": lambda: make_hidden(**APPROVED | {"publish_at": MOMENT + 900 * DAY}),
    "a correction in years": lambda: make_next_edition(**APPROVED | {"publish_at": MOMENT + 900 * DAY}),
    "an edition withdrawn before anybody saw it": lambda: make_hidden(**WITHDRAWN | {"publish_at": MOMENT}),
    "proposed institutes, events and series": lambda: make_beside(is_proposed=True),
    "a draft about proposed ones": lambda: (make_beside(is_proposed=True), make_hidden(symbol="PROP/1")),
    "a proposed change": make_proposed_change,
    "an address of an older website": lambda: FormerReference.objects.create(
        former="BKK/CP/15", reference="SECRET/9", language="en", since=NOON
    ),
}


@pytest.mark.parametrize("kind", NEVER)
def test_what_is_hidden_leaves_no_trace(seen, without, kind):
    for told in seen(NEVER[kind], moments=(BEFORE, AT, AFTER)).values():
        assert told == without


def revealed(told, before):
    """The addresses at which the hidden word is to be read, or that lead or answer otherwise than before."""
    return {
        address
        for address, answer in told.items()
        if (b"hiddenword" in answer[2] and b"hiddenword" not in before[address][2])
        or answer[0] != before[address][0]
        or answer[1].get("Location") != before[address][1].get("Location")
    }


# What is public at the second of `MOMENT`, and the doors that have to show it then.
LISTS = {
    "/en/",
    *DOORS["releases:list"][:2],
    DOORS["releases:list"][4],
    "/en/releases/2005/",
    "/en/releases/2005/04/",
    "/en/releases/2005/04/22/",
    "/en/series/BKK/CP/",
    "/en/events/congress/",
    "/en/institutes/heuni/",
    "/symbol/SG/SM/777",
    DOORS["photos:photo"][0],
    DOORS["attachments:attachment"][0],
}
PUBLISHED = {
    "a release": (
        make_hidden,
        LISTS
        | {
            *(OWN, "/en/releases/bkk/cp/15/", "/en/releases/BKK/CP/15.txt", "/symbol/BKK/CP/15"),
            *("/hashes/2030-01.txt", "/en/releases/BKK/CP/15.tsr"),
            *("/en/releases/BKK/CP/15.bib", "/en/releases/BKK/CP/15.ris"),
        },
    ),
    "a translation": (
        lambda **fields: make_hidden(symbol="BKK/CP/14", language="fr", **fields),
        {"/fr/", "/fr/releases/", "/fr/releases/BKK/CP/14/", "/fr/releases/BKK/CP/14.txt"},
    ),
    "a correction": (
        make_next_edition,
        LISTS
        | {
            *DOORS["releases:corrections"][:3],
            "/en/releases/BKK/CP/14/",
            *(f"/en/releases/BKK/CP/14.{suffix}" for suffix in ("txt", "bib", "ris")),
            "/hashes/2030-01.txt",
            *(
                f"/en/releases/BKK/CP/14/editions/{rest}"
                for rest in ("1/", "2/", "1/?against=2", "2/?against=1", "1.txt", "2.txt", "2.tsr")
            ),
        },
    ),
    "a correction under another symbol": (
        make_moved_edition,
        LISTS
        | {
            *DOORS["releases:corrections"][:3],
            OWN,
            "/en/releases/BKK/CP/14/",
            *(
                f"/en/releases/BKK/CP/{number}.{suffix}"
                for number in (14, 15)
                for suffix in ("txt", "bib", "ris")
            ),
            "/symbol/BKK/CP/15",
            "/symbol/bkkcp14",
            "/en/releases/BKK/CP/14/editions/1/",
            *(
                f"/en/releases/BKK/CP/15/editions/{rest}"
                for rest in ("1/", "2/", "1/?against=2", "2/?against=1")
            ),
        },
    ),
    "a release of an unknown series": (
        make_secrets,
        {"/en/releases/SECRET/1/", "/en/series/SECRET/", "/en/releases/2004/", "/en/releases/?series=SECRET"},
    ),
}


@pytest.mark.parametrize("kind", PUBLISHED)
def test_publication_is_there_at_its_second_and_not_a_second_early(seen, without, kind):
    make, doors = PUBLISHED[kind]

    told = seen(lambda: make(**APPROVED), moments=(BEFORE, AT, AFTER))

    assert told[BEFORE] == without
    assert doors - revealed(told[AT], without) == set()
    assert told[AFTER] == told[AT]


def test_what_an_editor_accepted_is_there(seen, without):
    """The test above has something to find."""
    told = seen(lambda: make_beside(is_proposed=False))[AT]

    assert revealed(told, without) >= {
        "/en/",
        "/en/events/",
        "/en/institutes/",
        "/en/releases/BKK/CP/14/",
        "/en/releases/?event=proposed&language=all",
        "/en/suggestions/?q=hiddenw",
        *DOORS["events:detail"],
        *DOORS["institutes:detail"],
        *DOORS["logos:logo"],
    }


def test_a_superseded_text_is_where_its_edition_and_its_correction_are(seen):
    told = seen(
        lambda: make_next_edition(title="sentinel newword", body="<p>newword</p>", **APPROVED),
        moments=(BEFORE, AT, AFTER),
    )

    for at in (AT, AFTER):
        old = {address for address, answer in told[at].items() if b"openword" in answer[2]}
        assert old == {
            *(f"/en/releases/BKK/CP/14/editions/1{rest}" for rest in ("/", "/?against=2", ".txt")),
            *DOORS["releases:corrections"][:3],
        }
    assert b"openword" in told[BEFORE]["/en/releases/BKK/CP/14/"][2]


# The addresses that say of a withdrawn release that it was withdrawn. Every other one is silent.
NOTICES = {OWN, "/en/releases/bkk/cp/15/", "/en/releases/BKK/CP/15.txt", "/en/releases/BKK/CP/15/editions/1/"}
NOTICES |= {"/en/releases/BKK/CP/15/editions/1/?against=2", "/en/releases/BKK/CP/15/editions/1.txt"}
# In the list of digests its line has become a comment. Symbols lead to the notice, and series and links name it.
NOTICES |= {"/hashes/2005-04.txt", "/symbol/BKK/CP/15", "/symbol/SG/SM/777"}
NOTICES |= {"/en/series/BKK/CP/", "/en/releases/BKK/CP/14/"}
# A citation says it too, and the number keeps its place in the series of the congress.
NOTICES |= {"/en/releases/BKK/CP/15.bib", "/en/releases/BKK/CP/15.ris", "/en/events/congress/"}
# The list of corrections has it, and in other languages counts it.
NOTICES |= {*DOORS["releases:corrections"]}


@pytest.mark.parametrize("keeps_text", [True, False])
def test_a_withdrawal_shows_at_its_second_and_only_at_its_address(seen, without, keeps_text):
    public = seen(lambda: make_hidden(state="approved", publish_at=NOON))[AT]

    told = seen(
        lambda: make_hidden(**WITHDRAWN, withdrawal_keeps_text=keeps_text), moments=(BEFORE, AT, AFTER)
    )

    assert told[BEFORE] == public
    assert told[AFTER] == told[AT]
    # Of what was withdrawn there is no time stamp; the number of the last edition leads where it would be.
    latest = {"/en/releases/BKK/CP/15/editions/1.tsr"}
    assert {address for address in ADDRESSES if told[AT][address] != without[address]} == NOTICES | latest
    status, _headers, page = told[AT][OWN]
    assert (status, b"Withdrawn on 15 January 2030." in page) == (200 if keeps_text else 410, True)
    words = {address for address, answer in told[AT].items() if b"hiddenword" in answer[2]}
    assert words - {"/en/releases/?q=hiddenword"} == (
        {OWN, "/en/series/BKK/CP/", "/en/releases/BKK/CP/14/"}
        | {f"/en/releases/BKK/CP/15.{suffix}" for suffix in ("txt", "bib", "ris")}
        | {*DOORS["releases:corrections"][:3]}
        if keeps_text
        else set()
    )


@pytest.mark.parametrize("keeps_text", [True, False])
def test_a_withdrawn_correction_takes_the_earlier_edition_with_it(seen, without, keeps_text):
    withdrawn = WITHDRAWN | {"withdrawal_keeps_text": keeps_text}

    def build(**second):
        first = make_hidden(**withdrawn | {"superseded_at": NOON + DAY})
        make_hidden(**withdrawn | {"edition": 2, "previous": first, "publish_at": NOON + DAY} | second)

    def build_public():
        first = make_hidden(state="approved", publish_at=NOON, superseded_at=NOON + DAY)
        make_hidden(state="approved", edition=2, previous=first, publish_at=NOON + DAY)

    public = seen(build_public)[AT]

    told = seen(build, moments=(BEFORE, AT, AFTER))

    second = {f"/en/releases/BKK/CP/15/editions/{rest}" for rest in ("2/", "2/?against=1", "2.txt", "2.tsr")}
    assert told[BEFORE] == public
    assert told[AFTER] == told[AT]
    assert {address for address in ADDRESSES if told[AT][address] != without[address]} == NOTICES | second
    assert told[AT]["/en/releases/BKK/CP/15/editions/1/"][0] == (200 if keeps_text else 410)


@pytest.mark.parametrize("at", [BEFORE, AT, AFTER])
def test_no_copy_outlives_its_second_and_no_header_tells_of_one_to_come(seen, at):
    """Each answer is asked for anew, so that its `Cache-Control` is right whatever comes and says nothing."""
    told = seen(
        lambda: make_hidden(**APPROVED),
        lambda: make_next_edition(**APPROVED | {"publish_at": AFTER}),
        moments=(at,),
    )

    for address, (status, headers, _body) in told[at].items():
        public_file = address.startswith(("/media/photos/", "/media/attachments/")) and status == 200
        assert headers["Cache-Control"] == ("public, no-cache" if public_file else "no-cache"), address
        assert headers.keys() & {"Expires", "Last-Modified", "Age"} == set()
        assert status != 200 or "ETag" in headers


def test_a_copy_from_before_is_not_confirmed_after(monkeypatch):
    build_shown()
    make_next_edition(**APPROVED)
    old = fetch("/en/releases/BKK/CP/14/", BEFORE, monkeypatch)
    asked = {"If-None-Match": old[1]["ETag"]}

    assert Client().get("/en/releases/BKK/CP/14/", headers=asked).status_code == 304
    monkeypatch.setattr(timezone, "now", lambda: AT)
    assert Client().get("/en/releases/BKK/CP/14/", headers=asked).status_code == 200


def test_the_signed_in_see_no_more_on_public_pages(django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("root"))
    build_shown()
    make_hidden()

    assert client.get(OWN).status_code == 404
    assert b"hiddenword" not in client.get("/en/releases/?language=all").content
