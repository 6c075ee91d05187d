"""The pages that a preview link opens: as readers will see them, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from releases.editorial import preview_links, workflow
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.listing import public_index
from releases.models import PreviewLink, PreviewOpening
from tests.factories import NOON, SECOND, WHETHER_INVENTED, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FORMATS = ["/", ".txt"]


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def set_clock(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(NOON)
    return set_clock


def share(release=None, **fields):
    release = release or make_release(title="Draft title", body="<p>Draft text.</p>", **fields)
    return preview_links.share_preview(release, by=make_user(PRESS_OFFICERS), at=NOON, life=DAY)


def told(response):
    return response.status_code, sorted(response.headers.items()), response.content


@pytest.mark.parametrize("end", FORMATS)
def test_a_link_shows_the_draft_in_every_format_and_is_kept_nowhere(client, at, end):
    link, token = share()

    response = client.get(f"/preview/{token}{end}", headers={"User-Agent": "Invented/1.0"})

    assert response.status_code == 200
    assert "Draft title" in response.content.decode()
    assert "Draft text." in response.content.decode()
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response
    assert list(link.openings.values_list("at", "agent")) == [(NOON, "Invented/1.0")]


def test_the_page_is_marked_and_leads_to_the_text(client, at):
    _link, token = share()

    page = client.get(f"/preview/{token}/").content.decode()

    assert "Preview. This page is not public." in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert f'<a href="/preview/{token}.txt">' in page
    assert 'rel="canonical"' not in page


def test_the_page_speaks_the_language_of_the_draft(client, at):
    _link, token = share(language="ar")

    assert '<html lang="ar" dir="rtl">' in client.get(f"/preview/{token}/").content.decode()


def test_a_correction_is_shown_with_what_it_corrects(client, at):
    first = make_public_release(symbol="BKK/CP/14", publish_at=NOON - DAY)
    _link, token = share(symbol="BKK/CP/14", edition=2, previous=first, correction_note="Invented note.")

    page = client.get(f"/preview/{token}/").content.decode()

    assert "Correction: Invented note." in page
    assert '<a href="/en/releases/BKK/CP/14/editions/1/">Edition 1</a>' in page
    assert "?against=" not in page


DEATHS = {
    "expired": lambda link, at: at(NOON + DAY),
    "not made yet": lambda link, at: at(NOON - SECOND),
    "revoked": lambda link, at: preview_links.revoke_preview(link, by=make_user(PRESS_OFFICERS), at=NOON),
    "approved": lambda link, at: workflow.approve(
        link.release, by=make_user(EDITORS), at=NOON, publish_at=NOON + 2 * DAY
    ),
    "deleted": lambda link, at: PreviewLink.objects.filter(pk=link.pk).delete(),
}


@pytest.mark.parametrize("end", FORMATS)
@pytest.mark.parametrize("death", DEATHS)
def test_a_dead_link_is_told_as_one_that_never_was(client, at, death, end):
    link, token = share(state="submitted")
    nowhere = f"/preview/{'x' * len(token)}{end}"
    assert client.get(f"/preview/{token}{end}").status_code == 200

    DEATHS[death](link, at)

    assert client.get(nowhere).status_code == 404
    assert told(client.get(f"/preview/{token}{end}")) == told(client.get(nowhere))
    assert PreviewOpening.objects.count() == (0 if death == "deleted" else 1)


def test_a_preview_can_only_be_read(client, at):
    _link, token = share()

    assert client.post(f"/preview/{token}/").status_code == 405
    assert client.get("/preview/").status_code == 404
    assert client.get(f"/preview/{'x' * 101}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_openings(client, at, django_assert_num_queries, count):
    _link, token = share()
    for number in range(count):
        client.get(f"/preview/{token}/", HTTP_USER_AGENT=f"Invented/{number}")

    public_index.read_names()
    with django_assert_num_queries(6 + WHETHER_INVENTED):
        client.get(f"/preview/{token}/")
    with django_assert_num_queries(4):
        client.get(f"/preview/{token}.txt")
