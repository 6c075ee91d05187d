"""`manage.py rebuild_search`: the search index from nothing."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from tqdm import tqdm

from releases import index
from releases.analysis import ANALYSIS_VERSION
from releases.models import Release, SearchIndex

BATCH = 1000


class Command(BaseCommand):
    help = "Builds the search index from nothing. Searches go on with the old one until the new one is there."

    def handle(self, *args: Any, **options: Any) -> None:
        using = DEFAULT_DB_ALIAS
        releases = index.with_texts(Release.objects.using(using))
        with (
            transaction.atomic(using=using),
            tqdm(total=releases.count(), unit=" releases", disable=not sys.stderr.isatty()) as progress,
        ):
            index.install(connections[using])
            index.empty(using)
            for some in _batches(releases.iterator(chunk_size=BATCH)):
                index.write(some, using)
                progress.update(len(some))
            SearchIndex.objects.using(using).update_or_create(
                pk=1, defaults={"analysis_version": ANALYSIS_VERSION, "built_at": datetime.now(UTC)}
            )
        index.settle(using)
        self.stdout.write(f"{progress.total} releases can be found.")


def _batches(releases: Iterator[Release]) -> Iterator[list[Release]]:
    while some := list(islice(releases, BATCH)):
        yield some
