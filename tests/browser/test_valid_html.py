"""The Nu Html Checker has nothing to say about any kind of public page.

It is a program in Java that no package of Python brings in a version of today: `VNU_JAR` names it.
"""

import os
import subprocess

import pytest

from tests.browser.public_pages import KINDS, LANGUAGES, address_of, fill

pytestmark = [pytest.mark.vnu, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_document")]


def test_no_page_has_an_error(client, tmp_path):
    fill()
    for language in LANGUAGES:
        for number, kind in enumerate(KINDS):
            address = address_of(kind, language)
            response = client.get(address, headers={"accept-language": language})
            page = f"<!-- {address} -->".encode() + response.content
            (tmp_path / f"{language}-{number:02}.html").write_bytes(page)

    checked = subprocess.run(
        ["java", "-jar", os.environ["VNU_JAR"], "--format", "gnu", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (checked.stdout + checked.stderr, checked.returncode) == ("", 0)
