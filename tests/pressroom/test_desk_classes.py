"""The classes that a page of the desk is put together from do not take one another's methods for their own."""

import pytest
from django.contrib import admin

DESKS = sorted(admin.site._registry.values(), key=lambda desk: type(desk).__name__)
OURS = ("institutes", "releases", "pressroom")


def _private(owner):
    """The names that a class means for itself alone."""
    return {name for name, value in vars(owner).items() if name[0] == "_" != name[1] and callable(value)}


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: type(desk).__name__)
def test_no_two_classes_have_a_method_of_their_own_by_the_same_name(desk):
    owners = [owner for owner in type(desk).__mro__ if owner.__module__.split(".")[0] in OURS]
    seen, twice = {}, []
    for owner in owners:
        for name in _private(owner):
            if name in seen:
                twice.append((name, seen[name].__name__, owner.__name__))
            seen[name] = owner

    assert twice == []
