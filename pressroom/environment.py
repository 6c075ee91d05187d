"""What the environment says about this installation; what is wrong is refused in one sentence."""

import os
import secrets
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import django
import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from pressroom.site_logo import NotALogoError, SiteLogo, read_logo

SHORTEST_SECRET = 50
LOCAL_PORT = 8000
SECONDS_FOR_CACHE = 0.5
# From this version of Django on, the single settings for mail are deprecated.
MAILERS_SINCE = (6, 1)
# Where the servers of a scheme listen unless EMAIL_URL names another port.
SMTP_PORTS = {"smtp": 25, "smtps": 587, "smtp+tls": 587, "smtp+ssl": 465}
MAILER_OPTIONS = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_FILE_PATH": "file_path",
}


def environment_file(base: Path) -> Path:
    """The file that settings are read from: `.env` in `base`, unless PRESSROOM_ENV_FILE names another."""
    return Path(os.environ.get("PRESSROOM_ENV_FILE") or base / ".env")


def local_port(arguments: Sequence[str]) -> int:
    """The port that `--port` names among the arguments of quickstart, LOCAL_PORT where it names none.

    What is no port is refused later, by the command itself.
    """
    parser = ArgumentParser(add_help=False)
    parser.add_argument("--port", nargs="?", default="")
    named = str(parser.parse_known_args(arguments)[0].port or "")
    is_port = named.isascii() and named.isdecimal() and len(named) < 6 and 1 <= int(named) <= 65535
    return int(named) if is_port else LOCAL_PORT


def write_environment_file(
    path: Path, *, port: int = LOCAL_PORT, given: Mapping[str, str] = os.environ
) -> bool:
    """A `.env` with a fresh secret and the address of `port` on this machine stands at `path`; one that is there is
    left as it is.

    Returns whether a file was written. Nothing is written when the environment, `given`, carries a SECRET_KEY.
    """
    if path.exists() or given.get("SECRET_KEY"):
        return False
    text = f"SECRET_KEY={secrets.token_urlsafe(48)}\nSITE_URL=http://127.0.0.1:{port}\n"
    # The secret signs sessions: nobody else on the machine may read it, not even for a moment.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return True


def _is_redis_url(url: str) -> bool:
    parts = urlsplit(url)
    try:
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    number = parts.path.strip("/")
    return parts.scheme in {"redis", "rediss"} and has_host and (not number or number.isdecimal())


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    # Nobody reads a name and password out of an address here.
    is_plain = not parts.username and not any(character.isspace() for character in url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and has_port and is_plain


class Environment:
    """The settings of one installation, from environment variables or the `.env` file beside manage.py.

    Every reader raises ImproperlyConfigured with a sentence that names the variable and says what to set.
    """

    def __init__(self, env_file: Path | None = None) -> None:
        self.env = environ.Env()
        if env_file is not None and env_file.is_file():
            self.env.read_env(str(env_file))

    def secret_key(self) -> str:
        """The secret that signs sessions and links: at least SHORTEST_SECRET characters."""
        key = self.env.str("SECRET_KEY", default="")
        if not key:
            raise ImproperlyConfigured(
                "SECRET_KEY is not set. Set it in the environment or in .env to a long random text, "
                "or run `uv run manage.py quickstart`, which writes one."
            )
        if len(key) < SHORTEST_SECRET:
            raise ImproperlyConfigured(
                f"SECRET_KEY has {len(key)} characters; it needs at least {SHORTEST_SECRET} random ones."
            )
        return key

    def switch(self, name: str, *, default: bool) -> bool:
        """A yes-or-no variable: true, yes, on, 1 or false, no, off, 0."""
        text = self.env.str(name, default="").strip().lower()
        if text in {"true", "yes", "on", "1"}:
            return True
        if text in {"false", "no", "off", "0"}:
            return False
        if text:
            raise ImproperlyConfigured(f"{name} is “{text}”; set it to true or false.")
        return default

    def site_url(self) -> str:
        """The public address of the site, `http://…` or `https://…`, without a path or final slash."""
        url = self.env.str("SITE_URL", default="").rstrip("/")
        if not url:
            raise ImproperlyConfigured(
                "SITE_URL is not set. Set it to the public address, such as https://press.example.org."
            )
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            raise ImproperlyConfigured(
                f"SITE_URL is “{url}”; it must be http:// or https:// and a host, without a path."
            )
        return url

    def site_logo(self) -> SiteLogo | None:
        """The logo at the head of every page, from the file that SITE_LOGO names; None where it is left out."""
        path = self.env.str("SITE_LOGO", default="").strip()
        if not path:
            return None
        try:
            return read_logo(Path(path))
        except NotALogoError as error:
            raise ImproperlyConfigured(
                f"SITE_LOGO is “{path}”, but {error}; name an SVG or PNG file, or leave it out."
            ) from error

    def site_office(self, languages: Sequence[str]) -> dict[str, str]:
        """The name of the office behind the site by language: in English alone, or `en=Name; fr=Nom`; often none."""
        text = self.env.str("SITE_OFFICE", default="").strip()
        if "=" not in text:
            return {"en": text} if text else {}
        names = {}
        for piece in filter(None, (piece.strip() for piece in text.split(";"))):
            language, sign, name = piece.partition("=")
            names[language.strip().lower()] = name.strip()
            if not sign or language.strip().lower() not in languages or not name.strip():
                raise ImproperlyConfigured(
                    f"SITE_OFFICE has “{piece}”; give a name, or one for each language: en=Name; fr=Nom."
                )
        if "en" not in names:
            raise ImproperlyConfigured("SITE_OFFICE has no name in English; add en=Name to it.")
        return names

    def allowed_hosts(self, site_url: str) -> list[str]:
        """The host names that are answered; the host of SITE_URL unless others are named."""
        return self.env.list("ALLOWED_HOSTS", default=[urlsplit(site_url).hostname])

    def database(self, default: str) -> dict:
        """Django's description of the database that DATABASE_URL names: SQLite or PostgreSQL."""
        url = self.env.str("DATABASE_URL", default="") or default
        scheme = urlsplit(url).scheme
        if scheme not in {"sqlite", "postgres", "postgresql"}:
            raise ImproperlyConfigured(
                f"DATABASE_URL starts with “{scheme}”; "
                "it must be sqlite:///path or postgres://user:password@host/name."
            )
        return self.env.db_url_config(url)

    def cache(self) -> dict:
        """Django's description of the cache that CACHE_URL names: in process unless it is `redis://host:port/n`."""
        url = self.env.str("CACHE_URL", default="")
        if not url:
            return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pressroom"}
        if not _is_redis_url(url):
            raise ImproperlyConfigured(
                f"CACHE_URL is “{url}”; it must be redis://host:port/number or left out."
            )
        if find_spec("redis") is None:
            raise ImproperlyConfigured(
                "CACHE_URL is set, but the package that speaks to Redis is not installed. "
                "Run `uv sync --extra redis`, or leave CACHE_URL out."
            )
        # Pages are made without the cache rather than late.
        patience = {"socket_connect_timeout": SECONDS_FOR_CACHE, "socket_timeout": SECONDS_FOR_CACHE}
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "OPTIONS": patience,
        }

    def size(self, name: str, *, default: int) -> int:
        """The number of bytes that variable `name` gives."""
        text = self.env.str(name, default="").strip()
        if not text:
            return default
        if not (text.isascii() and text.isdigit()):
            raise ImproperlyConfigured(f"{name} is “{text}”; give a whole number of bytes, 0 for none.")
        return int(text)

    def count(self, name: str, *, default: int, least: int, most: int, of_what: str) -> int:
        """The whole number that variable `name` gives, from `least` to `most`."""
        text = self.env.str(name, default="").strip()
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise ImproperlyConfigured(
                f"{name} is “{text}”; give a whole number of {of_what} from {least} to {most}."
            )
        return int(text)

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """Which of `choices` variable `name` names; the first of them when it is left out."""
        text = self.env.str(name, default="").strip().lower()
        if text and text not in choices:
            raise ImproperlyConfigured(f"{name} is “{text}”; set it to one of: {', '.join(choices)}.")
        return text or choices[0]

    def email(self) -> dict[str, Any]:
        """Django's mail settings from EMAIL_URL; mail is printed on the console when it is left out."""
        settings = self._email()
        return settings if django.VERSION < MAILERS_SINCE else {"MAILERS": {"default": _mailer(settings)}}

    def mail_server(self) -> dict[str, Any] | None:
        """The SMTP server of EMAIL_URL: `host`, `port`, `user`, `password`, and `security`; None where mail is printed.

        `security` is `starttls`, `tls` from the first byte on, or empty.
        """
        settings = self._email()
        if not settings["EMAIL_BACKEND"].endswith(".smtp.EmailBackend"):
            return None
        security = "tls" if "EMAIL_USE_SSL" in settings else ""
        return {
            "host": settings["EMAIL_HOST"],
            "port": settings["EMAIL_PORT"],
            "user": settings["EMAIL_HOST_USER"] or "",
            "password": settings["EMAIL_HOST_PASSWORD"] or "",
            "security": "starttls" if "EMAIL_USE_TLS" in settings else security,
        }

    def email_from(self, site_url: str) -> str:
        """The sender of all mail: an address, or a name with an address behind it; pressroom@ the site if left out."""
        host = urlsplit(site_url).hostname or ""
        is_name = "." in host and not host.replace(".", "").isdecimal()
        sender = (
            self.env.str("EMAIL_FROM", default="").strip() or f"pressroom@{host if is_name else 'localhost'}"
        )
        _name, address = parseaddr(sender)
        try:
            validate_email(address)
        except ValidationError:
            address = ""
        if not address or not sender.isprintable() or not sender.removesuffix(">").endswith(address):
            raise ImproperlyConfigured(
                f"EMAIL_FROM is “{sender}”; it must be an address such as press@example.org, "
                "or a name with one: Press Service <press@example.org>."
            )
        return sender

    def _email(self) -> dict[str, Any]:
        url = self.env.str("EMAIL_URL", default="") or "consolemail://"
        refusal = ImproperlyConfigured(
            "EMAIL_URL must look like smtp+tls://user:password@host:587 or be left out."
        )
        try:
            settings: dict[str, Any] = self.env.email_url_config(url)
        except (KeyError, ValueError, environ.ImproperlyConfigured) as error:
            raise refusal from error
        if settings["EMAIL_BACKEND"].endswith(".smtp.EmailBackend"):
            if not settings["EMAIL_HOST"]:
                raise refusal
            settings["EMAIL_PORT"] = settings["EMAIL_PORT"] or SMTP_PORTS[urlsplit(url).scheme]
        return settings

    def timestamp_url(self) -> str:
        """The address of the time-stamping authority (RFC 3161) that is asked; empty where none is."""
        url = self.env.str("TIMESTAMP_URL", default="").strip()
        if not url:
            return ""
        if not _is_web_address(url):
            raise ImproperlyConfigured(
                f"TIMESTAMP_URL is “{url}”; it must be the http:// or https:// address of a time-stamping "
                "authority, or left out."
            )
        if find_spec("rfc3161_client") is None:
            raise ImproperlyConfigured(
                "TIMESTAMP_URL is set, but the package that reads time stamps is not installed. "
                "Run `uv sync --extra timestamp`, or leave TIMESTAMP_URL out."
            )
        return url

    def timestamp_ca_file(self, timestamp_url: str) -> str:
        """The file with the root certificates of the authority; empty where none is asked."""
        path = self.env.str("TIMESTAMP_CA_FILE", default="").strip()
        if timestamp_url and not Path(path).is_file():
            raise ImproperlyConfigured(
                f"TIMESTAMP_CA_FILE is “{path}”; with TIMESTAMP_URL it must be a file with the root "
                "certificates of that authority, in PEM."
            )
        return path

    def time_zone(self) -> str:
        """The zone that dates and times are shown in, by its name in the tz database; UTC if left out."""
        zone = self.env.str("TIME_ZONE", default="") or "UTC"
        if zone not in available_timezones():
            raise ImproperlyConfigured(
                f"TIME_ZONE is “{zone}”; name a zone such as Asia/Bangkok or Europe/Vienna."
            )
        return zone

    def folder(self, name: str, default: Path) -> Path:
        """The folder that variable `name` gives; `default` when it is left out."""
        return Path(self.env.str(name, default="") or default)


def _mailer(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The single settings for mail as one of MAILERS."""
    options = {option: settings[name] for name, option in MAILER_OPTIONS.items() if settings.get(name)}
    return {"BACKEND": settings["EMAIL_BACKEND"], "OPTIONS": options}
