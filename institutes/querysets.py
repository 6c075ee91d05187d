"""Institutes as sets."""

from django.db import models

from institutes.acceptance import AcceptedQuerySet


class InstituteQuerySet(AcceptedQuerySet):
    def with_names(self) -> "InstituteQuerySet":
        """With every name at hand, in one query more."""
        return self.prefetch_related("names")

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)


class InstituteNameQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str, language: str, name: str) -> models.Model:
        return self.get(institute__slug=slug, language=language, name=name)
