import base64
import re
from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from institutes.models import Institute, Proposal
from releases.models import Event, Release, Series
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/releases/release/import/"
FIXTURES = settings.BASE_DIR / "fixtures"
DOCUMENT = (FIXTURES / "BKK-CP-14.txt").read_text(encoding="utf-8")


def invented(number=7, body="Invented text of a release that goes on for a while."):
    return f"TEST/SER/{number}\n3 May 2005\n\nInvented title\n\nVIENNA, 3 May (UN Information Service) -- {body}\n"


@pytest.fixture
def officer(client):
    client.force_login(make_user("Press officers"))
    return client


@pytest.fixture
def names(db):
    call_command("loaddata", FIXTURES / "institutes.json", FIXTURES / "congresses.json", verbosity=0)


def read(client, text="", *files):
    return client.post(ADDRESS, {"do": "read", "text": text, "files": list(files)})


def page(response):
    return unescape(response.content.decode())


def fields(response):
    """What the review page would send back if nothing on it were touched."""
    context = response.context_data
    form = context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {
        "do": "keep",
        "original": context["original"],
        "filename": context["filename"],
        "number": context["number"],
        "read_as": context["encoding_chosen"],
        "encoding": context["encoding_chosen"],
        **dict(context["carried"]),
        "institute": [one.slug for one in context["institutes"] if one.is_ticked],
        "event": [one.slug for one in context["events"] if one.is_ticked],
        **{f"role-{one.slug}": one.role for one in context["institutes"]},
        **{name: value for name, value in values.items() if value not in {None, False}},
    }


def test_who_may_not_add_releases_is_turned_away(client):
    client.force_login(make_user())
    assert client.get(ADDRESS).status_code == 403
    assert read(client, DOCUMENT).status_code == 403
    client.logout()
    assert client.get(ADDRESS).status_code == 302


def test_the_page_asks_for_a_text_or_files(officer):
    response = officer.get(ADDRESS)
    assert response.status_code == 200
    assert 'name="text"' in page(response)
    assert "no-store" in response["Cache-Control"]
    assert "<style" not in page(response)


def test_nothing_given_is_said_beside_the_form(officer):
    response = read(officer, "  ")
    assert response.status_code == 422
    assert "Paste a text or choose a file." in page(response)


def test_a_pasted_text_is_shown_before_anything_is_kept(officer, names):
    response = read(officer, DOCUMENT.replace("\n", "\r\n"))
    shown = page(response)
    assert response.status_code == 200
    assert "is new in this language" in shown
    assert 'value="Workshop to Discuss Enhancing International Law Enforcement Cooperation"' in shown
    assert [one.slug for one in response.context_data["institutes"]] == ["unodc", "heuni", "isisc"]
    assert [one.slug for one in response.context_data["events"]] == [
        "crime-congress-11-workshop-1",
        "crime-congress-11",
    ]
    assert "the year was taken from the date of issue" in shown
    assert not Release.objects.exists()


def test_what_was_reviewed_is_a_draft_with_what_was_corrected_and_ticked(officer, names):
    sent = fields(read(officer, DOCUMENT)) | {
        "title": "Corrected title",
        "institute": ["heuni"],
        "role-heuni": "organizer",
        "event": ["crime-congress-11"],
    }
    response = officer.post(ADDRESS, sent)
    release = Release.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/admin/releases/release/{release.pk}/change/"
    assert (release.reference, release.state, release.title) == ("BKK/CP/14", "draft", "Corrected title")
    assert bytes(release.as_issued).decode() == DOCUMENT
    assert list(release.mentions.values_list("institute__slug", "role", "is_guess")) == [
        ("heuni", "organizer", False)
    ]
    assert list(release.events.values_list("slug", flat=True)) == ["crime-congress-11"]
    assert release.guesses == {}
    assert release.created_by == response.wsgi_request.user


def test_a_corrected_symbol_makes_the_reference(officer):
    officer.post(ADDRESS, fields(read(officer, invented())) | {"symbol": "TEST/SER/8/Corr.1"})
    release = Release.objects.get()
    assert (release.reference, release.number, release.suffix) == ("TEST/SER/8/Corr.1", 8, "Corr.1")


def test_a_wrong_field_brings_the_page_back_with_everything_typed(officer):
    sent = fields(read(officer, invented())) | {
        "symbol": "no symbol",
        "title": "Typed title",
        "issued_on": "the other day",
    }
    response = officer.post(ADDRESS, sent)
    assert response.status_code == 422
    assert 'value="Typed title"' in page(response)
    assert 'value="the other day"' in page(response)
    assert set(response.context_data["form"].errors) == {"symbol", "issued_on"}
    assert base64.b64decode(response.context_data["original"]).decode() == invented()
    assert not Release.objects.exists()


def test_the_same_text_again_is_nothing_to_do(officer):
    officer.post(ADDRESS, fields(read(officer, invented())))
    shown = page(read(officer, invented()))
    assert "is here already with the same text: there is nothing to do." in shown
    assert 'value="keep"' not in shown


def test_another_text_of_a_draft_points_to_the_draft_and_keeps_what_was_typed(officer):
    officer.post(ADDRESS, fields(read(officer, invented())))
    response = read(officer, invented(body="Another invented text of that release."))
    assert "is still a draft" in page(response)
    again = officer.post(ADDRESS, fields(response) | {"title": "Typed title"})
    assert again.status_code == 422
    assert 'value="Typed title"' in page(again)
    assert Release.objects.count() == 1


def test_another_text_of_a_public_release_becomes_the_next_edition_with_its_note(officer, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(invented())
    call_command("import_releases", str(path), "--approve")
    response = read(officer, invented(body="Another invented text of that release."))
    assert "becomes its next edition" in page(response)
    officer.post(ADDRESS, fields(response) | {"correction_note": "A name was corrected."})
    first, second = Release.objects.order_by("edition")
    assert (second.previous, second.state, second.correction_note) == (
        first,
        "draft",
        "A name was corrected.",
    )
    assert second.body_text == "Another invented text of that release."


def test_problems_point_to_their_lines(officer):
    response = read(
        officer, "TEST/SER/8\n31 September 2005\n\nInvented title\n\nInvented text that goes on.\n"
    )
    shown = page(response)
    assert '<a href="#line-2">Line 2</a> There is no such day as 31 September 2005.' in shown
    assert re.search(
        r'<li id="line-2" data-line="2"><span\s*dir="auto"><mark class="is-problem">31 September 2005</mark>',
        shown,
    )


def test_a_day_is_typed_as_on_every_form(officer):
    response = read(officer, invented())

    assert 'src="/static/pressroom/day.js"' in page(response)
    assert 'href="/static/pressroom/day.css"' in page(response)
    officer.post(ADDRESS, fields(response) | {"issued_on": "30.9.2005"})
    assert Release.objects.get().issued_on == date(2005, 9, 30)


def test_the_problems_of_a_draft_stay_beside_it(officer):
    text = "TEST/SER/8\n31 September 2005\n\nInvented title\n\nInvented text that goes on.\n"
    kept = officer.post(ADDRESS, fields(read(officer, text)) | {"issued_on": "2005-09-30"})
    assert "Line 2: There is no such day as 31 September 2005." in page(officer.get(kept["Location"]))


def test_an_embargo_is_shown_and_kept_with_the_draft(officer):
    text = invented(body="Invented text.\n\nThe text is embargoed until 5 March 2030, 11 a.m. CET")
    response = read(officer, text)
    assert "under embargo until" in page(response)
    officer.post(ADDRESS, fields(response))
    assert Release.objects.get().publish_at.isoformat() == "2030-03-05T10:00:00+00:00"


def test_markup_in_a_text_is_shown_and_never_run(officer):
    shown = page(read(officer, invented(body="Invented <script>alert(1)</script> text that goes on.")))
    assert (
        "<script>alert"
        not in read(officer, invented(body="An <script>alert(1)</script> text.")).content.decode()
    )
    assert "alert(1)" in shown


def test_a_picture_is_refused_and_the_text_typed_kept(officer):
    picture = SimpleUploadedFile("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    response = read(officer, "", picture)
    assert response.status_code == 422
    assert "picture.txt: This file is a PNG picture, not text" in page(response)


def test_an_original_that_was_tampered_with_asks_again(officer):
    sent = fields(read(officer, invented())) | {"original": "%%%"}
    assert officer.post(ADDRESS, sent).status_code == 200
    assert not Release.objects.exists()


def test_the_colours_of_the_page_are_those_of_the_desk():
    static = settings.BASE_DIR / "pressroom" / "static" / "pressroom"
    used = set(re.findall(r"var\((--status[\w-]*)", (static / "import.css").read_text(encoding="utf-8")))
    defined = set(re.findall(r"(--status[\w-]*):", (static / "admin.css").read_text(encoding="utf-8")))
    assert used
    assert used - defined == set()


def test_a_guess_is_shown_with_its_reason_and_the_line_it_came_from(officer):
    shown = page(read(officer, DOCUMENT))
    line = next(line for line in DOCUMENT.splitlines() if line.startswith("BANGKOK, 21 April"))
    number = DOCUMENT.splitlines().index(line) + 1
    assert re.search(
        rf'the year was taken from the date of issue\s*<a href="#line-{number}">Line {number}</a>', shown
    )
    assert line[:60] in shown.partition("the year was taken")[2].partition("</p>")[0]
    assert re.search(
        rf'<li id="line-{number}" data-line="{number}"><span\s*dir="auto"><mark class="is-guess">', shown
    )


def test_what_is_left_out_is_named_with_its_line_and_reason(officer, monkeypatch):
    text = "Skip to content\n" + invented()
    response = read(officer, text)
    omitted = response.context_data["omitted"]
    assert [one.line for one in omitted]
    shown = page(response)
    for one in omitted:
        assert f'<a href="#line-{one.line}">' in shown
        assert f"{one.text}</q> {one.reason}" in shown


RUSSIAN = (
    "UNIS/CP/903\n1 июня 2011 года\n\nСудьи учатся слушать\n\nВЕНА, 1 июня (Информационная служба ООН) - Курс "
    "начался сегодня в зале совета.\n"
)


def test_a_file_is_read_again_in_another_encoding_and_what_was_typed_stays(officer):
    upload = SimpleUploadedFile("a.txt", RUSSIAN.encode("koi8-r"))
    first = read(officer, "", upload)
    wrong = fields(first) | {"do": "again", "encoding": "cp866", "source": "Typed source"}
    second = officer.post(ADDRESS, wrong)
    assert second.context_data["outcome"].release.as_issued_encoding == "cp866"
    assert second.context_data["encoding_chosen"] == "cp866"
    right = fields(second) | {"do": "again", "encoding": "koi8-r", "read_as": "cp866"}
    third = officer.post(ADDRESS, right)
    assert third.context_data["form"]["title"].value() == "Судьи учатся слушать"
    assert third.context_data["form"]["source"].value() == "Typed source"
    officer.post(ADDRESS, fields(third) | {"encoding": "koi8-r", "read_as": "koi8-r"})
    release = Release.objects.get()
    assert (release.title, release.source) == ("Судьи учатся слушать", "Typed source")
    assert release.as_issued_encoding == "koi8-r"
    assert release.guesses == {}
    assert bytes(release.as_issued) == RUSSIAN.encode("koi8-r")


def test_an_encoding_that_does_not_fit_is_refused_and_the_review_stays(officer):
    upload = SimpleUploadedFile("a.txt", RUSSIAN.encode("koi8-r"))
    first = read(officer, "", upload)
    again = officer.post(ADDRESS, fields(first) | {"do": "again", "encoding": "utf-8", "title": "Typed"})
    assert "This file is not in UTF-8: choose another encoding." in page(again)
    assert again.context_data["form"]["title"].value() == "Typed"


SICJT = "The course was held by the Siam Institute for Criminal Justice Training (SICJT) in May."


def test_an_institute_that_the_catalogue_has_not_is_proposed_and_the_review_stays(officer):
    first = read(officer, invented(body=SICJT))
    assert "Not in the catalogue" in page(first)
    sent = fields(first) | {
        "do": "", "propose": "institute:SICJT", "kind-institute:SICJT": "regional", "title": "Typed title",
    }  # fmt: skip
    second = officer.post(ADDRESS, sent)
    institute = Institute.objects.get()
    assert (institute.slug, institute.kind, institute.is_proposed) == ("sicjt", "regional", True)
    proposal = Proposal.objects.get(is_new=True)
    assert (proposal.thing, proposal.comment) == (institute, "Named in an imported text: pasted text")
    assert second.context_data["form"]["title"].value() == "Typed title"
    assert [(one.slug, one.is_ticked) for one in second.context_data["institutes"]] == [("sicjt", True)]
    assert re.findall(r'name="([^"]+)" autofocus', page(second)) == ["role-sicjt"]
    assert not Release.objects.exists()
    officer.post(ADDRESS, fields(second))
    release = Release.objects.get()
    assert release.title == "Typed title"
    assert [mention.institute for mention in release.mentions.all()] == [institute]


def test_an_event_and_a_series_are_proposed_too(officer):
    first = read(
        officer, invented(body="It will report to the Third Invented Congress on Fair Courts in May.")
    )
    for key in ("event:Third Invented Congress on Fair Courts", "series:TEST/SER"):
        sent = fields(first) | {"do": "", "propose": key, f"kind-{key}": "congress"}
        first = officer.post(ADDRESS, sent)
    assert list(Event.objects.values_list("slug", "kind", "is_proposed")) == [
        ("third-invented-congress-on-fair-courts", "congress", True)
    ]
    assert list(Series.objects.values_list("prefix", "is_proposed")) == [("TEST/SER", True)]
    assert Proposal.objects.count() == 2


def test_what_the_text_does_not_name_is_not_proposed(officer):
    first = read(officer, invented())
    again = officer.post(ADDRESS, fields(first) | {"do": "", "propose": "institute:NOBODY"})
    assert again.status_code == 200
    assert not Proposal.objects.exists()


def test_a_kind_that_is_none_is_said_and_the_review_stays(officer):
    first = read(officer, invented(body=SICJT))
    sent = fields(first) | {"do": "", "propose": "institute:SICJT", "kind-institute:SICJT": "nonsense"}
    again = officer.post(ADDRESS, sent)
    assert "nonsense" in page(again)
    assert again.context_data["outcome"].release.title == "Invented title"
    assert not Institute.objects.exists()


def test_a_series_that_a_press_officer_s_text_is_the_first_to_name_is_only_proposed(officer):
    officer.post(ADDRESS, fields(read(officer, invented())))
    assert list(Series.objects.values_list("prefix", "is_proposed")) == [("TEST/SER", True)]
    assert [proposal.name for proposal in Proposal.objects.all()] == ["TEST/SER"]


def test_what_was_reviewed_is_submitted_in_the_same_step(officer):
    first = read(officer, invented())
    assert 'value="keep_and_submit"' in page(first)

    answer = officer.post(ADDRESS, fields(first) | {"do": "keep_and_submit", "title": "Typed"}, follow=True)

    release = Release.objects.get()
    assert (release.state, release.title) == ("submitted", "Typed")
    assert [(move.move, move.by) for move in release.transitions.all()] == [("submit", release.created_by)]
    assert "TEST/SER/7 (English) waits for approval." in " ".join(page(answer).split()).replace("</a>", "")


def test_who_may_not_submit_keeps_a_draft(client):
    user = make_user()
    allowed = Permission.objects.filter(group__name="Press officers")
    user.user_permissions.set(allowed.exclude(codename="submit_release"))
    client.force_login(user)
    first = read(client, invented())
    assert 'value="keep_and_submit"' not in page(first)

    client.post(ADDRESS, fields(first) | {"do": "keep_and_submit"})

    assert Release.objects.get().state == "draft"


def test_a_text_that_is_here_already_is_not_submitted_once_more(officer):
    sent = fields(read(officer, invented())) | {"do": "keep_and_submit"}
    officer.post(ADDRESS, sent | {"do": "keep"})

    officer.post(ADDRESS, sent)

    assert Release.objects.get().state == "draft"


def test_both_days_of_the_review_are_typed_in_any_usual_form(officer):
    first = read(officer, invented())
    assert page(first).count('class="day-field"') == 2

    officer.post(ADDRESS, fields(first) | {"issued_on": "4.5.2005", "dateline_on": "5 May 2005"})

    release = Release.objects.get()
    assert (release.issued_on, release.dateline_on) == (date(2005, 5, 4), date(2005, 5, 5))
