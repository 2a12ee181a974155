"""The toy for the laws: which worlds a viewer cannot tell apart, and what a golden must show."""

from collections.abc import Sequence
from random import Random
from typing import Any

from games.core import CHANCE, Seat
from tests.games.frames import AnyGame, Frame, Joint, Knowing, Known
from tests.toy.game import nearest
from tests.toy.values import Draw, Ended, Guess, Scored, Whispered

TRIES = 40


def mix(game: AnyGame, frames: Sequence[Frame], knowing: Knowing, rng: Random) -> list[Joint]:
    """Others' cards, guesses and whispers, as long as the same seats were nearest in every round."""
    world: list[Joint] = []
    for i in range(0, len(frames), 2):
        played: list[Joint] = [frame.actions for frame in frames[i : i + 2]]
        for _ in range(TRIES):
            other = [guess_at(game, joint, knowing, rng) for joint in played]
            if winners(other) == winners(played):
                played = other
                break
        world += played
    return world


def winners(joints: Sequence[Any]) -> tuple[Seat, ...]:
    """Everybody is told who was nearest, once all have guessed."""
    if len(joints) == 1:
        return ()
    draw, guesses = joints
    return nearest(tuple(guesses[seat].number for seat in sorted(guesses)), sum(draw[CHANCE].cards))


def guess_at(game: AnyGame, joint: Joint, knowing: Knowing, rng: Random) -> Joint:
    """The same step as it may have been for all these seats know of this step alone."""
    top: int = game.rules.top
    draw = joint.get(CHANCE)
    if isinstance(draw, Draw):
        cards = [card if seat in knowing else rng.randint(1, top) for seat, card in enumerate(draw.cards)]
        return {CHANCE: Draw(tuple(cards))}
    seats, other = len(joint), {}
    for seat, guess in joint.items():
        assert isinstance(guess, Guess)
        number = guess.number if seat in knowing else rng.randint(seats, seats * top)
        overheard = knowing & {seat, (seat + 1) % seats}
        other[seat] = Guess(number, guess.note if overheard else rng.choice(("", "three", "four")))
    return other


def facts(frame: Frame) -> set[str]:
    """Whispers and how a round was won."""
    won = [event for event in frame.events if isinstance(event, Scored)]
    found = {"shared" if won[1:] else "alone"} if won else set()
    found |= {"whisper" for event in frame.events if isinstance(event, Whispered)}
    return found | {"end" for event in frame.events if isinstance(event, Ended)}


KNOWN = Known(
    text="note",
    mix=mix,
    facts=facts,
    wanted=frozenset({"shared", "alone", "whisper", "end"}),
    mistakes=(Guess(0), Guess(3, "x" * 21), Draw((0, 0))),
)
