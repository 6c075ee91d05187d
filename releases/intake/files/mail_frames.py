"""What mail programs write around a text: headers of forwarded mails, marks of quotation, who wrote when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from releases.intake.files.mail import NO_ENVELOPE, Envelope, plain_subject
from releases.wire.dates import find_date, read_date
from releases.wire.document import Problem
from releases.wire.parser import parse

_NAMES = {
    "sender": ("from", "von", "de", "от", "من", "发件人", "寄件者"),
    "sent": ("sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviado el", "fecha", "дата", "отправлено",
             "التاريخ", "发送时间", "日期"),
    "to": ("to", "cc", "bcc", "an", "à", "para", "кому", "копия", "إلى", "收件人", "抄送", "reply-to"),
    "subject": ("subject", "betreff", "objet", "asunto", "тема", "الموضوع", "主题"),
}  # fmt: skip
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
_HEADER_LINE = re.compile(r"[\s>*]*(?P<name>[^\W\d_][\w -]{0,14}?)\s?\*?\s*[:：]\*?\s*(?P<value>.*)")
_FORWARDED = re.compile(
    r"[\s>]*(?:-{2,}\s*(?:(?:original|forwarded|urspr\w+|weitergeleitete\w*|message|mensaje|исходное|пересылаемое"
    r"|пересланное)\b[^-]{0,40}|转发邮件|原始邮件)-{2,}|begin forwarded message:|_{20,})\s*",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"[\s>]*(?:(?:on|le|el|am|at)\b.{5,140}\b(?:wrote|a écrit|escribió|schrieb.{0,60})|.{5,140}\b(?:пишет|написал\w*)"
    r"|.{3,80}(?:写道|كتب.{0,40}))\s?[:：]\s*",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"\s{0,3}((?:[>|]\s?)+)")
_LEAST_FIELDS = 3
_LONGEST_HEADER = 16
_LEAST_QUOTED = 3
_QUOTED_SHARE = 0.6
_MOST_PIECES = 12
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """One writer's part of a mail: its lines with the line they begin on, from 1, and what its header says."""

    text: str
    line: int
    envelope: Envelope = NO_ENVELOPE


@dataclass(frozen=True, slots=True)
class Unframed:
    """The text of a release out of a mail, what was left out around it, and what the mail says of it."""

    text: str
    envelope: Envelope
    problems: tuple[Problem, ...] = ()


def unframed(text: str) -> Unframed | None:
    """The text without the frames of mails; None where there are none, so that nothing was done to it.

    Of several writers' parts the one is taken that is most like a release; the others are named with their first
    words, so that nobody misses them unsaid.
    """
    pieces = [piece for piece in _pieces(text) if piece.text.strip()]
    if not pieces or (len(pieces) == 1 and pieces[0].line == 1 and pieces[0].text == text):
        return None
    chosen = pieces[0] if len(pieces) == 1 else max(pieces[:_MOST_PIECES], key=_likeness)
    left = [piece for piece in pieces if piece is not chosen and piece.text.strip()]
    return Unframed(chosen.text, chosen.envelope, tuple(map(_left_out, left)))


def _left_out(piece: Piece) -> Problem:
    words = " ".join(piece.text.split())
    shown = words if len(words) <= 80 else f"{words[:79]}…"
    return Problem(1, f"Left out, since it stands around the text in the mail: “{shown}”.", "mail-frame")


def _likeness(piece: Piece) -> float:
    """How much a text is like a release; two that are alike are told by their length."""
    document = parse(piece.text)
    found = (
        document.symbol,
        document.dateline_on,
        document.end_mark,
        document.issued_on,
        document.paragraphs,
    )
    return sum(map(bool, found)) + min(len(piece.text), 20_000) / 20_001


def _pieces(text: str, depth: int = 0) -> Iterator[Piece]:
    """The parts of a mail by its writers, in order; the whole text where nobody else is quoted in it."""
    lines = text.splitlines(keepends=True)
    begin, place, envelope = 0, 0, NO_ENVELOPE
    while place < len(lines):
        end, found = _header_at(lines, place)
        if end:
            yield from _unquoted(lines[begin:place], begin, envelope, depth)
            begin, envelope, place = end, found, end
        else:
            place += 1
    yield from _unquoted(lines[begin:], begin, envelope, depth)


def _header_at(lines: list[str], place: int) -> tuple[int, Envelope]:
    """Where the header of a forwarded mail ends that begins on this line, and what it says; 0 where there is none."""
    after = place
    if _FORWARDED.fullmatch(lines[place].rstrip()[:200]):
        after = place + 1
        while after < len(lines) and not lines[after].strip(" >\t\r\n"):
            after += 1
    found: dict[str, str] = {}
    last = ""
    end = min(len(lines), after + _LONGEST_HEADER)
    while after < end and (line := lines[after].rstrip("\r\n")).strip(" >\t"):
        match = _HEADER_LINE.fullmatch(line[:1000])
        field = _FIELD_OF.get(match["name"].strip().lower()) if match else None
        if match and field:
            found.setdefault(field, match["value"].strip())
            last = field
        elif last and line[:1].isspace():
            found[last] += f" {line.strip()}"
        else:
            break
        after += 1
    is_header = "sender" in found and len(found) >= _LEAST_FIELDS
    if not is_header:
        return 0, NO_ENVELOPE
    return after, Envelope(
        plain_subject(found.get("subject", "")), found["sender"], _day(found.get("sent", ""))
    )


def _day(text: str) -> date | None:
    """The day that a line such as “Tuesday, 8 May 2001 15:02” names."""
    printed = find_date(text) or read_date(re.sub(r"\s\d{1,2}:\d\d\b.*|\A[^\W\d_]+\.?,\s*", "", text))
    return printed.on if printed else None


def _unquoted(lines: list[str], begin: int, envelope: Envelope, depth: int) -> Iterator[Piece]:
    """Runs of quoted and of own lines as pieces, without their marks, where there is a quotation worth the name."""
    marks = [bool(_QUOTED.match(line)) and line.strip() != ">>" for line in lines]
    filled = sum(bool(line.strip()) for line in lines)
    if depth > _DEEPEST or sum(marks) < max(_LEAST_QUOTED, filled * _QUOTED_SHARE):
        if begin == 0 or "".join(lines).strip():
            yield Piece("".join(lines), begin + 1, envelope)
        return
    first = marks.index(True)
    last = len(marks) - marks[::-1].index(True)
    before, after = _without_attribution(lines[:first]), lines[last:]
    quoted = [_bare(line) for line in lines[first:last]]
    if "".join(before).strip():
        yield Piece("".join(before), begin + 1, envelope)
    for piece in _pieces("".join(quoted), depth + 1):
        said = piece.envelope if piece.envelope.sender else envelope
        yield replace(piece, line=begin + first + piece.line, envelope=said)
    if "".join(after).strip():
        yield Piece("".join(after), begin + last + 1, envelope)


def _bare(line: str) -> str:
    """One line without one mark of quotation; a line that has none is left as it is."""
    return re.sub(r"\A\s{0,3}[>|] ?", "", line, count=1)


def _without_attribution(lines: list[str]) -> list[str]:
    """The lines before a quotation without “On 8 May 2001, N wrote:”, over one line or two."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for count in (1, 2, 3):
        if len(filled) >= count and _WROTE.fullmatch("".join(lines[filled[-count] :]).rstrip()[:400]):
            return lines[: filled[-count]]
    return lines
