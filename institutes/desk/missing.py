"""What the desk answers where an address names something that is not there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from institutes.desk.requests import DeskRequest


def not_there(request: DeskRequest, opts: Any, key: str) -> HttpResponse:
    """To the first page of the desk, which says that there is no such row, or no longer."""
    sentence = _("There is no %(kind)s with the number %(key)s. It may have been deleted.")
    messages.warning(request, sentence % {"kind": opts.verbose_name, "key": key[:20]})
    return redirect("admin:index")
