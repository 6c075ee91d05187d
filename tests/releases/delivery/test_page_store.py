"""What a process keeps is bounded in bytes, and what nobody asks for again goes first."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from releases.delivery.page_store import PageStore

MOST = 1600


@dataclass(frozen=True)
class Sized:
    name: str
    size: int


def test_what_is_kept_is_found():
    store = PageStore(MOST)
    page = Sized("front", 100)
    store.put("front", page)

    assert store.get("front") is page
    assert store.get("other") is None
    assert (len(store), store.bytes) == (1, 100)


def test_another_page_takes_the_place_of_the_first():
    store = PageStore(MOST)
    store.put("front", Sized("old", 100))
    store.put("front", Sized("new", 60))

    assert store.get("front").name == "new"
    assert store.bytes == 60


def test_what_is_larger_than_its_share_is_not_kept_nor_what_it_replaces():
    store = PageStore(MOST)
    store.put("front", Sized("old", 100))
    store.put("front", Sized("new", 101))

    assert store.get("front") is None
    assert store.bytes == 0


def test_a_flood_of_addresses_asked_once_leaves_what_is_asked_again():
    store = PageStore(MOST)
    store.put("front", Sized("front", 100))
    assert store.get("front")

    for number in range(1000):
        store.put(number, Sized("junk", 100))

    assert store.get("front")
    assert store.get(999)
    assert store.get(0) is None
    assert store.bytes <= MOST


def test_of_what_is_asked_again_the_least_used_goes_first():
    store = PageStore(MOST)
    for number in range(17):
        store.put(number, Sized("page", 100))
        store.get(number)
        store.get(0)

    assert store.get(1) is None
    assert store.get(0)
    assert store.bytes <= MOST


@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "get"]), st.integers(0, 40), st.integers(0, 150)), max_size=200
    )
)
def test_the_bytes_are_counted_and_never_too_many(steps):
    store, sizes = PageStore(MOST), {}
    for step, key, size in steps:
        if step == "put":
            store.put(key, Sized("page", size))
            sizes[key] = size
        else:
            found = store.get(key)
            assert found is None or found.size == sizes[key]
        held = [*store._newcomers.values(), *store._regulars.values()]
        assert store.bytes == sum(one[1] for one in held) <= MOST
        assert store._newcomers_bytes == sum(one[1] for one in store._newcomers.values()) <= MOST // 4
