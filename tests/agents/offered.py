"""Matches with a tool as language models would read them: what everybody is asked, in private and aloud."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from agents.core import View
from agents.prompts import Question, SeatPrompts, stage_of
from agents.tooled import with_tool
from games.core import CHANCE, Seat
from games.luck import Luck
from games.registry import GAMES, Entry
from games.secret_tools.actions import Answer, Write
from games.secret_tools.conditions import ANNOUNCED, Condition, ToolRules
from games.secret_tools.state import Stage
from tests.agents.prompting import NAMES, view
from tests.games.frames import AnyGame, Frame, Joint
from tests.toy import ENTRY as TOY

BAR = GAMES["liars_bar"]
TOYS = Path(__file__).parents[1] / "toy" / "wordings"
"""The words of tools in the toy."""
SEATS = 4
Names = tuple[str, ...]
Does = Callable[[Seat, View[Any, Any], Random], Any]
"""What a seat does that is asked."""


class Put(NamedTuple):
    """A question of a match with a tool."""

    seat: Seat
    view: View[Any, Any]
    stage: Stage | None
    frames: tuple[Frame, ...]
    """All that happened before."""


def rules(condition: Condition = Condition.CHANNEL, **more: Any) -> ToolRules:
    """A tool that is offered early, in the neutral wording."""
    wording = "" if condition is Condition.BASELINE else "P1" if condition in ANNOUNCED else "V1"
    return ToolRules(**{"condition": condition, "wording": wording, "trigger": 1} | more)


def tooled(entry: Entry, tool: ToolRules, names: Names = NAMES[:SEATS]) -> Entry:
    return with_tool(entry, tool, names, TOYS if entry is TOY else None)


def agrees(seat: Seat, seen: View[Any, Any], rng: Random) -> Any:
    """Accepts, writes something of its own each time, and plays anything."""
    first = seen.legal[0]
    if isinstance(first, Answer):
        return next(answer for answer in seen.legal if answer.accept)
    if isinstance(first, Write):
        return Write(f"murmur {seat}-{len(seen.events)}")
    return rng.choice(seen.legal)


def puts(
    tool: ToolRules, seed: int, *, entry: Entry = BAR, preset: str = "paper", does: Does = agrees, seats: int = SEATS
) -> Iterator[Put]:
    """Everything that players are asked in one match."""
    game, rng, frames = entry.bind(entry.presets[preset], tool), Random(seed), list[Frame]()
    state = game.start(seats)
    while acting := game.acting(state):
        actions: dict[Seat, Any] = {}
        if CHANCE in acting:
            actions[CHANCE] = game.chance(state, Luck(seed, game.luck(state)))
        for seat in sorted(acting - {CHANCE}):
            seen = view(game, frames, seat)
            yield Put(seat, seen, stage_of(seen.observation), tuple(frames))
            actions[seat] = does(seat, seen, rng)
        before, (state, events) = state, game.step(state, actions)
        frames.append(Frame(before, actions, state, events))


def first(stage: Stage, tool: ToolRules, seed: int = 1, **more: Any) -> Put:
    return next(put for put in puts(tool, seed, **more) if put.stage is stage)


def mind(entry: Entry, preset: str, tool: ToolRules | None, seat: Seat, names: Names = NAMES[:SEATS]) -> SeatPrompts:
    """As models are given it; without a tool the bare game."""
    whole = entry if tool is None else tooled(entry, tool, names)
    return SeatPrompts(seat, names, whole, entry.presets[preset])


def question(mind: SeatPrompts, seen: View[Any, Any], *, notes: bool = False) -> Question:
    """What a model is asked now."""
    match stage_of(seen.observation):
        case None:
            return mind.move(seen, notes=notes)
        case Stage.WRITE | Stage.REPLY:
            return mind.message(seen, notes=notes)
        case _:
            return mind.consent(seen, notes=notes)


def text(question: Question) -> str:
    return question.messages[-1].content


def inner(game: AnyGame, joints: list[Joint], seats: int = SEATS) -> list[Frame]:
    """The same actions in the game alone."""
    frames, state = list[Frame](), game.start(seats)
    for joint in joints:
        before, (state, events) = state, game.step(state, joint)
        frames.append(Frame(before, joint, state, events))
    return frames
