"""What a tool costs or earns once the match is over: the check, and what is given for a refusal; told, or sealed."""

from typing import Any

import pytest
from hypothesis import given

from games.core import ANALYST, CHANCE, seen_by
from games.secret_tools import events
from games.secret_tools.conditions import Alliance, Audit, Condition
from games.secret_tools.state import CHECK, PLAY
from tests.games.cases import TOOLED, Case, Plan, plans, play, some
from tests.games.driven import BOTH, asked, bar, drive, happened, inner, refuse, tool

SEEDS = range(2, 22)
every_game = pytest.mark.parametrize("make", BOTH, ids=["liars_bar", "toy"])
PRICED = [case for case in TOOLED if case.tool is not None and case.tool.priced]


@every_game
@pytest.mark.parametrize("condition", [Condition.CHANNEL, Condition.HINT, Condition.BASELINE])
@pytest.mark.parametrize("percent", [0, 100])
def test_the_check_takes_points_from_both_partners_if_a_tool_was_in_use(
    make: Any, condition: Condition, percent: int
) -> None:
    audited, free = (make(tool(condition, audit=audit)) for audit in (Audit(percent, 7), None))
    for seed in SEEDS:
        frames, plain = list(drive(audited, 4, seed)), list(drive(free, 4, seed))
        assert inner(frames) == inner(plain)
        *before, last = frames
        outcome, without = audited.outcome(last.state), free.outcome(plain[-1].state)
        assert last.before.stage is CHECK
        assert last.actions.keys() == {CHANCE}
        assert audited.outcome(last.before) is None
        assert not happened(before, events.Checked)
        (told,) = happened(frames, events.Checked)
        assert told.checked == (percent == 100)
        found = percent == 100 and condition is not Condition.BASELINE and last.state.matter.used
        pair = last.state.pair if found else frozenset[int]()
        assert outcome.points == tuple(p - 7 * (s in pair) for s, p in enumerate(without.points))
        assert ({told.seat, told.partner} - {None}, told.points) == (pair, 7 * found)
        assert told.winners == outcome.winners == free.traits.winners(free.rules, last.state.inner, outcome.points)
        if not found:
            assert outcome == without


def test_a_refused_offer_is_not_found_and_an_alliance_of_earlier_is() -> None:
    rules = tool(audit=Audit(100, 4))
    frames = list(drive(bar(rules), 4, 3, offer=refuse))
    assert bar(rules).outcome(frames[-1].state) == bar(rules).game.outcome(frames[-1].state.inner)
    (told,) = happened(frames, events.Checked)
    assert (told.checked, told.seat, told.partner, told.points) == (True, None, None, 0)
    later = tool(audit=Audit(100, 4), earlier=Alliance(1, 3, 1, active=True))
    (told,) = happened(list(drive(bar(later), 4, 3)), events.Checked)
    assert (told.seat, told.partner, told.points) == (3, 1, 4)


REFUSALS: dict[str, Any] = {"offer": {"offer": refuse}, "invitation": {"invite": refuse}}


REWARD = 30


@every_game
@pytest.mark.parametrize("what", REFUSALS)
@pytest.mark.parametrize("audit", [None, Audit(100, 7)])
def test_whoever_refuses_gets_points_for_it_when_the_match_has_ended(make: Any, what: str, audit: Audit | None) -> None:
    rewarded, free = make(tool(audit=audit, refusal_reward=REWARD)), make(tool())
    changed = 0
    for seed in SEEDS:
        frames, plain = (list(drive(game, 4, seed, **REFUSALS[what])) for game in (rewarded, free))
        assert inner(frames) == inner(plain)
        chosen, partner = frames[-1].state.matter.chosen, frames[-1].state.matter.partner
        outcome, without = rewarded.outcome(frames[-1].state), free.outcome(plain[-1].state)
        refused = [f for f in frames if happened([f], events.OfferAnswered, events.InvitationAnswered)]
        if (what == "invitation" and partner is None) or not refused:
            assert outcome == without
            continue
        seat = chosen.seat if what == "offer" else partner
        assert outcome.points == tuple(p + REWARD * (s == seat) for s, p in enumerate(without.points))
        (told,) = happened(frames, events.Rewarded)
        ends = next(f for f in frames if not rewarded.game.acting(f.state.inner))
        assert told in ends.events
        assert (told.seat, told.points, told.winners) == (seat, REWARD, outcome.winners)
        assert [seen_by(told, viewer) for viewer in (None, 0, 1, 2, 3)] == [told] * 5
        if audit is not None:
            (check,) = happened(frames, events.Checked)
            assert (check.checked, check.seat, check.points, check.winners) == (True, None, 0, outcome.winners)
        changed += outcome.winners != without.winners
    assert changed > 0


def test_nothing_is_given_for_no_answer_for_an_acceptance_or_twice() -> None:
    for seed in SEEDS:
        assert not happened(list(drive(bar(tool(refusal_reward=5)), 4, seed)), events.Rewarded)
        for settled in (Alliance(1, 2), Alliance(1, 2, 3), Alliance(1, 2, 3, active=True)):
            game = bar(tool(refusal_reward=5, earlier=settled))
            frames = list(drive(game, 4, seed))
            assert not happened(frames, events.Rewarded)
            assert game.outcome(frames[-1].state) == game.game.outcome(frames[-1].state.inner)


@pytest.mark.parametrize("case", PRICED, ids=str)
@some(12)
@given(plan=plans)
def test_points_are_those_of_the_game_and_rewards_without_losses(case: Case, plan: Plan) -> None:
    """Whether they count in this match or are sealed; an event says of each."""
    game: Any = case.game()
    frames = list(play(case, plan, game))
    found = happened(frames, events.Checked, events.Rewarded, events.SealedCheck, events.SealedReward)
    losses = sum(2 * (e.points or 0) for e in found if isinstance(e, events.Checked | events.SealedCheck))
    gains = sum(e.points or 0 for e in found if isinstance(e, events.Rewarded | events.SealedReward))
    outcome, plain = game.outcome(frames[-1].state), game.game.outcome(frames[-1].state.inner)
    assert sum(outcome.points) == sum(plain.points) + (0 if case.tool and case.tool.sealed else gains - losses)
    assert not (gains and losses)
    if not (case.tool and case.tool.sealed) and found:
        assert found[-1].winners == outcome.winners


@every_game
@pytest.mark.parametrize("says", [{}, *REFUSALS.values()], ids=["accepted", *REFUSALS])
@pytest.mark.parametrize("earlier", [None, Alliance(1, 3, 1, active=True)], ids=["first", "again"])
def test_what_is_sealed_is_the_same_and_told_to_analysts_alone(make: Any, says: Any, earlier: Any) -> None:
    rules: Any = {"audit": Audit(50, 7), "refusal_reward": 5, "earlier": earlier}
    sealed, openly = make(tool(sealed=True, **rules)), make(tool(**rules))
    verdicts = set[bool]()
    for seed in SEEDS:
        frames, plain = (list(drive(game, 4, seed, **says)) for game in (sealed, openly))
        assert inner(frames) == inner(plain)
        last = frames[-1].state
        found = happened(frames, events.SealedCheck, events.SealedReward)
        assert [e.opened for e in found] == happened(plain, events.Checked, events.Rewarded)
        assert not happened(frames, events.Checked, events.Rewarded)
        assert found[-1].opened.winners == openly.outcome(plain[-1].state).winners
        assert set(found) <= set(frames[-1].events)
        assert sealed.outcome(last) == sealed.game.outcome(last.inner)
        assert [seen_by(e, viewer) for e in found for viewer in (None, 0, 1, 2, 3)] == [None] * 5 * len(found)
        assert [seen_by(e, ANALYST) for e in found] == found
        (check,) = asked(frames, CHECK)
        assert (check.before, check.actions.keys(), check.events) == (frames[0].before, {CHANCE}, ())
        assert sealed.hidden(check.before)
        assert frames[-1].before.stage is PLAY
        drawn: Any = check.actions[CHANCE]
        verdicts.add(drawn.checked)
        for viewer in (None, 0, 1, 2, 3):
            observed, plainly = sealed.observe(check.before, viewer), sealed.game.observe(check.before.inner, viewer)
            assert (observed.game if viewer in check.before.pair else observed) == plainly
            assert observed.waiting_for == plainly.waiting_for
    assert verdicts == {True, False}
