"""What the log of the server leaves out."""

import logging

from institutes.accounts.origin import origin_of

MINUTE = 60
TOO_MANY_REQUESTS = 429
MOST_NETWORKS = 10_000


class OneRefusalAMinute(logging.Filter):
    """Of the answers “too many requests” to one network, one a minute is a line, so that nobody fills the log.

    Each process counts for itself. Every other line stays.
    """

    def __init__(self) -> None:
        super().__init__()
        self.written_at: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) != TOO_MANY_REQUESTS or not hasattr(record, "request"):
            return True
        network = origin_of(record.request).network
        if record.created - self.written_at.get(network, record.created - MINUTE) < MINUTE:
            return False
        if len(self.written_at) >= MOST_NETWORKS:
            self.written_at.clear()
        self.written_at[network] = record.created
        return True
