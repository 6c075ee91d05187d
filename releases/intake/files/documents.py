"""What a file says as a document: its text as it was parsed, with what the file says beside its text."""

from dataclasses import replace

from releases.intake.files.mail import Envelope
from releases.intake.files.source_text import SourceText
from releases.wire.blocks import Block, BlockKind
from releases.wire.document import Document, Guess, Problem
from releases.wire.parser import parse
from releases.wire.vocabulary import Mark, read_mark


def document_of(source: SourceText) -> Document:
    """What the text says, its footnotes at its end, and among its problems what was left out of it.

    What the text lacks and the mail says that brought it is taken from there, as a guess.
    """
    end = source.text.count("\n") + 1
    document = _completed(parse(source.text, source.marks), source.envelope, end)
    notes = (Block(BlockKind.NOTE, note, end) for note in source.notes)
    said = str(source.left_out)
    problems = (Problem(1, said, "left-out"),) if said else ()
    return replace(
        document,
        blocks=(*document.blocks, *notes),
        guesses=(*source.guesses, *document.guesses),
        problems=(*source.problems, *problems, *document.problems),
    )


def _completed(document: Document, envelope: Envelope, end: int) -> Document:
    guesses = list(document.guesses)
    if not document.title and envelope.subject:
        document = replace(document, title=envelope.subject)
        guesses.append(Guess("title", "no title was found; the subject of the mail was taken"))
    if document.issued_on is None and document.dateline_on is None and envelope.sent_on:
        document = replace(document, issued_on=envelope.sent_on)
        guesses.append(Guess("issued_on", "no date was found; the day on which the mail was sent was taken"))
    if not document.contacts and envelope.sender:
        sender = Block(BlockKind.CONTACT, envelope.sender, end)
        document = replace(document, contacts=(envelope.sender,), blocks=(*document.blocks, sender))
        guesses.append(Guess("contacts", "no contact was found; the sender of the mail was taken"))
    elif envelope.sender and _ends_with_a_contact(document):
        guesses.append(Guess("contacts", "the text came by mail; a signature may stand among its contacts"))
    return replace(document, guesses=tuple(guesses))


def _ends_with_a_contact(document: Document) -> bool:
    """Whether a contact stands where senders of mail sign: below the end mark, or last where there is none."""
    lines = enumerate(document.original.splitlines(), start=1)
    end = next((number for number, line in lines if read_mark(line.strip()) is Mark.END), 0)
    last = document.blocks[-1] if document.blocks else None
    contacts = [block for block in document.blocks if block.kind is BlockKind.CONTACT]
    return any(block.line > end for block in contacts) if end else last in contacts
