"""The interval is the published one, to the digits that were published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replays.intervals import wilson

NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
"""R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
table I, method 3."""


@pytest.mark.parametrize(("successes", "trials", "low", "high"), [*NEWCOMBE, (5, 10, 0.2366, 0.7634)])
def test_known_values(successes: int, trials: int, low: float, high: float) -> None:
    found = wilson(successes, trials)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_nothing_was_tried() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("successes", "trials"), [(3, 2), (-1, 2), (0, -1)])
def test_what_is_no_share_is_refused(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(successes, trials)


@given(data=st.data(), trials=st.integers(1, 10**6))
def test_it_holds_the_share_and_mirrors(data: st.DataObject, trials: int) -> None:
    successes = data.draw(st.integers(0, trials))
    found, mirrored = wilson(successes, trials), wilson(trials - successes, trials)
    assert found is not None
    assert mirrored is not None
    assert 0 <= found.low <= successes / trials <= found.high <= 1
    assert found.low < found.high
    assert (found.low == 0, found.high == 1) == (successes == 0, successes == trials)
    assert found.low == pytest.approx(1 - mirrored.high, abs=1e-9)


def test_more_trials_make_it_narrower() -> None:
    widths = [high - low for low, high in filter(None, (wilson(n // 4, n) for n in (20, 100, 500, 2500)))]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4
