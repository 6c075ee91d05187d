"""The menu of the desk: where people go, in the order of their day, on every page.

A page that belongs here is a line of `ENTRIES`. Its address may be that of a page that is not there yet: then the
entry is left out.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the desk: what it is called, the names of its address, and the permission that opens it.

    Of `addresses` the first that there is counts. `covers` are beginnings of the names of the pages that belong to
    it; of several entries that cover a page, the one that says most of its name is the current one. `is_rare`: it
    stands under “More”. `key` leads there from any page, after a G.
    """

    label: str | Promise
    addresses: tuple[str, ...]
    permission: str = ""
    covers: tuple[str, ...] = ()
    is_rare: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as one person sees it on one page. `name` is that of its address, `key` what leads there after a G."""

    label: str | Promise
    address: str
    is_current: bool = False
    name: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The places that one person may open: those of every day, and those under “More”."""

    places: list[Place]
    more: list[Place]

    @property
    def current(self) -> Place | None:
        """The place that the page belongs to."""
        return next((place for place in (*self.places, *self.more) if place.is_current), None)

    @property
    def current_of_more(self) -> Place | None:
        """The same where it stands under “More”."""
        return next((place for place in self.more if place.is_current), None)


ENTRIES = (
    Entry(_("Home"), ("index",), covers=("index",), key="h"),
    Entry(
        _("Releases"),
        ("releases_release_changelist",),
        "releases.view_release",
        covers=("releases_release_",),
        key="r",
    ),
    Entry(
        _("Write"),
        ("releases_release_add",),
        "releases.add_release",
        covers=("releases_release_add",),
        key="w",
    ),
    Entry(
        _("Import"),
        ("releases_release_import",),
        "releases.add_release",
        covers=("releases_release_import",),
        key="i",
    ),
    Entry(
        _("Calendar"),
        ("releases_release_calendar",),
        "releases.view_release",
        covers=("releases_release_calendar",),
        key="c",
    ),
    Entry(
        _("Schedule"),
        ("releases_release_schedule",),
        "releases.view_release",
        covers=("releases_release_schedule",),
        key="s",
    ),
    Entry(
        _("Translations"),
        ("releases_release_translations",),
        "releases.view_release",
        covers=("releases_release_translat", "releases_release_xliff"),
        key="t",
    ),
    Entry(
        _("Publish together"),
        ("releases_release_sets",),
        "releases.view_publicationset",
        covers=("releases_release_set",),
        is_rare=True,
    ),
    Entry(
        _("Events"),
        ("releases_event_changelist",),
        "releases.view_event",
        covers=("releases_event_",),
        key="e",
    ),
    Entry(
        _("Institutes"),
        ("institutes_institute_changelist",),
        "institutes.view_institute",
        covers=("institutes_institute_",),
        key="n",
    ),
    Entry(_("Series"), ("releases_series_changelist",), "releases.view_series", covers=("releases_series_",)),
    Entry(
        _("Photos"),
        ("releases_photo_changelist",),
        "releases.view_photo",
        covers=("releases_photo_",),
        key="p",
    ),
    Entry(
        _("People"),
        ("people",),
        "institutes.manage_people",
        covers=("people", "person", "invite"),
    ),
    Entry(_("Help"), ("help",), covers=("help",)),
    Entry(
        _("Contacts"),
        ("releases_contact_changelist",),
        "releases.view_contact",
        covers=("releases_contact_",),
        is_rare=True,
    ),
    Entry(
        _("Pages about the site"),
        ("releases_sitepage_changelist",),
        "releases.view_sitepage",
        covers=("releases_sitepage_",),
        is_rare=True,
    ),
    Entry(
        _("Proposals"),
        ("institutes_proposal_changelist",),
        "institutes.view_proposal",
        covers=("institutes_proposal_",),
        is_rare=True,
    ),
    Entry(
        _("Changes of the catalogue"),
        ("institutes_cataloguechange_changelist",),
        "institutes.view_cataloguechange",
        covers=("institutes_cataloguechange_",),
        is_rare=True,
    ),
    Entry(_("Mail"), ("institutes_queuedmail_changelist",), covers=("institutes_queuedmail_",), is_rare=True),
    Entry(
        _("Log of accounts"),
        ("log_of_accounts",),
        "institutes.manage_people",
        covers=("log_of_accounts",),
        is_rare=True,
    ),
    Entry(_("Accounts"), ("auth_user_changelist",), "auth.view_user", covers=("auth_user_",), is_rare=True),
    Entry(_("Groups"), ("auth_group_changelist",), "auth.view_group", covers=("auth_group_",), is_rare=True),
    Entry(
        _("Your account"),
        ("account",),
        covers=("account", "password_change", "second_factor", "sessions", "add_app", "add_passkey"),
        is_rare=True,
        key="a",
    ),
)


def menu(request: HttpRequest) -> Menu:
    """The places that are open to whoever asks, with the one that this page belongs to marked. No query of its own."""
    user: Any = request.user
    match = request.resolver_match
    page = match.url_name or "" if match is not None and match.namespace == "admin" else ""
    current = _current(page)
    shown = Menu([], [])
    for entry in ENTRIES:
        name, address = _address(entry)
        if address and (not entry.permission or user.has_perm(entry.permission)):
            place = Place(entry.label, address, entry is current, name, entry.key)
            (shown.more if entry.is_rare else shown.places).append(place)
    return shown


def _current(page: str) -> Entry | None:
    """The entry whose `covers` has the longest beginning of the name of `page`."""
    covering = [
        (len(beginning), position)
        for position, entry in enumerate(ENTRIES)
        for beginning in entry.covers
        if page.startswith(beginning)
    ]
    return ENTRIES[max(covering)[1]] if covering else None


def _address(entry: Entry) -> tuple[str, str]:
    """The name of the address that there is, and the address; both empty where there is none."""
    for name in entry.addresses:
        try:
            return name, reverse(f"admin:{name}")
        except NoReverseMatch:
            continue
    return "", ""
