"""Earlier editions, differences between editions, and what the page of a release says of them."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from releases.database import immutability
from releases.models import JointSymbol, Mention, Release, ReleaseLink
from tests.factories import (
    NOON,
    WHETHER_INVENTED,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ADDRESS = "/en/releases/BKK/CP/14/"


def make_editions(count=3, **last):
    """Editions of BKK/CP/14, each public for a day, the last one until further notice."""
    editions = []
    for number in range(1, count + 1):
        is_last = number == count
        editions.append(
            make_public_release(
                **{
                    "symbol": "BKK/CP/14",
                    "edition": number,
                    "previous": editions[-1] if editions else None,
                    "title": f"Title {number}",
                    "body": f"<p>Seven experts met; the word is {number}.</p>",
                    "publish_at": NOON + (number - 1) * DAY,
                    "superseded_at": None if is_last else NOON + number * DAY,
                    "correction_note": f"Note {number}." if number > 1 else "",
                    "correction_is_minor": number == 3,
                }
                | (last if is_last else {})
            )
        )
    return editions


def page(client, address):
    response = client.get(address)
    return response.status_code, response.content.decode()


def test_the_release_lists_its_corrections(client):
    make_editions()

    status, text = page(client, ADDRESS)

    assert status == 200
    assert "Minor correction on 23 April 2005: Note 3." in text
    assert "Corrected on 22 April 2005: Note 2." in text
    assert "Published on 21 April 2005" in text
    assert f'<a href="{ADDRESS}editions/1/?against=3">' in text
    assert f'href="{ADDRESS}editions/3/"' not in text


def test_a_release_without_corrections_says_nothing_of_editions(client):
    make_editions(1)

    assert 'id="editions"' not in page(client, ADDRESS)[1]


def test_an_earlier_edition_is_shown_as_it_was_and_leads_on(client):
    first, *_rest = make_editions()
    JointSymbol.objects.bulk_create([JointSymbol(release=first, symbol="SG/SM/1", symbol_key="sgsm1")])

    status, text = page(client, f"{ADDRESS}editions/1/")

    assert status == 200
    assert '<meta name="robots" content="noindex">' in text
    assert "This is edition 1, kept for the record. Corrected on 22 April 2005: Note 2." in " ".join(
        text.split()
    )
    assert f'<a href="{ADDRESS}">Read the latest edition</a>' in text
    assert "<h1>Title 1</h1>" in text
    assert "the word is 1." in text
    assert "Title 3" not in text
    assert 'rel="canonical"' not in text


def test_the_latest_number_leads_to_the_release_for_now(client):
    make_editions()

    for query, target in (
        ("", ADDRESS),
        ("?against=1", f"{ADDRESS}editions/1/?against=3"),
        ("?against=9", ADDRESS),
    ):
        response = client.get(f"{ADDRESS}editions/3/{query}")

        assert (response.status_code, response.url) == (302, target)
    assert client.get("/en/releases/bkk/cp/14/editions/1/?against=2").url == f"{ADDRESS}editions/1/?against=2"


@pytest.mark.parametrize(("number", "against"), [(1, 3), (2, 1), (1, 2)])
def test_what_changed_is_marked_for_eye_and_ear(client, number, against):
    make_editions()
    old, new = sorted((number, against))

    status, text = page(client, f"{ADDRESS}editions/{number}/?against={against}")

    unseen = '<span class="unseen">'
    gone = f"<del>{unseen}[removed: </span>{old}{unseen} end of what was removed]</span></del>"
    added = f"<ins>{unseen}[added: </span>{new}{unseen} end of what was added]</span></ins>"
    assert status == 200
    text = text.replace("\n  >", ">")
    assert f"Seven experts met; the word is {gone}{added}." in text
    assert f"Title {gone}{added}" in text
    assert f"What changed between edition {old} and edition {new}." in text


def test_parts_that_changed_are_compared_with_their_words(client):
    first, second = make_editions(2)
    heuni, congress = make_institute("heuni", name="HEUNI"), make_event(name="Congress")
    photo = make_photo(first, second, caption="The Minister opens the bridge.", credit="UN Photo")
    Mention.objects.create(release=first, institute=heuni, name_as_printed="Helsinki Institute")
    Mention.objects.create(release=second, institute=heuni, name_as_printed="Institute of Helsinki")
    second.events.add(congress)
    ReleaseLink.objects.create(release=second, reference="SG/SM/2")
    with immutability.lifted(connection):
        second.photos.update(caption="The Mayor opens the bridge.")
    photo.caption = "Never shown"
    photo.save()

    status, text = page(client, f"{ADDRESS}editions/1/?against=2")

    plain = re.sub(r"<span class=\"unseen\">[^<]*</span>|\n +(?=>)", "", text)
    assert status == 200
    assert "The <del>Minister</del><ins>Mayor</ins> opens the bridge." in plain
    assert re.findall(r"<h2>([^<]*)</h2>", plain.partition("</article>")[0]) == [
        "Title",
        "Body",
        "Events",
        "Institutes",
        "Links to other releases",
        "Photos",
    ]
    assert "<ins>Congress</ins>" in plain
    assert "<ins>See also SG/SM/2</ins>" in plain
    assert "Never shown" not in text


@pytest.mark.parametrize("against", ["4", "1", "one", "0", "²", "99999999999999999999", "-1"])
def test_an_edition_that_cannot_be_compared_gives_a_message_and_the_text(client, against):
    make_editions()
    make_release(symbol="BKK/CP/14", edition=4, title="Secret")

    status, text = page(client, f"{ADDRESS}editions/1/?against={against}")

    assert status == 200
    assert f"There is no other edition {against[:12]} to compare with." in text
    assert "<h1>Title 1</h1>" in text


def test_two_editions_of_the_same_words(client):
    first, *_rest = make_editions(
        2, title="Title 1", body="<p>Seven experts met; the word is <em>1</em>.</p>"
    )
    assert first.title == "Title 1"

    assert (
        "The words of these two editions are the same" in page(client, f"{ADDRESS}editions/1/?against=2")[1]
    )


def test_markup_in_a_text_stays_text(client):
    make_editions(2, title="<script>alert(1)</script>")

    text = page(client, f"{ADDRESS}editions/1/?against=2")[1]

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("number", ["4", "5", "0", "01", "99999", "999999", "x"])
@pytest.mark.parametrize(
    "fields",
    [{}, {"state": "submitted"}, {"state": "approved", "publish_at": NOON + 9000 * 30 * DAY}],
)
def test_an_edition_that_was_never_public_is_told_as_one_that_never_was(client, number, fields):
    made = make_editions()
    before = client.get(f"{ADDRESS}editions/{number}/")

    Release.objects.filter(edition=3).update(superseded_at=fields.get("publish_at"))
    make_release(symbol="BKK/CP/14", edition=4, previous=made[-1], title="Secret", **fields)
    after = client.get(f"{ADDRESS}editions/{number}/")

    assert before.status_code == after.status_code == 404
    assert (sorted(after.headers.items()), after.content) == (sorted(before.headers.items()), before.content)


@pytest.mark.usefixtures("_no_page_cache")
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_editions(client, django_assert_num_queries, count):
    make_editions(count + 1)

    with django_assert_num_queries(2 + WHETHER_INVENTED):
        assert client.get(ADDRESS).status_code == 200
    with django_assert_num_queries(4 + WHETHER_INVENTED):
        assert client.get(f"{ADDRESS}editions/1/").status_code == 200
    with django_assert_num_queries(4 + WHETHER_INVENTED):
        assert client.get(f"{ADDRESS}editions/1/?against={count + 1}").status_code == 200


WITHDRAWN = {"symbol": "BKK/CP/14", "title": "Withdrawn title", "body": "<p>Withdrawn text.</p>"}


@pytest.mark.parametrize("suffix", ["/", ".txt"])
def test_a_withdrawn_release_keeps_its_text_below_a_notice(client, suffix):
    make_withdrawn_release(**WITHDRAWN)

    response = client.get(f"/en/releases/BKK/CP/14{suffix}")
    text = response.content.decode()

    assert response.status_code == 200
    assert "ithdrawn on 22 April 2005." in text or "withdrawn on 22 April 2005." in text
    assert text.index("Invented reason.") < text.rindex("Withdrawn text.")
    assert suffix == ".txt" or ", withdrawn on 22 April 2005." in text
    assert suffix == ".txt" or '<meta name="robots" content="noindex">' in text


@pytest.mark.parametrize("suffix", ["/", ".txt"])
def test_or_the_notice_stands_alone(client, suffix):
    make_withdrawn_release(**WITHDRAWN, withdrawal_keeps_text=False)

    response = client.get(f"/en/releases/BKK/CP/14{suffix}")
    text = response.content.decode()

    assert response.status_code == 410
    assert "BKK/CP/14 was withdrawn" in text
    assert "ithdrawn on 22 April 2005." in text
    assert "Invented reason." in text
    assert "Withdrawn text." not in text
    assert "Withdrawn title" not in text


def test_the_notice_may_have_letters_that_the_original_had_not(client):
    make_withdrawn_release(
        symbol="BKK/CP/14",
        language="fr",
        withdrawal_reason="Причина.",
        as_issued="Titre d’été".encode("cp1252"),
        as_issued_type="text/plain",
        as_issued_encoding="cp1252",
    )

    response = client.get("/fr/releases/BKK/CP/14.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().endswith("Причина.\n\n* *** *\n\nTitre d’été")


def make_withdrawn_editions(**fields):
    taken_back = {
        "state": "withdrawn",
        "withdrawn_at": NOON + 2 * DAY,
        "withdrawal_reason": "Invented reason.",
    }
    first = make_public_release(
        **WITHDRAWN | {"title": "First title", "superseded_at": NOON + DAY} | taken_back | fields
    )
    second = make_public_release(
        **WITHDRAWN | {"publish_at": NOON + DAY, "edition": 2, "previous": first, "correction_note": "Note."}
        | taken_back | fields
    )  # fmt: skip
    return first, second


def test_earlier_editions_of_a_withdrawn_release(client):
    make_withdrawn_editions()

    assert client.get(f"{ADDRESS}editions/2/").url == ADDRESS
    status, text = page(client, f"{ADDRESS}editions/1/")
    assert status == 200
    assert "<h1>First title</h1>" in text
    assert "Withdrawn on 23 April 2005." in text
    assert "This release was withdrawn: read why" in text
    assert page(client, f"{ADDRESS}editions/1/?against=2")[1].count("<del>") == 1


def test_earlier_editions_below_a_notice_that_stands_alone(client):
    _first, second = make_withdrawn_editions(withdrawal_keeps_text=False)

    status, text = page(client, f"{ADDRESS}editions/1/?against=2")
    assert status == 410
    assert "Edition 1 of BKK/CP/14 was withdrawn" in text
    assert "First title" not in text

    make_public_release(
        **WITHDRAWN
        | {"title": "Third title", "edition": 3, "previous": second, "publish_at": NOON + 3 * DAY},
        correction_note="Note 3.",
    )
    status, text = page(client, ADDRESS)
    assert status == 200
    assert "Withdrawn on 23 April 2005: Invented reason." in text
    assert "First title" not in text
    assert "against=3" not in text
    assert page(client, f"{ADDRESS}editions/1/")[0] == 410


def test_what_was_withdrawn_before_anybody_saw_it_was_never_there(client):
    nowhere = client.get(ADDRESS).content
    make_withdrawn_release(symbol="BKK/CP/14", withdrawn_at=NOON)

    response = client.get(ADDRESS)

    assert (response.status_code, response.content) == (404, nowhere)


def test_a_withdrawal_in_one_language_leaves_the_others(client):
    make_withdrawn_release(symbol="BKK/CP/14", withdrawal_keeps_text=False)
    make_public_release(symbol="BKK/CP/14", language="fr", title="Titre")

    assert page(client, "/fr/releases/BKK/CP/14/")[0] == 200
    status, text = page(client, ADDRESS)
    assert status == 410
    assert '<a href="/fr/releases/BKK/CP/14/" lang="fr" hreflang="fr">' in text
    assert page(client, "/es/releases/BKK/CP/14/")[0] == 404


def test_a_language_that_was_not_corrected_says_so(client):
    make_editions(2, modified_at=NOON)
    make_public_release(symbol="BKK/CP/14", language="fr", modified_at=NOON)

    page_in_french = page(client, "/fr/releases/BKK/CP/14/")[1]
    said = "Version rectifiée le 22 avril 2005 (langue : Anglais) ; celle-ci n’est peut-être pas à jour."
    assert said in page_in_french.replace("\u00a0", " ").replace("\u202f", " ")
    assert "may lag behind" not in page(client, ADDRESS)[1]
