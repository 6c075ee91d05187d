import time
import zipfile
from io import BytesIO

import pytest

from releases.intake.files.source_text import DAMAGED, HTML, PLAIN, WORD, SourceError, read_source
from releases.intake.pages.page import Link, read_page

WORD_NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def word(*paragraphs):
    """The least that is a Word file."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'<w:document xmlns:w="{WORD_NAMES}"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": document})


def archive(files, method=zipfile.ZIP_DEFLATED):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def test_plain_text_is_left_as_it_is():
    found = read_source("a.txt", "Été\r\n\r\ntext".encode("cp1252"))
    assert (found.text, found.content_type, found.encoding) == ("Été\r\n\r\ntext", PLAIN, "cp1252")


def test_a_word_file_gives_its_paragraphs():
    found = read_source("a.docx", word("TEST/SER/1", "3 May 2005", "Invented title"))
    assert found.text == "TEST/SER/1\n\n3 May 2005\n\nInvented title\n"
    assert (found.content_type, found.encoding) == (WORD, "")


@pytest.mark.parametrize("name", ["saved.html", "saved.txt", "pasted"])
def test_a_page_is_known_by_what_is_in_it(name):
    found = read_source(name, b"<!DOCTYPE html><html><body><p>One<br>two</p><p>Three</p></body></html>")
    assert (found.text, found.content_type) == ("One\ntwo\n\nThree\n", HTML)


def test_a_page_is_decoded_as_it_says():
    page = '<html><head><meta charset="koi8-r"></head><body><p>Вена</p></body></html>'
    assert read_source("a.html", page.encode("koi8-r")).text == "Вена\n"


def test_the_frame_of_a_page_is_left_out():
    page = """<html><head><title>Site</title><style>p {}</style></head><body>
        <div class="site-menu"><a>Home</a></div><nav>English</nav><header>Press room</header>
        <table><tr><td><p>Left column, a sentence.</p><p>More.</p></td><td>
        <h1>Title of
            <em>two</em> lines</h1><p>Text.</p></td></tr></table>
        <ol start="3"><li>three</li><li>four</li></ol><ul><li>point</li></ul>
        <table><tr><th>Day</th><th>Room</th></tr><tr><td>Monday</td><td>C1</td></tr></table>
        <pre>kept
        lines</pre><footer>Copyright</footer><script>alert("never")</script></body></html>"""
    assert read_page(page).text == (
        "Left column, a sentence.\n\nMore.\n\nTitle of two lines\n\nText.\n\n3. three\n\n4. four\n\n• point\n\n"
        "Day | Room\n\nMonday | C1\n\nkept\n        lines\n"
    )


def test_the_main_part_of_a_page_is_enough():
    text = "A sentence of the release. " * 10
    assert read_page(
        f"<body><p>Chrome</p><main><header>Title</header><p>{text}</p></main><p>Chrome</p>"
    ).text == (f"Title\n\n{text.strip()}\n")


@pytest.mark.parametrize(
    "markup", ["<" * 300_000, "<a" * 200_000, "<table><tr><td>" * 20_000, "<b>" * 100_000, "<!--" * 100_000]
)
def test_broken_markup_costs_no_more_than_sound_markup(markup):
    # Time of this process alone, beside that of sound markup: however busy the machine is, both are slow together.
    sound = "<p>A word.</p>" * (len(markup) // 14)
    assert _seconds_for(markup) < 10 * _seconds_for(sound)


def _seconds_for(markup):
    start = time.process_time()
    read_page(f"<html>{markup}")
    return time.process_time() - start


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf \r\n", "There is no text in this file."),
        (b"<html><body><script>x()</script></body></html>", "There is no text in this file."),
        (b"\x89PNG \x00", "This file is a PNG picture, not text: save it as plain text and try again."),
        (b"x" * 50_000_000, "This file has 48 MB: no press release is that long (limit 5 MB)."),
        (word(), "There is no text in this file."),
        (
            b"<html><body>" + b"<ul><li>" * 20_000,
            "This page has more than 250 elements within one another: save its text alone.",
        ),
        (b"a\n\n" * 60_000, "This text has more than 30000 lines: no press release is that long."),
        (b"a\r" * 120_000, "This text has more than 30000 lines: no press release is that long."),
        (word("text")[:-40], "This file is damaged: save it again and try once more."),
        (
            archive({"a.txt": "x"}),
            "This file is a zip archive or an Office document other than Word: give its text.",
        ),
        (
            archive({"word/document.xml": "<not-word"}),
            "This Word file is damaged: save it again and try once more.",
        ),
        (
            archive({"word/document.xml": "<a/>", "word/media/bomb.bin": b"\0" * 50_000_000}),
            "This Word file unpacks to more than 40 MB and is not opened: save its text alone.",
        ),
    ],
)
def test_what_gives_no_text_gives_a_sentence(data, sentence):
    with pytest.raises(SourceError) as caught:
        read_source("a.txt", data)
    assert str(caught.value) == sentence


SHOWN = '<w:vanish w:val="0"/>'


def rich_word(body, parts):
    """A Word file with this content, and further parts."""
    document = f'<w:document xmlns:w="{WORD_NAMES}"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": document} | parts)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text):
    return (
        f'<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def test_what_is_struck_out_hidden_or_said_beside_a_word_file_is_left_out_and_counted():
    styles = (
        f'<w:styles xmlns:w="{WORD_NAMES}"><w:style w:type="paragraph" w:styleId="Secret"><w:rPr><w:vanish/>'
        "</w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="MoreSecret"><w:basedOn w:val="Secret"/></w:style></w:styles>'
    )
    body = (
        f"<w:p>{run('The Council ')}{deleted('condemned')}{deleted(' loudly')}<w:ins w:id='2'>{run('noted')}</w:ins>"
        f"{run(' the report.')}{deleted(' Not at all.')}</w:p>"
        f"<w:p>{run('Public')}{run(' secret', '<w:vanish/>')}{run(' still', '<w:vanish/>')}"
        f"{run(' shown', SHOWN)}"
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
        f"<w:p><w:pPr><w:pStyle w:val='MoreSecret'/></w:pPr>{run('A whole paragraph.')}</w:p>"
    )

    found = read_source("a.docx", rich_word(body, {"word/styles.xml": styles}))

    assert found.text == "The Council noted the report.\n\nPublic shown\n"
    assert str(found.left_out) == "Left out: 2 deletions, 1 comment and 2 hidden passages."


def test_lists_notes_and_links_of_a_word_file_are_kept():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        ' Target="https://www.example.org/report" TargetMode="External"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        ' Target="footnotes.xml"/></Relationships>'
    )
    footnotes = (
        f'<w:footnotes xmlns:w="{WORD_NAMES}"><w:footnote w:id="2"><w:p>{run("Invented Treaty Series.")}</w:p>'
        "</w:footnote></w:footnotes>"
    )
    names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    body = (
        f'<w:p><w:hyperlink {names} r:id="r1">{run("The report")}</w:hyperlink>{run(" is out.")}'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )

    found = read_source(
        "a.docx",
        rich_word(body, {"word/_rels/document.xml.rels": relations, "word/footnotes.xml": footnotes}),
    )

    assert (found.text, found.notes) == ("The report is out.[1]\n", ("[1] Invented Treaty Series.",))
    assert found.links == (Link(1, "The report", "https://www.example.org/report"),)


def test_lists_in_lists_of_a_word_file_stay_so():
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>'
        for level, form in enumerate(["decimal", "bullet"])
    )
    numbering = (
        f'<w:numbering xmlns:w="{WORD_NAMES}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"'
        ' Target="numbering.xml"/></Relationships>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'
        for text, level in (("One", 0), ("In one", 1), ("Two", 0))
    )

    found = read_source(
        "a.docx",
        rich_word(body, {"word/_rels/document.xml.rels": relations, "word/numbering.xml": numbering}),
    )

    assert (found.text, found.levels) == ("1. One\n\n• In one\n\n2. Two\n", {1: 1, 3: 2, 5: 1})


@pytest.mark.parametrize(
    ("page", "encoding", "text", "guessed"),
    [
        ('<meta charset="iso-8859-1"><p>The “boat” – here', "cp1252", "The “boat” – here\n", ""),
        ("<meta content='text/html; charset = gb2312'><p>囍镕的消息", "gb18030", "囍镕的消息\n", ""),
        ('<?xml version="1.0" encoding="koi8-r"?><html><p>Вена', "koi8-r", "Вена\n", ""),
        ('<meta charset="iso-8859-1"><p>Вена сегодня принимает гостей', "cp1251", "Вена сегодня принимает гостей\n",
         "the file says iso-8859-1, which does not fit"),
    ],
)  # fmt: skip
def test_a_page_that_names_its_encoding_is_read_as_browsers_read_it(page, encoding, text, guessed):
    markup = page if page.startswith("<?") else f"<html>{page}"
    found = read_source("a.html", markup.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)
    assert [guess.field for guess in found.guesses] == (["encoding"] if guessed else [])
    assert all(guessed in guess.reason for guess in found.guesses)


def test_what_was_decoded_twice_is_put_right_and_said():
    found = read_source("a.txt", "SOC/CP/1\n\nThe ship’s mate".encode().decode("cp1252").encode())
    assert (found.text, found.content_type) == ("SOC/CP/1\n\nThe ship’s mate", DAMAGED)
    assert [(guess.field, guess.reason, guess.line) for guess in found.guesses] == [
        ("encoding", "the text was decoded twice and was put right; line 3 was “The shipâ€™s mate”", 3)
    ]
