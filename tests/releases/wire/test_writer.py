import dataclasses
import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.wire.blocks import Block, BlockKind
from releases.wire.document import Document
from releases.wire.parser import parse
from releases.wire.symbols import parse_symbol
from releases.wire.writer import full_date, short_date, write

FIXTURE = Path(__file__).parents[3] / "fixtures" / "BKK-CP-14.txt"
PARAGRAPH = BlockKind.PARAGRAPH


def test_fields_of_the_first_release_compose_its_exact_bytes():
    data = FIXTURE.read_bytes()
    document = parse(data.decode("utf-8"))
    assert write(dataclasses.replace(document, original="")).encode("utf-8") == data


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("en", "1 March 2005", "1 March"),
        ("fr", "1er mars 2005", "1er mars"),
        ("es", "1 de marzo de 2005", "1 de marzo"),
        ("de", "1. März 2005", "1. März"),
        ("ru", "1 марта 2005 года", "1 марта"),
        ("ar", "1 آذار/مارس 2005", "1 آذار/مارس"),
        ("zh-hans", "2005年3月1日", "3月1日"),
        ("xx", "1 March 2005", "1 March"),
    ],
)
def test_dates_are_written_in_the_language(language, full, short):
    day = datetime.date(2005, 3, 1)
    assert (full_date(day, language), short_date(day, language)) == (full, short)


def test_missing_parts_leave_no_gap():
    document = Document(title="A Title", blocks=(Block(PARAGRAPH, "A sentence.", 1),))
    assert write(document) == "A Title\n\nA sentence.\n\n* *** *"
    assert write(Document()) == ""


def test_contacts_follow_the_end_mark():
    document = Document(
        title="A Title", blocks=(Block(PARAGRAPH, "A sentence.", 1), Block(BlockKind.CONTACT, "Tel: 1", 2))
    )
    assert write(document) == "A Title\n\nA sentence.\n\n* *** *\n\nTel: 1"


CITIES = {
    "en": "VIENNA",
    "fr": "VIENNE",
    "es": "VIENA",
    "de": "WIEN",
    "ru": "ВЕНА",
    "ar": "فيينا",
    "zh-hans": "维也纳",
}
SENTENCES = {
    "en": "The Board thanked the governments that had sent their figures early in the year.",
    "fr": "La réponse est attendue lundi dans la salle des délégations et sur la place.",
    "es": "El curso fue idea del director y de los jueces de la ciudad en el año pasado.",
    "de": "Er ist von Montag bis Freitag geöffnet und steht allen in der Stadt offen.",
    "ru": "Сегодня в этом зале больше делегаций, чем в прошлом году.",
    "ar": "وصلت اليوم إلى البقاع حافلة تحمل ألفي كتاب.",
    "zh-hans": "从今天起图书馆每晚开放到两点，夜班工人下班后可以来读书。",
}


@settings(max_examples=150)
@given(
    language=st.sampled_from(sorted(CITIES)),
    symbol=st.tuples(st.sampled_from(["UNIS/CP", "BKK/CP", "SOC/NAR"]), st.integers(1, 9999)),
    day=st.dates(datetime.date(1996, 1, 1), datetime.date(2030, 12, 31)),
    earlier=st.integers(0, 12),
    count=st.integers(1, 5),
)
def test_composed_release_is_parsed_to_the_same_fields(language, symbol, day, earlier, count):
    document = Document(
        symbols=(parse_symbol(f"{symbol[0]}/{symbol[1]}"),),
        language=language,
        title="Workshop to Discuss 12 Ladders",
        issued_on=day,
        dateline_city=CITIES[language],
        dateline_on=day - datetime.timedelta(days=earlier),
        source="UN Information Service",
        end_mark=True,
        blocks=tuple(Block(PARAGRAPH, SENTENCES[language], 1) for _ in range(count)),
    )
    text = write(document)
    found = parse(text)
    compared = (
        "symbols",
        "language",
        "title",
        "subtitle",
        "issued_on",
        "dateline_city",
        "dateline_on",
        "source",
        "end_mark",
        "paragraphs",
    )
    assert {name: getattr(found, name) for name in compared} == {
        name: getattr(document, name) for name in compared
    }
    assert write(dataclasses.replace(found, original="")) == text
