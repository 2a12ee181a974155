"""The secrecy law: whatever a viewer cannot know may be otherwise without the viewer being told anything else."""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from games.core import CHANCE, Action, Seat, seen_by
from tests.games.cases import Case, Plan, play
from tests.games.frames import AnyGame, Frame, Joint, fold


class Leak(AssertionError):
    """Two worlds that a viewer should not tell apart, and something it was told differently."""


class Told(NamedTuple):
    """All that a viewer is told, directly or by what it may do."""

    observation: Any
    events: list[Any]
    legal: tuple[Any, ...]
    neutral: Any
    refusals: list[Any]
    """Of actions that it might try."""
    luck: str | None
    outcome: Any


def told(game: AnyGame, frames: Sequence[Frame], viewer: Seat | None, tries: Sequence[Action]) -> Told:
    """What the viewer was told during these frames, and may see and do after them."""
    state = frames[-1].state
    drawing = CHANCE in game.acting(state) and not game.hidden(state)
    return Told(
        observation=game.observe(state, viewer),
        events=[seen for frame in frames for event in frame.events if (seen := seen_by(event, viewer)) is not None],
        legal=() if viewer is None else game.legal(state, viewer),
        neutral=game.neutral(state, viewer) if viewer in game.answering(state) else None,
        refusals=[] if viewer is None else [game.check(state, viewer, action) for action in tries],
        luck=game.luck(state) if drawing else None,
        outcome=game.outcome(state),
    )


def check_secrecy(case: Case, plan: Plan, game: AnyGame | None = None) -> int:
    """Compare every step for every viewer. Returns how many of the other worlds were really other; raises Leak."""
    game, rng, others = game or case.game(), Random(plan.seed), 0
    frames = list(play(case, plan, game))
    for step in range(1, len(frames) + 1):
        so_far = frames[:step]
        tries = [action for frame in frames[max(0, step - 2) : step + 1] for action in frame.actions.values()]
        for viewer in (None, *range(plan.seats(game))):
            joints = case.known.scramble(game, so_far, viewer, rng)
            same = common(so_far, joints)
            if same == step:
                continue
            others += 1
            here, there = so_far[same:], list(fold(game, so_far[same].before, joints[same:]))
            compare(told(game, here, viewer, tries), told(game, there, viewer, tries), f"step {step}, viewer {viewer}")
    return others


def common(frames: Sequence[Frame], joints: Sequence[Joint]) -> int:
    """How many steps two worlds have in common."""
    pairs = enumerate(zip(frames, joints, strict=True))
    return next((i for i, (frame, joint) in pairs if frame.actions != joint), len(frames))


def compare(here: Told, there: Told, where: str) -> None:
    for what, a, b in zip(Told._fields, here, there, strict=True):
        if a != b:
            raise Leak(f"{what} at {where}: {a} here, {b} there")
