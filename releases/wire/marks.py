"""What a page or a Word file itself says of its lines: which of them are one block, and what that block is.

A line with a mark is joined with lines of the same block alone. Its kind is the page's word, and no text is guessed to
be anything else; a mark without a kind says where a block begins and ends, and leaves open what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from releases.wire.blocks import BlockKind


@dataclass(frozen=True, slots=True)
class Mark:
    """What a page says of one line: lines of one block have the same number `block`.

    PARAGRAPH says only that the line is no heading: a page writes contacts, notes and items with a typed bullet as
    paragraphs too. `cells` are those of the row of a table, empty ones included, as many in each row of one table;
    `is_head` says that they name the columns. `is_title`: the page has one heading of the highest rank, this one.
    """

    block: int
    kind: BlockKind | None = None
    cells: tuple[str, ...] = ()
    is_head: bool = False
    is_title: bool = False


Marks = Mapping[int, Mark]
"""Marks by the number of their line, from 1; the lines of a plain text have none."""

NO_MARKS: Marks = MappingProxyType({})

_SURE = frozenset({BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.NOTE})


def marked_kind(mark: Mark | None) -> BlockKind | None:
    """The kind that a page gives a line for certain: heading, item, row of a table, caption."""
    return mark.kind if mark is not None and mark.kind in _SURE else None


def is_no_heading(mark: Mark | None) -> bool:
    """Whether a page that marks its headings says that this line is none."""
    return mark is not None and mark.kind is not None and mark.kind is not BlockKind.HEADING


def goes_on_in_block(mark: Mark | None, following: Mark | None) -> bool:
    """Whether a line is one more of the same heading or item: what its page marks as one is not torn."""
    return (
        mark is not None
        and following is not None
        and mark.block == following.block
        and mark.kind is following.kind
        and mark.kind in {BlockKind.HEADING, BlockKind.LIST_ITEM}
    )


def are_one_block(mark: Mark | None, following: Mark | None) -> bool:
    """Whether two lines may belong together: those of one block, or two of which nothing is said."""
    if mark is None or following is None:
        return mark is following
    return mark.block == following.block
