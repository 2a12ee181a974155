"""What every test shares: where the public recorded matches lie, for the tests that need them."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def public_records() -> list[Path]:
    """The 25 recorded matches of liars-bar-llm; the test is skipped where they are not at hand."""
    records = sorted((SHARED / "data" / "liars_bar_llm").glob("*.json"))
    if not records:
        pytest.skip("the public recorded matches are not at hand")
    return records
