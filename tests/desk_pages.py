"""Every page of the desk that a person reads, with something on it: for the tests that look at all of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from institutes.catalogue import proposals
from institutes.models import Institute
from pressroom.help.topics import TOPICS
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.publishing_together import add, make_set
from releases.models import Release, SitePage
from tests.factories import (
    NOON,
    make_attachment,
    make_contact,
    make_embargoed_release,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
)

# What scripts ask, files, addresses that only take a form or lead elsewhere, and pages that Django has for nobody.
NO_PAGES = {
    "add_app",
    "app_list",
    "auth_group_history",
    "auth_user_history",
    "autocomplete",
    "institutes_cataloguechange_add",
    "institutes_cataloguechange_delete",
    "institutes_cataloguechange_history",
    "institutes_proposal_add",
    "institutes_proposal_delete",
    "institutes_proposal_history",
    "institutes_queuedmail_add",
    "institutes_queuedmail_change",
    "institutes_queuedmail_delete",
    "institutes_queuedmail_history",
    "invitation",
    "jsi18n",
    "logout",
    "new_passkey_question",
    "new_password",
    "passkey_question",
    "passkey_sign_in",
    "password_change_done",
    "qr_code",
    "read_day",
    "releases_release_delete",
    "releases_release_export",
    "releases_event_export",
    "releases_series_export",
    "institutes_institute_export",
    "releases_release_follow",
    "releases_release_import_job",
    "releases_release_import_report",
    "releases_release_left_out",
    "releases_release_link_targets",
    "releases_release_moment",
    "releases_release_presence",
    "releases_release_preview_text",
    "releases_release_symbol",
    "releases_release_propose",
    "releases_release_take_number",
    "releases_release_typed",
    "releases_release_typed_new",
    "releases_release_views",
    "releases_photo_views",
    "releases_event_views",
    "releases_series_views",
    "institutes_institute_views",
    "releases_release_xliff_file",
    "releases_release_xliff_out",
    "second_step",
    "site_at",
    "view_on_site",
    *(
        f"{thing}_{page}"
        for thing in (
            "institutes_institute",
            "releases_contact",
            "releases_event",
            "releases_photo",
            "releases_release",
            "releases_series",
            "releases_sitepage",
        )
        for page in ("kept", "kept_form", "simple_history")
        if (thing, page) != ("releases_series", "simple_history")
    ),
}
FOR_STRANGERS = ("login", "forgotten")


def names() -> set[str]:
    """The name of every address of the desk."""

    def walk(patterns: list[Any]) -> Any:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield pattern.name

    (desk,) = (
        resolver
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver) and resolver.namespace == "admin"
    )
    return set(walk(desk.url_patterns))


def make_desk() -> Any:
    """A desk with one of each: the user who may do everything, who has signed in nowhere yet."""
    officer = make_user(PRESS_OFFICERS, username="officer")
    chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="chief", is_superuser=True)
    institute = make_institute("heuni", name="Invented institute")
    event = make_event("congress", name="Invented congress")
    draft = make_release(symbol="TEST/SER/21", title="Draft", institutes=(institute,), events=(event,))
    SitePage.objects.create(kind="about", language="en", title="About", body="<p>Invented.</p>")
    make_photo(draft)
    make_attachment(draft)
    make_contact(draft)
    Release.objects.filter(pk=draft.pk).update(returned_at=datetime(2005, 4, 21, tzinfo=UTC))
    make_photo(make_public_release(symbol="TEST/SER/22", title="Public", institutes=(institute,)))
    make_release(symbol="TEST/SER/22", language="fr", title="Traduction inventée", created_by=officer)
    make_embargoed_release(title="Embargoed")
    make_release(title="Lacking", state="submitted", publish_at=datetime(2999, 1, 1, tzinfo=UTC), body="")
    now = timezone.now()
    row = make_set("Opening", now + timedelta(days=1), by=officer, at=now)
    add(row, [make_release(title="Of a set", state="submitted")], by=officer, at=now)
    event.website = "https://new.example/"
    proposals.save(event, event.save, by=officer, at=NOON)
    return chief


def addresses(chief: Any) -> dict[str, list[str]]:
    """name → addresses of each page that whoever may do everything sees, in the desk of `make_desk`."""
    from institutes.models import CatalogueChange, Proposal
    from releases.models import Contact, Event, Photo, PublicationSet, Series

    draft, public = Release.objects.get(title="Draft"), Release.objects.get(title="Public")
    lacking = Release.objects.get(title="Lacking")
    chosen = PublicationSet.objects.get()
    things = {
        "institutes_institute": Institute.objects.get(slug="heuni"),
        "releases_contact": Contact.objects.get(),
        "releases_event": Event.objects.get(),
        "releases_photo": Photo.objects.first(),
        "releases_series": Series.objects.first() or make_series(),
        "releases_sitepage": SitePage.objects.get(),
        "auth_user": chief,
        "auth_group": chief.groups.first(),
    }
    pages: dict[str, list[Any]] = {
        name: [[]]
        for name in names() - NO_PAGES
        if not name.endswith(("_change", "_delete", "_history", "_merge"))
    }
    for label, thing in things.items():
        for page in ("change", "delete", "history", "merge"):
            if f"{label}_{page}" in names() - NO_PAGES:
                pages[f"{label}_{page}"] = [[thing.pk]]
    pages |= {
        "auth_user_password_change": [[chief.pk]],
        "institutes_cataloguechange_change": [[CatalogueChange.objects.first().pk]],
        "institutes_proposal_change": [[Proposal.objects.get().pk]],
        "help_task": [[topic.slug] for topic in TOPICS],
        "password_change": [[]],
        "person": [[chief.pk]],
        "releases_release_change": [[draft.pk], [public.pk], [lacking.pk]],
        "releases_release_comments": [[draft.pk]],
        "releases_release_history": [[draft.pk], [public.pk]],
        "releases_release_links": [[draft.pk]],
        "releases_release_move": [
            [draft.pk, "submit"],
            [draft.pk, "delete"],
            [lacking.pk, "approve"],
            [lacking.pk, "send_back"],
            [public.pk, "correct"],
            [public.pk, "withdraw"],
        ],
        "releases_release_preview": [[draft.pk]],
        "releases_release_set": [[chosen.pk]],
        "releases_release_set_approve": [[chosen.pk]],
        "releases_release_set_unschedule": [[chosen.pk]],
        "releases_release_translate": [[Release.objects.get(language="fr").pk]],
    }
    found = {name: [reverse(f"admin:{name}", args=one) for one in args] for name, args in pages.items()}
    found["releases_release_set_join"] = [f"{found['releases_release_set_join'][0]}?key={draft.pk}"]
    return found
