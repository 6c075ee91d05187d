"""A release in the formats in which others take it over, a module for each."""
