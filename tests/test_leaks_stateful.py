"""Random moves and clock steps through the workflow, and what an outsider is told at every door meanwhile.

`SOAK=10` plays ten times as long.
"""

import os
import re
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from institutes.catalogue import proposals
from institutes.models import Institute, Proposal
from releases.editorial import deleted_drafts, workflow
from releases.editorial.editions import published_editions
from releases.editorial.errors import WorkflowError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.listing import public_index
from releases.listing.rows import cards
from releases.listing.series import Numbers, series_at
from releases.models import Event, Mention, Release, ReleaseLink, Series
from releases.models.known import known_q
from releases.publication.lookup import answer_at
from releases.publication.related import related
from tests.factories import NOON, make_event, make_institute, make_series, make_user
from tests.stateful import play

SOAK = int(os.environ.get("SOAK", "1"))
HOUR = timedelta(hours=1)
SYMBOLS = ("TEST/SER/1", "TEST/SER/2")
FAMILIES = [(SYMBOLS[0], "en"), (SYMBOLS[0], "fr"), (SYMBOLS[1], "en")]
SECOND = 1 / 3600
WORD = re.compile(rb"word[0-9]+x[a-z]+x[0-9]+x")
played = {"moves": 0, "refused": 0, "hours": 0, "answers": 0}

# Doors that list releases: they show the words of what is public, in English alone or in every language.
ENGLISH = ["/en/", "/en/releases/", "/en/releases/2005/", "/en/releases/2005/04/", "/en/releases/2005/04/21/"]
ENGLISH += ["/en/releases/?institute=heuni&event=congress", "/en/events/congress/"]
ENGLISH += ["/en/institutes/heuni/"]
# Doors of the catalogue: they show the words that an editor stands for, and of no proposal.
CATALOGUE = ["/en/", "/en/events/", "/en/institutes/", "/en/events/congress/", "/en/institutes/heuni/"]
CATALOGUE += ["/en/releases/TEST/SER/1/", "/en/suggestions/?q=catalogueword"]
CATALOGUE_WORD = re.compile(rb"catalogueword[0-9]+x")
EVERY = ["/en/releases/?language=all", "/en/releases/?q=sentinel&language=all"]


def word(symbol, language, edition):
    return f"word{symbol[-1]}x{language}x{edition}x"


# The model. An edition is (hour of publication, hour of withdrawal, whether the text stays); None is never.
def told(family, hour):
    """number → status, for the editions an outsider knows at `hour`; the last is that of the address itself."""
    known = {}
    for number, (start, end, keeps_text) in enumerate(family, 1):
        if start is not None and start <= hour and start != end:
            known[number] = 200 if end is None or hour < end or keeps_text else 410
    return known


def public(family, hour):
    """The number of the edition that the lists show at `hour`; None when there is none."""
    known = list(told(family, hour))
    return (
        known[-1] if known and (family[known[-1] - 1][1] is None or hour < family[known[-1] - 1][1]) else None
    )


class Outsider(RuleBasedStateMachine):
    """People move releases; whenever the clock goes on, an outsider asks at every door."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.writer = make_user(PRESS_OFFICERS)
        self.chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
        self.heuni, self.congress = make_institute("heuni"), make_event("congress", kind="congress")
        make_series("TEST/SER")
        self.hour = 0
        # The words of the catalogue: those written so far, and those that an editor has accepted.
        self.words_written, self.words_accepted = 0, set()
        self.model = {key: [] for key in FAMILIES}

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def at(self):
        return NOON + self.hour * HOUR

    def row(self, key):
        """The last edition of the release in that language."""
        return Release.objects.filter(reference=key[0], language=key[1]).order_by("edition").last()

    def try_to(self, move, *args, **kwargs):
        """Whether the workflow let the move happen; what it refuses has changed nothing."""
        try:
            with transaction.atomic():
                move(*args, at=self.at, **kwargs)
        except WorkflowError:
            played["refused"] += 1
            return False
        played["moves"] += 1
        return True

    def the_clock_goes_on(self, hours):
        """The outsider asks right after the last moves, a second before the hour, and on the hour."""
        ask_every_door(self.model, self.hour + SECOND)
        self.ask_the_catalogue()
        self.hour += hours
        ask_every_door(self.model, self.hour - SECOND)
        ask_every_door(self.model, self.hour)
        played["hours"] += hours

    def ask_the_catalogue(self):
        """Nothing that somebody proposed is to be read, and all that was accepted is where it belongs."""
        for address in CATALOGUE:
            with mock.patch.object(timezone, "now", return_value=self.at):
                found = set(CATALOGUE_WORD.findall(Client().get(address).content))
            assert found <= self.words_accepted, address
            played["answers"] += 1

    def catalogue_word(self):
        self.words_written += 1
        return f"catalogueword{self.words_written}x"

    @rule(thing=st.sampled_from(["event", "institute", "series"]), is_new=st.booleans())
    def propose(self, thing, is_new):
        """A press officer adds something to the catalogue, or writes other words about what is public."""
        word = self.catalogue_word()
        if thing == "series":
            row = Series.objects.get(prefix="TEST/SER")
            if is_new:
                row = Series(
                    prefix=f"NEW/{''.join(chr(65 + int(digit)) for digit in str(self.words_written))}"
                )
            row.title = word
        else:
            made = {"event": (Event, "congress"), "institute": (Institute, "heuni")}[thing]
            row = made[0].objects.get(slug=made[1])
            if is_new:
                row = made[0](slug=f"new-{self.words_written}", kind=row.kind)
            row.source = row.website = f"https://{word}.example/"

        def write():
            row.save()
            if thing != "series" and is_new:
                row.names.create(name=word)
            elif thing != "series":
                row.names.update(name=word)

        proposals.save(row, write, by=self.writer, at=self.at)
        played["moves"] += 1

    @rule(is_accepted=st.booleans())
    def decide(self, is_accepted):
        """An editor decides on the oldest proposal; what it says is public from then on, or never."""
        proposal = Proposal.objects.filter(state="waiting").order_by("pk").first()
        if proposal is None:
            return
        try:
            if is_accepted:
                proposals.accept(proposal, by=self.chief, at=self.at, seen=proposal.version)
                self.words_accepted |= set(CATALOGUE_WORD.findall(str(proposal.after).encode()))
            else:
                proposals.decline(
                    proposal, by=self.chief, at=self.at, seen=proposal.version, reason="Invented."
                )
        except proposals.ProposalError:
            proposals.decline(proposal, by=self.chief, at=self.at, seen=proposal.version, reason="Stale.")
            played["refused"] += 1
        played["moves"] += 1

    @rule(key=st.sampled_from(FAMILIES), hours=st.sampled_from([0, 0, 1]))
    def write(self, key, hours=0):
        symbol, language = key
        release = Release(symbol=symbol, language=language, issued_on=NOON.date())
        release.title = release.body = f"sentinel {word(*key, 1)}"
        if self.try_to(workflow.save_edition, release, by=self.writer):
            Mention.objects.create(release=release, institute=self.heuni, name_as_printed="HEUNI")
            release.events.add(self.congress)
            other = SYMBOLS[SYMBOLS.index(symbol) - 1]
            ReleaseLink.objects.create(release=release, kind="see", reference=other)
            self.model[key].append((None, None, None))
        if hours:
            self.the_clock_goes_on(hours)

    @rule(
        key=st.sampled_from(FAMILIES),
        delay=st.sampled_from([0, 1, 1, 2]),
        hours=st.sampled_from([0, 0, 0, 1, 2]),
    )
    def bring_out(self, key, delay, hours=0):
        """Whatever is being written, else a correction, is submitted and approved, for now or for later."""
        if self.model[key]:
            self.correct(key)
        else:
            self.write(key)
        self.try_to(workflow.submit, self.row(key), by=self.writer)
        if self.try_to(workflow.approve, self.row(key), by=self.chief, publish_at=self.at + delay * HOUR):
            self.model[key][-1] = (self.hour + delay, None, None)
        if hours:
            self.the_clock_goes_on(hours)

    @rule(key=st.sampled_from(FAMILIES))
    def correct(self, key):
        if self.model[key] and self.try_to(
            workflow.open_next_edition, self.row(key), by=self.writer, note="Invented."
        ):
            self.model[key].append((None, None, None))
            draft = self.row(key)
            draft.title = draft.body = f"sentinel {word(*key, draft.edition)}"
            assert self.try_to(workflow.save_edition, draft, by=self.writer, seen=draft.version)

    @rule(key=st.sampled_from(FAMILIES))
    def unschedule(self, key):
        if self.model[key] and self.try_to(workflow.unschedule, self.row(key), by=self.chief):
            self.model[key][-1] = (None, None, None)

    @rule(key=st.sampled_from(FAMILIES))
    def delete(self, key):
        if self.model[key] and self.try_to(deleted_drafts.delete_draft, self.row(key), by=self.chief):
            self.model[key].pop()

    @rule(key=st.sampled_from(FAMILIES), keep_text=st.booleans())
    def withdraw(self, key, keep_text):
        for row in Release.objects.public(self.at).filter(reference=key[0], language=key[1]):
            assert self.try_to(workflow.withdraw, row, by=self.chief, reason="Wrong.", keep_text=keep_text)
            self.model[key] = [
                (None, None, None) if start is None or start > self.hour
                else (start, self.hour, keep_text) if end is None
                else (start, end, kept)
                for start, end, kept in self.model[key]
            ]  # fmt: skip


def ask(address, hour):
    """Status, words and first heading of what an outsider is told."""
    with mock.patch.object(timezone, "now", return_value=NOON + hour * HOUR):
        response = Client().get(address)
    played["answers"] += 1
    heading = re.search(rb"<h1>(.*?)</h1>", response.content, re.DOTALL)
    return response.status_code, words(response.content), words(heading.group()) if heading else set()


def words(content):
    return {found.decode() for found in WORD.findall(content)}


def ask_every_door(model, hour):
    shown = {key: {word(*key, public(family, hour))} for key, family in model.items() if public(family, hour)}
    everything, english = (
        set().union(*shown.values()),
        set().union(*(found for key, found in shown.items() if key[1] == "en")),
    )
    for addresses, wanted in ((EVERY, everything), (ENGLISH, english)):
        for address in addresses:
            status, found, _heading = ask(address, hour)
            assert (status, found) == (200, wanted), address
    # What was withdrawn is named in its places, by its title where that stays readable.
    withdrawn = {key: told(family, hour) for key, family in model.items() if key not in shown}
    named = {
        key: {word(*key, max(known))} if known[max(known)] == 200 else set()
        for key, known in withdrawn.items()
        if known
    }
    in_series = english.union(*(found for key, found in named.items() if key[1] == "en"))
    status, found, _heading = ask("/en/series/TEST/SER/", hour)
    assert (status, found) == (200 if shown or named else 404, in_series)
    for symbol in SYMBOLS:
        is_known = any(key[0] == symbol for key in (*shown, *named))
        assert ask(f"/symbol/{symbol}", hour)[0] == (302 if is_known else 404)
    for key, family in model.items():
        ask_at_addresses(key, told(family, hour), everything.union(*named.values()), hour)


def ask_at_addresses(key, known, everything, hour):
    symbol, language = key
    latest = max(known, default=0)
    own = {word(*key, latest)} if known.get(latest) == 200 else set()
    address = f"/{language}/releases/{symbol}"
    status, found, heading = ask(f"{address}/", hour)
    assert (status, heading) == (known.get(latest, 404), own), address
    assert found <= everything | own, address
    assert ask(f"{address}.txt", hour)[:2] == (known.get(latest, 404), own), f"{address}.txt"
    for number in range(1, latest + 3):
        status, found, heading = ask(f"{address}/editions/{number}/", hour)
        wanted = 302 if number == latest else known.get(number, 404)
        assert (status, heading) == (wanted, {word(*key, number)} if wanted == 200 else set()), (
            address,
            number,
        )
        assert found <= everything | heading, (address, number)


@pytest.mark.django_db
def test_an_outsider_sees_what_the_model_says():
    for name in played:
        played[name] = 0

    # Chance alone may let some stories pass without a single hour: the same eight each time, unless soaked.
    play(Outsider, 8 * SOAK, steps=40, derandomize=SOAK == 1)

    print(", ".join(f"{count} {name}" for name, count in played.items()))  # noqa: T201 - seen with -rP
    assert played["moves"] > 0
    assert played["hours"] > 5


def early(function):
    def later(one):
        return one + HOUR if isinstance(one, datetime) else one

    return lambda *args, **kwargs: function(
        *map(later, args), **{name: later(one) for name, one in kwargs.items()}
    )


class EarlyIndex:
    """The index at a door whose clock is an hour fast."""

    read = staticmethod(early(public_index.read))


# A door that lists by the index leaks only when its rows are early too: they are asked once more.
EARLY_LIST = {"public_index": EarlyIndex, "cards": early(cards)}
LEAKS = {
    "releases.views.front": EARLY_LIST,
    "releases.views.archive": EARLY_LIST,
    "releases.views.events": EARLY_LIST,
    "releases.views.institutes": EARLY_LIST,
    "releases.listing.filters": EARLY_LIST,
    "releases.views.series": {
        "series_at": early(series_at),
        "Numbers": early(Numbers),
        "public_index": EarlyIndex,
    },
    "releases.publication.symbol_lookup": {"known_q": early(known_q)},
    "institutes.acceptance.AcceptedQuerySet.accepted": lambda rows: rows,
    "releases.views.detail.answer_at": early(answer_at),
    "releases.views.detail.related": early(related),
    "releases.views.editions.published_editions": early(published_editions),
}


def planted(door):
    """The leak at that door, or in the names that stand in a module."""
    leak = LEAKS[door]
    return mock.patch.multiple(door, **leak) if isinstance(leak, dict) else mock.patch(door, leak)


def tell_a_story():
    """Every kind of secret, played by hand: an embargo, a translation, a correction to come, a withdrawal."""
    newsroom = Outsider()
    try:
        for act, *values in STORY:
            getattr(newsroom, act)(*values)
    finally:
        newsroom.teardown()


ENGLISH_ONE, FRENCH_ONE, ENGLISH_TWO = FAMILIES
STORY = [
    ("propose", "event", True),
    ("propose", "institute", False),
    ("bring_out", ENGLISH_ONE, 0),
    ("bring_out", ENGLISH_TWO, 1),
    ("bring_out", FRENCH_ONE, 2),
    ("the_clock_goes_on", 1),
    ("bring_out", ENGLISH_ONE, 1),
    ("the_clock_goes_on", 1),
    ("withdraw", ENGLISH_TWO, True),
    ("decide", True),
    ("the_clock_goes_on", 1),
]


@pytest.mark.django_db
def test_the_story_alone_is_as_the_model_says():
    tell_a_story()


@pytest.mark.django_db
@pytest.mark.parametrize("door", LEAKS)
def test_a_leak_at_one_door_is_found(door):
    with planted(door), pytest.raises(AssertionError):
        tell_a_story()


@pytest.mark.django_db
@pytest.mark.skipif(SOAK == 1, reason="takes minutes: set SOAK")
@pytest.mark.parametrize("door", LEAKS)
def test_chance_finds_the_leak_too(door):
    with planted(door), pytest.raises(AssertionError):
        play(Outsider, 20 * SOAK, steps=40, phases=[Phase.generate], derandomize=True, database=None)
