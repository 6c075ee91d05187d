"""Blocks: what the body of a release is made of."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of the body is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    NOTE = "note"
    CONTACT = "contact"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body; `text` has its line ends joined and is otherwise as printed.

    The row of a table has its `cells`, empty ones included, and `is_head` where they name the columns. `shown_as` is
    what a block of an annex looks like, which is no part of the body.
    """

    kind: BlockKind
    text: str
    line: int
    cells: tuple[str, ...] = ()
    is_head: bool = False
    shown_as: BlockKind | None = None
