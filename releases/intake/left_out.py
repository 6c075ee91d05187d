"""What of a text that came in is no text of a release: how much of it was left out, in a sentence."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many tracked deletions, comments, hidden passages and pictures were left out, how many other articles and
    lists of links (menus) of a web page, and how many headers and footers (margins) of the pages of a Word file."""

    deletions: int = 0
    comments: int = 0
    hidden: int = 0
    pictures: int = 0
    articles: int = 0
    menus: int = 0
    margins: int = 0

    def __bool__(self) -> bool:
        return any(
            (
                self.deletions,
                self.comments,
                self.hidden,
                self.pictures,
                self.articles,
                self.menus,
                self.margins,
            )
        )

    def __str__(self) -> str:
        """One sentence; empty when nothing was left out."""
        parts = [
            (self.deletions, ngettext("%(count)d deletion", "%(count)d deletions", self.deletions)),
            (self.comments, ngettext("%(count)d comment", "%(count)d comments", self.comments)),
            (self.hidden, ngettext("%(count)d hidden passage", "%(count)d hidden passages", self.hidden)),
            (self.pictures, ngettext("%(count)d picture", "%(count)d pictures", self.pictures)),
            (
                self.articles,
                ngettext("%(count)d other article", "%(count)d other articles", self.articles),
            ),
            (self.menus, ngettext("%(count)d list of links", "%(count)d lists of links", self.menus)),
            (
                self.margins,
                ngettext(
                    "%(count)d text of the margins of pages",
                    "%(count)d texts of the margins of pages",
                    self.margins,
                ),
            ),
        ]
        said = [words % {"count": count} for count, words in parts if count]
        return _("Left out: %(what)s.") % {"what": get_text_list(said, _("and"))} if said else ""


NOTHING = LeftOut()
