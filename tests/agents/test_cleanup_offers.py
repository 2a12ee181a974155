"""What scripted players make of an offer in Cleanup: who is behind, and who was unfriendly."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from agents.core import View
from agents.scripted import OFFERS, seated
from agents.table import Table
from games.cleanup.events import Zapped
from games.cleanup.sights import ZappedInSight
from games.core import Event, seen_by
from games.decision import Step
from games.registry import GAMES
from games.secret_tools.actions import Answer
from games.secret_tools.conditions import Condition
from games.secret_tools.events import OfferDue, Wrote
from games.secret_tools.state import INVITE, OFFER
from tests.agents.offered import Put, puts, rules, tooled

ENTRY = GAMES["cleanup"]
TOOL = rules(offer_to=1, trigger=2)
BOARDS = ("paper", "classic-small")


def put(stage: Any, preset: str = "paper") -> Put:
    """The first time that this is asked, before anybody has zapped."""
    return next(one for one in puts(TOOL, 3, entry=ENTRY, preset=preset) if one.stage is stage)


def zap(preset: str, by: int, on: int, reader: int, *, seen: bool = True) -> Event:
    """As `reader` is told of it; on a walled map `seen` is whether it saw both."""
    sees = (reader,) if seen else ()
    event = Zapped(on, by, 0) if preset == "paper" else ZappedInSight(on, by, on, by, 0, sees)
    told = seen_by(event, reader)
    assert told is not None
    return told


def answer(offers: str, view: View[Any, Any], seat: int) -> Any:
    return asyncio.run(seated(f"random+{offers}", seat, 5).decide(view)).action


@pytest.mark.parametrize("preset", BOARDS)
@pytest.mark.parametrize("stage", [OFFER, INVITE])
@pytest.mark.parametrize(("points", "accepts"), [((3, 3, 3, 3), False), ((4, 3, 4, 3), True), ((0, 5, 5, 0), False)])
def test_whoever_is_behind_has_fewer_apples_than_another(
    preset: str, stage: Any, points: tuple[int, ...], *, accepts: bool
) -> None:
    asked = put(stage, preset)
    o = asked.view.observation
    # The first figure is that of whoever is asked.
    own, *others = sorted(points) if accepts else sorted(points, reverse=True)
    had = [*others[: asked.seat], own, *others[asked.seat :]]
    board = preset == "paper" and o.game.board._replace(points=tuple(had))
    game = o.game._replace(board=board) if board else o.game._replace(points=tuple(had))
    assert answer("behind", replace(asked.view, observation=o._replace(game=game)), asked.seat).accept is accepts


@pytest.mark.parametrize("preset", BOARDS)
def test_whoever_answers_in_kind_names_nobody_that_has_zapped_it(preset: str) -> None:
    asked = put(OFFER, preset)
    seat, names = asked.seat, asked.view.observation.private.names
    kind, *others = names
    zapped = [zap(preset, by, seat, seat) for by in others]
    seen = replace(asked.view, events=(*asked.view.events, *zapped, zap(preset, seat, kind, seat)))
    assert answer("tit-for-tat", seen, seat) == Answer(accept=True, partner=kind)
    seen = replace(seen, events=(*seen.events, zap(preset, kind, seat, seat)))
    assert answer("tit-for-tat", seen, seat) == Answer(accept=False)


@pytest.mark.parametrize("preset", BOARDS)
def test_invited_by_whom_has_zapped_it_it_refuses(preset: str) -> None:
    asked = put(INVITE, preset)
    seat, by = asked.seat, asked.view.observation.private.initiator
    assert answer("tit-for-tat", asked.view, seat).accept
    seen = replace(asked.view, events=(*asked.view.events, zap(preset, by, seat, seat)))
    assert not answer("tit-for-tat", seen, seat).accept


def test_a_zap_from_out_of_sight_is_held_against_nobody() -> None:
    asked = put(INVITE, "classic-small")
    hit = zap("classic-small", asked.view.observation.private.initiator, asked.seat, asked.seat, seen=False)
    seen = replace(asked.view, events=(*asked.view.events, hit))
    assert answer("tit-for-tat", seen, asked.seat).accept


@pytest.mark.parametrize("condition", [one for one in Condition if one is not Condition.BASELINE])
@pytest.mark.parametrize("offers", OFFERS)
@pytest.mark.parametrize("preset", BOARDS)
def test_a_match_is_played_to_its_end_whatever_is_answered(preset: str, condition: Condition, offers: str) -> None:
    tool, steps = rules(condition, offer_to=1, trigger=3), list[Step]()
    entry, numbers = tooled(ENTRY, tool), replace(ENTRY.presets[preset], steps=30)
    players = [seated(f"zapping+{offers}", seat, 5) for seat in range(4)]
    table = Table(entry.build(numbers), players, 5, steps.append)
    asyncio.run(table.advance())
    assert table.outcome is not None
    assert not any(step.forced for step in steps)
    events = [event for step in steps for event in step.events]
    assert sum(isinstance(event, OfferDue) for event in events) == 1
    if offers == "always" and condition is Condition.CHANNEL:
        # Both write at the same time, before each step that is left.
        assert sum(isinstance(event, Wrote) for event in events) == 2 * (30 - 2)


def test_two_write_at_once_and_read_each_other_only_then() -> None:
    writes = [one for one in puts(TOOL, 3, entry=ENTRY) if str(one.stage) == "write"]
    first, second = writes[:2]
    assert {first.seat, second.seat} == {1, first.view.observation.private.other if first.seat == 1 else first.seat}
    assert first.view.observation.private.messages == second.view.observation.private.messages == ()
    third = writes[2].view.observation.private
    assert len(third.messages) == 2
