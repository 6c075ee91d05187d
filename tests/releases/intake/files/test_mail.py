import contextlib
import time
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.enums import ReleaseState
from releases.intake.files.documents import document_of
from releases.intake.files.mail import MAIL, SAVED_PAGE, Envelope, is_mail, plain_subject
from releases.intake.files.mail_frames import unframed
from releases.intake.files.source_text import SourceError, read_source
from releases.intake.files.sources import Source, opened
from releases.intake.importer import import_bytes, read_bytes
from releases.intake.outcomes import OutcomeKind
from releases.intake.recognition import catalogue
from releases.publication.formats.text import text_as_issued
from tests.releases.intake.files.test_source_text import archive, word

RELEASE = (
    "UNIS/TR/724\n8 May 2001\n\nFerry Inspectors Open “Week of Drills”\n\n"
    "VALLETTA, 8 May (UN Information Service) -- Forty ferry inspectors from nine coastal States opened a week of "
    "drills in the harbour today, with one borrowed ship and no passengers.\n\n"
    "They will board her eleven times, each time by another rule book.\n\n* *** *\n"
)
PAGE = "".join(f"<p>{part}</p>" for part in RELEASE.replace("\n\n", "§").replace("\n", "<br>").split("§"))
AT = datetime(2026, 11, 20, tzinfo=UTC)
SAID = Envelope("Press release on ferries", "Harbour Desk <desk@harbour.example>", date(2001, 5, 8))


def mail(text=RELEASE, *, subject="Press release on ferries", **content):
    message = EmailMessage(policy=SMTP)
    message["From"] = "Harbour Desk <desk@harbour.example>"
    message["To"] = "list@harbour.example"
    message["Subject"] = subject
    message["Date"] = "Tue, 08 May 2001 23:02:00 +0200"
    if text is not None:
        message.set_content(text, **content)
    return message


def with_page(plain):
    message = mail(plain)
    message.add_alternative(f"<html><body>{PAGE}</body></html>", subtype="html")
    return message


def lines(text):
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "message",
    [
        mail(cte="8bit"),
        mail(cte="base64"),
        mail(cte="quoted-printable"),
        mail(charset="cp1252", cte="quoted-printable"),
        with_page(RELEASE),
        with_page("This mail is a page: your program cannot show it."),
        mail(PAGE, subtype="html"),
    ],
    ids=["8bit", "base64", "quoted", "windows-1252", "both", "page", "page alone"],
)
def test_the_text_of_a_mail_is_read_whatever_its_coding(message):
    found = read_source("a.eml", message.as_bytes())
    assert lines(found.text) == lines(RELEASE)
    assert (found.content_type, found.envelope, found.guesses) == (MAIL, SAID, ())


def test_a_mail_is_known_by_what_is_in_it_and_not_by_its_ending():
    assert read_source("a.txt", mail().as_bytes()).content_type == MAIL
    assert read_source("a.eml", RELEASE.encode()).content_type == "text/plain"


def quoted(text, mark="> "):
    return "".join(f"{mark}{line}".rstrip() + "\n" for line in text.splitlines())


HEADER = "From: Harbour Desk <desk@harbour.example>\nSent: Tuesday, 8 May 2001 15:02\nTo: List\n"


@pytest.mark.parametrize(
    "text",
    [
        f"On Tue, 8 May 2001, Harbour Desk wrote:\n\n{quoted(RELEASE)}",
        f"On Tue, May 8, 2001 at 3:02 PM Harbour Desk\n<desk@harbour.example> wrote:\n{quoted(RELEASE)}",
        f"Le 8 mai 2001 à 15:02, Harbour Desk a écrit :\n\n{quoted(RELEASE)}",
        f"El 8 de mayo de 2001, Harbour Desk escribió:\n\n{quoted(RELEASE)}",
        f"8 мая 2001 г. Harbour Desk пишет:\n\n{quoted(RELEASE)}",
        f"Am 8. Mai 2001 schrieb Harbour Desk:\n\n{quoted(RELEASE, '>')}",
        quoted(quoted(RELEASE)),
        f"-----Original Message-----\n{HEADER}Subject: Ferries\n\n{RELEASE}",
        f"---------- Forwarded message ----------\n{HEADER}Subject: Ferries\n\n{RELEASE}",
        f"Begin forwarded message:\n\n{HEADER}Subject: Fwd: Ferries\n\n{RELEASE}",
        f"Von: Hafen\nGesendet: Dienstag, 8. Mai 2001\nAn: Liste\nBetreff: WG: Ferries\n\n{RELEASE}",
        f"De : Port\nEnvoyé : mardi 8 mai 2001 15:02\nÀ : Liste\nObjet : TR: Ferries\n\n{RELEASE}",
        f"От: Порт\nДата: 8 мая 2001 г.\nКому: Список\nТема: Паромы\n\n{RELEASE}",
        f"> -----Original Message-----\n{quoted(HEADER)}> Subject: Ferries\n>\n{quoted(RELEASE)}",
    ],
)
def test_what_mail_programs_write_around_a_text_is_taken_off(text):
    found = read_source("a.txt", text.encode())
    assert lines(found.text) == lines(RELEASE)
    assert (found.content_type, found.problems) == (MAIL, ())


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (f"Please publish this.\n\n{HEADER}Subject: Ferries\n\n{RELEASE}", ["Please publish this."]),
        (f"FYI\n\nOn 8 May 2001, Desk wrote:\n{quoted(RELEASE)}\nRegards, Ida\n", ["FYI", "Regards, Ida"]),
        (
            f"{RELEASE}\n-----Original Message-----\n{HEADER}Subject: Wanted\n\nCan we have it?\n",
            ["Can we have it?"],
        ),
        (
            f"Yes.\n\n{HEADER}Subject: A\n\nSee below.\n\n{HEADER}Subject: B\n\n{RELEASE}",
            ["Yes.", "See below."],
        ),
    ],
)
def test_what_others_wrote_around_it_is_left_out_and_named(text, left_out):
    found = read_source("a.txt", text.encode())
    assert lines(found.text) == lines(RELEASE)
    assert [problem.message for problem in found.problems] == [
        f"Left out, since it stands around the text in the mail: “{words}”." for words in left_out
    ]


@pytest.mark.parametrize(
    "text",
    [
        RELEASE,
        RELEASE.replace("They will", "> a quotation\n> of two lines\n\nThey will"),
        "To: Editors\nSubject: Ferries\n\n" + RELEASE,
        "UNIS/TR/724\n\nFrom: the harbour\n\nA title\n\nText that goes on.\n",
    ],
)
def test_a_text_that_is_no_mail_is_left_as_it_is(text):
    assert read_source("a.txt", text.encode()).text == text


def test_a_page_that_was_saved_as_mail_is_a_page():
    saved = (
        "From: <Saved by Blink>\nSubject: Ferries\nDate: Tue, 3 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
        "<html><head><meta charset=3D'utf-8'></head><body><p>UNIS/TR/1</p><p>8 May 2001 =E2=80=93 caf=C3=A9</p>"
        "</body></html>\n--b\nContent-Type: image/png\nContent-Location: a.png\n\nx\n--b--\n"
    )
    found = read_source("a.mht", saved.encode())
    assert (found.text, found.content_type) == ("UNIS/TR/1\n\n8 May 2001 – café\n", SAVED_PAGE)
    assert found.envelope == Envelope()


def test_flowed_lines_are_joined():
    message = mail(None)
    message.set_content("One line that \nwas broken.\n\n From here.\n", params={"format": "flowed"})
    assert read_source("a.eml", message.as_bytes()).text == "One line that was broken.\n\nFrom here.\n"


def test_the_files_that_came_with_a_mail_are_opened_and_named():
    message = mail("Dear all, please find the release attached.")
    message.add_attachment(
        word("UNIS/TR/1", "8 May 2001", "Title"), maintype="application", subtype="x", filename="r.docx"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(
        archive({"in.txt": RELEASE}), maintype="application", subtype="zip", filename="more.zip"
    )
    message.add_attachment(mail())
    found = list(opened("a.eml", message.as_bytes()))
    assert [(source.name, source.passed_over or source.problem) for source in found] == [
        (
            "a.eml",
            "Not read: this mail only brings other files (“Dear all, please find the release attached.”).",
        ),
        ("a.eml/r.docx", ""),
        ("a.eml/logo.png", "Not read: this is a picture."),
        ("a.eml/more.zip/in.txt", ""),
        ("a.eml/message-5.eml", ""),
    ]
    assert read_source("r.docx", found[1].data).text == "UNIS/TR/1\n\n8 May 2001\n\nTitle\n"
    assert lines(read_source("m", found[4].data).text) == lines(RELEASE)


def test_a_mail_that_is_a_release_itself_is_read_beside_its_files():
    message = mail()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    first, second = opened("a.eml", message.as_bytes())
    assert first == Source("a.eml", message.as_bytes())
    assert second.passed_over == "Not read: this is a picture."


def test_mails_in_mails_end_somewhere():
    message = mail()
    for _level in range(6):
        outer = mail("See below.")
        outer.add_attachment(message)
        message = outer
    *_others, last = opened("a.eml", message.as_bytes())
    assert last.problem == "This came with a mail inside a mail inside a mail: save it and import it alone."


def test_what_the_text_lacks_is_taken_from_the_mail_as_a_guess():
    text = (
        "The ferries of the harbour were inspected today by forty people who had come for it.\n\nAnd so on.\n"
    )
    document = document_of(read_source("a.eml", mail(text, subject="Fwd: RE: Ferries inspected").as_bytes()))
    assert (document.title, document.issued_on) == ("Ferries inspected", date(2001, 5, 8))
    assert document.contacts == ("Harbour Desk <desk@harbour.example>",)
    guessed = {guess.field: guess.reason for guess in document.guesses}
    assert guessed["title"] == "no title was found; the subject of the mail was taken"
    assert guessed["issued_on"] == "no date was found; the day on which the mail was sent was taken"
    assert guessed["contacts"] == "no contact was found; the sender of the mail was taken"


def test_a_mail_becomes_a_draft_whose_original_is_the_mail():
    data = mail().as_bytes()
    outcome = read_bytes(data, filename="a.eml", by=None, at=AT, names=catalogue())
    assert (outcome.kind, outcome.release.symbol, outcome.release.as_issued) == (
        OutcomeKind.CREATED,
        "UNIS/TR/724",
        data,
    )
    assert outcome.release.title == "Ferry Inspectors Open “Week of Drills”"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_what_others_wrote_around_a_text_is_never_given_out(name):
    text = RELEASE.replace("* *** *", "For further information: Ida Holm, tel. 555 0100\n\n* *** *")
    data = mail(f"Confidential, do not pass on.\n\n{HEADER}Subject: x\n\n{text}").as_bytes()
    if name == "a.txt":
        data = data.partition(b"\r\n\r\n")[2]
    outcome = import_bytes(data, filename=name, by=None, at=AT, approve=True)
    assert (outcome.release.state, outcome.message) == (ReleaseState.APPROVED, "")
    given_out = text_as_issued(outcome.release).content
    assert b"Ferry Inspectors" in given_out
    assert not [word for word in (b"Confidential", b"desk@harbour.example", b"Subject") if word in given_out]


@pytest.mark.parametrize(
    ("typed", "is_guess"),
    [
        ("* *** *\n\n--\nIda Holm\nMobile: +43 660 555 0100\n", True),
        ("* *** *\n\nTo unsubscribe write to list@harbour.example\n", True),
        ("Regards,\nIda Holm\nTel.: +43 1 555 0100\n", True),
        ("For further information: Ida Holm, tel. 555 0100\n\n* *** *\n", False),
    ],
)
def test_what_may_be_the_signature_of_a_mail_is_a_guess(typed, is_guess):
    document = document_of(read_source("a.eml", mail(RELEASE.replace("* *** *", typed)).as_bytes()))
    reasons = {guess.field: guess.reason for guess in document.guesses}
    said = "the text came by mail; a signature may stand among its contacts"
    assert document.contacts
    assert reasons.get("contacts") == (said if is_guess else None)


@pytest.mark.django_db
def test_a_sender_is_no_public_contact_before_somebody_has_looked():
    outcome = import_bytes(mail().as_bytes(), filename="a.eml", by=None, at=AT, approve=True)
    assert (outcome.release.state, outcome.release.contacts) == (ReleaseState.DRAFT, SAID.sender)
    assert outcome.message == (
        "Kept as a draft: Contacts was guessed: no contact was found; the sender of the mail was taken."
    )


@pytest.mark.parametrize(
    ("subject", "plain"),
    [
        ("Re: A", "A"),
        ("RE: Fwd: TR : A", "A"),
        ("AW: WG: A", "A"),
        ("Re[2]: A", "A"),
        ("Report", "Report"),
        ("", ""),
    ],
)
def test_marks_of_answers_are_no_part_of_a_subject(subject, plain):
    assert plain_subject(subject) == plain


PIECES = st.sampled_from(
    [b"From: a\n", b"To: b\n", b"Subject: =?utf-8?q?=C3?=\n", b"Date: x\n", b"\n", b"MIME-Version: 1.0\n", b"--b\n",
     b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: message/rfc822\n", b"> ", b">" * 50, b"\xff\x81",
     b"Content-Type: text/html; charset=utf-7\n", b"Content-Transfer-Encoding: base64\n", b"=E2=80", b"--b--\n",
     b'Content-Disposition: attachment; filename="=?x?="\n', b"text\n", b"-----Original Message-----\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(b"".join))
def test_broken_mails_are_read_or_refused(data):
    whole = b"From: a\nTo: b\nSubject: c\n" + data
    for source in opened("a.eml", whole):
        with contextlib.suppress(SourceError):
            assert read_source("a.eml", source.data or b"").text.strip()


def test_many_marks_of_quotation_take_no_time_or_depth():
    text = (">" * 3000 + "\n") * 200
    assert is_mail(text.encode()) is False
    assert read_source("a.txt", text.encode()).text


@pytest.mark.parametrize(
    "line", ["To: x\n", "To: x\n y\n", "-----Original Message-----\n\n", "> a\n", "Subject: a\nTo: b\n\n"]
)
def test_frames_cost_time_in_proportion_to_the_text(line):
    def seconds(count):
        start = time.process_time()
        unframed(line * count)
        return time.process_time() - start

    assert seconds(40_000) < 8 * seconds(10_000) + 0.2
