import pytest

from institutes.enums import NoticeKind
from institutes.mail.notices import may_get
from institutes.models import Preferences
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/account/mail/"


def signed_in(client, group):
    user = make_user(group, email="ann@example.org")
    client.force_login(user)
    return user


def offered(client):
    return [code for code, _label in client.get(ADDRESS).context["form"].fields["wanted"].choices]


def test_everybody_chooses_among_what_they_could_get(client):
    signed_in(client, "Press officers")
    own = offered(client)
    signed_in(client, "Editors")
    editors = offered(client)
    signed_in(client, "Chief editors")

    assert own == [
        kind for kind in NoticeKind if kind not in ("submitted", "forced", "proposed", "catalogue")
    ]
    assert editors == [kind for kind in NoticeKind if kind != "catalogue"]
    assert offered(client) == list(NoticeKind)


def test_what_is_declined_is_not_sent_and_can_be_wanted_again(client):
    user = signed_in(client, "Editors")
    Preferences.objects.create(user=user, language="fr", declined_notices=["catalogue"])
    page = client.get(ADDRESS)
    assert "ann@example.org" in page.content.decode()
    wanted = page.context["form"].initial["wanted"]

    client.post(ADDRESS, {"wanted": [code for code in wanted if code not in ("due", "public")]})

    chosen = Preferences.objects.get(user=user)
    # What cannot be chosen on the page stays as it was, and so does everything else.
    assert (chosen.language, chosen.declined_notices) == ("fr", ["catalogue", "due", "public"])
    user.refresh_from_db()
    assert [kind for kind in NoticeKind if not may_get(user, kind)] == ["due", "public", "catalogue"]

    client.post(ADDRESS, {"wanted": wanted})
    assert Preferences.objects.get(user=user).declined_notices == ["catalogue"]


def test_nonsense_is_refused_and_changes_nothing(client):
    user = signed_in(client, "Editors")

    page = client.post(ADDRESS, {"wanted": ["catalogue"]})

    assert page.context["form"].errors
    assert not Preferences.objects.filter(user=user).exists()


def test_nobody_is_asked_without_signing_in(client):
    assert client.get(ADDRESS).status_code == 302
