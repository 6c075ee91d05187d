"""What every test may ask for."""

import os

import pytest
from django.db import connection
from hypothesis import settings

# A busy machine is slow now and then: that is no finding. What CI tries is the same each time.
settings.register_profile("pressroom", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("pressroom")


@pytest.fixture(autouse=True)
def _english():
    """A page in another language leaves the next test in English."""
    from django.utils import translation

    yield
    translation.activate("en")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL=postgres://…"))
