"""A file that was sent with a form which came back is kept, so that it need not be chosen again.

Kept for a day in the default storage, which no address serves, and for the person who sent it alone.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.forms import BaseForm
from django.utils.translation import gettext as _

from institutes.desk.forms import KeptFileField
from institutes.desk.requests import DeskRequest

FOLDER = "kept-uploads"
SUFFIX = "-kept"
"""What the name of a file's field has at its end where the form says which file is kept."""
SALT = "pressroom.kept-uploads"
LIFE = timedelta(days=1)
# None is larger than its field allows: larger ones are refused and not kept.
MOST_OF_ONE_PERSON = 12


def keep(user: Any, upload: UploadedFile) -> str:
    """`upload` is kept for `user`; what comes back names it. Beyond MOST_OF_ONE_PERSON the oldest is gone."""
    token = secrets.token_hex(16)
    upload.seek(0)
    default_storage.save(_path(user.pk, token), upload)
    upload.seek(0)
    _sweep(user.pk)
    return dumps([user.pk, token, upload.name], salt=SALT)


def kept(user: Any, sealed: str) -> UploadedFile | None:
    """The file that `sealed` names, or None where it is not kept, or not for `user`."""
    found = _read(user, sealed)
    if found is None:
        return None
    path, name = found
    try:
        with default_storage.open(path) as file:
            return SimpleUploadedFile(name, file.read())
    except FileNotFoundError:
        return None


def forget(user: Any, sealed: str) -> None:
    """The file is kept no longer."""
    stored = _read(user, sealed)
    if stored is not None:
        default_storage.delete(stored[0])


def put_back(request: DeskRequest) -> None:
    """Files that the form names, and that were not chosen anew, are among those that were sent."""
    data, files = request.POST, request.FILES
    # Where a form that was kept stands in for one that was sent, reading the files forgets the fields.
    request.POST = data
    for name, sealed in _named(data):
        upload = kept(request.user, sealed) if name not in files else None
        if upload is not None:
            files[name] = upload


def keep_what_is_right(request: DeskRequest, forms: Iterable[BaseForm]) -> dict[str, str]:
    """name of a field of the page → what names its kept file, for the files in `forms` that can be used.

    The help beside each field says so.
    """
    before = dict(_named(request.POST))
    uploads = {}
    for form in forms:
        for name in [name for name, field in form.fields.items() if isinstance(field, KeptFileField)]:
            key = form.add_prefix(name)
            upload = form.files.get(key)
            if upload is None or name in form.errors:
                continue
            is_the_same = (
                before.get(key) and getattr(kept(request.user, before[key]), "name", "") == upload.name
            )
            uploads[f"{key}{SUFFIX}"] = before[key] if is_the_same else keep(request.user, upload)
            said = _("%(file)s is kept: it need not be chosen again.") % {"file": upload.name}
            form[name].help_text = said
    return uploads


def forget_what_was_saved(request: DeskRequest) -> None:
    """The form was saved, and its files with it."""
    for _name, sealed in _named(request.POST):
        forget(request.user, sealed)


def _named(data: Any) -> Iterator[tuple[str, str]]:
    for name, sealed in data.items():
        if name.endswith(SUFFIX):
            yield name.removesuffix(SUFFIX), sealed


def _path(user_key: int, token: str) -> str:
    return f"{FOLDER}/{user_key}-{token}"


def _read(user: Any, sealed: str) -> tuple[str, str] | None:
    try:
        user_key, token, name = loads(sealed, salt=SALT, max_age=LIFE)
    except (BadSignature, ValueError, TypeError):
        return None
    return (_path(user_key, token), name) if user_key == user.pk else None


def _sweep(user_key: int) -> None:
    """Nothing is older than LIFE, and of one person no more than MOST_OF_ONE_PERSON are there."""
    paths = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    ages: list[tuple[datetime, str]] = sorted(
        (default_storage.get_modified_time(path), path) for path in paths
    )
    mine = [path for _age, path in ages if path.startswith(_path(user_key, ""))]
    newest = ages[-1][0]
    old = [path for age, path in ages if age < newest - LIFE]
    for path in {*old, *mine[:-MOST_OF_ONE_PERSON]}:
        default_storage.delete(path)
