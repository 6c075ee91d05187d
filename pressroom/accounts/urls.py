"""The addresses of the pages about accounts, below /admin/."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path, re_path

from pressroom.accounts import account, audit, links, mail, people, second_factor, sign_in

TOKEN = r"(?P<token>[\w-]{1,100})/\Z"  # noqa: S105 - where it stands in an address


def desk_urls(site: AdminSite) -> list[URLPattern]:
    """What `site` answers beside the pages of its models."""
    view = site.admin_view
    return [
        path("login/", sign_in.page, name="login"),
        path("login/second/", sign_in.second_step, name="second_step"),
        path("login/passkey/", sign_in.passkey_sign_in, name="passkey_sign_in"),
        path("login/passkey/question/", sign_in.passkey_question, name="passkey_question"),
        path("login/forgotten/", links.forgotten, name="forgotten"),
        re_path(rf"^login/new-password/{TOKEN}", links.new_password, name="new_password"),
        re_path(rf"^login/invitation/{TOKEN}", links.invitation, name="invitation"),
        path("password_change/", view(account.password), name="password_change"),
        path("account/", view(account.account), name="account"),
        path("account/mail/", view(mail.choices), name="account_mail"),
        path("account/sessions/", view(account.open_sessions), name="sessions"),
        path("account/second-factor/", view(second_factor.overview), name="second_factor"),
        path("account/second-factor/app/", view(second_factor.add_app), name="add_app"),
        path("account/second-factor/app/code.svg", view(second_factor.qr_code), name="qr_code"),
        path("account/second-factor/passkey/", view(second_factor.add_passkey), name="add_passkey"),
        path(
            "account/second-factor/passkey/question/",
            view(second_factor.passkey_question),
            name="new_passkey_question",
        ),
        path("people/", view(people.listing), name="people"),
        path("people/invite/", view(people.invite), name="invite"),
        path("people/log/", view(audit.log), name="log_of_accounts"),
        path("people/<int:key>/", view(people.person_page), name="person"),
    ]
