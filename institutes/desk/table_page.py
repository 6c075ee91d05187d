"""The page “Import from a table”: a file, what it would change, and the word to do it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from institutes.desk import kept_uploads
from institutes.desk.requests import DeskRequest
from institutes.desk.table_files import LARGEST, TableFileError, read_table
from institutes.desk.table_import import ChangedMeanwhileError, bring_in, may_bring_in
from institutes.desk.table_plan import CHANGED, FAULTY, NEW, SAME, Plan, Table, plan

MOST_SHOWN = 20
# Of a table in the wrong form every row can be wrong: whoever mends these mends the others too.
MOST_FAULTY = 100


class TableFileForm(forms.Form):
    """A file with a table. Its `lines` are read where it is one."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=gettext_lazy("CSV in Unicode or an Excel workbook (.xlsx), up to 5 MB and 5,000 rows."),
    )
    lines: list[Any]

    def clean_file(self) -> UploadedFile:
        """The file, whose lines are read; a larger one is not."""
        upload: UploadedFile = self.cleaned_data["file"]
        # A larger file is refused by its first bytes too many.
        self.lines = read_table(upload.read(LARGEST + 1))
        return upload


class TableImportDesk(admin.ModelAdmin):
    """A list whose table, changed in a spreadsheet, is brought back by those who may."""

    table: Table

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name=self._import_name()), *super().get_urls()]

    def _import_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_import"

    def changelist_view(self, request: DeskRequest, extra_context: dict | None = None) -> HttpResponse:
        context = {}
        if may_bring_in(request.user, self.model):
            context["table_import_url"] = reverse(f"admin:{self._import_name()}")
        return super().changelist_view(request, context | (extra_context or {}))

    def import_view(self, request: DeskRequest) -> HttpResponse:
        """Asks for a file, shows what it would change, and does it once that was looked at."""
        if not may_bring_in(request.user, self.model):
            raise PermissionDenied
        if request.method != "POST":
            response = self._ask(request, TableFileForm())
        elif "bring_in" in request.POST:
            response = self._bring_in(request)
        else:
            response = self._read_table(request)
        add_never_cache_headers(response)
        return response

    def _render(self, request: DeskRequest, template: str, status: int, **context: Any) -> HttpResponse:
        context |= self.admin_site.each_context(request) | {
            "title": _("Import from a table"),
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, f"admin/{template}.html", context, status=status)

    def _ask(self, request: DeskRequest, form: TableFileForm) -> HttpResponse:
        export = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        return self._render(
            request,
            "table_import",
            422 if form.is_bound else 200,
            form=form,
            columns=[column.head for column in self.table.columns if column.read is not None],
            downloads=[
                (name, reverse(export, args=[kind])) for name, kind in (("CSV", "csv"), ("Excel", "xlsx"))
            ],
        )

    def _read_table(self, request: DeskRequest) -> HttpResponse:
        form = TableFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(request, form)
        try:
            planned = plan(self.table, form.lines)
        except TableFileError as error:
            form.add_error("file", error)
            return self._ask(request, form)
        sealed = kept_uploads.keep(request.user, form.cleaned_data["file"])
        return self._preview(request, planned, sealed)

    def _preview(
        self, request: DeskRequest, planned: Plan, sealed: str, errors: Sequence[str] = (), status: int = 200
    ) -> HttpResponse:
        return self._render(
            request,
            "table_preview",
            status,
            errors=errors,
            sealed=sealed,
            marks=planned.marks,
            unread=planned.unread,
            faulty=planned.of(FAULTY),
            more_faulty=len(planned.of(FAULTY)) - MOST_FAULTY,
            shown_faulty=planned.of(FAULTY)[:MOST_FAULTY],
            new=planned.of(NEW),
            changed=planned.of(CHANGED),
            same=planned.of(SAME),
            to_write=planned.of(NEW, CHANGED),
        )

    def _bring_in(self, request: DeskRequest) -> HttpResponse:
        sealed = request.POST.get("file", "")
        upload = kept_uploads.kept(request.user, sealed)
        if upload is None:
            messages.error(request, _("The file is no longer kept here: choose it once more."))
            return redirect(f"admin:{self._import_name()}")
        try:
            lines = read_table(upload.read(LARGEST + 1))
            done = bring_in(
                self.table,
                lines,
                by=request.user,
                at=request.at,
                seen=request.POST.get("seen", ""),
                leaving_out_faults="others" in request.POST,
            )
        except ChangedMeanwhileError as error:
            return self._preview(request, error.plan, sealed, [_meanwhile(error.slugs)], 409)
        except TableFileError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(f"admin:{self._import_name()}")
        except ValidationError as error:
            return self._preview(request, plan(self.table, lines), sealed, error.messages, 422)
        kept_uploads.forget(request.user, sealed)
        messages.success(request, _said(done))
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def _meanwhile(slugs: Sequence[str]) -> str:
    """Which rows somebody changed since they were looked at."""
    some = ", ".join(slugs[:MOST_SHOWN]) + ("…" if len(slugs) > MOST_SHOWN else "")
    return _("Nothing was written: these were changed since you looked, so look again: %(some)s.") % {
        "some": some
    }


def _said(done: Plan) -> str:
    """What was done, in words."""
    new, changed, left = len(done.of(NEW)), len(done.of(CHANGED)), len(done.of(FAULTY))
    said = [
        ngettext("%(count)s row is new.", "%(count)s rows are new.", new) % {"count": new} if new else "",
        ngettext("%(count)s row was changed.", "%(count)s rows were changed.", changed) % {"count": changed}
        if changed
        else "",
        ngettext("%(count)s row was left out.", "%(count)s rows were left out.", left) % {"count": left}
        if left
        else "",
    ]
    return " ".join(filter(None, said)) or _("Nothing was changed.")
