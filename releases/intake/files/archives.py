"""Archives (.zip) as they come: many of them are damaged."""

import zipfile
import zlib

DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError
)  # fmt: skip
"""What the standard library raises while it reads a damaged archive, or one packed in a way that it does not know."""
