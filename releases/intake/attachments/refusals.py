"""What is said of a file that cannot go out with a release."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("The file is empty; choose it again."),
    "wrong_type": _(
        "The file is no PDF, Word (.docx), Excel (.xlsx), CSV or MP3 file, whatever its name says; save it as one "
        "of these."
    ),
    "damaged": _("The file is damaged or incomplete; save it again and upload the new file."),
    "locked": _("The file is protected by a password; save it without protection and upload it again."),
    "macros": _("The file carries macros, which are programs; save it as .docx or .xlsx without macros."),
    "scripts": _("The PDF carries a script or starts a program when it is opened; print it to a new PDF."),
    "carries": _("The file carries other files inside it; save it without them, and attach those beside it."),
    "bomb": _("The file unpacks to far more than its size; save it again from the program that made it."),
}


def refused(code: str) -> ValidationError:
    """The error with the sentence of `code`."""
    return ValidationError(SENTENCES[code], code=code)
