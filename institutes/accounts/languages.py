"""The language in which the desk speaks to one person."""

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from institutes.desk.requests import DeskRequest
from institutes.enums import Language
from institutes.models import Preferences

# Kept with the session, so that no page of the desk asks the database for it.
IN_SESSION = "desk_language"


def offered() -> list[tuple[str, str]]:
    """Code and own name of each language that the desk is offered in."""
    return [(code, Language(code).label) for code in settings.DESK_LANGUAGES]


def language_for(request: HttpRequest) -> str:
    """What the person chose; else what their browser asks for, if the desk is offered in it; else English."""
    session = getattr(request, "session", {})
    chosen: str = session.get(IN_SESSION, "") or get_language_from_request(request)
    return chosen if chosen in settings.DESK_LANGUAGES else settings.LANGUAGE_CODE


def language_of(user: Any) -> str:
    """The language in which to write to `user`: what they chose, else English."""
    chosen: str = Preferences.objects.of(user).language
    return chosen if chosen in settings.DESK_LANGUAGES else settings.LANGUAGE_CODE


def choose(request: DeskRequest, language: str) -> None:
    """The desk speaks `language` to whoever sent `request` from now on; empty leaves it to the browser.

    Other sessions of the same person follow when they sign in the next time.
    """
    Preferences.objects.update_or_create(user=request.user, defaults={"language": language})
    request.session[IN_SESSION] = language


def _remember(request: HttpRequest, user: Any, **_others: Any) -> None:
    request.session[IN_SESSION] = Preferences.objects.of(user).language


def watch() -> None:
    """Every session knows from its beginning which language its person chose."""
    user_logged_in.connect(_remember, dispatch_uid="desk_language")
