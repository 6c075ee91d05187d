"""What a page prints around a release: banners, rights, ways back."""

import re

from releases.wire import vocabulary

_CHROME = re.compile(
    r"©|copyright\b|all rights reserved|(?:\[?back to|return to) |print (?:this|version)|share (?:this"
    r"|on)|follow us|related (?:links|stories|documents)|terms of use|privacy|fraud alert"
    r"|last (?:updated|modified)|for information media|not an official (?:record|document)"
    r"|comments? and suggestions|webmaster|a to z site index|- 30 -|\(end(?:s)?\)",
    re.IGNORECASE,
)


def is_footer(text: str) -> bool:
    """Whether a text is what a page prints below a release."""
    return len(text) < 200 and bool(_CHROME.match(text) or vocabulary.BANNER.fullmatch(text))


def is_navigation(text: str) -> bool:
    """Whether a text is a way to other pages."""
    return len(text) <= 100 and bool(
        vocabulary.NAVIGATION.fullmatch(text) or vocabulary.BREADCRUMBS.fullmatch(text)
    )
