"""The tasks that the help explains, in the order of a press officer's day, and the pages that each is about.

The steps of a task are `templates/admin/help/tasks/<slug>.html`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help.

    `covers` are beginnings of the names of the pages of the desk that it explains; of several topics that cover a
    page, the one that says most of its name is meant. `places` are the entries of the menu where the task is done,
    each by the name of its address. `words` are those of the trade that its reader meets.
    """

    slug: str
    title: str | Promise
    about: str | Promise
    covers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """The template of its steps."""
        return f"admin/help/tasks/{self.slug}.html"


TOPICS = (
    Topic(
        "home",
        _("What the home page shows"),
        _("The home page shows what needs you. What needs nothing from you is not there."),
        covers=("index", "app_list", "jsi18n", "autocomplete", "view_on_site", "logout", "read_day"),
        places=("index",),
        words=("standing", "guessed"),
    ),
    Topic(
        "write",
        _("Write a release"),
        _(
            "You write a release on one form. An ordinary release needs only its first part; the rest is folded."
        ),
        covers=("releases_release_", "releases_contact_"),
        places=("releases_release_add", "releases_contact_changelist"),
        words=("edition", "standing", "reference", "series", "symbol", "dateline"),
    ),
    Topic(
        "import",
        _("Import from Word, or paste a text"),
        _("A text that you were sent becomes a draft without typing it again."),
        covers=("releases_release_import", "releases_release_left_out"),
        places=("releases_release_import",),
        words=("guessed", "original", "edition"),
    ),
    Topic(
        "dates",
        _("Dateline, dates and zones"),
        _(
            "The dateline says where and when a text was written. The time of publication is another thing, and "
            "always has a zone."
        ),
        covers=("releases_release_moment",),
        places=("releases_release_add",),
        words=("dateline", "zone", "embargo"),
    ),
    Topic(
        "symbols",
        _("Symbols, series and numbers"),
        _("The symbol is the permanent name of a release: the letters of its series and a number."),
        covers=("releases_release_symbol", "releases_release_take", "releases_series_"),
        places=("releases_release_add", "releases_series_changelist"),
        words=("symbol", "series", "gap", "joint-symbol", "reference"),
    ),
    Topic(
        "photos",
        _("Photos and attachments"),
        _("Photos and attachments stay private until an edition that has them is public."),
        covers=("releases_photo_",),
        places=("releases_release_add", "releases_photo_changelist"),
        words=("edition", "alternative-text"),
    ),
    Topic(
        "catalogue",
        _("Events, institutes and series"),
        _(
            "Events, institutes and series have public pages. What a press officer writes there is a proposal until "
            "an editor accepts it."
        ),
        covers=(
            "releases_event_",
            "institutes_institute_",
            "institutes_proposal_",
            "institutes_cataloguechange_",
        ),
        places=(
            "releases_event_changelist",
            "institutes_institute_changelist",
            "releases_series_changelist",
            "institutes_proposal_changelist",
            "institutes_cataloguechange_changelist",
        ),
        words=("proposal", "series"),
    ),
    Topic(
        "submit",
        _("Submit a release, and what happens then"),
        _("When the text is ready, you submit it. Somebody else then reads it and decides."),
        covers=("releases_release_comments",),
        places=("releases_release_changelist",),
        words=("standing", "guessed"),
    ),
    Topic(
        "approve",
        _("Approve, return, and set the time"),
        _(
            "The page of the approval shows the release as readers will get it. You decide about exactly that."
        ),
        covers=("releases_release_move", "releases_release_schedule", "releases_release_forced"),
        places=("index", "releases_release_schedule"),
        words=("edition", "standing", "embargo", "forced", "zone"),
    ),
    Topic(
        "together",
        _("Publish releases together"),
        _("Releases of a set go out at one second, for example one text in four languages."),
        covers=("releases_release_set", "site_at"),
        places=("releases_release_sets", "releases_release_changelist"),
        words=("set", "standing"),
    ),
    Topic(
        "correct",
        _("Correct what is public"),
        _(
            "What was approved is never changed. A correction is the next edition, and readers see what was corrected."
        ),
        covers=("releases_release_history",),
        places=("releases_release_changelist",),
        words=("edition", "superseded", "corrigendum"),
    ),
    Topic(
        "withdraw",
        _("Withdraw a release"),
        _("A withdrawn release keeps its address, with a notice. Only chief editors withdraw."),
        covers=("releases_release_delete",),
        places=("releases_release_changelist",),
        words=("standing", "symbol"),
    ),
    Topic(
        "translate",
        _("Translate, and work with XLIFF files"),
        _("A translation is an edition in another language under the same symbol. It has its own approval."),
        covers=("releases_release_translat", "releases_release_follow", "releases_release_xliff"),
        places=("releases_release_translations",),
        words=("edition", "symbol", "xliff"),
    ),
    Topic(
        "reviewers",
        _("Reviewers without an account"),
        _("Somebody without an account can read a draft and answer to each paragraph."),
        covers=("releases_release_links", "releases_release_preview"),
        places=("releases_release_changelist",),
        words=("preview-link",),
    ),
    Topic(
        "find",
        _("Find, filter, save a view, download"),
        _("The list of releases finds every release and every edition, public or not."),
        covers=(
            *("releases_release_changelist", "releases_release_calendar", "releases_release_deleted"),
            *("releases_release_export", "releases_release_views"),
        ),
        places=("releases_release_changelist", "releases_release_calendar", "releases_release_schedule"),
        words=("symbol", "edition", "standing", "series"),
    ),
    Topic(
        "mail",
        _("Mail and language"),
        _("The desk writes to you when something concerns you. You choose what, and in which language."),
        covers=("account_mail", "institutes_queuedmail_"),
        places=("account", "institutes_queuedmail_changelist"),
    ),
    Topic(
        "account",
        _("Your account"),
        _(
            "Your account holds your language, your password, your second factor, and where you are signed in."
        ),
        covers=(
            *(
                "account",
                "password_change",
                "sessions",
                "second_factor",
                "second_step",
                "add_app",
                "add_passkey",
            ),
            *(
                "qr_code",
                "new_passkey_question",
                "passkey_",
                "login",
                "forgotten",
                "new_password",
                "invitation",
            ),
        ),
        places=("account",),
        words=("second-factor", "passkey", "recovery-code"),
    ),
    Topic(
        "people",
        _("People at the desk"),
        _("Chief editors decide who works at the desk, and what each person may do."),
        covers=("people", "person", "invite", "log_of_accounts", "auth_user_", "auth_group_"),
        places=("people", "log_of_accounts"),
        words=("second-factor",),
    ),
    Topic(
        "about",
        _("Pages about the site"),
        _(
            "Accessibility, privacy, and who is behind the site: three pages that you write, each in every language."
        ),
        covers=("releases_sitepage_",),
        places=("releases_sitepage_changelist",),
    ),
    Topic(
        "keys",
        _("Keys of the keyboard"),
        _("All of the desk can be used by keyboard. These keys are shorter ways."),
        covers=("help",),
    ),
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}


def topic_of(page: str) -> Topic | None:
    """The topic that explains the page of the desk with that name: the one that covers most of it."""
    covering = [
        (len(beginning), position)
        for position, topic in enumerate(TOPICS)
        for beginning in topic.covers
        if page.startswith(beginning)
    ]
    return TOPICS[max(covering)[1]] if covering else None
