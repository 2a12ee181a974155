"""Cleanup for the laws: which worlds a viewer cannot tell apart, and what a golden must show."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any, Final

from games.cleanup import events
from games.cleanup.actions import Act, ClassicDraw, Draw
from games.cleanup.map import bits
from games.cleanup.presets import CLASSIC_PRESETS, PRESETS, ClassicRules
from games.cleanup.state import ENDED, SETTLE, Field, State
from games.core import CHANCE, Seat
from games.registry import GAMES
from tests.games import known_classic
from tests.games.frames import AnyGame, Frame, Joint, Knowing, Known

NAMELESS: Final = replace(PRESETS["paper"], identity="anonymous")
CLASSIC: Final = replace(CLASSIC_PRESETS["classic"], steps=16, frozen=4, zap_every=3)
SMALL: Final = replace(CLASSIC_PRESETS["classic-small"], steps=24, frozen=5, zap_every=4)
ENTRY: Final = replace(
    GAMES["cleanup"],
    presets={
        **PRESETS,
        "anonymous": NAMELESS,
        "classic": CLASSIC,
        "classic-small": SMALL,
        "classic-anonymous": replace(SMALL, identity="anonymous"),
    },
)
"""Laws and goldens also run over what no preset has, and over short matches of what takes long."""


def mix(game: AnyGame, frames: Sequence[Frame], knowing: Knowing, rng: Random) -> list[Joint]:
    """Other answers to the running step, other luck where nothing comes of it, and, where seats are anonymous, others
    in one another's places."""
    last: State = frames[-1].state
    if isinstance(game.rules, ClassicRules):
        return known_classic.mix(game, frames, knowing, rng)
    joints: list[dict[Seat, Any]] = [dict(frame.actions) for frame in frames]
    if last.phase is SETTLE:
        joints[-1] |= {s: rng.choice(game.legal(frames[-1].before, s)) for s in joints[-1] if s not in knowing}
    for joint, frame in zip(joints, frames, strict=True):
        if CHANCE in joint and frame.state.board.pollution >= game.rules.cutoff:
            orchard = game.rules.layout.orchard
            joint[CHANCE] = replace(joint[CHANCE], growth=bits(rng.sample(orchard, rng.randint(0, len(orchard)))))
    if game.rules.identity == "named" or last.phase is ENDED:
        # At the end everybody is told whose points are whose.
        return list(joints)
    seats = range(len(last.board.points))
    others = [seat for seat in seats if seat not in knowing]
    becomes = {seat: seat for seat in seats} | dict(zip(others, rng.sample(others, len(others)), strict=True))
    return [renamed(joint, becomes, first=not at) for at, joint in enumerate(joints)]


def renamed(joint: Joint, becomes: dict[Seat, Seat], *, first: bool) -> Joint:
    """The same step of the same bodies, of which each is another seat's."""
    draw = joint.get(CHANCE)
    if not isinstance(draw, Draw):
        return {becomes[seat]: action for seat, action in joint.items()}
    if first:
        was = {now: seat for seat, now in becomes.items()}
        return {CHANCE: replace(draw, order=tuple(draw.order[was[seat]] for seat in sorted(was)))}
    order, targets = (tuple(becomes[seat] for seat in seats) for seats in (draw.order, draw.targets))
    return {CHANCE: replace(draw, order=order, targets=targets)}


def facts(frame: Frame) -> set[str]:
    """The kinds of events, and whether somebody came too late for an apple, or for a tile."""
    if isinstance(frame.state.board, Field):
        moved = known_classic.moved(frame)
        halted = frame.state.phase is not SETTLE and frame.before.phase is SETTLE and known_classic.halted(frame, moved)
        late = {"late"} if halted else set[str]()
        return late | {type(event).__name__.removesuffix("InSight") for event in frame.events}
    tiles = frame.state.board.tiles
    eaten = [event.tile for event in frame.events if isinstance(event, events.Ate | events.AteUnnamed)]
    late = {"late"} if any(tiles.count(tile) > 1 for tile in eaten) else set[str]()
    return late | {type(event).__name__.removesuffix("Unnamed") for event in frame.events}


KNOWN: Final = Known(
    text="",
    mix=mix,
    facts=facts,
    wanted=frozenset({"Zapped", "Ate", "Cleaned", "Drifted", "Grew", "Stunted", "MatchEnded", "late"}),
    mistakes=(
        Act("DANCE"),  # type: ignore[arg-type]
        Draw((0, 1, 2), 0),
        Draw((0, 1, 2, 2), 0),
        Draw((0, 1, 2, 3), -1),
        Draw((0, 1, 2, 3), 1 << 2),
        Draw((0, 1, 2, 3), 0, (2,)),
        Draw((0, 1, 2, 3), 0, (), (0, 1, 2, 3)),
        ClassicDraw((0, 1, 2, 2)),
    ),
    also=(replace(PRESETS["paper"], steps=3, frozen=20), replace(NAMELESS, steps=1, growth=0, start_waste=0)),
    open=True,
)
