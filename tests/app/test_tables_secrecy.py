"""Nothing that a follower receives depends on what is hidden from its viewer: two worlds that it cannot tell apart are
told in the same bytes. And this test finds a leak that is planted."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

import pytest

from app import audience
from app.tables import Tables
from games.core import CHANCE, Viewer
from games.decision import Decision
from games.luck import Luck
from games.registry import GAMES
from replays.record import Kind, Seating
from tests.app import clicking
from tests.app.clicking import claim, follow
from tests.games.cases import CASES, Case, Plan, play
from tests.games.frames import Joint
from tests.games.secrecy import common
from tests.replays.played import NAMES

tables = clicking.tables


@pytest.fixture(autouse=True)
def _short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """The games with the presets of these tests."""
    for case in CASES:
        monkeypatch.setitem(GAMES, case.entry.name, case.entry)


every_case = pytest.mark.parametrize("case", CASES, ids=str)


def told(tables: Tables, case: Case, joints: Sequence[Joint], seats: int, viewers: Sequence[Viewer]) -> list[list[str]]:
    """What each of these viewers of a match is told in which exactly this happens: one who was there, and one who
    comes late."""
    people = [Seating(name, Kind.PERSON, name) for name in NAMES[:seats]]
    match_id = tables.open(case.entry.name, case.preset, people, seed=5)
    live = tables._lives[match_id]
    # The draws are the world's, not the seed's.
    tables._loop.wait(lambda: setattr(live, "go_on", lambda: None))
    claim(tables, match_id)
    ears = [[follow(tables, match_id, viewer)] for viewer in viewers]

    def happen(some: Sequence[Joint]) -> None:
        table = live.table
        for joint in some:
            if table.game.hidden(table.state):
                # To whom a tool would be offered is drawn in every match, and is no part of the world.
                drawn = table.game.chance(table.state, Luck(5, table.game.luck(table.state)))
                table._seal({CHANCE: Decision(drawn)})
            table._seal({seat: Decision(action) for seat, action in joint.items()})

    for part in (joints[: len(joints) // 2], joints[len(joints) // 2 :]):
        tables._loop.wait(lambda part=part: happen(part))
        for viewer, own in zip(viewers, ears, strict=True):
            own.append(follow(tables, match_id, viewer))
    return [[text for ear in own for text in ear.texts] for own in ears]


class Worlds(NamedTuple):
    """Two worlds that a viewer cannot tell apart."""

    viewer: Viewer
    leaked: bool
    """And yet it was told something else."""
    noticed: bool
    """The next seat can tell them apart."""


def worlds(tables: Tables, case: Case, plans: int = 5) -> Iterator[Worlds]:
    rng = Random(8)
    for number in range(plans):
        plan = Plan(number, 50 + number, number)
        game, frames = case.game(), list(play(case, plan))[:-1]
        seats = plan.seats(game)
        for viewer in (None, *range(seats)):
            here = frames[: rng.randrange(2, min(len(frames), 40))]
            there = case.known.scramble(game, here, viewer, rng)
            if common(here, there) < len(here):
                joints, other = [frame.actions for frame in here], 0 if viewer is None else (viewer + 1) % seats
                both = (told(tables, case, world, seats, (viewer, other)) for world in (joints, there))
                leaked, noticed = (one != another for one, another in zip(*both, strict=True))
                yield Worlds(viewer, leaked, noticed)


@every_case
def test_nobody_is_told_what_is_hidden(tables: Tables, case: Case) -> None:
    found = list(worlds(tables, case))
    assert [world for world in found if world.leaked] == []
    assert len(found) > 8
    assert sum(world.noticed for world in found) > len(found) / 2 or case.known.open


def unfiltered(events: Any, _: Viewer) -> tuple[Any, ...]:
    return tuple(events)


def seen_by_the_first(game: Any, state: Any, _: int, viewer: Viewer) -> tuple[Any, ...]:
    return (game.observe(state, viewer if viewer is None else 0),)


@pytest.mark.parametrize(("name", "leak"), [("visible", unfiltered), ("observed", seen_by_the_first)])
def test_a_planted_leak_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch, name: str, leak: Any) -> None:
    monkeypatch.setattr(audience, name, leak)
    assert any(world.leaked for world in worlds(tables, CASES[0]))


def test_the_seed_and_the_draws_of_a_running_match_are_told_to_nobody(tables: Tables) -> None:
    case, seed = CASES[0], 2**127 + 12345
    people = [Seating(name, Kind.PERSON, name) for name in NAMES[:3]]
    match_id = tables.open(case.entry.name, case.preset, people, seed)
    claim(tables, match_id)
    ears = [follow(tables, match_id, viewer) for viewer in (None, 0, 1, 2)]
    tables.settle(match_id)
    assert tables._lives[match_id].header.seed is None
    for ear in ears:
        assert ear.told("frame") or ear.told("snapshot")[0]["number"]
        for secret in (f"{seed:x}", str(seed), 'chambers":['):
            assert secret not in "".join(ear.texts)
