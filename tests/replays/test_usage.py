"""What models used is added up seat by seat, and says what nobody knows."""

from dataclasses import replace

import pytest

from games.decision import Failure
from games.model import ModelCall, Purpose, Usage
from replays.exchange import lines, read
from replays.record import Kind, Record, codec
from replays.usage import Used, usage
from tests.replays.asked import asked
from tests.replays.played import Case, play

CASE = Case("liars_bar", "paper")


def match(*made: tuple[int, ModelCall], forced: dict[int, int] | None = None) -> Record:
    """Models on the first two of three seats; each call beside the step of that number, and who was forced where."""
    record = asked(play(CASE, 2, seats=3).record, 0, 1)
    steps = [replace(step, calls=(), forced="[]") for step in record.steps]
    for number, call in made:
        steps[number - 1] = replace(steps[number - 1], calls=(*steps[number - 1].calls, call))
    for number, seat in (forced or {}).items():
        steps[number - 1] = replace(steps[number - 1], forced=f'[[{seat},"timeout","" ]]')
    return replace(record, steps=tuple(steps))


CALL = next(step.calls[0] for step in asked(play(CASE, 2, seats=3).record, 0).steps if step.calls)
NOTHING = Used(
    seat=1,
    models=(),
    decisions=0,
    forced=0,
    calls=0,
    again=0,
    read=None,
    written=None,
    cached=None,
    uncounted=0,
    cost=None,
    unpriced=0,
    seconds=0,
)


def test_everything_is_added_up() -> None:
    good = replace(CALL, usage=Usage(100, 10, 60, 3), cost=0.25, seconds=0.5)
    bad = replace(good, failure=Failure("illegal"), usage=Usage(100, 20, 0, None), seconds=1.5)
    noted = replace(good, purpose=Purpose.IMPRESSIONS, usage=Usage(50, 5), cost=0.125)
    again = replace(good, attempt=2)
    first, second = usage(
        match((4, bad), (4, again), (4, noted), (7, good), (9, replace(bad, attempt=3)), forced={9: 0})
    )
    assert first == Used(
        seat=0,
        models=(CALL.asked,),
        decisions=3,
        forced=1,
        calls=5,
        again=2,
        read=450,
        written=65,
        cached=120,
        uncounted=0,
        cost=1.125,
        unpriced=0,
        seconds=4.5,
    )
    assert second == NOTHING


def test_what_nobody_knows_is_not_nothing() -> None:
    unknown = replace(CALL, usage=Usage(), cost=None)
    known = replace(CALL, cost=0.0)
    (none, _), (some, _) = usage(match((4, unknown), (7, unknown))), usage(match((4, unknown), (7, known)))
    assert (none.read, none.written, none.cost, none.uncounted, none.unpriced) == (None, None, None, 2, 2)
    assert (some.read, some.cost, some.uncounted, some.unpriced) == (100, 0.0, 1, 1)


@pytest.mark.parametrize(("code", "unknown"), [("no-key", 0), ("quota", 0), ("timeout", 1), ("no-route", 1)])
def test_only_a_call_that_was_turned_away_surely_cost_nothing(code: str, unknown: int) -> None:
    lost = replace(CALL, reply="", usage=Usage(), cost=None, failure=Failure(code))
    first, _ = usage(match((4, lost), (4, replace(CALL, attempt=2, cost=0.5))))
    assert (first.calls, first.cost, first.unpriced, first.uncounted) == (2, 0.5, unknown, unknown)


def test_a_decision_is_forced_even_where_nothing_was_sent() -> None:
    first, second = usage(match(forced={4: 0, 7: 1}))
    assert (first.decisions, first.forced, first.calls) == (1, 1, 0)
    assert (second.decisions, second.forced) == (1, 1)


def test_models_are_named_as_they_were_asked_for() -> None:
    other = replace(CALL, asked="openai/other")
    first, _ = usage(match((4, CALL), (7, other), (9, CALL)))
    assert first.models == (CALL.asked, "openai/other")


def test_only_seats_with_models_are_told() -> None:
    assert usage(play(CASE, 2, seats=3).record) == ()
    forced = match(forced={4: 2})
    assert [used.seat for used in usage(forced)] == [0, 1]
    later = replace(forced, steps=(replace(forced.steps[0], calls=(replace(CALL, seat=2),)), *forced.steps[1:]))
    assert [used.seat for used in usage(later)] == [0, 1, 2]


def test_a_viewpoint_tells_of_the_calls_it_holds() -> None:
    record = asked(play(CASE, 2, seats=3, chatty=True).record, 0, 1)
    whole = usage(record)
    for viewer, wanted in {None: (), 0: (whole[0],), 1: (whole[1],), 2: ()}.items():
        told = usage(read("any name", b"\n".join(lines(record, viewer))))
        assert told == wanted


def test_calls_are_told_apart_from_what_the_table_did_for_people() -> None:
    record = match(forced={4: 0})
    who = replace(record.header.seats[0], kind=Kind.PERSON, settings=None)
    record = replace(record, header=replace(record.header, seats=(who, *record.header.seats[1:])))
    assert [used.seat for used in usage(record)] == [1]
    assert codec(record.header.game).forced(record.steps[3]).keys() == {0}
