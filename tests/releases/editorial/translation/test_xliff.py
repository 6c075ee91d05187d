"""Releases as files for translators, out and in."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.editorial import workflow
from releases.editorial.errors import StaleError, WorkflowError
from releases.editorial.translation import inline, xliff, xliff_reading
from releases.editorial.translation.paragraphs import put_together, read
from releases.editorial.translation.taking_in import plan, take
from releases.editorial.translation.xliff_reading import XliffError
from releases.models import Release
from releases.models.prose import sanitise
from tests.factories import NOON, make_attachment, make_photo, make_public_release, make_user
from tests.releases.editorial.translation.test_paragraphs import MARKUP

BODY = (
    '<p>One <strong>bold</strong> and <a href="https://un.org/?a=1&amp;b" rel="noopener nofollow">linked</a> text'
    "<br>in two lines &amp; more.</p><ul><li>An item</li></ul>"
)
NAMES = {"x": inline.NAMESPACE}


def parsed(text):
    return ElementTree.fromstring(text)  # noqa: S314 - what was written here


def translated(content, texts):
    """The file as a translator's tool sends it back: each target is the source with words replaced."""
    root = parsed(content)
    for segment in root.iter(inline.named("segment")):
        source = ElementTree.tostring(segment.find("x:source", NAMES), encoding="unicode")
        target = re.sub("(</?(?:ns0:)?)source", r"\1target", source)
        for before, after in texts.items():
            target = target.replace(before, after)
        if target != re.sub("(</?(?:ns0:)?)source", r"\1target", source):
            for old in segment.findall("x:target", NAMES):
                segment.remove(old)
            segment.append(parsed(target))
    return ElementTree.tostring(root, encoding="unicode")


@given(MARKUP)
def test_a_paragraph_comes_back_from_a_file_to_the_byte(markup):
    body = sanitise(markup)
    text = read(body)
    back = {}
    for number, paragraph in enumerate(text.paragraphs):
        element = ElementTree.Element(inline.named("target"))
        inline.write(element, paragraph.markup)
        sent = parsed(ElementTree.tostring(element, encoding="utf-8"))
        back[number] = inline.read([sent], paragraph.markup)

    assert put_together(text, back) == body


@given(st.text(max_size=12))
def test_every_character_comes_back_from_a_file(words):
    element = ElementTree.Element(inline.named("target"))
    inline.append_text(element, words)

    sent = parsed(ElementTree.tostring(element, encoding="utf-8"))

    assert inline.read([sent], "") == inline.escaped(words)


@pytest.mark.django_db
class TestFile:
    @pytest.fixture
    def english(self):
        release = make_public_release(symbol="BKK/CP/14", title="Opening & closing", body=BODY)
        make_photo(release, caption="People in a hall")
        make_attachment(release)
        return release

    @pytest.fixture
    def officer(self):
        return make_user("Press officers")

    def test_it_says_what_it_is_and_holds_each_text_once(self, english):
        root = parsed(xliff.write(english, "zh-hans"))

        assert (root.tag, root.attrib) == (
            f"{{{inline.NAMESPACE}}}xliff",
            {"version": "2.1", "srcLang": "en", "trgLang": "zh-Hans"},
        )
        [file] = root.findall("x:file", NAMES)
        assert (file.get("original"), file.get("id")) == ("BKK/CP/14", f"release-{english.pk}")
        assert {note.get("category"): note.text for note in file.findall("x:notes/x:note", NAMES)} == {
            "symbol": "BKK/CP/14",
            "edition": "1",
            "state": "approved",
        }
        units = file.findall("x:unit", NAMES)
        assert [unit.get("name").partition("-")[0] for unit in units] == [
            "title",
            "p0",
            "p1",
            "photo",
            "photo",
            "attachment",
        ]
        assert [pc.get("id") for pc in units[1].iter(inline.named("pc"))] == ["1", "2"]
        assert [data.text for data in units[1].iter(inline.named("data"))][:2] == ["<strong>", "</strong>"]
        assert all(re.fullmatch(r"[\w.\-]+", unit.get("id")) for unit in units)

    def test_a_translated_file_becomes_a_draft_that_is_marked_with_nothing(self, english, officer):
        text = translated(
            xliff.write(english, "fr"),
            {"Opening": "Ouverture", "bold": "gras", "An item": "Un point", "People in a hall": "Des gens"}
            | {"Invented table": "Tableau inventé"},
        )

        found = plan(xliff_reading.read(text))
        draft = take(found, chosen=[], by=officer, at=NOON)

        assert (found.refused, [change.is_contested for change in found.changes]) == ([], [False] * 5)
        draft = Release.objects.get(pk=draft.pk)
        assert draft.title == "Ouverture & closing"
        assert draft.body == BODY.replace("bold", "gras").replace("An item", "Un point")
        assert draft.photos.get().caption == "Des gens"
        row = draft.attachments.get()
        assert (row.title, row.language, row.attachment) == (
            "Tableau inventé",
            "en",
            english.attachments.get().attachment,
        )
        assert (draft.state, draft.language, draft.follows_id) == ("draft", "fr", english.pk)

    @pytest.mark.parametrize("part", ["photos", "attachments"])
    def test_words_outside_the_text_that_changed_meanwhile_stay_unless_the_file_is_chosen(
        self, english, officer, part
    ):
        name = {"photos": "caption", "attachments": "title"}[part]
        draft = workflow.open_translation(english, "fr", by=officer, at=NOON)
        words = {"People in a hall": "Du fichier", "Invented table": "Du fichier"}
        text = translated(xliff.write(english, "fr", draft), words)
        getattr(draft, part).update(**{name: "Du bureau"})
        draft = workflow.save_edition(draft, by=officer, at=NOON)

        contested = [change for change in plan(xliff_reading.read(text)).changes if change.is_contested]
        assert [change.before for change in contested] == ["Du bureau"]
        take(plan(xliff_reading.read(text)), chosen=[], by=officer, at=NOON)
        assert getattr(getattr(draft, part).get(), name) == "Du bureau"
        take(plan(xliff_reading.read(text)), chosen=[contested[0].unit.key], by=officer, at=NOON)
        assert getattr(getattr(draft, part).get(), name) == "Du fichier"

    def test_what_is_translated_at_the_desk_goes_out_and_comes_back_as_it_is(self, english, officer):
        draft = workflow.open_translation(english, "fr", by=officer, at=NOON)
        draft.photos.update(alternative_text="Des gens inventés", caption="Des gens")
        draft.attachments.update(title="Tableau inventé")

        content = xliff.write(english, "fr", draft)

        targets = [
            (unit.get("name").rpartition("-")[2], unit.find("x:segment/x:target", NAMES).text)
            for unit in parsed(content).iter(inline.named("unit"))
            if "-" in unit.get("name")
        ]
        assert targets == [
            ("alternative_text", "Des gens inventés"),
            ("caption", "Des gens"),
            ("title", "Tableau inventé"),
        ]
        again = plan(xliff_reading.read(content.decode()))
        assert (again.changes, again.refused, again.same) == ([], [], 3)

    def test_words_of_what_the_translation_has_not_are_refused_and_named(self, english, officer):
        draft = workflow.open_translation(english, "fr", by=officer, at=NOON)
        content = translated(xliff.write(english, "fr", draft), {"Invented table": "Tableau inventé"})
        draft.attachments.all().delete()

        found = plan(xliff_reading.read(content))

        assert (found.changes, found.refused) == (
            [],
            ["Title of an attachment: the translation does not have it."],
        )

    def test_a_title_without_room_is_refused_and_nothing_is_saved(self, english, officer):
        content = translated(
            xliff.write(english, "fr"), {"Invented table": "T" * 301, "Opening": "Ouverture"}
        )

        with pytest.raises(WorkflowError) as refused:
            take(plan(xliff_reading.read(content)), chosen=[], by=officer, at=NOON)

        assert refused.value.messages == ["Title of an attachment: there is room for 300 characters."]
        assert not Release.objects.filter(language="fr").exists()

    def test_what_was_done_at_the_desk_meanwhile_stays_unless_the_file_is_chosen(self, english, officer):
        draft = workflow.open_translation(english, "fr", by=officer, at=NOON)
        content = xliff.write(english, "fr", draft)
        draft.body = BODY.replace("An item", "Un élément")
        draft = workflow.save_edition(draft, by=officer, at=NOON)
        text = translated(content, {"An item": "Un point", "bold": "gras"})

        found = plan(xliff_reading.read(text))

        assert [(change.unit.key, change.is_contested) for change in found.changes] == [
            ("p0", False),
            ("p1", True),
        ]
        saved = take(found, chosen=[], by=officer, at=NOON)
        assert saved.body == BODY.replace("bold", "gras").replace("An item", "Un élément")
        found = plan(xliff_reading.read(text))
        saved = take(found, chosen=["p1"], by=officer, at=NOON)
        assert saved.body == BODY.replace("bold", "gras").replace("An item", "Un point")

    def test_a_plan_that_somebody_overtook_is_not_carried_out(self, english, officer):
        draft = workflow.open_translation(english, "fr", by=officer, at=NOON)
        found = plan(xliff_reading.read(translated(xliff.write(english, "fr"), {"bold": "gras"})))
        draft.title = "Ouverture"
        workflow.save_edition(draft, by=officer, at=NOON)

        with pytest.raises(StaleError):
            take(found, chosen=[], by=officer, at=NOON)

    def test_a_paragraph_of_the_original_that_changed_since_is_refused_and_named(self, english, officer):
        text = translated(xliff.write(english, "fr"), {"An item": "Un point", "bold": "gras"})
        second = workflow.open_next_edition(english, by=officer, at=NOON, note="Item.")
        second.body = BODY.replace("An item", "Another item")
        workflow.save_edition(second, by=officer, at=NOON)
        second = workflow.submit(Release.objects.get(pk=second.pk), by=officer, at=NOON)
        workflow.approve(second, by=make_user("Editors"), at=NOON.replace(hour=14))

        found = plan(xliff_reading.read(text))

        assert found.refused == ["Paragraph 2: the original reads otherwise now, or is gone."]
        assert [change.unit.key for change in found.changes] == ["p0"]
        assert found.source.edition == 2

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            ('id="1"', 'id="9"', "Paragraph 1: it has the mark 9, which the original has not."),
            ('id="2"', 'id="1"', "Paragraph 1: it has the mark 1 (<strong>) twice."),
            ("<ph ", "<sm id='m1'/><sm ", "Paragraph 1: it lacks these marks of the original: 3 (<br>)."),
            ("<ph ", "<script/><ph ", "Paragraph 1: it has “script”, which cannot stand in it."),
            (
                "<ph ",
                '<ec startRef="1"/><ph ',
                "Paragraph 1: its marks are not closed in the order in which they are opened.",
            ),
        ],
    )
    def test_marks_that_are_not_those_of_the_original_are_refused(self, english, before, after, sentence):
        text = translated(xliff.write(english, "fr"), {"bold": "gras", "An item": "Un point"})
        head, target, rest = text.replace("ns0:", "").replace(":ns0", "").partition("<target")
        target, end, tail = (target + rest).partition("</target>")

        found = plan(xliff_reading.read(head + target.replace(before, after) + end + tail))

        [refusal] = found.refused
        assert refusal.startswith(sentence)
        assert [change.unit.key for change in found.changes] == ["p1"]

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"release-": "release-9"}, "The file is not of a release that is here"),
            ({"BKK/CP/14": "BKK/CP/15"}, "The file is not of a release that is here"),
            ({'trgLang="fr"': 'trgLang="en"'}, "The file is into the language that it is from."),
            ({'trgLang="fr"': 'trgLang="pl"'}, "a language that releases are not issued in: pl"),
            ({"<file ": "<file2 ", "</file>": "</file2>"}, "not made here for one release"),
            ({"document:2.0": "document:1.2"}, "This is no XLIFF 2.0 or 2.1 file."),
            ({"</file>": ""}, "The file is damaged in line"),
            ({"<xliff": '<!DOCTYPE x [<!ENTITY a "b">]><xliff'}, "declares a document type or entities"),
            ({"<notes>": "<notes>" * 70, "</notes>": "</notes>" * 70}, "stand in one another too deep"),
        ],
    )
    def test_a_file_that_cannot_be_taken_in_is_refused_with_a_sentence(self, english, changes, sentence):
        text = xliff.write(english, "fr").decode()
        for before, after in changes.items():
            assert before in text
            text = text.replace(before, after)

        with pytest.raises(XliffError, match=sentence):
            plan(xliff_reading.read(text))

    def test_a_translation_that_was_approved_is_not_touched(self, english):
        make_public_release(symbol="BKK/CP/14", language="fr")

        with pytest.raises(XliffError, match=r"was approved already\. Open its next edition first"):
            plan(xliff_reading.read(xliff.write(english, "fr").decode()))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe<\x00a", "neither in UTF-8 nor in UTF-16"),
        ("é".encode("latin-1"), "neither in UTF-8 nor in UTF-16"),
        (b" " * (xliff_reading.LARGEST + 1), "larger than 8 MB"),
    ],
)
def test_files_that_are_no_text_or_too_large_are_refused(content, sentence):
    with pytest.raises(XliffError, match=sentence):
        xliff_reading.decoded(content)


def test_utf_16_is_read_too():
    assert xliff_reading.decoded("<é/>".encode("utf-16")) == "<é/>"
