import pytest

from releases.wire.sentences import ends_sentence, is_ended


@pytest.mark.parametrize(
    ("text", "ended", "ends"),
    [
        ("The meeting begins at noon.", True, True),
        ("“Is that all?”", True, True),
        ("There will be no second reading.)", True, True),
        ("The office was closed.[1]", True, True),
        ("会议将于周一举行。", True, True),
        ("The members are:", True, False),
        ("The members are (in order:)", True, False),
        ("以下是名单：", True, False),
        ("Whoever comes first;", True, False),
        ("The session was opened by Mr.", False, False),
        ("as said in resolution 12 (para.", False, False),
        ("Invented Island", False, False),
        ("", False, False),
    ],
)
def test_a_line_ends_or_introduces_what_follows_or_goes_on(text, ended, ends):
    assert (is_ended(text), ends_sentence(text)) == (ended, ends)
