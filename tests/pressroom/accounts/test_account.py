"""What a person at the desk chooses for themselves."""

import pytest
from django.urls import reverse

from institutes.accounts.languages import language_of
from institutes.models import Preferences
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"


@pytest.fixture
def person(client):
    user = make_user("Press officers")
    client.force_login(user)
    return user


def language_of_page(client, address=ACCOUNT, **headers):
    response = client.get(address, headers=headers)
    return response.headers["Content-Language"]


def test_the_desk_speaks_the_language_that_was_chosen(client, person):
    answer = client.post(ACCOUNT, {"language": "fr"})

    assert answer.status_code == 302
    assert language_of_page(client, **{"accept-language": "es"}) == "fr"
    assert language_of_page(client, reverse("admin:index")) == "fr"
    assert (Preferences.objects.get().language, language_of(person)) == ("fr", "fr")


def test_a_choice_is_remembered_from_one_session_to_the_next(client, person):
    Preferences.objects.create(user=person, language="ru")
    client.force_login(person)

    assert language_of_page(client) == "ru"


@pytest.mark.parametrize(
    ("asked", "spoken"), [("es", "es"), ("zh-CN", "zh-hans"), ("de", "en"), ("ja", "en"), ("", "en")]
)
@pytest.mark.usefixtures("person")
def test_without_a_choice_the_browser_is_asked_and_no_page_is_in_half_a_language(client, asked, spoken):
    assert language_of_page(client, **{"accept-language": asked}) == spoken
    assert language_of_page(client, "/admin/login/?next=/admin/", **{"accept-language": asked}) == spoken


@pytest.mark.usefixtures("person")
def test_only_languages_that_are_complete_are_offered(client, settings):
    settings.DESK_LANGUAGES = ("en", "fr")

    offered = client.get(ACCOUNT).context["form"].fields["language"].choices
    refused = client.post(ACCOUNT, {"language": "ru"})

    assert [code for code, _name in offered] == ["", "en", "fr"]
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["language"])
    assert language_of_page(client, **{"accept-language": "ru"}) == "en"


@pytest.mark.usefixtures("person")
def test_public_pages_stay_in_the_language_of_their_address(client):
    client.post(ACCOUNT, {"language": "fr"})

    assert language_of_page(client, "/es/") == "es"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(ACCOUNT).status_code == 302
