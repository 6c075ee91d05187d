"""What the reader of files says is translated when it is shown."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from releases.models.reading_words import SENTENCES, field_label, in_words

FOLDERS = ("releases/wire", "releases/intake")
# Calls that take a sentence of the reader, by name.
SAY = re.compile(
    r"(guess|problem|Guess|Problem|_doubted|Decoded)\Z|(Source|Decoding|Word\w*|Pdf|Page|RichText|OpenDocument)Error\Z"
)
# What is put together by the code from sentences and words of the text.
PLACE = "«7»"


def _said(path: Path) -> set[str]:
    """The sentences in the calls of one module; a value that the text gives is PLACE."""
    tree = ast.parse(path.read_text())
    module = importlib.import_module(".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if SAY.search(getattr(call.func, "id", getattr(call.func, "attr", "")))]
    found = set()
    for argument in (argument for call in named for argument in call.args):
        match argument:
            case ast.Constant(value=str(text)):
                found.add(text)
            case ast.JoinedStr(values=parts):
                found.add(
                    "".join(
                        str(getattr(part, "value", "")) if isinstance(part, ast.Constant) else PLACE
                        for part in parts
                    )
                )
            case ast.Name(id=name) if isinstance(getattr(module, name, None), str):
                found.add(getattr(module, name))
    return {text for text in found if re.search(r"\w+ \w+ ", text)}


def _modules() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*.py"))]


def test_every_sentence_of_the_reader_can_be_translated(monkeypatch):
    said = {text for path in _modules() for text in _said(path)}
    assert {"No title was found.", f"There is no such day as {PLACE}."} <= said
    monkeypatch.setattr("releases.models.reading_words.gettext", lambda text: f"⟦{text}⟧")
    assert sorted(text for text in said if not in_words(text).startswith("⟦")) == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("No title was found.", "⟦No title was found.⟧"),
        ("There is no such day as 31 September 2005.", "⟦There is no such day as 31 September 2005.⟧"),
        (
            "read as koi8-r: nothing in the file says so; line 3 has “июня”",
            "⟦read as koi8-r: ⟦nothing in the file says so⟧; line 3 has “июня”⟧",
        ),
        (
            "no time zone is printed; UTC was taken; no year is printed",
            "⟦no time zone is printed; UTC was taken⟧; ⟦no year is printed⟧",
        ),
        ("This is a PostScript file: give the text of the release.", None),
        ("What nobody says.", "What nobody says."),
    ],
)
def test_a_sentence_is_found_with_what_the_text_has_in_it(monkeypatch, said, shown):
    monkeypatch.setattr("releases.models.reading_words.gettext", lambda text: f"⟦{text}⟧")
    assert in_words(said) == (shown or "⟦This is ⟦a PostScript file⟧: ⟦give the text of the release⟧.⟧")


def test_in_english_it_is_as_it_was_said():
    with override("en"):
        assert [
            sentence
            for sentence in SENTENCES
            if in_words(sentence.replace("%(", "(")) != sentence.replace("%(", "(")
        ] == []


def test_fields_are_called_as_on_the_form():
    with override("en"):
        assert [field_label(name) for name in ("issued_on", "encoding", "unknown")] == [
            "Date",
            "Encoding of the file",
            "unknown",
        ]
