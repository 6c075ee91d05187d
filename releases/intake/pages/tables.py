"""Tables of saved pages and Word files: which of them hold figures, and their rows with every cell in its column."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from releases.intake.pages.blocks import MOST_CELLS, PageBlock, PageError

_MOST_COLUMNS = 100
_SHORT_CELL = 120
_LONG_CELL = 600
_LEAST_ROWS = 2


def too_many_cells() -> PageError:
    return PageError(
        f"The tables of this page have more than {MOST_CELLS} cells: no press release has so many."
    )


@dataclass(slots=True)
class Cell:
    """A cell with the blocks that stand in it; how many columns and rows it takes up."""

    blocks: list[PageBlock] = field(default_factory=list)
    is_head: bool = False
    columns: int = 1
    rows: int = 1
    holds_table: bool = False
    holds_heading: bool = False

    @property
    def text(self) -> str:
        """The words of the cell in one line."""
        return " ".join(line for block in self.blocks for line in block.shown() if line)

    @property
    def is_bold(self) -> bool:
        """Whether all words of the cell are bold, and there are some."""
        return bool(self.blocks) and all(block.is_bold for block in self.blocks)


@dataclass(slots=True)
class Row:
    cells: list[Cell] = field(default_factory=list)
    is_head: bool = False


@dataclass(slots=True)
class PageTable:
    """A table as it is read; `is_layout` says that the page itself calls it no table of data."""

    rows: list[Row] = field(default_factory=list)
    is_layout: bool = False
    has_caption: bool = False
    in_head: bool = False

    def blocks(self) -> list[PageBlock]:
        """Its rows, if it holds data; else what stands in its cells, short cells of one row in one line."""
        if self._is_data():
            return list(self._data_rows())
        return [block for row in self.rows for block in _laid_out(row)]

    def _is_data(self) -> bool:
        cells = [cell for row in self.rows for cell in row.cells]
        columns = max((sum(cell.columns for cell in row.cells) for row in self.rows), default=0)
        if self.is_layout or columns < 2 or any(cell.holds_table or cell.holds_heading for cell in cells):
            return False
        lengths = [len(cell.text) for cell in cells]
        largest = max(lengths)
        if largest > _LONG_CELL and 2 * largest > sum(lengths):
            return False
        if self.has_caption or any(cell.is_head for cell in cells) or any(row.is_head for row in self.rows):
            return True
        full = sum(sum(bool(cell.blocks) for cell in row.cells) > 1 for row in self.rows)
        return full >= _LEAST_ROWS and 2 * full >= sum(
            any(cell.blocks for cell in row.cells) for row in self.rows
        )

    def _data_rows(self) -> Iterator[PageBlock]:
        grid = list(self._grid())
        width = max(len(row) for row in grid)
        if width * len(grid) > MOST_CELLS:
            raise too_many_cells()
        heads = self._head_rows()
        for place, row in enumerate(grid):
            cells = [*row, *[None] * (width - len(row))]
            texts = tuple(cell.text if cell else "" for cell in cells)
            if any(texts):
                links = [link for cell in row if cell for block in cell.blocks for link in block.links]
                yield PageBlock(
                    "tr",
                    lines=[" | ".join(texts).strip()],
                    cells=texts,
                    is_head=place in heads,
                    links=[(0, words, address) for _line, words, address in links],
                )

    def _head_rows(self) -> set[int]:
        """The rows that name the columns: those the page says, else a first one that alone is all bold."""
        heads = set()
        for place, row in enumerate(self.rows):
            # A corner over the names of rows is often an empty `<td>`; one `<th>` beside an empty cell names its row.
            filled = [cell.is_head for cell in row.cells if cell.blocks]
            are_heads = len(filled) > 1 or all(cell.is_head for cell in row.cells)
            if row.is_head or (len(row.cells) > 1 and filled and all(filled) and are_heads):
                heads.add(place)
        if not heads and len(self.rows) > 1:
            bold = [all(cell.is_bold for cell in row.cells if cell.blocks) for row in self.rows]
            if bold[0] and any(cell.blocks for cell in self.rows[0].cells) and not all(bold):
                heads.add(0)
        return heads

    def _grid(self) -> Iterator[list[Cell | None]]:
        """The rows with a place for each column: what a cell takes up beside and below itself is empty."""
        below: dict[int, int] = {}
        for row in self.rows:
            places: list[Cell | None] = []
            for cell in row.cells:
                _pass_over(places, below)
                for place in range(min(cell.columns, max(1, _MOST_COLUMNS - len(places)))):
                    if cell.rows > 1:
                        below[len(places)] = cell.rows - 1
                    places.append(None if place else cell)
            _pass_over(places, below)
            yield places


def _pass_over(places: list[Cell | None], below: dict[int, int]) -> None:
    """Leaves the next columns empty as far as a cell of a row above reaches down into them."""
    while below.get(len(places), 0) > 0:
        below[len(places)] -= 1
        places.append(None)


def _laid_out(row: Row) -> list[PageBlock]:
    filled = [cell for cell in row.cells if cell.blocks]
    blocks = [block for cell in filled for block in cell.blocks]
    is_line = len(filled) > 1 and all(_is_short(cell) for cell in filled)
    if not is_line:
        return blocks
    links = [(0, words, address) for block in blocks for _line, words, address in block.links]
    return [PageBlock("div", lines=[" | ".join(cell.text for cell in filled)], links=links)]


def _is_short(cell: Cell) -> bool:
    lines = [line for block in cell.blocks for line in block.lines]
    return (
        len(lines) == 1 and len(lines[0]) <= _SHORT_CELL and not cell.holds_heading and not cell.holds_table
    )
