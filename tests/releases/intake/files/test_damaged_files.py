from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.intake.files.documents import document_of
from releases.intake.files.source_text import SourceError, read_source
from releases.intake.files.sources import opened
from tests.releases.intake.files.test_open_documents import odt
from tests.releases.intake.files.test_pdf import FIRST, HEAD, pdf
from tests.releases.intake.files.test_rich_text import rich
from tests.releases.intake.files.test_source_text import archive, word


def mail():
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "desk@harbour.example",
        "list@harbour.example",
        "Ferries",
    )
    message.set_content("UNIS/TR/1\n8 May 2001\n\nA title\n\nText of the release.\n", cte="base64")
    message.add_attachment(word("UNIS/TR/2"), maintype="application", subtype="zip", filename="a.docx")
    return message.as_bytes()


KINDS = {
    "pdf": pdf([*HEAD, *FIRST], [*FIRST]),
    "odt": odt(
        "<text:p>UNIS/TR/1</text:p><text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>"
    ),
    "rtf": rich(r"UNIS/TR/1\par {\footnote x}\'e9\u1042?\trowd\intbl a\cell b\cell\row\pard text\par"),
    "docx": word("UNIS/TR/1", "8 May 2001", "A title"),
    "eml": mail(),
    "zip": archive({"a.txt": "UNIS/TR/1", "b.docx": word("UNIS/TR/2")}),
}
DAMAGE = st.lists(
    st.tuples(st.floats(0, 0.999), st.integers(0, 40), st.binary(max_size=8)), min_size=1, max_size=12
)


def damaged(data, damage):
    """The bytes with some taken out and others put in, here and there."""
    for share, taken, put in damage:
        place = int(len(data) * share)
        data = data[:place] + put + data[place + taken :]
    return data


@pytest.mark.parametrize("kind", KINDS)
@given(damage=DAMAGE)
@settings(max_examples=60)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(kind, damage):
    refusals = []
    for source in opened(f"a.{kind}", damaged(KINDS[kind], damage)):
        try:
            document_of(read_source(source.name, source.data)) if source.data is not None else None
        except SourceError as error:
            refusals.append(str(error))
        else:
            refusals += filter(None, (source.problem, source.passed_over))
    assert all(said.endswith(".") for said in refusals)
