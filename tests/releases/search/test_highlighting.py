"""Found words are marked where they are, in every script, and nothing else gets through as markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.models import Release
from releases.search.analysis import LANGUAGES
from releases.search.highlighting import Highlighter, Matcher
from releases.search.query import parse

FAR = "Invented filler text. " * 30


def release(body, language="en", title="Invented"):
    return Release(title=title, body_text=body, language=language)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "body", "typed", "wanted"),
    [
        ("en", "They negotiated a treaty.", "negotiations", "They <mark>negotiated</mark> a treaty."),
        ("en", "Rule of law, of course.", '"rule of law"', "<mark>Rule of law</mark>, of course."),
        ("en", "Rule of law.", "the rule of law", "<mark>Rule</mark> of <mark>law</mark>."),
        ("en", "Governments & <b>", "gov*", "<mark>Governments</mark> &amp; &lt;b&gt;"),
        ("en", "Co-operation", "cooperation", "<mark>Co-operation</mark>"),
        ("fr", "Les négociations de l’Office", "negociation", "Les <mark>négociations</mark> de l’Office"),
        ("fr", "Celui de l’Office", "l'office", "Celui de l’<mark>Office</mark>"),
        ("es", "La corrupción", "CORRUPCION", "La <mark>corrupción</mark>"),
        ("ru", "Об изменении климата", "изменение климата", "Об <mark>изменении</mark> <mark>климата</mark>"),
        ("ar", "قال إن المُؤْتَمَر انتهى", "مؤتمر", "قال إن <mark>المُؤْتَمَر</mark> انتهى"),
        ("zh-hans", "联合国气候变化大会", "气候变化", "联合国<mark>气候变化</mark>大会"),
        ("de", "Die Verhandlungen", "Verhandlung", "Die <mark>Verhandlungen</mark>"),
        ("zh-hans", "聯合國大會", "联合国", "<mark>聯合國</mark>大會"),
        ("zh-hans", "联合国大会", "聯合國", "<mark>联合国</mark>大会"),
        ("fr", "Le cœur et l’œil", "coeur oeil", "Le <mark>cœur</mark> et l’<mark>œil</mark>"),
        ("fr", "Le coeur", "cœur", "Le <mark>coeur</mark>"),
        ("en", "Of COVID-19 now", "covid19", "Of <mark>COVID-19</mark> now"),
        ("en", "Of covid19 now", "COVID-19", "Of <mark>covid19</mark> now"),
        ("en", "See BKK/CP/14.", "bkk/cp/14", "See <mark>BKK/CP/14</mark>."),
        ("en", "Nothing here.", "quagga", "Nothing here."),
        ("en", "Without -zebra", "without -zebra", "<mark>Without</mark> -zebra"),
    ],
)  # fmt: skip
def test_found_words_are_marked(language, body, typed, wanted):
    assert Highlighter(parse(typed)).passage(release(body, language)) == wanted


@pytest.mark.django_db
def test_passage_is_cut_around_the_words_that_were_found():
    passage = Highlighter(parse("quagga okapi")).passage(
        release(f"{FAR}The quagga met an okapi. {FAR}"), length=100
    )

    assert passage.startswith("…")
    assert passage.endswith("…")
    assert "The <mark>quagga</mark> met an <mark>okapi</mark>." in passage
    assert len(passage) < 140


@pytest.mark.django_db
def test_title_is_escaped_and_marked():
    assert Highlighter(parse("talk")).title(release("", title="Peace & <i>talks</i>")) == (
        "Peace &amp; &lt;i&gt;<mark>talks</mark>&lt;/i&gt;"
    )


PIECES = st.sampled_from(
    [
        *"aZéйИ気候变3١.,-‐'’()/_ ",
        *("\u00ad", "\u0301", "ـ", "U.N. ", "1,000", "1\u00a0000 ", "한국", " "),
        *("policies ", "policy ", "lying", "Österreich ", "oesterreich ", "évidemment ", "co-operating "),
        *("الصحافة ", "والمعاهد ", "المُؤْتَمَر ", "يستخدم ", "изменении ", "İstanbul ", "السﻼم ", "السلام "),
    ]
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)


@given(text=TEXTS, typed=TEXTS, language=st.sampled_from(LANGUAGES))
def test_no_word_that_answers_is_passed_over(text, typed, language):
    clauses = [
        (clause, number) for number, group in enumerate(parse(typed).groups) for clause in group.clauses
    ]
    matcher = Matcher(clauses, language)
    found_by_candidates = list(matcher.spans(text))

    assert found_by_candidates == list(Matcher(clauses, language)._spans_between(text, 0, len(text)))
