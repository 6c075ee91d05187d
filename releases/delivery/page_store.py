"""The answers that a process keeps, bounded in bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, Protocol

# Of the whole: what has been asked for only once may take this much, and one answer may be this large.
NEWCOMERS_SHARE = 4
LARGEST_SHARE = 16


class Sized(Protocol):
    @property
    def size(self) -> int:
        """How many bytes it takes, roughly and rather too many."""


class PageStore:
    """Answers by their keys, `most_bytes` in all; those that were not asked for the longest go first.

    An answer that was asked for only once may push out others like it, and none that was asked for again:
    a stranger who asks for a million addresses once each does not empty the store of what readers read.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.largest = most_bytes // LARGEST_SHARE
        self.bytes = 0
        self._newcomers: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._newcomers_bytes = 0
        self._regulars: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """What is kept under `key`, or None. To ask is what makes an answer stay."""
        with self._lock:
            entry = self._regulars.get(key)
            if entry is not None:
                self._regulars.move_to_end(key)
                return entry[0]
            entry = self._newcomers.pop(key, None)
            if entry is None:
                return None
            self._newcomers_bytes -= entry[1]
            self._regulars[key] = entry
            self._make_room()
            return entry[0]

    def put(self, key: Hashable, answer: Sized) -> None:
        """`answer` is kept under `key`, in the place of what was there; not if it is too large."""
        size = answer.size
        with self._lock:
            is_regular = key in self._regulars
            self._forget(key)
            if size > self.largest:
                return
            self.bytes += size
            if is_regular:
                self._regulars[key] = (answer, size)
            else:
                self._newcomers[key] = (answer, size)
                self._newcomers_bytes += size
            self._make_room()

    def clear(self) -> None:
        """Nothing is kept."""
        with self._lock:
            self._newcomers.clear()
            self._regulars.clear()
            self.bytes = self._newcomers_bytes = 0

    def __len__(self) -> int:
        return len(self._newcomers) + len(self._regulars)

    def _forget(self, key: Hashable) -> None:
        _answer, size = self._regulars.pop(key, (None, 0))
        self.bytes -= size
        _answer, size = self._newcomers.pop(key, (None, 0))
        self.bytes -= size
        self._newcomers_bytes -= size

    def _make_room(self) -> None:
        share = self.most_bytes // NEWCOMERS_SHARE
        while self._newcomers_bytes > share or (self.bytes > self.most_bytes and not self._regulars):
            self._forget(next(iter(self._newcomers)))
        # Regulars may take what newcomers leave free, and give it back when these need it.
        while self.bytes > self.most_bytes:
            self._forget(next(iter(self._regulars)))
