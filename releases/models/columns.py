"""What each column of a release is, said once: what others copy, compare, show or seal is made of these lists.

A test holds that every column stands in exactly one of them.
"""

KEY = ("id",)
"""The key of the row."""

IDENTITY = ("reference", "symbol", "series", "number", "suffix", "symbol_key", "language")
"""Which release it is, in which language; all but `symbol` and `language` follow from the symbol."""

MARK = ("is_invented",)
"""That it was made up for demonstration. A next edition and a translation take it over."""

LINEAGE = ("edition", "previous")
"""Which edition of the release it is."""

TRANSLATION = ("follows", "follows_version")
"""Which edition in another language, as it was saved how often, the text is the translation of."""

PRINTED = (
    *("kind", "issued_on", "title", "subtitle", "meeting", "note_of_origin", "dateline_city", "dateline_on"),
    *("source", "body", "contacts"),
)
"""What readers read, in the order of the page; the symbol, which is printed above it, is in IDENTITY."""

DERIVED = ("body_text", "summary")
"""What saving makes of the body."""

CORRECTION = ("correction_note", "correction_is_minor")
"""What readers are told of the difference from the edition before."""

STATUS = (
    *("state", "publish_at", "superseded_at"),
    *("withdrawn_at", "withdrawal_reason", "withdrawal_keeps_text"),
)
"""What the workflow writes and the public is told, if only by what it sees and when."""

APPROVAL = ("awaits_confirmation", "returned_at")
"""What the workflow writes and only editors see."""

ORIGINAL = ("as_issued", "as_issued_type", "as_issued_encoding", "as_issued_sha256")
"""The file that the text was read from, byte for byte."""

ISSUED = ("issued_text", "issued_sha256")
"""The exact text that went out, as the approval froze it."""

READING = ("guesses", "problems", "suggestions")
"""What editors are told of how the file or the text was read."""

RECORD = ("created_at", "created_by", "modified_at", "modified_by", "version")
"""Who wrote the row and when, and how often it was saved."""

GROUPS = {
    "KEY": KEY,
    "IDENTITY": IDENTITY,
    "MARK": MARK,
    "LINEAGE": LINEAGE,
    "TRANSLATION": TRANSLATION,
    "PRINTED": PRINTED,
    "DERIVED": DERIVED,
    "CORRECTION": CORRECTION,
    "STATUS": STATUS,
    "APPROVAL": APPROVAL,
    "ORIGINAL": ORIGINAL,
    "ISSUED": ISSUED,
    "READING": READING,
    "RECORD": RECORD,
}
