"""Saved web pages as text: what a reader sees of them, and what they say of each line."""
