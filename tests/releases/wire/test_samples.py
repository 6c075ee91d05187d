"""Every sample release is read as its label says: the fields of the import contract, one by one."""

import json
import re
import textwrap
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from releases.intake.files.encoding import decode
from releases.wire.blocks import BlockKind
from releases.wire.document import Document
from releases.wire.parser import parse
from releases.wire.writer import write

SAMPLES = Path(__file__).parent / "samples"
LABELS = json.loads((SAMPLES / "labels.json").read_text(encoding="utf-8"))


def plain(text):
    folded = unicodedata.normalize("NFKC", text or "").replace("\u2011", "-").replace("\u2010", "-")
    return re.sub(r"\s+", " ", folded).strip()


def count(document: Document, kind: BlockKind) -> int:
    return sum(block.kind is kind for block in document.blocks)


def read_fields(document: Document) -> dict:
    symbol = document.symbol
    return {
        "symbol": plain(symbol.text if symbol else ""),
        "series": symbol.series if symbol else None,
        "number": symbol.number if symbol else None,
        "suffix": (symbol.suffix if symbol else "") or None,
        "other_symbols": [plain(other.text) for other in document.joint_symbols],
        "language": document.language[:2],
        "title": plain(document.title),
        "subtitle": plain(document.subtitle),
        "date": document.issued_on.isoformat() if document.issued_on else None,
        "dateline_city": plain(document.dateline_city),
        "dateline_date": document.dateline_on.isoformat() if document.dateline_on else None,
        "source": plain(document.source),
        "meeting": bool(document.meeting),
        "embargo": document.embargo,
        "correction": document.is_correction,
        "end_mark": document.end_mark,
        "paragraphs": len(document.paragraphs),
        "headings": [plain(block.text) for block in document.blocks if block.kind is BlockKind.HEADING],
        "list_items": count(document, BlockKind.LIST_ITEM),
        "table_rows": count(document, BlockKind.TABLE_ROW),
    }


def expected_fields(label: dict) -> dict:
    embargo = label["embargo"]
    changed = {
        "meeting": bool(label["meeting"]),
        "embargo": datetime.fromisoformat(embargo) if embargo else None,
        "other_symbols": [plain(symbol) for symbol in label["other_symbols"]],
    }
    changed |= {
        name: plain(label[name]) for name in ("symbol", "title", "subtitle", "dateline_city", "source")
    }
    return {name: changed.get(name, label[name]) for name in read_fields(Document())}


@pytest.mark.parametrize("name", LABELS)
def test_sample_is_read_as_labelled(name):
    text = decode((SAMPLES / name).read_bytes()).text
    document = parse(text)
    label = LABELS[name]
    assert read_fields(document) == expected_fields(label)
    assert plain(document.paragraphs[0]).startswith(plain(label["body_first_words"]))
    assert plain(document.paragraphs[-1]).endswith(plain(label["body_last_words"]))


@pytest.mark.parametrize("name", LABELS)
def test_sample_comes_back_to_the_byte(name):
    data = (SAMPLES / name).read_bytes()
    found = decode(data)
    text, encoding = found.text, found.encoding
    assert write(parse(text)).encode(encoding) == data


def wrap(text: str) -> str:
    """Return the text as a copy wrapped at 72 characters; short lines stay as they are."""
    lines = []
    for line in text.split("\n"):
        wrapped = textwrap.wrap(line, 72, break_on_hyphens=False, break_long_words=False)
        lines += wrapped if len(line) > 110 and not re.search("[\u4e00-\u9fff]", line) else [line]
    return "\n".join(lines)


CHANGES = {
    "other line ends": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "indented": lambda text: re.sub(r"(?m)^(?=.)", " ", text),
    "spaces at line ends": lambda text: text.replace("\n", "  \n"),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "blank lines first": lambda text: "\n\n\n" + text,
    "byte-order mark": lambda text: "\ufeff" + text,
    "no-break spaces": lambda text: re.sub(r"(?<=[A-Za-z]), (?=\d)", ",\u00a0", text),
    "site chrome first": lambda text: "Home\nUN Information Service\n\n" + text.lstrip("\ufeff"),
    "site chrome last": lambda text: text + "\n\nBack to top\nCopyright © 2005\n",
    "table leftovers": lambda text: "|\n0\n" + text.lstrip("\ufeff"),
    "hard-wrapped": wrap,
}


@pytest.mark.parametrize("change", CHANGES)
def test_fields_do_not_depend_on_how_a_copy_was_made(change):
    wrong = {}
    for name, label in LABELS.items():
        if change == "hard-wrapped" and name == "l-one-line.txt":
            continue
        text = decode((SAMPLES / name).read_bytes()).text
        found, expected = read_fields(parse(CHANGES[change](text))), expected_fields(label)
        if found != expected:
            wrong[name] = {field: value for field, value in found.items() if value != expected[field]}
    assert wrong == {}


def test_every_sample_file_has_a_label():
    assert {path.name for path in SAMPLES.glob("*.txt")} == set(LABELS)
