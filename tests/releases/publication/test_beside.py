"""What stands beside a release: of its events and institutes, public, in its language, none twice."""

from datetime import date

import pytest

from tests.factories import make_event, make_institute, make_public_release, make_release

pytestmark = pytest.mark.django_db


def sections(client, release):
    page = " ".join(client.get(release.get_absolute_url()).content.decode().split())
    return {
        name: page.split(f'id="{name}"')[1].split("</section>")[0]
        for name in ("same-event", "same-institutes")
        if f'id="{name}"' in page
    }


def test_the_latest_of_the_same_event_and_institutes_are_named(client):
    event, institute = make_event(), make_institute()
    release = make_public_release(title="This one", events=(event,), institutes=(institute,))
    for day in range(1, 7):
        make_public_release(title=f"Event {day}", issued_on=date(2005, 5, day), events=(event,))
    make_public_release(title="Both", issued_on=date(2005, 6, 1), events=(event,), institutes=(institute,))
    make_public_release(title="Institute", institutes=(institute,))
    make_public_release(title="En français", language="fr", events=(event,), institutes=(institute,))
    make_release(title="Secret", events=(event,), institutes=(institute,))

    told = sections(client, release)

    assert [
        f">{title}</a>" in told["same-event"]
        for title in ("Both", "Event 6", "Event 5", "Event 4", "Event 3")
    ] == [
        *[True] * 4,
        False,
    ]
    assert ">Institute</a>" in told["same-institutes"]
    assert ">Both</a>" not in told["same-institutes"]
    everything = "".join(told.values())
    assert not any(title in everything for title in ("Secret", "En français", "This one"))


def test_a_release_that_names_nothing_has_nothing_beside_it(client):
    make_public_release(events=(make_event(),))

    assert sections(client, make_public_release()) == {}
