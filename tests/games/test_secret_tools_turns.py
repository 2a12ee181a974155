"""When a working tool asks the pair to write, when it stops, and how it goes on in a series."""

from collections.abc import Callable

import pytest

from games.core import CHANCE, IllegalAction
from games.secret_tools.conditions import Alliance, ToolRules
from games.secret_tools.events import Stopped
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import CHOOSE, INVITE, OFFER, PLAY, REPLY, WRITE, Standing
from games.secret_tools.view import Observation
from tests.games.driven import BOTH, asked, bar, drive, tool, toy

SEEDS = range(2, 32)
every_game = pytest.mark.parametrize("make", BOTH, ids=["liars_bar", "toy"])
Make = Callable[[ToolRules], SecretTool]


def test_partners_write_before_turns_and_never_before_responses_and_the_other_replies() -> None:
    turns = 0
    for seed in SEEDS:
        game = bar(tool())
        frames = list(drive(game, 4, seed))
        for at, frame in enumerate(frames):
            state = frame.before
            if state.stage is not PLAY or state.matter.standing is not Standing.ACTIVE or CHANCE in frame.actions:
                continue
            (seat,) = frame.actions
            before = [(f.before.stage, *f.actions) for f in frames[max(0, at - 2) : at]]
            if seat in state.pair and state.inner.phase == "lay":
                turns += 1
                (other,) = state.pair - {seat}
                assert before == [(WRITE, seat), (REPLY, other)]
            else:
                assert frames[at - 1].before.stage not in (WRITE, REPLY)
    assert turns > 50


def test_where_all_act_at_once_both_write_at_once_and_outsiders_may_go_on_meanwhile() -> None:
    game = toy(tool())
    frames = list(drive(game, 4, 2))
    assert not asked(frames, REPLY)
    assert len(asked(frames, WRITE)) == game.rules.rounds
    for frame in asked(frames, WRITE):
        assert frame.actions.keys() == frame.before.pair
        assert game.answering(frame.before) == set(range(4))
        assert {game.observe(frame.before, seat).waiting_for for seat in range(4)} == {frozenset(range(4))}
        for seat in set(range(4)) - frame.before.pair:
            early = game.legal(frame.before, seat)
            assert early == game.game.legal(frame.before.inner, seat)
            with pytest.raises(IllegalAction):
                game.step(frame.before, {**frame.actions, seat: early[0]})


def test_the_tool_stops_with_the_step_in_which_one_of_the_pair_dies() -> None:
    stopped = 0
    for seed in SEEDS:
        frames = list(drive(bar(tool()), 4, seed))
        for at, frame in enumerate(frames):
            if [e for e in frame.events if isinstance(e, Stopped)]:
                stopped += 1
                assert all(frame.before.inner.alive[seat] for seat in frame.state.pair)
                assert not all(frame.state.inner.alive[seat] for seat in frame.state.pair)
                assert not [f for f in frames[at + 1 :] if f.before.stage in (WRITE, REPLY)]
        working = [f for f in frames if f.before.matter.standing is Standing.ACTIVE and CHANCE not in f.actions]
        assert all(f.before.inner.alive[seat] for f in working for seat in f.before.pair)
    assert stopped > 10


@every_game
def test_in_a_later_match_of_a_series_the_tool_works_from_the_first_decision_on(make: Make) -> None:
    game = make(tool(earlier=Alliance(1, 2, 0, active=True)))
    frames = list(drive(game, 4, 4))
    assert not asked(frames, OFFER) + asked(frames, INVITE) + asked(frames, CHOOSE)
    first = next(f for f in frames if CHANCE not in f.actions and f.before.pair & f.actions.keys())
    private = game.observe(first.before, 2).private
    assert private is not None
    assert private.other == 0
    if make is toy:
        assert first.before.stage is WRITE
    over = make(tool(earlier=Alliance(1, 2, 0)))
    frames = list(drive(over, 4, 4))
    assert {f.before.stage for f in frames} == {PLAY}
    assert not isinstance(over.observe(frames[-1].state, 2), Observation)
