"""The settings of one installation: secure unless the environment relaxes them. See README."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from pressroom.editor import EXTENSIONS
from pressroom.environment import Environment, environment_file

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = Environment(environment_file(BASE_DIR))

SECRET_KEY = ENVIRONMENT.secret_key()
DEBUG = ENVIRONMENT.switch("DEBUG", default=False)
SITE_URL = ENVIRONMENT.site_url()
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts(SITE_URL)
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "pressroom.apps.PressroomConfig",
    "releases.apps.ReleasesConfig",
    "institutes.apps.InstitutesConfig",
    "pressroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "simple_history",
]

MIDDLEWARE = [
    "pressroom.middleware.moment",
    # Before all that it saves. What the others write into an answer is kept with it.
    "releases.delivery.page_cache.PageCacheMiddleware",
    "pressroom.middleware.content_security_policy",
    "pressroom.middleware.short_query",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pressroom.middleware.no_cache_by_default",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pressroom.accounts.open_session.desk_session",
    "pressroom.accounts.language.desk_language",
    "pressroom.site_at.site_at",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "pressroom.urls"
WSGI_APPLICATION = "pressroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pressroom.context.site",
            ],
            # Days, and the signs between words, are written alike everywhere: every template may write them.
            "builtins": ["pressroom.templatetags.days", "pressroom.templatetags.punctuation"],
        },
    },
    {
        "NAME": "rows",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "pressroom.row_templates.environment", "keep_trailing_newline": True},
    },
]

# Fields of forms are drawn by templates of this site too; Django's stand behind them.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": ENVIRONMENT.database(f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
# To open a database, SQLite too, costs more than to answer from it. A minute at most, so that a file put in
# the place of another is soon the one that is read.
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Readers go on while one writes, and a writer takes its lock at once: no "database is locked"
        # when a transaction that began by reading turns to writing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Each thread has a connection, and each connection these pages, a megabyte, besides those that are mapped:
        # four made nothing quicker at a hundred thousand releases, neither a release, a list nor a search.
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-1000;"
            "PRAGMA mmap_size=67108864;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # The statements of pages are planned by the server once in each connection, and not every time.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": ENVIRONMENT.cache()}
# What a process keeps of public pages, in bytes; where CACHE_URL is set, Redis as much again for all of them.
# None while the site is worked on: templates and code change under the pages.
PAGE_CACHE_BYTES = ENVIRONMENT.size("PAGE_CACHE_BYTES", default=0 if DEBUG else 16 * 1024 * 1024)
vars().update(ENVIRONMENT.email())
MAIL_SERVER = ENVIRONMENT.mail_server()
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from(SITE_URL)
# The authority outside that signs when the text of an edition was there, and whom its signatures lead to.
TIMESTAMP_URL = ENVIRONMENT.timestamp_url()
TIMESTAMP_CA_FILE = ENVIRONMENT.timestamp_ca_file(TIMESTAMP_URL)

LANGUAGE_CODE = "en"
# The six official languages of the United Nations, and German: the service in Vienna issues in it too.
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ru", _("Russian")),
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("de", _("German")),
]
OFFICIAL_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")
# Whose press releases these are, at the head of every page.
SITE_LOGO = ENVIRONMENT.site_logo()
SITE_OFFICE = ENVIRONMENT.site_office([code for code, _name in LANGUAGES])
# The desk is offered in languages into which all of it is translated: no page is in two.
DESK_LANGUAGES = OFFICIAL_LANGUAGES
LOCALE_PATHS = [BASE_DIR / "pressroom" / "locale"]
FORMAT_MODULE_PATH = ["pressroom.formats"]
TIME_ZONE = ENVIRONMENT.time_zone()
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
# What browsers ask for at fixed addresses without being told: /favicon.ico and the like.
WHITENOISE_ROOT = BASE_DIR / "pressroom" / "at_root"
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
STATIC_ROOT = ENVIRONMENT.folder("STATIC_ROOT", BASE_DIR / "static-collected")
MEDIA_ROOT = ENVIRONMENT.folder("MEDIA_ROOT", BASE_DIR / "media")
# Where the fonts are that card images are drawn with, or in folders below it.
FONTS_DIR = str(ENVIRONMENT.folder("FONTS_DIR", Path("/usr/share/fonts")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

DJANGO_PROSE_EDITOR_EXTENSIONS = EXTENSIONS

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"institutes.accounts.password_rules.{name}"}
    for name in ("LongEnough", "NotCommon", "NotTheName")
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Who signs in at the desk with a second factor: none, editors or all.
SECOND_FACTOR_REQUIRED = ENVIRONMENT.choice("SECOND_FACTOR_REQUIRED", ("none", "editors", "all"))
# A session at the desk ends when nobody has used it for so long, and in any case after so many hours.
SESSION_IDLE_MINUTES = ENVIRONMENT.count(
    "SESSION_IDLE_MINUTES", default=180, least=5, most=1440, of_what="minutes"
)
SESSION_HOURS = ENVIRONMENT.count("SESSION_HOURS", default=12, least=1, most=336, of_what="hours")
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
# How many proxies of our own stand in front, each of which adds to X-Forwarded-For whom it was asked by.
PROXY_COUNT = ENVIRONMENT.count("PROXY_COUNT", default=1 if HTTPS else 0, least=0, most=9, of_what="proxies")

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Entering the browsers' preload list binds the whole domain for years: its owner asks for that, not this site.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# The server speaks plain HTTP: under an https SITE_URL a proxy stands in front and says how the reader came.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pressroom.csrf.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "media-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# Of one document, table or sound file that goes out with a release, in bytes.
ATTACHMENT_MAX_BYTES = ENVIRONMENT.size("ATTACHMENT_MAX_BYTES", default=50 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A congress with three hundred new workshops, sent at once. What has more is answered by `errors.not_understood`.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_500
# Files chosen or dropped on the import page at once; an archive is one.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one_refusal_a_minute": {"()": "pressroom.logs.OneRefusalAMinute"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"filters": ["one_refusal_a_minute"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
