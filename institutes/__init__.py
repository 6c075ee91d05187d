"""Institutes affiliated with the United Nations, and the names they have had.

`accounts/` is who may sign in at the desk, and how; `desk/` what every form of the desk does alike.
"""
