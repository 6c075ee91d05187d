"""The import order of the house: nobody imports what stands above."""

import ast
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
APPS = ("institutes", "releases", "pressroom")

# The floors of one app, lowest first. A name is a module, or a package with all that is in it.
FLOORS = {
    "leaves, without models": """
        enums groups addresses names querysets prose archive gaps pages pictures ical wire environment roles wording
        analysis stopwords terms typed_dates query bulk index difference stations embargo seal changes prepared
        """,
    "models": "models",
    "what the system does": """
        symbols symbol_report address comparison links parts as_issued machine_copy workflow editions drafts moves
        turn previews completeness standing schedule chronicle directory register hits cards search listing
        passages checks reindexing catalogue recognition invention renditions facets
        suggestions merging wire.importer wire.sources
        """,
    "forms of it": "filters moments decisions forms serializers templatetags context middleware",
    "doors": "views feeds api sitemaps admin management apps lists desk dashboard admin_site",
    "addresses": "urls photo_urls logo_urls settings wsgi",
}


def modules():
    for app in APPS:
        for path in sorted((BASE / app).rglob("*.py")):
            name = ".".join(path.relative_to(BASE).with_suffix("").parts).removesuffix(".__init__")
            if ".migrations" not in name and ".formats" not in name:
                yield name, path


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def floor(name):
    """How high a module stands in its app; None for the package itself."""
    parts = name.split(".")[1:]
    for length in (2, 1):
        key = ".".join(parts[:length])
        for height, names in enumerate(FLOORS.values()):
            if len(parts) >= length and key in names.split():
                return height
    return None if not parts else -1


MODULES = dict(modules())
# The importer is where the text format meets the database.
MEETS_MODELS = {"releases.wire.importer"}


def test_every_module_has_its_floor():
    assert [name for name in MODULES if floor(name) == -1] == []


@pytest.mark.parametrize("name", MODULES)
def test_no_app_imports_a_higher_app(name):
    app = name.split(".")[0]
    higher = APPS[APPS.index(app) + 1 :]

    assert [target for target, _node in imports(MODULES[name]) if target.split(".")[0] in higher] == []


@pytest.mark.parametrize("name", [name for name in MODULES if floor(name) is not None])
def test_no_module_imports_a_higher_floor(name):
    lines = MODULES[name].read_text(encoding="utf-8").splitlines()
    offences = [
        target
        for target, node in imports(MODULES[name])
        if target in MODULES
        and target.split(".")[0] == name.split(".")[0]
        and (floor(target) or 0) > floor(name)
        and "noqa: PLC0415 - " not in lines[node.lineno - 1]
    ]

    assert offences == []


@pytest.mark.parametrize(
    "name", [name for name in MODULES if name.startswith("releases.wire") and name not in MEETS_MODELS]
)
def test_the_text_format_needs_nothing_but_python(name):
    foreign = {target.split(".")[0] for target, _node in imports(MODULES[name])} & {"django", "institutes"}
    outside = [
        target
        for target, _node in imports(MODULES[name])
        if target.startswith("releases.") and not target.startswith("releases.wire")
    ]

    assert (foreign, outside) == (set(), [])


@pytest.mark.parametrize("name", MODULES)
def test_no_drawers(name):
    assert name.rsplit(".", 1)[-1] not in {"utils", "helpers", "common", "misc"}
