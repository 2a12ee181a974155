"""What beams of a walled map reach, whom they send out and when one is back, clause by clause of the rules."""

from typing import Any

import pytest

from games.cleanup.actions import STAY
from games.cleanup.map import tiles_of
from games.cleanup.poses import poses_of
from games.cleanup.presets import CLASSIC_PRESETS
from games.cleanup.sights import CleanedInSight, Placed, SentOut, ZappedInSight
from tests.games.ground import SMALL, Ground, every_order, tile
from tests.games.known_classic import STEP, point


@pytest.mark.parametrize("preset", ["classic", "classic-small"])
def test_beams_are_three_rays_that_end_at_the_first_wall(preset: str) -> None:
    rules = CLASSIC_PRESETS[preset]
    layout, poses = rules.layout, poses_of(rules)
    tiles = {point(layout, at): at for at, kind in enumerate(layout.drawn) if kind != "#"}
    for place, at in tiles.items():
        for facing, ahead in STEP.items():
            expected: list[tuple[int, ...]] = []
            for side in (0, -1j * ahead, 1j * ahead):
                ray: list[int] = []
                for far in (1, 2, 3):
                    if place + side in tiles and place + side + far * ahead in tiles:
                        ray.append(tiles[place + side + far * ahead])
                    else:
                        break
                expected.append(tuple(ray))
            assert poses.rays(4 * at + facing) == tuple(expected)


def test_a_zap_hits_the_first_seat_of_each_ray() -> None:
    ground = Ground("D8 up", "D7 left", "D6 left", "E7 left").plays("ZAP")
    assert [ground.stands(seat) for seat in range(4)] == ["D8 up", "", "D6 left", ""]
    assert {event.seat for event in ground.happened(ZappedInSight)} == {1, 3}
    assert {event.seat for event in ground.happened(SentOut)} == {1, 3}
    assert ground.field.counters == (0, 10, 0, 10)


def test_a_zap_reaches_three_tiles_and_no_further_and_no_neighbour() -> None:
    ground = Ground("D9 up", "D6 up", "C9 up", "D5 up").plays("ZAP")
    assert [bool(ground.stands(seat)) for seat in range(4)] == [True, False, True, True]
    assert not Ground("D9 up", "D5 up").plays("ZAP").happened(ZappedInSight)


def test_zaps_use_the_tiles_after_the_moves() -> None:
    ground = Ground("D8 up", "C6 left", "F7 left").plays("ZAP", "FORWARD", "FORWARD")
    assert [bool(ground.stands(seat)) for seat in range(3)] == [True, True, False]


def test_two_that_zap_each_other_are_both_out_and_all_read_the_same() -> None:
    ground = Ground("D8 up", "D6 down", "D7 up").plays("ZAP", "ZAP")
    assert [ground.stands(seat) for seat in range(3)] == ["D8 up", "D6 down", ""]
    assert len(ground.happened(ZappedInSight)) == 2
    ground = Ground("D8 up", "D6 down").plays("ZAP", "ZAP")
    assert [ground.stands(seat) for seat in range(2)] == ["", ""]


def test_whoever_is_hit_neither_eats_nor_cleans() -> None:
    ground = Ground("C12 up", "C11 up", apples="C10", waste="C8").plays("ZAP", "FORWARD")
    assert (ground.field.points, ground.stands(1)) == ((0, 0, 0, 0), "")
    ground = Ground("D6 up", "D5 up", waste="D4").plays("ZAP", "CLEAN")
    assert ground.field.pollution == 1


def test_a_zap_takes_ten_steps_and_then_the_seat_is_back_and_acts() -> None:
    """Zapped in step 2: it returns at the end of step 11, and acts in 12."""
    ground = Ground("D8 up", "D7 up").plays("ZAP")
    for step in range(3, 12):
        assert (ground.field.step, ground.stands(1), ground.field.sits_out(1)) == (step, "", 12 - step)
        assert ground.game.legal(ground.state, 1) == (STAY,)
        assert ground.why_not(1, "CLEAN") == "out"
        seen: Any = ground.game.observe(ground.state, 1)
        assert (seen.sight, seen.tile, seen.out) == (None, None, 12 - step)
        ground.plays(places=((tile("D8"), 0), (tile("F5"), 2), *PLACES_LEFT))
    assert ground.stands(1) == "F5 down"
    assert [event.seat for event in ground.happened(Placed)] == [1]
    assert (ground.field.step, ground.why_not(1, "CLEAN")) == (12, None)


PLACES_LEFT = ((tile("D5"), 0), (tile("F8"), 0))


def test_whoever_returns_takes_the_first_starting_point_that_is_free() -> None:
    starts = [SMALL.layout.place(at) for at in SMALL.layout.starts]
    assert starts == ["D5", "F5", "D8", "F8"]
    ground = Ground("D10 up", "D9 up", "F8 left", "D8 up").plays("ZAP").rests(8)
    places = ((tile("F8"), 0), (tile("D8"), 1), (tile("F5"), 2), (tile("D5"), 3))
    assert ground.plays(places=places).stands(1) == "F5 down"


@pytest.mark.parametrize(("do", "every"), [("CLEAN", 2), ("ZAP", 10)])
def test_a_beam_is_free_again_so_many_steps_later(do: Any, every: int) -> None:
    ground = Ground("D6 up").plays(do)
    for left in range(every - 1, 0, -1):
        assert ground.why_not(0, do) == "not-ready"
        assert do not in [act.do for act in ground.game.legal(ground.state, 0)]
        seen: Any = ground.game.observe(ground.state, 0)
        assert (seen.clean if do == "CLEAN" else seen.zap) == left
        ground.plays()
    assert ground.why_not(0, do) is None
    assert len(ground.game.legal(ground.state, 0)) == 9


def test_cleaning_takes_the_first_waste_of_each_ray_and_passes_over_seats() -> None:
    ground = Ground("D5 up", "D4 up", waste="D3 D2 C4 E2").plays("CLEAN")
    assert tiles_of(ground.field.waste) == (tile("D2"),)
    assert {event.tile for event in ground.happened(CleanedInSight)} == {tile("D3"), tile("C4"), tile("E2")}


@every_order
def test_the_same_waste_is_removed_once_and_by_the_first_in_the_order(order: Any) -> None:
    ground = Ground("D5 up", "F4 left", waste="D4 D2").plays("CLEAN", "CLEAN", order=order)
    assert tiles_of(ground.field.waste) == (tile("D2"),)
    assert [event.seat for event in ground.happened(CleanedInSight)] == [min((0, 1), key=order.index)]


def test_walls_stop_what_cleans_and_a_cleaning_that_finds_nothing_is_no_more_than_that() -> None:
    ground = Ground("E7 up", waste="E4").plays("CLEAN")
    assert (ground.field.pollution, ground.happened(CleanedInSight)) == (1, [])
    assert ground.field.cleans == (2, 0, 0, 0)


@every_order
def test_of_two_that_return_at_once_the_first_in_the_order_drawn_takes_the_first_place(order: Any) -> None:
    ground = Ground("D8 up", "D7 left", "D6 left", "E7 left").plays("ZAP").rests(8)
    places = tuple((tile(place), 0) for place in ("F5", "D5", "F8", "D8"))
    ground.plays(order=order, places=places)
    first, second = sorted((1, 3), key=order.index)
    assert (ground.stands(first), ground.stands(second)) == ("F5 up", "D5 up")
