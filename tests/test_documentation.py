"""The guides for people say what there is, and there is what they say."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
GUIDES = ("README.md", "CONTRIBUTING.md", "tests/benchmarks/README.md", "pressroom/deploy/README.md")
TEXTS = {guide: (BASE / guide).read_text(encoding="utf-8") for guide in GUIDES}
README, CONTRIBUTING = TEXTS["README.md"], TEXTS["CONTRIBUTING.md"]
PROJECT = tomllib.loads((BASE / "pyproject.toml").read_text(encoding="utf-8"))
# Commands of Django and of libraries that the table of commands tells of as well.
FOREIGN_COMMANDS = {"createsuperuser", "makemessages", "compilemessages", "runserver"}
START = "python3 -m venv .venv && . .venv/bin/activate && pip install uv && uv run manage.py quickstart"
# A path of ours in backticks: what follows a room's name, or a file beside manage.py.
PATH = re.compile(
    r"`((?:releases|institutes|pressroom|tests|templates|fixtures|\.ci)/[\w./-]*|[\w.-]+\.(?:py|toml|yaml))`"
)
FOLDERS = ("", "releases/wire", "releases/models", "releases/editorial", "pressroom/static")


def rows(guide, heading):
    """The first cell of each row of the tables below a heading, where it is code."""
    section = TEXTS[guide].split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [found[1] for found in re.finditer(r"^\| `([^`]+)`", section, re.MULTILINE)]


def own_commands():
    return {path.stem for path in BASE.glob("*/management/commands/*.py") if path.stem != "__init__"}


def anchors(text):
    """The places of a page that links may lead to, as GitHub and others make them of headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_command_is_in_the_table_and_the_other_way_round():
    commands = [row.split() for row in rows("README.md", "Commands")]

    assert {words[3] for words in commands if words[:3] == ["uv", "run", "manage.py"]} == (
        own_commands() | FOREIGN_COMMANDS
    )


def test_every_setting_is_in_the_table_and_the_other_way_round():
    read = set()
    for name in ("settings.py", "environment.py", "management/commands/quickstart.py"):
        text = (BASE / "pressroom" / name).read_text(encoding="utf-8")
        read |= set(re.findall(r"\.(?:[a-z_]+)\(\s*\"([A-Z][A-Z0-9]*_[A-Z0-9_]+|DEBUG)\"", text))

    assert set(rows("README.md", "Settings")) == read


def test_operators_are_told_of_settings_that_there_are():
    assert set(rows("pressroom/deploy/README.md", "Settings")) <= set(rows("README.md", "Settings"))


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_every_library_has_its_decision(requirement):
    name = re.match(r"[a-z-]+", requirement)[0]

    assert name in CONTRIBUTING.split("\n## Decisions\n", 1)[1].lower()


def test_every_decision_says_the_same_five_things():
    decisions = CONTRIBUTING.split("\n## Decisions\n", 1)[1].split("\n### ")[1:]

    assert [re.findall(r"^- (\w+):", decision, re.MULTILINE) for decision in decisions] == [
        ["Date", "Context", "Decision", "Consequence", "Rejected"] for _decision in decisions
    ]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_leads_somewhere(guide):
    links = [link.partition("#") for link in re.findall(r"\]\((?!https?:)([^)]+)\)", TEXTS[guide])]
    targets = [((BASE / guide).parent / path if path else BASE / guide, anchor) for path, _, anchor in links]

    assert targets
    assert [str(path) for path, _anchor in targets if not path.exists()] == []
    assert [
        f"{path}#{anchor}"
        for path, anchor in targets
        if anchor and anchor not in anchors(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_that_is_named_is_there(guide):
    named = set(PATH.findall(TEXTS[guide]))

    assert [
        path for path in sorted(named) if not any((BASE / folder / path).exists() for folder in FOLDERS)
    ] == []


def test_the_rooms_are_told_in_their_order():
    from tests.house import ROOMS

    told = re.findall(r"^\| (\d) \| (.+?) \|", CONTRIBUTING, re.MULTILINE)
    rooms = [(int(floor), Path(path).name) for floor, cell in told for path in re.findall(r"`([^`]+)`", cell)]

    assert sorted(rooms) == sorted(
        (floor, room) for floor, standing in enumerate(ROOMS, 1) for room in standing
    )
    assert all(above <= below for (above, _), (below, _) in pairwise(rooms))


def test_the_house_is_drawn_as_contributors_are_told():
    done = subprocess.run(
        [sys.executable, "-m", "tests.house"], cwd=BASE, capture_output=True, text=True, check=True
    )

    assert re.search(r"^3  models +\d+ files +\d+ lines$", done.stdout, re.MULTILINE)
    assert re.search(r"^arrows up: \d+$", done.stdout, re.MULTILINE)
    assert "\ncircles: 0" in done.stdout


def test_the_two_commands_are_there_and_ci_runs_the_second():
    ci = (BASE / ".ci/run").read_text(encoding="utf-8")

    assert f"```console\n{START}\n```" in README
    assert "```console\nuv run pytest\n```" in README
    assert re.search(r"^.*\buv run pytest$", ci, re.MULTILINE)


def test_the_front_door_is_short():
    assert len(README.splitlines()) < 220


def test_ci_can_be_run():
    assert os.access(BASE / ".ci/run", os.X_OK)


def test_the_changelog_begins_with_the_next_version():
    assert (BASE / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1].startswith("Next version")


@pytest.mark.parametrize(
    "path", [*GUIDES, "CHANGELOG.md", "pyproject.toml", ".ci/run", ".pre-commit-config.yaml"]
)
def test_no_registry_is_named(path):
    assert not re.search(r"pypi\.org|pythonhosted", (BASE / path).read_text(encoding="utf-8"))
