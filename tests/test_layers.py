"""The order of the house: a room imports only from rooms above it in this list, and no file from a circle."""

import sys
from pathlib import Path

import pytest

from tests.house import ROOMS, arrows_up, circles, modules

BASE = Path(__file__).resolve().parent.parent
BESIDE_THE_ROOMS = {"__init__.py", "apps.py", "checks.py", "enums.py", "urls.py"}


@pytest.fixture(scope="module")
def house():
    return modules(BASE)


def test_nothing_is_imported_from_a_room_further_down(house):
    assert arrows_up(house) == []


def test_no_file_imports_itself_by_way_of_others(house):
    assert circles(house) == []


def test_releases_holds_its_rooms_and_nothing_else():
    inside = {path.name for path in (BASE / "releases").iterdir() if path.name != "__pycache__"}
    rooms = {room for floor in ROOMS for room in floor}

    assert inside == rooms | {"migrations"} | BESIDE_THE_ROOMS


def test_tests_mirror_the_rooms():
    folders = {path.name for path in (BASE / "tests/releases").iterdir() if path.is_dir()} - {"__pycache__"}
    loose = [path.name for path in (BASE / "tests/releases").glob("*.py") if path.name != "__init__.py"]
    rooms = {room for floor in ROOMS for room in floor if not room.endswith(".py")}

    assert (folders - rooms, loose) == (set(), [])


def test_the_text_format_needs_nothing_but_python(house):
    foreign = {
        (name, target)
        for name, module in house.items()
        if name.startswith("releases.wire")
        for target in module.imported
        if target.partition(".")[0] not in {"releases", *sys.stdlib_module_names}
    }

    assert foreign == set()


def test_there_are_no_drawers(house):
    drawers = {"utils", "helpers", "common", "misc"}

    assert [name for name in house if name.rpartition(".")[2] in drawers] == []
