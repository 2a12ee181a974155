"""Cleanup in any match: events tell everything that happens, nothing hangs on seat numbers, and no name gets out."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.cleanup import events, sights
from games.cleanup.events import ZappedUnnamed
from games.cleanup.rules import Cleanup
from games.cleanup.state import SETTLE, Board, State
from games.cleanup.view import Observation
from games.core import CHANCE, Seat, Transition, seen_by
from games.luck import Luck
from tests.games.bounds import even, z_bound
from tests.games.cases import Case, Plan, plans, play, some
from tests.games.frames import Frame
from tests.games.known_classic import learnt
from tests.games.known_cleanup import ENTRY, NAMELESS
from tests.games.secrecy import Leak, check_secrecy

CASE = Case(ENTRY, "paper")
HIDING = Case(ENTRY, "anonymous")
both = pytest.mark.parametrize("case", [CASE, HIDING], ids=str)
CLASSIC = [Case(ENTRY, preset) for preset in ("classic", "classic-small", "classic-anonymous")]
LYING = (sights.AteInSight, sights.CleanedInSight, sights.DriftedInSight, sights.GrewInSight)
orders = st.permutations(range(4)).map(tuple)
PAIRS = [(), (0, 1), (2, 0)]


def frames_of(case: Case, plan: Plan, allies: tuple[Seat, ...] = ()) -> list[Frame]:
    """A match, in which two may be allied from its first step on."""
    game: Any = case.game()

    class Allied(Cleanup):
        def start(self, seats: int) -> State:
            return super().start(seats)._replace(allies=allies)

    return list(play(case, plan, Allied(game.rules)))


@both
@some(10)
@given(plan=plans)
def test_only_orchard_holds_apples_and_only_the_river_waste(case: Case, plan: Plan) -> None:
    for frame in play(case, plan):
        layout, board = NAMELESS.layout, frame.state.board
        assert all(board.apples >> tile & 1 == 0 for tile in layout.river)
        assert all(board.waste >> tile & 1 == 0 for tile in layout.orchard)
        assert 0 <= board.pollution <= len(layout.river)


@both
@pytest.mark.parametrize("allies", PAIRS, ids=str)
@some(10)
@given(plan=plans)
def test_the_events_tell_the_whole_board(case: Case, allies: tuple[Seat, ...], plan: Plan) -> None:
    """Whoever may read all of them can put the pieces down alongside."""
    frames = frames_of(case, plan, allies)
    tiles, points, frozen = list(frames[0].state.board.tiles), [0] * 4, [0] * 4
    apples, waste = set[int](), set[int]()
    for frame in frames:
        for event in frame.events:
            match event:
                case events.Stepped():
                    frozen = [max(0, left - 1) for left in frozen]
                case events.Acted(seat, _, tile) | events.ActedUnnamed(seat, _, tile):
                    tiles[seat] = tile
                case events.Zapped(seat, by, tile) | events.ZappedUnnamed(seat, by, tile):
                    assert by != seat
                    assert tiles[seat] == tile
                    frozen[seat] = 5
                case events.Ate(seat, tile) | events.AteUnnamed(seat, tile):
                    assert tiles[seat] == tile
                    assert not frozen[seat]
                    apples.remove(tile)
                    points[seat] += 1
                case events.Cleaned(seat, tile) | events.CleanedUnnamed(seat, tile):
                    assert tiles[seat] == tile
                    assert not frozen[seat]
                    waste.remove(tile)
                case events.Drifted(tile):
                    assert tile not in waste
                    waste.add(tile)
                case events.Grew(tile):
                    assert tile not in apples
                    apples.add(tile)
                case _:
                    pass
        board = frame.state.board
        assert (tuple(tiles), tuple(points), tuple(frozen)) == (board.tiles, board.points, board.counters)
        assert (sum(1 << tile for tile in apples), sum(1 << tile for tile in waste)) == (board.apples, board.waste)


def renamed(state: State, to: Sequence[Seat]) -> State:
    """The same bodies, each with another seat's number."""
    was = [to.index(seat) for seat in range(4)]
    board, done = state.board, state.done
    board = board._replace(
        tiles=tuple(board.tiles[seat] for seat in was),
        counters=tuple(board.counters[seat] for seat in was),
        points=tuple(board.points[seat] for seat in was),
    )
    return state._replace(
        board=board,
        done=tuple(done[seat] for seat in was) if done else (),
        allies=tuple(to[seat] for seat in state.allies),
    )


def told(happened: Sequence[Any], to: Sequence[Seat]) -> Counter[Any]:
    """The events, with other numbers for the seats."""
    found: list[Any] = []
    for event in happened:
        if isinstance(event, events.MatchEnded):
            points = tuple(event.points[to.index(seat)] for seat in range(4))
            event = replace(event, winners=tuple(sorted(to[seat] for seat in event.winners)), points=points)
        else:
            named = {name: to[getattr(event, name)] for name in ("seat", "by") if hasattr(event, name)}
            event = replace(event, **named)
        found.append(event)
    return Counter(found)


@both
@pytest.mark.parametrize("allies", PAIRS, ids=str)
@some(15)
@given(plan=plans, to=orders)
def test_nothing_hangs_on_seat_numbers(case: Case, allies: tuple[Seat, ...], plan: Plan, to: tuple[Seat, ...]) -> None:
    """Whatever numbers the bodies have, the same comes of the same actions and the same luck."""
    game = case.game()
    for frame in frames_of(case, plan, allies)[1:]:
        joint: Any = {to[seat] if seat in range(4) else seat: action for seat, action in frame.actions.items()}
        if CHANCE in joint:
            draw = joint[CHANCE]
            order, targets = ([to[seat] for seat in seats] for seats in (draw.order, draw.targets))
            joint[CHANCE] = replace(draw, order=tuple(order), targets=tuple(targets))
        after, happened = game.step(renamed(frame.before, to), joint)
        assert after == renamed(frame.state, to)
        assert Counter(happened) == told(frame.events, to)


def test_of_all_orders_each_is_drawn_as_often_and_apples_grow_one_in_five() -> None:
    game = Cleanup(ENTRY.presets["paper"])
    state = State(SETTLE, Board(6, 0, 0, (0,) * 4, (0,) * 4, (0,) * 4), ("STAY",) * 4, (1, 3))
    draws = [game.chance(state, Luck(seed, "cleanup/step/6")) for seed in range(24_000)]
    assert even(Counter(draw.order for draw in draws), 24)
    assert even(Counter(draw.targets for draw in draws), 24)
    assert even(Counter((draw.order[0], draw.targets[0]) for draw in draws), 16)
    for at in range(10):
        assert even(Counter(draw.waste[at] for draw in draws), 10)
    orchard = NAMELESS.layout.orchard
    spread = (24_000 * 0.2 * 0.8) ** 0.5
    for tile in orchard:
        grown = sum(draw.growth >> tile & 1 for draw in draws)
        assert abs(grown - 4800) < z_bound(len(orchard)) * spread
    pairs = Counter((draw.growth >> orchard[0] & 1) + (draw.growth >> orchard[1] & 1) for draw in draws)
    assert abs(pairs[2] - 24_000 * 0.04) < z_bound(1) * (24_000 * 0.04 * 0.96) ** 0.5


@some(12)
@given(plan=plans)
def test_where_seats_are_anonymous_nobody_is_told_who_is_who(plan: Plan) -> None:
    check_secrecy(HIDING, plan)


def test_the_other_worlds_of_anonymous_seats_are_other() -> None:
    """Whoever looks on sees the same of them, and the analyst does not."""
    rng, differ, worlds = Random(1), 0, 0
    for plan in (Plan(0, seed, seed) for seed in range(6)):
        frames = list(play(HIDING, plan))
        for step in range(2, len(frames), 5):
            joints = HIDING.known.scramble(HIDING.game(), frames[:step], 1, rng)
            assert [a.get(1) for a in joints] == [frame.actions.get(1) for frame in frames[:step]]
            worlds += 1
            differ += joints != [frame.actions for frame in frames[:step]]
    assert differ > 0.6 * worlds


@some(10)
@given(plan=plans)
def test_an_anonymous_seat_knows_itself_and_of_others_only_what_there_is(plan: Plan) -> None:
    game = HIDING.game()
    for frame in play(HIDING, plan):
        board = frame.state.board
        for seat in range(4):
            seen = game.observe(frame.state, seat).board
            for name in ("tiles", "counters", "points"):
                assert sorted(getattr(seen, name)) == sorted(getattr(board, name))
                assert getattr(seen, name)[seat] == getattr(board, name)[seat]
            others = [other for other in range(4) if other != seat]
            bodies = [(seen.tiles[other], seen.counters[other]) for other in others]
            assert bodies == sorted((board.tiles[other], board.counters[other]) for other in others)
            assert [seen.points[other] for other in others] == sorted(board.points[other] for other in others)
            seen_events = [seen_by(event, seat) for event in frame.events]
            named = {getattr(event, name) for event in seen_events for name in ("seat", "by") if hasattr(event, name)}
            assert named <= {seat, None}


@pytest.mark.parametrize("case", CLASSIC, ids=str)
@some(10)
@given(plan=plans)
def test_a_seat_is_told_of_a_tile_and_of_whoever_cleaned_or_ate_there_just_what_it_sees(case: Case, plan: Plan) -> None:
    game = case.game()
    for frame in play(case, plan):
        for event in [event for event in frame.events if isinstance(event, LYING)]:
            for seat in range(len(frame.state.board.points)):
                told: Any = seen_by(event, seat)
                names = {getattr(told, name, None) for name in ("seat", "who")} - {None}
                read = None if told is None else (type(told), names.pop() if names else None, told.tile)
                assert read == learnt(game, frame, event, seat)


def test_who_starts_where_is_drawn_where_seats_are_anonymous_and_else_goes_by_the_seats() -> None:
    starts = NAMELESS.layout.starts
    found = {next(play(HIDING, Plan(0, seed, 0))).state.board.tiles for seed in range(400)}
    assert found == set(permutations(starts))
    assert {next(play(CASE, Plan(0, seed, 0))).state.board.tiles for seed in range(20)} == {starts}


class EverybodyByNumber(Cleanup):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        return super().observe(state, seat)._replace(board=state.board)


class ToldInSeatOrder(Cleanup):
    def step(self, state: State, actions: Any) -> Transition:
        after, happened = super().step(state, actions)
        late = [event for event in happened if isinstance(event, events.AteUnnamed)]
        rest = [event for event in happened if event not in late]
        late.sort(key=lambda event: event.seat or 0)
        return Transition(after, (*rest[:5], *late, *rest[5:]))


class AuthorOfTheZap(Cleanup):
    def step(self, state: State, actions: Any) -> Transition:
        after, happened = super().step(state, actions)
        aloud = [events.Zapped(e.seat, e.by, e.tile) if isinstance(e, ZappedUnnamed) else e for e in happened]
        return Transition(after, tuple(aloud))


class SealedAnswersInTheObservation(Cleanup):
    def observe(self, state: State, seat: Seat | None) -> Observation:
        seen = super().observe(state, seat)
        return seen._replace(decision=(seen.decision or 0) + 100 * state.done.count("CLEAN"))


@pytest.mark.parametrize(
    ("leaky", "what"),
    [
        (EverybodyByNumber, "observation"),
        (ToldInSeatOrder, "events"),
        (AuthorOfTheZap, "events"),
        (SealedAnswersInTheObservation, "observation"),
    ],
)
def test_a_planted_leak_is_caught(leaky: type[Cleanup], what: str) -> None:
    with pytest.raises(Leak, match=f"^{what} "):
        deque(check_secrecy(HIDING, Plan(choices, 3, choices), leaky(NAMELESS)) for choices in range(20))
