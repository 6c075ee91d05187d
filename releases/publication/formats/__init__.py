"""A release in the formats in which it leaves the building, a module for each."""
