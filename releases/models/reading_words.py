"""What the reader of files says of a text, in the language of whoever reads it.

The reader of the wire format knows the standard library only, and what it says is kept with drafts: it speaks English.
Here stands every sentence that it has, so that each can be translated when it is shown. A placeholder stands for what
the text has there, or for another of these sentences.
"""

import re
from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

_GUESSES = (
    _("a table whose columns are not sure begins here"),
    _("many of its lines end inside a sentence, but at no one width"),
    _("neither date nor source says that this is a dateline"),
    _("no comma stands between city and date"),
    _("no contact was found; the sender of the mail was taken"),
    _("no date was found; the day of the import was taken"),
    _("no date was found; the day on which the mail was sent was taken"),
    _("no symbol, date or label stands in the header; the first line was taken"),
    _("no time of day is printed; midnight was taken"),
    _("no time zone is printed; %(zone)s was taken"),
    _("no title was found; the first words were taken"),
    _("no title was found; the subject of the mail was taken"),
    _("no year is printed"),
    _("nothing in the file says so"),
    _("of several lines without a symbol the first was taken"),
    _("only some of its lines seem to be wrapped, at %(width)s columns"),
    _("only the first %(count)s characters have room here"),
    _("read as %(encoding)s: %(reason)s"),
    _("read as %(encoding)s: %(reason)s; line %(line)s has “%(word)s”"),
    _("short lines above it were taken for the head of the page"),
    _("some bytes of this UTF-8 file are in no encoding of that name; line %(line)s has the first of them"),
    _("some letters of this Rich Text file are not in the encoding that it names"),
    _("the blank line before line %(line)s was taken to stand inside a paragraph"),
    _("the city stands alone; the date of issue was taken"),
    _("the dateline has neither city nor year"),
    _("the dateline has no date"),
    _("the day was taken to stand before the month"),
    _("the file has no byte-order mark"),
    _("the file says %(encoding)s, which does not fit"),
    _("the first header date is false, the second was taken"),
    _("the header has no date; the date in the title was taken"),
    _("the header has no date; the date of the dateline was taken"),
    _("the lines after the title were taken to be its subtitle"),
    _("the month was taken to stand before the day"),
    _("the number of an agency was taken for the symbol"),
    _("the page ends with a sentence; whether line %(line)s goes on is not sure"),
    _("the suffix has no number: 1 was taken"),
    _("the symbol was printed without its strokes"),
    _("the text came by mail; a signature may stand among its contacts"),
    _("the text is too short to tell"),
    _("the text says that it is a correction, but its symbol has no suffix"),
    _("the text was decoded twice and was put right; line %(line)s was “%(word)s”"),
    _("the title was taken to run over several lines"),
    _("the year was taken from the date of issue"),
    _("there is no dateline and no opening formula; the body begins with the first sentence"),
    _("these lines were taken for a list, since no text stands between them"),
    _("where paragraphs, tables and columns begin was told from their places on the pages of the PDF"),
)
_PROBLEMS = (
    _("Another release may begin on this line: give it a file of its own, or look whether it belongs here."),
    _("Left out, since it stands around the text in the mail: “%(words)s”."),
    _("Left out, since the browser printed it: “%(words)s”."),
    _("Named by a name that was no longer in use."),
    _("No date of issue was found."),
    _("No symbol was found."),
    _("No text was found after the header."),
    _("No title was found."),
    _("Page %(number)s of the PDF holds no text that can be read: look at the original."),
    _("The dateline (%(date)s) is far from the date of issue."),
    _("The dateline has no year and the header no date to take it from."),
    _("The header has two dates: %(first)s and %(second)s."),
    _("The release states two embargoes that differ; the first was taken."),
    _("The suffix of %(symbol)s is missing; it may be a correction."),
    _("The text is still that of the %(language)s version."),
    _("The text gives no number; the congress nearest to its date was taken."),
    _("The text seems to be in %(other)s, which the site does not have (%(language)s was kept)."),
    _("There is no such day as %(day)s."),
    _("This line speaks of an embargo, but no day could be read in it."),
    _("“%(text)s” is not a press release symbol; one looks like BKK/CP/14 or GA/SHC/3612/Corr.1."),
    _("“%(text)s” is the symbol of a document, not of a press release."),
)
_LEFT_OUT = (
    _("a second date"),
    _("a sign that the text ends"),
    _("a suffix without a symbol"),
    _("names the organ"),
    _("navigation of a web page"),
    _("printed again"),
    _("stands above the title, and is no part of it"),
    _("the foot or head of a typed page"),
    _("the number that an agency gave its release, beside the symbol"),
    _("the title or a line of it printed again"),
    _("what a page prints around a text"),
)
_REFUSALS = (
    _("Not read: nothing in it looks like a release; name the file to have it read."),
    _("Not read: there is no text in this mail; what came with it is read."),
    _("Not read: this is %(what)s."),
    _("Not read: this is a hidden file."),
    _("Not read: this mail only brings other files (“%(words)s”)."),
    _("PDF files cannot be read here: install the extra `pdf`, or give the text of the file."),
    _("The encoding of this file is unknown: save it as UTF-8 and try again."),
    _("The tables of this page have more than %(most)s cells: no press release has so many."),
    _("The text of this mail has more than 5 MB: no press release is that long."),
    _("There is no text in this file."),
    _("This PDF does not say which letters its signs are: open it, copy its text and give that."),
    _("This PDF has %(count)s pages: no press release is that long (limit %(most)s)."),
    _("This PDF holds pictures of pages and no text: have the text recognised (OCR) or typed first."),
    _("This PDF is damaged: save it again and try once more."),
    _("This PDF is in Arabic or Hebrew, whose letters a PDF does not keep in order: give its text."),
    _("This PDF is locked with a password: save it without one."),
    _("This PDF takes too long to read: save its text alone."),
    _("This Rich Text file is damaged: save it as .docx and try again."),
    _("This Rich Text file is far longer than any press release: give its text alone."),
    _("This Word file is damaged: save it again and try once more."),
    _("This Word file is far longer than any press release: save its text alone."),
    _("This Word file unpacks to more than 40 MB and is not opened: save its text alone."),
    _("This archive holds %(count)s files: give %(most)s at a time."),
    _("This archive is damaged or is no zip archive."),
    _("This came with a mail inside a mail inside a mail: save it and import it alone."),
    _("This document holds no text: save it as .odt or .docx and try again."),
    _("This document is damaged: save it again and try once more."),
    _("This document is locked with a password: save it without one."),
    _("This document is nested too deeply: save its text alone."),
    _("This document unpacks to more than 20 MB and is not opened: save its text alone."),
    _("This file cannot be read: %(reason)s."),
    _(
        "This file has %(size)s MB; Word, OpenDocument, Rich Text, PDF and mail files may have up to 25 MB: make its "
        "pictures smaller, or give its text alone."
    ),
    _("This file has %(size)s MB: no press release is that long (limit 5 MB)."),
    _("This file in the archive is damaged."),
    _("This file is %(what)s, not text: save it as plain text and try again."),
    _("This file is a zip archive or an Office document other than Word: give its text."),
    _("This file is damaged: save it again and try once more."),
    _("This file is empty."),
    _("This file is locked with a password: unpack the archive first."),
    _("This file is not in %(encoding)s: choose another encoding."),
    _("This file is not text: save it as plain text (UTF-8) and try again."),
    _("This is %(what)s: %(advice)s."),
    _("This is an archive inside an archive: unpack it first."),
    _("This page has more than %(most)s elements within one another: save its text alone."),
    _("This page has more than %(most)s lines: no press release is that long."),
    _("This page has more than %(most)s tags: no press release has so many."),
    _("This text has more than %(most)s lines: no press release is that long."),
    _("Word files cannot be read here: install the extra `docx`, or save the file as text."),
)
_KINDS = (
    _("a 7-Zip archive"),
    _("a GIF picture"),
    _("a JPEG picture"),
    _("a PDF document"),
    _("a PNG picture"),
    _("a PostScript file"),
    _("a PowerPoint file of before 2007 (.ppt)"),
    _("a RAR archive"),
    _("a Rich Text document"),
    _("a TIFF picture"),
    _("a Word file of before 2007 (.doc)"),
    _("a WordPerfect file"),
    _("a bitmap picture"),
    _("a file of an early Word"),
    _("a font"),
    _("a gzip archive"),
    _("a note of an operating system or program"),
    _("a note that macOS keeps beside a file"),
    _("a picture"),
    _("a program"),
    _("a script or program"),
    _("a sound or a film"),
    _("a style sheet"),
    _("a zip archive or an Office document"),
    _("an Excel file of before 2007 (.xls)"),
    _("an Office file of before 2007"),
    _("an Outlook attachment (winmail.dat)"),
    _("an Outlook message (.msg)"),
    _("an archive other than .zip"),
    _("an encrypted text (PGP)"),
    _("an old Office document"),
    _("data and no text"),
)
_ADVICE = (
    _("decrypt it first"),
    _("give the text of the release"),
    _("have it sent again as plain text or .docx"),
    _("leave it out"),
    _("open it in Outlook and save it as text or as .eml"),
    _("open it in Word or LibreOffice and save it as .docx"),
    _("unpack it first"),
)
# All but the last are in the catalogue of Django.
_LANGUAGES = (
    *(
        "Japanese",
        "Korean",
        "Greek",
        "Hebrew",
        "Ukrainian",
        "Persian",
        "Polish",
        "Czech",
        "Hungarian",
        "Turkish",
    ),
    _("traditional Chinese"),
)
SENTENCES = frozenset((*_GUESSES, *_PROBLEMS, *_LEFT_OUT, *_REFUSALS, *_KINDS, *_ADVICE, *_LANGUAGES))
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def field_label(name: str) -> str:
    """What people call the field of a release that something was read into; the name itself where there is none."""
    if name == "encoding":
        return capfirst(gettext("encoding of the file"))
    release = apps.get_model("releases", "Release")
    labels = {
        field.name: field.verbose_name
        for field in release._meta.get_fields()
        if hasattr(field, "verbose_name")
    }
    return capfirst(str(labels[name])) if name in labels else name


def in_words(said: str) -> str:
    """`said` by the reader in the present language; as it is where it is no sentence of the reader."""
    if said in SENTENCES:
        return gettext(said)
    for pattern, sentence in _patterns():
        if match := pattern.fullmatch(said):
            return gettext(sentence) % {
                name: _language(part) if name == "language" else in_words(part)
                for name, part in match.groupdict().items()
            }
    others, sign, last = said.rpartition("; ")
    return f"{in_words(others)}{sign}{in_words(last)}" if sign else said


def _language(code: str) -> str:
    """The language of that code by name; any other text as it is."""
    return str(dict(settings.LANGUAGES).get(code, code))


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Each sentence with placeholders as a pattern, those that say most of it first."""
    with_places = [sentence for sentence in SENTENCES if "%(" in sentence]
    with_places.sort(key=lambda sentence: len(_PLACEHOLDER.sub("", sentence)), reverse=True)
    return [(_pattern(sentence), sentence) for sentence in with_places]


def _pattern(sentence: str) -> re.Pattern[str]:
    """What is quoted may be anything; elsewhere a semicolon begins the next sentence."""
    parts = _PLACEHOLDER.split(sentence)
    pattern = re.escape(parts[0])
    for before, name, after in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        anything = "." if before.endswith("“") else "(?:(?!; ).)"
        pattern += f"(?P<{name}>{anything}*?){re.escape(after)}"
    return re.compile(pattern, re.DOTALL)
