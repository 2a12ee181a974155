"""What the models of a match use is counted once, and what stands in no step yet is known."""

from dataclasses import replace

import pytest

from agents.meter import LimitReached, Meter
from games.model import Form, Limits, ModelCall, Purpose, Usage

CALL = ModelCall(
    seat=0,
    purpose=Purpose.MOVE,
    attempt=1,
    messages=(),
    schema="",
    form=Form.SCHEMA,
    asked="openai/tiny",
    settings={},
    usage=Usage(read=90, written=10),
    cost=0.25,
)


def test_what_is_in_the_record_counts_and_is_not_loose() -> None:
    meter = Meter(Limits(money=0.6), [CALL, CALL])
    assert (meter.money, meter.tokens, meter.loose()) == (0.5, 200, ())
    meter.check()
    meter.count(replace(CALL, usage=Usage(read=5)))
    assert meter.tokens == 205
    with pytest.raises(LimitReached) as reached:
        meter.check()
    assert reached.value.what == "money"


def test_equal_calls_are_told_apart_until_they_are_kept() -> None:
    meter, twin = Meter(Limits(tokens=10**6)), replace(CALL)
    meter.count(CALL)
    meter.count(twin)
    assert meter.loose() == (CALL, twin)
    (left,) = meter.loose([twin])
    assert left is CALL
    meter.settle()
    assert (meter.loose(), meter.tokens) == ((), 200)
