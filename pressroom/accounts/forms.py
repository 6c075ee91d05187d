"""The forms of the pages about accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.accounts import languages, passwords
from institutes.desk.day_field import DayField
from institutes.enums import AccountAction


def _password(label: Any, autocomplete: str, **options: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=passwords.LONGEST, widget=widget, **options)


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
        error_messages={"required": gettext_lazy("Give your user name.")},
    )
    password = _password(
        gettext_lazy("Password"),
        "current-password",
        error_messages={"required": gettext_lazy("Give your password.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Give the code.")},
    )


class ForgottenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("User name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Give your user name or your address.")},
    )


class NewPasswordForm(forms.Form):
    """A new password of `person`, typed twice and checked by the rules for passwords."""

    password = _password(gettext_lazy("New password"), "new-password")
    again = _password(gettext_lazy("New password, again"), "new-password")

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if "password" in cleaned and "again" in cleaned and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two do not agree."))
        elif "password" in cleaned:
            try:
                validate_password(cleaned["password"], self._person())
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def _person(self) -> Any:
        return self.person


class ChangePasswordForm(NewPasswordForm):
    field_order = ["old_password", "password", "again"]
    old_password = _password(gettext_lazy("Password until now"), "current-password")


class JoinForm(NewPasswordForm):
    """What a person who was invited fills in."""

    field_order = ["first_name", "last_name", "name", "password", "again"]
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150)
    name = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=150,
        validators=get_user_model()._meta.get_field("username").validators,
        help_text=gettext_lazy("With this you sign in; it may stay your address."),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = get_user_model().objects.filter(username__iexact=name).exclude(pk=self.person.pk)
        if others.exists():
            raise ValidationError(_("Somebody else has this user name; choose another."), code="taken")
        return name

    def _person(self) -> Any:
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        username = self.cleaned_data.get("name", "")
        return get_user_model()(username=username, email=self.person.email, **names)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the desk"),
        required=False,
        help_text=gettext_lazy("Pages and mails of the desk come in this language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [("", _("The one my browser asks for")), *languages.offered()]


class PasskeyForm(forms.Form):
    """The name of a new passkey, and what the browser says of it."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("So that you know it again: the telephone, computer or key it is in."),
        error_messages={"required": gettext_lazy("Give the passkey a name.")},
    )
    answer = forms.CharField(widget=forms.HiddenInput, required=False)
    state = forms.CharField(widget=forms.HiddenInput, required=False)


class GroupsField(forms.ModelMultipleChoiceField):
    """Groups by name, those of the press office in the language of the page."""

    def label_from_instance(self, group: Any) -> str:
        return _(group.name)


class GroupField(forms.ModelChoiceField):
    """One group, named as in `GroupsField`."""

    def label_from_instance(self, group: Any) -> str:
        return _(group.name)


def _group_field(groups: Sequence[Group]) -> Any:
    return GroupsField(
        label=_("Groups"),
        queryset=Group.objects.filter(pk__in=[group.pk for group in groups]).order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose a group: without one a person may do nothing at the desk.")},
    )


class GroupsForm(forms.Form):
    """The groups of a person, of those that whoever asks may give (`grantable`)."""

    def __init__(self, *args: Any, grantable: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"] = _group_field(grantable)


class InviteForm(GroupsForm):
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy("Give the address to which the invitation goes."),
            "invalid": gettext_lazy("This is not an e-mail address."),
        },
    )


class PeopleFilter(forms.Form):
    """What narrows the list of people."""

    STANDINGS = [
        ("", gettext_lazy("All")),
        ("active", gettext_lazy("active")),
        ("invited", gettext_lazy("invited")),
        ("locked", gettext_lazy("locked")),
        ("without", gettext_lazy("without a second factor")),
    ]
    q = forms.CharField(label=gettext_lazy("Name or address"), required=False, max_length=100)
    group = GroupField(label=gettext_lazy("Group"), queryset=Group.objects.order_by("name"), required=False)
    standing = forms.ChoiceField(label=gettext_lazy("Standing"), choices=STANDINGS, required=False)


class AuditFilter(forms.Form):
    """What narrows the log of accounts."""

    person = forms.CharField(label=gettext_lazy("Person"), required=False, max_length=150)
    what = forms.ChoiceField(
        label=gettext_lazy("What"),
        required=False,
        choices=[("", gettext_lazy("All")), *AccountAction.choices],
    )
    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("To"), required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
