"""Every column of a release is decided about: what it is, and who copies, shows and seals it."""

from importlib import import_module

import pytest

from releases.database.immutability import FREE_COLUMNS
from releases.models import Release, columns

# Lists that are not made of the groups of `releases.models.columns`: what a new column means to each has to be
# thought of, because they leave out columns of a group on purpose or name a few only.
KEPT_BY_HAND = (
    "releases.database.immutability.FREE_COLUMNS",
    "releases.models.release.CARD_FIELDS",
    "releases.models.signals.SEARCHED_COLUMNS",
    "releases.editorial.errors.TEXTS",
    "releases.publication.lookup.SHOWN",
    "releases.publication.formats.json._FIELDS",
    "releases.admin.changelist.LISTED",
    "releases.admin.release.ReleaseAdmin",
)


def complaints(names):
    """A sentence for each column that no group has, that several have, or that no release has any more."""
    grouped = [name for group in columns.GROUPS.values() for name in group]
    sentences = [
        f"The column {name} of Release is in no group of releases.models.columns. Put it into one of "
        f"{', '.join(columns.GROUPS)}, and decide about it in {', '.join(KEPT_BY_HAND)}, and in "
        "Release.history.excluded_fields."
        for name in names
        if name not in grouped
    ]
    sentences += [f"{name} is in two groups of columns." for name in set(grouped) if grouped.count(name) > 1]
    return sentences + [f"Release has no column {name} any more." for name in grouped if name not in names]


def test_every_column_of_a_release_is_in_one_group():
    assert complaints([field.name for field in Release._meta.concrete_fields]) == []


def test_a_new_column_is_told_where_to_be_decided_about():
    names = [field.name for field in Release._meta.concrete_fields]

    [sentence] = complaints([*names, "audience"])

    assert sentence.startswith("The column audience of Release is in no group of releases.models.columns.")
    assert all(place in sentence for place in KEPT_BY_HAND)


def test_a_column_that_is_gone_is_told():
    names = [field.name for field in Release._meta.concrete_fields if field.name != "subtitle"]

    assert complaints(names) == ["Release has no column subtitle any more."]


@pytest.mark.parametrize("place", KEPT_BY_HAND)
def test_the_places_that_are_named_are_there(place):
    module, _dot, name = place.rpartition(".")

    assert hasattr(import_module(module), name)


def test_the_database_leaves_free_what_the_workflow_and_the_importer_write():
    written = {*columns.STATUS, *columns.APPROVAL, *columns.READING, *columns.ISSUED}

    known_by_key = {Release._meta.get_field(name).attname for name in written | set(columns.TRANSLATION)}

    assert known_by_key | {"version", "created_at", "modified_at"} == FREE_COLUMNS
