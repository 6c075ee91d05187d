"""What a contact of the list may be, and what an edition says of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from releases.models import Contact, ReleaseContact
from tests.factories import make_contact, make_release


@pytest.mark.parametrize(
    ("telephone", "address"),
    [
        ("", ""),
        ("+66 2 288 1866", "tel:+6622881866"),
        ("(212) 963-4475", "tel:2129634475"),
        ("+43 1 26060/3324", "tel:+431260603324"),
        ("+41 22 917 2302 ext. 14", "tel:+41229172302;ext=14"),
        ("+41 22 917 2302 x14", "tel:+41229172302;ext=14"),
    ],
)
def test_a_number_is_dialled_as_it_is_printed(telephone, address):
    contact = Contact(name="Invented", telephone=telephone)

    assert contact.telephone_address == address
    if telephone:
        contact.clean_fields()


@pytest.mark.parametrize("telephone", ["call us", "javascript:alert(1)", "12", "+66 2 288 1866\n", "1234 x"])
def test_what_cannot_be_dialled_is_no_number(telephone):
    with pytest.raises(ValidationError, match="Write the number in digits"):
        Contact(name="Invented", telephone=telephone).clean_fields()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({"name": "Anna"}, "Anna"),
        ({"office": "UNIS", "email": "a@invented.example"}, "UNIS, a@invented.example"),
        (
            {"name": "Anna", "office": "UNIS", "telephone": "+66 2", "email": "a@invented.example"},
            "Anna, UNIS, +66 2, a@invented.example",
        ),
    ],
)
def test_a_contact_is_printed_in_one_line(words, line):
    assert Contact(**words).line == line


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ({"telephone": "+66 2 288 1866"}, "contact_named"),
        ({"name": "Anna"}, "contact_reachable"),
    ],
)
def test_the_database_keeps_the_rules(words, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Contact.objects.create(**words)


@pytest.mark.django_db
def test_an_edition_keeps_the_words_it_was_given():
    contact = make_contact(make_release(), name="Anna")

    Contact.objects.update(name="Boris")
    row = ReleaseContact.objects.get()

    assert (row.name, row.contact.name, row.is_as_listed) == ("Anna", "Boris", False)
    row.take_words()
    assert (row.contact, row.name, row.is_as_listed) == (contact, "Boris", True)
