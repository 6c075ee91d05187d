"""Quotation marks, commas, full stops and brackets of each language."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from institutes.punctuation import bracketed

CITED = {
    "en": "A, “B”, C.",
    "fr": "A, «\N{NO-BREAK SPACE}B\N{NO-BREAK SPACE}», C.",
    "es": "A, «B», C.",
    "ru": "A, «B», C.",
    "ar": "A، «B»، C.",
    "zh-hans": "A，《B》，C。",
    "de": "A, „B“, C.",
}


@pytest.mark.parametrize("language", CITED)
def test_each_language_has_its_signs(language):
    with override(language):
        written = Template('A{% comma %}{{ "B"|quoted }}{% comma %}C{% full_stop %}').render(Context({}))

    assert written == CITED[language]


def test_what_is_quoted_is_escaped_and_stays_as_it_was_issued():
    with override("en"):
        assert (
            Template("{{ title|quoted }}").render(Context({"title": "A <B> CONGRESS"}))
            == "“A &lt;B&gt; CONGRESS”"
        )


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Reissued as received.", "en", "(Reissued as received.)"),
        ("(Reissued as received.)", "en", "(Reissued as received.)"),
        (" (Reissued as received.) ", "en", "(Reissued as received.)"),
        ("[Delayed in transmission.]", "en", "[Delayed in transmission.]"),
        ("(A) and (B)", "en", "((A) and (B))"),
        ("(A) issued", "en", "((A) issued)"),
        ("收到后重新印发。", "zh-hans", "（收到后重新印发。）"),
        ("（收到后重新印发。）", "zh-hans", "（收到后重新印发。）"),
        ("", "en", "()"),
    ],
)
def test_brackets_stand_once(text, language, written):
    assert bracketed(text, language) == written
