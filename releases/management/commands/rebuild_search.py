"""`manage.py rebuild_search`: the search index from nothing."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.translation import ngettext
from tqdm import tqdm

from releases import bulk, index
from releases.analysis import ANALYSIS_VERSION
from releases.models import Release, SearchIndex

BATCH = 500


class Command(BaseCommand):
    help = "Builds the search index from nothing. All of it is there at the end, or the old one still."

    def handle(self, *args: Any, **options: Any) -> None:
        using = DEFAULT_DB_ALIAS
        releases = index.with_texts(Release.objects.using(using))
        count = releases.count()
        with (
            transaction.atomic(using=using),
            tqdm(total=count, unit=" releases", disable=not sys.stderr.isatty()) as progress,
        ):
            index.install(connections[using])
            index.empty(using)
            with index.loading(using):
                vendor = connections[using].vendor
                batches = ((vendor, batch) for batch in _batches(releases.iterator(chunk_size=BATCH)))
                for entries in bulk.spread(index.entries, batches, processes=bulk.processes_for(count)):
                    index.write_entries(entries, using)
                    progress.update(len(entries))
            SearchIndex.objects.using(using).update_or_create(
                pk=1, defaults={"analysis_version": ANALYSIS_VERSION, "built_at": datetime.now(UTC)}
            )
        index.settle(using)
        self.stdout.write(
            ngettext("%(count)d release can be found.", "%(count)d releases can be found.", count)
            % {"count": count}
        )


def _batches(releases: Iterator[Release]) -> Iterator[list[tuple[int, dict]]]:
    while some := list(islice(releases, BATCH)):
        yield [(release.pk, index.texts_of(release)) for release in some]
