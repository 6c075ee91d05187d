"""The seal on what was issued: the database itself refuses to change it, on SQLite and on PostgreSQL.

Triggers, because constraints cannot compare a row with what it was. They are put in place after every
`migrate` and taken away before it: SQLite drops the triggers of a table whenever a migration rebuilds it, and
cannot rebuild a table that the trigger of another one reads.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from releases.database.backends import backend
from releases.enums import ReleaseState

RELEASE = "releases_release"
PHOTO = "releases_photo"
ATTACHMENT = "releases_attachment"
TRANSITION = "releases_transition"
TIMESTAMP = "releases_timestamp"
REVIEW_ANSWER = "releases_reviewanswer"
COMMENT = "releases_comment"
ACCOUNT_EVENT = "institutes_accountevent"
# Tables whose rows say whether they are invented, in `MARK`.
INVENTABLE = (
    *("releases_release", "releases_series", "releases_event", "releases_photo", "releases_attachment"),
    *("releases_contact", "institutes_institute", "institutes_city"),
)
MARK = "is_invented"
# Tables whose rows are parts of an edition, each with the column that points to it.
PARTS = {
    "releases_mention": "release_id",
    "releases_jointsymbol": "release_id",
    "releases_releaselink": "release_id",
    "releases_release_events": "release_id",
    "releases_releasephoto": "release_id",
    "releases_releasecontact": "release_id",
    "releases_releaseattachment": "release_id",
}
# What the workflow writes on an issued edition, and what only editors see. The clock times of the work are
# among them because a fixture that is loaded twice gives them to the thousandth of a second only.
FREE_COLUMNS = frozenset(
    {
        "state",
        "publish_at",
        "superseded_at",
        "withdrawn_at",
        "withdrawal_reason",
        "withdrawal_keeps_text",
        "awaits_confirmation",
        "returned_at",
        "follows_id",
        "follows_version",
        "version",
        "created_at",
        "modified_at",
        "guesses",
        "problems",
        "suggestions",
        "issued_text",
        "issued_sha256",
    }
)
# An editor may still confirm, years later, that the importer was right about a name.
FREE_PART_COLUMNS = frozenset({"is_guess"})
# What editions begin with that are still to use a photo, and how the desk crops it. All else makes the picture that an
# edition shows.
FREE_PHOTO_COLUMNS = frozenset(
    {
        *("alternative_text", "is_decorative", "language", "caption", "credit", "uploaded_at"),
        *("focal_x", "focal_y"),
    }
)
# All else makes the file that an edition has.
FREE_ATTACHMENT_COLUMNS = frozenset({"uploaded_at"})
# What an approval writes, and the next one after the edition was taken off the schedule.
OF_APPROVAL = ("publish_at", "issued_text", "issued_sha256")
WITHDRAWAL_COLUMNS = ("state", "withdrawn_at", "withdrawal_reason", "withdrawal_keeps_text")

TEXT_SEALED = "An issued edition cannot be changed or deleted. Open the next edition to correct it."
PICTURE_SEALED = "An issued edition shows this picture, so it cannot be replaced. Upload another one."
FILE_SEALED = "An issued edition has this file, so it cannot be replaced. Attach another one."
STATE_SEALED = "Only the workflow moves an edition from one state to another."
LOG_SEALED = "The log of the workflow cannot be changed."
COMMENT_SEALED = "A comment on an edition cannot be changed or deleted. Write another one."
ACCOUNTS_SEALED = "The log of accounts cannot be changed."
MARK_SEALED = "What is invented stays invented, and what is real stays real."
TIMESTAMP_SEALED = "The time stamp of an edition cannot be changed or deleted."
ANSWER_SEALED = "What a reviewer answered cannot be changed."
SENTENCES = {
    TEXT_SEALED: _("An issued edition cannot be changed or deleted. Open the next edition to correct it."),
    PICTURE_SEALED: _("An issued edition shows this picture, so it cannot be replaced. Upload another one."),
    FILE_SEALED: _("An issued edition has this file, so it cannot be replaced. Attach another one."),
    STATE_SEALED: _("Only the workflow moves an edition from one state to another."),
    LOG_SEALED: _("The log of the workflow cannot be changed."),
    COMMENT_SEALED: _("A comment on an edition cannot be changed or deleted. Write another one."),
    MARK_SEALED: _("What is invented stays invented, and what is real stays real."),
    ACCOUNTS_SEALED: _("The log of accounts cannot be changed."),
    ANSWER_SEALED: _("What a reviewer answered cannot be changed."),
    TIMESTAMP_SEALED: _("The time stamp of an edition cannot be changed or deleted."),
}
TAKES_ROW_AWAY = "DELETE"


class SealedError(ValidationError, IntegrityError):
    """The database refused to change what was issued, or the log of it. The message is a sentence for people."""


def refusal(error: Exception) -> SealedError | None:
    """The SealedError that a database error stands for; None when the error is about something else."""
    text = str(error)
    for message, sentence in SENTENCES.items():
        if message in text:
            return SealedError(sentence, code="sealed")
    return None


def say_refusals(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of `connection_created`: what the triggers refuse comes out as SealedError, whoever asked."""
    if _with_sentence not in connection.execute_wrappers:
        connection.execute_wrappers.append(_with_sentence)


def _with_sentence(execute: Callable[..., Any], *question: Any) -> Any:
    """A wrapper as `connection.execute_wrapper` takes it; `question` is what Django hands on: SQL, values and so on."""
    try:
        return execute(*question)
    except IntegrityError as error:
        sealed = refusal(error)
        if sealed is None:
            raise
        raise sealed from error


def put(connection: BaseDatabaseWrapper) -> None:
    """Every seal is in place; nothing is touched when they are already, or when the tables are not there."""
    wanted = _wanted(connection)
    if wanted == _in_place(connection):
        return
    lift(connection)
    with connection.cursor() as cursor:
        for name, (table, event, body) in wanted.items():
            for statement in backend(connection).seal_statements(name, table, event, body):
                cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """No seal is in place."""
    with connection.cursor() as cursor:
        for name in _in_place(connection):
            cursor.execute(backend(connection).remove_seal_statement(name))


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The seals are off inside and back on afterwards: for emptying a database and for repairs by hand."""
    lift(connection)
    try:
        yield
    finally:
        put(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the seals that should be in place and are not, or not as this version of the code has them."""
    in_place = _in_place(connection)
    return sorted(name for name, seal in _wanted(connection).items() if in_place.get(name) != seal)


def put_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """Receiver of `post_migrate`."""
    put(_connection(using))


def lift_before_migrate(*, using: str, plan: list[Any], **_kwargs: Any) -> None:
    """Receiver of `pre_migrate`. Leaves the seals alone when there is nothing to migrate."""
    if plan:
        lift(_connection(using))


def _connection(using: str) -> BaseDatabaseWrapper:
    from django.db import connections  # noqa: PLC0415 - opened only when a migration runs

    return connections[using]


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str, str]]:
    """Name → table, event and definition of every seal, as the backend defines it."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if not {RELEASE, TRANSITION, TIMESTAMP} <= tables:
            return {}
        columns = {
            table: [column.name for column in connection.introspection.get_table_description(cursor, table)]
            for table in {RELEASE, PHOTO, ATTACHMENT, TIMESTAMP, *PARTS, *INVENTABLE}
            if table in tables
        }
    database = backend(connection)
    differ = database.IS_DISTINCT
    is_real = "NOT {row}.is_invented" if MARK in columns[RELEASE] else "1 = 1"
    rules = _mark_rules(columns, differ)
    rules |= _release_rules(columns.pop(RELEASE), differ, is_real)
    rules |= _file_rules(PHOTO, "picture", columns.pop(PHOTO, []), FREE_PHOTO_COLUMNS, PICTURE_SEALED, differ)
    rules |= _file_rules(
        ATTACHMENT, "file", columns.pop(ATTACHMENT, []), FREE_ATTACHMENT_COLUMNS, FILE_SEALED, differ
    )
    is_replaced = _differs(columns.pop(TIMESTAMP), database.IS_DISTINCT)
    rules["seal_timestamp_update"] = (TIMESTAMP, "UPDATE", is_replaced, TIMESTAMP_SEALED)
    of_real = _of_real_release(is_real)
    rules["seal_timestamp_delete"] = (TIMESTAMP, TAKES_ROW_AWAY, of_real, TIMESTAMP_SEALED)
    if REVIEW_ANSWER in tables:
        rules["seal_review_answer_update"] = (REVIEW_ANSWER, "UPDATE", "1 = 1", ANSWER_SEALED)
    for table, names in sorted(columns.items()):
        if table in PARTS:
            rules |= _part_rules(table, names, differ, is_real)
    for event, condition in (("UPDATE", "1 = 1"), (TAKES_ROW_AWAY, of_real)):
        rules[f"seal_log_{event.lower()}"] = (TRANSITION, event, condition, LOG_SEALED)
        if COMMENT in tables:
            rules[f"seal_comment_{event.lower()}"] = (COMMENT, event, condition, COMMENT_SEALED)
        if ACCOUNT_EVENT in tables:
            rules[f"seal_accounts_{event.lower()}"] = (ACCOUNT_EVENT, event, "1 = 1", ACCOUNTS_SEALED)
    return {
        name: (table, event, database.seal_definition(name, table, event, condition, message))
        for name, (table, event, condition, message) in rules.items()
    }


def _issued(row: str) -> str:
    return f"{row}.state IN ({', '.join(repr(str(state)) for state in ReleaseState.ISSUED)})"


def _differs(columns: Iterable[str], is_distinct: str) -> str:
    return "(" + " OR ".join(f'OLD."{column}" {is_distinct} NEW."{column}"' for column in columns) + ")"


def _mark_rules(columns: dict[str, list[str]], is_distinct: str) -> dict[str, tuple[str, str, str, str]]:
    """No row becomes invented, and none that is becomes real: what may be deleted was so from the first."""
    return {
        f"seal_{table.partition('_')[2]}_mark": (
            table, "UPDATE", _differs([MARK], is_distinct), MARK_SEALED,
        )
        for table in INVENTABLE
        if MARK in columns.get(table, ())
    }  # fmt: skip


def _of_real_release(is_real: str) -> str:
    """That the row does not belong to an invented release; it may belong to one that is gone."""
    invented = f"r.id = OLD.release_id AND NOT ({is_real.format(row='r')})"
    return f"NOT EXISTS (SELECT 1 FROM releases_release r WHERE {invented})"  # noqa: S608 - names of ours


def _release_rules(
    columns: list[str], is_distinct: str, is_real: str
) -> dict[str, tuple[str, str, str, str]]:
    sealed = [column for column in columns if column not in FREE_COLUMNS]
    logged = (
        "EXISTS (SELECT 1 FROM releases_transition t WHERE t.id = "
        "(SELECT max(id) FROM releases_transition WHERE release_id = OLD.id) "
        "AND t.from_state = OLD.state AND t.to_state = NEW.state)"
    )
    conditions = {
        "text": f"{_issued('OLD')} AND {_differs(sealed, is_distinct)}",
        "time": f"{_issued('OLD')} AND {_issued('NEW')} AND {_differs(OF_APPROVAL, is_distinct)}",
        "withdrawal": f"OLD.state = '{ReleaseState.WITHDRAWN}' AND {_differs(WITHDRAWAL_COLUMNS, is_distinct)}",
    }
    rules = {
        f"seal_release_{name}": (RELEASE, "UPDATE", condition, TEXT_SEALED)
        for name, condition in conditions.items()
    }
    rules["seal_release_state"] = (
        RELEASE, "UPDATE", f"OLD.state <> NEW.state AND NOT {logged}", STATE_SEALED,
    )  # fmt: skip
    real = f"{_issued('OLD')} AND {is_real.format(row='OLD')}"
    rules["seal_release_delete"] = (RELEASE, TAKES_ROW_AWAY, real, TEXT_SEALED)
    return rules


def _file_rules(
    table: str, what: str, columns: list[str], free: frozenset[str], message: str, is_distinct: str
) -> dict[str, tuple[str, str, str, str]]:
    """The picture or file that an issued edition has stays as it is; a key of the database keeps its row."""
    sealed = [column for column in columns if column not in free]
    if not sealed:
        return {}
    name = table.removeprefix("releases_")
    where = f"u.{name}_id = OLD.id AND {_issued('r')}"
    uses = f"releases_release{name} u JOIN releases_release r ON r.id = u.release_id"
    condition = f"{_differs(sealed, is_distinct)} AND EXISTS (SELECT 1 FROM {uses} WHERE {where})"  # noqa: S608
    return {f"seal_{name}_{what}": (table, "UPDATE", condition, message)}


def _part_rules(
    table: str, columns: list[str], is_distinct: str, is_real: str
) -> dict[str, tuple[str, str, str, str]]:
    """Parts of an issued edition stay as they are, and none is added to one that the workflow has moved.

    Those of an invented one can be deleted, with it. An edition that arrives issued, in a fixture or a copy of
    the database, may bring its parts after it.
    """
    key = PARTS[table]
    compared = [column for column in columns if column not in FREE_PART_COLUMNS]

    def issued(row: str, condition: str = "1 = 1") -> str:
        where = f"r.id = {row}.{key} AND {_issued('r')} AND {condition}"
        return f"EXISTS (SELECT 1 FROM releases_release r WHERE {where})"  # noqa: S608 - names of ours

    moved = f"EXISTS (SELECT 1 FROM releases_transition t WHERE t.release_id = NEW.{key})"  # noqa: S608 - ours
    added = f"{issued('NEW')} AND {moved}"
    changed = f"{_differs(compared, is_distinct)} AND ({issued('OLD')} OR ({added}))"
    name = table.removeprefix("releases_")
    return {
        f"seal_{name}_insert": (table, "INSERT", added, TEXT_SEALED),
        f"seal_{name}_update": (table, "UPDATE", changed, TEXT_SEALED),
        f"seal_{name}_delete": (table, TAKES_ROW_AWAY, issued("OLD", is_real.format(row="r")), TEXT_SEALED),
    }


def _in_place(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str, str]]:
    """What `_wanted` describes, read back from the database."""
    with connection.cursor() as cursor:
        seals: dict[str, tuple[str, str, str]] = backend(connection).seals(cursor)
        return seals
