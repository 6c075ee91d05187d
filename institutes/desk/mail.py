"""Mail at the editors' desk: what did not reach people, why, and that it is tried again."""

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from institutes.desk.lists import Count
from institutes.desk.proposals import ReadDesk
from institutes.desk.requests import DeskRequest
from institutes.enums import MailState
from institutes.mail.sending import send_again
from institutes.models import QueuedMail

ALL: Final = "all"


def failed_mail(user: Any) -> Count:
    """How much mail did not go out as it should, of what `user` may look at: all, or what goes to themselves."""
    return Count.of(QueuedMail.objects.seen_by(user).troubled())


class StandingFilter(admin.SimpleListFilter):
    """What failed, unless all is asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [(ALL, _("All")), *MailState.choices]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [dict(first) | {"display": _("Not delivered")}, *others]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        chosen = self.value()
        if chosen == ALL:
            return queryset
        states = [chosen] if chosen in MailState.values else MailState.TROUBLED
        return queryset.filter(state__in=states)


class MailAdmin(ReadDesk):
    """Everybody sees the mail to themselves, and chief editors all. Its text, which may hold a key to an account,
    is shown to nobody.
    """

    list_display = ["subject", "standing", "reason", "to", "tries", "queued_at", "not_before"]
    list_display_links = None
    list_filter = [StandingFilter]
    search_fields = ["to", "subject"]
    ordering = ["-queued_at", "-pk"]
    actions = ["try_again"]

    def has_module_permission(self, request: DeskRequest) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_view_permission(self, request: DeskRequest, obj: Any = None) -> bool:
        may = bool(request.user.is_active and request.user.is_staff)
        return may and (obj is None or QueuedMail.objects.seen_by(request.user).filter(pk=obj.pk).exists())

    def get_queryset(self, request: DeskRequest) -> QuerySet:
        rows: Any = super(ReadDesk, self).get_queryset(request)
        return rows.seen_by(request.user).defer("text")

    def changelist_view(self, request: DeskRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": _("Mail to people at the desk")} | (extra_context or {})
        )

    def change_view(
        self, request: DeskRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """There is no page of one mail: the list says everything."""
        return redirect("admin:institutes_queuedmail_changelist")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, mail: QueuedMail) -> str:
        return str(mail.get_state_display())

    @admin.display(description=gettext_lazy("why"))
    def reason(self, mail: QueuedMail) -> str:
        return mail.why

    @admin.action(description=gettext_lazy("Try to send it again"))
    def try_again(self, request: DeskRequest, chosen: QuerySet[QueuedMail]) -> None:
        """The chosen mails wait again; what was perhaps sent may come a second time, and the page says so."""
        rows = list(chosen)
        try:
            again = sum(send_again(mail, by=request.user, at=request.at) for mail in rows)
        except PermissionDenied:
            again = 0
        left = len(rows) - again
        if again:
            text = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", again)
            self.message_user(request, text % {"count": again}, messages.SUCCESS)
        if left:
            text = ngettext(
                "%(count)s mail was sent already, is on its way, or is too old to be sent again.",
                "%(count)s mails were sent already, are on their way, or are too old to be sent again.",
                left,
            )
            self.message_user(request, text % {"count": left}, messages.WARNING)
