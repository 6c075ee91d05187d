"""Whose words stand where, when two people filled in one form."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from institutes.desk.form_merge import read_seen
from institutes.desk.merging import Change, TypedRow, mark, merge_row, merge_rows

FIELDS = ("name", "role", "many")
TEXT = st.sampled_from(["", "a", "b", "c", "x" * 50, "y" * 50])


def values(name):
    if name == "many":
        return st.sets(st.sampled_from("1234")).map(lambda chosen: tuple(sorted(chosen)))
    return TEXT.map(lambda text: (text,) if text else ())


ROW = st.fixed_dictionaries({name: values(name) for name in FIELDS})
TABLE = st.dictionaries(st.sampled_from("ABCDE"), ROW)


@st.composite
def edits(draw, before, fresh):
    """What one person makes of `before`: some rows changed, some removed, some added."""
    rows = {}
    for key, row in before.items():
        what = draw(st.sampled_from(["leave", "change", "remove"]))
        if what == "leave":
            rows[key] = row
        elif what == "change":
            rows[key] = row | draw(st.fixed_dictionaries({}, optional={n: values(n) for n in FIELDS}))
    return rows | {f"{fresh}{number}": row for number, row in enumerate(draw(st.lists(ROW, max_size=2)))}


@st.composite
def two_people(draw):
    before = draw(TABLE)
    return before, draw(edits(before, "their-")), draw(edits(before, "my-"))


def marks(rows):
    return {key: {name: mark(one) for name, one in row.items()} for key, row in rows.items()}


def sent(before, mine):
    """What a browser sends of `mine`: a row that was taken out is sent with its box ticked."""
    rows = [
        TypedRow(key, mine.get(key, row), place, key not in mine)
        for place, (key, row) in enumerate(before.items())
    ]
    new = [row for key, row in mine.items() if key.startswith("my-")]
    return rows + [TypedRow(None, row, len(rows) + place) for place, row in enumerate(new)]


@given(two_people())
def test_no_change_is_lost_unless_both_changed_the_same_and_then_both_are_shown(people):
    before, theirs, mine = people
    merged = merge_rows(marks(before), theirs, sent(before, mine), many=["many"])
    rows = {row.key: row for row in merged.rows if row.key is not None}
    told = {(one.key, one.name): one for one in merged.findings}

    assert set(rows) == set(theirs)
    for key, saved in theirs.items():
        if key not in before:
            assert (rows[key].values, rows[key].is_deleted) == (saved, False)
            assert told[key, ""].change is Change.ADDED
        elif key not in mine:
            assert rows[key].is_deleted
            assert ((key, "") in told) is (saved != before[key])
        else:
            for name in ("name", "role"):
                old, yours, own = before[key][name], saved[name], mine[key][name]
                expected = yours if own == old else own
                assert rows[key].values[name] == expected
                if own not in (old, yours) and yours != old:
                    one = told[key, name]
                    assert (one.change, one.theirs, one.mine) == (Change.CONTESTED, yours, own)
                else:
                    assert ((key, name) in told) is (expected != own)
            old, yours, own = (set(row["many"]) for row in (before[key], saved, mine[key]))
            assert set(rows[key].values["many"]) == (yours & own) | (yours - old) | (own - old)


@given(two_people())
def test_rows_that_are_new_or_that_only_one_removed_are_neither_lost_nor_brought_back(people):
    before, theirs, mine = people
    merged = merge_rows(marks(before), theirs, sent(before, mine), many=["many"])

    offered = {key: row for key, row in mine.items() if key in before and key not in theirs}
    touched = [row for key, row in offered.items() if row != before[key]]
    new = [row for key, row in mine.items() if key.startswith("my-")]
    as_counted = Counter(repr(sorted(row.values.items())) for row in merged.rows if row.key is None)
    assert as_counted == Counter(repr(sorted(row.items())) for row in [*touched, *new])
    changes = Counter(one.change for one in merged.findings)
    assert changes[Change.OFFERED] == len(touched)
    assert changes[Change.REMOVED] == len(offered) - len(touched)


@given(two_people())
def test_whoever_has_seen_what_is_saved_is_asked_nothing_and_gets_what_was_typed(people):
    _before, theirs, _mine = people
    typed = sent(theirs, {key: row | {"name": ("typed",)} for key, row in theirs.items()})

    merged = merge_rows(marks(theirs), theirs, typed, many=["many"])

    assert merged.findings == []
    assert [row.values["name"] for row in merged.rows] == [("typed",)] * len(theirs)


@given(two_people())
def test_rows_stand_in_any_order(people):
    before, theirs, mine = people
    straight = merge_rows(marks(before), theirs, sent(before, mine), many=["many"])
    turned = merge_rows(marks(before), theirs, sent(before, mine)[::-1], many=["many"])

    assert {r.key: r.values for r in straight.rows if r.key} == {
        r.key: r.values for r in turned.rows if r.key
    }


def test_a_new_row_that_cannot_stand_twice_is_the_one_that_the_other_added():
    theirs = {"7": {"institute": ("3",), "role": ("partner",)}}
    same = TypedRow(None, {"institute": ("3",), "role": ("partner",)})
    other = TypedRow(None, {"institute": ("3",), "role": ("organizer",)})

    once = merge_rows({}, theirs, [same], identity=["institute"])
    asked = merge_rows({}, theirs, [other], identity=["institute"])

    assert ([row.key for row in once.rows], once.findings) == (["7"], [])
    assert [row.key for row in asked.rows] == ["7"]
    [one] = asked.findings
    assert (one.change, one.name, one.theirs, one.mine) == (
        Change.CONTESTED,
        "role",
        ("partner",),
        ("organizer",),
    )


def test_a_new_row_that_was_struck_again_strikes_nobody_elses():
    theirs = {"7": {"institute": ("3",), "role": ("partner",)}}
    struck = TypedRow(None, {"institute": ("3",), "role": ("organizer",)}, is_deleted=True)

    merged = merge_rows({}, theirs, [struck], identity=["institute"])

    assert [(row.key, row.is_deleted) for row in merged.rows] == [("7", False), (None, True)]


def test_whoever_chooses_what_is_saved_gets_it():
    seen, theirs, mine = {"name": ("old",)}, {"name": ("theirs",)}, {"name": ("mine",)}

    assert merge_row(seen, theirs, mine, yielded=["name"]) == ({"name": ("theirs",)}, [])
    kept = merge_rows({}, {"1": theirs}, [TypedRow("1", mine, is_deleted=True)], yielded=["1:"])
    assert [(row.values, row.is_deleted) for row in kept.rows] == [(theirs, False)]


def test_nonsense_says_nothing_of_what_was_seen():
    for text in ("", "x", "[]", "{", '{"a": 1}', '{"a": {"b": []}}', '{"a": {"b": {"c": 1}}}', "[" * 9999):
        assert read_seen(text) == {}
    assert read_seen('{"t":{"1":{"name":["x"]}}}') == {"t": {"1": {"name": ("x",)}}}
