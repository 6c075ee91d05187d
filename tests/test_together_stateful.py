"""Random people at the desk together, with lost answers and lost sessions: nothing saved or typed is lost unseen.

Two to four people have the forms of one release with all its parts, of an event, an institute and a photo open,
in several tabs. `SOAK=10` plays ten times as long.
"""

import os

import pytest
from django.db import transaction
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from institutes.models import KeptForm
from tests.desk_play import OWN, SYMBOLS, Person, Tab, saved, words, words_in
from tests.factories import make_attachment, make_event, make_institute, make_logo, make_photo, make_release
from tests.stateful import play

SOAK = int(os.environ.get("SOAK", "1"))
PEOPLE = ("anna", "boris", "chen", "dina")
# As many as a form offers.
OFFERED = 3
ACTS = ("type", "type", "type", "save", "save", "come_and_go", "come_and_go")
played: dict[str, int] = {}


def count(what):
    played[what] = played.get(what, 0) + 1


class Newsroom(RuleBasedStateMachine):
    """People open forms, type, save, lose what they had before them and go on.

    Whoever replaces a saved word has had it before them on some page, and wrote in its place. What a person is
    told is saved stands in the database. What was sent while it was typed is offered back until it is saved.
    """

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.number = 0
        self.people: list[Person] = []
        self.tabs: list[Tab] = []
        self.make_rows()

    def make_rows(self):
        self.institutes = [make_institute(name=self.word()) for _number in range(4)]
        self.events = [make_event(name=self.word()) for _number in range(3)]
        self.photos = [make_photo(alternative_text=self.word()) for _number in range(4)]
        make_logo(self.institutes[0], alternative_text=self.word(), credit=self.word())
        self.release = make_release(title=self.word(), body=f"<p>{self.word()}</p>", events=self.events[:1])
        for institute in self.institutes[:2]:
            self.release.mentions.create(institute=institute, name_as_printed=self.word())
        for position in (1, 2):
            symbol = self.word("symbol")
            self.release.joint_symbols.create(symbol=symbol, symbol_key=symbol.lower(), position=position)
            self.release.links.create(kind="see", reference=self.word("symbol"))
        for photo in self.photos[:2]:
            self.release.photos.create(photo=photo, alternative_text=self.word(), caption=self.word())
        for _number in range(2):
            make_attachment(self.release)
        for row in self.release.attachments.all():
            row.title = self.word()
            row.save()
        self.rows = [self.release, self.release, self.events[0], self.institutes[0], self.photos[0]]

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def word(self, field=""):
        self.number += 1
        word = f"WORD/{self.number}" if field in SYMBOLS else f"w{self.number}x"
        return f"<p>{word}</p>" if field == "body" else word

    @initialize(number=st.integers(2, 4))
    def people_come(self, number):
        self.people = [Person(name) for name in PEOPLE[:number]]
        self.tabs = [Tab(person, self.release) for person in self.people]
        played["opened"] = played.get("opened", 0) + number

    @invariant()
    def what_was_kept_is_there(self):
        """Only the save that contains it, or the form that goes on with it, forgets what was kept."""
        for person in self.people:
            found = set(KeptForm.objects.of(person.user).values_list("key", flat=True))
            assert person.kept.keys() <= found, person

    # They come, go and look

    @rule(data=st.data(), act=st.sampled_from(ACTS))
    def go_on(self, data, act):
        """One rule and no more: chance that leaves out whole rules would play many stories without a save."""
        getattr(self, act if self.tabs else "come_and_go")(data)

    def come_and_go(self, data):
        """A form is opened or closed, a browser crashes, a session ends, somebody signs in again."""
        person = data.draw(st.sampled_from(self.people))
        whats = ["open", "open", "open", "close", "lose_session"] if person.is_signed_in else []
        what = data.draw(st.sampled_from([*whats, "come_back"]))
        getattr(self, what)(person, data)
        count(what)

    def open(self, person, data):
        tab = Tab(person, data.draw(st.sampled_from(self.rows)))
        self.what_was_kept_is_offered(tab)
        self.tabs.append(tab)

    def close(self, person, _data):
        """The browser of that person is gone, with all that stood in it."""
        self.tabs = [tab for tab in self.tabs if tab.person != person]

    def lose_session(self, person, _data):
        person.loses_session()

    def come_back(self, person, data):
        """The person signs in and puts back something that was kept for them."""
        person.sign_in()
        if not person.kept:
            return
        # By their age: keys are random, and the same story has to be told twice.
        key = data.draw(st.sampled_from(list(person.kept)))
        typed = person.kept[key]
        # The page it was typed in is gone.
        self.tabs = [tab for tab in self.tabs if tab.key != key]
        tab = Tab(person, typed.row, kept=key)
        found = words(tab.page.content)
        assert typed.words <= found, (tab, typed.words - found)
        self.tabs.append(tab)

    def what_was_kept_is_offered(self, tab):
        """The latest three are offered on the form, unless all of their words are saved."""
        person = tab.person
        offered = {offer.kept.key for offer in tab.offers}
        mine = {key: typed.words for key, typed in person.kept.items() if typed.row == tab.row}
        there = words_in(saved(tab.row))
        for key, typed in mine.items() if len(mine) <= OFFERED else ():
            assert key in offered or typed <= there.keys(), (tab, typed)

    # They type

    def type(self, data):
        tab = data.draw(st.sampled_from(self.tabs))
        for _time in range(data.draw(st.integers(1, 3))):
            self.change_something(tab, data)
        if tab.person.is_signed_in and data.draw(st.booleans()):
            self.keep(tab)

    def change_something(self, tab, data):
        tables = [OWN, *tab.form.tables]
        table = data.draw(st.sampled_from(tables + (["many"] if tab.form.many else [])))
        count("typed")
        if table == OWN:
            field = data.draw(st.sampled_from(tab.form.fields))
            tab.types(field, self.word(field))
        elif table == "many":
            tab.chooses(
                data.draw(st.sampled_from(self.events if tab.row == self.release else self.institutes))
            )
        else:
            self.change_row(tab, table, data)

    def change_row(self, tab, table, data):
        known, rows = tab.form.tables[table], tab.rows(table)
        deletable = tab.deletable(table)
        whats = (["type", "type"] if rows else []) + (["add"] if known.told else [])
        what = data.draw(st.sampled_from(whats + (["strike"] if deletable else [])))
        if what == "add":
            choices = {"mentions": self.institutes, "photos": self.photos}.get(table, [])
            tab.adds_row(table, self.word(known.told), choices)
        elif what == "strike":
            tab.strikes_row(table, data.draw(st.sampled_from(deletable)))
        else:
            field = data.draw(st.sampled_from(known.fields))
            tab.types_in_row(table, data.draw(st.sampled_from(rows)), field, self.word(field))

    def keep(self, tab):
        response = tab.keeps()
        assert response.status_code == 200, response.status_code
        count("kept")

    # They save

    def save(self, data):
        tab = data.draw(st.sampled_from(self.tabs))
        how = data.draw(st.sampled_from(["once", "once", "until saved", "answer lost"]))
        if how == "answer lost":
            self.save_and_lose_the_answer(tab)
        elif how == "once" or not tab.person.is_signed_in:
            self.send(tab)
        else:
            # Nobody comes between: what the first answer shows is enough to save with the second.
            for _time in range(2):
                if tab in self.tabs:
                    self.send(tab)
            assert tab not in self.tabs, (tab, tab.why())

    def save_and_lose_the_answer(self, tab):
        """The form stands there as it did, and is sent again some time later, or never."""
        before = saved(tab.row)
        response = tab.sends()
        self.nothing_is_gone_unseen(tab, before)
        if tab.is_saved_by(response):
            # It is saved though nobody was told: nothing needs to be kept.
            self.forget(tab)
        count("answers lost")

    def send(self, tab):
        before = saved(tab.row)
        response = tab.sends()
        self.nothing_is_gone_unseen(tab, before)
        if tab.is_saved_by(response):
            count("saved")
            self.typed_words_are_saved(tab)
            self.forget(tab)
            self.tabs.remove(tab)
        elif response.status_code == 302:
            count("not signed in")
            assert saved(tab.row) == before
            assert not tab.person.is_signed_in
            self.tabs.remove(tab)
        else:
            count("came back")
            assert saved(tab.row) == before
            assert response.status_code == 200, response.status_code
            found = words(response.content)
            assert tab.typed.words <= found, (tab, tab.typed.words - found)
            tab.person.reads(response)
            tab.shows(response)

    def typed_words_are_saved(self, tab):
        there = words_in(saved(tab.row))
        assert tab.typed.words <= there.keys(), (tab, tab.typed.words - there.keys())

    def forget(self, tab):
        for key in (tab.key, tab.origin):
            tab.person.kept.pop(key, None)

    def nothing_is_gone_unseen(self, tab, before):
        after = saved(tab.row)
        for place, value in before.items():
            if after.get(place) == value:
                continue
            table, key, column = place
            was_struck = (table, key) in tab.typed.struck
            assert was_struck or (table, key, column.removesuffix("_id")) in tab.typed.written, (
                tab,
                place,
                value,
            )
            gone = words(str(value)) - words_in(after).keys()
            assert gone <= tab.person.known, (tab, place, value)
        found = [one for value in after.values() if isinstance(value, str) for one in words(value)]
        assert len(found) == len(set(found)), (tab, "a row is there twice")


@pytest.mark.django_db
def test_nothing_saved_and_nothing_kept_is_lost_unseen():
    played.clear()

    play(Newsroom, 8 * SOAK, steps=50, phases=[Phase.generate], derandomize=SOAK == 1)

    print(", ".join(f"{number} {name}" for name, number in played.items()))  # noqa: T201 - seen with -rP
    assert played["saved"] > 0
    assert played["came back"] > 0
