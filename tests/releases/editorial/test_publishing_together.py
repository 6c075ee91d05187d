"""Sets of releases go out at one second, or wait as a whole."""

from datetime import timedelta
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from releases.editorial import deleted_drafts, workflow
from releases.editorial.errors import NotPermittedError, RefusedTogetherError, WorkflowError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.publishing_together import (
    add,
    agree,
    approve_together,
    make_set,
    plan,
    remove,
    unschedule_together,
)
from releases.migrations.frozen.groups import EVERY_GRANT, make_groups
from releases.models import Release, SetMember, Transition
from tests.factories import NOON, SECOND, make_public_release, make_release, make_user
from tests.posting import seen_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LANGUAGES = ("en", "fr", "es", "ar")


@pytest.fixture
def officer():
    return make_user(PRESS_OFFICERS, username="officer")


@pytest.fixture
def editor():
    return make_user(PRESS_OFFICERS, EDITORS, username="editor")


@pytest.fixture
def other():
    return make_user(PRESS_OFFICERS, EDITORS, username="other")


@pytest.fixture
def chief():
    return make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="chief")


def make_member(language="en", **fields):
    defaults = {"symbol": "BKK/CP/14", "language": language, "state": "submitted"}
    return make_release(**defaults | fields)


def make_whole(officer, count=3, **fields):
    chosen = make_set("Opening", NOON + HOUR, by=officer, at=NOON)
    add(chosen, [make_member(language, **fields) for language in LANGUAGES[:count]], by=officer, at=NOON)
    return chosen


def releases_of(chosen):
    return list(Release.objects.filter(membership__set=chosen).order_by("pk"))


def seen(chosen):
    return {release.pk: seen_of(release) for release in releases_of(chosen)}


def rows():
    return list(Release.objects.order_by("pk").values_list("pk", "state", "publish_at", "version"))


def approve(chosen, by, at=NOON, **more):
    return approve_together(chosen, by=by, at=at, seen=seen(chosen), **more)


def refused(error):
    return {release.language: sentences for release, sentences in error.value.refusals}


def test_all_go_out_at_one_second(officer, editor):
    chosen = make_whole(officer, 4)

    approved = approve(chosen, editor, comment="All read.")

    assert {release.publish_at for release in approved} == {NOON + HOUR}
    assert Release.objects.public(NOON + HOUR - SECOND).count() == 0
    assert Release.objects.public(NOON + HOUR).count() == 4
    lines = Transition.objects.values_list("move", "by", "comment", "publish_at")
    assert list(lines) == [("approve", editor.pk, "“Opening”: All read.", NOON + HOUR)] * 4


def test_one_that_lacks_something_keeps_all_back(officer, editor):
    chosen = make_whole(officer, 1)
    add(chosen, [make_member("fr", state="draft"), make_member("es", body="")], by=officer, at=NOON)
    before = rows()

    with pytest.raises(RefusedTogetherError) as error:
        approve(chosen, editor)

    assert refused(error) == {
        "fr": ["Only a submitted edition can be approved; this one is: draft."],
        "es": ["The release has no text yet."],
    }
    assert rows() == before
    assert not Transition.objects.exists()


def test_what_was_changed_since_it_was_seen_keeps_all_back(officer, editor):
    chosen = make_whole(officer, 2)
    marks = seen(chosen)
    workflow.save_edition(retitled(releases_of(chosen)[1]), by=officer, at=NOON)
    before = rows()

    with pytest.raises(RefusedTogetherError) as error:
        approve_together(chosen, by=editor, at=NOON, seen=marks)

    assert set(refused(error)) == {"fr"}
    assert rows() == before


def retitled(release):
    release.title = "Retitled"
    return release


def test_a_set_that_was_changed_since_it_was_seen_waits(officer, editor):
    chosen = make_whole(officer, 2)
    marks = seen(chosen)
    add(chosen, [make_member("ar")], by=officer, at=NOON)

    with pytest.raises(WorkflowError, match="The set has other releases now"):
        approve_together(chosen, by=editor, at=NOON, seen=marks)
    remove(chosen, releases_of(chosen)[0], by=officer, at=NOON)
    with pytest.raises(WorkflowError, match="The set has other releases now"):
        approve_together(chosen, by=editor, at=NOON, seen=marks)


def test_four_eyes_hold_for_each(officer, editor, other):
    chosen = make_whole(officer, 2)
    own = make_member("ar", created_by=editor)
    add(chosen, [own], by=officer, at=NOON)

    with pytest.raises(RefusedTogetherError) as error:
        approve(chosen, editor)
    assert refused(error) == {"ar": ["You wrote or changed this edition; somebody else has to decide."]}

    agreed = agree(chosen, by=other, at=NOON, seen=seen(chosen))
    assert len(agreed) == 3
    approve(chosen, editor)

    assert dict(Transition.objects.values_list("language", "by__username")) == {
        "en": "editor",
        "fr": "editor",
        "ar": "other",
    }


def test_an_agreement_ends_with_the_text_that_was_agreed_to(officer, editor, other):
    chosen = make_whole(officer, 1, created_by=editor)
    agree(chosen, by=other, at=NOON, seen=seen(chosen))
    workflow.save_edition(retitled(releases_of(chosen)[0]), by=officer, at=NOON)

    with pytest.raises(RefusedTogetherError) as error:
        approve(chosen, editor)

    assert refused(error) == {
        "en": ["It was changed since other agreed to it; somebody else has to agree again."]
    }


def test_an_agreement_ends_with_the_time_that_was_planned(officer, editor, other):
    chosen = make_whole(officer, 1, created_by=editor)
    agree(chosen, by=other, at=NOON, seen=seen(chosen))
    plan(chosen, name="Opening", publish_at=NOON + 2 * HOUR, by=officer, at=NOON)

    with pytest.raises(RefusedTogetherError):
        approve(chosen, editor)


def test_who_agreed_and_may_not_approve_any_more_does_not_count(officer, editor, other):
    chosen = make_whole(officer, 1, created_by=editor)
    agree(chosen, by=other, at=NOON, seen=seen(chosen))
    other.groups.clear()

    with pytest.raises(RefusedTogetherError) as error:
        approve(chosen, editor)

    assert refused(error) == {"en": ["You do not have the permission for this."]}


@pytest.mark.parametrize(
    "move",
    [
        workflow.approve,
        lambda release, **who: workflow.force_approve(release, reason="It is night.", **who),
        deleted_drafts.delete_draft,
    ],
)
def test_nothing_of_a_set_is_decided_alone(officer, chief, move):
    is_own = move not in (workflow.approve, deleted_drafts.delete_draft)
    chosen = make_whole(officer, 2, created_by=chief if is_own else officer)
    release, by = releases_of(chosen)[0], chief
    before = rows()

    with pytest.raises(WorkflowError, match="goes out together with others in “Opening”"):
        move(release, by=by, at=NOON)

    assert rows() == before
    remove(chosen, release, by=officer, at=NOON)
    move(release, by=by, at=NOON)


def test_a_set_is_taken_off_the_schedule_as_one(officer, editor, other):
    chosen = make_whole(officer)
    approve(chosen, editor)

    with pytest.raises(WorkflowError, match="goes out together with others in “Opening”"):
        workflow.unschedule(releases_of(chosen)[0], by=other, at=NOON)
    with pytest.raises(WorkflowError, match="This set is approved"):
        remove(chosen, releases_of(chosen)[0], by=officer, at=NOON)
    unschedule_together(chosen, by=other, at=NOON, seen=seen(chosen), comment="Wait.")

    assert {release.state for release in releases_of(chosen)} == {"submitted"}
    assert Transition.objects.filter(move="unschedule", comment="“Opening”: Wait.").count() == 3
    assert Release.objects.public(NOON + HOUR).count() == 0
    approve(chosen, editor)
    assert Release.objects.public(NOON + HOUR).count() == 3


def test_who_wrote_one_of_them_leaves_it_to_others_to_take_them_off(officer, editor, other, chief):
    chosen = make_whole(officer, 2, created_by=other)
    approve(chosen, editor)

    with pytest.raises(RefusedTogetherError):
        unschedule_together(chosen, by=other, at=NOON, seen=seen(chosen))
    own = make_whole(officer, 0)
    add(own, [make_member(symbol="BKK/CP/15", created_by=chief)], by=officer, at=NOON)
    approve(own, editor)
    unschedule_together(own, by=chief, at=NOON, seen=seen(own))

    assert {release.state for release in releases_of(own)} == {"submitted"}


def test_what_went_out_together_is_public_for_good(officer, editor):
    chosen = make_whole(officer, 2)
    approve(chosen, editor)

    with pytest.raises(RefusedTogetherError):
        unschedule_together(chosen, by=editor, at=NOON + HOUR, seen=seen(chosen))

    assert Release.objects.public(NOON + HOUR).count() == 2


def test_a_correction_that_waits_in_a_set_is_taken_back_before_the_withdrawal(officer, editor, chief):
    public = make_public_release(symbol="BKK/CP/14", publish_at=NOON - HOUR)
    chosen = make_set("Corrections", NOON + HOUR, by=officer, at=NOON)
    correction = make_member(edition=2, previous=public, correction_note="Invented.")
    add(chosen, [correction, make_member("fr")], by=officer, at=NOON)
    approve(chosen, editor)

    with pytest.raises(WorkflowError, match="scheduled together with others in “Corrections”"):
        workflow.withdraw(public, by=chief, at=NOON, seen=2, reason="Wrong.", keep_text=True)
    unschedule_together(chosen, by=chief, at=NOON, seen=seen(chosen))
    public.refresh_from_db()
    workflow.withdraw(public, by=chief, at=NOON, reason="Wrong.", keep_text=True)

    assert Release.objects.public(NOON + HOUR).count() == 0


@pytest.mark.parametrize("publish_at", [NOON, NOON + HOUR])
def test_only_open_editions_are_added(officer, publish_at):
    chosen = make_set("Opening", NOON + HOUR, by=officer, at=NOON)
    approved = make_release(state="approved", publish_at=publish_at)

    with pytest.raises(RefusedTogetherError) as error:
        add(chosen, [make_member("fr"), approved], by=officer, at=NOON)

    assert refused(error) == {
        "en": ["It is approved already. Take it off the schedule first, or it would go out by itself."]
    }
    assert not SetMember.objects.exists()


def test_an_edition_is_in_one_set_at_the_most(officer):
    chosen = make_whole(officer, 1)
    another = make_set("Another", NOON + HOUR, by=officer, at=NOON)
    release = releases_of(chosen)[0]

    with pytest.raises(RefusedTogetherError) as error:
        add(another, [release], by=officer, at=NOON)
    assert refused(error) == {"en": ["It goes out together with others in “Opening” already."]}
    assert add(chosen, [release], by=officer, at=NOON) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        SetMember.objects.create(set=another, release=release, added_by=officer, added_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        SetMember.objects.filter(release=release).update(agreed_by=officer)


def test_the_moment_is_to_come_unless_they_go_out_at_once(officer, editor):
    chosen = make_whole(officer, 2)

    with pytest.raises(WorkflowError, match="That moment has passed"):
        approve(chosen, editor, at=NOON + 2 * HOUR)
    approve(chosen, editor, at=NOON + 2 * HOUR, publish_at=NOON + 2 * HOUR)

    chosen.refresh_from_db()
    assert chosen.publish_at == NOON + 2 * HOUR
    assert {release.publish_at for release in releases_of(chosen)} == {NOON + 2 * HOUR}


def test_a_request_that_waited_publishes_all_at_one_second_too(officer, editor):
    chosen = make_whole(officer, 2)
    workflow.send_back(releases_of(chosen)[0], by=editor, at=NOON + SECOND, comment="Shorten it.")
    workflow.submit(releases_of(chosen)[0], by=officer, at=NOON + 2 * SECOND)

    approved = approve(chosen, editor, at=NOON, publish_at=NOON)

    assert {release.publish_at for release in approved} == {NOON + 2 * SECOND}


@pytest.mark.parametrize(
    ("act", "groups"),
    [
        (lambda chosen, by: make_set("Set", NOON, by=by, at=NOON), ()),
        (lambda chosen, by: add(chosen, [make_member("ar")], by=by, at=NOON), ()),
        (lambda chosen, by: remove(chosen, releases_of(chosen)[0], by=by, at=NOON), ()),
        (lambda chosen, by: plan(chosen, name="Set", publish_at=NOON, by=by, at=NOON), ()),
        (lambda chosen, by: agree(chosen, by=by, at=NOON, seen=seen(chosen)), (PRESS_OFFICERS,)),
        (approve, (PRESS_OFFICERS,)),
        (
            lambda chosen, by: unschedule_together(chosen, by=by, at=NOON, seen=seen(chosen)),
            (PRESS_OFFICERS,),
        ),
    ],
)
def test_each_act_needs_its_permission(officer, act, groups):
    chosen = make_whole(officer, 2)

    with pytest.raises(NotPermittedError):
        act(chosen, make_user(*groups))


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_set_has_a_name(officer, name):
    with pytest.raises(WorkflowError, match="Give the set a name"):
        make_set(name, NOON, by=officer, at=NOON)


def test_each_further_release_costs_the_same(officer, editor):
    editor.get_all_permissions()
    numbers = []
    for count in (1, 2, 3):
        chosen = make_set("Set", NOON + HOUR, by=officer, at=NOON)
        add(chosen, [make_release(state="submitted") for _each in range(count)], by=officer, at=NOON)
        marks = seen(chosen)
        with CaptureQueriesContext(connection) as queries:
            approve_together(chosen, by=editor, at=NOON, seen=marks)
        numbers.append(len(queries))

    assert numbers[2] - numbers[1] == numbers[1] - numbers[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
def test_two_who_approve_at_once_and_one_who_takes_back_leave_it_whole():
    for permissions in EVERY_GRANT:
        make_groups(apps, SimpleNamespace(connection=connection), permissions)
    ContentType.objects.clear_cache()
    people = [make_user(PRESS_OFFICERS, EDITORS) for _each in range(3)]
    chosen = make_whole(make_user(PRESS_OFFICERS), 3)
    marks, start, outcomes = seen(chosen), Barrier(4), []

    def act(function, by, **more):
        start.wait()
        try:
            function(chosen, by=by, at=NOON, **more)
            outcomes.append("made")
        except WorkflowError as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    acts = [
        (approve_together, people[0], {"seen": marks}),
        (approve_together, people[1], {"seen": marks}),
        (unschedule_together, people[2], {"seen": marks}),
        (lambda _chosen, **who: workflow.approve(releases_of(chosen)[2], **who), people[2], {}),
    ]
    threads = [Thread(target=act, args=(function, by), kwargs=more) for function, by, more in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("made") == 1
    assert Release.objects.public(NOON + HOUR).count() == 3
    assert Transition.objects.filter(move="approve").count() == 3


class Office(RuleBasedStateMachine):
    """Three releases in and out of a set, moved by anybody: the set is whole whatever happens."""

    @initialize()
    def open(self):
        self.now = NOON
        self.people = [
            make_user(PRESS_OFFICERS),
            make_user(PRESS_OFFICERS, EDITORS),
            make_user(PRESS_OFFICERS, EDITORS),
        ]
        self.chosen = make_set("Set", NOON + HOUR, by=self.people[0], at=NOON)
        self.releases = [
            make_member(language, created_by=writer, modified_by=writer)
            for language, writer in zip(LANGUAGES, self.people, strict=False)
        ]

    def act(self, function, *arguments, **more):
        before = rows()
        try:
            function(*arguments, at=self.now, **more)
        except WorkflowError:
            assert rows() == before

    def fresh(self, number):
        return Release.objects.get(pk=self.releases[number].pk)

    numbers = st.integers(0, 2)

    @rule(number=numbers, who=numbers)
    def add(self, number, who):
        self.act(add, self.chosen, [self.fresh(number)], by=self.people[who])

    @rule(number=numbers, who=numbers)
    def remove(self, number, who):
        self.act(remove, self.chosen, self.fresh(number), by=self.people[who])

    @rule(who=numbers)
    def agree(self, who):
        self.act(agree, self.chosen, by=self.people[who], seen=seen(self.chosen))

    @rule(who=numbers)
    def approve_together(self, who):
        self.act(approve_together, self.chosen, by=self.people[who], seen=seen(self.chosen))

    @rule(who=numbers)
    def unschedule_together(self, who):
        self.act(unschedule_together, self.chosen, by=self.people[who], seen=seen(self.chosen))

    @rule(
        number=numbers,
        who=numbers,
        move=st.sampled_from(
            [
                workflow.submit,
                workflow.approve,
                workflow.unschedule,
                lambda release, **how: workflow.send_back(release, comment="No.", **how),
                lambda release, **how: workflow.save_edition(retitled(release), **how),
            ]
        ),
    )
    def move_alone(self, number, who, move):
        self.act(move, self.fresh(number), by=self.people[who])

    @rule()
    def wait(self):
        self.now += HOUR / 4

    @invariant()
    def is_whole(self):
        if not hasattr(self, "chosen"):
            return
        self.chosen.refresh_from_db()
        members = releases_of(self.chosen)
        times = {release.publish_at if release.state == "approved" else None for release in members}
        assert len(times) <= 1
        assert times <= {None, self.chosen.publish_at}
        for line in Transition.objects.filter(move="approve"):
            assert line.by_id not in {line.release.created_by_id, line.release.modified_by_id}


class TestOffice(TestCase):
    def test_a_set_is_whole_whatever_happens(self):
        from hypothesis import settings
        from hypothesis.stateful import run_state_machine_as_test

        class InATransaction(Office):
            def __init__(self):
                super().__init__()
                self.transaction = transaction.atomic()
                self.transaction.__enter__()

            def teardown(self):
                transaction.set_rollback(True)
                self.transaction.__exit__(None, None, None)

        run_state_machine_as_test(InATransaction, settings=settings(max_examples=12, stateful_step_count=14))
