"""Who sits at the desk in the tests with a browser, and the clock on their wall."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.test import Client

MORNING = datetime(2005, 4, 21, 8, 0, tzinfo=UTC)


class Clock:
    """The clock of the site; it stands until it is moved."""

    def __init__(self):
        self.now = MORNING

    def __call__(self):
        return self.now

    def wait(self, **span):
        self.now += timedelta(**span)


def sign_in(context, address, user):
    """The user is signed in at the site of this address, in every page of the browser context from now on."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": address}
    context.add_cookies([cookie | {"httpOnly": True, "sameSite": "Lax"}])


class Person:
    """Somebody at the desk, whose clicks are counted."""

    def __init__(self, page, name):
        self.page, self.name, self.clicks, self.fields = page, name, 0, 0

    def click(self, name, role="button", **options):
        self.clicks += 1
        self.page.get_by_role(role, name=name, **options).first.click()

    def follow(self, name):
        self.click(name, role="link")

    def write(self, label, text):
        self.fields += 1
        self.page.get_by_label(label, exact=True).first.fill(text)

    def write_text(self, text):
        self.fields += 1
        self.page.locator(".tiptap").fill(text)

    @property
    def effort(self):
        return self.clicks, self.fields
