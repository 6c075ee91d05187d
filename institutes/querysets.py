"""Institutes as sets."""

from django.db import models
from django.utils.translation import get_language


class InstituteQuerySet(models.QuerySet):
    def with_names(self) -> "InstituteQuerySet":
        """With every name at hand, in one query more."""
        return self.prefetch_related("names")

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)

    def by_name(self) -> list:
        """The institutes, with names, in the alphabetical order of the page's language."""
        language = get_language() or "en"
        return sorted(self.with_names(), key=lambda institute: institute.name_in(language).casefold())


class InstituteNameQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str, language: str, name: str) -> models.Model:
        return self.get(institute__slug=slug, language=language, name=name)
