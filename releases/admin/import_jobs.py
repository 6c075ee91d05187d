"""Imports of many files at the desk: how far one is, what became of each file, and the next few seconds of it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy, ngettext

from institutes.desk.requests import DeskRequest
from releases.intake.jobs import work
from releases.intake.outcomes import OutcomeKind
from releases.intake.report_file import lines_of
from releases.models import ImportedFile, ImportJob, Release
from releases.models.reading_words import in_words

SLICE = 4.0
"""Seconds that one request works at most, but for the file that it has begun."""

ROWS_ON_A_PAGE = 100
OUTCOMES = {
    OutcomeKind.CREATED: gettext_lazy("Draft made"),
    OutcomeKind.NEW_EDITION: gettext_lazy("Draft of the next edition made"),
    OutcomeKind.UNCHANGED: gettext_lazy("Already here"),
    OutcomeKind.APPROVED: gettext_lazy("Approved"),
    OutcomeKind.FAILED: gettext_lazy("Not imported"),
    OutcomeKind.PASSED_OVER: gettext_lazy("Passed over"),
}


def job_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of one import, below that of the import page."""

    def page(request: DeskRequest, key: int) -> HttpResponse:
        """How far the import is; POST works on it for SLICE seconds first. Only for whoever began it."""
        job = _job(request, key)
        if request.method == "POST":
            work(job, seconds=SLICE)
            return redirect(address(job))
        context = site.each_context(request) | context_of(request, job)
        response = TemplateResponse(request, "admin/releases/import_job.html", context).render()
        add_never_cache_headers(response)
        return response

    return [
        path("import/<int:key>/", site.admin_view(page), name="releases_release_import_job"),
        path("import/<int:key>/report.csv", site.admin_view(report), name="releases_release_import_report"),
    ]


def _job(request: DeskRequest, key: int) -> ImportJob:
    if not request.user.has_perm("releases.add_release"):
        raise PermissionDenied
    return get_object_or_404(ImportJob.objects.of(request.user), pk=key)


def address(job: ImportJob) -> str:
    """The page of the import."""
    return reverse("admin:releases_release_import_job", args=[job.pk])


def report(request: DeskRequest, key: int) -> StreamingHttpResponse:
    """Every file and what became of each release in it, as CSV."""
    job = _job(request, key)
    files = job.files.order_by("position", "number").defer("data").iterator(chunk_size=500)
    response = StreamingHttpResponse(lines_of(files), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="import-{job.pk}.csv"'
    add_never_cache_headers(response)
    return response


def context_of(request: DeskRequest, job: ImportJob) -> dict[str, Any]:
    """Counts, and one page of releases; `?outcome=` shows those of one outcome, `?page=` others.

    A file without a release, such as one that cannot be read, counts as one.
    """
    counts = job.counts()
    waiting = counts.pop("", 0)
    done, total = job.count_files()
    chosen = request.GET.get("outcome", "")
    files = job.files.exclude(outcome="").order_by("position", "number").defer("data")
    if chosen in counts:
        files = files.filter(outcome=chosen)
    page = Paginator(files, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "title": ngettext("Import of %(count)s file", "Import of %(count)s files", total) % {"count": total},
        "opts": Release._meta,
        "job": job,
        "counts": [(kind, OUTCOMES[kind], counts[kind]) for kind in OutcomeKind if kind in counts],
        "chosen": chosen,
        "all": sum(counts.values()),
        "total": total,
        "done": done,
        "waiting": waiting,
        "page": page,
        "rows": [_row(file) for file in page],
    }


def _row(file: ImportedFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "number": file.number,
        "count": file.count,
        "line": file.line,
        "kind": file.outcome,
        "words": OUTCOMES[OutcomeKind(file.outcome)],
        "message": in_words(file.message),
        "problems": [problem | {"message": in_words(problem["message"])} for problem in file.problems],
        "releases": [
            release | {"address": reverse("admin:releases_release_change", args=[release["key"]])}
            if release["key"]
            else release
            for release in file.releases
        ],
    }
