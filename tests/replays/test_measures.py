"""The figures of short matches, counted by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from games.core import CHANCE, Outcome, Seat
from games.decision import Failure, Step
from games.liars_bar.actions import Call, Deal, LoadRevolvers, Move, Pass, Play, Starter
from games.registry import GAMES
from replays.measures import Figures, figures
from replays.measures.liars_bar import BarFigures
from tests.replays.played import Case, Played, both_games, every_case, play

Act = tuple[Seat, Any]
OPENING: tuple[Act, ...] = (
    (CHANCE, LoadRevolvers((1, 6, 2))),
    (CHANCE, Starter(0)),
    (CHANCE, Deal("Q", (("Q", "Q", "K", "K", "A"), ("Q", "Q", "K", "A", "Joker"), ("K", "K", "A", "A", "A")))),
)
MATCH: tuple[Act, ...] = (
    *OPENING,
    (0, Play(("K",))),  # A chance to bluff, taken.
    (1, Pass()),
    (1, Play(("Q", "Joker"))),  # A chance, left alone.
    (2, Call()),  # Wrong; the first chamber is empty.
    (CHANCE, Deal("A", (("Q", "Q", "K", "K", "K"), ("A", "A", "A", "Joker", "Joker"), ("Q", "K", "K", "K", "A")))),
    (2, Play(("K",))),  # A chance, taken.
    (0, Pass()),
    (0, Play(("Q",))),  # No chance: it holds no true card.
    (1, Call()),  # Right; seat 0 dies by its first shot.
    (CHANCE, Deal("K", ((), ("K", "K", "K", "K", "K"), ("Q", "Q", "K", "A", "A")))),
    (1, Play(("K", "K"))),  # No chance: it holds no lie.
    (2, Call()),  # Wrong; seat 2 dies by its second shot.
)


def run(acts: Sequence[Act], forced: Mapping[int, Failure] | None = None, preset: str = "classic") -> Sequence[Any]:
    """The figures after these acts of three seats; `forced` are the places of acts that the table did for a seat."""
    game = GAMES["liars_bar"].game(preset)
    state, steps = game.start(3), list[Step]()
    for place, (seat, action) in enumerate(acts):
        state, events = game.step(state, {seat: action})
        why = {seat: forced[place]} if forced and place in forced else {}
        steps.append(Step(place + 1, {seat: action}, events, forced=why))
    outcome = game.outcome(state) or Outcome("stopped", (0,) * 3, ())
    return figures("liars_bar", game.rules, [(step.events, step.forced) for step in steps], outcome)


def test_a_match_counted_by_hand() -> None:
    first, second, third = run(MATCH)
    assert first == BarFigures(matches=1, deaths=1, responses=1, calls=0, chances=1, bluffs=1)
    assert second == BarFigures(matches=1, wins=1, responses=2, calls=1, chances=1, bluffs=0)
    assert third == BarFigures(matches=1, deaths=1, responses=2, calls=2, chances=1, bluffs=1)
    assert [one.calls_per_response for one in (first, second, third)] == [0, 0.5, 1]
    assert [one.bluffs_per_chance for one in (first, second, third)] == [1, 0, 1]


def test_points_are_those_of_the_match() -> None:
    # The round's judgement of seat 0's lie gives nothing; seat 1 is paid for the call and two deaths, and survives.
    # In the second round seat 0 let a lie pass; both deaths pay the living seats, the runner-up is seat 2.
    first, second, third = (one.points for one in run(MATCH, preset="paper"))
    assert (first, second, third) == (-2, 2 + 1 + 1 + 3, -1 + 1 - 2 + 2)


@pytest.mark.parametrize(("place", "seat"), [(3, 0), (4, 1), (5, 1), (6, 2), (8, 2), (9, 0), (11, 1), (14, 2)])
def test_what_the_table_did_for_a_seat_is_left_out(place: int, seat: Seat) -> None:
    free, forced = run(MATCH), run(MATCH, {place: Failure("gave-up")})
    act, lost = MATCH[place][1], free[seat]
    assert forced[:seat] + forced[seat + 1 :] == free[:seat] + free[seat + 1 :]
    if isinstance(act, Play):
        assert forced[seat].chances == lost.chances - 1
        assert forced[seat].bluffs == lost.bluffs - (place in (3, 8))
        assert (forced[seat].responses, forced[seat].calls) == (lost.responses, lost.calls)
    else:
        assert forced[seat].responses == lost.responses - 1
        assert forced[seat].calls == lost.calls - isinstance(act, Call)
        assert (forced[seat].chances, forced[seat].bluffs) == (lost.chances, lost.bluffs)
    # What came of it happened all the same.
    assert (forced[seat].deaths, forced[seat].wins, forced[seat].points) == (lost.deaths, lost.wins, lost.points)


def test_a_rate_without_an_opportunity_is_none() -> None:
    dealt = run(OPENING)
    assert {one.calls_per_response for one in dealt} == {one.bluffs_per_chance for one in dealt} == {None}
    assert run(MATCH[:4])[0].bluffs_per_chance == 1
    assert run(MATCH[:4])[0].calls_per_response is None
    assert run(MATCH[:4], {3: Failure("gave-up")})[0].bluffs_per_chance is None


def test_a_hand_goes_down_with_each_play() -> None:
    """Once the true cards are laid there is no chance to bluff any more."""
    moves: list[tuple[Seat, Move]] = [(0, Play(("Q", "Q"))), (1, Pass()), (1, Play(("K",))), (2, Pass())]
    moves += [(2, Play(("K",))), (0, Pass()), (0, Play(("K",)))]
    first = run((*OPENING, *moves))[0]
    assert (first.chances, first.bluffs) == (1, 0)


def test_a_shared_win_counts_as_its_share() -> None:
    outcome = Outcome("round cap", (4, 1, 4), (0, 2))
    assert [one.wins for one in figures("toy", None, [], outcome)] == [0.5, 0, 0.5]
    assert [one.points for one in figures("toy", None, [], outcome)] == [4, 1, 4]
    assert [one.wins for one in figures("toy", None, [], Outcome("round cap", (0, 0, 0), (0, 1, 2)))] == [
        pytest.approx(1 / 3)
    ] * 3


def test_figures_add_up() -> None:
    total = BarFigures()
    for _ in range(2):
        for one in run(MATCH):
            total += one
    assert total == BarFigures(matches=6, wins=2, deaths=4, responses=10, calls=6, chances=6, bluffs=4)


def measured(played: Played, outcome: Outcome) -> Sequence[Figures]:
    header = played.record.header
    return figures(header.game, header.rules, [(step.events, step.forced) for step in played.steps], outcome)


@every_case
def test_every_match_has_one_win_to_share(case: Case) -> None:
    for seed in range(5):
        played = play(case, seed, chatty=True)
        outcome = played.record.header.outcome
        assert outcome is not None
        found = measured(played, outcome)
        assert sum(one.wins for one in found) == pytest.approx(1)
        assert tuple(one.points for one in found) == outcome.points
        assert all(rate is None or rate >= 0 for one in found for rate in one.rates)


@both_games
def test_a_game_without_bluffs_has_points_and_wins_only(case: Case) -> None:
    played = play(case, 1)
    outcome = played.record.header.outcome
    assert outcome is not None
    found = measured(played, outcome)
    plain = [one == Figures(matches=1, points=one.points, wins=one.wins) for one in found]
    assert all(plain) == (case.game == "toy")
