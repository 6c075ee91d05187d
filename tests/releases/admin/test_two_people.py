"""Two people fill in one form at the desk, whatever it is of: nothing that either saved is undone unseen."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from institutes.desk.admin import DeskAdmin
from institutes.desk.forms import CheckedForm
from institutes.desk.proposals import ReadDesk
from institutes.models import Institute
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Contact, Event, Photo, Release, Series, SitePage
from tests.factories import (
    make_contact,
    make_event,
    make_institute,
    make_logo,
    make_photo,
    make_release,
    make_series,
    make_user,
)
from tests.posting import filled, sentences

pytestmark = pytest.mark.django_db


class Person:
    """Somebody at the desk, in a session of their own."""

    def __init__(self, name: str, row: Any) -> None:
        self.user = make_user(
            PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username=name, is_superuser=type(row) in {User, Group}
        )
        self.client = Client()
        self.client.force_login(self.user)
        self.address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])

    def opens(self):
        self.page = self.client.get(self.address)
        return self

    def saves(self, **changes):
        self.page = self.client.post(self.address, filled(self.page, **changes))
        return self.page

    def saves_until_saved(self, **changes):
        """As often as it takes to read what somebody else did, which is once."""
        if self.saves(**changes).status_code == 200:
            self.saves()
        assert self.page.status_code == 302, sentences(self.page)


def two_people(row):
    return Person("anna", row).opens(), Person("boris", row).opens()


def a_release():
    institutes = make_institute("first"), make_institute("second")
    release = make_release(institutes=institutes)
    release.joint_symbols.create(symbol="IK/1", symbol_key="ik1", position=1)
    release.joint_symbols.create(symbol="IK/2", symbol_key="ik2", position=2)
    release.links.create(kind="see", reference="BKK/CP/1")
    release.links.create(kind="see", reference="BKK/CP/2")
    make_photo(release)
    make_photo(release)
    return release


def an_institute():
    institute = make_institute("institute", name="First")
    institute.names.create(language="fr", name="Second")
    make_logo(institute)
    return institute


def an_event():
    event = make_event("event", name="First")
    event.names.create(language="fr", name="Second")
    return event


@dataclass
class Form:
    """A form of the desk: how its row is made, and values for two of its fields that nothing else depends on."""

    make: Any
    fields: dict[str, tuple[str, str]]
    others: dict[str, str] = field(default_factory=dict)


FORMS = {
    Release: Form(
        a_release,
        {
            "title": ("Of Anna", "Of Boris"),
            "subtitle": ("Of Anna", "Of Boris"),
            "meeting": ("Of Anna", "Of Boris"),
            "kind": ("statement", "round_up"),
            "language": ("fr", "es"),
            "issued_on": ("2005-04-22", "2005-04-23"),
            "dateline_city": ("ROME", "TURIN"),
            "dateline_on": ("2005-04-22", "2005-04-23"),
            "source": ("Of Anna", "Of Boris"),
            "note_of_origin": ("Of Anna", "Of Boris"),
            "contacts": ("Of Anna", "Of Boris"),
            "body": ("<p>Of Anna</p>", "<p>Of Boris</p>"),
        },
    ),
    Event: Form(
        an_event,
        {
            "city": ("Rome", "Turin"),
            "website": ("https://anna.example/", "https://boris.example/"),
            "provenance": ("Of Anna", "Of Boris"),
            "source": ("Of Anna", "Of Boris"),
            "number": ("11", "12"),
            "status": ("cancelled", "provisional"),
            "kind": ("congress", "session"),
            "slug": ("of-anna", "of-boris"),
        },
    ),
    Institute: Form(
        an_institute,
        {
            "city": ("Rome", "Turin"),
            "website": ("https://anna.example/", "https://boris.example/"),
            "provenance": ("Of Anna", "Of Boris"),
            "source": ("Of Anna", "Of Boris"),
            "founded_source": ("Of Anna", "Of Boris"),
            "slug": ("of-anna", "of-boris"),
        },
    ),
    Photo: Form(
        make_photo,
        {
            "alternative_text": ("Of Anna", "Of Boris"),
            "caption": ("Of Anna", "Of Boris"),
            "credit": ("Of Anna", "Of Boris"),
            "language": ("fr", "es"),
            "focal_x": ("20", "80"),
            "focal_y": ("0", "100"),
        },
    ),
    Series: Form(
        lambda: make_series("BKK/CP"),
        {"title": ("Of Anna", "Of Boris"), "office": ("Of Anna", "Of Boris")},
    ),
    User: Form(
        lambda: make_user(PRESS_OFFICERS, username="third"),
        {"first_name": ("Of Anna", "Of Boris"), "last_name": ("Of Anna", "Of Boris")},
    ),
    Contact: Form(
        make_contact,
        {"name": ("Of Anna", "Of Boris"), "office": ("Of Anna", "Of Boris"), "telephone": ("+41 1", "+41 2")},
    ),
    SitePage: Form(
        lambda: SitePage.objects.create(kind="about", language="en", title="About", body="<p>About</p>"),
        {
            "title": ("Of Anna", "Of Boris"),
            "body": ("<p>Of Anna</p>", "<p>Of Boris</p>"),
        },
    ),
    Group: Form(lambda: Group.objects.create(name="Readers"), {"name": ("Of Anna", "Of Boris")}),
}
FIELDS = [(model, name) for model, form in FORMS.items() for name in form.fields]


def value(row, name):
    row = type(row)._base_manager.get(pk=row.pk)
    saved = getattr(row, name)
    return saved.isoformat() if hasattr(saved, "isoformat") else str(saved)


def test_every_form_of_the_desk_knows_what_its_person_saw():
    desks = {model: desk for model, desk in admin.site._registry.items() if not isinstance(desk, ReadDesk)}
    assert set(desks) == set(FORMS)
    for model, desk in desks.items():
        assert isinstance(desk, DeskAdmin), model
        row = FORMS[model].make()
        page = Person(f"reader-{model.__name__}", row).opens().page
        assert isinstance(page.context["adminform"].form, CheckedForm), model
        assert escape(page.context["seen"]) in page.content.decode()


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=str)
def test_what_one_changed_stays_when_the_other_saves_an_older_form(model, name):
    row = FORMS[model].make()
    anna, boris = two_people(row)
    others = [other for other in FORMS[model].fields if other != name]
    assert anna.saves(**{name: FORMS[model].fields[name][0]}).status_code == 302

    boris.saves_until_saved(**({others[0]: FORMS[model].fields[others[0]][1]} if others else {}))

    assert value(row, name) == FORMS[model].fields[name][0]
    if others:
        assert value(row, others[0]) == FORMS[model].fields[others[0]][1]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=str)
def test_what_both_changed_is_shown_to_the_second_who_then_decides(model, name):
    row = FORMS[model].make()
    anna, boris = two_people(row)
    theirs, mine = FORMS[model].fields[name]
    assert anna.saves(**{name: theirs}).status_code == 302

    page = boris.saves(**{name: mine})

    assert page.status_code == 200
    assert value(row, name) == theirs
    [told] = page.context["merge"].contested
    assert told.choice == f"::{name}"
    assert f'value="::{name}"' in page.content.decode()
    assert page.context["adminform"].form[name].value() == mine
    assert "anna changed this while you had it open" in sentences(page)[0]
    if model in {Release, Event, Institute, Photo} and theirs == "Of Anna":
        assert (told.theirs, told.mine) == ("Of Anna", "Of Boris")
    with transaction.atomic():
        assert boris.saves().status_code == 302
        assert value(row, name) == mine
        transaction.set_rollback(True)
    boris.page = page
    assert boris.saves(yielded=[told.choice]).status_code == 302
    assert value(row, name) == theirs


def test_whoever_saves_second_is_told_what_was_kept_of_whom():
    row = an_event()
    anna, boris = two_people(row)
    anna.saves(city="Rome", **{"names-0-acronym": "FST"})

    boris.saves(provenance="Of Boris")
    _saved, said = (str(message) for message in boris.client.get(boris.address).context["messages"])

    assert said.startswith("anna changed this while you had it open (")
    assert said.endswith("); that was kept: City; Country; Name: First (FST), Acronym or short form")


@dataclass
class Part:
    """Rows on a form: what of them is changed, how a new one is typed, and a field of the form beside them."""

    make: Any
    prefix: str
    name: str
    typed: tuple[str, str]
    new: Any
    beside: tuple[str, str] = ("title", "Of Boris")

    def rows(self, row):
        manager = getattr(row, self.prefix)
        return [getattr(one, self.name) for one in manager.order_by("pk")]


PARTS = {
    "mentions": Part(
        a_release,
        "mentions",
        "name_as_printed",
        ("Of Anna", "Of Boris"),
        lambda number: {"institute": make_institute(f"new-{number}").pk, "role": "partner"},
    ),
    "joint symbols": Part(
        a_release,
        "joint_symbols",
        "symbol",
        ("IK/11", "IK/12"),
        lambda number: {"symbol": f"IK/3{number}", "position": "3"},
    ),
    "links": Part(
        a_release,
        "links",
        "reference",
        ("BKK/CP/11", "BKK/CP/12"),
        lambda number: {"kind": "see", "reference": f"BKK/CP/3{number}"},
    ),
    "photos": Part(
        a_release,
        "photos",
        "caption",
        ("Of Anna", "Of Boris"),
        lambda _number: {"photo": make_photo().pk, "position": "3"},
    ),
    "names of an event": Part(
        an_event,
        "names",
        "name",
        ("Of Anna", "Of Boris"),
        lambda number: {"language": "es", "name": f"New {number}", "is_official": "on"},
        ("city", "Turin"),
    ),
    "names of an institute": Part(
        an_institute,
        "names",
        "name",
        ("Of Anna", "Of Boris"),
        lambda number: {"language": "es", "name": f"New {number}", "is_official": "on"},
        ("city", "Turin"),
    ),
}
every_part = pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)


def place(page, part, key):
    """Where the row stands on the page, as the browser names its fields."""
    [formset] = [one.formset for one in page.context["inline_admin_formsets"]
                 if one.formset.prefix == part.prefix]  # fmt: skip
    return next(form.prefix for form in formset.forms if form.instance.pk == key)


def adding(page, part, number):
    [formset] = [one.formset for one in page.context["inline_admin_formsets"]
                 if one.formset.prefix == part.prefix]  # fmt: skip
    count = len(formset.forms)
    row = {f"{part.prefix}-{count}-{name}": value for name, value in part.new(number).items()}
    return row | {f"{part.prefix}-TOTAL_FORMS": count + 1}


def keys(row, part):
    return list(getattr(row, part.prefix).order_by("pk").values_list("pk", flat=True))


@every_part
def test_a_row_that_one_changed_stays_changed(part):
    row = part.make()
    anna, boris = two_people(row)
    first, _second = keys(row, part)
    before = part.rows(row)
    anna.saves(**{f"{place(anna.page, part, first)}-{part.name}": part.typed[0]})

    boris.saves_until_saved(**dict([part.beside]))

    assert part.rows(row) == [part.typed[0], before[1]]
    assert value(row, part.beside[0]) == part.beside[1]


@every_part
def test_two_rows_changed_by_two_people_are_both_changed(part):
    row = part.make()
    anna, boris = two_people(row)
    first, second = keys(row, part)
    anna.saves(**{f"{place(anna.page, part, first)}-{part.name}": part.typed[0]})

    boris.saves_until_saved(**{f"{place(boris.page, part, second)}-{part.name}": part.typed[1]})

    assert part.rows(row) == list(part.typed)


@every_part
@pytest.mark.parametrize("choice", ["typed", "saved"])
def test_a_row_that_both_changed_is_shown_with_both(part, choice):
    row = part.make()
    anna, boris = two_people(row)
    first, _second = keys(row, part)
    before = part.rows(row)
    anna.saves(**{f"{place(anna.page, part, first)}-{part.name}": part.typed[0]})

    page = boris.saves(**{f"{place(boris.page, part, first)}-{part.name}": part.typed[1]})

    assert page.status_code == 200
    [told] = page.context["merge"].contested
    assert (told.theirs, told.mine) == part.typed
    shown = page.content.decode()
    assert f'value="{told.choice}"' in shown
    boris.saves(**({"yielded": [told.choice]} if choice == "saved" else {}))
    assert boris.page.status_code == 302
    assert part.rows(row) == [part.typed[choice == "typed"], before[1]]


@every_part
@pytest.mark.parametrize("which", [0, 1])
def test_a_row_that_one_removed_is_no_dead_end_and_stays_removed(part, which):
    row = part.make()
    anna, boris = two_people(row)
    gone = keys(row, part)[which]
    kept = part.rows(row)[1 - which]
    assert anna.saves(**{f"{place(anna.page, part, gone)}-DELETE": "on"}).status_code == 302

    boris.saves_until_saved(**dict([part.beside]))

    assert part.rows(row) == [kept]
    assert value(row, part.beside[0]) == part.beside[1]


@every_part
def test_a_row_that_one_removed_and_the_other_changed_is_offered_as_a_new_one(part):
    row = part.make()
    anna, boris = two_people(row)
    first, _second = keys(row, part)
    before = part.rows(row)
    anna.saves(**{f"{place(anna.page, part, first)}-DELETE": "on"})

    page = boris.saves(**{f"{place(boris.page, part, first)}-{part.name}": part.typed[1]})

    assert page.status_code == 200
    assert part.rows(row) == [before[1]]
    assert [told.change for told in page.context["merge"].contested] == ["offered"]
    assert "The other person removed this row, which you changed." in page.content.decode()
    assert boris.saves().status_code == 302
    assert part.rows(row) == [before[1], part.typed[1]]


@every_part
@pytest.mark.parametrize("choice", ["typed", "saved"])
def test_a_row_that_one_changed_and_the_other_removes_is_removed_only_once_seen(part, choice):
    row = part.make()
    anna, boris = two_people(row)
    first, _second = keys(row, part)
    before = part.rows(row)
    anna.saves(**{f"{place(anna.page, part, first)}-{part.name}": part.typed[0]})

    page = boris.saves(**{f"{place(boris.page, part, first)}-DELETE": "on"})

    assert page.status_code == 200
    assert part.rows(row) == [part.typed[0], before[1]]
    [told] = page.context["merge"].contested
    again = {f"{place(page, part, first)}-DELETE": "on"}
    boris.saves(**again | ({"yielded": [told.choice]} if choice == "saved" else {}))
    assert boris.page.status_code == 302
    assert part.rows(row) == ([part.typed[0], before[1]] if choice == "saved" else [before[1]])


@every_part
def test_rows_that_both_added_are_all_there(part):
    row = part.make()
    anna, boris = two_people(row)
    before = set(keys(row, part))
    anna.saves(**adding(anna.page, part, 1))
    added = set(keys(row, part)) - before

    boris.saves_until_saved(**adding(boris.page, part, 2))

    assert len(added) == 1
    assert before | added < set(keys(row, part))
    assert len(keys(row, part)) == 4


@every_part
def test_the_same_row_sent_twice_is_there_once(part):
    row = part.make()
    anna = Person("anna", row).opens()
    data = filled(anna.page, **adding(anna.page, part, 1))

    answers = [anna.client.post(anna.address, data).status_code for _time in range(2)]

    # The words of a photo are filled in as it is saved: that is shown.
    assert answers == [302, 200 if part.prefix == "photos" else 302]
    assert len(keys(row, part)) == 3


@pytest.mark.parametrize(
    ("make", "name", "make_one"),
    [
        (a_release, "events", make_event),
        (an_event, "institutes", make_institute),
        (lambda: make_user(username="third"), "groups", lambda: Group.objects.create(name="New")),
    ],
    ids=["events of a release", "institutes of an event", "groups of an account"],
)
def test_each_of_several_that_are_chosen_counts_for_itself(make, name, make_one):
    row = make()
    kept, gone, taken_out = make_one(), None, None
    if name == "groups":
        gone, taken_out, of_anna, of_boris = (Group.objects.create(name=f"G{n}") for n in range(4))
    else:
        gone, taken_out, of_anna, of_boris = (make_one() for _n in range(4))
    getattr(row, name).set([kept, gone, taken_out])
    anna, boris = two_people(row)

    anna.saves(**{name: [kept.pk, taken_out.pk, of_anna.pk]})
    boris.saves_until_saved(**{name: [kept.pk, gone.pk, of_boris.pk]})

    assert set(getattr(row, name).all()) == {kept, of_anna, of_boris}


def test_permissions_of_a_group_that_two_people_add_are_both_given():
    group = Group.objects.create(name="Readers")
    anna, boris = two_people(group)
    first, second = Permission.objects.all()[:2]

    anna.saves(permissions=[first.pk])
    boris.saves_until_saved(permissions=[second.pk])

    assert set(group.permissions.all()) == {first, second}


def test_a_logo_that_one_removed_is_no_dead_end():
    institute = an_institute()
    anna, boris = two_people(institute)
    assert anna.saves(**{"logo-0-DELETE": "on"}).status_code == 302

    boris.saves_until_saved(city="Turin")

    institute = Institute.objects.get()
    assert (str(institute.city), hasattr(institute, "logo")) == ("Turin", False)


def test_words_typed_for_a_logo_that_was_removed_are_not_lost():
    institute = an_institute()
    anna, boris = two_people(institute)
    anna.saves(**{"logo-0-DELETE": "on"})

    page = boris.saves(**{"logo-0-credit": "Of Boris"})

    assert page.status_code == 200
    assert 'value="Of Boris"' in page.content.decode()


@pytest.mark.parametrize("model", FORMS)
@pytest.mark.parametrize("seen", [None, "", "x", "{}", '{"": 7}'])
def test_whoever_does_not_say_what_they_saw_is_shown_what_is_there(model, seen):
    row = FORMS[model].make()
    name, (theirs, mine) = next(iter(FORMS[model].fields.items()))
    boris = Person("boris", row).opens()

    page = boris.saves(**{name: mine, "seen": seen})

    assert page.status_code == 200
    assert value(row, name) not in {theirs, mine}
    assert boris.saves().status_code == 302
    assert value(row, name) == mine
