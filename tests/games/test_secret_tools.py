"""Who is asked about a tool, when, how often, and what each answer leads to."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from games.core import CHANCE, Action, seen_by
from games.liars_bar.actions import Deal
from games.luck import Luck
from games.secret_tools.actions import Answer, Choose, Unanswered, Verdict
from games.secret_tools.conditions import Audit, Condition, ToolRules
from games.secret_tools.events import InvitationAnswered, Missed, OfferAnswered, OfferDue, Started
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import CHOOSE, INVITE, OFFER, PLAY, SETTLED, Standing
from games.secret_tools.view import Private
from tests.games.driven import BOTH, accept, asked, bar, drive, happened, inner, refuse, tool

SEEDS = range(2, 32)
"""In the match of seed 1 the seat that is drawn makes no decision while three live."""
every_game = pytest.mark.parametrize("make", BOTH, ids=["liars_bar", "toy"])
Make = Callable[[ToolRules], SecretTool]


def misses(verdict: Verdict, times: int, then: Any = accept) -> Callable[[Private], Action]:
    """So often no answer, then one."""
    calls = count()
    return lambda private: Unanswered(verdict) if next(calls) < times else then(private)


def decision(game: SecretTool, frame: Any, seat: int) -> int:
    return game.game.observe(frame.before.inner, seat).decision


@every_game
@pytest.mark.parametrize("trigger", [1, 2, 3])
def test_the_offer_comes_at_the_seats_own_first_decision_from_the_round_on(make: Make, trigger: int) -> None:
    game, offered = make(tool(trigger=trigger)), 0
    for seed in SEEDS:
        frames = list(drive(game, 4, seed, offer=refuse))
        for at, frame in ((i, f) for i, f in enumerate(frames) if f.before.stage is OFFER):
            offered += 1
            (seat,) = frame.actions
            acted = [f for f in frames[:at] if f.before.stage is PLAY and seat in f.actions]
            assert all(game.traits.round(f.before.inner) < trigger for f in acted)
            assert game.traits.round(frame.before.inner) >= trigger
            assert seat in game.game.acting(frame.before.inner)
            assert seat == frame.before.matter.chosen.seat
    assert offered > 15


@every_game
@pytest.mark.parametrize("condition", [c for c in Condition if c is not Condition.BASELINE])
def test_a_refused_offer_is_the_baseline_of_the_same_seed(make: Make, condition: Condition) -> None:
    """The same draws, moves and points, and the seat that would have been asked at the same place."""
    for seed in SEEDS:
        offered, base = make(tool(condition, trigger=2)), make(tool(Condition.BASELINE, trigger=2))
        frames = list(drive(offered, 4, seed, offer=refuse))
        plain = list(drive(base, 4, seed))
        assert inner(frames) == inner(plain)
        assert [f.actions for f in asked(frames, CHOOSE)] == [f.actions for f in asked(plain, CHOOSE)]
        assert happened(frames, OfferDue) == happened(plain, OfferDue)
        assert offered.outcome(frames[-1].state) == base.outcome(plain[-1].state)
        assert len(frames) == len(plain) + len(asked(frames, OFFER))


def test_a_refused_invitation_changes_no_move_either() -> None:
    for seed in SEEDS:
        frames = list(drive(bar(tool()), 4, seed, invite=refuse))
        assert inner(frames) == inner(drive(bar(tool(Condition.BASELINE)), 4, seed))
        assert len(asked(frames, INVITE)) == 1
        assert frames[-1].state.matter.standing is Standing.REFUSED_BY_PARTNER


@pytest.mark.parametrize("condition", Condition)
def test_the_deals_of_a_round_are_the_same_under_every_condition_though_play_differs(condition: Condition) -> None:
    """Every round that two matches share has the same target, and each seat that lives in both the same cards."""
    other, differed = bar(tool(condition, audit=Audit())), 0
    for seed in SEEDS:
        plain = bar(ToolRules())
        here: dict[str, Any] = {
            plain.luck(f.before): f.actions[CHANCE] for f in drive(plain, 4, seed) if CHANCE in f.actions
        }
        there = dict(draws_of_the_first_moves(other, seed))
        for name in here.keys() & there.keys():
            one, two = here[name], there[name]
            if "deal" in name:
                assert one.target == two.target
                both = [pair for pair in zip(one.hands, two.hands, strict=True) if all(pair)]
                assert all(a == b for a, b in both)
            elif "revolvers" in name:
                assert one == two
        differed += here.keys() != there.keys()
    assert differed > 10


def draws_of_the_first_moves(game: SecretTool, seed: int) -> Iterator[tuple[str, Any]]:
    """What chance draws where everybody takes the first legal move."""
    state = game.start(4)
    while acting := game.acting(state):
        (seat,) = acting
        if seat == CHANCE:
            action = game.chance(state, Luck(seed, game.luck(state)))
            yield game.luck(state), action
        else:
            action = game.legal(state, seat)[0]
        state, _ = game.step(state, {seat: action})


@every_game
@pytest.mark.parametrize("verdict", [Verdict.ERROR, Verdict.TIMEOUT])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_errors_and_silence_do_not_use_up_an_offer_three_times(make: Make, verdict: Verdict, times: int) -> None:
    game, ended = make(tool()), 0
    for seed in SEEDS:
        frames = list(drive(game, 4, seed, offer=misses(verdict, times)))
        offers = asked(frames, OFFER)
        (seat,) = {seat for frame in offers for seat in frame.actions}
        decisions = [decision(game, frame, seat) for frame in offers]
        assert len(set(decisions)) == len(decisions) <= 3
        assert decisions == list(range(decisions[0], decisions[0] + len(decisions)))
        if len(offers) < min(times + 1, 3):
            continue
        ended += 1
        assert len(happened(frames, Missed)) == min(times, 2)
        answered = happened(frames, OfferAnswered)
        assert [(e.seat, e.accepted, e.verdict) for e in answered] == (
            [(seat, None, verdict)] if times == 3 else [(seat, True, None)]
        )
        assert bool(asked(frames, INVITE)) == (times < 3)
    assert ended > 15


@every_game
@pytest.mark.parametrize("times", [1, 2, 3])
def test_of_an_invitation_that_comes_to_nothing_only_the_invitation_is_repeated(make: Make, times: int) -> None:
    game, ended = make(tool()), 0
    for seed in SEEDS:
        frames = list(drive(game, 4, seed, invite=misses(Verdict.TIMEOUT, times)))
        assert len(asked(frames, OFFER)) == 1
        initiator, partner = frames[-1].state.matter.chosen.seat, frames[-1].state.matter.partner
        invitations = asked(frames, INVITE)
        assert {seat for frame in invitations for seat in frame.actions} == {partner}
        turns = [decision(game, frame, initiator) for frame in invitations]
        assert turns == list(range(turns[0], turns[0] + len(turns)))
        assert all(initiator in game.game.acting(frame.before.inner) for frame in invitations)
        if len(invitations) == min(times + 1, 3):
            ended += 1
            assert bool(happened(frames, Started)) == (times < 3)
            verdicts = [event.verdict for event in happened(frames, InvitationAnswered)]
            assert verdicts == [Verdict.TIMEOUT if times == 3 else None]
    assert ended > 10


@every_game
def test_an_invitation_is_made_three_times_however_often_the_offer_was(make: Make) -> None:
    for seed in (3, 4, 5, 6):
        says: Any = {"offer": misses(Verdict.ERROR, 2), "invite": misses(Verdict.ERROR, 2)}
        frames = list(drive(make(tool()), 4, seed, **says))
        if len(asked(frames, INVITE)) == 3:
            assert len(asked(frames, OFFER)) == 3
            assert len(happened(frames, Missed)) == 4
            assert happened(frames, Started)
            return
    raise AssertionError("no match was long enough")


@pytest.mark.parametrize("stage", [OFFER, INVITE])
def test_whoever_dies_before_it_is_asked_again_gives_no_answer(stage: Any) -> None:
    died = 0
    for seed in range(120):
        game, says = bar(tool(trigger=2)), {"offer" if stage is OFFER else "invite": misses(Verdict.ERROR, 99)}
        frames = list(drive(game, 3, seed, **says))
        ends = happened(frames, OfferAnswered if stage is OFFER else InvitationAnswered)
        tried = len(asked(frames, stage))
        alive = game.traits.living(frames[-1].state.inner)
        if 0 < tried < 3 and frames[-1].state.matter.standing not in (Standing.OFFERED, Standing.INVITED):
            died += 1
            assert [e.accepted for e in ends] == [None]
            assert [e.verdict for e in ends] == [Verdict.ERROR]
            assert len(alive) < 3
            expected = Standing.NO_ANSWER if stage is OFFER else Standing.NO_ANSWER_BY_PARTNER
            assert frames[-1].state.matter.standing is expected
    assert died > 3


@every_game
@pytest.mark.parametrize("verdict", [Verdict.UNCLEAR, Verdict.DECLINED, Verdict.INVALID_PARTNER])
def test_any_other_verdict_ends_the_matter(make: Make, verdict: Verdict) -> None:
    frames = list(drive(make(tool()), 4, 2, offer=misses(verdict, 1)))
    assert len(asked(frames, OFFER)) == 1
    assert not asked(frames, INVITE)
    assert [(e.accepted, e.verdict) for e in happened(frames, OfferAnswered)] == [(None, verdict)]
    assert frames[-1].state.matter.standing is Standing.NO_ANSWER
    if verdict is not Verdict.INVALID_PARTNER:
        frames = list(drive(make(tool()), 4, 2, invite=misses(verdict, 1)))
        assert len(asked(frames, INVITE)) == 1
        (told,) = happened(frames, InvitationAnswered)
        assert (told.accepted, told.verdict) == (None, verdict)
        heard: Any = seen_by(told, told.partner)
        assert (heard.accepted, heard.verdict) == (None, None)


def test_an_invitation_names_nobody_and_an_offer_one_of_the_living_others() -> None:
    game = bar(tool())
    frames = list(drive(game, 4, 3))
    (offer,), (invitation, *_) = asked(frames, OFFER), asked(frames, INVITE)
    (seat,), (partner,) = offer.actions, invitation.actions
    living = game.traits.living(offer.before.inner)
    for named in (None, *range(-1, 5)):
        why = game.check(offer.before, seat, Answer(accept=True, partner=named))
        assert (why is None) == (named in living and named != seat)
        why = game.check(invitation.before, partner, Answer(accept=True, partner=named))
        assert (why is None) == (named is None)
    assert game.check(offer.before, seat, Answer(accept=False, partner=partner)) is not None


def test_names_and_options_come_in_the_order_drawn() -> None:
    for seed in SEEDS:
        game = bar(tool())
        (offer,) = asked(drive(game, 4, seed, offer=refuse), OFFER)
        (seat,), chosen = offer.actions, offer.before.matter.chosen
        legal = game.legal(offer.before, seat)
        named = [action.partner for action in legal if action.accept]
        living = game.traits.living(offer.before.inner)
        assert named == [other for other in chosen.names if other in living]
        assert legal[0].accept == chosen.accept_first
        private = game.observe(offer.before, seat).private
        assert private is not None
        assert private.names == tuple(named)


def test_with_two_seats_or_two_left_nothing_is_offered() -> None:
    for seed in SEEDS:
        frames = list(drive(bar(tool()), 2, seed))
        assert not asked(frames, OFFER)
        assert not asked(frames, CHOOSE)
        late = list(drive(bar(tool(trigger=5)), 3, seed))
        for frame in asked(late, CHOOSE) + asked(late, OFFER):
            assert len(frame.before.inner.living) == 3


def test_a_named_seat_is_asked_and_if_it_is_dead_by_then_nobody_is() -> None:
    asked_of, dead = set[int](), 0
    for seed in range(60):
        frames = list(drive(bar(tool(trigger=5, offer_to=2)), 4, seed, offer=refuse))
        asked_of |= {seat for frame in asked(frames, OFFER) for seat in frame.actions}
        due = [f for f in frames if f.before.stage is PLAY and f.before.inner.round == 5]
        if due and not due[0].before.inner.alive[2]:
            dead += 1
            assert not asked(frames, OFFER)
            assert not happened(frames, OfferDue)
            assert frames[-1].state.matter.standing is SETTLED
    assert asked_of == {2}
    assert dead > 3


def test_if_the_drawn_seat_dies_before_its_first_decision_another_is_drawn_with_the_next_round() -> None:
    """Nobody can die so in Liar's Bar, so the state is made by hand."""
    game = bar(tool(trigger=1))
    frames = list(drive(game, 4, 5))
    drawn = next(f for f in frames if f.before.stage is CHOOSE)
    deal = [frame for frame in frames if isinstance(frame.actions.get(CHANCE), Deal)][-1]
    gone = drawn.state.matter.chosen.seat
    alive = tuple(seat != gone for seat in range(4))
    inner_state = deal.before.inner._replace(alive=alive)
    hands: Any = tuple(("Q", "Q", "K", "A", "Joker") if lives else () for lives in alive)
    later = drawn.state.around(inner_state).then(stage=PLAY, standing=Standing.OPEN, drawn=inner_state.round)
    same_round = game.step(later, {CHANCE: Deal("Q", hands)}).state
    assert same_round.stage is PLAY
    again = game.step(later.then(drawn=inner_state.round - 1), {CHANCE: Deal("Q", hands)}).state
    assert again.stage is CHOOSE
    assert game.check(again, CHANCE, Choose(gone, (0,), (0,), accept_first=True, invited_accept_first=True)) is not None
