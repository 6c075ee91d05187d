"""What releases say of one another, read from both sides."""

from datetime import timedelta

import pytest

from releases.enums import LinkKind
from releases.models import ReleaseLink
from releases.publication.related import related
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_public_release,
    make_release,
)

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=2)


def link(release, kind, reference):
    ReleaseLink.objects.create(release=release, kind=kind, reference=reference)


def said(release):
    return sorted(
        (str(one.label), one.release.reference, one.release.language) for one in related(release, LATER)
    )


@pytest.mark.parametrize(
    ("kind", "one_way", "other_way"),
    [
        ("corrects", "Corrects", "Corrected by"),
        ("background_to", "Background to", "Background in"),
        ("rounds_up", "Rounds up", "Rounded up in"),
        ("reissues", "Reissues", "Reissued as"),
        ("same_text", "Same text in another series", "Same text in another series"),
        ("see", "See also", "See also"),
    ],
)
def test_a_link_is_read_from_both_sides(kind, one_way, other_way):
    assert kind in LinkKind.values
    first, second = make_public_release(symbol="BKK/CP/14"), make_public_release(symbol="BKK/CP/15")
    link(second, kind, "BKK/CP/14")

    assert said(second) == [(one_way, "BKK/CP/14", "en")]
    assert said(first) == [(other_way, "BKK/CP/15", "en")]


@pytest.mark.parametrize(
    "make",
    [make_release, make_embargoed_release, None],
)
def test_only_what_is_public_is_named(make):
    release, shown = make_public_release(symbol="BKK/CP/14"), make_public_release(symbol="BKK/CP/15")
    link(release, "see", "BKK/CP/15")
    link(release, "see", "BKK/CP/16")
    link(shown, "corrects", "BKK/CP/14")
    if make is not None:
        link(make(symbol="BKK/CP/16"), "corrects", "BKK/CP/14")

    assert said(release) == [("Corrected by", "BKK/CP/15", "en"), ("See also", "BKK/CP/15", "en")]


def test_a_version_in_the_same_language_comes_before_english_and_the_rest():
    french = make_public_release(symbol="BKK/CP/14", language="fr")
    for language in ("ar", "en", "fr"):
        link(make_public_release(symbol="BKK/CP/15", language=language), "corrects", "BKK/CP/14")
    for language in ("ar", "en"):
        make_public_release(symbol="BKK/CP/16", language=language)
    make_public_release(symbol="BKK/CP/17", language="ru")
    link(french, "see", "BKK/CP/16")
    link(french, "see", "BKK/CP/17")

    assert said(french) == [
        ("Corrected by", "BKK/CP/15", "fr"),
        ("See also", "BKK/CP/16", "en"),
        ("See also", "BKK/CP/17", "ru"),
    ]


def test_a_release_does_not_name_itself():
    release = make_public_release(symbol="BKK/CP/14")
    link(release, "see", "BKK/CP/14")

    assert said(release) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_links(client, django_assert_num_queries, count):
    release = make_public_release(symbol="BKK/CP/14")
    for number in range(20, 20 + count):
        link(release, "see", f"BKK/CP/{number}")
        link(release, "see", f"BKK/CP/{number + 50}")
        link(make_public_release(symbol=f"BKK/CP/{number}", language="fr"), "corrects", "BKK/CP/14")

    with django_assert_num_queries(4):
        assert len(related(release, LATER)) == 2 * count
    page = client.get("/en/releases/BKK/CP/14/").content.decode()
    assert page.count('<span class="role">See also</span>') == count
    assert page.count('<span class="role">Corrected by</span>') == count
