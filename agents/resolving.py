"""How sealed answers become a step, and which of them can be used."""

from collections.abc import Mapping
from typing import Any, Final

from games.core import NOBODY, Action, Game, IllegalAction, InvalidAction, Reason, Refused, Seat, StaleAction
from games.decision import Decision, Provenance, Step, Trace, TraceKind
from games.failure import LATE, Failure

AnyGame = Game[Any, Any, Any]
TOGETHER: Final = 2
REASON_LIMIT: Final = 2_000
"""Characters of a person's reason for an answer."""


def refusal(game: AnyGame, state: Any, seat: Seat, action: Action) -> Refused | None:
    """What the rules have against an answer of this seat now."""
    if type(action) not in game.actions:
        return InvalidAction(seat, action, Reason("no-such-action"))
    why = game.check(state, seat, action)
    return None if why is None else IllegalAction(seat, action, why)


def handed_in(game: AnyGame, state: Any, seat: Seat, action: Action, at: int, reason: str) -> Decision | Refused:
    """What a person on this seat decides, as its own decision number `at`, and why; or what stands against it."""
    due = game.observe(state, seat).decision
    if at != due:
        return StaleAction(seat, action, Reason("stale", {"at": at, "due": due}))
    refused = refusal(game, state, seat, action)
    if refused is not None:
        return refused
    if len(reason) > REASON_LIMIT:
        return IllegalAction(seat, action, Reason("reason-too-long", {"limit": REASON_LIMIT}))
    return Decision(action, (Trace(seat, TraceKind.REASON, reason, Provenance.ASKED_FOR),) if reason else ())


def usable(game: AnyGame, state: Any, seat: Seat, decision: Decision) -> Decision:
    """A program's decision, or the game's neutral move where it gave none that the rules accept."""
    failure = decision.failure or Failure("empty")
    if decision.action is not None:
        refused = refusal(game, state, seat, decision.action)
        if refused is None:
            return decision
        failure = decision.failure or Failure("illegal", refused.why.code)
    return Decision(game.neutral(state, seat), decision.traces, failure, decision.calls)


def late(game: AnyGame, state: Any, seat: Seat) -> Decision:
    """What the table plays for a person who has not chosen in time."""
    return Decision(game.neutral(state, seat), failure=Failure(LATE))


def only_moves(game: AnyGame, state: Any) -> dict[Seat, Decision]:
    """What those do who can do one thing only, where several act at once. Where one acts alone it does even the only
    thing itself: a turn is a turn."""
    answering = game.answering(state)
    if len(answering) < TOGETHER:
        return {}
    asked = game.acting(state) if game.hidden(state) else NOBODY
    legal = {seat: game.legal(state, seat) for seat in answering - asked}
    return {seat: Decision(actions[0]) for seat, actions in legal.items() if len(actions) == 1}


def resolved(game: AnyGame, state: Any, seq: int, sealed: Mapping[Seat, Decision]) -> tuple[Any, Step]:
    """The state after the step of this number, and the step; answers for later steps are left out."""
    acting = game.acting(state)
    # In seat order: the record must not tell who answered first.
    answers = [(seat, decision) for seat, decision in sorted(sealed.items()) if seat in acting]
    actions = {seat: d.action for seat, d in answers if d.action is not None}
    after, events = game.step(state, actions)
    return after, Step(
        seq=seq,
        actions=actions,
        events=events,
        traces=tuple([trace for _, d in answers for trace in d.traces]),
        forced={seat: d.failure for seat, d in answers if d.failure is not None},
        calls=tuple([call for _, d in answers for call in d.calls]),
        outcome=game.outcome(after),
    )


def stands(game: AnyGame, seat: Seat, decision: Decision | None, before: Any, after: Any) -> bool:
    """Whether what this seat was asked in one state, and has decided if it has, can be used in another."""
    if game.observe(before, seat).decision != game.observe(after, seat).decision:
        return False
    action = None if decision is None else decision.action
    # Of whoever still thinks, what the table would do for it stands for what it will answer.
    return refusal(game, after, seat, game.neutral(before, seat) if action is None else action) is None
