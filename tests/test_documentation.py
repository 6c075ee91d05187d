"""README says what there is, and there is what README says."""

import re
import tomllib
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
README = (BASE / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((BASE / "pyproject.toml").read_text(encoding="utf-8"))


def table(heading):
    """The first cell of each row of the first table under a heading."""
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [re.search(r"`([^`]+)`", row)[1] for row in rows]


def own_commands():
    return {path.stem for path in BASE.glob("*/management/commands/*.py") if path.stem != "__init__"}


def test_every_command_is_in_the_table_and_the_other_way_round():
    named = {
        words[3] for words in map(str.split, table("Commands")) if words[:3] == ["uv", "run", "manage.py"]
    }

    assert named == own_commands() | {"createsuperuser", "makemessages", "compilemessages"}


def test_every_setting_is_in_the_table_and_the_other_way_round():
    read = set()
    for name in ("settings.py", "environment.py", "management/commands/quickstart.py"):
        text = (BASE / "pressroom" / name).read_text(encoding="utf-8")
        read |= set(re.findall(r"\.(?:str|list|get|switch|folder)\(\s*\"([A-Z][A-Z0-9_]+)\"", text))

    assert set(table("Settings")) == read


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_every_library_has_its_decision(requirement):
    name = re.match(r"[a-z-]+", requirement)[0]

    assert name in README.split("\n## Decisions\n", 1)[1].lower()


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:)([^)]+)\)", README))
def test_every_link_leads_somewhere(path):
    assert (BASE / path).exists()


def test_the_two_commands_are_there():
    assert "pip install uv && uv run manage.py quickstart" in README
    assert "\nuv run pytest\n" in README


def test_the_changelog_begins_with_the_next_version():
    assert (BASE / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1].startswith("Next version")


def test_no_registry_is_named():
    for path in ("README.md", "CHANGELOG.md", "pyproject.toml", ".ci/run"):
        assert not re.search(r"pypi\.org|pythonhosted", (BASE / path).read_text(encoding="utf-8"))
