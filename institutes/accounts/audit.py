"""What is written down about accounts: a line of the log, and a line of the server's log where something failed."""

import logging
from datetime import datetime, timedelta
from typing import Any

from institutes.accounts.origin import Origin
from institutes.enums import AccountAction
from institutes.models import AccountEvent

logger = logging.getLogger(__name__)
FAILURES = frozenset(
    {
        AccountAction.SIGN_IN_FAILED,
        AccountAction.SLOWED,
        AccountAction.CONFIRMATION_FAILED,
        AccountAction.RESET_ASKED,
    }
)
# What strangers cause is bounded: beyond these in an hour only the server's log has them.
MOST_FAILURES_AN_HOUR = 1000
UNKNOWN = "an unknown account"


def note(
    what: AccountAction,
    person: Any,
    *,
    at: datetime,
    origin: Origin,
    by: Any = None,
    details: str = "",
) -> None:
    """It is written down that `what` happened to the account of `person` at `at` (aware), done by `by`.

    `person` is None where no account has the name that was typed; the name itself is kept nowhere, since people type
    passwords there too.
    """
    if what in FAILURES:
        name = person.get_username() if person is not None else UNKNOWN
        logger.warning("%s: %s, from %s", what.value, name, origin.network or "an unknown network")
        if _failures_of_an_hour(at) >= MOST_FAILURES_AN_HOUR:
            return
    AccountEvent.objects.create(
        at=at,
        what=what,
        person=person,
        person_name=person.get_username() if person is not None else "",
        by=by,
        by_name=by.get_username() if by is not None else "",
        network=origin.network,
        device=origin.device[:100],
        details=details[:300],
    )


def _failures_of_an_hour(at: datetime) -> int:
    lately = AccountEvent.objects.filter(what__in=FAILURES, at__gt=at - timedelta(hours=1))
    return len(lately.order_by().values_list("pk")[:MOST_FAILURES_AN_HOUR])
