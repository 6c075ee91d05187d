"""`manage.py rebuild_search`: the search index from nothing."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext
from tqdm import tqdm

from releases.models import Release
from releases.search.rebuild import Reindexing, UnfinishedError


class Command(BaseCommand):
    help = (
        "Builds the search index from nothing, while searches are answered by the old one. All of the new one "
        "is there at the end, or the old one still."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        releases = Release.objects.all()
        count = releases.count()
        with tqdm(total=count, unit=" releases", disable=not sys.stderr.isatty()) as progress:
            try:
                Reindexing(releases).build(count, progress.update)
            except UnfinishedError as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            ngettext("%(count)d release can be found.", "%(count)d releases can be found.", count)
            % {"count": count}
        )
