"""Names of pictures' folders."""

import secrets


def new_token() -> str:
    """A name for a picture's folder that nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)
