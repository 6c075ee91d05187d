"""Write a release to standard output."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from institutes.enums import Language
from releases.models import Release
from releases.publication.formats.json import of_release
from releases.publication.formats.text import text_as_issued


class Command(BaseCommand):
    help = (
        "Writes a release: the text as issued, byte for byte, or the machine copy. The public edition where there "
        "is one, else the newest."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", metavar="REFERENCE", help="such as BKK/CP/14")
        parser.add_argument("--language", default="en", choices=Language.values)
        parser.add_argument("--format", default="txt", choices=["txt", "json"])

    def handle(self, *args: Any, **options: Any) -> None:
        release = _edition(options["reference"], options["language"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(of_release(release), ensure_ascii=False, indent=2))
            return
        content = text_as_issued(release).content
        # Bytes, not text: nothing may be added at the end and no character translated on the way.
        stream: Any = getattr(self.stdout, "_out", self.stdout)
        stream.flush()
        stream.buffer.write(content)
        stream.buffer.flush()


def _edition(reference: str, language: str) -> Release:
    editions = Release.objects.at_reference(reference).order_by("-edition")
    wanted = list(editions.filter(language=language))
    if not wanted:
        others = ", ".join(sorted({release.language for release in editions}))
        hint = f" There is it in: {others}." if others else ""
        raise CommandError(f"There is no release {reference} in the language {language}.{hint}")
    at = timezone.now()
    return next((release for release in wanted if release.is_public(at)), wanted[0])
