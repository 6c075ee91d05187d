"""A translation beside its original at the desk."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from releases.editorial import workflow
from releases.editorial.deleted_drafts import delete_draft, restore_draft
from releases.editorial.translation.following import follow
from releases.models import Release, Transition
from releases.models.parts import note_parts
from tests.factories import NOON, make_attachment, make_photo, make_public_release, make_release, make_user
from tests.posting import errors

pytestmark = pytest.mark.django_db

BODY = (
    "<h2>Opening</h2><p>The <strong>first</strong> of 3 paragraphs stands here for all to see now.</p>"
    "<ul><li>One</li><li>Two</li></ul>"
)


@pytest.fixture
def officer(client):
    person = make_user("Press officers")
    client.force_login(person)
    return person


@pytest.fixture
def english():
    release = make_public_release(symbol="BKK/CP/14", title="Opening of the congress", body=BODY)
    make_photo(release, caption="People in a hall")
    make_attachment(release)
    note_parts(release)
    return release


@pytest.fixture
def french(english, officer):
    return workflow.open_translation(english, "fr", by=officer, at=NOON)


def address(release, name="translate"):
    return reverse(f"admin:releases_release_{name}", args=[release.pk])


def sent(response, **changes):
    """What a browser would send back from the page, with `changes`; None takes a field away."""
    context = response.context
    form = context["adminform"].form
    data = {name: form[name].value() for name in form.fields if name != "body"}
    for inline in context["inline_admin_formsets"]:
        for one in (inline.formset.management_form, *inline.formset.forms):
            data |= {field.html_name: field.value() or "" for field in one}
    data |= {
        name: row.translated.markup if row.translated else "" for row, name, _shown in context["rows"] if name
    }
    data |= {"seen": context["seen"], "body_shown": context["body_shown"]}
    data |= {
        "original_key": context["beside"].edition.pk,
        "original_version": context["beside"].edition.version,
    }
    return {
        name: value for name, value in (data | {"_continue": "yes"} | changes).items() if value is not None
    }


def correct(release, by, **values):
    """The next edition of `release` as it was approved and went out."""
    draft = workflow.open_next_edition(release, by=by, at=NOON, note="Names corrected.")
    for name, value in values.items():
        setattr(draft, name, value)
    draft = workflow.save_edition(draft, by=by, at=NOON)
    draft = workflow.submit(draft, by=by, at=NOON)
    return workflow.approve(draft, by=make_user("Editors"), at=NOON.replace(hour=13))


def test_the_page_shows_each_paragraph_beside_the_same_one(client, english, french):
    response = client.get(address(french))

    rows = [(row.original.markup, name) for row, name, _shown in response.context["rows"]]
    assert rows == [
        ("Opening", "paragraph-0"),
        ("The <strong>first</strong> of 3 paragraphs stands here for all to see now.", "paragraph-1"),
        ("One", "paragraph-2"),
        ("Two", "paragraph-3"),
    ]
    page = response.content.decode()
    assert '<div class="theirs" lang="en" dir="auto">' in page
    assert "People in a hall" in page
    assert response.context["count"] == 0


def test_what_is_typed_is_saved_in_its_place_and_the_rest_stays(client, french):
    page = client.get(address(french))

    response = client.post(
        address(french),
        sent(
            page,
            title="Ouverture du congrès",
            **{
                "paragraph-0": "<p>Ouverture</p>",
                "paragraph-1": "<p>Le <strong>premier</strong></p><p>et la suite.</p>",
                "photos-0-caption": "Des gens dans une salle",
                "attachments-0-title": "Tableau inventé",
            },
        ),
    )

    assert response.status_code == 302, errors(response)
    assert response.url == address(french)
    saved = Release.objects.get(pk=french.pk)
    assert saved.body == (
        "<h2>Ouverture</h2><p>Le <strong>premier</strong></p><p>et la suite.</p><ul><li>One</li><li>Two</li></ul>"
    )
    assert (saved.title, saved.symbol, saved.issued_on) == (
        "Ouverture du congrès",
        "BKK/CP/14",
        french.issued_on,
    )
    assert saved.guesses.keys() == set()
    assert saved.photos.get().caption == "Des gens dans une salle"
    assert saved.attachments.values_list("title", "language").get() == ("Tableau inventé", "en")
    assert saved.history.first().parts["attachments"][0][2] == "Tableau inventé"
    assert saved.follows_id == french.follows_id


def test_corrected_words_of_photos_and_attachments_are_marked_until_they_are_taken_over(
    client, english, french, officer
):
    draft = workflow.open_next_edition(english, by=officer, at=NOON, note="Words corrected.")
    draft.photos.update(caption="People in a tent")
    draft.attachments.update(title="Corrected table")
    make_photo(draft, caption="A second picture")
    draft = workflow.submit(workflow.save_edition(draft, by=officer, at=NOON), by=officer, at=NOON)
    workflow.approve(draft, by=make_user("Editors"), at=NOON.replace(hour=13))
    page = client.get(address(french))

    marked = {
        f"{called} {field.name}": "".join(piece.text for piece in line.changes if piece.kind != "gone")
        for called, _row, fields in page.context["part_rows"]
        for field, line in fields
        if line.changes
    }
    assert marked == {"Photo 1 caption": "People in a tent", "Attachment 1 title": "Corrected table"}
    assert [line.text for line in page.context["other_parts"]] == [
        "Invented people in an invented hall.",
        "A second picture",
    ]
    assert page.context["count"] == 4
    assert "add it in the whole form" in page.content.decode()
    form = client.get(address(french, "change")).context
    assert form["is_behind"] is True

    client.post(address(french), sent(page, up_to_date="on", **{"attachments-0-title": "Tableau corrigé"}))

    page = client.get(address(french))
    assert page.context["count"] == 0
    assert client.get(address(french, "change")).context["is_behind"] is False
    assert Release.objects.get(pk=french.pk).attachments.get().title == "Tableau corrigé"


def test_a_correction_of_the_original_is_marked_until_somebody_says_that_it_was_taken_over(
    client, english, french, officer
):
    body = BODY.replace("3 paragraphs", "4 paragraphs").replace("<li>Two</li>", "<li>Two</li><li>Three</li>")
    second = correct(english, officer, body=body)
    page = client.get(address(french))

    changed = [(row.original.words, name) for row, name, _shown in page.context["rows"] if row.changes]
    assert changed == [
        ("The first of 4 paragraphs stands here for all to see now.", "paragraph-1"),
        ("Three", "added-3-ul-4"),
    ]
    pieces = [(piece.kind, piece.text) for piece in page.context["rows"][1][0].changes]
    assert pieces[1:3] == [("gone", "3"), ("new", "4")]

    client.post(address(french), sent(page, **{"added-3-ul-4": "Trois", "up_to_date": "on"}))

    saved = Release.objects.get(pk=french.pk)
    assert "<li>Two</li><li>Trois</li></ul>" in saved.body
    assert (saved.follows_id, saved.follows_version) == (second.pk, second.version)
    assert Transition.objects.filter(release=saved, move="follow").values_list("comment", "by").get() == (
        "English, 2",
        officer.pk,
    )
    assert client.get(address(saved)).context["count"] == 0


def test_what_changed_in_an_original_that_is_still_written_is_marked_too(client, officer):
    english = make_release(title="Opening", body=BODY, created_by=officer)
    french = workflow.open_translation(english, "fr", by=officer, at=NOON)
    english.body = BODY.replace("first", "very first")
    workflow.save_edition(english, by=officer, at=NOON)

    page = client.get(address(french))

    assert [row.number for row, _name, _shown in page.context["rows"] if row.changes] == [1]


def test_two_people_on_one_translation_are_shown_both_texts(client, french):
    page = client.get(address(french))
    other = Release.objects.get(pk=french.pk)
    other.body = BODY.replace("Opening", "Ouverture")
    workflow.save_edition(other, by=make_user("Press officers"), at=NOON)

    response = client.post(address(french), sent(page, **{"paragraph-3": "Deux"}))

    assert response.status_code == 200
    [contested] = response.context["merge"].contested
    assert (contested.where, "Deux" in contested.mine, "Ouverture" in contested.theirs) == (
        "Body",
        True,
        True,
    )
    assert [row.translated.markup for row, _name, _shown in response.context["rows"]][3] == "Deux"
    assert Release.objects.get(pk=french.pk).body == other.body


def test_a_public_translation_can_be_marked_as_up_to_date(client, english, officer):
    french = make_public_release(
        symbol="BKK/CP/14", language="fr", follows=english, follows_version=english.version
    )
    second = correct(english, officer, title="Opening of the Congress")
    form = client.get(address(french, "change"))

    assert form.context["is_behind"]
    client.post(
        address(french, "follow"),
        {"seen": form.context["follow_seen"], "original_key": second.pk, "original_version": second.version},
    )

    assert not client.get(address(french, "change")).context["is_behind"]
    assert Release.objects.get(pk=french.pk).follows_id == second.pk


def test_only_another_language_of_the_same_release_can_be_followed(officer, english, french):
    other = make_public_release()

    for original in (other, french):
        with pytest.raises(workflow.WorkflowError, match="no version of this release in another language"):
            follow(french, original, by=officer, at=NOON)


def test_there_is_no_page_where_there_is_nothing_beside(client, officer):
    alone = make_release(created_by=officer)

    assert client.get(address(alone)).url == address(alone, "change")


def test_an_edition_that_is_no_longer_written_leads_to_its_form(client, english, officer):
    make_release(symbol="BKK/CP/14", language="fr")

    assert client.get(address(english)).url == address(english, "change")


def test_what_was_kept_of_the_page_comes_back_to_it(client, french, officer):
    page = client.get(address(french))
    keeping = page.context["keeping"]
    fields = [[name, str(value)] for name, value in sent(page, **{"paragraph-0": "Ouverture"}).items()]
    client.post(
        keeping["address"],
        {
            "user": officer.pk,
            "object": french.pk,
            "key": keeping["key"],
            "turn": 1,
            "fields": json.dumps(fields),
        },
    )
    page = client.get(address(french, "change"))

    [offer] = page.context["keeping"]["offers"]
    assert offer.differing == ["Body"]
    response = client.get(offer.address, follow=True)
    assert response.redirect_chain[0][0].startswith(address(french))
    assert response.context["rows"][0][0].translated.markup == "Ouverture"


def test_readers_of_the_desk_without_the_right_to_change_are_led_to_the_form(client, french):
    person = make_user()
    person.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(person)

    assert client.get(address(french)).url == address(french, "change")
    assert client.post(address(french), {"body_shown": "<p>x</p>"}).status_code == 403


def test_the_live_preview_shows_what_is_typed_beside_the_original(client, french):
    page = client.get(address(french))
    data = sent(page, title="Ouverture", **{"paragraph-2": "Un point"})

    answer = client.post(reverse("admin:releases_release_typed", args=[french.pk]), data).json()

    assert "Ouverture" in answer["page"]
    assert "<li>Un point</li><li>Two</li>" in answer["page"]
    assert "BKK/CP/14" in answer["page"]
    assert Release.objects.get(pk=french.pk).title == french.title


def test_a_deleted_translation_comes_back_although_its_original_was_deleted_too(officer):
    editor = make_user("Editors")
    english = make_release(created_by=officer)
    french = workflow.open_translation(english, "fr", by=officer, at=NOON)
    kept = delete_draft(french, by=editor, at=NOON)
    delete_draft(english, by=editor, at=NOON)

    restored = restore_draft(kept, by=editor, at=NOON)

    assert (restored.pk, restored.follows_id, restored.follows_version) == (french.pk, None, None)
