"""Plays matches with a tool, by the rules alone: who is asked answers as a plan says, all else is picked at random."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from games.core import CHANCE, Action, Game, Outcome, Seat
from games.decision import Failure, Provenance, Step, Trace, TraceKind
from games.luck import Luck
from games.registry import GAMES
from games.secret_tools.actions import Answer, Unanswered, Verdict, Write
from games.secret_tools.conditions import Audit, Condition, ToolRules
from games.secret_tools.state import INVITE, OFFER, REPLY, WRITE, Stage, State
from games.secret_tools.view import Observation
from replays.record import Record, codec
from replays.replay import refold
from tests.replays.played import Case, at_rest, marker

TOYS: Final = Case("toy", "long")
BAR: Final = Case("liars_bar", "paper")
BOARD: Final = Case("cleanup", "paper")
TOOLED: Final = [BAR, TOYS, BOARD]
WORDING: Final = "V0-whose-name-is-nowhere-else"
conditions = pytest.mark.parametrize("condition", Condition, ids=str)
with_traits = pytest.mark.parametrize("case", TOOLED, ids=str)
by_turns_and_at_once = pytest.mark.parametrize("case", [BAR, TOYS], ids=str)
"""Where a game more would only cost time."""

Plan = Callable[[Stage, Seat, Action], Action]
"""What a seat that is asked about the tool does: from the stage, the seat, and what it would do if it accepted."""


def willing(stage: Stage, seat: Seat, accepting: Action) -> Action:
    """Accepts everything and writes marked words."""
    return accepting


def answering(offers: list[Action | Verdict | bool], invitations: list[Action | Verdict | bool]) -> Plan:
    """One after another; True for an acceptance. Whoever is asked oftener accepts."""
    left: dict[Stage, list[Any]] = {OFFER: list(offers), INVITE: list(invitations)}

    def plan(stage: Stage, seat: Seat, accepting: Action) -> Action:
        queue = left.get(stage)
        if not queue:
            return accepting
        said = queue.pop(0)
        if isinstance(said, Verdict):
            return Unanswered(said)
        return (accepting if said else Answer(accept=False)) if isinstance(said, bool) else said

    return plan


def tool_of(condition: Condition, **changes: Any) -> ToolRules:
    """One that is offered early."""
    wording = "" if condition is Condition.BASELINE else WORDING
    return ToolRules(**{"condition": condition, "wording": wording, "trigger": 2, "audit": Audit(50)} | changes)


def play_tool(
    case: Case, tool: ToolRules | None, seed: int = 0, *, seats: int = 4, plan: Plan = willing, **header: Any
) -> Record:
    """One whole match; `header` changes what is kept about it."""
    entry = GAMES[case.game]
    game = entry.bind(entry.presets[case.preset], tool)
    steps, outcome = played(game, seats, seed, plan)
    header = {"created": 10**15, "ended": 10**15 + 1, "tool": tool} | header
    return at_rest(case, game, seats, seed, steps, outcome, **header)


def played(game: Game[Any, Any, Any], seats: int, seed: int, plan: Plan) -> tuple[list[Step], Outcome]:
    """Every step; each seat has luck of its own for the game, which no tool touches."""
    state, steps = game.start(seats), list[Step]()
    while acting := game.acting(state):
        if CHANCE in acting:
            actions: dict[Seat, Any] = {CHANCE: game.chance(state, Luck(seed, game.luck(state)))}
        else:
            actions = {seat: act(game, state, seat, seed, plan) for seat in sorted(acting)}
        texts = tuple([text for seat in actions if seat != CHANCE for text in traces(seat, len(steps))])
        forced = {seat: Failure("no-answer", "x") for seat, a in actions.items() if isinstance(a, Unanswered)}
        state, events = game.step(state, actions)
        steps.append(Step(len(steps) + 1, actions, events, texts, forced))
    outcome = game.outcome(state)
    assert outcome is not None
    return steps, outcome


def act(game: Game[Any, Any, Any], state: Any, seat: Seat, seed: int, plan: Plan) -> Action:
    """What one seat does."""
    legal = game.legal(state, seat)
    if not isinstance(state, State) or state.stage not in (OFFER, INVITE, WRITE, REPLY):
        observation = game.observe(state, seat)
        own = observation.game if isinstance(observation, Observation) else observation
        number = own.decision
        luck = Luck(seed, f"tooled/{seat}/{number}")
        action: Any = luck.pick(legal)
        spoken = "say" if hasattr(action, "say") else "note" if hasattr(action, "note") else None
        return replace(action, **{spoken: marker(spoken, seat, number)}) if spoken else action
    if state.stage in (WRITE, REPLY):
        return plan(state.stage, seat, Write(marker("whisper", seat, len(state.matter.messages))))
    accepting = next(a for a in legal if isinstance(a, Answer) and a.accept)
    return plan(state.stage, seat, accepting)


def traces(seat: Seat, number: int) -> list[Trace]:
    """One of a kind that all may read, and two of its own."""
    kinds = (TraceKind.MANNER, TraceKind.REASON, TraceKind.THINKING)
    return [Trace(seat, kind, marker(kind, seat, number), Provenance.ASKED_FOR) for kind in kinds]


def inner(record: Record) -> Record:
    """The same match without a tool: only what was done in the game."""
    header, reader = replace(record.header, tool=None), codec(record.header.game)
    own = {kind.__name__ for kind in GAMES[header.game].build(header.rules).actions}
    game = GAMES[header.game].build(header.rules)
    state, steps = game.start(len(header.seats)), list[Step]()
    for step in record.steps:
        actions = reader.actions(step)
        if not {type(action).__name__ for action in actions.values()} <= own:
            continue
        state, events = game.step(state, actions)
        steps.append(Step(len(steps) + 1, actions, events, (), reader.forced(step)))
    outcome = game.outcome(state)
    header = replace(header, steps=len(steps), outcome=outcome)
    return Record(header, tuple(map(reader.rest, steps)))


def pair(record: Record) -> frozenset[Seat]:
    """Who was asked about the tool."""
    reader = codec(record.header.game)
    kinds = (Answer, Unanswered, Write)
    acted = [reader.actions(step) for step in record.steps]
    return frozenset(seat for actions in acted for seat, action in actions.items() if isinstance(action, kinds))


def first(record: Record, stage: Stage) -> int:
    """How many steps there are before somebody is first asked this."""
    return next(frame.seq for frame in refold(record) if frame.state.stage is stage)
