"""An installation says in one sentence what is wrong with its settings."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
GOOD = {"SECRET_KEY": "abcdefghij" * 5, "SITE_URL": "https://press.example.org"}
SHOW = (
    "from django.conf import settings as s; import json;"
    "print(json.dumps([s.DEBUG, s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS,"
    "s.SESSION_COOKIE_SECURE, s.TIME_ZONE]))"
)


def run(*command, **variables):
    """A fresh process with these variables, in a place without a `.env` of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": "pressroom.settings", "PRESSROOM_ENV_FILE": os.devnull}
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        cwd=BASE,
        env=kept | settings | variables,
        check=False,
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY is not set. Set it in the environment or in .env to a long random text,",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters; it needs at least 50 random ones."),
        (
            {"SITE_URL": ""},
            "SITE_URL is not set. Set it to the public address, such as https://press.example.org.",
        ),
        (
            {"SITE_URL": "press.example.org"},
            "SITE_URL is “press.example.org”; it must be http:// or https:// and a host",
        ),
        (
            {"SITE_URL": "https://a.org/press"},
            "SITE_URL is “https://a.org/press”; it must be http:// or https://",
        ),
        ({"DEBUG": "perhaps"}, "DEBUG is “perhaps”; set it to true or false."),
        (
            {"DATABASE_URL": "mysql://a/b"},
            "DATABASE_URL starts with “mysql”; it must be sqlite:///path or postgres://",
        ),
        (
            {"CACHE_URL": "memcached://a"},
            "CACHE_URL is “memcached://a”; it must be redis://host:port/number or left out.",
        ),
        ({"CACHE_URL": "redis://a:port/1"}, "CACHE_URL is “redis://a:port/1”; it must be redis://host:port/"),
        ({"CACHE_URL": "redis://a/first"}, "CACHE_URL is “redis://a/first”; it must be redis://host:port/"),
        ({"CACHE_URL": "redis:///1"}, "CACHE_URL is “redis:///1”; it must be redis://host:port/number"),
        (
            {"PAGE_CACHE_BYTES": "32M"},
            "PAGE_CACHE_BYTES is “32M”; give a whole number of bytes, 0 for none.",
        ),
        (
            {"TIME_ZONE": "Mars/Base"},
            "TIME_ZONE is “Mars/Base”; name a zone such as Asia/Bangkok or Europe/Vienna.",
        ),
        (
            {"TIMESTAMP_URL": "ftp://tsa.example.org"},
            "TIMESTAMP_URL is “ftp://tsa.example.org”; it must be the http:// or https:// address of a time-",
        ),
        (
            {"TIMESTAMP_URL": "http://[tsa"},
            "TIMESTAMP_URL is “http://[tsa”; it must be the http:// or https:// ",
        ),
        (
            {"TIMESTAMP_URL": "https://tsa.example.org"},
            "TIMESTAMP_CA_FILE is “”; with TIMESTAMP_URL it must be a",
        ),
        (
            {"TIMESTAMP_URL": "https://tsa.example.org", "TIMESTAMP_CA_FILE": "/nowhere.pem"},
            "TIMESTAMP_CA_FILE is “/nowhere.pem”; with TIMESTAMP_URL it must be a file with the root certificates",
        ),
        (
            {"EMAIL_URL": "pigeon://"},
            "EMAIL_URL must look like smtp+tls://user:password@host:587 or be left out.",
        ),
        (
            {"EMAIL_URL": "smtp+tls://:587"},
            "EMAIL_URL must look like smtp+tls://user:password@host:587 or be left out.",
        ),
        (
            {"EMAIL_FROM": "Press Service"},
            "EMAIL_FROM is “Press Service”; it must be an address such as press@example.org",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_setting_is_one_sentence(wrong, sentence):
    result = run("manage.py", "check", **GOOD | wrong)

    assert result.stderr.startswith(f"pressroom cannot start: {sentence}")
    assert len(result.stderr.splitlines()) == 1
    assert result.returncode != 0


def test_an_authority_without_the_library_is_one_sentence():
    without = "import importlib.util as u; found = u.find_spec; u.find_spec = lambda name, *more: "
    without += "None if name == 'rfc3161_client' else found(name, *more); import pressroom.wsgi"
    result = run("-c", without, **GOOD | {"TIMESTAMP_URL": "https://tsa.example.org"})

    assert result.stderr == (
        "pressroom cannot start: TIMESTAMP_URL is set, but the package that reads time stamps is not installed. "
        "Run `uv sync --extra timestamp`, or leave TIMESTAMP_URL out.\n"
    )


def test_a_server_with_a_wrong_setting_says_so_too():
    result = run("-c", "import pressroom.wsgi", **GOOD | {"SECRET_KEY": "short"})

    assert (
        result.stderr
        == "pressroom cannot start: SECRET_KEY has 5 characters; it needs at least 50 random ones.\n"
    )


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, '[false, ["press.example.org"], true, 31536000, true, "UTC"]'),
        (
            {"SITE_URL": "http://127.0.0.1:8000", "TIME_ZONE": "Asia/Bangkok"},
            '[false, ["127.0.0.1"], false, 0, false, "Asia/Bangkok"]',
        ),
        (
            {"DEBUG": "true", "ALLOWED_HOSTS": "a.org,b.org"},
            '[true, ["a.org", "b.org"], true, 31536000, true, "UTC"]',
        ),
    ],
)
def test_settings_are_secure_unless_the_environment_relaxes_them(variables, expected):
    result = run("-c", SHOW, **GOOD | variables)

    assert (result.stdout.strip(), result.stderr) == (expected, "")


def test_deployment_checks_pass():
    mail = {"EMAIL_URL": "smtp+tls://clerk:secret@mail.example.org:587"}
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **GOOD | mail)

    assert (result.returncode, result.stderr) == (0, "")


def test_a_fresh_environment_file_is_private_and_kept(tmp_path):
    from pressroom.environment import write_environment_file

    path = tmp_path / ".env"

    assert write_environment_file(path, given={}) is True
    written = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert write_environment_file(path, given={}) is False
    assert path.read_text() == written
    assert write_environment_file(tmp_path / "other", given={"SECRET_KEY": "s"}) is False


@pytest.mark.parametrize(
    ("arguments", "port"),
    [
        (["--port", "8046", "--no-server"], 8046),
        (["--no-server", "--port=8046"], 8046),
        (["--verbosity", "0"], 8000),
        (["--port"], 8000),
        (["--port", "70000"], 8000),
        (["--port", "٨٠"], 8000),
    ],
)
def test_a_fresh_environment_file_has_the_port_that_is_served(tmp_path, arguments, port):
    from pressroom.environment import local_port, write_environment_file

    path = tmp_path / ".env"

    write_environment_file(path, port=local_port(arguments), given={})

    assert path.read_text().splitlines()[1:] == [f"SITE_URL=http://127.0.0.1:{port}"]


def test_quickstart_on_another_port_writes_its_address(tmp_path):
    place = {
        "PRESSROOM_ENV_FILE": str(tmp_path / ".env"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DEBUG": "true",
    }

    result = run("manage.py", "quickstart", "--port", "8046", "--no-server", **place)

    assert (result.returncode, result.stderr) == (0, "")
    assert "SITE_URL=http://127.0.0.1:8046\n" in (tmp_path / ".env").read_text()


def test_a_dry_run_of_the_importer_needs_no_settings():
    result = run("manage.py", "import_releases", "--dry-run", "--json", "fixtures/BKK-CP-14.txt")

    assert '"reference": "BKK/CP/14"' in result.stdout
    assert result.returncode == 0


MAILER = (
    "from django.core import mail;"
    "mailer = mail.mailers['default'] if hasattr(mail, 'mailers') else mail.get_connection();"
    "names = ('host', 'port', 'username', 'password', 'use_tls', 'use_ssl');"
    "print(type(mailer).__module__.rpartition('.')[2], *(getattr(mailer, name, None) for name in names))"
)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "console None None None None None None"),
        (
            {"EMAIL_URL": "smtp+tls://clerk:secret@mail.example.org:587"},
            "smtp mail.example.org 587 clerk secret True False",
        ),
    ],
    ids=["left out", "a server"],
)
def test_mail_goes_where_the_environment_says(variables, expected):
    result = run("-W", "error", "-c", MAILER, **GOOD | variables)

    assert (result.stdout.strip(), result.stderr) == (expected, "")


SERVER = (
    "from django.conf import settings; server = settings.MAIL_SERVER;"
    "print(*server.values() if server else '-', settings.DEFAULT_FROM_EMAIL)"
)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"SITE_URL": "https://press.example.org"}, "- pressroom@press.example.org"),
        ({"SITE_URL": "http://127.0.0.1:8000"}, "- pressroom@localhost"),
        (
            {
                "EMAIL_URL": "smtp+tls://clerk:se%40cret@mail.example.org",
                "EMAIL_FROM": "Press <p@example.org>",
            },
            "mail.example.org 587 clerk se@cret starttls Press <p@example.org>",
        ),
        (
            {"EMAIL_URL": "smtp+ssl://mail.example.org", "EMAIL_FROM": "p@example.org"},
            "mail.example.org 465   tls p@example.org",
        ),
        (
            {"EMAIL_URL": "smtp://localhost:2525", "EMAIL_FROM": "p@example.org"},
            "localhost 2525    p@example.org",
        ),
    ],
)
def test_the_server_and_the_sender_are_what_the_environment_says(variables, expected):
    result = run("-c", f"import django; django.setup(); {SERVER}", **GOOD | variables)

    assert (result.stdout.strip(), result.stderr) == (expected, "")
