"""Mail to people: queued in the transaction of what it tells of, sent by a process of its own."""
