"""How days are written, in each language, and that nothing writes them another way."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import strip_tags
from django.utils.translation import override

from institutes import days
from institutes.desk.typed_days import read_day
from institutes.enums import DatePrecision
from releases.wire.dates import MONTHS, read_date

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans", "de")
BASE = Path(settings.BASE_DIR)
# What machines read, and the numbers of tables at the desk, with their zone.
FOR_MACHINES = {"c", "Y-m-d", "Y-m", "Y-m-d H:i", "Y-m-d H:i:s"}

DATES = "issued_on|starts_on|ends_on|founded_on|dateline_on|publish_at|withdrawn_at|made_at|uploaded_at"

WRITTEN = {
    "en": ("21 April 2005", "1 May 2005", "April 2005", "2005", "21 April", "April"),
    "fr": (
        "21\N{NO-BREAK SPACE}avril 2005",
        "1er\N{NO-BREAK SPACE}mai 2005",
        "avril 2005",
        "2005",
        "21\N{NO-BREAK SPACE}avril",
        "avril",
    ),
    "es": ("21 de abril de 2005", "1 de mayo de 2005", "abril de 2005", "2005", "21 de abril", "abril"),
    "ru": ("21 апреля 2005 года", "1 мая 2005 года", "апрель 2005 года", "2005", "21 апреля", "апрель"),
    "ar": (
        "21 نيسان/أبريل 2005",
        "1 أيار/مايو 2005",
        "نيسان/أبريل 2005",
        "2005",
        "21 نيسان/أبريل",
        "نيسان/أبريل",
    ),
    "zh-hans": ("2005年4月21日", "2005年5月1日", "2005年4月", "2005年", "4月21日", "4月"),
    "de": ("21. April 2005", "1. Mai 2005", "April 2005", "2005", "21. April", "April"),
}
EASTER = date(2005, 4, 21)

SPANS = {
    "en": ("18–25 April 2005", "29 April–8 May 1995", "27 December 2004–3 January 2005"),
    "fr": (
        "18-25\N{NO-BREAK SPACE}avril 2005",
        "29\N{NO-BREAK SPACE}avril-8\N{NO-BREAK SPACE}mai 1995",
        "27\N{NO-BREAK SPACE}décembre 2004-3\N{NO-BREAK SPACE}janvier 2005",
    ),
    "es": (
        "18 a 25 de abril de 2005",
        "29 de abril a 8 de mayo de 1995",
        "27 de diciembre de 2004 a 3 de enero de 2005",
    ),
    "ru": (
        "18–25 апреля 2005 года",
        "29 апреля – 8 мая 1995 года",
        "27 декабря 2004 года – 3 января 2005 года",
    ),
    "ar": (
        "18–25 نيسان/أبريل 2005",
        "29 نيسان/أبريل – 8 أيار/مايو 1995",
        "27 كانون الأول/ديسمبر 2004 – 3 كانون الثاني/يناير 2005",
    ),
    "zh-hans": ("2005年4月18日至25日", "1995年4月29日至5月8日", "2004年12月27日至2005年1月3日"),
    "de": (
        "18. bis 25. April 2005",
        "29. April bis 8. Mai 1995",
        "27. Dezember 2004 bis 3. Januar 2005",
    ),
}
ENDS = (
    (date(2005, 4, 18), date(2005, 4, 25)),
    (date(1995, 4, 29), date(1995, 5, 8)),
    (date(2004, 12, 27), date(2005, 1, 3)),
)
LONG_SPANS = {
    "en": ("April–May 2005", "December 2004–January 2005", "2004–2005"),
    "fr": ("avril-mai 2005", "décembre 2004-janvier 2005", "2004-2005"),
    "es": ("abril a mayo de 2005", "diciembre de 2004 a enero de 2005", "2004 a 2005"),
    "ru": ("апрель–май 2005 года", "декабрь 2004 года – январь 2005 года", "2004–2005 годы"),
    "ar": ("نيسان/أبريل–أيار/مايو 2005", "كانون الأول/ديسمبر 2004 – كانون الثاني/يناير 2005", "2004–2005"),
    "zh-hans": ("2005年4月至5月", "2004年12月至2005年1月", "2004年至2005年"),
    "de": ("April bis Mai 2005", "Dezember 2004 bis Januar 2005", "2004 bis 2005"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_a_month_and_a_year(language):
    with override(language):
        written = (
            days.day(EASTER),
            days.day(date(2005, 5, 1)),
            days.month(EASTER),
            days.year(EASTER),
            days.day_and_month(EASTER),
            days.month_name(EASTER),
        )

    assert written == WRITTEN[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans_say_what_their_ends_share_once(language):
    assert tuple(str(days.span(*ends, language=language)) for ends in ENDS) == SPANS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans_are_no_more_exact_than_their_source(language):
    written = (
        str(days.span(date(2005, 4, 1), date(2005, 5, 1), DatePrecision.MONTH, language)),
        str(days.span(date(2004, 12, 1), date(2005, 1, 1), DatePrecision.MONTH, language)),
        str(days.span(date(2004, 1, 1), date(2005, 1, 1), DatePrecision.YEAR, language)),
    )

    assert written == LONG_SPANS[language]


def test_a_span_of_one_day_month_or_year_is_that():
    assert days.span(EASTER, EASTER, language="en") == ("21 April 2005", "", "")
    assert str(days.span(date(2005, 4, 1), EASTER, "month", "en")) == "April 2005"
    assert str(days.span(date(2005, 1, 1), EASTER, "year", "ru")) == "2005"


def test_a_moment_names_its_zone():
    at = datetime(2005, 4, 21, 3, 0, tzinfo=UTC)

    assert days.moment(at, "en") == "21 April 2005, 03:00 UTC"
    assert days.moment(at.astimezone(ZoneInfo("Europe/Vienna")), "de") == "21. April 2005, 05:00 CEST"
    assert days.moment(at, "zh-hans") == "2005年4月21日 03:00 UTC"
    assert days.moment(at, "ar") == "21 نيسان/أبريل 2005، 03:00 UTC"


def test_a_language_without_a_rule_has_the_nearest():
    assert days.day(EASTER, "fr-ca") == days.day(EASTER, "fr")
    assert days.day(EASTER, "it") == "21 April 2005"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_understood_when_it_is_typed(language):
    for month in range(1, 13):
        for number in (1, 21):
            on = date(2005, month, number)
            assert read_day(days.day(on, language), date(2026, 1, 1)).day == on


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_releases_have_the_same_months(language):
    written = tuple(days.day(date(2005, month, 2), language) for month in range(1, 13))

    assert all(name in on for name, on in zip(MONTHS[language], written, strict=True))
    assert [read_date(on).month for on in written] == list(range(1, 13))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_django_writes_itself_is_written_alike(language):
    with override(language):
        for month in range(1, 13):
            on = date(2005, month, 21)
            assert formats.date_format(on, "DATE_FORMAT") == days.day(on)
            assert formats.date_format(on, "MONTH_DAY_FORMAT") == days.day_and_month(on)
            assert formats.date_format(on, "YEAR_MONTH_FORMAT").lower() == days.month(on).lower()


def test_templates_write_days_without_loading_anything():
    source = "{{ on|day }}; {{ on|month }}; {{ on|year }}; {{ nothing|day }}{{ on|dated:how }}"
    values = {"on": EASTER, "how": "month"}

    with override("en"):
        written = Template(source).render(Context(values))
        spans = Template("{% span on last as days %}{{ days }}|{{ days.last }}").render(
            Context(values | {"last": date(2005, 4, 25)})
        )

    with override("zh-hans"):
        place = render_to_string(
            "events/_when_and_where.html", {"first": EASTER, "last": date(2005, 4, 25), "place": "曼谷"}
        )
        alone = render_to_string(
            "events/_when_and_where.html", {"first": None, "last": None, "place": "曼谷"}
        )

    assert strip_tags(place).strip() == "2005年4月21日至25日，曼谷"
    assert alone.strip() == "曼谷"
    assert written == "21 April 2005; April 2005; 2005; April 2005"
    assert spans == "21–25 April 2005|25 April 2005"


def test_templates_of_rows_write_days_too():
    with override("ar"):
        assert engines["rows"].from_string("{{ on|day }}").render({"on": EASTER}) == "21 نيسان/أبريل 2005"


def test_templates_have_the_time_of_the_site_unless_told(settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    values = {"at": datetime(2005, 4, 20, 20, 0, tzinfo=UTC)}

    with override("en"):
        written = Template("{% load tz %}{{ at|day }}; {{ at|utc|moment }}").render(Context(values))

    assert written == "21 April 2005; 20 April 2005, 20:00 UTC"


def test_no_template_writes_a_day_another_way():
    written = {
        (path.relative_to(BASE).as_posix(), found)
        for path in (BASE / "templates").rglob("*.*")
        for found in re.findall(r'\|date:"([^"]+)"', path.read_text())
        if found not in FOR_MACHINES
    }
    bare = {
        (path.relative_to(BASE).as_posix(), found)
        for path in (BASE / "templates").rglob("*.*")
        for found in re.findall(rf"(?<![\"-])\{{\{{ ?[\w.]+\.(?:{DATES}) ?\}}\}}", path.read_text())
    }

    assert sorted(written) == []
    assert sorted(bare) == []


def _writing(path):
    """What in a module writes dates by Django's formats or by names of months."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from (name.name for name in node.names if name.name in {"date_format", "dateformat"})
        elif isinstance(node, ast.Attribute) and node.attr in {"date_format", "dateformat"}:
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(
                r"^(?:SHORT_)?(?:DATE|DATETIME|YEAR_MONTH|MONTH_DAY)_FORMAT$|%[BbAa]\b", node.value
            )


def test_no_module_writes_a_day_another_way():
    writing = {
        path.relative_to(BASE).as_posix()
        for folder in ("institutes", "releases", "pressroom")
        for path in (BASE / folder).rglob("*.py")
        if "migrations" not in path.parts and list(_writing(path))
    }

    # The other looks for a day in what was printed.
    assert writing == {"institutes/days.py", "releases/editorial/guesses.py"}


@pytest.mark.parametrize(
    ("precision", "written"), [("day", "2005-04-21"), ("month", "2005-04"), ("year", "2005")]
)
def test_machines_read_dates_as_exact_as_they_are(precision, written):
    assert days.machine_date(date(2005, 4, 21), precision) == written
