"""The rules of Cleanup, clause by clause, on boards that a test lays out."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.cleanup.actions import ACTS, STAY, Act, Draw
from games.cleanup.events import Acted, Ate, Cleaned, Drifted, Grew, Stunted, Zapped
from games.cleanup.map import bits, layout_of, tiles_of
from games.cleanup.notation import CleanupNotation
from games.cleanup.presets import PRESETS, CleanupRules
from games.cleanup.rules import Cleanup
from games.cleanup.state import ENDED
from games.core import CHANCE, IllegalAction
from games.luck import Luck
from games.registry import GAMES
from tests.games.board import BARREN, PAPER, Field, tile, tiles
from tests.games.cases import some

DOS = [act.do for act in ACTS]
every_do = pytest.mark.parametrize("do", DOS)


def test_the_board_has_five_rows_six_columns_and_a_river_in_the_middle() -> None:
    layout = layout_of("paper")
    assert (layout.rows, layout.columns) == (5, 6)
    assert layout.river == tuple(row * 6 + column for row in range(5) for column in (2, 3))
    assert sorted(layout.river + layout.orchard) == list(range(30))
    assert [divmod(start, 6) for start in layout.starts] == [(0, 0), (0, 5), (4, 0), (4, 5)]
    assert [layout.place(at) for at in (0, 5, 24, 29, 8)] == ["A1", "F1", "A5", "F5", "C2"]


def test_the_numbers_are_those_of_the_paper() -> None:
    assert CleanupRules(steps=30, frozen=5, drift=5, cutoff=6, start_waste=1, growth=20, identity="named") == PAPER
    assert list(PRESETS) == ["paper"]
    assert len(DOS) == len(set(DOS)) == 11


@pytest.mark.parametrize("wrong", [{"steps": 0}, {"frozen": 0}, {"growth": 101}, {"growth": -1}, {"start_waste": -1}])
def test_numbers_that_make_no_match_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="step"):
        replace(PAPER, **wrong)


@given(st.sets(st.integers(0, 29)))
def test_bits_are_tiles(some: set[int]) -> None:
    assert tiles_of(bits(some)) == tuple(sorted(some))


def test_a_match_begins_with_one_polluted_tile_and_one_growth_pass() -> None:
    game = Cleanup(PAPER)
    start = game.start(4)
    draw = game.chance(start, Luck(7, game.luck(start)))
    state, happened = game.step(start, {CHANCE: draw})
    assert (state.board.step, state.board.waste, state.board.apples) == (1, 1 << draw.waste[0], draw.growth)
    assert state.board.tiles == PAPER.layout.starts
    assert set(happened) == {Drifted(draw.waste[0]), *[Grew(at) for at in tiles_of(draw.growth)]}
    assert draw.growth & bits(PAPER.layout.river) == 0


@pytest.mark.parametrize(("do", "there"), [("UP", "B2"), ("DOWN", "B4"), ("LEFT", "A3"), ("RIGHT", "C3")])
def test_a_move_is_one_tile(do: Any, there: str) -> None:
    assert Field("B3").plays(do).board.tiles[0] == tile(there)


@pytest.mark.parametrize(("at", "do"), [("C1", "UP"), ("C5", "DOWN"), ("A3", "LEFT"), ("F3", "RIGHT")])
def test_a_move_off_the_board_is_legal_and_wasted(at: str, do: Any) -> None:
    field = Field(at)
    assert field.why_not(0, do) is None
    assert field.plays(do).board.tiles[0] == tile(at)


def test_seats_may_share_a_tile_swap_and_follow_one_another() -> None:
    field = Field("B3 B3 C3 D3").plays("RIGHT", "RIGHT", "LEFT", "LEFT")
    assert field.board.tiles == tiles("C3 C3 B3 C3")


def test_everything_else_leaves_a_seat_where_it_is() -> None:
    for do in set(DOS) - {"UP", "DOWN", "LEFT", "RIGHT"}:
        assert Field("B3").plays(do).board.tiles[0] == tile("B3")


@every_do
def test_all_actions_are_legal_for_a_free_seat(do: Any) -> None:
    assert Field("A1").why_not(0, do) is None


def test_what_is_no_action_has_no_place() -> None:
    assert Field().why_not(0, "FLY") == "no-such-move"
    assert Field().why_not(4, "STAY") == "not-your-turn"


@every_do
def test_eating_needs_no_action(do: Any) -> None:
    moved = Field("B3").plays(do).board.tiles[0]
    field = Field("B3", apples=PAPER.layout.place(moved)).plays(do)
    assert (field.board.points, field.board.apples) == ((1, 0, 0, 0), 0)
    assert field.happened(Ate) == [Ate(0, moved)]


def test_collecting_differs_from_staying_only_in_the_record() -> None:
    stays, collects = (Field("B3 E3", apples="B3 E3").plays(do, do) for do in ("STAY", "COLLECT"))
    assert stays.state == collects.state
    assert [e for e in stays.events if not isinstance(e, Acted)] == [
        e for e in collects.events if not isinstance(e, Acted)
    ]
    assert collects.happened(Acted)[0] == Acted(0, "COLLECT", tile("B3"))


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_of_several_on_an_apple_the_first_in_the_order_drawn_gets_it(order: Any) -> None:
    field = Field("B3 B3 A3", apples="B3").plays("STAY", "ZAP_UP", "RIGHT", order=order)
    first = next(seat for seat in order if seat != 3)
    assert field.board.points == tuple(int(seat == first) for seat in range(4))


def test_a_seat_leaves_an_apple_behind_or_walks_onto_one() -> None:
    field = Field("B3 A1", apples="B3 B1").plays("UP", "RIGHT")
    assert (field.board.points, field.board.apples) == ((0, 1, 0, 0), 1 << tile("B3"))


def test_an_apple_grows_where_one_was_eaten_in_the_same_step_and_is_eaten_in_the_next() -> None:
    field = Field("B3", apples="B3").plays("STAY", grow="B3")
    assert (field.board.points[0], field.board.apples) == (1, 1 << tile("B3"))
    assert field.happened(Grew) == [Grew(tile("B3"))]
    assert field.plays("STAY").board.points[0] == 2


def test_an_apple_grows_under_a_seat_but_not_on_another_apple() -> None:
    field = Field("B3", apples="E3").plays("STAY", grow="B3 E3")
    assert field.happened(Grew) == [Grew(tile("B3"))]
    assert field.board.points == (0,) * 4


def test_cleaning_removes_the_waste_below_and_no_other() -> None:
    field = Field("C3 D3", waste="C3 D3 C4").plays("CLEAN", "STAY")
    assert tiles_of(field.board.waste) == tiles("D3 C4")
    assert field.happened(Cleaned) == [Cleaned(0, tile("C3"))]
    assert field.board.points == (0,) * 4


def test_a_cleaning_that_finds_nothing_is_an_attempt_no_more() -> None:
    for at in ("C3", "B3"):
        field = Field(at, apples="E5", waste="D3").plays("CLEAN")
        assert tiles_of(field.board.waste) == tiles("D3")
        assert field.happened(Acted)[0] == Acted(0, "CLEAN", tile(at))
        assert not field.happened(Cleaned)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_two_that_clean_the_same_waste_remove_it_once_and_chance_says_who_did(order: Any) -> None:
    field = Field("C3 C3", waste="C3 D3").plays("CLEAN", "CLEAN", order=order)
    assert tiles_of(field.board.waste) == tiles("D3")
    assert field.happened(Cleaned) == [Cleaned(min((0, 1), key=order.index), tile("C3"))]


@pytest.mark.parametrize(
    ("do", "there"), [("ZAP_UP", "B2"), ("ZAP_DOWN", "B4"), ("ZAP_LEFT", "A3"), ("ZAP_RIGHT", "C3")]
)
def test_a_zap_hits_everybody_on_the_next_tile_and_nobody_else(do: Any, there: str) -> None:
    field = Field(f"B3 {there} {there} B3").plays(do)
    assert field.board.counters == (0, 5, 5, 0)
    assert set(field.happened(Zapped)) == {Zapped(seat, 0, tile(there)) for seat in (1, 2)}


def test_a_zap_off_the_board_is_legal_and_wasted() -> None:
    field = Field("A1 A1 F1 A5")
    assert field.why_not(0, "ZAP_LEFT") is None
    assert field.plays("ZAP_LEFT", "ZAP_UP").board.counters == (0,) * 4


def test_whoever_leaves_escapes_and_whoever_walks_in_is_hit() -> None:
    field = Field("B3 C3 D3").plays("ZAP_RIGHT", "UP", "LEFT")
    assert field.board.counters == (0, 0, 5, 0)


def test_two_that_zap_each_other_are_both_frozen() -> None:
    assert Field("B3 C3").plays("ZAP_RIGHT", "ZAP_LEFT").board.counters == (5, 5, 0, 0)


def test_whoever_is_hit_has_moved_but_neither_eats_nor_cleans() -> None:
    field = Field("B3 B2 C4", apples="B4", waste="C3").plays("ZAP_UP", "DOWN", "UP")
    assert field.board.tiles[1] == tile("B3")
    field = Field("B3 A4 C3", apples="B4", waste="C3").plays("ZAP_DOWN", "RIGHT", "CLEAN")
    assert (field.board.tiles[1], field.board.points, field.board.counters) == (tile("B4"), (0,) * 4, (0, 5, 0, 0))
    assert field.board.apples == 1 << tile("B4")
    field = Field("B3 C3", waste="C3").plays("ZAP_RIGHT", "CLEAN")
    assert tiles_of(field.board.waste) == tiles("C3")


def test_who_is_zapped_in_a_step_acts_again_five_steps_later() -> None:
    """Zapped in step 2: what is left of 2 and all of 3 to 6 are lost."""
    field = Field("B3 C3", waste="C3", rules=BARREN).plays("ZAP_RIGHT")
    for step, left in ((3, 4), (4, 3), (5, 2), (6, 1)):
        assert (field.board.step, field.board.sits_out(1)) == (step, left)
        assert field.game.legal(field.state, 1) == (STAY,)
        assert field.why_not(1, "CLEAN") == "frozen"
        assert field.why_not(1, "STAY") is None
        with pytest.raises(IllegalAction, match="frozen"):
            field.game.step(field.state, dict.fromkeys(range(4), STAY) | {1: Act("CLEAN")})
        field.plays()
    assert (field.board.step, field.board.sits_out(1)) == (7, 0)
    assert field.game.legal(field.state, 1) == ACTS
    assert field.why_not(1, "CLEAN") is None
    assert field.plays("STAY", "CLEAN").happened(Cleaned) == [Cleaned(1, tile("C3"))]


def test_a_step_is_not_played_with_what_a_seat_may_not_do() -> None:
    wrongs: Any = (("STAY", "CLEAN"), "frozen"), (("FLY",), "no-such-move")
    field = Field("B3 C3").plays("ZAP_RIGHT")
    before = field.state
    for wrong, code in wrongs:
        with pytest.raises(IllegalAction, match=code):
            field.plays(*wrong)
    with pytest.raises(IllegalAction, match="missing"):
        field.game.step(before, {0: STAY})
    assert field.state == before


def test_a_frozen_seat_eats_nothing_that_grows_below_it_until_it_is_free() -> None:
    field = Field("B3 A3").plays("ZAP_LEFT", grow="A3")
    for _ in range(4):
        assert field.plays().board.points == (0,) * 4
    assert field.plays().board.points == (0, 1, 0, 0)


def test_a_frozen_seat_can_be_hit_again_and_starts_over() -> None:
    field = Field("B3 C3", rules=BARREN).plays("ZAP_RIGHT").rests(2)
    assert field.board.counters[1] == 3
    assert field.plays("ZAP_RIGHT").board.counters[1] == 5
    assert field.plays("ZAP_RIGHT").board.counters[1] == 5


def test_waste_comes_in_steps_1_6_11_and_so_on() -> None:
    game, came = Cleanup(PAPER), list[int]()
    state = game.start(4)
    while acting := game.acting(state):
        if CHANCE not in acting:
            state, _ = game.step(state, dict.fromkeys(acting, STAY))
            continue
        step = state.board.step
        state, happened = game.step(state, {CHANCE: game.chance(state, Luck(1, game.luck(state)))})
        if step and any(isinstance(event, Drifted) for event in happened):
            came.append(step)
    assert came == [1, 6, 11, 16, 21, 26]


def test_waste_comes_upon_the_first_clean_tile_drawn_and_may_come_back_where_it_was_cleaned() -> None:
    field = Field("C3", waste="C3 D3", step=6).plays("CLEAN", waste="D3 C3 C1")
    assert tiles_of(field.board.waste) == tiles("C3 D3")
    assert field.happened(Drifted) == [Drifted(tile("C3"))]


def test_a_river_that_is_all_waste_takes_no_more() -> None:
    field = Field(waste="C1 D1 C2 D2 C3 D3 C4 D4 C5 D5", step=6).plays()
    assert field.board.pollution == 10
    assert not field.happened(Drifted)


@pytest.mark.parametrize(("waste", "grows"), [("C1 D1 C2 D2", True), ("C1 D1 C2 D2 C3", False)])
def test_growth_sees_the_pollution_after_the_new_waste(waste: str, grows: bool) -> None:
    field = Field(waste=waste, step=6).plays(grow="A3 B3")
    assert tiles_of(field.board.apples) == (tiles("A3 B3") if grows else ())
    assert field.happened(Stunted) == ([] if grows else [Stunted(2)])


def test_a_cleaning_in_the_same_step_lets_apples_grow() -> None:
    waste = "C1 D1 C2 D2 C3 D3"
    assert not Field("C1", waste=waste).plays("STAY", grow="A3").board.apples
    assert Field("C1", waste=waste).plays("CLEAN", grow="A3").board.apples


def test_without_cleaning_pollution_after_step_t_is_the_least_of_10_and_1_plus_a_fifth_of_t() -> None:
    game = Cleanup(replace(PAPER, steps=50))
    state = game.start(4)
    while acting := game.acting(state):
        if CHANCE in acting:
            step = state.board.step
            state, _ = game.step(state, {CHANCE: game.chance(state, Luck(3, game.luck(state)))})
            assert state.board.pollution == min(10, 1 + -(-step // 5))
        else:
            state, _ = game.step(state, dict.fromkeys(acting, STAY))


def test_the_match_ends_after_the_last_step_with_the_most_apples() -> None:
    field = Field("B3 E3", apples="B3 E3", step=30).plays()
    outcome = field.game.outcome(field.state)
    assert outcome is not None
    assert (outcome.points, outcome.winners) == ((1, 1, 0, 0), (0, 1))
    assert field.game.acting(field.state) == frozenset()


@pytest.mark.parametrize(
    ("draw", "fits"),
    [
        (Draw((3, 1, 0, 2), 1 << 6), True),
        (Draw((3, 1, 0), 0), False),
        (Draw((0, 0, 1, 2), 0), False),
        (Draw((3, 1, 0, 2), 1 << 2), False),
        (Draw((3, 1, 0, 2), 1 << 30), False),
        (Draw((3, 1, 0, 2), 0, (2, 3)), False),
        (Draw((3, 1, 0, 2), 0, (), (3, 1, 0, 2)), False),
    ],
)
def test_a_draw_is_checked(draw: Draw, fits: bool) -> None:
    field = Field()
    field.state, _ = field.game.step(field.state, dict.fromkeys(range(4), STAY))
    why = field.game.check(field.state, CHANCE, draw)
    assert (why and why.code) == (None if fits else "impossible-draw")
    assert field.game.check(field.state, 0, draw)


def test_what_was_drawn_for_one_state_is_checked_for_any_other() -> None:
    game = GAMES["cleanup"].game("classic-small")
    first = game.start(4)
    draw = game.chance(first, Luck(1, "first"))
    moving, _ = game.step(first, {CHANCE: draw})
    settling, _ = game.step(moving, dict.fromkeys(range(4), STAY))
    with pytest.raises(IllegalAction):
        game.step(settling, {CHANCE: draw})
    ended = settling._replace(phase=ENDED)
    late = game.chance(ended, Luck(1, "late"))
    with pytest.raises(IllegalAction):
        game.step(ended, {CHANCE: late})


def test_waste_must_be_drawn_exactly_when_it_is_due() -> None:
    field = Field(step=6)
    field.state, _ = field.game.step(field.state, dict.fromkeys(range(4), STAY))
    river = PAPER.layout.river
    order = (0, 1, 2, 3)
    codes = [field.game.check(field.state, CHANCE, Draw(order, 0, waste)) for waste in (river, river[::-1])]
    assert codes == [None, None]
    assert all(field.game.check(field.state, CHANCE, Draw(order, 0, waste)) for waste in ((), river[1:], river * 2))


@some(10)
@given(seed=st.integers(0, 1 << 64), first=st.integers(0, 1 << 32), second=st.integers(0, 1 << 32))
def test_a_steps_draw_is_the_same_whatever_was_done_before(seed: int, first: int, second: int) -> None:
    game = Cleanup(PAPER)

    def drawn(choices: int) -> list[Draw]:
        state, draws = game.start(4), list[Draw]()
        while acting := game.acting(state):
            if CHANCE in acting:
                draws.append(game.chance(state, Luck(seed, game.luck(state))))
                state, _ = game.step(state, {CHANCE: draws[-1]})
            else:
                luck = Luck(choices, f"{state.board.step}")
                state, _ = game.step(state, {seat: luck.pick(game.legal(state, seat)) for seat in sorted(acting)})
        return draws

    assert drawn(first) == drawn(second)


def test_a_view_lists_every_apple_and_says_once_all_have_chosen() -> None:
    field, notation, names = Field("B3", apples="A1 F3 A4 F5"), CleanupNotation(PAPER), ("Wren", "Otis", "Juno", "Pike")
    told = notation.view(field.game.observe(field.state, 0), names)
    assert "Apples: A1 F3 A4 F5." in told
    chosen, _ = field.game.step(field.state, dict.fromkeys(range(4), STAY))
    assert notation.view(field.game.observe(chosen, 0), names) == f"{told}\nAll have chosen."
