"""Paragraphs of a translation that are still those of the original."""

from collections.abc import Iterable, Mapping
from typing import Any

from releases.editorial.difference import words
from releases.enums import ReleaseState
from releases.models import Release

# Names, titles and short quotations may stand in a translation as they are: a paragraph counts from here on.
FEWEST_WORDS = 8


def originals(release: Release, namesakes: Iterable[Any]) -> set[int]:
    """The keys of the editions that `release` may have been translated from: in languages that were there before.

    `namesakes` are rows with `pk`, `reference` and `language`, those of the release among them.
    """
    first: dict[str, int] = {}
    same = [row for row in namesakes if row.reference == release.reference]
    for row in same:
        first[row.language] = min(row.pk, first.get(row.language, row.pk))
    own = first.get(release.language)
    if own is None or release.state not in ReleaseState.OPEN:
        return set()
    return {row.pk for row in same if first[row.language] < own}


def untranslated(text: str, originals: Iterable[str]) -> int:
    """How many paragraphs of `text` are the same, word for word, as one of the texts of the `originals`."""
    theirs = {paragraph for original in originals for paragraph in _paragraphs(original)}
    return sum(paragraph in theirs for paragraph in _paragraphs(text))


def _paragraphs(text: str) -> list[tuple[str, ...]]:
    """The words of each paragraph that has enough of them, without marks, spaces and case."""
    paragraphs = (
        tuple(word for word in words(paragraph.casefold()) if word[0].isalnum())
        for paragraph in text.split("\n\n")
    )
    return [paragraph for paragraph in paragraphs if len(paragraph) >= FEWEST_WORDS]


def texts_of(keys: Iterable[int]) -> Mapping[int, str]:
    """key → text of these editions, by one query; none where there are no keys."""
    wanted = set(keys)
    return dict(Release.objects.filter(pk__in=wanted).values_list("pk", "body_text")) if wanted else {}
