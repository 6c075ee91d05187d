"""What is typed into a form of the desk is kept on the server until a save contains it, and offered back.

The page sends the form as it stands within two seconds of each change, and as it is left. Each page has a key
of its own, so that two tabs never share what they keep. What one person typed is shown to nobody else.
"""

import json
import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import Signer
from django.db import OperationalError, models
from django.forms import ModelForm
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from institutes.desk.form_merge import SEEN, FormMerge, tables_of
from institutes.desk.locks import reading, waiting_briefly
from institutes.desk.requests import DeskRequest
from institutes.models import KeptForm

# In bytes, of one form: some three times the longest body that a release may have.
LONGEST = 2 * 1024 * 1024
MOST_FIELDS = 10_000
KEY = re.compile(r"[\w-]{22}\Z", re.ASCII)
LARGEST_TURN = 2**53
OFFERED = 3
# Names of fields that nobody types.
UNTYPED = ("_", "csrfmiddlewaretoken")
# The fields whose words say in a list which form it was: the first that is filled in.
TELLING = ("title", "names-0-name", "prefix", "alternative_text", "caption", "symbol", "slug")


@dataclass(frozen=True, slots=True)
class Offer:
    """A kept form with the labels of what differs from what is saved, and where it is put back."""

    kept: KeptForm
    differing: list[str]
    address: str


def new_key() -> str:
    """The key of a page that is about to be made: 22 letters, digits, `-` or `_`."""
    return secrets.token_urlsafe(16)


def browser_secret(user: Any) -> str:
    """The key, in Base64 for addresses, with which the browser of `user` seals what it cannot send.

    Only pages for the signed-in person bear it, so that what stays behind in a browser is unreadable after
    the log-out; it is the same after the next log-in, and another one after a change of the password.
    """
    return Signer(salt="pressroom.kept-forms").signature(user.get_session_auth_hash()) + "="


def unsaved_forms(user: Any, site: admin.AdminSite) -> list[tuple[KeptForm, str]]:
    """What `user` typed at the desk and did not save, the last first, with the address where it is read."""
    addresses = {
        model._meta.label_lower: f"admin:{model._meta.app_label}_{model._meta.model_name}_kept"
        for model in apps.get_models()
        if site.is_registered(model) and isinstance(site.get_model_admin(model), KeepingDesk)
    }
    kept = KeptForm.objects.of(user).filter(form__in=addresses).defer("fields")
    return [(form, reverse(f"{addresses[form.form]}_form", args=[form.key])) for form in kept]


class KeepingDesk(admin.ModelAdmin):
    """Forms of which nothing typed is lost: kept while it is typed, forgotten by the save that contains it."""

    class Media:
        js = ["pressroom/typed-form.js", "pressroom/sealed-store.js", "pressroom/kept-form.js"]

    def _kept_url(self, suffix: str = "") -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_kept{suffix}"

    def get_urls(self) -> list:
        view, name = self.admin_site.admin_view, self._kept_url().partition(":")[2]
        return [
            path("kept/", view(require_POST(self.keep_view)), name=name),
            path("kept/<str:key>/", view(self.kept_view), name=f"{name}_form"),
            *super().get_urls(),
        ]

    # What the page sends

    def keep_view(self, request: DeskRequest) -> JsonResponse:
        """The form as it stands is kept. 400 for what no page of the desk sends, 413 for what is too long.

        503 when the database cannot write just now: the page keeps it for a while and sends it again.
        """
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        try:
            kept = self._read(request)
        except ValidationError as error:
            return JsonResponse({"message": error.messages[0]}, status=(error.params or {})["status"])
        try:
            with waiting_briefly():
                KeptForm.objects.keep(kept)
                _forget_origin(request)
        except OperationalError:
            return JsonResponse({}, status=503)
        return JsonResponse({"turn": kept.turn, "kept_at": kept.kept_at.isoformat()})

    def _read(self, request: DeskRequest) -> KeptForm:
        sent = request.POST
        if sent.get("user") != str(request.user.pk):
            raise _refused(_("Somebody else has signed in since this page was opened."), 409)
        fields, key, turn = sent.get("fields", ""), sent.get("key", ""), _number(sent.get("turn"))
        if len(fields.encode(errors="replace")) > LONGEST:
            raise _refused(_("This form is too long to be kept; save it."), 413)
        object_id = sent.get("object", "")
        if not KEY.match(key) or turn is None or (object_id and _number(object_id) is None):
            raise _refused(_("This is no form of the desk."), 400)
        pairs = _pairs(fields)
        return KeptForm(
            user=request.user, key=key, form=self.opts.label_lower, object_id=object_id,
            about=self._about(request, object_id, dict(pairs)), fields=json.dumps(pairs) if pairs else "",
            turn=turn, kept_at=request.at,
        )  # fmt: skip

    def _about(self, request: DeskRequest, object_id: str, typed: dict[str, str]) -> str:
        row = self.get_object(request, object_id) if object_id else None
        told = next((typed[name] for name in TELLING if typed.get(name, "").strip()), "")
        return (str(row) if row is not None else told).strip()[:200]

    # What is offered back

    def kept_view(self, request: DeskRequest, key: str) -> HttpResponse:
        """Leads to the form with what was typed in it, or shows the words where that form cannot be filled in.

        Sent with POST, it is thrown away.
        """
        kept = KeptForm.objects.of(request.user).filter(form=self.opts.label_lower, key=key).first()
        if request.method == "POST":
            if kept is not None:
                kept.delete()
            return redirect(_back(request))
        if kept is None:
            raise Http404(_("This was saved or thrown away."))
        if self._can_put_back(request, kept):
            return redirect(f"{self.form_address(kept)}?kept={kept.key}")
        labels = self.get_form(request).base_fields
        words = [
            (labels[name].label if name in labels else name, value)
            for name, value in json.loads(kept.fields)
            if value.strip()
            and not name.endswith(("_FORMS", "-id", "-kept"))
            and name not in {"version", SEEN}
        ]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": _("Not saved"), "kept": kept, "words": words,
        }  # fmt: skip
        return TemplateResponse(request, "admin/kept_words.html", context)

    def _can_put_back(self, request: DeskRequest, kept: KeptForm) -> bool:
        if not kept.object_id:
            return self.has_add_permission(request)
        row = self.get_object(request, kept.object_id)
        return row is not None and self.has_change_permission(request, row)

    def form_address(self, kept: KeptForm) -> str:
        """The page on which what is kept was typed."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{name}_change", args=[kept.object_id]) if kept.object_id else reverse(f"{name}_add")

    def _offers(self, request: DeskRequest, obj: models.Model | None, besides: list[str]) -> list[Offer]:
        """The latest forms for `obj`, or for a new object, that were not saved and differ from what is."""
        kept = KeptForm.objects.of(request.user).filter(form=self.opts.label_lower)
        kept = kept.filter(object_id="" if obj is None else str(obj.pk)).exclude(key__in=besides)
        offers = [
            Offer(
                form,
                self.differing(request, obj, form.posted()),
                reverse(self._kept_url("_form"), args=[form.key]),
            )
            for form in kept[:OFFERED]
        ]
        return [offer for offer in offers if offer.differing]

    def differing(self, request: DeskRequest, obj: Any, data: QueryDict) -> list[str]:
        """The labels of the fields and tables of the form that differ in `data` from what is saved of `obj`."""
        form_class = self.get_form(request, obj, change=obj is not None)
        if obj is None:
            initial = self.get_changeform_initial_data(request)
        else:
            obj, initial = self.get_object(request, str(obj.pk)), None
        form: ModelForm = form_class(data, instance=obj, initial=initial)
        labels = [form.fields[name].label or name for name in form.changed_data if name != "version"]
        prefixes: dict[str, int] = {}
        for formset_class, inline in self.get_formsets_with_inlines(request, obj):
            prefix = formset_class.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            prefix = f"{prefix}-{prefixes[prefix]}" if prefixes[prefix] > 1 else prefix
            rows = formset_class(
                data, instance=obj or self.model(), prefix=prefix, queryset=inline.get_queryset(request)
            )
            if rows.has_changed():
                labels.append(inline.verbose_name_plural or inline.model._meta.verbose_name_plural)
        return [capfirst(str(label)) for label in labels]

    def changeform_view(
        self,
        request: DeskRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The form; with `?kept=` of a form that was not saved, what was typed stands in it again."""
        key = request.GET.get("kept", "")
        kept = None
        if request.method == "GET" and KEY.match(key):
            mine = KeptForm.objects.of(request.user).filter(form=self.opts.label_lower, key=key)
            kept = mine.filter(object_id=object_id or "").first()
        if kept is None or not self._can_put_back(request, kept):
            return super().changeform_view(request, object_id, form_url, extra_context)
        # The way of a form that was refused: everything typed stands in it, and nothing is saved.
        request.kept = kept
        request.POST = kept.posted()  # type: ignore[assignment]  # mutable, as a refused form has it
        request.method = "POST"
        request.refusal = [_("Nothing of this is saved yet.")]
        try:
            with reading():
                return super().changeform_view(request, object_id, form_url, extra_context)
        finally:
            request.method = "GET"

    def render_change_form(
        self,
        request: DeskRequest,
        context: dict,
        add: bool = False,  # noqa: FBT001, FBT002 - the signature of Django
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: models.Model | None = None,
    ) -> HttpResponse:
        form = context["adminform"].form
        if not getattr(request, "reads_history", False) and (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        ):
            kept, sent = getattr(request, "kept", None), request.POST
            key = sent.get("_kept_key", "")
            besides = [kept.key] if kept else [key, sent.get("_kept_from", "")]
            context["keeping"] = {
                "key": key if KEY.match(key) else new_key(),
                "turn": _number(sent.get("_kept_turn")) or 0,
                "origin": kept.key if kept else sent.get("_kept_from", ""),
                "origin_turn": kept.turn if kept else sent.get("_kept_from_turn", ""),
                "address": reverse(self._kept_url()),
                "secret": browser_secret(request.user),
                "is_unsaved": form.is_bound and _is_changed(context),
                "put_back": kept,
                "offers": self._offers(request, obj, besides),
            }
            if kept is not None and form.non_field_errors() == request.refusal:
                # It says so above the form, and is no error.
                context["errors"] = []
        return super().render_change_form(request, context, add, change, form_url, obj)

    # What was sent twice

    def answer_again(self, request: DeskRequest) -> HttpResponse | None:
        """The answer to a form for a new object that made one before: that one, and no second; otherwise None.

        What was typed since is offered as a change to it. Forms of one person wait here for one another.
        """
        request.is_adding = True
        key = request.POST.get("_kept_key", "")
        if not KEY.match(key):
            return None
        people = get_user_model()._base_manager.filter(pk=request.user.pk)
        list(people.select_for_update(no_key=True).values_list("pk"))
        done = KeptForm.objects.filter(
            user=request.user, key=key, form=self.opts.label_lower, fields=""
        ).first()
        made = self.get_object(request, done.object_id) if done is not None and done.object_id else None
        if made is None:
            return None
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[made.pk])
        form = self.get_form(request, made, change=True)(instance=made)
        merge = FormMerge(made, form, list(tables_of(self, request, made)))
        data = self._with_what_was_not_asked(request, form)
        request.POST = data  # type: ignore[assignment]  # mutable, as the merge has it
        merge.merge(request)
        if merge.is_same or not self.has_change_permission(request, made):
            messages.info(request, _("This was saved already."))
            return redirect(address)
        pairs = [
            [name, text] for name, texts in data.lists() for text in texts if not name.startswith(UNTYPED)
        ]
        newer = KeptForm(
            user=request.user, key=new_key(), form=self.opts.label_lower, object_id=str(made.pk), about=str(made)[:200],
            fields=json.dumps(pairs), turn=1, kept_at=request.at,
        )  # fmt: skip
        KeptForm.objects.keep(newer)
        messages.warning(
            request, _("This form was saved already. What you typed in it since is offered here as a change.")
        )
        return redirect(f"{address}?kept={newer.key}")

    # What forgets it

    def _with_what_was_not_asked(self, request: DeskRequest, form: ModelForm) -> QueryDict:
        """What was sent, with the values of the fields that only the form of a row that is there asks for."""
        data = request.POST.copy()
        for name in form.fields.keys() - self.get_form(request).base_fields.keys():
            if name not in data:
                data[name] = str(form.get_initial_for_field(form.fields[name], name))
        return data

    def save_related(self, request: DeskRequest, form: ModelForm, formsets: list, *args: Any) -> None:
        """In the transaction that saves the form, what was kept of it is forgotten."""
        super().save_related(request, form, formsets, *args)
        self.forget_kept(request, form.instance)

    def forget_kept(self, request: DeskRequest, saved: models.Model) -> None:
        """What was kept of the form that was sent is no longer offered: it was taken in.

        What a form made is remembered with its key, so that the same form sent again makes no second one.
        """
        key, turn = request.POST.get("_kept_key", ""), _number(request.POST.get("_kept_turn"))
        if KEY.match(key) and turn is not None:
            made = str(saved.pk) if getattr(request, "is_adding", False) else ""
            done = KeptForm(
                user=request.user,
                key=key,
                form=self.opts.label_lower,
                object_id=made,
                turn=turn,
                kept_at=request.at,
            )
            KeptForm.objects.filter(user=request.user, key=key, turn__lte=turn).delete()
            # What was sent before and arrives later finds that it was saved.
            KeptForm.objects.keep(done)
        _forget_origin(request, "_kept_")


def _is_changed(context: dict) -> bool:
    """Whether anything in the form of a page, or in one of its tables, differs from what is saved."""
    tables = (inline.formset for inline in context["inline_admin_formsets"])
    return context["adminform"].form.has_changed() or any(table.has_changed() for table in tables)


def _forget_origin(request: DeskRequest, prefix: str = "") -> None:
    turn = _number(request.POST.get(f"{prefix}from_turn"))
    if turn is not None:
        KeptForm.objects.put_back(request.user, request.POST.get(f"{prefix}from", ""), turn)


def _refused(sentence: str, status: int) -> ValidationError:
    return ValidationError(sentence, params={"status": status})


def _number(text: str | None) -> int | None:
    """The whole number up to LARGEST_TURN that the text is, or None."""
    text = text or ""
    is_number = text.isascii() and text.isdecimal() and len(text) <= 16
    return min(int(text), LARGEST_TURN) if is_number else None


def _pairs(fields: str) -> list[list[str]]:
    """The names and values in `fields`, JSON; nothing where nothing is unsaved. Raises ValidationError."""
    if not fields:
        return []
    try:
        pairs = json.loads(fields)
        is_right = len(pairs) <= MOST_FIELDS and all(
            isinstance(name, str) and isinstance(value, str) for name, value in pairs
        )
    except (ValueError, TypeError, RecursionError):
        is_right = False
    if not is_right:
        raise _refused(_("This is no form of the desk."), 400)
    return [[_storable(name), _storable(value)] for name, value in pairs]


def _storable(text: str) -> str:
    """The text without what no database keeps: halves of characters, and NUL."""
    return text.encode(errors="replace").decode().replace("\x00", "")


def _back(request: DeskRequest) -> str:
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=settings.SITE_URL.startswith("https")
    )
    return address if is_ours else reverse("admin:index")
