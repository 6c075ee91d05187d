"""Who sits at the desk in the tests with a browser, and the clock on their wall."""

from datetime import UTC, datetime, timedelta

MORNING = datetime(2005, 4, 21, 8, 0, tzinfo=UTC)


class Clock:
    """The clock of the site; it stands until it is moved."""

    def __init__(self):
        self.now = MORNING

    def __call__(self):
        return self.now

    def wait(self, **span):
        self.now += timedelta(**span)


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
