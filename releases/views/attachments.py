"""The files that go out with releases."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from institutes.requests import SiteRequest
from releases.models import Attachment

CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})\Z")


@require_safe
def attachment(request: SiteRequest, token: str, name: str) -> HttpResponseBase:
    """A file, while an edition that has it is public; to staff who may see attachments always.

    Everyone else gets the answer of a name that does not exist.
    """
    named = Attachment.objects.filter(token=token, file_name=name)
    public = named.public(request.at).first()
    if public is not None:
        return file_answer(request, public, is_public=True)
    # The user is read for every reader alike, so that headers do not tell a private file from none.
    may_see = request.user.is_staff and request.user.has_perm("releases.view_attachment")
    private = named.first() if may_see else None
    if private is None:
        raise no_file()
    return file_answer(request, private, is_public=False)


def no_file() -> Http404:
    """One answer for a name that never was and a file that is not public."""
    return Http404(_("There is no file at this address."))


def file_answer(request: SiteRequest, stored: Attachment, *, is_public: bool) -> HttpResponseBase:
    """The file or the part of it that was asked for, to be saved and not opened in the page.

    Of what is not public no cache keeps a copy. Raises Http404 where the storage has lost the file.
    """
    etag = f'"{stored.sha256[:32]}"'
    file = stored.open()
    if file is None:
        raise no_file()
    asked = _part(request, stored.size, etag if is_public else None)
    response: HttpResponseBase
    if asked is None:
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    else:
        first, last = asked
        pieces = _bytes(file, first, last)
        # What is short is sent at once; of what is long only a piece is in memory at a time.
        is_short = last - first < CHUNK
        made: type = HttpResponse if is_short else StreamingHttpResponse
        response = made(b"".join(pieces) if is_short else pieces, content_type=stored.content_type)
        response.headers["Content-Length"] = str(last - first + 1)
        if last - first + 1 < stored.size:
            response.status_code = 206
            response.headers["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = content_disposition_header(True, stored.file_name) or ""  # noqa: FBT003
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Robots-Tag"] = "noindex"
    if not is_public:
        patch_cache_control(response, private=True, no_store=True, no_cache=True)
        return response
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    # What Django's types say of a streaming answer is too narrow.
    known: Any = response
    return get_conditional_response(request, etag=etag, response=known) or response


def _part(request: SiteRequest, size: int, etag: str | None) -> tuple[int, int] | None:
    """The first and last byte to send: all of them unless one range is asked for; None where it lies outside."""
    found = _RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    condition = request.headers.get("If-Range", etag)
    if found is None or not (found["first"] or found["last"]) or condition != etag:
        return 0, size - 1
    if not found["first"]:
        first, last = max(0, size - int(found["last"])), size - 1
        return (first, last) if int(found["last"]) else None
    first, last = int(found["first"]), min(int(found["last"] or size - 1), size - 1)
    if found["last"] and int(found["last"]) < first:
        return 0, size - 1
    return (first, last) if first < size else None


def _bytes(file: Any, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
