"""The order of the house: a room imports only from rooms above it in this list, and no file from a circle."""

import sys
from pathlib import Path

import pytest

from tests.house import APPS, ROOMS, Module, arrows_up, circles, modules, room

BASE = Path(__file__).resolve().parent.parent
BESIDE_THE_ROOMS = {"__init__.py", "apps.py", "checks.py", "enums.py", "urls.py"}


@pytest.fixture(scope="module")
def house():
    return modules(BASE)


def test_nothing_is_imported_from_a_room_further_down(house):
    assert arrows_up(house) == []


@pytest.mark.parametrize(
    ("importing", "imported", "is_allowed"),
    [
        ("releases.wire.parser", "releases.database.bulk", False),
        ("releases.database.bulk", "releases.wire.parser", True),
        ("releases.editorial.workflow", "releases.search.query", False),
        ("releases.search.query", "releases.editorial.workflow", False),
        ("releases.listing.filters", "releases.search.query", True),
        ("releases.search.query", "releases.listing.filters", False),
        ("releases.models.release", "releases.urls", False),
        ("institutes.models.institute", "releases.enums", False),
        ("releases.enums", "institutes.enums", True),
        ("releases.enums", "pressroom.settings", False),
        ("institutes.pictures.files", "institutes.desk.lists", False),
        ("institutes.desk.lists", "institutes.pictures.files", True),
        ("institutes.models.logo", "institutes.enums", True),
        ("releases.publication.formats.text", "releases.publication.lookup", False),
        ("releases.publication.lookup", "releases.publication.formats.text", True),
        ("releases.wire.lines", "releases.wire.header.title", False),
        ("releases.wire.header.end", "releases.wire.body.paragraphs", False),
        ("releases.wire.body.pages", "releases.wire.header.recognisers", True),
        ("releases.wire.parser", "releases.wire.body.reader", True),
        ("releases.intake.pages.reader", "releases.intake.files.sources", False),
        ("releases.intake.importer", "releases.intake.files.sources", True),
        ("releases.urls", "releases.views.detail", True),
    ],
)
def test_the_order_is_what_it_says(importing, imported, is_allowed):
    house = {importing: Module(Path("importing.py"), {imported: 7}), imported: Module(Path("imported.py"))}

    assert arrows_up(house) == ([] if is_allowed else [f"importing.py:7 ({importing}) imports {imported}"])


def test_an_import_counts_wherever_it_stands(tmp_path):
    for app in APPS:
        (tmp_path / app).mkdir()
    (tmp_path / "releases/enums.py").write_text(
        "if True:\n    def late():\n        from pressroom import site\n"
        "        import_module('pressroom.late')\n"
    )
    for name in ("site", "late"):
        (tmp_path / f"pressroom/{name}.py").touch()

    assert arrows_up(modules(tmp_path)) == [
        "enums.py:3 (releases.enums) imports pressroom.site",
        "enums.py:4 (releases.enums) imports pressroom.late",
    ]


def test_sets_of_keys_are_handled_by_lists_and_searches_only(house):
    rooms = {
        room(name)
        for name, module in house.items()
        if any(target.startswith("pyroaring") for target in module.imported)
    }

    assert rooms == {"listing", "search"}


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


@pytest.mark.parametrize("place", ["wire", "intake"])
def test_tests_mirror_the_packages_of_the_text_format_and_of_the_import(place):
    inside, tested = (
        {path.parent.name for path in (BASE / base / place).glob("*/__init__.py")}
        for base in ("releases", "tests/releases")
    )

    assert inside == tested


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


def test_only_lists_and_the_search_know_that_sets_of_keys_are_bitmaps(house):
    knowing = {room(name) for name, module in house.items() if "pyroaring.BitMap" in module.imported}

    assert knowing == {"listing", "search"}
