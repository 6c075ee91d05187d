"""Institutes and events that are merged: who may, where readers are led, and how it is taken back."""

import pytest
from django.urls import reverse

from institutes.catalogue import merging
from institutes.catalogue.proposals import ProposalError
from institutes.models import CatalogueChange, Institute
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.intake.recognition import recogniser
from releases.models import Event, Mention
from tests.factories import (
    NOON,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
MAKERS = {"institute": make_institute, "event": make_event}
MODELS = {"institute": Institute, "event": Event}


@pytest.fixture
def editor():
    return make_user(PRESS_OFFICERS, EDITORS)


def merge_page(thing):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_merge", args=[thing.pk])


def released(kind, thing, **fields):
    return make_public_release(**{f"{kind}s": (thing,)}, **fields)


@pytest.mark.parametrize("kind", MAKERS)
def test_only_who_decides_of_the_catalogue_merges(client, kind):
    for groups, may in (
        ((), False),
        ((PRESS_OFFICERS,), False),
        ((PRESS_OFFICERS, EDITORS), True),
        ((PRESS_OFFICERS, EDITORS, CHIEF_EDITORS), True),
    ):
        old, kept = MAKERS[kind](), MAKERS[kind]()
        client.force_login(make_user(*groups))
        response = client.post(merge_page(old), {"into": kept.pk})
        old.refresh_from_db()
        assert (old.merged_into_id, response.status_code) == ((kept.pk, 302) if may else (None, 403))
    with pytest.raises(ProposalError, match="You do not have the permission for this"):
        merging.take_back(old, by=make_user(PRESS_OFFICERS), at=NOON)


@pytest.mark.parametrize("kind", MAKERS)
def test_readers_find_everything_under_the_one_that_stays(client, editor, kind):
    old, kept = MAKERS[kind]("old", name="Twice Written"), MAKERS[kind]("kept", name="Once Written")
    released(kind, old, title="Issued under the old one")
    released(kind, kept, title="Issued under the kept one")
    before = client.get(f"/en/{kind}s/old/")
    assert before.status_code == 200

    merging.merge(old, kept, by=editor, at=NOON)

    page = client.get(f"/en/{kind}s/old/?page=1")
    assert (page.status_code, page.url) == (301, f"/en/{kind}s/kept/?page=1")
    text = client.get(f"/en/{kind}s/kept/").content.decode()
    assert "Issued under the old one" in text
    assert "Issued under the kept one" in text
    listed = client.get(f"/en/releases/?{kind}=old&sort=oldest")
    assert (listed.status_code, listed.url) == (301, f"/en/releases/?{kind}=kept&sort=oldest")
    facets = client.get(f"/en/releases/?{kind}=kept").content.decode()
    assert "Issued under the old one" in facets
    assert f"{kind}=old" not in facets
    assert f"/{kind}s/old/" not in client.get(f"/en/{kind}s/").content.decode()

    merging.take_back(old, by=editor, at=NOON)

    assert client.get(f"/en/{kind}s/old/").status_code == 200
    assert "Issued under the old one" not in client.get(f"/en/{kind}s/kept/").content.decode()


def test_an_issued_release_leads_to_the_one_that_stays_and_keeps_its_row(client, editor):
    old, kept = make_institute("old"), make_institute("kept", name="Once Written")
    release = released("institute", old)

    merging.merge(old, kept, by=editor, at=NOON)

    text = client.get(release.get_absolute_url()).content.decode()
    assert ('href="/en/institutes/kept/"' in text, "Once Written" in text) == (True, True)
    assert "/institutes/old/" not in text
    assert Mention.objects.get().institute == old


def test_parts_series_and_partners_of_a_merged_row_are_those_of_the_other(client, editor):
    old, kept = make_event("old"), make_event("kept")
    make_event("part", name="A Part of It", parent=old)
    make_series("EVT/SER", event=old)
    make_public_release(symbol="EVT/SER/1", title="Of its series")
    partner, stays = make_institute("partner"), make_institute("stays", name="The Partner")
    kept.institutes.add(partner)

    merging.merge(old, kept, by=editor, at=NOON)
    merging.merge(partner, stays, by=editor, at=NOON)

    text = client.get("/en/events/kept/").content.decode()
    assert [words in text for words in ("A Part of It", "Of its series", "The Partner")] == [True] * 3


def test_a_chain_of_merged_rows_leads_to_its_end(client, editor):
    first, second, third = make_institute("first"), make_institute("second"), make_institute("third")
    merging.merge(first, second, by=editor, at=NOON)
    merging.merge(second, third, by=editor, at=NOON)

    assert client.get("/en/institutes/first/").url == "/en/institutes/third/"


def test_a_name_of_a_merged_row_means_the_other_in_texts(editor):
    old, kept = make_institute("old", name="Siam Institute for Criminal Justice"), make_institute("kept")
    merging.merge(old, kept, by=editor, at=NOON)

    found = recogniser().read(("The Siam Institute for Criminal Justice met.",), on=NOON.date())

    assert [one.slug for one in found.institutes] == ["kept"]


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_only_proposed_is_never_led_to_nor_from(client, editor, kind):
    public, proposed = MAKERS[kind]("public"), MAKERS[kind]("secret", is_proposed=True)

    for one, other in ((public, proposed), (proposed, public)):
        with pytest.raises(ProposalError, match="only proposed"):
            merging.merge(one, other, by=editor, at=NOON)
    # However it came about: what is not accepted is at no address.
    MODELS[kind].objects.filter(pk=proposed.pk).update(merged_into=public)
    assert client.get(f"/en/{kind}s/secret/").status_code == 404
    assert client.get(f"/en/releases/?{kind}=secret").status_code == 200
    MODELS[kind].objects.filter(pk=proposed.pk).update(merged_into=None)
    MODELS[kind].objects.filter(pk=public.pk).update(merged_into=proposed)
    answer = client.get(f"/en/{kind}s/public/")
    assert (answer.status_code, b"secret" in answer.content) == (404, False)


def test_what_cannot_be_merged_says_why(editor):
    event, part, other = make_event(), make_event(), make_event()
    part.parent = event
    part.save()
    gone = make_event()
    gone_key = gone.pk
    gone.delete()
    gone.pk = gone_key

    def why(one, into):
        with pytest.raises(ProposalError) as caught:
            merging.merge(one, into, by=editor, at=NOON)
        return " ".join(caught.value.messages)

    assert why(event, event) == "Choose another one than itself."
    assert why(part, event) == why(event, part) == "One of them is part of the other: they are two events."
    assert why(event, gone) == "It was deleted meanwhile."
    with pytest.raises(ProposalError, match="It is not merged into another any more"):
        merging.take_back(event, by=editor, at=NOON)
    merging.merge(event, other, by=editor, at=NOON)
    assert "is merged into another already" in why(event, make_event())
    assert why(make_event(), event) == "That one is merged into another itself: choose the other."


def test_the_desk_previews_offers_and_takes_back(client, editor):
    client.force_login(editor)
    old, kept = make_institute("old", name="Twice Written"), make_institute("kept", name="Once Written")
    make_release(symbol="TEST/SER/1", title="A draft", institutes=(old,))
    change = reverse("admin:institutes_institute_change", args=[old.pk])
    assert merge_page(old) in client.get(change).content.decode()
    page = client.get(merge_page(old)).content.decode()
    assert ("A draft" in page, f'<option value="{kept.pk}">Once Written</option>' in page) == (True, True)
    assert client.post(merge_page(old), {"into": ""}).status_code == 409

    assert client.post(merge_page(old), {"into": kept.pk}).status_code == 302

    assert "Merged into “Once Written”" in client.get(change).content.decode()
    noted = CatalogueChange.objects.filter(object_id=old.pk).latest("pk").differences
    assert noted[-1:] == [{"field": "merged_into", "before": [], "after": ["Once Written"]}]
    query = "?app_label=releases&model_name=mention&field_name=institute&term=Written"
    offered = client.get(reverse("admin:autocomplete") + query).json()["results"]
    assert [one["text"] for one in offered] == ["Once Written"]
    assert client.post(merge_page(old), {"take_back": "yes"}).status_code == 302
    old.refresh_from_db()
    assert old.merged_into_id is None


def test_the_page_that_refuses_to_delete_offers_to_merge(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS))
    event = make_event()
    make_release(events=(event,))

    page = client.get(reverse("admin:releases_event_delete", args=[event.pk])).content.decode()

    assert merge_page(event) in page
