"""What uses a row that somebody wants to delete: said in words, each use with its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import CASCADE, PROTECT, Model, QuerySet
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from institutes.desk.lists import Count
from institutes.desk.requests import DeskRequest

SHOWN = 20
"""So many uses of one kind are listed."""


@dataclass(frozen=True, slots=True)
class Uses:
    """What of one kind uses a row: `pages` are texts with addresses, `more` how many others there are.

    Of a kind that the person may not see only `more` is told.
    """

    kind: str
    pages: list[tuple[str, str]] = field(default_factory=list)
    more: Count | None = None

    def __str__(self) -> str:
        """For Django, which asks only whether there are any."""
        return self.kind


def uses_of(things: Iterable[Any], user: Any) -> list[Uses]:
    """Everything that refers to one of `things`, all of one model, and is no part of them; by kind, the last first."""
    rows = list(things)
    return [uses for relation in _relations(rows) for uses in _uses(relation, rows, user)]


def _relations(rows: list[Any]) -> Iterator[Any]:
    for relation in rows[0]._meta.related_objects if rows else ():
        # A table of its own between two others refers to both, and is found as such.
        is_plain = relation.many_to_many and relation.through._meta.auto_created
        if is_plain or getattr(relation, "on_delete", None) is PROTECT:
            yield relation


def _uses(relation: Any, rows: list[Any], user: Any) -> Iterator[Uses]:
    found: QuerySet[Any] = relation.related_model._base_manager.filter(
        **{f"{relation.field.name}__in": rows}
    ).exclude(**_themselves(relation, rows))
    whole = _belongs_to(relation.related_model)
    if whole:
        found = found.select_related(whole)
    if relation.many_to_many and len(rows) > 1:
        found = found.distinct()
    using = list(found.order_by("-pk")[: SHOWN + 1])
    if not using:
        return
    model = type(getattr(using[0], whole)) if whole else relation.related_model
    kind = str(capfirst(model._meta.verbose_name_plural))
    if not _may_see(user, model):
        yield Uses(kind, more=Count.of(found))
        return
    shown = [getattr(row, whole) if whole else row for row in using[:SHOWN]]
    more = Count.up_to(10_000, Count.of(found).number - SHOWN) if len(using) > SHOWN else None
    yield Uses(kind, [(str(row), _page(row)) for row in shown], more)


def _themselves(relation: Any, rows: list[Any]) -> dict[str, Any]:
    """Rows that go together do not use one another."""
    return {"pk__in": [row.pk for row in rows]} if relation.related_model is type(rows[0]) else {"pk": None}


def _belongs_to(model: type[Model]) -> str:
    """The field that says what a row of `model` is a part of; empty where it stands for itself."""
    owners = (
        column.name
        for column in model._meta.concrete_fields
        if column.is_relation and getattr(column.remote_field, "on_delete", None) is CASCADE
    )
    return next(owners, "")


def _may_see(user: Any, model: type[Model]) -> bool:
    name = f"{model._meta.app_label}.%s_{model._meta.model_name}"
    return bool(user.has_perm(name % "view") or user.has_perm(name % "change"))


def _page(row: Any) -> str:
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


class DeletingDesk(admin.ModelAdmin):
    """What is used is not deleted: the page says where, and what can be done instead.

    `instead_of_deleting` is that sentence.
    """

    instead_of_deleting: str | Promise = ""
    delete_confirmation_template = "admin/delete_used.html"
    delete_selected_confirmation_template = "admin/delete_selected_used.html"

    def get_deleted_objects(self, objs: Any, request: DeskRequest) -> tuple[list, dict, set, list]:
        """As Django's, with our `Uses` for what protects the rows; permissions matter once nothing does."""
        used: list[Any] = list(uses_of(objs, request.user))
        if used:
            return [], {}, set(), used
        return super().get_deleted_objects(objs, request)

    def render_delete_form(self, request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
        context["title"] = _("Delete")
        context["instead"] = self.instead_of_deleting
        context["with_it"] = self._with_it(context["model_count"])
        response: HttpResponse = super().render_delete_form(request, context)
        if request.method == "POST" and context["protected"]:
            response.status_code = 409
        return response

    def _with_it(self, counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        """Of all that goes, what a person knows as part of the row: not the row itself, no table between two others."""
        parts = {
            relation.related_model._meta.verbose_name_plural
            for relation in self.opts.related_objects
            if getattr(relation, "on_delete", None) is CASCADE
            and not relation.related_model._meta.auto_created
        }
        return [(str(capfirst(kind)), count) for kind, count in counts if kind in parts]
