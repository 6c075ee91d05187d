"""What of the releases needs one person: each section of the first page, by queries that an index answers.

None of them grows with the archive: they look at open editions, and at what has a time that is near.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pressroom.dashboard.lines import SHOWN, Line, Section, line_of, section
from releases.editorial.clock import lead, on_the_clock, status_with_time, time_in_words
from releases.editorial.comments import CALLING
from releases.editorial.editions import corrected_elsewhere
from releases.editorial.hands import touched_by
from releases.editorial.schedule import BEGINNING
from releases.enums import Move, ReleaseState, Status
from releases.models import Mention, Release, Transition
from releases.models.lookups import PUBLISH_AT
from releases.models.release import CARD_FIELDS, ReleaseQuerySet

ROWS = Release.objects.only(
    *CARD_FIELDS, "returned_at", "modified_at", "dateline_city", "created_by", "modified_by", "previous"
)
SOON = timedelta(days=1)
# For how long a translation that was not looked at counts as one that has to be.
LAGGING = timedelta(days=30)
MOST_IN_HAND = 100
MOST_CORRECTIONS = 50
DECIDES = "releases.approve_release"


def needs_of_releases(user: User, at: datetime) -> list[Section]:
    """The sections about releases, for somebody who may see them, in the order in which they cannot wait."""
    returned = _returned(user, at)
    waiting = _waiting(user, at) if user.has_perm(DECIDES) else []
    said = _last_words([*returned, *waiting])
    in_hand = _in_hand(user)
    return [
        *section("returned", _("Returned to you"), _returned_lines(returned, said), _list(Status.RETURNED)),
        *section(
            "waiting", _("Waiting for your approval"), _waiting_lines(waiting, said), _list(Status.SUBMITTED)
        ),
        *section("forced", _("Forced, and nobody has confirmed it"), _forced(user, at), _page("forced")),
        *section("soon", _("Going out within a day"), _soon(at), _page("schedule")),
        *section("written", _("You are working on"), _written(in_hand, at), _list(Status.DRAFT)),
        *section("guesses", _("Guesses to confirm"), _guesses(in_hand)),
        *section("behind", _("Behind a correction"), _behind(user, at)),
    ]


def published(at: datetime) -> ReleaseQuerySet:
    """What is public, the last to go out first."""
    rows = ROWS.public(at).alias(out_at=PUBLISH_AT)
    return rows.filter(state__written_in=ReleaseState.ISSUED, out_at__lte=at).order_by("-out_at", "-pk")


def published_last(at: datetime) -> list[Line]:
    """The last to go out."""
    return [line_of(release, notes=(time_in_words(release, at),)) for release in published(at)[:SHOWN]]


def _list(status: str) -> str:
    return f"{reverse('admin:releases_release_changelist')}?status={status}"


def _page(name: str) -> str:
    return reverse(f"admin:releases_release_{name}")


def _returned(user: User, at: datetime) -> list[Release]:
    rows = ROWS.with_status(Status.RETURNED, at).filter(touched_by(user))
    return list(rows.order_by("-returned_at", "-pk")[: SHOWN + 1])


def _waiting(user: User, at: datetime) -> list[Release]:
    rows = ROWS.with_status(Status.SUBMITTED, at).exclude(touched_by(user))
    return list(rows.order_by("modified_at", "pk")[: SHOWN + 1])


def _last_words(releases: Iterable[Release]) -> dict[int, Transition]:
    """key → the last return or submission of each of these editions that said something."""
    lines = Transition.objects.filter(release__in=[release.pk for release in releases], move__in=CALLING)
    return {line.release_id: line for line in lines.exclude(comment="").select_related("by").order_by("pk")}


def _words(said: dict[int, Transition], release: Release) -> dict[str, Any]:
    line = said.get(release.pk)
    return {"quote": line.comment, "by": line.by} if line is not None else {}


def _returned_lines(rows: list[Release], said: dict[int, Transition]) -> list[Line]:
    return [
        line_of(release, notes=(on_the_clock(release.returned_at),), **_words(said, release))
        for release in rows
        if release.returned_at is not None
    ]


def _waiting_lines(rows: list[Release], said: dict[int, Transition]) -> list[Line]:
    return [
        line_of(
            release,
            "move",
            Move.APPROVE,
            notes=(_("since %(time)s") % {"time": on_the_clock(release.modified_at)},),
            **_words(said, release),
        )
        for release in rows
    ]


def _forced(user: User, at: datetime) -> list[Line]:
    """What `user` may confirm: neither theirs nor forced by them, who had a hand in it."""
    if not user.has_perm(DECIDES):
        return []
    rows = ROWS.filter(awaits_confirmation=True, state__in=ReleaseState.ISSUED).exclude(touched_by(user))
    return [
        line_of(release, "move", Move.CONFIRM, notes=(status_with_time(release, at),), is_urgent=True)
        for release in rows.order_by("pk")[: SHOWN + 1]
    ]


def _soon(at: datetime) -> list[Line]:
    """What goes out within a day, and what was to go out by then and nobody approved; in the order of time."""
    timed = ROWS.alias(out_at=PUBLISH_AT).filter(out_at__lte=at + SOON)
    approved = timed.filter(state__written_in=ReleaseState.ISSUED, state=ReleaseState.APPROVED, out_at__gt=at)
    rows = list(approved.order_by("out_at", "pk")[: SHOWN + 1])
    for state in ReleaseState.OPEN:
        planned = timed.filter(state__written_in=ReleaseState.OPEN, state=state, out_at__gt=BEGINNING)
        rows += planned.order_by("-out_at", "-pk")[: SHOWN + 1]
    return [_soon_line(release, at) for release in sorted(rows, key=lambda row: (row.public_from, row.pk))]


def _soon_line(release: Release, at: datetime) -> Line:
    notes: tuple[str, ...] = (time_in_words(release, at),)
    is_open = release.state in ReleaseState.OPEN
    is_overdue = is_open and release.public_from <= at
    if is_overdue:
        notes += (_("Its time has come and nobody approved it."),)
    elif is_open:
        notes += (_("not approved yet"),)
    return line_of(release, notes=notes, due=None if is_overdue else release.public_from, is_urgent=is_open)


def _in_hand(user: User) -> list[Release]:
    """The open editions that `user` wrote or was the last to change, the last changed first."""
    guessed = Mention.objects.filter(release=OuterRef("pk"), is_guess=True)
    rows = ROWS.filter(state__written_in=ReleaseState.OPEN).annotate(has_guessed_names=Exists(guessed))
    rows = rows.only(*CARD_FIELDS, "returned_at", "modified_at", "dateline_city", "guesses")
    rows = rows.order_by("-modified_at", "-pk")
    mine = {
        release.pk: release
        for column in ("created_by", "modified_by")
        for release in rows.filter(**{column: user.pk})[:MOST_IN_HAND]
    }
    return sorted(mine.values(), key=lambda release: (release.modified_at, release.pk), reverse=True)


def _written(in_hand: list[Release], at: datetime) -> list[Line]:
    return [
        line_of(release, notes=(status_with_time(release, at), on_the_clock(release.modified_at)))
        for release in in_hand
        if release.returned_at is None
    ]


def _guesses(in_hand: list[Any]) -> list[Line]:
    lines = []
    for release in in_hand:
        number = len(release.guesses) + release.has_guessed_names
        if number:
            said = ngettext("%(count)d guess", "%(count)d guesses", number) % {"count": number}
            lines.append(line_of(release, "move", Move.CONFIRM_GUESSES, notes=(said,)))
    return lines


def _behind(user: User, at: datetime) -> list[Line]:
    """Versions that were not touched since one in another language was corrected, in the last thirty days.

    For those who wrote or last changed the version, and for those who approve.
    """
    corrections = (
        Release.objects.public(at)
        .alias(out_at=PUBLISH_AT)
        .filter(
            state__written_in=ReleaseState.ISSUED,
            previous__isnull=False,
            correction_is_minor=False,
            out_at__gt=at - LAGGING,
            out_at__lte=at,
        )
    )
    references = set(
        corrections.order_by("-out_at", "-pk").values_list("reference", flat=True)[:MOST_CORRECTIONS]
    )
    if not references:
        return []
    rows = ROWS.filter(reference__in=references).order_by("reference", "language", "edition")
    lines = []
    for _reference, versions in groupby(rows, key=lambda row: row.reference):
        lines += _behind_in(list(versions), user, at)
    return lines


def _behind_in(versions: list[Release], user: User, at: datetime) -> list[Line]:
    by_key = {version.pk: version for version in versions}
    for version in versions:
        if version.previous_id in by_key:
            version.previous = by_key[version.previous_id]
    lines = []
    for language, of_language in groupby(versions, key=lambda row: row.language):
        last = list(of_language)[-1]
        is_theirs = user.has_perm(DECIDES) or user.pk in (last.created_by_id, last.modified_by_id)
        if not is_theirs or (last.state in ReleaseState.ISSUED and not last.is_public(at)):
            continue
        others = [row for row in versions if row.language != language and row.is_issued(at)]
        newer = corrected_elsewhere(last, at, elsewhere=others)
        if newer:
            lines.append(line_of(last, notes=tuple(_correction_note(other, at) for other in newer)))
    return lines


def _correction_note(other: Release, at: datetime) -> str:
    return _("The %(language)s version was corrected %(lead)s: %(note)s") % {
        "language": other.get_language_display(),
        "lead": lead(other.public_from, at),
        "note": other.correction_note,
    }
