"""Whether everything works that this installation needs: each thing is really tried, and nothing of it stays."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.checks import run_checks
from django.core.mail import EmailMessage as PrintedMail
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min

from institutes.enums import MailState
from institutes.mail.messages import message, sender_address, wire_address
from institutes.mail.queue import checked_address
from institutes.mail.smtp import MailError, connected, hand_over
from institutes.models import QueuedMail
from releases.models import Release, Series
from releases.publication.formats import card_fonts
from releases.search.analysis import ANALYSIS_VERSION

CLOCKS_APART = timedelta(seconds=2)
MAIL_WAITS = timedelta(minutes=15)
SECONDS = 10.0


class WrongError(Exception):
    """What is wrong, and what to do, in one sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing, in one sentence."""

    name: str
    is_right: bool
    sentence: str


def findings(clock: Callable[[], datetime], *, mail_to: str = "") -> Iterator[Finding]:
    """One for each thing that was tried, as soon as it was. `clock` gives the aware instant of this process.

    The mail server is greeted and signed in to; a mail goes out only to `mail_to`, where it is given.
    """
    tried: list[tuple[str, Callable[[], str]]] = [
        ("database", database),
        ("migrations", migrations),
        ("seals", seals),
        ("search index", search_index),
        ("clock", lambda: clock_of_database(clock)),
        ("cache", shared_cache),
        ("folders", folders),
        ("pictures of links", card_images),
        ("mail", lambda: mail(clock(), mail_to)),
        ("mail queue", lambda: mail_queue(clock())),
    ]
    for name, check in tried:
        try:
            yield Finding(name, is_right=True, sentence=check())
        except WrongError as error:
            yield Finding(name, is_right=False, sentence=str(error))
        except Exception as error:
            yield Finding(name, is_right=False, sentence=f"{type(error).__name__}: {_one_line(error)}")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def database() -> str:
    """A row is written, read, and taken back."""
    with transaction.atomic():
        prefix = f"CHECK/{uuid4().hex[:12].upper()}"
        made = Series.objects.bulk_create([Series(prefix=prefix)])
        is_read = Series.objects.filter(prefix=prefix).count() == len(made)
        transaction.set_rollback(True)
    if not is_read:
        raise WrongError("The database does not give back what was written to it.")
    return f"{connection.display_name} reads and writes ({connection.settings_dict['NAME']})."


def migrations() -> str:
    """Every migration of the code is applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        first = plan[0][0]
        raise WrongError(
            f"{len(plan)} migrations are not applied, the first is {first.app_label}.{first.name}: "
            "run `manage.py migrate`."
        )
    return "Every migration is applied."


def seals() -> str:
    """The database refuses to change what was issued."""
    for problem in run_checks(tags=["database"], databases=["default"]):
        if problem.id == "releases.W003":
            raise WrongError(f"{problem.msg} {problem.hint}")
    return "The database refuses to change what was issued."


def search_index() -> str:
    """The index was made by this version of the code and has every release."""
    for problem in run_checks(tags=["database"], databases=["default"]):
        if problem.id in ("releases.W001", "releases.W002"):
            raise WrongError(f"{problem.msg} {problem.hint}")
    count = Release.objects.count()
    return f"The search index has all {count} editions and is of version {ANALYSIS_VERSION}."


def clock_of_database(clock: Callable[[], datetime]) -> str:
    """The database and this process agree what time it is: time alone publishes."""
    statement = {"postgresql": "SELECT extract(epoch FROM clock_timestamp())::float"}.get(
        connection.vendor, "SELECT (julianday('now') - 2440587.5) * 86400.0"
    )
    before = clock()
    with connection.cursor() as cursor:
        cursor.execute(statement)
        (seconds,) = cursor.fetchone()
    theirs = datetime.fromtimestamp(float(seconds), UTC)
    apart = max(before - theirs, theirs - clock(), timedelta())
    if apart > CLOCKS_APART:
        raise WrongError(
            f"The clock of the database is {apart.total_seconds():.0f} seconds off that of this machine: "
            "set both by NTP."
        )
    return f"The clocks of the database and of this machine agree: {theirs:%Y-%m-%d %H:%M:%S} UTC."


def shared_cache() -> str:
    """A value is kept and given back."""
    key, value = f"check-{uuid4().hex}", uuid4().hex
    cache.set(key, value, 30)
    came = cache.get(key)
    cache.delete(key)
    if came != value:
        raise WrongError("The cache does not give back what was put into it: look at CACHE_URL.")
    place = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    return f"The cache keeps what it is given ({place})."


def folders() -> str:
    """Files can be written where pictures lie, and read where stylesheets lie."""
    media, static = Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)
    try:
        media.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=media) as file:
            file.write(b"check")
    except OSError as error:
        raise WrongError(f"MEDIA_ROOT, {media}, cannot be written to: {error.strerror}.") from error
    if not settings.DEBUG and not any(static.glob("*")):
        raise WrongError(f"STATIC_ROOT, {static}, is empty: run `manage.py collectstatic --no-input`.")
    return f"Files can be written to {media}."


def card_images() -> str:
    """Pictures of links can be drawn in every language; where the fonts are not there, pages have none."""
    missing = sorted(set(card_fonts.SAMPLES) - set(card_fonts.drawn_languages()))
    if missing:
        return (
            f"No pictures of links in {', '.join(missing)}: FONTS_DIR, {settings.FONTS_DIR}, lacks their fonts "
            "(fonts-noto-core, fonts-noto-cjk, fonts-dejavu-core)."
        )
    return "Pictures of links can be drawn in every language."


def mail(at: datetime, to: str) -> str:
    """The server is there and lets us in; where `to` is an address, it takes a mail to it."""
    server: dict[str, Any] | None = settings.MAIL_SERVER
    test = _test_mail(at, to) if to else None
    if server is None:
        if test is not None:
            PrintedMail(test.subject, test.text, settings.DEFAULT_FROM_EMAIL, [test.to]).send()
        return "EMAIL_URL is left out: mail is printed and reaches nobody."
    place = f"{server['host']}:{server['port']}"
    try:
        with connected(server, seconds=SECONDS) as session:
            if test is not None:
                hand_over(
                    session,
                    sender=sender_address(),
                    to=wire_address(test.to),
                    data=message(test).as_bytes(),
                    before_last_line=lambda: True,
                )
    except MailError as error:
        raise WrongError(f"The mail server {place} does not work: {_one_line(error)}.") from error
    said = f", and took a mail to {test.to}" if test is not None else ""
    signed = " and lets us in" if server["user"] else ""
    return f"The mail server {place} answers{signed}{said}."


def _test_mail(at: datetime, to: str) -> QueuedMail:
    """A mail that is not queued."""
    return QueuedMail(
        to=checked_address(to),
        subject=f"Test of {settings.SITE_URL}",
        text="This mail was sent by manage.py check_installation: mail works.\n",
        language="en",
        kind="check",
        message_id=uuid4().hex,
        queued_at=at,
    )


def mail_queue(at: datetime) -> str:
    """Somebody sends what waits."""
    waiting = QueuedMail.objects.filter(state=MailState.WAITING)
    oldest = waiting.aggregate(oldest=Min("not_before"))["oldest"]
    if oldest is not None and oldest < at - MAIL_WAITS:
        raise WrongError(
            f"Mail waits since {oldest:%Y-%m-%d %H:%M} UTC: let `manage.py send_mail_queue` run as a service "
            "or by a timer."
        )
    troubled = QueuedMail.objects.troubled().count()
    return f"{waiting.count()} mails wait, {troubled} did not go out as they should (listed at the desk)."
