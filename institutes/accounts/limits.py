"""How often somebody may try before they have to wait.

Each limit is a bucket of tries that fills again by itself. A try is taken out before anything expensive is done, and
put back if it was right. All workers share the buckets, which stand in the database; whoever has to wait costs one
question to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutes.models import TryLimit

SWEPT_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Limit:
    """So many `tries` at once, and one more after each `every`."""

    name: str
    tries: int
    every: timedelta


MINUTE = timedelta(minutes=1)
# Passwords. One network cannot use up what an account may be tried from all of them, so it locks nobody out.
OF_NETWORK = Limit("network", 20, MINUTE)
OF_ACCOUNT_FROM_NETWORK = Limit("account from network", 5, 5 * MINUTE)
OF_ACCOUNT = Limit("account", 50, MINUTE)
OF_KNOWN_DEVICE = Limit("known device", 10, MINUTE)
# Codes of six digits, once the password was right.
OF_CODES = Limit("codes", 5, 5 * MINUTE)
# Mails with a new password.
RESETS_OF_NETWORK = Limit("resets of network", 10, 5 * MINUTE)
RESETS_OF_ACCOUNT = Limit("resets of account", 3, 20 * MINUTE)

Bucket = tuple[Limit, str]


class TooManyTriesError(Exception):
    """There is no try left; `wait` is how long until there is one."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(wait)

    @property
    def seconds(self) -> int:
        """Whole seconds to wait, one at least."""
        return max(1, -(-self.wait // timedelta(seconds=1)))

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        if self.seconds < 60:
            wait = ngettext("%(count)s second", "%(count)s seconds", self.seconds) % {"count": self.seconds}
        else:
            minutes = -(-self.seconds // 60)
            wait = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
        return _("There were too many tries. Wait %(wait)s, then try again.") % {"wait": wait}


def take(buckets: Sequence[Bucket], at: datetime) -> bool:
    """One try is taken out of each bucket. Returns whether it was the last of one of them.

    Raises TooManyTriesError where one of them is empty at `at` (aware); none is touched then.
    """
    keys = {_key(*bucket): bucket[0] for bucket in buckets}
    _refuse(keys, dict(TryLimit.objects.filter(key__in=keys).values_list("key", "full_at")), at)
    with transaction.atomic():
        TryLimit.objects.bulk_create((TryLimit(key=key, full_at=at) for key in keys), ignore_conflicts=True)
        rows = list(TryLimit.objects.select_for_update().filter(key__in=keys).order_by("key"))
        _refuse(keys, {row.key: row.full_at for row in rows}, at)
        for row in rows:
            row.full_at = max(row.full_at, at) + keys[row.key].every
        TryLimit.objects.bulk_update(rows, ["full_at"])
        _sweep(at)
    return any(_wait(keys[row.key], row.full_at, at) > timedelta(0) for row in rows)


def put_back(buckets: Sequence[Bucket]) -> None:
    """The try that was taken out is there again."""
    keys = {_key(*bucket): bucket[0] for bucket in buckets}
    with transaction.atomic():
        rows = list(TryLimit.objects.select_for_update().filter(key__in=keys).order_by("key"))
        for row in rows:
            row.full_at -= keys[row.key].every
        TryLimit.objects.bulk_update(rows, ["full_at"])


def _refuse(limits: dict[str, Limit], full: dict[str, datetime], at: datetime) -> None:
    longest = max((_wait(limits[key], moment, at) for key, moment in full.items()), default=timedelta(0))
    if longest > timedelta(0):
        raise TooManyTriesError(longest)


def _wait(limit: Limit, full_at: datetime, at: datetime) -> timedelta:
    """How long it takes until there is a try in the bucket; nothing or less where there is one."""
    return full_at - (limit.tries - 1) * limit.every - at


def _sweep(at: datetime) -> None:
    """Some of the buckets that are full again at `at` have no row any more."""
    full = TryLimit.objects.select_for_update(skip_locked=True).filter(full_at__lt=at)
    TryLimit.objects.filter(key__in=list(full.values_list("key", flat=True)[:SWEPT_AT_ONCE])).delete()


def _key(limit: Limit, about: str) -> str:
    return sha256(f"{limit.name}\0{about}".encode()).hexdigest()
