"""Whoever takes no part cannot tell a tool from none, nor a partner what the others hold; planted leaks are caught."""

from collections import deque
from random import Random
from typing import Any

import pytest
from hypothesis import given

from games.core import Reason, Seat, Transition
from games.secret_tools import events
from games.secret_tools.conditions import Condition
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import PLAY, State
from games.secret_tools.traits import Hint
from games.secret_tools.view import Observation
from tests.games.cases import TOOLED, Case, Plan, every_tooled, plans, play, some
from tests.games.driven import around
from tests.games.worlds import Leak, check_tool_secrecy, other_world


@every_tooled
@some(5)
@given(plan=plans)
def test_nobody_is_told_what_is_hidden(case: Case, plan: Plan) -> None:
    check_tool_secrecy(case, plan, every=case.every)


class MessagesInTheObservation(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen: Any = around(super().observe(state, seat))
        return seen._replace(announced=state.matter.messages or None)


class DecisionNumberThatCountsTheOthers(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen = around(super().observe(state, seat))
        return seen if seat is None else seen._replace(decision=seen.game.decision + sum(state.matter.private))


class WaitingForThePartner(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        return around(super().observe(state, seat))._replace(waiting_for=self.acting(state))


class EventWithTheWrongAudience(SecretTool):
    def step(self, state: State, actions: Any) -> Transition:
        after, told = super().step(state, actions)
        openly = {events.Started: events.Announced, events.Wrote: events.WroteOpenly}
        return Transition(after, tuple(openly.get(type(e), lambda _, e=e: e)(*_values(e)) for e in told))


def _values(event: Any) -> list[Any]:
    kind = type(event)
    fields = [getattr(event, name) for name in kind.__dataclass_fields__]
    return fields if kind in (events.Started, events.Wrote) else [event]


class HintFromTheState(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen = around(super().observe(state, seat))
        if seen.private is None or not seen.private.hint:
            return seen
        hands = getattr(state.inner, "hands", None) or state.inner.cards
        return seen._replace(private=seen.private._replace(hint=(Hint("held", (("count", repr(hands)),)),)))


class DrawNamedAfterTheMessages(SecretTool):
    def luck(self, state: State) -> str:
        return f"{super().luck(state)}/{len(state.matter.messages)}"


class NotesForBoth(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen = around(super().observe(state, seat))
        return seen._replace(private=seen.private._replace(messages=state.matter.messages)) if seen.private else seen


class OutsidersHaveToWait(SecretTool):
    def legal(self, state: State, seat: Seat) -> Any:
        return super().legal(state, seat) if state.stage is PLAY or seat in state.pair else ()


class RefusalThatTellsOfTheOffer(SecretTool):
    def check(self, state: State, seat: Seat, action: Any) -> Reason | None:
        why = super().check(state, seat, action)
        return Reason("asked-in-private") if why and state.stage is not PLAY else why


class ForcedMoveThatTells(SecretTool):
    def neutral(self, state: State, seat: Seat) -> Any:
        move = super().neutral(state, seat)
        return self.legal(state, seat)[-1] if state.matter.used and seat not in state.pair else move


@pytest.mark.parametrize(
    ("leaky", "name", "what"),
    [
        (leak, f"{game}-{condition}", what)
        for game in ("liars_bar-paper", "toy-long")
        for leak, condition, what in (
            (MessagesInTheObservation, Condition.CHANNEL, "observation"),
            (DecisionNumberThatCountsTheOthers, Condition.HINT, "observation"),
            (WaitingForThePartner, Condition.CHANNEL, "observation"),
            (EventWithTheWrongAudience, Condition.CHANNEL, "events"),
            (HintFromTheState, Condition.HINT, "observation"),
            (DrawNamedAfterTheMessages, Condition.CHANNEL, "luck"),
            (NotesForBoth, Condition.NOTES, "observation"),
            (RefusalThatTellsOfTheOffer, Condition.HINT, "refusals"),
            (ForcedMoveThatTells, Condition.CHANNEL, "neutral"),
        )
    ]
    + [
        # Where players act by turns nobody but the pair could do anything meanwhile.
        (OutsidersHaveToWait, "toy-long-channel", "legal"),
        (MessagesInTheObservation, "cleanup-paper-channel-ally_zap", "observation"),
        (NotesForBoth, "cleanup-paper-notes", "observation"),
        (RefusalThatTellsOfTheOffer, "cleanup-anonymous-hint", "refusals"),
        (ForcedMoveThatTells, "cleanup-paper-channel", "neutral"),
    ],
)
def test_a_planted_leak_is_caught(leaky: type[SecretTool], name: str, what: str) -> None:
    case = next(c for c in TOOLED if str(c) == name)

    def build(case: Case) -> Any:
        assert case.entry.traits is not None
        assert case.tool is not None
        return leaky(case.entry.game(case.preset), case.tool, case.entry.traits)

    with pytest.raises(Leak, match=f"^{what} "):
        deque(check_tool_secrecy(case, Plan(choices, 3, choices), build) for choices in range(40))


class WhatIsSealedIsTold(SecretTool):
    def step(self, state: State, actions: Any) -> Transition:
        after, told = super().step(state, actions)
        return Transition(after, tuple(getattr(event, "opened", event) for event in told))


class CheckInTheObservation(SecretTool):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen: Any = around(super().observe(state, seat))
        return seen._replace(announced=state.matter.checked or None)


class PointsThatCountWhatIsSealed(SecretTool):
    def outcome(self, state: State) -> Any:
        outcome = super().outcome(state)
        return outcome and self._counting.counted(state, outcome)


@pytest.mark.parametrize("game", ["liars_bar-paper", "toy-long"])
@pytest.mark.parametrize("note", ["sealed", "again"])
@pytest.mark.parametrize(
    ("leaky", "what"),
    [
        (WhatIsSealedIsTold, "events"),
        (CheckInTheObservation, "observation"),
        (PointsThatCountWhatIsSealed, "outcome"),
    ],
)
def test_a_seal_that_leaks_is_caught(leaky: type[SecretTool], what: str, note: str, game: str) -> None:
    case = next(c for c in TOOLED if str(c) == f"{game}-hint-{note}")

    def build(case: Case) -> Any:
        assert case.entry.traits is not None
        assert case.tool is not None
        return leaky(case.entry.game(case.preset), case.tool, case.entry.traits)

    with pytest.raises(Leak, match=f"^{what} "):
        deque(check_tool_secrecy(case, Plan(choices, 3, choices), build) for choices in range(40))


def test_for_those_who_take_no_part_there_are_worlds_with_and_without_a_tool() -> None:
    """And for partners worlds in which others hold other cards."""
    case, rng, found = next(c for c in TOOLED if str(c) == "liars_bar-paper-hint"), Random(1), set[str]()
    for frames in (list(play(case, Plan(2, seed, seed))) for seed in range(8)):
        for step, viewer in ((s, v) for s in range(3, len(frames), 4) for v in range(4)):
            here = frames[:step]
            there, other = other_world(case, here, viewer, rng, Case.game)
            inside = viewer in here[-1].state.pair
            found.add(f"{'partner' if inside else 'outsider'} {other[-1].state.matter.standing}")
            found |= {f"{there.tool.condition} for {'partner' if inside else 'outsider'}"}
            inner = here[-1].state.inner, other[-1].state.inner
            if inside and inner[0].hands != inner[1].hands:
                found.add("other hands")
                pair = here[-1].state.pair
                assert not here[-1].state.matter.used or all(inner[0].hands[s] == inner[1].hands[s] for s in pair)
    assert {"outsider active", "outsider refused", "outsider open", "partner active", "other hands"} <= found
    assert {f"{condition} for outsider" for condition in Condition} <= found
    assert {line for line in found if line.endswith("for partner")} == {"hint for partner"}
