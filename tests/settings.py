"""The settings of the tests: those of the product, with the few things that would slow or spoil tests."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("SITE_URL", "http://testserver")

from pressroom.settings import *  # noqa: F403 - the environment has to be there before they are read

SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

# Tests that run at the same time have a database of Redis each, as they have one of PostgreSQL.
if "redis" in CACHES["default"]["BACKEND"]:  # noqa: F405
    server, _slash, number = CACHES["default"]["LOCATION"].rpartition("/")  # noqa: F405
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{server}/{int(number) + worker}"  # noqa: F405

# A commit of a test need not outlive the machine: it does not wait for the disk.
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"  # noqa: F405
else:
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
