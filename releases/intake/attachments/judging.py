"""What a file is that goes out with a release, and what it is called."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from releases.enums import AttachmentKind
from releases.intake.attachments import office, pdf, sound
from releases.intake.attachments.refusals import refused
from releases.intake.attachments.tables import check_table

LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*%#;]+')
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_BLANKS = re.compile(r"\s+")


def check_size(size: int) -> None:
    """Raises ValidationError where a file has more bytes than ATTACHMENT_MAX_BYTES."""
    most = settings.ATTACHMENT_MAX_BYTES
    if size > most:
        raise ValidationError(
            _("The file has %(size)s MB; attachments may have up to %(most)s MB."),
            code="too_large",
            params={"size": -(-size // 1024**2), "most": most // 1024**2},
        )


def judge(content: bytes) -> AttachmentKind:
    """The kind of a whole file. Raises ValidationError with a sentence for one that cannot go out."""
    check_size(len(content))
    if not content.strip():
        raise refused("empty")
    if content.startswith(pdf.SIGNATURE):
        pdf.check_pdf(content)
        return AttachmentKind.PDF
    if content.startswith(office.LOCKED_SIGNATURE):
        # Such a container is also what Word and Excel wrote before 2007.
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise refused("locked" if is_locked else "wrong_type")
    if content.startswith(office.SIGNATURE):
        return office.office_kind(content)
    if sound.is_sound(content):
        return AttachmentKind.MP3
    check_table(content)
    return AttachmentKind.CSV


def tidy_name(name: str, kind: AttachmentKind) -> str:
    """The name under which readers save the file: that of the upload, without what no system takes, rightly ended."""
    stem = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    stem = _SUFFIX.sub("", _UNSEEN.sub("", stem))
    stem = _BLANKS.sub(" ", _NOT_IN_NAMES.sub(" ", stem)).strip(" .")
    return f"{stem[:LONGEST_NAME].strip(' .') or 'file'}.{kind.value}"


def title_of(name: str) -> str:
    """A first title for a file of that name: `annual-report_2005.pdf` is “annual report 2005”."""
    stem = tidy_name(name, AttachmentKind.PDF).removesuffix(".pdf")
    return _BLANKS.sub(" ", stem.replace("_", " ").replace("-", " ")).strip() or stem
