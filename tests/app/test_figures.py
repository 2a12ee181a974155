"""Tokens, money and time in words."""

import pytest

from app.figures import count, duration, listed, money


@pytest.mark.parametrize(
    ("dollars", "told"),
    [
        (None, "price not known"),
        (0, "$0.00"),
        (0.0026, "$0.0026"),
        (0.00001, "$0.000010"),
        (1e-12, "$0.0000000"),
        (0.099, "$0.099"),
        (0.5, "$0.50"),
        (1234.567, "$1,234.57"),
    ],
)
def test_money_is_told_as_finely_as_it_takes(dollars: float | None, told: str) -> None:
    assert money(dollars) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0.0 s"),
        (0.04, "under 0.1 s"),
        (0.44, "0.4 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (59.4, "59 s"),
        (59.7, "1 min 0 s"),
        (200, "3 min 20 s"),
    ],
)
def test_time_never_reads_sixty_seconds(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_one_is_one_and_what_is_empty_is_left_out() -> None:
    assert listed([count(1, "tries"), "", count(12_400, "tokens")]) == "1 try, 12,400 tokens"
