"""The header of a release: what is printed above its text, piece by piece."""
