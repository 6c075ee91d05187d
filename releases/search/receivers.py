"""The search index follows the releases: what the models tell of texts and symbols is written to it."""

from collections.abc import Collection
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils import timezone

from releases.models import JointSymbol, Release, SearchIndex
from releases.models.signals import symbols_changed, texts_changed
from releases.search import index
from releases.search.analysis import ANALYSIS_VERSION


def connect(app: AppConfig) -> None:
    """From now on saved releases are found by their texts and symbols, in the same transaction."""
    # Django's signals and not save(): loaddata saves rows without calling it.
    post_save.connect(index_saved_release, sender=Release)
    post_save.connect(index_joint_symbol, sender=JointSymbol)
    post_delete.connect(index_joint_symbol, sender=JointSymbol)
    texts_changed.connect(index_texts)
    symbols_changed.connect(index_symbols)
    post_migrate.connect(keep_search_index, sender=app)


def index_saved_release(instance: Release, using: str, **_others: Any) -> None:
    """The text of a saved release can be found."""
    index_texts(pks=[instance.pk], using=using)


def index_joint_symbol(instance: JointSymbol, using: str, **_others: Any) -> None:
    """A release is found by the further symbols it has now."""
    index_symbols(pks=[instance.release_id], using=using)


def index_texts(*, pks: Collection[int], using: str, **_others: Any) -> None:
    """Releases whose entry the database took away, because their texts changed, have a new one."""
    index.write_missing(Release.objects.using(using), pks)


def index_symbols(*, pks: Collection[int], using: str, **_others: Any) -> None:
    """The entries of these releases are made anew, whether or not they had one."""
    index.write_anew(Release.objects.using(using), pks)


def keep_search_index(using: str, **_others: Any) -> None:
    """Receiver of `post_migrate`: the index follows the releases, also where a migration made their table anew.

    A new index, which is empty, is of the present version.
    """
    if index.TABLE not in connections[using].introspection.table_names():
        return
    index.install_triggers(connections[using])
    SearchIndex.objects.using(using).get_or_create(
        pk=1, defaults={"analysis_version": ANALYSIS_VERSION, "built_at": timezone.now()}
    )
