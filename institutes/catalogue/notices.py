"""Who is told of proposals, and of changes of the public catalogue."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from institutes.enums import NoticeKind, ProposalState
from institutes.mail.notices import people_with, tell, write_down
from institutes.models import CatalogueChange, Proposal


def told_of_proposal(proposal: Proposal, *, by: Any, at: datetime) -> None:
    """Those who decide are told that it waits, or who made it what became of it; nobody of what they did."""
    facts = {
        "reference": proposal.name,
        "by": name_of_person(by),
        "comment": proposal.reason or proposal.comment,
        "path": reverse("admin:institutes_proposal_change", args=[proposal.pk]),
    }
    kinds = {ProposalState.ACCEPTED: NoticeKind.ACCEPTED, ProposalState.DECLINED: NoticeKind.DECLINED}
    kind = kinds.get(ProposalState(proposal.state), NoticeKind.PROPOSED)
    people = people_with(kind.permission) if kind is NoticeKind.PROPOSED else {proposal.made_by_id}
    key, about = f"{proposal.pk}.{proposal.version}", f"proposal:{proposal.pk}"
    write_down(tell(people - {by.pk}, kind, key=key, about=about, at=at, facts=facts))


def told_of_change(change: CatalogueChange) -> None:
    """The chief editors are told that the public catalogue was changed, but for whoever changed it."""
    by = change.made_by
    facts = {
        "reference": change.name,
        "by": name_of_person(by) if by is not None else "",
        "path": reverse("admin:institutes_cataloguechange_changelist"),
    }
    people = people_with("institutes.change_cataloguechange") - {change.made_by_id}
    key, about = str(change.pk), f"change:{change.pk}"
    write_down(tell(people, NoticeKind.CATALOGUE, key=key, about=about, at=change.made_at, facts=facts))


def name_of_person(user: Any) -> str:
    """The name that colleagues know a person by; the name of the account where no other was given."""
    return user.get_full_name() or user.get_username()
