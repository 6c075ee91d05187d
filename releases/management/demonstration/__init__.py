"""Two hundred invented releases that show what the site can do, each marked as invented in its row.

What they say is in `texts/`, a file for each language, and in `catalogue.toml`. The same moment gives the same
releases on every machine.
"""
