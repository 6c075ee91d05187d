"""Who else has a draft open, and since when."""

from datetime import timedelta

import pytest

from releases.models import Presence
from tests.factories import NOON, make_release, make_user

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def others(release, user, at):
    return [(one.user, one.opened_at) for one in Presence.objects.others(release, user=user, at=at)]


def test_others_are_seen_since_they_came_until_they_go():
    release, me, first, second = make_release(), make_user(), make_user(), make_user()
    note = Presence.objects.note
    note(release, user=first, at=NOON)
    note(release, user=me, at=NOON + MINUTE)
    note(release, user=second, at=NOON + MINUTE)
    note(release, user=first, at=NOON + 2 * MINUTE)
    note(make_release(), user=first, at=NOON)

    assert others(release, me, NOON + 3 * MINUTE) == [(first, NOON), (second, NOON + MINUTE)]
    assert others(release, me, NOON + 4 * MINUTE) == [(first, NOON)]
    assert others(release, me, NOON + 5 * MINUTE) == []
    assert others(release, second, NOON + 3 * MINUTE) == [(first, NOON), (me, NOON + MINUTE)]

    Presence.objects.leave(release, user=first)
    assert others(release, me, NOON + 3 * MINUTE) == [(second, NOON + MINUTE)]


def test_who_comes_back_is_there_since_then():
    release, me, other = make_release(), make_user(), make_user()
    Presence.objects.note(release, user=other, at=NOON)
    Presence.objects.note(release, user=other, at=NOON + 10 * MINUTE)
    Presence.objects.note(release, user=other, at=NOON + 9 * MINUTE)

    assert others(release, me, NOON + 11 * MINUTE) == [(other, NOON + 10 * MINUTE)]
