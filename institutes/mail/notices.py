"""People are told by mail of what concerns them: noted in the transaction of what happened, written a little later.

What happens to many things in a row, as when thirty releases are approved at once, makes one mail of each kind for
each person.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction

from institutes.enums import MailState, NoticeKind
from institutes.mail.queue import queue_mail
from institutes.mail.texts import written
from institutes.models import Notice, QueuedMail
from institutes.models.queued_mail import LONGEST_ADDRESS

# A mail is made when nothing was added for so long, but not later than the second.
QUIET = timedelta(seconds=20)
LONGEST_WAIT = timedelta(minutes=2)
# What the clock does is told at once.
TIMED = (NoticeKind.DUE, NoticeKind.PUBLIC)
MOST_IN_ONE = 50
MOST_AT_ONCE = 5_000
KEPT = timedelta(days=30)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def people_with(permission: str) -> set[int]:
    """The keys of the active people who have this permission, such as `releases.approve_release`. One query."""
    return set(User.objects.with_perm(permission, backend=BACKEND).values_list("pk", flat=True))


def tell(
    people: Iterable[int],
    kind: NoticeKind,
    *,
    key: str,
    about: str,
    at: datetime,
    facts: Mapping[str, Any],
    not_after: datetime | None = None,
) -> list[Notice]:
    """The notices of `kind` for these people, not written yet: `write_down` writes those of one move at once.

    `key` is what happened, `about` the thing that it happened to.
    """
    return [
        Notice(
            person_id=person, kind=kind, key=f"{kind}:{key}:{person}", about=about, at=at, facts=dict(facts),
            not_after=not_after,
        )
        for person in sorted(people)
    ]  # fmt: skip


def write_down(notices: Collection[Notice]) -> None:
    """These people are told once the transaction is committed; of what they were told before, not again."""
    if notices:
        Notice.objects.bulk_create(notices, ignore_conflicts=True)


def take_back(about: str, kinds: Collection[NoticeKind]) -> None:
    """Nobody is told this of `about` any more, unless the mail is on its way. Inside the transaction of the move."""
    untrue = Notice.objects.filter(about=about, kind__in=kinds)
    mails = set(untrue.exclude(mail=None).values_list("mail", flat=True))
    untrue.filter(composed_at=None).delete()
    for mail in mails:
        with_others = list(
            Notice.objects.filter(mail=mail).exclude(about=about, kind__in=kinds).values_list("pk", flat=True)
        )
        if QueuedMail.objects.filter(pk=mail, state__in=MailState.TO_SEND).delete()[0]:
            untrue.filter(mail=None, composed_at__isnull=False).delete()
            # What else stood in that mail is told in another one.
            Notice.objects.filter(pk__in=with_others).update(composed_at=None)


def compose(at: datetime) -> int:
    """Mails are made of what people are to be told at `at` (aware), and queued; returns how many.

    Several processes at once make one mail of each notice.
    """
    Notice.objects.filter(at__lt=at - KEPT).delete()
    waiting = Notice.objects.waiting().values_list("person", "kind", "at", "pk")[:MOST_AT_ONCE]
    made = 0
    for (person, kind), group in groupby(list(waiting), key=lambda line: line[:2]):
        lines = list(group)
        times = [line[2] for line in lines]
        is_quiet = max(times) <= at - QUIET or min(times) <= at - LONGEST_WAIT
        if kind not in TIMED and not is_quiet:
            continue
        for start in range(0, len(lines), MOST_IN_ONE):
            made += _compose(person, kind, [line[3] for line in lines[start : start + MOST_IN_ONE]], at)
    return made


def _compose(person: int, kind: str, keys: list[int], at: datetime) -> int:
    """One mail of these notices, where nobody else has made it and the person is to get it."""
    with transaction.atomic():
        rows = Notice.objects.filter(pk__in=keys, composed_at=None).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        notices = list(rows)
        user = User.objects.select_related("preferences").filter(pk=person).first()
        if not notices or user is None:
            return 0
        mail = _mail(user, NoticeKind(kind), notices, at) if may_get(user, NoticeKind(kind)) else None
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(composed_at=at, mail=mail)
    return int(mail is not None)


def may_get(user: Any, kind: NoticeKind) -> bool:
    """Whether `user` is told of `kind` by mail: works at the desk, may see it there, has an address, and wants it."""
    if not (user.is_active and user.is_staff and user.email and len(user.email) <= LONGEST_ADDRESS):
        return False
    preferences = getattr(user, "preferences", None)
    declined = preferences.declined_notices if preferences is not None else []
    return kind not in declined and user.has_perm(kind.permission)


def _mail(user: Any, kind: NoticeKind, notices: list[Notice], at: datetime) -> QueuedMail | None:
    preferences = getattr(user, "preferences", None)
    language = (preferences.language if preferences is not None else "") or "en"
    subject, text = written(kind, language, [notice.facts for notice in notices])
    ends = [notice.not_after for notice in notices]
    not_after = max((end for end in ends if end is not None), default=None) if None not in ends else None
    return queue_mail(
        to=user.email,
        subject=subject,
        text=text,
        language=language,
        kind=kind,
        at=at,
        person=user,
        not_after=not_after,
    )
