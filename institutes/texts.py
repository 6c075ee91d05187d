"""What institutes and events share: descriptions and other texts, each in several languages."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutes.names import Wording, language_code


class Text(models.Model):
    """What is said of an institute or event in one language; each language once."""

    language = models.CharField(_("language"), max_length=12, default="en", validators=[language_code])

    class Meta:
        abstract = True


def text_for_readers(texts: Iterable[Any], column: str, language: str | None = None) -> Wording:
    """What `column` says to readers of `language`, the page's own if left out.

    Falls back to English, then to any language; the empty text where no language has any.
    """
    reader = language or get_language() or "en"
    filled = [text for text in texts if getattr(text, column)]
    order = {reader: 0, "en": 1}
    chosen = min(filled, key=lambda text: (order.get(text.language, 2), text.language), default=None)
    return (
        Wording.of(getattr(chosen, column), chosen.language, reader)
        if chosen
        else Wording.of("", reader, reader)
    )
