"""What a seat or the spectator may know of the board, built field by field."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeVar

from games.cleanup.presets import CleanupRules
from games.cleanup.state import ACT, ENDED, Board, Phase, State, made
from games.core import CHANCE_ALONE, NOBODY, Seat

T = TypeVar("T")
MOST: Final = 7
"""Seats on any board."""
EVERYBODY: Final = tuple([frozenset(range(seats)) for seats in range(MOST + 1)])
IN_ORDER: Final = tuple([tuple(range(seats)) for seats in range(MOST + 1)])
"""The same by seat number."""


class Observation(NamedTuple):
    """A NamedTuple because one is made for every decision."""

    rules: CleanupRules
    seat: Seat | None
    decision: int | None
    waiting_for: frozenset[Seat]
    phase: Phase
    board: Board
    """All of it is public; but where seats are anonymous, only what stands at the viewer's own seat is that seat's:
    the rest is in an order that tells nothing, places and points each in one of their own."""

    @property
    def points(self) -> tuple[int, ...]:
        return self.board.points


def acting(state: State) -> frozenset[Seat]:
    """Who is to act; no secret in this game."""
    if state.phase is ACT:
        return EVERYBODY[len(state.board.points)]
    return NOBODY if state.phase is ENDED else CHANCE_ALONE


def observe(rules: CleanupRules, state: State, seat: Seat | None) -> Observation:
    """The board from one seat, or from outside; what others do stays sealed until the step is played."""
    phase, board = state.phase, state.board
    decision = None if seat is None else board.step - (phase is ACT)
    if rules.identity == "anonymous" and board.tiles:
        board = unnamed(board, seat)
    seen: Observation = made(Observation, (rules, seat, decision, acting(state), phase, board))
    return seen


def unnamed(board: Board, seat: Seat | None) -> Board:
    """The same board for whoever is told no names: all but its own sorted, places apart from points."""
    tiles, counters = zip(*sorted_but([*zip(board.tiles, board.counters, strict=True)], seat), strict=True)
    return board._replace(tiles=tiles, counters=counters, points=sorted_but(board.points, seat))


def sorted_but(each: Sequence[T], seat: Seat | None) -> tuple[T, ...]:
    """One for each seat, in an order that tells nothing but what is this seat's."""
    others: list[Any] = [one for other, one in enumerate(each) if other != seat]
    others.sort()
    return tuple(others) if seat is None else (*others[:seat], each[seat], *others[seat:])
