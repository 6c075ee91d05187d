"""The Nu Html Checker has nothing to say about any kind of public page.

It is a program in Java that no package of Python brings in a version of today: `VNU_JAR` names it.
"""

import os
import subprocess

import pytest

from tests.browser.test_accessibility import PAGES
from tests.factories import make_event, make_institute, make_public_release, make_withdrawn_release

pytestmark = [pytest.mark.vnu, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_document")]
MORE = [
    "/ru/releases/BKK/CP/99/",
    "/fr/releases/BKK/CP/9/",
    "/en/releases/BKK/CP/10/",
    "/zh-hans/releases/",
    "/en/events/",
]


def test_no_page_has_an_error(client, tmp_path):
    make_public_release(
        symbol="TEST/AR/1", language="ar", title="عنوان مخترع", institutes=(make_institute(),)
    )
    make_public_release(symbol="BKK/CP/9", events=(make_event(status="cancelled"),))
    make_withdrawn_release(symbol="BKK/CP/10")
    for number, address in enumerate([*PAGES, *MORE]):
        response = client.get(address)
        (tmp_path / f"{number:02}.html").write_bytes(f"<!-- {address} -->".encode() + response.content)

    checked = subprocess.run(
        ["java", "-jar", os.environ["VNU_JAR"], "--format", "gnu", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (checked.stdout + checked.stderr, checked.returncode) == ("", 0)
