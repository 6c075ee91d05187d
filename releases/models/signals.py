"""What the models tell those who keep something made from their texts: the search index listens."""

from django.dispatch import Signal

SEARCHED_COLUMNS = ("title", "subtitle", "body_text", "language", "issued_on", "symbol")
"""The columns of a release from which its entry in the search index is made."""

texts_changed = Signal()
"""Rows were written whose searched columns may be new: `pks` of releases, `using` the name of the database."""

symbols_changed = Signal()
"""Releases have other joint symbols than before: `pks` of releases, `using` the name of the database."""
