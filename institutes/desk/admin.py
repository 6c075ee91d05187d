"""What every form of the editors' desk does alike."""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, models, transaction
from django.forms import Field
from django.forms.models import BaseInlineFormSet
from django.forms.utils import pretty_name
from django.http import Http404, HttpResponse, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from institutes.desk import kept_uploads
from institutes.desk.day_field import DAYS
from institutes.desk.deleting import DeletingDesk
from institutes.desk.error_summary import problems_of
from institutes.desk.folding import unfold_tables
from institutes.desk.form_merge import SEEN, FormMerge, Table, changed_meanwhile, tables_of, taken_over
from institutes.desk.forms import CheckedForm
from institutes.desk.kept_forms import KeepingDesk
from institutes.desk.lists import DeskList, DeskPaginator
from institutes.desk.locks import reading
from institutes.desk.named_choices import named
from institutes.desk.prefilled import prefilled_value
from institutes.desk.requests import DeskRequest
from institutes.desk.sent_values import bare
from institutes.desk.titles import TitledDesk

logger = logging.getLogger(__name__)


class DeskAdmin(DeletingDesk, TitledDesk):
    """A form that answers whatever the database refuses with a sentence, with all that was typed still in it.

    What somebody else saved since the form was shown is not undone by it: what only they changed stays, what
    both changed comes back with both, and is saved when it is sent once more. `shows_merged` is true where
    every merged form is to be looked at before it is saved; `compare` makes of two texts the pieces in which
    they differ.
    """

    form = CheckedForm
    # An address typed without its scheme is taken for a secure one.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}, **DAYS}
    paginator = DeskPaginator
    show_full_result_count = False
    list_per_page = 50
    shows_merged = False
    compare: Callable[[str, str], list] | None = None

    class Media:
        css = {"all": ["pressroom/form.css"]}
        js = ["pressroom/desk.js", "pressroom/form.js", "pressroom/choices.js", "pressroom/city.js"]

    def get_changelist(self, request: DeskRequest, **_others: Any) -> type[ChangeList]:
        return DeskList

    def changeform_view(
        self,
        request: DeskRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The form. Where somebody else was quicker to save, it comes back and says what is wrong now."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        kept_uploads.put_back(request)
        as_sent = request.POST, dict(request.FILES.lists())
        arguments = (request, object_id, form_url, extra_context)
        try:
            return self._save(*arguments)
        except ValidationError as error:
            refusal = error.messages
        except OperationalError:
            send_again(request, *as_sent)
            return self._not_written(*arguments)
        except IntegrityError:
            # Another save came between the check and this save: a second check finds the conflict and names it.
            refusal = None
        if refusal is None:
            send_again(request, *as_sent)
            try:
                return self._save(*arguments)
            except IntegrityError:
                refusal = [
                    _("This contradicts something that was saved at the same moment; check and save again.")
                ]
        send_again(request, *as_sent)
        request.refusal = refusal
        return self._save(*arguments)

    def _save(self, request: DeskRequest, object_id: str | None, *arguments: Any) -> HttpResponse:
        """What was sent, merged with what is there, is saved in one transaction, or the form comes back."""
        with transaction.atomic():
            if object_id is None or "_saveasnew" in request.POST:
                answer = self.answer_again(request)
                if answer is not None:
                    return answer
            merge = self.merge(request, object_id)
            response = super().changeform_view(request, object_id, *arguments)
        if merge is not None and merge.quiet and response.status_code == 302:
            messages.warning(request, taken_over(merge))
        if response.status_code == 302:
            kept_uploads.forget_what_was_saved(request)
        return response

    def merge(self, request: DeskRequest, object_id: str | None) -> FormMerge | None:
        """What was sent holds what others saved since; None where no row is changed.

        The row is locked until the transaction ends. Where both changed the same, the form is refused.
        """
        request.merge = None
        if object_id is None or "_saveasnew" in request.POST:
            return None
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_change_permission(request, row):
            return None
        self.lock(row)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return None
        form = self.get_form(request, row, change=True)(instance=row)
        merge = FormMerge(row, form, list(tables_of(self, request, row)), compare=self.compare)
        merge.merge(request)
        if merge.asks or (self.shows_merged and merge.told):
            request.refusal = [changed_meanwhile(merge)]
        request.merge = merge
        return merge

    def answer_again(self, request: DeskRequest) -> HttpResponse | None:
        """The answer where the form that was sent has made its object already; None where it has not."""
        return None

    def lock(self, row: models.Model) -> None:
        """Nobody else saves `row` before the transaction ends."""
        list(type(row)._base_manager.filter(pk=row.pk).select_for_update(no_key=True).values_list("pk"))

    def _not_written(self, request: DeskRequest, *arguments: Any) -> HttpResponse:
        """The form again, 503, when the database could not write: locked by another process, or worse."""
        logger.exception("A form of the desk could not be saved: %s", request.path)
        request.refusal = [
            _(
                "The database could not save this just now. What you typed still stands here: "
                "save it again in a moment."
            )
        ]
        request.merge = None
        with reading():
            response = super().changeform_view(request, *arguments)
        response.status_code = 503
        return response

    def get_form(
        self,
        request: DeskRequest,
        obj: Any = None,
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form: Any = super().get_form(request, obj, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def get_changeform_initial_data(self, request: DeskRequest) -> dict[str, Any]:
        """What the link to an empty form fills in. What cannot stand there is left out, with a warning."""
        fields = self.get_form(request).base_fields
        initial, refused = {}, []
        for name in request.GET.keys() & fields.keys():
            column: Any = next(column for column in self.opts.get_fields() if column.name == name)
            try:
                initial[name] = prefilled_value(column, fields[name], request.GET[name])
            except ValidationError:
                refused.append(str(fields[name].label))
        if refused:
            sentence = _(
                "The link that led here fills in something that cannot stand there, so it was left empty: "
                "%(fields)s."
            )
            messages.warning(request, sentence % {"fields": ", ".join(sorted(refused))})
        return initial

    def render_change_form(
        self,
        request: DeskRequest,
        context: dict,
        add: bool = False,  # noqa: FBT001, FBT002 - the signature of Django
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """The form says what its person sees in it, and what somebody else changed meanwhile."""
        merge, form = getattr(request, "merge", None), context["adminform"].form
        unfold_tables(context["inline_admin_formsets"])
        if form.is_bound:
            context["problems"] = problems_of(form, context["inline_admin_formsets"])
        if form.is_bound:
            rows = (row for inline in context["inline_admin_formsets"] for row in inline.formset.forms)
            context["kept_uploads"] = kept_uploads.keep_what_is_right(request, [form, *rows])
        if merge is not None:
            context |= {"merge": merge, "seen": merge.seen}
        elif form.is_bound:
            context["seen"] = request.POST.get(SEEN, "")
        elif obj is not None and self.has_change_permission(request, obj):
            inlines = context["inline_admin_formsets"]
            tables = [Table(inline.formset, str(inline.opts.verbose_name)) for inline in inlines]
            context["seen"] = FormMerge(obj, form, tables).seen
        return super().render_change_form(request, context, add, change, form_url, obj)


def send_again(request: DeskRequest, data: QueryDict, files: dict[str, list]) -> None:
    """The request holds again what was sent."""
    request.POST = data  # type: ignore[assignment]  # mutable: what somebody else saved is put into it
    request.FILES.clear()
    for name, uploads in files.items():
        request.FILES.setlist(name, uploads)


class HistoryDeskAdmin(KeepingDesk, DeskAdmin, SimpleHistoryAdmin):  # type: ignore[misc]  # Django puts the media together
    """The same, with every earlier version to read; none is put back, which would go past the form's checks."""

    object_history_template = "admin/versions.html"
    object_history_list_template = "admin/history_list.html"

    def history_view_title(self, request: DeskRequest, obj: Any) -> str:
        return _("History")

    def history_form_view_title(self, request: DeskRequest, obj: Any) -> str:
        return _("Earlier version")

    def revert_disabled(self, request: DeskRequest, obj: Any = None) -> bool:
        return True

    def get_readonly_fields(self, request: DeskRequest, obj: Any = None) -> Sequence[str]:
        if getattr(request, "reads_history", False):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        return super().get_readonly_fields(request, obj)

    def history_view(
        self, request: DeskRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        _require_key(self.model, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: DeskRequest, object_id: str, version_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """An earlier version. Whatever is sent to this address changes nothing."""
        _require_key(self.model, object_id)
        _require_key(self.model.history.model, version_id)
        request.method = "GET"
        request.reads_history = True
        return super().history_form_view(request, object_id, version_id, extra_context)


def _require_key(model: type[models.Model], text: str) -> None:
    """Raises Http404 when the text from an address, quoted as the admin does, can be the key of no row."""
    key = model._meta.pk
    try:
        value = key.clean(unquote(text), None)
        key.run_validators(value)
    except (ValidationError, ValueError, OverflowError) as error:
        raise Http404 from error


class ValuesFilter(admin.AllValuesFieldListFilter):
    """By the values a column has; the empty one has a name too."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or _("None")}


class TableFormSet(BaseInlineFormSet):
    """Rows of a table, in which every input bears the name of its column for those who do not see the head."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = bare(field)
            if not widget.is_hidden:
                widget.attrs.setdefault("aria-label", capfirst(field.label or pretty_name(name)))


class NameFormSet(TableFormSet):
    """Names, of which there has to be one."""

    default_error_messages = BaseInlineFormSet.default_error_messages | {
        "too_few_forms": gettext_lazy("Give at least one name.")
    }


class TableInline(admin.TabularInline):
    """What belongs to an object, as a table on its form."""

    formset = TableFormSet
    extra = 0
    formfield_overrides = DAYS

    def get_fields(self, request: DeskRequest, obj: Any = None) -> Sequence[Any]:
        """Where rows are only read, without what is there to be filled in: a file to choose, a box to tick."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj) or self.has_add_permission(request, obj):
            return fields
        shown = {field.name for field in self.model._meta.get_fields()} | {
            *self.get_readonly_fields(request, obj)
        }
        return [name for name in fields if name in shown]


def narrow(field: Field | None, size: int) -> Field | None:
    """The field with an input `size` characters wide, for a row of a table."""
    if field is not None:
        field.widget.attrs |= {"class": "narrow", "size": size}
    return field


class NameInline(TableInline):
    """The names of an institute or event: what the form asks first. The first row is there to be filled."""

    formset = NameFormSet
    comes_first = True
    min_num = 1
    fields = ["language", "name", "acronym", "is_official", "valid_from", "valid_until"]

    def get_formset(self, request: DeskRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        return super().get_formset(request, obj, validate_min=True, **kwargs)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: DeskRequest, **kwargs: Any
    ) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **named(db_field, kwargs))
        sizes = {"acronym": 12, "valid_from": 4, "valid_until": 4}
        return narrow(field, sizes[db_field.name]) if db_field.name in sizes else field


class TextInline(admin.StackedInline):
    """The texts of an institute or event, a language each."""

    extra = 0
    formfield_overrides = DAYS

    def formfield_for_dbfield(
        self, db_field: models.Field, request: DeskRequest, **kwargs: Any
    ) -> Field | None:
        return super().formfield_for_dbfield(db_field, request, **named(db_field, kwargs))
