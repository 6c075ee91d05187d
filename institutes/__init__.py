"""Institutes affiliated with the United Nations, and the names they have had."""
