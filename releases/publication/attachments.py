"""The files that go out with a release, ready for a template."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise

from institutes.enums import Language
from releases.enums import AttachmentKind
from releases.models import Release, ReleaseAttachment
from releases.publication.contents import OF_ATTACHMENT

if TYPE_CHECKING:
    from releases.publication.contents import WithContents


class AttachmentLink(TypedDict):
    """A file: `language` is that of the file, `size` for people, `content_type` set where it can be played."""

    href: str
    title: str
    language: str
    kind: str | Promise
    size: str
    content_type: str


def attachments_of(release: "WithContents") -> list[AttachmentLink]:
    """The files of `release` that are served to the public, in their order."""
    return [attachment_link(*said[2:]) for said in sorted(release.page_attachments)]


def public_attachments(release: Release, at: datetime) -> list[AttachmentLink]:
    """The files of an earlier edition that are served to the public at `at`, in their order."""
    rows = ReleaseAttachment.objects.public(at).filter(release=release)
    return [attachment_link(*said) for said in rows.values_list(*OF_ATTACHMENT)]


def previewed_attachments(release: Release, token: str) -> list[AttachmentLink]:
    """All files of `release`, below the preview link with the secret `token`; those of the desk where it is empty."""
    rows: Iterable[Any] = release.attachments.values_list(*OF_ATTACHMENT)
    return [attachment_link(*said, preview=token) for said in rows]


def attachment_link(
    title: str, language: str, token: str, name: str, kind: str, size: int, *, preview: str = ""
) -> AttachmentLink:
    """The link to one file, below a preview link where one is given."""
    known = AttachmentKind(kind)
    below = reverse("shared-file", args=[preview, token, name]) if preview else ""
    return {
        "href": below or reverse("attachments:attachment", args=[token, name]),
        "title": title,
        "language": Language(language).value,
        "kind": known.label,
        "size": filesizeformat(size),
        "content_type": known.content_type if known is AttachmentKind.MP3 else "",
    }
