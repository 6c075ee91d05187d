"""What of the catalogue of institutes, events and series needs one person."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from institutes.catalogue import changes, proposals
from institutes.enums import ProposalState
from institutes.models import Proposal
from pressroom.dashboard.lines import SHOWN, Line, Section, section
from releases.editorial.clock import on_the_clock

# For how long somebody is told what became of their proposal.
NEWS = timedelta(days=7)


def needs_of_catalogue(user: User, at: datetime) -> list[Section]:
    """Proposals to decide, changes to look at, and what became of one's own proposals."""
    return [*_proposals(user), *_changes(user), *_decided(user, at)]


def _address(proposal: Proposal) -> str:
    return reverse("admin:institutes_proposal_change", args=[proposal.pk])


def _proposals(user: User) -> list[Section]:
    if not proposals.may_decide(user):
        return []
    rows = Proposal.objects.filter(state=ProposalState.WAITING).select_related("made_by")
    lines = [
        Line(
            _address(proposal),
            proposal.name,
            notes=(on_the_clock(proposal.made_at),),
            quote=proposal.comment,
            by=proposal.made_by,
        )
        for proposal in rows.order_by("made_at", "pk")[: SHOWN + 1]
    ]
    more = reverse("admin:institutes_proposal_changelist") + "?state__exact=waiting"
    return section("proposals", _("Proposals to decide"), lines, more)


def _changes(user: User) -> list[Section]:
    if not user.has_perm("institutes.change_cataloguechange"):
        return []
    rows = changes.unseen().select_related("made_by")
    lines = [
        Line(
            reverse("admin:institutes_cataloguechange_change", args=[change.pk]),
            change.name,
            notes=(on_the_clock(change.made_at), str(change.made_by or _("nobody known"))),
        )
        for change in rows.order_by("-made_at", "-pk")[: SHOWN + 1]
    ]
    more = reverse("admin:institutes_cataloguechange_changelist") + "?seen=no"
    return section("changes", _("Changes of the catalogue to see"), lines, more)


def _decided(user: User, at: datetime) -> list[Section]:
    rows = Proposal.objects.filter(made_by=user.pk, decided_at__gt=at - NEWS).exclude(decided_by=user.pk)
    lines = [
        Line(
            _address(proposal),
            proposal.name,
            notes=(str(proposal.get_state_display()),),
            quote=proposal.reason,
            by=proposal.decided_by,
        )
        for proposal in rows.select_related("decided_by").order_by("-decided_at", "-pk")[: SHOWN + 1]
    ]
    return section("decided", _("Your proposals"), lines)
