"""What migrations need besides Django's own operations, as it was when each was written; never changed."""
