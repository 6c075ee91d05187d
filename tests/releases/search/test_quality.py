"""The table of queries over an invented archive, and queries meant to break something."""

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutes.models import InstituteName
from releases.listing import public_index
from releases.listing.filters import ReleaseFilter
from releases.listing.selection import Selection
from releases.listing.suggestions import other_queries, suggest
from releases.models import EventName, JointSymbol, Release
from releases.search.highlighting import Highlighter
from releases.search.query import parse, readings
from releases.search.ranking import understand
from tests.factories import NOON, make_event, make_institute, make_public_release
from tests.oracle import search
from tests.releases.search.cases import ARCHIVE, CASES, EVENTS, INSTITUTES, JOINT_SYMBOLS


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The invented archive, by key; taken away again at the end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        for model, bearer, make, table in (
            (InstituteName, "institute", make_institute, INSTITUTES),
            (EventName, "event", make_event, EVENTS),
        ):
            for slug, names in table.items():
                made = make(slug)
                made.names.all().delete()
                for language, name, *acronym in names:
                    fields = {"language": language, "name": name, "acronym": "".join(acronym)}
                    model.objects.create(**{bearer: made}, **fields)
        rows = {}
        for key, (language, symbol, day, title, text) in ARCHIVE.items():
            fields = {"language": language, "symbol": symbol, "issued_on": day, "title": title}
            rows[key] = make_public_release(**fields, body=f"<p>{text}</p>")
            for joint in JOINT_SYMBOLS.get(key, ()):
                JointSymbol.objects.create(release=rows[key], symbol=joint, symbol_key="")
        yield rows
        transaction.set_rollback(True)
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "first", "others"), CASES, ids=[case[0] for case in CASES])
def test_query_finds_what_it_must(archive, typed, first, others):
    keys = {release.pk: key for key, release in archive.items()}
    found = [keys[key] for key in search(Release.objects.all(), typed).values_list("pk", flat=True)]

    assert found[: len(first)] == first
    assert sorted(found[len(first) :]) == sorted(set(others) - set(first))
    # The page finds them by the register, in the same order.
    asked = ReleaseFilter({"q": typed, "language": "all"}, at=NOON)
    public = set(Release.objects.public(NOON).values_list("pk", flat=True))
    listed = asked.listing
    assert [keys[key] for key in listed.keys(0, 200)] == [key for key in found if archive[key].pk in public]


def test_table_is_large_enough():
    assert len({case[0] for case in CASES}) >= 80
    assert {row[0] for row in ARCHIVE.values()} == {"en", "fr", "es", "ru", "ar", "zh-hans", "de"}


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'*-():^~_&|!<>\\%{}[]/@+ abOR\x00\ud800气候ال", max_size=40),
    st.lists(
        st.sampled_from(
            ['"', "OR", "AND", "NOT", "NEAR", "-", "title:", "symbol:", "*", "a*", "BKK/CP/14", "2005-04"]
        ),
        max_size=12,
    ).map(" ".join),
)  # fmt: skip


@pytest.mark.django_db
@given(text=HOSTILE)
@settings(
    max_examples=150,
    deadline=2000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nothing_typed_is_an_error(archive, text):
    release = archive["talks"]
    list(search(Release.objects.all(), text)[:20])
    search(Release.objects.all(), text).count()
    assert all(isinstance(sentence, str) for sentence in readings(parse(text)))
    query = understand(text, public_index.read_names().names)
    highlighter = Highlighter(query)
    highlighter.title(release)
    marked = str(highlighter.passage(release))
    plain = marked.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    suggest(text, at=NOON, language="en")
    other_queries(parse(text), public_index.read(NOON), Selection(), Release.objects.public(NOON))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["a" * 10_000, '"' + "a b " * 500, "a* " * 500, "-x " * 500, "a OR " * 500, "気" * 2000]
)
def test_long_query_is_cut_and_says_so(archive, text):
    query = parse(text)

    list(search(Release.objects.all(), text)[:20])
    assert query.is_cut
    assert readings(query)[-1] == "The query is long: only its beginning was looked for."
