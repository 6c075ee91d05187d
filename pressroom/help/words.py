"""The words of the trade, each explained in a sentence or two, on the spot and on a page of their own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Word:
    """A word and what it means here."""

    slug: str
    term: str | Promise
    meaning: str | Promise


WORDS = (
    Word(
        "edition",
        pgettext_lazy("word of the trade", "edition"),
        _(
            "A release in one language, first as a draft. From its approval on it is never changed. A correction is "
            "the next edition; the earlier one stays readable."
        ),
    ),
    Word(
        "standing",
        pgettext_lazy("word of the trade", "standing"),
        _(
            "How far an edition has come: draft, returned, submitted, approved, public, superseded by the next one, "
            "or withdrawn."
        ),
    ),
    Word(
        "reference",
        pgettext_lazy("word of the trade", "reference"),
        _(
            "The permanent address of a release: its symbol, or its date and title if it has no symbol. All its "
            "languages and editions share it."
        ),
    ),
    Word(
        "series",
        pgettext_lazy("word of the trade", "series"),
        _(
            "Releases whose symbols begin with the same letters and are numbered: BKK/CP/1, BKK/CP/2, BKK/CP/3."
        ),
    ),
    Word(
        "symbol",
        pgettext_lazy("word of the trade", "symbol"),
        _("The letters of a series and a number, as they are printed on the release: BKK/CP/14."),
    ),
    Word(
        "joint-symbol",
        pgettext_lazy("word of the trade", "joint symbol"),
        _("A further symbol of a release that is issued in several series at once. Each of them finds it."),
    ),
    Word(
        "gap",
        pgettext_lazy("word of the trade", "gap"),
        _("A number of a series that no release has, between numbers that are used."),
    ),
    Word(
        "dateline",
        pgettext_lazy("word of the trade", "dateline"),
        _(
            "The beginning of the text that says where it comes from: the city, the day, and in brackets the source, "
            "such as BANGKOK, 21 April (UN Information Service)."
        ),
    ),
    Word(
        "zone",
        pgettext_lazy("word of the trade", "zone"),
        _(
            "The part of the world whose clocks a time is meant on. UTC is the time that does not depend on a place."
        ),
    ),
    Word(
        "embargo",
        pgettext_lazy("word of the trade", "embargo"),
        _("The time before which nobody outside may see or use a text."),
    ),
    Word(
        "original",
        pgettext_lazy("word of the trade", "text as issued"),
        _("The text exactly as it was received, kept beside the fields that were read from it."),
    ),
    Word(
        "guessed",
        pgettext_lazy("word of the trade", "guessed"),
        _(
            "The desk read this from a text and is not sure. Compare it with the original and confirm it; without "
            "that, the release cannot be approved."
        ),
    ),
    Word(
        "proposal",
        pgettext_lazy("word of the trade", "proposal"),
        _("A new or changed event, institute or series that no reader sees until an editor accepts it."),
    ),
    Word(
        "forced",
        pgettext_lazy("word of the trade", "forced approval"),
        _(
            "A chief editor approved a text of their own because it could not wait. It stays marked until a third "
            "person confirms it."
        ),
    ),
    Word(
        "superseded",
        pgettext_lazy("word of the trade", "superseded"),
        _("A later edition is public in the place of this one."),
    ),
    Word(
        "corrigendum",
        pgettext_lazy("word of the trade", "corrigendum"),
        _(
            "A document of its own that corrects another one. Its symbol is that of the other one and ends in Corr.1."
        ),
    ),
    Word(
        "set",
        pgettext_lazy("word of the trade", "set"),
        _("Releases that become public at one second, or wait as a whole."),
    ),
    Word(
        "alternative-text",
        pgettext_lazy("word of the trade", "alternative text"),
        _("A sentence that says what a picture shows, for readers who do not see it."),
    ),
    Word(
        "preview-link",
        pgettext_lazy("word of the trade", "preview link"),
        _(
            "A secret address under which somebody without an account reads a draft and answers to it for some days."
        ),
    ),
    Word(
        "xliff",
        pgettext_lazy("word of the trade", "XLIFF"),
        _("A kind of file with which programs of translators take over a text and give it back translated."),
    ),
    Word(
        "second-factor",
        pgettext_lazy("word of the trade", "second factor"),
        _("Something that you have besides the password you know: a telephone, a computer or a key."),
    ),
    Word(
        "passkey",
        pgettext_lazy("word of the trade", "passkey"),
        _(
            "A secret that your computer, telephone or key keeps for you. With it you sign in without a password."
        ),
    ),
    Word(
        "recovery-code",
        pgettext_lazy("word of the trade", "recovery code"),
        _("A code on paper that stands in once for a lost second factor."),
    ),
)
BY_SLUG = {word.slug: word for word in WORDS}
