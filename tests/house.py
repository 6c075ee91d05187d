"""The house drawn from its imports: `uv run python -m tests.house` prints rooms, arrows up and circles.

An import counts wherever it stands, in a function or under a condition as well, and so does a module that is
named to `import_module` or `import_string`.
"""

import ast
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

APPS = ("institutes", "releases", "pressroom")
# The rooms of `releases/`, floor by floor. A room imports from floors above its own, and where two stand on
# one floor, only the later may know the earlier, and only where MAY_KNOW says so.
ROOMS = (
    ("enums.py", "wire"),
    ("database",),
    ("models",),
    ("editorial", "search"),
    ("listing", "intake"),
    ("publication", "templatetags"),
    ("delivery", "views"),
    ("admin", "management"),
    ("urls.py", "apps.py", "checks.py"),
)
# Packages and modules inside an app or a room, in the same way; "" stands for the other files beside them where they
# have a place.
INSIDE = {
    "institutes": ("pictures", "models", "mail", "catalogue", "desk", "accounts"),
    "releases.publication": ("formats", ""),
    "releases.wire": ("", "tables", "header", "body", "parser", "several"),
    "releases.intake": ("addresses", "left_out", "pages", "files", "attachments", ""),
}
MAY_KNOW = {("urls.py", "views"), ("apps.py", "checks.py")}


@dataclass
class Module:
    """A file of the product: what it imports, each name with the line on which it does."""

    path: Path
    imported: dict[str, int] = field(default_factory=dict)


def modules(base: Path) -> dict[str, Module]:
    """Every module of the product by its dotted name, migrations left out."""
    house = {}
    for app in APPS:
        for path in sorted((base / app).rglob("*.py")):
            name = ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")
            if ".migrations" not in name:
                house[name] = Module(path)
    for module in house.values():
        for target, line in _imports(module.path):
            module.imported.setdefault(_known(target, house), line)
    return house


def room(name: str) -> str:
    """The room of a module: its package below `releases`, or its file where it stands beside the rooms."""
    _app, _dot, rest = name.partition(".")
    first = rest.partition(".")[0]
    is_file = any(f"{first}.py" in floor for floor in ROOMS)
    return f"{first}.py" if is_file else first


def arrows_up(house: dict[str, Module]) -> list[str]:
    """Imports that run against the order of apps or of rooms, each as `file:line imports module`."""
    return [
        f"{module.path.name}:{line} ({name}) imports {target}"
        for name, module in house.items()
        for target, line in module.imported.items()
        if target in house and _is_against_the_order(name, target)
    ]


def circles(house: dict[str, Module]) -> list[str]:
    """A circle of files, as the names along it; nothing where there is none."""
    graph = {
        name: {target for target in module.imported if target in house and target != name}
        for name, module in house.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def floor_of(name: str) -> int:
    """How far down the list of rooms a room stands, from 0."""
    return next(number for number, floor in enumerate(ROOMS) if name in floor)


def _is_against_the_order(name: str, target: str) -> bool:
    app, other = name.partition(".")[0], target.partition(".")[0]
    if app != other:
        return APPS.index(other) > APPS.index(app)
    if any(_is_against_the_order_inside(place, name, target) for place in INSIDE):
        return True
    if app != "releases" or "." not in name:
        return False
    here, there = room(name), room(target)
    if here == there or (here, there) in MAY_KNOW or not there:
        return False
    return floor_of(there) >= floor_of(here)


def _is_against_the_order_inside(place: str, name: str, target: str) -> bool:
    if not (name.startswith(f"{place}.") and target.startswith(f"{place}.")):
        return False
    packages = INSIDE[place]
    here, there = (full.removeprefix(f"{place}.").partition(".")[0] for full in (name, target))
    here, there = (package if package in packages else "" for package in (here, there))
    return here in packages and there in packages and packages.index(there) > packages.index(here)


def _imports(path: Path) -> list[tuple[str, int]]:
    imports = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imports += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imports += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
        elif isinstance(node, ast.Call) and _names_a_module(node):
            imports.append((node.args[0].value, node.lineno))
    return imports


def _names_a_module(call: ast.Call) -> bool:
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    is_loader = function in {"import_module", "import_string", "__import__"}
    return is_loader and bool(call.args) and isinstance(call.args[0], ast.Constant)


def _known(target: str, house: dict[str, Module]) -> str:
    """The module of the house that a dotted name comes from: a class stands in its module."""
    name = target
    while name:
        if name in house:
            return name
        name = name.rpartition(".")[0]
    return target


def draw(base: Path) -> str:
    """Apps and rooms with their files and lines, migrations left out, then what runs against the order."""
    house = modules(base)
    lines = [_line("", app, [house[name] for name in house if _app(name) == app]) for app in APPS]
    for number, floor in enumerate(ROOMS, 1):
        for name in floor:
            inside = [house[key] for key in house if _app(key) == "releases" and room(key) == name]
            lines.append(_line(str(number), name.removesuffix(".py"), inside))
    lines.append(_line("", "all", list(house.values())))
    up, circle = arrows_up(house), circles(house)
    lines += [f"arrows up: {len(up)}", *up, f"circles: {1 if circle else 0}", *circle]
    return "\n".join(lines)


def _app(name: str) -> str:
    return name.partition(".")[0]


def _line(floor: str, name: str, inside: list[Module]) -> str:
    count = sum(len(module.path.read_text(encoding="utf-8").splitlines()) for module in inside)
    return f"{floor:<2} {name:<14} {len(inside):>3} files {count:>6} lines"


if __name__ == "__main__":
    print(draw(Path(__file__).resolve().parent.parent))  # noqa: T201 - a script
