"""A form that comes with the token of an earlier sign-in, or with none."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403. Whoever signed in again meanwhile, at the desk, can send the same form once more; nothing is lost.

    That is offered only for what a page of this site sent: a form that another site made up is refused with
    a sentence. A page that keeps what is typed gets the token that it needs now, if the same person is
    signed in whose page it is.
    """
    # A password is never written into a page; its form is short, and filled in anew.
    has_password = any("password" in name for name in request.POST)
    is_own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if has_password or not (is_own and request.user.is_authenticated and request.user.is_staff):
        return render(request, "403_csrf.html", {"is_own": is_own}, status=403)
    if request.headers.get("Accept") == "application/json":
        is_same_person = request.POST.get("user") == str(request.user.pk)
        return JsonResponse({"token": get_token(request)} if is_same_person else {}, status=403)
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_SENT_AGAIN
        for value in values
    ]
    context = admin.site.each_context(request) | {"sent": sent, "files": list(request.FILES)}
    response = render(request, "admin/sent_again.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response
