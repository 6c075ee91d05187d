"""Who had a hand in an edition, asked of many editions by one query."""

from django.contrib.auth.models import User
from django.db.models import BigIntegerField, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from releases.enums import Move
from releases.models import Release


def touched_by(user: User) -> Q:
    """The editions that `user` wrote, or saved a change to since they were opened: what they may not approve.

    The same as `Lineage.hands` says of one edition.
    """
    person = Coalesce("history_user", Value(0), output_field=BigIntegerField())
    # As an expression, so that the saves of the edition are looked up, and not all those of the person.
    saved = Release.history.alias(person=person).filter(
        Q(history_change_reason=None) | Q(history_change_reason=str(Move.SAVE)),
        id=OuterRef("pk"),
        person=user.pk,
    )
    return Q(created_by=user.pk) | Q(modified_by=user.pk) | Q(Exists(saved))
