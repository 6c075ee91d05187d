"""A database that does not answer is status 503, when to try again, and a page in the language of the address."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SENTENCES = {
    "/en/": "The site cannot answer at the moment",
    "/fr/releases/BKK/CP/14/": "Le site ne peut pas répondre pour le moment",
    "/ar/releases/?q=okapi": "لا يستطيع الموقع الاستجابة في الوقت الحالي",
    "/symbol/BKK/CP/14": "The site cannot answer at the moment",
    "/admin/": "The site cannot answer at the moment",
}
ASK = """
import json, sys
from django.test import Client
from pressroom.wsgi import application
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "invented"
answers = {}
for address in json.loads(sys.argv[1]):
    response = client.get(address)
    answers[address] = [response.status_code, dict(response.headers), response.content.decode()]
print(json.dumps(answers))
"""


@pytest.mark.parametrize("url", ["sqlite:////nowhere/site.sqlite3", "postgres://nobody@127.0.0.1:1/site"])
def test_every_door_says_when_to_try_again(url):
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "SECRET_KEY": settings.SECRET_KEY}
    asked = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(list(SENTENCES))],
        cwd=settings.BASE_DIR,
        env=os.environ | environment | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(asked.stdout)

    for address, sentence in SENTENCES.items():
        status, headers, page = answers[address]
        assert (status, sentence in page) == (503, True), address
        assert (headers["Retry-After"], headers["Cache-Control"]) == ("30", "no-store"), address
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert f"Service Unavailable: {address.partition('?')[0]}" in asked.stderr, "It is in the log."
    assert answers["/ar/releases/?q=okapi"][1]["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in answers["/ar/releases/?q=okapi"][2]
