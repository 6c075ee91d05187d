"""Rows for tests: boring by default, each with the least that the database accepts."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from PIL import Image

from institutes.models import City, Institute, InstituteLogo, InstituteName
from institutes.pictures import files
from releases.editorial.issued_text import freeze
from releases.enums import ReleaseState
from releases.models import (
    Attachment,
    Contact,
    Event,
    EventName,
    Mention,
    Photo,
    Release,
    ReleaseAttachment,
    ReleaseContact,
    ReleasePhoto,
    Series,
)
from releases.models.prose import plain_text
from releases.wire.symbols import parse_symbol

NOON = datetime(2005, 4, 21, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# What each page asks that the page cache does not answer: whether any release is invented.
WHETHER_INVENTED = 1
_numbers = count(1000)


def make_institute(slug: str = "", *, name: str = "", acronym: str = "", **fields: Any) -> Institute:
    """An institute with one English name."""
    slug = slug or f"institute-{next(_numbers)}"
    fields = _with_city(fields)
    institute = Institute.objects.create(**{"slug": slug, "kind": "associated"} | fields)
    InstituteName.objects.create(
        institute=institute, name=name or f"Invented Institute {slug}", acronym=acronym
    )
    return institute


def _with_city(fields: dict[str, Any]) -> dict[str, Any]:
    """The row of the city that is called so, a new one where none is."""
    if isinstance(fields.get("city"), str):
        return fields | {"city": City.objects.called_or_new(fields["city"], fields.get("country", ""))}
    return fields


def make_event(slug: str = "", *, name: str = "", **fields: Any) -> Event:
    """A confirmed meeting with one English name and no days."""
    slug = slug or f"event-{next(_numbers)}"
    fields = _with_city(fields)
    event = Event.objects.create(**{"slug": slug, "kind": "meeting"} | fields)
    EventName.objects.create(event=event, name=name or f"Invented Meeting {slug}")
    return event


def make_series(prefix: str = "TEST/SER", **fields: Any) -> Series:
    return Series.objects.get_or_create(prefix=prefix, defaults=fields)[0]


def make_release(
    *,
    institutes: tuple[Institute, ...] = (),
    events: tuple[Event, ...] = (),
    **fields: Any,
) -> Release:
    """A draft with a symbol of its own, unless told otherwise; the series of its symbol is made."""
    defaults = {
        "symbol": f"TEST/SER/{next(_numbers)}",
        "title": "Invented title",
        "issued_on": date(2005, 4, 21),
        "body": "<p>Invented text.</p>",
    }
    values = defaults | fields
    if values["symbol"]:
        Series.objects.get_or_make(parse_symbol(values["symbol"]).series)
    release = Release(**values)
    if release.state in ReleaseState.ISSUED:
        # As the approval would have done.
        release.body_text = plain_text(release.body)
        freeze(release)
    release.save()
    for institute in institutes:
        Mention.objects.create(release=release, institute=institute, name_as_printed=institute.slug.upper())
    release.events.add(*events)
    return release


def make_public_release(**fields: Any) -> Release:
    """A release that has been public since noon of 21 April 2005, UTC."""
    return make_release(**{"state": "approved", "publish_at": NOON} | fields)


def make_embargoed_release(**fields: Any) -> Release:
    """An approved release that is not public before the year 2999."""
    return make_release(**{"state": "approved", "publish_at": datetime(2999, 1, 1, tzinfo=UTC)} | fields)


def make_withdrawn_release(**fields: Any) -> Release:
    """A release that was public for one day in 2005."""
    return make_release(
        **{
            "state": "withdrawn",
            "publish_at": NOON,
            "withdrawn_at": NOON + timedelta(days=1),
            "withdrawal_reason": "Invented reason.",
        }
        | fields
    )


def picture_bytes(
    *, size: tuple[int, int] = (64, 48), kind: str = "JPEG", mode: str = "RGB", **options: Any
) -> bytes:
    """A file of that kind, with a left half and a right half of different shades."""
    picture = Image.new("RGB", size, "#009edb")
    picture.paste("#ffffff", (size[0] // 2, 0, *size))
    picture = picture.convert("L").convert(mode) if mode == "I;16" else picture.convert(mode)
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def make_photo(*releases: Release, size: tuple[int, int] = (64, 48), **fields: Any) -> Photo:
    """A stored photo with an alternative text, used by these releases."""
    photo = Photo(**{"alternative_text": "Invented people in an invented hall."} | fields)
    photo.take(files.read_picture(picture_bytes(size=size)))
    photo.save()
    for release in releases:
        ReleasePhoto.objects.create(release=release, photo=photo)
    return photo


def make_contact(*releases: Release, **fields: Any) -> Contact:
    """A contact of the list, named by these releases."""
    defaults = {"name": f"Invented Person {next(_numbers)}", "telephone": "+66 2 288 1866"}
    contact = Contact.objects.create(**defaults | fields)
    for release in releases:
        ReleaseContact.objects.create(release=release, contact=contact)
    return contact


def make_attachment(*releases: Release, content: bytes = b"a,b\n1,2\n", **fields: Any) -> Attachment:
    """A stored table, or another file, that these releases have."""
    attachment = Attachment(**{"file_name": "invented-table.csv", "kind": "csv"} | fields)
    attachment.take(content)
    attachment.save()
    for release in releases:
        ReleaseAttachment.objects.create(release=release, attachment=attachment, title="Invented table")
    return attachment


def make_logo(institute: Institute, **fields: Any) -> InstituteLogo:
    """A stored logo with an alternative text."""
    logo = InstituteLogo(institute=institute, **{"alternative_text": "Invented sign."} | fields)
    logo.take(files.read_picture(picture_bytes()))
    logo.save()
    return logo


def make_user(*groups: str, **fields: Any) -> User:
    """A member of staff in these groups, with the password `invented-password`."""
    username = fields.pop("username", f"user-{next(_numbers)}")
    user = User.objects.create_user(username, password="invented-password", is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user
