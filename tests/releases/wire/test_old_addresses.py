import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.old_addresses import briefing_day, candidates
from releases.wire.symbols import compact


@pytest.mark.parametrize(
    ("anything", "key", "letters", "number", "suffix"),
    [
        ("BKK/CP/14", "bkkcp14", "bkkcp", 14, ""),
        ("HR/CT/98/27", "hrct9827", "hrct98", 27, ""),
        ("Press Release No. 03/12", "pr0312", "pr03", 12, ""),
        ("UNIS/TR/708 Corr.1", "unistr708corr1", "unistr", 708, "Corr.1"),
        ("unis/tr/708 (revised)", "unistr708rev1", "unistr", 708, "Rev.1"),
        ("UNIS/CP/941 (E)", "uniscp941", "uniscp", 941, ""),
        ("SG/SM/6600*", "sgsm6600", "sgsm", 6600, ""),
        ("bkk cp 14", "bkkcp14", "bkkcp", 14, ""),
        ("bkk-cp-14", "bkkcp14", "bkkcp", 14, ""),
        ("bkkcp14.html", "bkkcp14", "bkkcp", 14, ""),
        ("/unis/pressrels/2005/uniscp509.html", "uniscp509", "uniscp", 509, ""),
        ("/en/1998/19980312.socna748.html", "socna748", "socna", 748, ""),
        ("19991012.gaab3493.c1.html", "gaab3493corr1", "gaab", 3493, "Corr.1"),
        ("gaab3493c1", "gaab3493corr1", "gaab", 3493, "Corr.1"),
        ("/en/2003/unep174.doc.htm", "unep174", "unep", 174, ""),
        ("AGJ353.doc.htm", "agj353", "agj", 353, ""),
        ("https://www.un.org/News/Press/docs/2012/pi2026.doc.htm?x=1#top", "pi2026", "pi", 2026, ""),
        ("unisma133e.html", "unisma133", "unisma", 133, ""),
        ("GA/SHC/3612/Corr.1", "gashc3612corr1", "gashc", 3612, "Corr.1"),
        ("Note No. 5838", "note5838", "note", 5838, ""),
        ("/en/releases/BKK/CP/14.txt", "bkkcp14", "bkkcp", 14, ""),
    ],
)
def test_first_candidate_is_the_likeliest(anything, key, letters, number, suffix):
    first = candidates(anything)[0]
    assert (first.compact, first.letters, first.number, first.suffix) == (key, letters, number, suffix)


def test_address_of_eight_characters_may_have_lost_letters():
    assert candidates("socna748")[0].cut
    assert not candidates("unep174")[0].cut


def test_vienna_addresses_of_2000_left_out_the_office():
    assert "uniscp375" in {candidate.compact for candidate in candidates("cp375.html")}


def test_each_joint_symbol_is_a_candidate():
    keys = [candidate.compact for candidate in candidates("SG/SM/9181-AFR/869-PKO/101")]
    assert keys[:3] == ["sgsm9181", "afr869", "pko101"]


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("121097", datetime.date(1997, 12, 10)),
        ("040103", datetime.date(2003, 4, 1)),
        ("140211", datetime.date(2014, 2, 11)),
        ("160404", datetime.date(2016, 4, 4)),
        ("999999", None),
    ],
)
def test_day_of_a_briefing(digits, day):
    assert briefing_day(digits) == day
    assert candidates(f"db{digits}.doc.htm")[0].on == day


@given(st.text(max_size=300))
def test_anything_gives_candidates_without_repetition(text):
    found = candidates(text)
    assert len(found) == len(set(found))
    assert bool(found) == bool(compact(text)) or not compact(text) or found == []
