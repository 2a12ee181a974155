"""Where seats of a walled map go, clause by clause of the rules."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.cleanup.classic import settled
from tests.games.ground import Ground, every_order


@pytest.mark.parametrize(
    ("do", "there"),
    [
        ("FORWARD", "E8 right"),
        ("BACK", "C8 right"),
        ("LEFT", "D7 right"),
        ("RIGHT", "D9 right"),
        ("TURN_LEFT", "D8 up"),
        ("TURN_RIGHT", "D8 down"),
        ("CLEAN", "D8 right"),
        ("ZAP", "D8 right"),
        ("STAY", "D8 right"),
    ],
)
def test_moves_are_relative_to_the_facing_and_do_not_turn(do: Any, there: str) -> None:
    assert Ground("D8 right").plays(do).stands(0) == there


@pytest.mark.parametrize("start", ["B2 up", "B2 left", "D6 right", "C7 left"])
def test_a_move_into_a_wall_is_legal_and_wasted(start: str) -> None:
    ground = Ground(start)
    assert ground.why_not(0, "FORWARD") is None
    assert ground.plays("FORWARD").stands(0) == start


def test_river_and_orchard_can_be_walked_on() -> None:
    assert Ground("E4 up").plays("FORWARD").plays("FORWARD").stands(0) == "E2 up"
    assert Ground("C8 down").plays("FORWARD").stands(0) == "C9 down"


@every_order
def test_two_that_would_swap_both_stay(order: Any) -> None:
    ground = Ground("C7 right", "D7 left").plays("FORWARD", "FORWARD", order=order)
    assert (ground.stands(0), ground.stands(1)) == ("C7 right", "D7 left")


@every_order
def test_a_tile_that_several_want_goes_to_the_first_in_the_order_drawn(order: Any) -> None:
    ground = Ground("C7 right", "E7 left", "D8 up").plays("FORWARD", "FORWARD", "FORWARD", order=order)
    first = next(seat for seat in order if seat < 3)
    for seat, stayed in enumerate(("C7 right", "E7 left", "D8 up")):
        assert ground.stands(seat) == (f"D7 {stayed[3:]}" if seat == first else stayed)


def test_following_in_a_row_works_and_ends_where_somebody_stays() -> None:
    row = ("C7 right", "D7 right", "E7 right")
    assert [Ground(*row).plays(*["FORWARD"] * 3).stands(s)[:2] for s in range(3)] == ["D7", "E7", "F7"]
    assert [Ground(*row).plays("FORWARD", "FORWARD", "ZAP").stands(s)[:2] for s in range(3)] == ["C7", "D7", "E7"]


def test_a_ring_works() -> None:
    assert settled([0, 1, 2], [1, 2, 0], (0, 1, 2)) == [1, 2, 0]
    ground = Ground("C7 right", "D7 down", "D8 left", "C8 up").plays(*["FORWARD"] * 4)
    assert [ground.stands(s)[:2] for s in range(4)] == ["D7", "D8", "C8", "C7"]


@given(st.data())
def test_nobody_ever_shares_a_tile_and_whoever_stays_has_a_reason(data: Any) -> None:
    seats = range(7)
    stood = data.draw(st.lists(st.integers(0, 8), min_size=7, max_size=7, unique=True))
    aims = [data.draw(st.sampled_from([at, at - 1, at + 1, at + 3])) for at in stood]
    tiles = settled(stood, aims, data.draw(st.permutations(seats)))
    assert len(set(tiles)) == 7
    for seat in seats:
        assert tiles[seat] in (stood[seat], aims[seat])
        if tiles[seat] != aims[seat]:
            swap = any(aims[seat] == stood[o] and aims[o] == stood[seat] for o in seats)
            assert swap or aims[seat] in tiles
