"""Files for translators' tools at the desk."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from releases.editorial import workflow
from releases.editorial.translation import xliff
from releases.models import Release
from tests.factories import NOON, make_public_release, make_user

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:releases_release_xliff")


@pytest.fixture
def officer(client):
    person = make_user("Press officers")
    client.force_login(person)
    return person


@pytest.fixture
def english():
    return make_public_release(
        symbol="BKK/CP/14", title="Opening", body="<p>The first.</p><p>The second.</p>"
    )


def file_of(english, *, language="fr", draft=None, **texts):
    """The file as it comes back, with a target for each text."""
    content = xliff.write(english, language, draft).decode()
    for before, after in texts.values():
        assert f"{before}</source></segment>" in content
        content = content.replace(f"{before}</source>", f"{before}</source><target>{after}</target>")
    return content.encode()


def upload(client, *contents, name="BKK-CP-14.xlf"):
    return client.post(PAGE, {"files": [SimpleUploadedFile(name, content) for content in contents]})


def confirm(client, page, **more):
    """What the button of the page that asks sends."""
    data = {"confirmed": "yes", "carried": [one.text for one in page.context["taken"] if one.plan]}
    for one in page.context["taken"]:
        draft = one.plan.draft
        shown = f"{draft.pk}-{draft.version}" if draft is not None else ""
        data[f"draft-{one.plan.source.pk}-{one.plan.language}"] = shown
    return client.post(PAGE, data | more)


def test_a_release_is_taken_away_as_a_file_and_comes_back_as_a_draft(client, officer, english):
    out = client.get(reverse("admin:releases_release_xliff_file", args=[english.pk, "fr"]))
    assert out.headers["Content-Disposition"] == 'attachment; filename="BKK-CP-14.en.fr.xlf"'
    assert out.content == xliff.write(english, "fr")

    page = upload(client, file_of(english, one=("Opening", "Ouverture"), two=("The first.", "Le premier.")))

    assert [change.after for change in page.context["taken"][0].plan.changes] == ["Ouverture", "Le premier."]
    assert not Release.objects.filter(language="fr").exists()
    response = confirm(client, page)
    draft = Release.objects.get(language="fr")
    assert response.url == reverse("admin:releases_release_translate", args=[draft.pk])
    assert (draft.title, draft.body, draft.state, draft.created_by) == (
        "Ouverture",
        "<p>Le premier.</p><p>The second.</p>",
        "draft",
        officer,
    )


def test_an_archive_of_several_goes_out_and_comes_in(client, officer, english):
    other = make_public_release(symbol="BKK/CP/15", title="Closing")
    french = make_public_release(symbol="BKK/CP/16", language="fr")
    out = client.post(
        reverse("admin:releases_release_xliff_out"),
        {"release": [english.pk, other.pk, french.pk, "x"], "into": "fr"},
    )
    with zipfile.ZipFile(io.BytesIO(out.content)) as archive:
        assert archive.namelist() == ["BKK-CP-14.en.fr.xlf", "BKK-CP-15.en.fr.xlf"]
    back = io.BytesIO()
    with zipfile.ZipFile(back, "w") as archive:
        archive.writestr("one.xlf", file_of(english, one=("Opening", "Ouverture")))
        archive.writestr("two.xlf", file_of(other, one=("Closing", "Clôture")))
        archive.writestr("notes.txt", "Invented notes.")

    page = upload(client, back.getvalue(), name="fr.zip")
    names = [(one.name, one.refusal != "") for one in page.context["taken"]]
    assert names == [("one.xlf", False), ("two.xlf", False), ("notes.txt", True)]
    carried = [one.text for one in page.context["taken"] if one.plan]
    shown = {f"draft-{english.pk}-fr": "", f"draft-{other.pk}-fr": ""}
    response = client.post(PAGE, {"confirmed": "yes", "carried": carried} | shown)

    assert response.url == reverse("admin:releases_release_translations")
    drafts = Release.objects.filter(language="fr", state="draft").values_list("title", flat=True)
    assert {*drafts} == {"Ouverture", "Clôture"}


def test_what_somebody_saved_while_the_page_asked_is_shown_first(client, officer, english):
    draft = workflow.open_translation(english, "fr", by=officer, at=NOON)
    page = upload(client, file_of(english, draft=draft, one=("The first.", "Le premier.")))
    draft.body = "<p>Le tout premier.</p><p>The second.</p>"
    workflow.save_edition(draft, by=make_user("Press officers"), at=NOON)

    response = confirm(client, page)

    assert response.status_code == 200
    [one] = response.context["taken"]
    assert one.sentences == ["Somebody saved this translation meanwhile. Look at what would change now."]
    assert [change.is_contested for change in one.plan.changes] == [True]
    assert Release.objects.get(language="fr").body == draft.body
    confirm(client, response, **{f"take-{english.pk}-fr": "p0"})
    assert Release.objects.get(language="fr").body == "<p>Le premier.</p><p>The second.</p>"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is damaged in line 1."),
        (b"PK\x03\x04broken", "The archive is damaged or locked."),
        (b"<html/>", "This is no XLIFF 2.0 or 2.1 file."),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "The file declares a document type or entities"),
        (b" " * (8 * 1024 * 1024 + 1), "The files are larger than 8 MB together."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(client, officer, content, sentence):
    response = upload(client, content)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_nothing_chosen_is_said(client, officer):
    assert "Choose a file first." in client.post(PAGE, {}).content.decode()
    out = client.post(reverse("admin:releases_release_xliff_out"), {"into": "fr"}, follow=True)
    assert "Tick releases and choose a language they are not in." in out.content.decode()


def test_files_are_for_those_who_may_see_and_write_releases(client, english):
    client.force_login(make_user())

    assert client.get(PAGE).status_code == 403
    assert (
        client.get(reverse("admin:releases_release_xliff_file", args=[english.pk, "fr"])).status_code == 403
    )
    assert (
        client.post(reverse("admin:releases_release_xliff_out"), {"release": english.pk}).status_code == 403
    )


@pytest.mark.parametrize("language", ["en", "xx"])
def test_there_is_no_file_into_the_language_of_the_original_or_none(client, officer, english, language):
    address = reverse("admin:releases_release_xliff_file", args=[english.pk, language])

    assert client.get(address).status_code == 404
