"""What every test shares: where the public recorded matches lie, which files come first, and what Python need not do
again and again."""

import gc
import os
import signal
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
PURE = Path(__file__).with_name("games")
# Thousands of collected tests stay, and looking through them for garbage took an eighth of the time.
gc.set_threshold(20_000)
# Whatever a machine prefers: else each server and each command that a test starts compiles all its modules anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Started in the background all that a test starts would be deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def public_records() -> list[Path]:
    """The 25 recorded matches of liars-bar-llm; the test is skipped where they are not at hand."""
    records = sorted((SHARED / "data" / "liars_bar_llm").glob("*.json"))
    if not records:
        pytest.skip("the public recorded matches are not at hand")
    return records


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of few and slow tests first: begun last, one would run on while the other cores have nothing to do.

    Where a real browser, server or process may be waited for a test is tried once more: on a busy machine one of some
    thousand waits is too short. What is wrong fails twice.
    """
    items.sort(key=lambda item: not item.path.stem.endswith(("_browser", "_house")))
    for item in items:
        if PURE not in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end."""
    gc.collect()
    gc.freeze()
