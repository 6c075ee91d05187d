"""What a new password has to be, each rule with a sentence of its own."""

import re
import unicodedata
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_CHARACTERS = 12
FEWEST_DIFFERENT = 5
SHORTEST_NAME = 4
LONGEST_UNIT = 6
# As they lie on keyboards, and as they are counted.
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)


def plain(password: str) -> str:
    """The letters and digits of a text, small, whatever signs stand among them."""
    text = unicodedata.normalize("NFKC", password).casefold()
    return "".join(character for character in text if character.isalnum())


class LongEnough:
    """FEWEST_CHARACTERS at least."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < FEWEST_CHARACTERS:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return _("Use %(count)s characters or more; a few words in a row do well.") % {
            "count": FEWEST_CHARACTERS
        }


class NotCommon:
    """Neither one of twenty thousand common passwords, nor one of them with digits around it, nor a pattern."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        if any(self._is_common(text) for text in {password.casefold().strip(), plain(password)}):
            raise ValidationError(
                _("Many people use this password or one much like it. Choose words that nobody would guess."),
                code="password_too_common",
            )

    def _is_common(self, text: str) -> bool:
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
        repeated = re.fullmatch(rf"(.{{1,{LONGEST_UNIT}}}?)\1+.{{0,{LONGEST_UNIT}}}", text)
        return (
            text in self.common
            or core in self.common
            or not core
            or len(set(text)) < FEWEST_DIFFERENT
            or repeated is not None
            or _is_a_row(core)
        )

    def get_help_text(self) -> str:
        return _("Do not use a common password, a pattern of the keyboard, or digits alone.")


class NotTheName:
    """Without the person's own names in it."""

    def validate(self, password: str, user: Any = None) -> None:
        text = plain(password)
        if any(name in text for name in _names(user)):
            raise ValidationError(
                _("Your own name or address stands in this password. Choose other words."),
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        return _("Leave your own name and address out of it.")


def _is_a_row(text: str) -> bool:
    """Whether all of it runs along a row of the keyboard or the alphabet."""
    return any(text in row * 3 or text[::-1] in row * 3 for row in ROWS)


def _names(user: Any) -> set[str]:
    texts = [getattr(user, name, "") or "" for name in ("username", "first_name", "last_name", "email")]
    words = {plain(word) for text in texts for word in [text, *re.split(r"[\W_]+", text)]}
    return {word for word in words if len(word) >= SHORTEST_NAME}
