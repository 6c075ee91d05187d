"""What is written to the log of changes: for every table that public pages read, what its rows mean to the public.

The statements are those of a trigger, in the SQL that SQLite and PostgreSQL share: `old` and `new` are the row
before and after.
"""

# ruff: noqa: S608 - statements are put together from the names of tables and columns below, only

from collections.abc import Callable

from releases.database.changes import DRAFT, NAMES, PAGES, RELEASE, TABLE
from releases.database.immutability import FREE_ATTACHMENT_COLUMNS, FREE_PHOTO_COLUMNS

# The lines that a trigger writes, by the event of a row.
Lines = dict[str, list[str]]
EVENTS = ("INSERT", "UPDATE", "DELETE")
# Stands in statements for how a database compares values of which either may be missing.
DIFFERS = "<differs>"
ISSUED = "('approved', 'withdrawn')"
# A change that the public cannot see by itself: what makes it visible has a line of its own.
NEVER = "'9999-12-31 00:00:00'"
# Columns of a release that no public page shows. What is not named here is shown, or may be one day.
UNSHOWN = frozenset(
    {
        *("version", "awaits_confirmation", "returned_at", "suggestions"),
        *("created_by_id", "modified_by_id", "created_at"),
        *("follows_id", "follows_version"),
    }
)
# Columns of a release that only say when it ends.
ENDS = frozenset({"superseded_at", "withdrawn_at"})


def line(about: str, *, release: str = "NULL", counts_from: str = "NULL", where: str = "") -> str:
    """The statement that writes one line, or one for every row of `where`, a FROM clause."""
    columns = f"INSERT INTO {TABLE} (about, release_id, counts_from)"
    return f"{columns} SELECT '{about}', {release}, {counts_from} {where}".rstrip()


def _earlier(one: str, other: str) -> str:
    """The earlier of two times; where one is missing, the other."""
    return f"CASE WHEN {one} < {other} THEN {one} ELSE coalesce({other}, {one}) END"


def _differ(columns: set[str]) -> str:
    sides = (", ".join(f"{side}.{column}" for column in sorted(columns)) for side in ("old", "new"))
    before, after = sides
    return f"({before}) {DIFFERS} ({after})"


def _release(columns: set[str]) -> Lines:
    """A release is logged while it is issued: from its embargo on, or from its end where only that is changed."""
    shown = columns - UNSHOWN - {"id"}
    issued_from = {
        side: f"CASE WHEN {side}.state IN {ISSUED} THEN {side}.publish_at END" for side in ("old", "new")
    }
    ends = [
        f"CASE WHEN old.{column} {DIFFERS} new.{column} THEN {_earlier(f'old.{column}', f'new.{column}')} END"
        for column in sorted(ENDS)
    ]
    counts_from = (
        f"CASE WHEN {_differ(shown - ENDS)} THEN {_earlier(issued_from['old'], issued_from['new'])} "
        f"ELSE {_earlier(*ends)} END"
    )
    is_issued = f"(old.state IN {ISSUED} OR new.state IN {ISSUED})"
    is_changed = _differ(shown)

    def whole(side: str) -> list[str]:
        key, issued = f"{side}.id", f"{side}.state IN {ISSUED}"
        return [
            line(RELEASE, release=key, counts_from=f"{side}.publish_at", where=f"WHERE {issued}"),
            line(DRAFT, release=key, counts_from=NEVER, where=f"WHERE NOT {issued}"),
        ]

    return {
        "INSERT": whole("new"),
        "UPDATE": [
            line(
                RELEASE,
                release="new.id",
                counts_from=counts_from,
                where=f"WHERE {is_issued} AND {is_changed}",
            ),
            line(DRAFT, release="new.id", counts_from=NEVER, where=f"WHERE NOT {is_issued} AND {is_changed}"),
        ],
        "DELETE": whole("old"),
    }


def _part(_columns: set[str]) -> Lines:
    """A row that belongs to a release is a change of it; one that moves from one to another changes both."""

    def owners(keys: str) -> list[str]:
        rows = f"FROM releases_release r WHERE r.id IN ({keys}) AND r.state"
        return [
            line(RELEASE, release="r.id", counts_from="r.publish_at", where=f"{rows} IN {ISSUED}"),
            line(DRAFT, release="r.id", counts_from=NEVER, where=f"{rows} NOT IN {ISSUED}"),
        ]

    return {
        "INSERT": owners("new.release_id"),
        "UPDATE": owners("old.release_id, new.release_id"),
        "DELETE": owners("old.release_id"),
    }


def _file(name: str, free: frozenset[str]) -> Callable[[set[str]], Lines]:
    """A picture or file is seen in the releases that use it; what is in `free` no page shows."""

    def uses(side: str, condition: str = "") -> str:
        rows = (
            f"FROM releases_release{name} u JOIN releases_release r ON r.id = u.release_id "
            f"WHERE u.{name}_id = {side}.id AND r.state IN {ISSUED}{condition}"
        )
        return line(PAGES, counts_from="r.publish_at", where=rows)

    def rule(columns: set[str]) -> Lines:
        return {"UPDATE": [uses("new", f" AND {_differ(columns - free)}")], "DELETE": [uses("old")]}

    return rule


# The event of a row → that the public sees it before or after: what is only proposed is nowhere.
ACCEPTED = {
    "INSERT": "WHERE NOT new.is_proposed",
    "UPDATE": "WHERE NOT (old.is_proposed AND new.is_proposed)",
    "DELETE": "WHERE NOT old.is_proposed",
}


def _series(_columns: set[str]) -> Lines:
    """A series is seen from the first of its releases on; an unused prefix says what is being prepared."""

    def from_first_release(side: str, event: str) -> str:
        first = f"SELECT min(r.publish_at) FROM releases_release r WHERE r.series_id = {side}.id"
        counts_from = f"coalesce(({first} AND r.state IN {ISSUED}), {NEVER})"
        return line(NAMES, counts_from=counts_from, where=ACCEPTED[event])

    return {
        "INSERT": [line(NAMES, counts_from=NEVER, where=ACCEPTED["INSERT"])],
        "UPDATE": [from_first_release("new", "UPDATE")],
        "DELETE": [from_first_release("old", "DELETE")],
    }


def _former_reference(_columns: set[str]) -> Lines:
    """An address leads elsewhere from a moment on."""
    return {
        "INSERT": [line(PAGES, counts_from="new.since")],
        "UPDATE": [line(PAGES, counts_from=_earlier("old.since", "new.since"))],
        "DELETE": [line(PAGES, counts_from="old.since")],
    }


def _at_once(_columns: set[str]) -> Lines:
    """A page about the site is public as soon as it is saved."""
    return {event: [line(PAGES)] for event in EVENTS}


def _accepted(_columns: set[str]) -> Lines:
    """An institute or event is public at once, unless it is only proposed."""
    return {event: [line(NAMES, where=ACCEPTED[event])] for event in EVENTS}


def _of_accepted(about: str, table: str, column: str) -> Callable[[set[str]], Lines]:
    """What belongs to an institute or event is public with it; `column` leads to it in `table`."""

    def with_owner(keys: str) -> str:
        owners = f"SELECT 1 FROM {table} o WHERE o.id IN ({keys}) AND NOT o.is_proposed"
        return line(about, where=f"WHERE EXISTS ({owners})")

    def rule(_columns: set[str]) -> Lines:
        old, new = f"old.{column}", f"new.{column}"
        return {
            "INSERT": [with_owner(new)],
            "UPDATE": [with_owner(f"{old}, {new}")],
            "DELETE": [with_owner(old)],
        }

    return rule


def _city(_columns: set[str]) -> Lines:
    """A city is named wherever something is in it, and in lists of what was dated there."""
    something = (
        "WHERE EXISTS (SELECT 1 FROM releases_release) OR EXISTS (SELECT 1 FROM institutes_institute) "
        "OR EXISTS (SELECT 1 FROM releases_event)"
    )
    # An empty site gets the cities of the product, and has nothing to tell anybody.
    return {event: [line(NAMES, where=something)] for event in EVENTS}


# Every table that public pages read but those of the search index, which follows the texts of releases.
RULES: dict[str, Callable[[set[str]], Lines]] = {
    "releases_release": _release,
    "releases_mention": _part,
    "releases_release_events": _part,
    "releases_jointsymbol": _part,
    "releases_releaselink": _part,
    "releases_releasephoto": _part,
    "releases_releasecontact": _part,
    "releases_timestamp": _part,
    "releases_releaseattachment": _part,
    "releases_photo": _file("photo", FREE_PHOTO_COLUMNS),
    "releases_attachment": _file("attachment", FREE_ATTACHMENT_COLUMNS),
    "releases_formerreference": _former_reference,
    "releases_sitepage": _at_once,
    "releases_series": _series,
    "releases_event": _accepted,
    "releases_eventname": _of_accepted(NAMES, "releases_event", "event_id"),
    "releases_eventtext": _of_accepted(PAGES, "releases_event", "event_id"),
    "releases_event_institutes": _of_accepted(PAGES, "releases_event", "event_id"),
    "institutes_city": _city,
    "institutes_cityname": _city,
    "institutes_institute": _accepted,
    "institutes_institutename": _of_accepted(NAMES, "institutes_institute", "institute_id"),
    "institutes_institutetext": _of_accepted(PAGES, "institutes_institute", "institute_id"),
    "institutes_institutelogo": _of_accepted(PAGES, "institutes_institute", "institute_id"),
}
