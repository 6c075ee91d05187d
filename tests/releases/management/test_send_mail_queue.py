from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.institutes.mail.test_queue import queued
from tests.mail_sink import Sink

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("send_mail_queue", stdout=out, **options)
    return out.getvalue().splitlines()


def test_every_mail_that_was_tried_has_its_line(settings):
    with Sink() as sink:
        settings.MAIL_SERVER = sink.server
        queued(to="ann@example.org")
        queued(to="ben@example.org")
        assert run() == ["test to ann@example.org: Sent", "test to ben@example.org: Sent"]
        assert run() == []
        queued(to="cem@example.org")
        sink.answers["RCPT"] = "550 No such person"
        with pytest.raises(CommandError, match="Some mail was not sent"):
            run()


def test_a_limit_is_a_number():
    with pytest.raises(CommandError, match="--limit must be 1 or more"):
        run(limit=0)
