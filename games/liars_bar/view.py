"""What a seat or the spectator may know of a table, built field by field."""

from typing import NamedTuple

from games.core import CHANCE_ALONE, NOBODY, Seat
from games.liars_bar.actions import Hand, Rank
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import ENDED, LAY, RESPOND, Phase, State

SEATS = tuple(frozenset({seat}) for seat in range(4))


class FaceDown(NamedTuple):
    """A play as everybody sees it."""

    seat: Seat
    cards: int
    passer: Seat | None
    """Who let it lie; None while it waits for a response."""


class Observation(NamedTuple):
    """Tuples with one entry a seat, in seat order. A NamedTuple because one is made for every decision."""

    rules: LiarsBarRules
    seat: Seat | None
    decision: int | None
    waiting_for: frozenset[Seat]
    phase: Phase
    round: int
    target: Rank | None
    turn: Seat | None
    """Who lays or responds; None between rounds."""
    alive: tuple[bool, ...]
    held: tuple[int, ...]
    fired: tuple[int, ...]
    points: tuple[int, ...]
    table: tuple[FaceDown, ...]
    """This round's plays that lie face down, in order; the last one may still wait for its response."""
    hand: Hand
    """The seat's own cards; empty for the spectator."""
    own: tuple[Hand, ...]
    """The cards this seat has laid this round, in order; nobody else knows them."""


def acting(state: State) -> frozenset[Seat]:
    """Who is to act; no secret in this game."""
    if state.phase is LAY or state.phase is RESPOND:
        return SEATS[state.turn]
    return NOBODY if state.phase is ENDED else CHANCE_ALONE


def observe(rules: LiarsBarRules, state: State, seat: Seat | None) -> Observation:
    """The table from one seat, or from outside."""
    laid, passed = state.laid, state.passed
    table = tuple([FaceDown(p.seat, len(p.cards), p.passer) for p in passed])
    own: tuple[Hand, ...] = ()
    if seat is not None:
        own = tuple([p.cards for p in passed if p.seat == seat])
    if laid is not None and state.phase is RESPOND:
        table = (*table, FaceDown(laid.seat, len(laid.cards), None))
        if laid.seat == seat:
            own = (*own, laid.cards)
    return Observation(
        rules=rules,
        seat=seat,
        decision=None if seat is None else state.decisions[seat],
        waiting_for=acting(state),
        phase=state.phase,
        round=state.round,
        target=state.target,
        turn=state.turn if state.phase is LAY or state.phase is RESPOND else None,
        alive=state.alive,
        held=tuple(map(len, state.hands)),
        fired=state.fired,
        points=state.points,
        table=table,
        hand=() if seat is None else state.hands[seat],
        own=own,
    )
