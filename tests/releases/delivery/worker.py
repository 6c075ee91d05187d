"""A process of the site that is spoken to by lines: it changes things and answers for pages, as a worker does.

Each line in is JSON, `["do", change, number]` or `["ask", address, headers]`; each line out says what came of it.
"""

import json
import os
import sys
from datetime import timedelta
from io import BytesIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from pressroom.wsgi import application  # isort: skip - makes Django ready for what follows

from django.utils import timezone

from institutes.models import Institute
from releases.editorial import workflow
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Event, Release, Series
from tests import factories

DAY = timedelta(days=1)


def people():
    writer = factories.make_user(PRESS_OFFICERS)
    return writer, factories.make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)


def begin(_number):
    factories.make_series("BKK/CP")
    heuni, congress = factories.make_institute("heuni"), factories.make_event("congress")
    release = factories.make_public_release(symbol="BKK/CP/1", institutes=(heuni,), events=(congress,))
    factories.make_photo(release)
    factories.make_logo(heuni)


def publish(number):
    writer, chief = people()
    release = factories.make_release(symbol=f"BKK/CP/{number + 2}", title=f"Okapi {number}")
    workflow.submit(release, by=writer, at=timezone.now())
    release.refresh_from_db()
    workflow.approve(release, by=chief, at=timezone.now())


def latest():
    return Release.objects.public(timezone.now()).exclude(symbol="BKK/CP/1").order_by("-pk").first()


def correct(number):
    writer, chief = people()
    draft = workflow.open_next_edition(latest(), by=writer, at=timezone.now(), note=f"Corrected {number}.")
    draft.title = f"Corrected {number}"
    workflow.save_edition(draft, by=writer, at=timezone.now(), seen=draft.version)
    draft.refresh_from_db()
    workflow.submit(draft, by=writer, at=timezone.now())
    draft.refresh_from_db()
    workflow.approve(draft, by=chief, at=timezone.now())


def withdraw(number):
    _writer, chief = people()
    workflow.withdraw(
        latest(), by=chief, at=timezone.now(), reason=f"Wrong {number}.", keep_text=number % 2 == 0
    )


def rename(number):
    Institute.objects.get(slug="heuni").names.update(name=f"Institute {number}")


def call_series(number):
    Series.objects.filter(prefix="BKK/CP").update(title=f"Subject {number}")


def move_event(number):
    day = timezone.localdate() + number * DAY
    Event.objects.filter(slug="congress").update(starts_on=day, ends_on=day)


def take_part(number):
    heuni, congress = Institute.objects.get(slug="heuni"), Event.objects.get(slug="congress")
    (congress.institutes.remove if congress.institutes.exists() else congress.institutes.add)(heuni)


def link(number):
    Release.objects.get(symbol="BKK/CP/1").links.create(reference=latest().reference, kind="see")


def mention(number):
    factories.make_institute(f"institute-{number}", name=f"Invented {number}")


CHANGES = {
    change.__name__: change
    for change in (
        begin, publish, correct, rename, link, call_series, move_event, take_part, mention, withdraw,
    )
}  # fmt: skip


def ask(address, headers):
    """The status, whether it was kept, and the text that a reader gets."""
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
    }  # fmt: skip
    begun = []
    answer = application(environ | headers, lambda status, given: begun.append(status))
    content = b"".join(answer).decode()
    if hasattr(answer, "close"):
        answer.close()
    return [begun[0], isinstance(answer, list), content]


def main():
    sys.stdout.write('"ready"\n')
    sys.stdout.flush()
    for line in sys.stdin:
        what, one, other = json.loads(line)
        answer = CHANGES[one](other) if what == "do" else ask(one, other)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
