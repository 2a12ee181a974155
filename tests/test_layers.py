"""Who may import whom: one direction through the house, and nothing of the outside world in the rules."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {
    "games": {"games"},
    "agents": {"agents", "games"},
    "replays": {"replays", "games"},
    "app": {"app", "agents", "replays", "games"},
}
"""Each room, and the rooms it may import."""
UNFIT_FOR_RULES = {"random", "time", "datetime", "logging", "os", "io", "socket", "threading", "asyncio"}
"""No clock, no files, no global randomness, no logging."""
PRINTERS = ("app/cli.py", "app/commands/")


def imported(tree: ast.AST, module: Path) -> Iterator[str]:
    """The full names of all that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield ".".join([*module.parts[: -node.level], node.module or ""])
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "import_module",
            "importlib.import_module",
            "__import__",
        ):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def printing(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "print" for node in ast.walk(tree))


def faults(root: Path) -> list[str]:
    """Every wrong import and every print where there should be none, as `file: what`."""
    found: list[str] = []
    for file in sorted(path for room in ROOMS for path in (root / room).rglob("*.py")):
        module = file.relative_to(root)
        tree, room = ast.parse(file.read_text("utf-8")), module.parts[0]
        for name in imported(tree, module):
            top = name.split(".")[0]
            wrong = top in ROOMS and top not in ROOMS[room]
            wrong |= room == "games" and top not in sys.stdlib_module_names | {"games"}
            wrong |= room == "games" and top in UNFIT_FOR_RULES
            wrong |= room != "app" and top == "streamlit"
            wrong |= top == "tests"
            found += [f"{module}: imports {name}"] if wrong else []
        if printing(tree) and not module.as_posix().startswith(PRINTERS):
            found.append(f"{module}: prints")
    return found


def test_nothing_is_imported_in_the_wrong_direction() -> None:
    assert all((ROOT / room / "__init__.py").exists() for room in ROOMS)
    assert faults(ROOT) == []


def plant(root: Path, module: str, line: str) -> None:
    (root / module).parent.mkdir(parents=True, exist_ok=True)
    (root / module).write_text(f"def late():\n    {line}\n", "utf-8")


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("games/core.py", "import agents.core"),
        ("games/core.py", "from replays import store"),
        ("games/core.py", "import msgspec"),
        ("games/core.py", "import random"),
        ("games/bar/rules.py", "from ...app import cli"),
        ("games/bar/rules.py", "from importlib import import_module; import_module('agents.table')"),
        ("agents/table.py", "from replays.store import Store"),
        ("agents/table.py", "import games, app.cli"),
        ("agents/table.py", "import streamlit as st"),
        ("agents/table.py", "print('here')"),
        ("replays/store.py", "import agents"),
        ("replays/store.py", "from streamlit import session_state"),
        ("replays/store.py", "from app import cli"),
        ("app/main.py", "print('here')"),
        ("app/main.py", "from tests import toy"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, module: str, line: str) -> None:
    plant(tmp_path, module, line)
    assert [fault.split(":")[0] for fault in faults(tmp_path)] == [module]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("games/core.py", "import secrets, games.luck"),
        ("games/bar/rules.py", "from . import state; from ..core import Seat"),
        ("agents/table.py", "import asyncio, httpx; from games.core import Seat"),
        ("replays/store.py", "import sqlmodel, time; import games"),
        ("app/main.py", "import streamlit, agents.table, replays.store, games.core"),
        ("app/cli.py", "print('here')"),
        ("app/commands/play.py", "print('here')"),
    ],
)
def test_what_is_allowed_is_not_found(tmp_path: Path, module: str, line: str) -> None:
    plant(tmp_path, module, line)
    assert faults(tmp_path) == []
