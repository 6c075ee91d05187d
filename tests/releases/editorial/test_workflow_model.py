"""Random moves and clock steps through the real functions, against a model of what the public sees.

`SOAK=10` plays ten times as many.
"""

import os
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from releases.editorial import deleted_drafts, workflow
from releases.editorial.errors import WorkflowError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Release, Transition
from releases.models.visibility import status
from tests.factories import NOON, make_series, make_user
from tests.stateful import play

SOAK = int(os.environ.get("SOAK", "1"))
HOUR = timedelta(hours=1)
FAMILIES = [("TEST/SER/1", "en"), ("TEST/SER/1", "fr"), ("TEST/SER/2", "en")]
CLOCK = ("state", "publish_at", "superseded_at", "withdrawn_at")
played = {"made": 0, "refused": 0}


@dataclass(eq=False)
class Edition:
    """The model of one edition: its state while it is open, and two hours on the clock."""

    state: str
    publish: int | None = None
    withdrawn: int | None = None


def issued(family, hour):
    """Editions that went out by `hour` and had not been taken back, as numbers from 1."""
    out = [e for e in family if e.publish is not None and e.publish <= hour]
    return [family.index(e) + 1 for e in out if e.withdrawn is None or hour < e.withdrawn]


def public(family, hour):
    """The last edition that went out by `hour`, unless it was taken back."""
    out = [e for e in family if e.publish is not None and e.publish <= hour]
    return [family.index(e) + 1 for e in out[-1:] if e.withdrawn is None or hour < e.withdrawn]


def expected_status(family, e, hour):
    if e.publish is None:
        return e.state
    if e.withdrawn is not None:
        return "withdrawn"
    number = family.index(e) + 1
    if hour < e.publish:
        return "scheduled"
    return "public" if number in public(family, hour) else "superseded"


class Newsroom(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        make_series("TEST/SER")
        self.writer = make_user(PRESS_OFFICERS)
        self.chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
        self.hour = 0
        self.families = {key: [] for key in FAMILIES}

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def at(self):
        return NOON + self.hour * HOUR

    def play(self, key, pick, act, change, possible):
        """`act` on a row succeeds exactly when `possible` of its model says so; then the model changes."""
        key, e = self.choose(key, pick, possible)
        family = self.families[key]
        row = Release.objects.get(reference=key[0], language=key[1], edition=family.index(e) + 1)
        wanted = possible(family, e)
        try:
            with transaction.atomic():
                act(row)
        except WorkflowError:
            assert not wanted, f"{row} is {expected_status(family, e, self.hour)}: refused"
            played["refused"] += 1
            return
        assert wanted, f"{row} is {expected_status(family, e, self.hour)}: not refused"
        change(family, e)
        played["made"] += 1

    def choose(self, key, pick, possible):
        """Two times out of three an edition with which the move is possible, if there is one at all."""
        everybody = [(other, e) for other, family in self.families.items() for e in family]
        able = [(other, e) for other, e in everybody if possible(self.families[other], e)]
        if able and pick % 3:
            return able[pick % len(able)]
        if not self.families[key]:
            self.write(key)
        return key, self.families[key][pick % len(self.families[key])]

    @rule(hours=st.integers(1, 3))
    def the_clock_goes_on(self, hours):
        self.hour += hours

    @rule(key=st.sampled_from(FAMILIES))
    def write(self, key):
        release = Release(
            symbol=key[0], language=key[1], title="Invented", issued_on=NOON.date(), body="<p>Text.</p>"
        )
        try:
            workflow.save_edition(release, by=self.writer, at=self.at)
        except WorkflowError:
            assert self.families[key]
            played["refused"] += 1
        else:
            assert not self.families[key]
            self.families[key].append(Edition("draft"))
            played["made"] += 1

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5))
    def submit(self, key, pick):
        self.play(
            key,
            pick,
            lambda row: workflow.submit(row, by=self.writer, at=self.at),
            lambda _family, e: setattr(e, "state", "submitted"),
            lambda family, e: expected_status(family, e, self.hour) in ("draft", "returned"),
        )

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5))
    def send_back(self, key, pick):
        self.play(
            key,
            pick,
            lambda row: workflow.send_back(row, by=self.chief, at=self.at, comment="Invented."),
            lambda _family, e: setattr(e, "state", "returned"),
            lambda family, e: expected_status(family, e, self.hour) == "submitted",
        )

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5), delay=st.integers(0, 4))
    def approve(self, key, pick, delay):
        hour = self.hour + delay

        def possible(family, e):
            others = [o.publish for o in family if o.publish is not None and o.withdrawn is None]
            return expected_status(family, e, self.hour) == "submitted" and all(
                hour > other for other in others
            )

        self.play(
            key,
            pick,
            lambda row: workflow.approve(row, by=self.chief, at=self.at, publish_at=NOON + hour * HOUR),
            lambda _family, e: setattr(e, "publish", hour),
            possible,
        )

    @rule(key=st.sampled_from(FAMILIES), delay=st.integers(1, 3), wait=st.booleans())
    def bring_out(self, key, delay, wait):
        """The whole way at once, so that long stories are played too."""
        if not self.families[key]:
            self.write(key)
        for move in (self.correct, self.submit):
            move(key, 1)
        self.approve(key, 1, delay)
        if wait:
            self.hour += delay

    def take_off(self, e):
        e.state, e.publish = "submitted", None

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5))
    def unschedule(self, key, pick):
        self.play(
            key,
            pick,
            lambda row: workflow.unschedule(row, by=self.chief, at=self.at),
            lambda _family, e: self.take_off(e),
            lambda family, e: expected_status(family, e, self.hour) == "scheduled",
        )

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5), keep_text=st.booleans())
    def withdraw(self, key, pick, keep_text):
        def change(family, _e):
            for other in family:
                if expected_status(family, other, self.hour) == "scheduled":
                    self.take_off(other)
            for other in family:
                if other.publish is not None and other.withdrawn is None:
                    other.withdrawn = self.hour

        self.play(
            key,
            pick,
            lambda row: workflow.withdraw(
                row, by=self.chief, at=self.at, reason="Invented.", keep_text=keep_text
            ),
            change,
            lambda family, e: expected_status(family, e, self.hour) == "public",
        )

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5))
    def correct(self, key, pick):
        def possible(family, e):
            stands = [expected_status(family, other, self.hour) for other in family]
            return (
                e is family[-1]
                and stands[-1] in ("public", "withdrawn")
                and not {"draft", "returned", "submitted", "scheduled"} & set(stands)
            )

        self.play(
            key,
            pick,
            lambda row: workflow.open_next_edition(row, by=self.writer, at=self.at, note="Invented."),
            lambda family, _e: family.append(Edition("draft")),
            possible,
        )

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5), title=st.sampled_from(["One", "Two"]))
    def save(self, key, pick, title):
        def act(row):
            row.title = title
            workflow.save_edition(row, by=self.writer, at=self.at)

        self.play(
            key,
            pick,
            act,
            lambda _family, _e: None,
            lambda family, e: expected_status(family, e, self.hour) in ("draft", "returned", "submitted"),
        )

    @rule(key=st.sampled_from(FAMILIES), pick=st.integers(0, 5))
    def delete(self, key, pick):
        self.play(
            key,
            pick,
            lambda row: deleted_drafts.delete_draft(row, by=self.chief, at=self.at),
            lambda family, e: family.remove(e),
            lambda family, e: expected_status(family, e, self.hour) in ("draft", "returned", "submitted"),
        )

    @invariant()
    def the_public_sees_what_the_model_says(self):
        rows = list(Release.objects.only("reference", "language", "edition", *CLOCK).order_by("edition"))
        for hour in range(self.hour + 6):
            at = NOON + hour * HOUR
            for key, family in self.families.items():
                mine = [row for row in rows if (row.reference, row.language) == key]
                assert [row.edition for row in mine if row.is_public(at)] == public(family, hour)
                assert sorted(row.edition for row in mine if row.is_issued(at)) == issued(family, hour)
        for hour in (self.hour - 1, self.hour, self.hour + 1, self.hour + 4):
            at = NOON + hour * HOUR
            for seen, rule_of_model in (
                (Release.objects.public(at), public),
                (Release.objects.issued(at), issued),
            ):
                found = sorted(seen.values_list("reference", "language", "edition"))
                wanted = [
                    (*key, n) for key, family in self.families.items() for n in rule_of_model(family, hour)
                ]
                assert found == sorted(wanted)

    @invariant()
    def every_row_stands_where_the_model_says(self):
        last = dict(Transition.objects.order_by("pk").values_list("release", "to_state"))
        for row in Release.objects.only("reference", "language", "edition", *CLOCK):
            family = self.families[row.reference, row.language]
            assert status(row, self.at) == expected_status(family, family[row.edition - 1], self.hour)
            assert row.state == last.get(row.pk, "draft")


@pytest.mark.django_db
def test_the_newsroom():
    played.update(made=0, refused=0)
    play(Newsroom, 10 * SOAK, steps=60)

    print(f"{played['made']} moves made, {played['refused']} refused")  # noqa: T201 - seen with -rP
    assert played["made"] > 100
    assert played["refused"] > 50
