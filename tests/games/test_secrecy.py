"""No viewer is told anything that depends on what is hidden from it, and this law catches a game that does."""

from collections import deque
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import given

from games.core import Everyone, Pair, Reason, Seat, Transition
from games.liars_bar import events
from games.liars_bar.actions import honest
from games.liars_bar.rules import LiarsBar
from games.liars_bar.state import Phase, put
from tests.games.cases import CASES, Case, Plan, every_case, plans, play, some
from tests.games.frames import fold
from tests.games.secrecy import Leak, check_secrecy
from tests.toy.game import GuessGame
from tests.toy.values import Whispered


@every_case
@some(12)
@given(plan=plans)
def test_nobody_is_told_what_is_hidden(case: Case, plan: Plan) -> None:
    check_secrecy(case, plan)


@every_case
def test_the_other_worlds_are_other_for_the_analyst_and_keep_what_the_viewer_did(case: Case) -> None:
    game, rng, differ, worlds = case.game(), Random(1), 0, 0
    for plan in (Plan(size, 5, size) for size in range(6)):
        frames = list(play(case, plan, game))
        for step, viewer in ((s, v) for s in range(2, len(frames), 5) for v in range(plan.seats(game))):
            joints = case.known.scramble(game, frames[:step], viewer, rng)
            world = list(fold(game, frames[0].before, joints))
            assert [a.get(viewer) for a in joints] == [frame.actions.get(viewer) for frame in frames[:step]]
            worlds += 1
            differ += [f.events for f in world] != [f.events for f in frames[:step]]
    assert case.known.open or differ > 0.6 * worlds


def test_in_liars_bar_hands_face_down_cards_and_chambers_are_all_scrambled() -> None:
    case, rng, moved = CASES[0], Random(2), set[str]()
    for frames in (list(play(case, Plan(2, seed, seed))) for seed in range(8)):
        for step in range(4, len(frames), 3):
            here = frames[step - 1].state
            *_, last = fold(case.game(), frames[0].before, case.known.scramble(case.game(), frames[:step], 0, rng))
            moved |= {name for name in here._fields if getattr(here, name) != getattr(last.state, name)}
    assert moved == {"hands", "laid", "passed", "chambers"}


class CardInTheObservation(LiarsBar):
    def observe(self, state: Any, seat: Seat | None) -> Any:
        seen = super().observe(state, seat)
        return seen._replace(hand=state.hands[0][:1]) if seat is None else seen


class CountOfTargetsInTheObservation(LiarsBar):
    def observe(self, state: Any, seat: Seat | None) -> Any:
        return super().observe(state, seat)._replace(held=tuple(hand.count(state.target) for hand in state.hands))


class HonestPassPaidAtOnce(LiarsBar):
    def step(self, state: Any, actions: Any) -> Transition:
        after, happened = super().step(state, actions)
        if after.phase is Phase.LAY and after.passed and honest(after.passed[-1].cards, after.target):
            after = after._replace(points=put(after.points, after.turn, after.points[after.turn] + 2))
        return Transition(after, happened)


class OrderOfTheLegalActions(LiarsBar):
    def legal(self, state: Any, seat: Seat) -> Any:
        actions = super().legal(state, seat)
        bluff = state.laid and not honest(state.laid.cards, state.target)
        return actions[::-1] if state.phase is Phase.RESPOND and bluff else actions


class ForcedMoveThatKnowsTheBluff(LiarsBar):
    def neutral(self, state: Any, seat: Seat) -> Any:
        calls = state.phase is Phase.RESPOND and not honest(state.laid.cards, state.target)
        return self.legal(state, seat)[0] if calls else super().neutral(state, seat)


class RefusalThatNamesTheCards(LiarsBar):
    def check(self, state: Any, seat: Seat, action: Any) -> Reason | None:
        why = super().check(state, seat, action)
        return why and Reason(why.code, {**why.values, "laid": state.laid})


class DrawNamedAfterTheChambers(LiarsBar):
    def luck(self, state: Any) -> str:
        return f"{super().luck(state)}/{sum(state.chambers)}"


@dataclass(frozen=True, slots=True)
class DealtOpenly:
    seat: Everyone[Seat]
    count: Everyone[int]
    cards: Everyone[Any]


class EventWithTheWrongAudience(LiarsBar):
    def step(self, state: Any, actions: Any) -> Transition:
        after, happened = super().step(state, actions)
        openly = [DealtOpenly(e.seat, e.count, e.cards) if isinstance(e, events.Dealt) else e for e in happened]
        return Transition(after, tuple(openly))


@dataclass(frozen=True, slots=True)
class WhisperedAloud:
    seat: Everyone[Seat]
    partner: Everyone[Seat]
    note: Pair[str | None]


class EverybodyHearsThatSomebodyWhispers(GuessGame):
    def step(self, state: Any, actions: Any) -> Transition:
        after, happened = super().step(state, actions)
        aloud = [WhisperedAloud(0, 1, e.note) if isinstance(e, Whispered) else e for e in happened]
        return Transition(after, tuple(aloud))


@pytest.mark.parametrize(
    ("leaky", "what"),
    [
        (CardInTheObservation, "observation"),
        (CountOfTargetsInTheObservation, "observation"),
        (HonestPassPaidAtOnce, "observation"),
        (OrderOfTheLegalActions, "legal"),
        (ForcedMoveThatKnowsTheBluff, "neutral"),
        (RefusalThatNamesTheCards, "refusals"),
        (DrawNamedAfterTheChambers, "luck"),
        (EventWithTheWrongAudience, "events"),
        (EverybodyHearsThatSomebodyWhispers, "events"),
    ],
)
def test_a_planted_leak_is_caught(leaky: type[Any], what: str) -> None:
    case = next(case for case in CASES if case.entry.build in leaky.__mro__)
    game = leaky(case.entry.presets[case.preset])
    with pytest.raises(Leak, match=f"^{what} "):
        deque(check_secrecy(case, Plan(choices, 3, choices), game) for choices in range(20))
