"""What invented releases are made of, read from the files beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TOPICS = 10


@cache
def texts(language: str) -> dict[str, Any]:
    """The names, titles and sentences of a language, as its file has them."""
    return _read(FOLDER / "texts" / f"{language}.toml")


@cache
def catalogue() -> dict[str, Any]:
    """The invented institutes, events, series and contacts."""
    return _read(FOLDER / "catalogue.toml")


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
