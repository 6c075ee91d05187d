"""Random saves, moves and clock steps: after each, the page cache sends what a site without it would make.

`SOAK=10` plays ten times as long.
"""

from collections import Counter
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from releases.delivery import page_cache
from releases.delivery.page_cache import PageCache, kept_answer
from releases.editorial import workflow
from releases.models import Release, ReleasePhoto, Series
from tests.factories import NOON, make_event, make_institute, make_photo
from tests.stateful import play
from tests.test_leaks_stateful import FAMILIES, SECOND, SOAK, SYMBOLS, Outsider

# From here to midnight, and over it: events are current by days.
STEPS = (SECOND, 1 - SECOND, 1, 12 - SECOND, 12)
ADDRESSES = [
    *("/en/", "/fr/releases/", "/en/releases/?q=sentinel&language=all", "/en/suggestions/?q=sent"),
    *("/en/releases/?institute=heuni&event=congress", "/en/releases/2005/04/21/"),
    *("/en/institutes/", "/en/institutes/heuni/", "/en/events/congress/", "/en/series/TEST/SER/"),
    *(f"/{language}/releases/{symbol}/" for symbol, language in FAMILIES),
    *(f"/en/releases/{SYMBOLS[0]}{rest}" for rest in (".txt", "/editions/1/?against=2")),
]
MOVES = ("write", "bring_out", "correct", "unschedule", "delete", "withdraw")
BESIDE = ("change_institute", "change_event", "change_series", "change_part", "change_photo", "change_new")
compared, done = Counter(), Counter()


class Readers(RuleBasedStateMachine):
    """Two readers ask the same after each step: one of a site that keeps pages, one of a site that does not."""

    def __init__(self):
        super().__init__()
        page_cache.page_cache().pages.clear()
        page_cache.page_cache().spellings.clear()
        self.without_cache = PageCache(0, None)
        self.etags = {}
        self.newsroom = Outsider()
        self.photo = make_photo()
        self.series = Series.objects.get(prefix="TEST/SER")

    def teardown(self):
        self.newsroom.teardown()

    # One rule for all: hypothesis leaves some rules out of each story, and few stories are played.
    @rule(
        act=st.sampled_from([*MOVES, *MOVES, *BESIDE, "wait", "wait", "save", "add_photo"]),
        key=st.sampled_from(FAMILIES),
        hours=st.sampled_from(STEPS),
        number=st.integers(0, 2),
    )
    def act(self, act, key, hours, number):
        done[act] += 1
        if act in BESIDE:
            getattr(self, act)(number)
        elif act == "wait":
            self.newsroom.hour += hours
        elif act in {"save", "add_photo"}:
            getattr(self, act)(key)
        else:
            more = {"bring_out": {"delay": number}, "withdraw": {"keep_text": bool(number)}}
            getattr(self.newsroom, act)(key, **more.get(act, {}))

    def save(self, key):
        """A draft is saved once more, which nobody outside sees; what is issued is refused."""
        draft = self.newsroom.row(key)
        if draft is not None:
            draft.subtitle = f"Saved {draft.version}"
            self.newsroom.try_to(workflow.save_edition, draft, by=self.newsroom.writer, seen=draft.version)

    def add_photo(self, key):
        draft = self.newsroom.row(key)
        if draft is not None and draft.state == "draft" and not draft.photos.exists():
            ReleasePhoto.objects.create(release=draft, photo=self.photo)

    def change_institute(self, number):
        self.newsroom.heuni.names.update(name=f"Institute {number}")

    def change_event(self, number):
        self.newsroom.congress.starts_on = self.newsroom.congress.ends_on = NOON.date() + timedelta(
            days=number
        )
        self.newsroom.congress.save()

    def change_series(self, number):
        self.series.title = f"Subject {number}"
        self.series.save()

    def change_part(self, _number):
        partners = self.newsroom.congress.institutes
        (partners.remove if partners.exists() else partners.add)(self.newsroom.heuni)

    def change_photo(self, number):
        # Under a photo that is issued its words are sealed as well.
        if not Release.objects.exclude(state="draft").filter(photos__photo=self.photo).exists():
            self.photo.caption = f"Caption {number}"
            self.photo.save()

    def change_new(self, number):
        if not self.newsroom.congress.parts.filter(slug=f"workshop-{number}").exists():
            make_event(f"workshop-{number}", parent=self.newsroom.congress, kind="workshop")
            make_institute(f"institute-{number}", name=f"Invented {number}")

    @invariant()
    def both_readers_are_answered_the_same(self):
        with mock.patch.object(timezone, "now", return_value=self.newsroom.at):
            for address in ADDRESSES:
                self.compare(address)

    def compare(self, address):
        compared["answers"] += 1
        compared["kept"] += kept_answer(RequestFactory().get(address).environ) is not None
        answer = Client().get(address)
        known = self.etags.get(address, "")
        with mock.patch.object(page_cache, "_cache", self.without_cache):
            made = Client().get(address)

        assert parts(answer) == parts(made), address
        is_known = bool(known) and made.status_code == 200 and known == made.headers.get("ETag")
        if known:
            again = Client().get(address, headers={"If-None-Match": known})
            assert again.status_code == (304 if is_known else made.status_code), address
            compared["not modified"] += is_known
        self.etags[address] = made.headers.get("ETag", "")


def parts(response):
    return (
        response.status_code,
        response.headers.get("ETag"),
        response.headers.get("Location"),
        response.content,
    )


ENGLISH, FRENCH, OTHER = FAMILIES
STORY = [
    ("add_photo", ENGLISH, 0, 0), ("change_photo", ENGLISH, 0, 1), ("bring_out", ENGLISH, 0, 0),
    ("bring_out", FRENCH, 0, 1), ("save", FRENCH, 0, 0), ("wait", ENGLISH, 1 - SECOND, 0), ("wait", ENGLISH, SECOND, 0),
    *((act, ENGLISH, 0, 1) for act in BESIDE),
    ("bring_out", ENGLISH, 0, 2), ("bring_out", OTHER, 0, 0), ("wait", ENGLISH, 12, 0), ("withdraw", ENGLISH, 0, 0),
]  # fmt: skip


@pytest.mark.django_db
def test_a_story_with_every_kind_of_change():
    machine = Readers()
    try:
        machine.both_readers_are_answered_the_same()
        for act, key, hours, number in STORY:
            machine.act(act=act, key=key, hours=hours, number=number)
            machine.both_readers_are_answered_the_same()
    finally:
        machine.teardown()


@pytest.mark.django_db
def test_readers_of_kept_pages_see_what_the_others_see():
    for counted in (compared, done):
        counted.clear()

    play(Readers, 3 * SOAK, steps=12, derandomize=SOAK == 1)

    print(dict(compared), dict(done))  # noqa: T201 - seen with -rP
    assert compared["kept"] > compared["answers"] / 4
    assert compared["not modified"] > compared["answers"] / 4
