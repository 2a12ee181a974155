"""What the tests of this folder share."""

import pytest

from tests.agents.offered_model import hurry


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests in which a model is asked again and again."""
    hurry(monkeypatch)
