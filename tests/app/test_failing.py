"""When a model is said to fail for good."""

import pytest

from agents.failures import Code
from app.failing import Failing
from games.failure import Failure
from games.words import words

AT_ONCE = [Code.NO_KEY, Code.NO_MODEL, Code.QUOTA, Code.BUSY, Code.NO_ROUTE, Code.DECLINED, Code.REQUEST]


def after(*steps: tuple[tuple[int, ...], dict[int, Code]]) -> Failing:
    failing = Failing()
    for acted, forced in steps:
        failing.hear(acted, {seat: Failure(code) for seat, code in forced.items()})
    return failing


@pytest.mark.parametrize("code", list(Code))
def test_some_failures_are_for_good_at_once_and_the_others_at_the_second_in_a_row(code: Code) -> None:
    assert after(((1,), {1: code})).why(1) == (Failure(code) if code in AT_ONCE else None)
    assert after(((1,), {1: code}), ((0, 2), {0: code}), ((1,), {1: code})).why(1) == Failure(code)
    assert after(((1,), {1: code}), ((1,), {}), ((1,), {1: code})).why(1) == (
        Failure(code) if code in AT_ONCE else None
    )
    assert after(((1,), {1: code}), ((1,), {1: code}), ((1,), {})).why(1) is None
    assert after(((0, 1), {1: code}), ((0, 1), {0: code})).why(1) is None


def test_nobody_fails_who_has_not_acted() -> None:
    assert [after(((-1,), {})).why(seat) for seat in (-1, 0, 9)] == [None, None, None]


@pytest.mark.parametrize("code", list(Code))
def test_every_failure_has_a_sentence_that_names_the_seat(code: Code) -> None:
    sentence = words("app")["failure"][code].format(name="Wren")
    assert "Wren" in sentence
    assert sentence.endswith(".")
