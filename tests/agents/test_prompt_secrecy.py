"""No prompt depends on what is hidden from the seat that reads it, and this law catches a prompt that does."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import given

from agents.core import View
from agents.prompts import Question
from games.core import ANALYST, CHANCE, Everyone, Seat, Transition, seen_by
from games.decision import Trace, TraceKind
from games.liars_bar import events
from games.liars_bar.actions import honest
from games.liars_bar.rules import LiarsBar
from games.liars_bar.state import Phase
from tests.agents.prompting import prompts, view
from tests.games.cases import CASES, Case, Plan, every_case, plans, play, some
from tests.games.frames import AnyGame, Frame, fold
from tests.games.secrecy import Leak, common


def check_prompts(case: Case, plan: Plan, game: AnyGame | None = None, shows: Any = view) -> int:
    """Whatever a seat is asked during a match, it is asked in the other worlds too. Returns how many were really other.

    `shows`: what makes the view of a seat. Raises Leak.
    """
    game, rng, worlds = game or case.game(), Random(plan.seed), 0
    frames, seats = list(play(case, plan, game)), plan.seats(game)
    minds = prompts(case.entry, game.rules, seats)
    for step in range(1, len(frames)):
        here = frames[:step]
        for seat in range(seats):
            asked = here[-1].state, game.acting(here[-1].state)
            if seat not in asked[1] and CHANCE not in asked[1]:
                continue
            joints = case.known.scramble(game, here, seat, rng)
            same = common(here, joints)
            there = [*here[:same], *fold(game, frames[same].before, joints[same:])]
            worlds += same < step
            notes = [Trace(seat, TraceKind.IMPRESSION, f"A note about {about}.", about=about) for about in range(seats)]
            one, other = (asks(minds[seat], game, world, shows(game, world, seat, notes)) for world in (here, there))
            if one != other:
                raise Leak(f"step {step}, seat {seat}: {one} here, {other} there")
    return worlds


def asks(mind: Any, game: AnyGame, world: Sequence[Frame], seen: View[Any, Any]) -> list[Question | None]:
    """All that a seat can be asked now."""
    if seen.legal:
        return [mind.move(seen, notes=notes) for notes in (False, True)]
    return [mind.impressions(seen)]


@every_case
@some(6)
@given(plan=plans)
def test_no_prompt_tells_what_is_hidden(case: Case, plan: Plan) -> None:
    check_prompts(case, plan)


@every_case
def test_there_really_are_other_worlds(case: Case) -> None:
    assert sum(check_prompts(case, Plan(seed, seed, seed)) for seed in range(3)) > 15


@dataclass(frozen=True, slots=True)
class LaidOpenly(events.Laid):
    cards: Everyone[Any]


class CardsOfAPlayToldToEverybody(LiarsBar):
    def step(self, state: Any, actions: Any) -> Transition:
        after, happened = super().step(state, actions)
        openly = [LaidOpenly(e.seat, e.count, e.left, e.cards) if isinstance(e, events.Laid) else e for e in happened]
        return Transition(after, tuple(openly))


class CountOfTargetsInTheObservation(LiarsBar):
    def observe(self, state: Any, seat: Seat | None) -> Any:
        return super().observe(state, seat)._replace(held=tuple(hand.count(state.target) for hand in state.hands))


class OrderOfTheMoves(LiarsBar):
    def legal(self, state: Any, seat: Seat) -> Any:
        actions = super().legal(state, seat)
        bluff = state.laid and not honest(state.laid.cards, state.target)
        return actions[::-1] if state.phase is Phase.RESPOND and bluff else actions


def leaks(case: Case, game: AnyGame, shows: Any = view) -> bool:
    try:
        for choices in range(20):
            check_prompts(case, Plan(choices, 3, choices), game, shows)
    except Leak:
        return True
    return False


@pytest.mark.parametrize("leaky", [CardsOfAPlayToldToEverybody, CountOfTargetsInTheObservation, OrderOfTheMoves])
def test_a_planted_leak_is_caught(leaky: type[LiarsBar]) -> None:
    assert leaks(CASES[0], leaky(CASES[0].entry.presets["paper"]))


def test_a_view_with_events_as_the_analyst_reads_them_is_caught() -> None:
    def shows(game: AnyGame, frames: Sequence[Frame], seat: Seat, traces: Sequence[Trace]) -> View[Any, Any]:
        seen = [seen_by(event, ANALYST) for frame in frames for event in frame.events]
        honestly = view(game, frames, seat, traces)
        return View(honestly.observation, honestly.legal, tuple(seen), honestly.traces)

    # Where seats of Cleanup have names there is nothing that they are not told.
    hides = [case for case in CASES if str(case) != "cleanup-paper"]
    assert len(hides) == len(CASES) - 1
    assert all(leaks(case, case.game(), shows) for case in hides)
