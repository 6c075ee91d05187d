"""One command sets the site up, again and again, and loses nothing."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from institutes.models import Institute, InstituteText
from releases.models import Event, Release
from tests.factories import make_release
from tests.oracle import search

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_collecting(settings):
    # The files of a test run belong nowhere.
    settings.DEBUG = True


def quickstart(capsys, **options):
    call_command("quickstart", no_server=True, **options)
    return capsys.readouterr().out


def test_an_empty_database_is_filled_and_has_one_account_a_group(capsys):
    said = quickstart(capsys)

    assert Release.objects.get().reference == "BKK/CP/14"
    assert list(search(Release.objects.all(), "extradition")) == list(Release.objects.all())
    assert (Institute.objects.count(), Event.objects.count()) == (19, 21)
    assert {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()} == {
        "press-officer": ["Press officers"],
        "editor": ["Editors"],
        "chief-editor": ["Chief editors"],
    }
    password = re.search(r"Password: (\S+) \(shown this once\)", said)[1]
    assert User.objects.get(username="editor").check_password(password)
    assert "Site:     http://127.0.0.1:8000/\n" in said


def test_a_second_run_changes_nothing(capsys):
    quickstart(capsys)
    InstituteText.objects.filter(institute__slug="heuni").update(description="Written by an editor.")
    User.objects.filter(username="editor").delete()

    said = quickstart(capsys, port=8001)

    texts = InstituteText.objects.filter(institute__slug="heuni")
    assert {text.description for text in texts} == {"Written by an editor."}
    assert User.objects.filter(username="editor").exists() is False
    assert "nothing was loaded, nothing was changed." in said
    assert "There are accounts already; none was made." in said
    assert "Site:     http://127.0.0.1:8001/\n" in said


def test_the_password_can_be_given_and_is_not_printed(capsys, monkeypatch):
    monkeypatch.setenv("PRESSROOM_DEMO_PASSWORD", "invented-password")

    said = quickstart(capsys)

    assert User.objects.get(username="press-officer").check_password("invented-password")
    assert "invented-password" not in said


def test_the_account_of_commands_is_none_of_the_people(capsys):
    account = User.objects.create(username="import_releases")
    account.set_unusable_password()
    account.save()

    quickstart(capsys)

    assert User.objects.count() == 4


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_a_port_that_is_none_is_refused_in_a_sentence(port):
    with pytest.raises(CommandError, match=f"{port} is not a port; give a number from 1 to 65535."):
        call_command("quickstart", no_server=True, port=port)


@pytest.mark.usefixtures("_small_pictures")
def test_the_demonstration_is_added_once_and_beside_the_document_alone(capsys):
    said = quickstart(capsys, demo=True)

    assert "Added 207 invented releases; remove_demo takes them away.\n" in said
    assert Release.objects.get(is_invented=False).reference == "BKK/CP/14"
    assert Release.objects.filter(is_invented=True, created_by__username="press-officer").count() == 207
    before = list(Release.objects.order_by("pk").values())

    said = quickstart(capsys, demo=True)

    assert "Invented releases are here already: none was added.\n" in said
    assert list(Release.objects.order_by("pk").values()) == before


def test_the_demonstration_is_refused_among_real_releases(capsys):
    quickstart(capsys)
    make_release(symbol="BKK/CP/15")

    with pytest.raises(CommandError, match="This database holds real releases besides BKK/CP/14"):
        quickstart(capsys, demo=True)

    assert Release.objects.count() == 2


@pytest.fixture
def _small_pictures(monkeypatch):
    """Their files take most of the time."""
    monkeypatch.setattr("releases.management.demonstration.pictures.LANDSCAPE", (90, 60))
    monkeypatch.setattr("releases.management.demonstration.pictures.PORTRAIT", (60, 90))
