"""A request as the site's own middleware hands it to views."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


class SiteRequest(HttpRequest):
    """A request that knows its one moment, and what its page may run. For annotations only: Django makes requests.

    `at` is the aware UTC instant at which it is answered; `csp_nonce` a word that makes the policy of the answer
    allow one inline script, made when it is first read.
    """

    at: datetime
    csp_nonce: SimpleLazyObject
