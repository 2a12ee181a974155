"""What a seat on a walled map sees, reads and is told."""

from dataclasses import replace
from typing import Any

import pytest

from games.cleanup.notation import CleanupNotation
from games.cleanup.sights import ActedInSight, CleanedInSight
from games.cleanup.state import ACT
from games.cleanup.traits import TRAITS
from games.core import ANALYST, Event, Seat, seen_by
from games.registry import GAMES
from games.secret_tools.traits import Hint
from tests.games.ground import SMALL, Ground, tile


def test_a_spectator_sees_the_whole_map_and_a_seat_its_window() -> None:
    ground = Ground("D8 up", "D5 left", apples="C9", waste="B2")
    whole: Any = ground.game.observe(ground.state, None)
    assert len(whole.sight.rows) == 15
    assert whole.sight.rows[1] == "#x~~~~~~#"
    assert next((body.seat, body.cell) for body in whole.sight.bodies) == (1, tile("D5"))
    seen: Any = ground.game.observe(ground.state, 0)
    assert [len(row) for row in seen.sight.rows] == [11] * 11
    assert seen.sight.rows[0] == " " * 11
    # Column D is the sixth: the board begins three to its left.
    assert seen.sight.rows[2] == "  #########"
    assert seen.sight.rows[10] == "  #.a...*.#"
    assert [(body.seat, body.facing) for body in seen.sight.bodies] == [(1, 3)]
    other: Any = ground.game.observe(ground.state, 1)
    # It faces left, so that who stands below it is to its left, three away.
    assert [(body.seat, body.cell, body.facing) for body in other.sight.bodies] == [(0, 9 * 11 + 2, 1)]
    assert ground.state.phase is ACT


def test_a_hint_tells_what_the_two_see_and_nothing_else() -> None:
    ground = Ground("C10 up", "D8 up", apples="C9 C13", waste="B2")
    mine, theirs = (ground.game.observe(ground.state, seat) for seat in (0, 1))
    assert TRAITS.hint(mine, theirs) == (
        Hint("sight_apple", (("ahead", 1), ("behind", 0), ("left", 0), ("right", 0), ("moves", 1))),
        Hint("partner_apple", (("partner_moves", 2),)),
        Hint("sight_river", (("river", 20), ("waste", 1), ("limit", 8))),
    )
    theirs_first, *_ = TRAITS.hint(theirs, mine)
    assert theirs_first.values == (("ahead", 0), ("behind", 1), ("left", 1), ("right", 0), ("moves", 2))
    out: Any = mine
    blind = out._replace(sight=None, tile=None, facing=None)
    assert TRAITS.hint(blind, blind) == (
        Hint("sight_no_apple", ()),
        Hint("partner_no_apple", ()),
        Hint("sight_river", (("river", 0), ("waste", 0), ("limit", 8))),
    )


def test_what_a_seat_reads_is_counted_from_where_it_stands() -> None:
    ground = Ground("D8 up", "D6 left", apples="C9", waste="B2").plays("CLEAN", "ZAP")
    notation, names = CleanupNotation(SMALL), ("Ada", "Bo", "Cy", "Di")
    text = notation.view(ground.game.observe(ground.state, 0), names).splitlines()
    assert text[0] == "Step 3 of 150."
    assert text[2:4] == [" 9            ", " 8            "]
    assert text[12] == "-1   #.a...*.#"
    assert text[13:] == [
        "Bo: 2 ahead, facing left",
        "On the map you stand at D8, and ahead is north.",
        "Clean is ready in 1 step. Zap is ready.",
        "Apples: Ada 0, Bo 0, Cy 0, Di 0.",
    ]
    whole = notation.view(ground.game.observe(ground.state, None), names).splitlines()
    assert whole[1:4] == ["   ABCDEFGHI", " 1 #########", " 2 #x~~~~~~#"]
    assert whole[16:18] == ["15 #########", "Bo: D6, facing left"]
    ground = Ground("D8 up", "D7 up").plays("ZAP")
    assert notation.view(ground.game.observe(ground.state, 1), names).splitlines()[1:] == [
        "You are off the board and see nothing of it. You return in 9 steps.",
        "Apples: Ada 0, Bo 0, Cy 0, Di 0.",
    ]


NAMES = ("Ada", "Bo", "Cy", "Di")


def read(ground: Ground, seat: Seat | None, *kinds: type[Event]) -> list[str]:
    """What a viewer is told of the last step, of these kinds of facts."""
    words = CleanupNotation(ground.game.rules)
    seen = [seen_by(event, seat) for event in ground.events if isinstance(event, kinds)]
    return [words.event(event, NAMES) for event in seen if event is not None]


@pytest.mark.parametrize(
    ("identity", "told"), [("named", ("Ada", "Ada", "Somebody", "Ada")), ("anonymous", ("Ada", *["Somebody"] * 3))]
)
def test_who_cleaned_is_told_only_to_those_who_see_both_it_and_the_tile(identity: Any, told: tuple[str, ...]) -> None:
    rules = replace(SMALL, identity=identity)
    # Bo sees both; Cy, in the river, has its back to Ada; Di sees Ada and not the tile.
    ground = Ground("D5 up", "D8 up", "B3 up", "E13 up", waste="D3", rules=rules).plays("CLEAN")
    reads = [read(ground, seat, CleanedInSight) for seat in (0, 1, 2, None, 3)]
    assert reads == [*[[f"{name} cleans the river at D3."] for name in told], []]
    tries = "Ada tries to clean from D5."
    sees_ada = [tries in read(ground, seat, ActedInSight) for seat in range(4)]
    assert sees_ada == ([True, True, False, True] if identity == "named" else [True, False, False, False])
    (event,) = ground.happened(CleanedInSight)
    assert seen_by(event, ANALYST).seat == 0
    # What a seat was given tells it no more when it is asked for again.
    assert seen_by(seen_by(event, 2), 2) == seen_by(event, 2)


@pytest.mark.parametrize(
    ("do", "told"),
    [
        ("FORWARD", "Bo tries a step forward: now at {}."),
        ("BACK", "Bo tries a step back: now at {}."),
        ("LEFT", "Bo tries a step aside: now at {}."),
        ("RIGHT", "Bo tries a step aside: now at {}."),
    ],
)
def test_a_move_is_told_so_that_it_is_true_of_one_that_came_to_nothing(do: Any, told: str) -> None:
    around = {"FORWARD": "D7", "BACK": "D9", "LEFT": "C8", "RIGHT": "E8"}
    free, kept = Ground("D10 up", "D8 up").plays("STAY", do), Ground(f"{around[do]} up", "D8 up").plays("STAY", do)
    for ground, place in ((free, around[do]), (kept, "D8")):
        assert read(ground, 1, ActedInSight)[-1] == told.format(place)


def test_the_history_tells_who_zapped_whom_only_to_those_who_saw_it() -> None:
    entry, notation, names = GAMES["cleanup"], CleanupNotation(SMALL), ("Ada", "Bo", "Cy", "Di")
    assert entry.history is not None
    # Ada stands two tiles behind Bo, who sees one; Cy sees both.
    ground = Ground("D8 up", "D6 up", "D9 up", "D10 down").plays("ZAP")
    told = [
        entry.history(notation, [e for event in ground.events if (e := seen_by(event, seat)) is not None], names).now
        for seat in range(4)
    ]
    by_ada = ("Step 2: Ada zapped Bo.",)
    assert told == [by_ada, ("Step 2: a zap hit Bo.",), by_ada, ()]
