"""Each thing is really tried: what is broken here is really broken."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from institutes.models import QueuedMail
from pressroom import installation
from releases.database import immutability
from releases.models import SearchIndex, Series
from tests.factories import make_release
from tests.institutes.mail.test_queue import queued
from tests.mail_sink import Sink

pytestmark = pytest.mark.django_db
NAMES = [
    "database", "migrations", "seals", "search index", "clock", "cache", "folders", "pictures of links",
    "mail", "mail queue",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
    (tmp_path / "static").mkdir()
    (tmp_path / "static/pressroom.css").touch()
    settings.MAIL_SERVER = None


def run(**options):
    """Exit code, and the lines by name: whether it is right, and what is said."""
    out, code = StringIO(), 0
    try:
        call_command("check_installation", stdout=out, no_color=True, **options)
    except SystemExit as end:
        code = end.code
    lines = {}
    for line in out.getvalue().splitlines():
        mark, _blank, rest = line.partition("  ")
        name, _colon, sentence = rest.partition(": ")
        lines[name] = (mark == "right", sentence)
    return code, lines


def wrong(**options):
    """What is said of the one thing that is wrong."""
    code, lines = run(**options)
    assert code == 1
    ((name, (_is_right, sentence)),) = [line for line in lines.items() if not line[1][0]]
    return name, sentence


def test_everything_is_right_and_nothing_of_the_trials_stays(settings):
    make_release()
    series = set(Series.objects.values_list("prefix", flat=True))

    code, lines = run()

    assert code == 0
    assert list(lines) == NAMES
    assert all(is_right for is_right, _sentence in lines.values())
    assert lines["search index"][1].startswith("The search index has all 1 editions")
    assert lines["mail"][1] == "EMAIL_URL is left out: mail is printed and reaches nobody."
    assert set(Series.objects.values_list("prefix", flat=True)) == series
    assert list(settings.MEDIA_ROOT.iterdir()) == []


def test_the_mail_server_is_greeted_and_sent_to_only_where_it_is_asked_for(settings):
    with Sink() as sink:
        settings.MAIL_SERVER = sink.server
        assert run()[1]["mail"] == (True, f"The mail server 127.0.0.1:{sink.port} answers.")
        assert sink.mails == []

        said = run(mail_to="ann@example.org")[1]["mail"]
        assert said == (
            True,
            f"The mail server 127.0.0.1:{sink.port} answers, and took a mail to ann@example.org.",
        )
        assert [mail["To"] for mail in sink.mails] == ["ann@example.org"]
        assert not QueuedMail.objects.exists()

        sink.answers["RCPT"] = "550 No such person"
        name, sentence = wrong(mail_to="ben@example.org")
        assert (name, sentence.endswith(" does not work: 550 No such person.")) == ("mail", True)

        settings.MAIL_SERVER = sink.server | {"user": "a", "password": "b"}
        assert wrong()[0] == "mail"
    settings.MAIL_SERVER = sink.server
    assert wrong() == (
        "mail", f"The mail server 127.0.0.1:{sink.port} does not work: [Errno 111] Connection refused.",
    )  # fmt: skip


def test_a_wrong_address_is_refused_before_anything_is_tried():
    with pytest.raises(CommandError, match="--mail-to"):
        run(mail_to="ann")


def test_a_folder_that_cannot_be_written_to(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file"

    name, sentence = wrong()

    assert (name, str(tmp_path / "file") in sentence) == ("folders", True)


def test_stylesheets_that_were_not_collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "nothing"

    assert wrong() == (
        "folders", f"STATIC_ROOT, {tmp_path / 'nothing'}, is empty: run `manage.py collectstatic --no-input`.",
    )  # fmt: skip


def test_a_cache_that_keeps_nothing(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert wrong() == (
        "cache", "The cache does not give back what was put into it: look at CACHE_URL.",
    )  # fmt: skip


def test_a_search_index_of_another_version():
    SearchIndex.objects.update(analysis_version=0)

    assert wrong()[0] == "search index"


def test_seals_that_are_missing():
    immutability.lift(connection)

    name, sentence = wrong()
    immutability.put(connection)

    assert (name, "does not refuse" in sentence) == ("seals", True)


def test_a_migration_that_is_not_applied():
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'institutes' AND name = "
            "(SELECT max(name) FROM django_migrations WHERE app = 'institutes')"
        )

    name, sentence = wrong()

    assert (name, sentence.endswith("run `manage.py migrate`.")) == ("migrations", True)


def test_clocks_that_differ():
    found = list(installation.findings(lambda: timezone.now() + timedelta(minutes=1)))

    (clock,) = (one for one in found if one.name == "clock")
    assert not clock.is_right
    assert clock.sentence.startswith("The clock of the database is 60 seconds off") or "59" in clock.sentence


def test_mail_that_nobody_sends():
    queued(at=timezone.now() - timedelta(minutes=14))
    assert run()[1]["mail queue"] == (
        True, "1 mails wait, 0 did not go out as they should (listed at the desk).",
    )  # fmt: skip

    queued(at=timezone.now() - timedelta(minutes=16))
    assert wrong()[0] == "mail queue"


def test_what_breaks_altogether_is_a_sentence(monkeypatch):
    def broken():
        raise RuntimeError("Line one\nline two")

    monkeypatch.setattr(installation, "migrations", broken)

    assert wrong() == ("migrations", "RuntimeError: Line one line two")
