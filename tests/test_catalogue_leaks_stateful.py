"""Random words of photos, proposals and changes of the catalogue, and what an outsider reads at every door meanwhile.

Every word is written once, so a page that shows one tells which words it has. `SOAK=10` plays ten times as long.
"""

import os
import re
from contextlib import ExitStack
from types import SimpleNamespace
from unittest import mock

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from institutes.catalogue import proposals
from institutes.enums import ProposalState
from institutes.models import Institute, InstituteName, Proposal
from releases.delivery.page_cache import page_cache
from releases.editorial import workflow
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.enums import ReleaseState
from releases.models import Event, EventName, Release, ReleasePhoto, Series
from tests.factories import NOON, make_event, make_institute, make_photo, make_release, make_series, make_user
from tests.stateful import play

SOAK = int(os.environ.get("SOAK", "1"))
WORD = re.compile(r"word[0-9]+x")
RELEASE = "/en/releases/TEST/SER/1/"
KINDS = {"event": Event, "institute": Institute, "series": Series}
ACTS = (
    *("propose", "rewrite_as_officer", "rewrite_as_officer", "accept", "decline"),
    *("rewrite_as_editor", "describe", "describe", "describe_photo", "describe_issued", "issue"),
)
played: dict[str, int] = {}


class Reader(RuleBasedStateMachine):
    """Press officers propose, editors decide and change, words of photos change; an outsider asks everywhere.

    `shown` has the words of each institute, event and series that was accepted, `editions` that of the photo in
    each edition that was issued. No page has any other.
    """

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        # What the story before left behind was taken back with its rows.
        page_cache().pages.clear()
        self.number = 0
        self.officer = make_user(PRESS_OFFICERS)
        self.chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
        name = self.word()
        heuni, congress = make_institute("heuni", name=name), make_event("congress", name=name)
        series = make_series("TEST/SER", title=name)
        self.shown = {heuni: {name}, congress: {name}, series: {name}}
        self.release = make_release(symbol="TEST/SER/1", institutes=(heuni,), events=(congress,))
        self.use = ReleasePhoto.objects.get(photo=make_photo(self.release, caption=self.word()))
        self.editions = []

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def word(self):
        self.number += 1
        return f"word{self.number}x"

    @rule(data=st.data(), act=st.sampled_from(ACTS))
    def go_on(self, data, act):
        choose = lambda found: data.draw(st.sampled_from(found)) if found else None  # noqa: E731
        getattr(self, act)(choose)
        played[act] = played.get(act, 0) + 1
        self.ask_everywhere()

    # The catalogue

    def propose(self, choose):
        kind, word = choose(sorted(KINDS)), self.word()
        if kind == "series":
            thing = Series(prefix="PROP/" + "".join("ABCDEFGHIJ"[int(one)] for one in str(self.number)))
            thing.title = word
        elif kind == "event":
            parent = choose([None, *self.accepted(Event, parent=None)])
            thing = Event(slug=word, kind="meeting", parent=parent, source=word)
            thing.starts_on = thing.ends_on = NOON.date()
        else:
            thing = Institute(slug=word, kind="associated", source=word)
        self.save(thing, word, self.officer)

    def accepted(self, model, **fields):
        return list(model.objects.filter(is_proposed=False, **fields).order_by("pk"))

    def save(self, thing, word, by):
        """As the desk does: the row and its one name say `word`, if `by` may write them."""

        def write():
            thing.save()
            if isinstance(thing, Series):
                return
            names = EventName if isinstance(thing, Event) else InstituteName
            owner = {names.__name__.removesuffix("Name").lower(): thing}
            name = names.objects.filter(**owner).first() or names(**owner)
            name.name = word
            name.save()

        return proposals.save(thing, write, by=by, at=NOON)

    def rewrite_as_officer(self, choose):
        thing = choose([*self.accepted(Event), *self.accepted(Institute), *self.accepted(Series)])
        self.rewrite(thing, self.officer)

    def rewrite_as_editor(self, choose):
        thing = choose([*self.accepted(Event), *self.accepted(Institute), *self.accepted(Series)])
        self.rewrite(thing, self.chief)
        self.shown[thing] = words_of(thing)

    def rewrite(self, thing, by):
        word = self.word()
        setattr(thing, "title" if isinstance(thing, Series) else "source", word)
        self.save(thing, word, by)

    def accept(self, choose):
        if proposal := choose(self.waiting()):
            try:
                with transaction.atomic():
                    proposals.accept(proposal, by=self.chief, at=NOON, seen=proposal.version)
            except proposals.ProposalError:
                return
            thing = type(proposal.thing).objects.get(pk=proposal.object_id)
            self.shown[thing] = words_of(thing)

    def decline(self, choose):
        if proposal := choose(self.waiting()):
            proposals.decline(proposal, by=self.chief, at=NOON, seen=proposal.version, reason=self.word())

    def waiting(self):
        return list(Proposal.objects.filter(state=ProposalState.WAITING).order_by("pk"))

    # The photo

    def open_edition(self):
        return Release.objects.filter(state__in=ReleaseState.OPEN).first()

    def describe(self, _choose):
        """The words of the photo in the edition that is being written, which is opened if there is none."""
        draft = self.open_edition()
        if draft is None:
            last = Release.objects.order_by("edition").last()
            draft = workflow.open_next_edition(last, by=self.officer, at=NOON, note="Invented.")
        draft.photos.update(caption=self.word(), alternative_text=self.word())

    def describe_photo(self, _choose):
        """The words that editions begin with which are still to use it."""
        photo = self.use.photo
        photo.caption = photo.alternative_text = self.word()
        photo.save()

    def describe_issued(self, choose):
        issued = list(ReleasePhoto.objects.filter(release__state__in=ReleaseState.ISSUED).order_by("pk"))
        if use := choose(issued):
            with pytest.raises(DatabaseError), transaction.atomic():
                ReleasePhoto.objects.filter(pk=use.pk).update(caption=self.word())

    def issue(self, _choose):
        if draft := self.open_edition():
            at = NOON.replace(minute=len(self.editions))
            workflow.submit(draft, by=self.officer, at=at)
            workflow.approve(Release.objects.get(pk=draft.pk), by=self.chief, at=at)
            use = draft.photos.get()
            self.editions.append(set(WORD.findall(f"{use.caption} {use.alternative_text}")))

    # The outsider

    def ask_everywhere(self):
        everything = set().union(*self.shown.values())
        self.ask_catalogue(everything)
        named = (
            self.shown[Institute.objects.get(slug="heuni")] | self.shown[Event.objects.get(slug="congress")]
        )
        if self.editions:
            status, found = ask(RELEASE)
            assert (status, found - everything) == (200, self.editions[-1])
            assert named <= found
        issued = set().union(*self.editions)
        for number in range(1, len(self.editions)):
            # Beside its text it may say how the photos were called, and are now.
            status, found = ask(f"{RELEASE}editions/{number}/")
            assert (status, found - everything <= issued) == (200, True), (number, found)
        if not self.editions:
            assert ask(RELEASE) == (404, set())
        assert ask(f"{RELEASE}editions/{len(self.editions) + 1}/")[0] == 404

    def ask_catalogue(self, everything):
        events, institutes = (
            set().union(*(words for thing, words in self.shown.items() if isinstance(thing, model)))
            for model in (Event, Institute)
        )
        for address, wanted in (("/en/events/", events), ("/en/institutes/", institutes)):
            status, found = ask(address)
            assert (status, found <= everything) == (200, True), address
            assert address == "/en/events/" or found == wanted, address
        for address in ("/en/", "/en/series/", "/en/releases/?event=congress&institute=heuni"):
            status, found = ask(address)
            # The front page shows the photo of the release that leads, with the words of its public edition.
            said = everything | self.editions[-1] if address == "/en/" and self.editions else everything
            assert (status, found <= said) == (200, True), (address, found - said)
        for thing in [*Event.objects.all(), *Institute.objects.all(), *Series.objects.all()]:
            self.ask_page(thing, everything)

    def ask_page(self, thing, everything):
        address = thing.get_absolute_url()
        status, found = ask(address)
        is_public = thing in self.shown
        if isinstance(thing, Series):
            # A series has a page once a release in it is public.
            is_public = thing.prefix == "TEST/SER" and bool(self.editions)
        assert status == (200 if is_public else 404), address
        assert found <= everything, (address, found - everything)
        assert not is_public or self.shown[thing] <= found, address


def words_of(thing):
    """Those in its names and texts, and in its address, which stays when it is renamed."""
    return set(WORD.findall(str(proposals.words(thing))))


def ask(address):
    """Status and words of what an outsider is told, some time after all that happened.

    A page that is not there offers to look for what was asked: words of its own address tell nobody anything.
    """
    with mock.patch.object(timezone, "now", return_value=NOON.replace(hour=20)):
        response = Client().get(address)
    found = set(WORD.findall(response.content.decode()))
    return response.status_code, found - set(WORD.findall(address)) if response.status_code == 404 else found


@pytest.mark.django_db
def test_no_page_has_words_that_only_wait():
    played.clear()

    play(Reader, 8 * SOAK, steps=20, phases=[Phase.generate], derandomize=SOAK == 1)

    print(", ".join(f"{count} {name}" for name, count in played.items()))  # noqa: T201 - seen with -rP
    assert played["accept"] > 0
    assert played["issue"] > 0


def everything_of(model):
    """`model` at a door that asks for no acceptance."""

    class Everything(type(model.objects.all())):
        def accepted(self):
            return self.all()

    return SimpleNamespace(objects=Everything(model))


def every_slug_of(model):
    """The rows of `model` by their slugs, whether or not they were accepted."""
    return property(lambda _directory: {row.slug: row for row in model.objects.all()})


def photos_of_the_draft(_release, _at):
    """At the page of an edition, the words that the next one is to have."""
    return Release.objects.order_by("edition").last().photos.select_related("photo")


def photos_as_described_now(release, _at):
    """At the page of an edition, the words that the photo has by now."""
    uses = list(release.photos.select_related("photo"))
    for use in uses:
        use.caption = use.photo.caption
    return uses


# A leak at one door: what is planted there by its name.
LEAKS = {
    "lists": {
        f"releases.listing.names.{model.__name__}": everything_of(model)
        for model in (Event, Institute, Series)
    },
    "page of an event": {"releases.listing.names.Directory.events_by_slug": every_slug_of(Event)},
    "page of an institute": {"releases.listing.names.Directory.institutes_by_slug": every_slug_of(Institute)},
    "proposed changes": {"institutes.catalogue.proposals.transaction.set_rollback": lambda _rollback: None},
    "photos of the next edition": {"releases.views.detail.public_photos_of": photos_of_the_draft},
    "photos as described now": {"releases.views.detail.public_photos_of": photos_as_described_now},
}
# At the end something public is changed: pages are made anew.
STORY = (
    "issue",
    "propose",
    "propose",
    "rewrite_as_officer",
    "describe_photo",
    "describe",
    "propose",
    "rewrite_as_editor",
)


def tell_a_story():
    """One of each kind is proposed and one rewritten, a photo is described anew, its next edition is being written."""
    reader, kinds = Reader(), iter(("event", "institute", "series"))
    try:
        for act in STORY:
            getattr(reader, act)(lambda found: next(kinds) if "series" in found else found[0])
            reader.ask_everywhere()
    finally:
        transaction.set_rollback(True)
        reader.teardown()


@pytest.mark.django_db
def test_the_story_alone_leaks_nothing():
    tell_a_story()


@pytest.mark.django_db
@pytest.mark.parametrize("door", LEAKS)
def test_a_leak_at_one_door_is_found(door):
    with ExitStack() as planted:
        for name, leak in LEAKS[door].items():
            planted.enter_context(mock.patch(name, leak))
        with pytest.raises(AssertionError):
            tell_a_story()
