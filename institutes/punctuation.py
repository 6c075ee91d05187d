"""The signs between words that pages put there themselves: quotation marks, commas, full stops and brackets."""

from django.utils.translation import get_language

_QUOTES = {
    "en": ("“", "”"),
    "fr": ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    "es": ("«", "»"),
    "ru": ("«", "»"),
    "ar": ("«", "»"),
    # Those of titles.
    "zh-hans": ("《", "》"),
    "de": ("„", "“"),
}
_COMMAS = {"ar": "، ", "zh-hans": "，"}
_FULL_STOPS = {"zh-hans": "。"}
_BRACKETS = {"(": ")", "（": "）", "[": "]"}


def quoted(title: str, language: str | None = None) -> str:
    """The title of a text in the quotation marks of `language`, or of the page's; nothing in it is changed."""
    before, after = _QUOTES.get(language or get_language() or "en", _QUOTES["en"])
    return f"{before}{title}{after}"


def comma(language: str | None = None) -> str:
    """A comma with the space after it, where the language has one."""
    return _COMMAS.get(language or get_language() or "en", ", ")


def full_stop(language: str | None = None) -> str:
    """The sign at the end of a sentence."""
    return _FULL_STOPS.get(language or get_language() or "en", ".")


def bracketed(text: str, language: str | None = None) -> str:
    """The text in brackets, once: as it is where it has them already."""
    text = text.strip()
    if _BRACKETS.get(text[:1]) == text[-1:] and not set(text[1:-1]) & {text[:1], text[-1:]}:
        return text
    return f"（{text}）" if (language or get_language()) == "zh-hans" else f"({text})"
