"""No prompt tells what is hidden where a tool is about: not that there is one, not what the pair writes, not a card."""

from random import Random
from typing import Any

import pytest
from hypothesis import given

from games.core import CHANCE, Seat
from games.secret_tools.conditions import SECRET, Advantage, Condition
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import State
from games.secret_tools.traits import Hint
from games.secret_tools.view import Observation
from tests.agents.offered import BAR, mind, question, rules
from tests.agents.prompting import view
from tests.games.cases import Case, Plan, plans, play, some
from tests.games.driven import around
from tests.games.frames import AnyGame, Frame
from tests.games.known_cleanup import ENTRY as CLEANUP
from tests.games.secrecy import Leak
from tests.games.worlds import other_world
from tests.toy import ENTRY as TOY

TOOLED = [
    Case(entry, preset, rules(condition, trigger=2))
    for entry, preset in ((BAR, "paper"), (TOY, "long"), (CLEANUP, "paper"), (CLEANUP, "anonymous"))
    for condition in Condition
] + [
    Case(CLEANUP, preset, rules(condition, trigger=2, advantage=Advantage.ALLY_ZAP))
    for preset in ("paper", "anonymous")
    for condition in sorted(SECRET)
]
every_tooled = pytest.mark.parametrize("case", TOOLED, ids=str)


def asked(case: Case, game: AnyGame, frames: list[Frame], seat: Seat) -> list[Any]:
    """All that this seat can be asked now, in words and in the form of the answer."""
    assert isinstance(game, SecretTool)
    names = tuple("ABCDEF"[: len(frames[-1].state.matter.private)])
    reader, seen = mind(case.entry, case.preset, game.tool, seat, names), view(game, frames, seat)
    if seen.legal:
        return [question(reader, seen, notes=notes) for notes in (False, True)]
    return [reader.impressions(seen)]


def check_prompts(case: Case, plan: Plan, build: Any = Case.game, every: int = 1) -> int:
    """Compare every prompt, or one of so many steps, with what is read in another world. Returns how many; raises
    Leak."""
    game, rng, worlds = build(case), Random(plan.seed), 0
    frames = list(play(case, plan, game))
    for step in range(1 + rng.randrange(every), len(frames), every):
        here, state = frames[:step], frames[step - 1].state
        drawing = CHANCE in game.acting(state)
        for seat in range(plan.seats(game)):
            if seat not in game.answering(state) and (not drawing or game.hidden(state)):
                continue
            there, other = other_world(case, here, seat, rng, build)
            one, two = asked(case, game, here, seat), asked(case, there, other, seat)
            if one != two:
                raise Leak(f"step {step}, seat {seat}: {one} here, {two} there")
            worlds += 1
    return worlds


@every_tooled
@some(4)
@given(plan=plans)
def test_no_prompt_tells_what_is_hidden(case: Case, plan: Plan) -> None:
    check_prompts(case, plan, every=case.every)


@every_tooled
def test_there_are_prompts_to_compare(case: Case) -> None:
    assert check_prompts(case, Plan(1, 2, 3), every=case.every - 1) > 10


class EverybodySeesAsThePairDoes(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen = around(super().observe(state, seat))
        if seat is None or not state.pair or seat in state.pair:
            return seen
        return seen._replace(private=super().observe(state, min(state.pair)).private)


class NotesForBoth(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen = around(super().observe(state, seat))
        return seen._replace(private=seen.private._replace(messages=state.matter.messages)) if seen.private else seen


class HintFromTheState(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen = around(super().observe(state, seat))
        if seen.private is None or not seen.private.hint:
            return seen
        held = state.inner.cards if hasattr(state.inner, "cards") else state.inner.hands
        return seen._replace(private=seen.private._replace(hint=(Hint("held", _values(repr(held))),)))


def _values(held: str) -> Any:
    return tuple((key, held) for key in ("count", "total", "target", "cards"))


@pytest.mark.parametrize(
    ("leaky", "condition"),
    [
        (EverybodySeesAsThePairDoes, Condition.CHANNEL),
        (NotesForBoth, Condition.NOTES),
        (HintFromTheState, Condition.HINT),
    ],
)
@pytest.mark.parametrize("game", ["liars_bar", "toy"])
def test_a_planted_leak_is_caught(leaky: type[SecretTool], condition: Condition, game: str) -> None:
    case = next(c for c in TOOLED if c.entry.name == game and c.tool and c.tool.condition is condition)

    def build(case: Case) -> Any:
        assert case.entry.traits is not None
        assert case.tool is not None
        return leaky(case.entry.game(case.preset), case.tool, case.entry.traits)

    assert leaks(case, build)


def leaks(case: Case, build: Any) -> bool:
    try:
        for choices in range(40):
            check_prompts(case, Plan(choices, 3, choices), build)
    except Leak:
        return True
    return False
