"""An account from its invitation to the end of its last session, in a browser with a passkey."""

import re

import pytest

from institutes.accounts import codes
from institutes.models import QueuedMail
from tests.browser import NO_PLAYWRIGHT

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "anna.katz@example.org"
THREE_WORDS = "three invented words"
BACKWARDS = re.compile(r"https?://testserver(/\S+)")


def test_from_the_invitation_to_signing_out_everywhere(browser, office, live_server, clock):
    """Invite, take up, app for codes, passkey, sign in with it alone, see the sessions, end them all."""
    chief = office("chief", "Chief editors")
    chief.page.goto("/admin/people/invite/")
    chief.write("E-mail address:", ADDRESS)
    chief.page.get_by_label("Press officers").check()
    chief.click("Invite")
    chief.page.get_by_text(f"An invitation goes to {ADDRESS}.").wait_for()
    (invitation,) = QueuedMail.objects.filter(to=ADDRESS)

    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(8000)
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(BACKWARDS.search(invitation.text)[1])
    for label, typed in {
        "First name:": "Anna",
        "Last name:": "Katz",
        "Username:": "anna",
        "New password:": THREE_WORDS,
        "New password, again:": THREE_WORDS,
    }.items():
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Your account").click()

    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("button", name="Add an app for codes").click()
    expect(page.locator("img")).not_to_have_js_property("naturalWidth", 0)
    assert page.locator("img").evaluate("image => image.naturalWidth") > 100
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Code:").fill(codes.code_at(secret, codes.step_at(clock.now)))
    page.get_by_role("button", name="Add the app").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()

    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options = device | {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name:").fill("My computer")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_text("The passkey is added.").wait_for()

    page.get_by_role("button", name="Log out").click()
    page.get_by_role("link", name="Log in again").click()
    clock.wait(minutes=1)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Your account").click()

    page.get_by_role("link", name="Where you are signed in").click()
    expect(page.locator("#content-main tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Sign out everywhere").click()
    page.get_by_text("You are signed out.").wait_for()
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert refused == []

    chief.page.goto("/admin/people/log/?person=anna")
    expect(chief.page.locator("#content-main tbody tr td:nth-child(2)")).to_have_text(
        [
            "signed out",
            "signed out everywhere",
            "signed in",
            "signed out",
            "second factor added",
            "second factor added",
            "signed in",
            "accepted the invitation",
        ]
    )
    context.close()
