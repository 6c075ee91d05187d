"""The ways in which one body was typed: paragraphs, headings and items as the lines of each layout."""

import textwrap
from collections.abc import Callable

Part = tuple[str, str]
"""Kind and text of a block: paragraph, heading or list_item."""


def wrap(text: str, width: int, first: str = "", rest: str = "", *, two_blanks: bool = False) -> list[str]:
    if two_blanks:
        text = text.replace(". ", ".  ").replace("? ", "?  ")
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def with_blank_lines(parts: list[Part]) -> str:
    return "\n\n".join(text for _kind, text in parts)


def without_blank_lines(parts: list[Part]) -> str:
    return "\n".join(text for _kind, text in parts)


def headings_above(parts: list[Part]) -> str:
    """Blank lines between paragraphs, none between a heading and the paragraph below it."""
    typed = ""
    for kind, text in parts:
        typed += text + ("\n" if kind == "heading" else "\n\n")
    return typed


def wrapped(
    width: int, *, two_blanks: bool = False, margin: int = 0, above: bool = False
) -> Callable[[list[Part]], str]:
    def type_out(parts: list[Part]) -> str:
        typed = ""
        for kind, text in parts:
            hanging = "   " if kind == "list_item" else ""
            lines = wrap(text, width, rest=hanging, two_blanks=two_blanks)
            typed += "".join(" " * margin + line + "\n" for line in lines)
            typed += "" if above and kind == "heading" else "\n"
        return typed

    return type_out


def indented(width: int, *, gap: str = "") -> Callable[[list[Part]], str]:
    """First lines set in by five; headings and items at the margin."""

    def type_out(parts: list[Part]) -> str:
        typed = ""
        for kind, text in parts:
            first = " " * 5 if kind == "paragraph" else ""
            hanging = "   " if kind == "list_item" else ""
            typed += "\n".join(wrap(text, width, first, hanging)) + "\n" + gap
        return typed

    return type_out


def double_spaced(width: int) -> Callable[[list[Part]], str]:
    def type_out(parts: list[Part]) -> str:
        return "\n\n\n".join("\n\n".join(wrap(text, width)) for _kind, text in parts)

    return type_out


def justified(width: int) -> Callable[[list[Part]], str]:
    """Blanks put between the words so that all lines but the last of a paragraph are of one width."""

    def fill(line: str) -> str:
        words = line.split(" ")
        missing = width - len(line)
        gaps = len(words) - 1
        if not gaps or missing > 4 * gaps:
            return line
        each, more = divmod(missing, gaps)
        filled = words[0]
        for place, word in enumerate(words[1:]):
            filled += " " * (1 + each + (place < more)) + word
        return filled

    def type_out(parts: list[Part]) -> str:
        typed = ""
        for _kind, text in parts:
            lines = wrap(text, width)
            typed += "\n".join([*map(fill, lines[:-1]), lines[-1]]) + "\n\n"
        return typed

    return type_out


def paged(width: int, foot: str, *, length: int = 22) -> Callable[[list[Part]], str]:
    """Wrapped and typed on pages: after each page its foot and the head of the next, `{page}` the number of that.

    A page ends inside a sentence or with the short last line of a paragraph: where a full line ends with a sentence,
    nobody could tell whether the paragraph goes on.
    """

    def type_out(parts: list[Part]) -> str:
        lines = wrapped(width)(parts).rstrip("\n").split("\n")
        headings = {line for kind, text in parts if kind == "heading" for line in wrap(text, width)}
        typed = ""
        page, left = 1, length
        for line in lines[:-1]:
            typed += line + "\n"
            left -= 1
            is_clear = line[-1:] not in ".?!”;:" or len(line) < width - 20
            if left <= 0 and line and line not in headings and is_clear:
                page, left = page + 1, length
                typed += foot.format(page=page)
        return typed + lines[-1]

    return type_out


SYMBOL, DATE = "UNIS/CP/717", "8 May 1998"
LAYOUTS: dict[str, Callable[[list[Part]], str]] = {
    "blank lines": with_blank_lines,
    "one line each": without_blank_lines,
    "headings above": headings_above,
    **{f"wrapped at {width}": wrapped(width) for width in (60, 65, 72, 80)},
    "two blanks": wrapped(72, two_blanks=True),
    "margin": wrapped(70, margin=6),
    "wrapped, headings above": wrapped(72, above=True),
    "indented": indented(72),
    "indented, blank lines": indented(66, gap="\n"),
    "double-spaced": double_spaced(65),
    "justified": justified(70),
    "pages: more": paged(65, f"\n(more)\n\n- {{page}} -\n{SYMBOL}\n{DATE}\n\n"),
    "pages: form feed": paged(65, f"\n\f{{page}}                       Press Release {SYMBOL}\n\n"),
    "pages: slashes": paged(72, f"\n/...\n\n{SYMBOL}\nPage {{page}}\n\n"),
    "pages: number": paged(60, "\n- {page} -\n\n"),
}
