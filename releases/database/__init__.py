"""What the database does itself: triggers, the log of changes, bulk writing, statements made once."""
