"""Matches as language models would read them: what every seat is asked in each of its turns and after each round."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

from agents.core import View
from agents.prompts import Question, SeatPrompts
from games.core import CHANCE, Seat, seen_by
from games.decision import Trace, TraceKind
from games.luck import Luck
from games.model import Purpose
from games.registry import Entry
from tests.games.frames import AnyGame, Frame
from tests.standin.playing import WORDS

NAMES = ("Wren", "Otis", "Juno", "Pike", "Eve", "Finn", "Gil")
NOTE = 150
"""Characters of a note of some 30 words."""


class Put(NamedTuple):
    """One question of a match."""

    seat: Seat
    purpose: Purpose
    round: int
    """The newest that was begun."""
    question: Question
    view: View[Any, Any]


def begun(observation: Any) -> int:
    """The newest round or step of a game that has the one or the other."""
    held = observation.board if hasattr(observation, "board") else observation
    return observation.round if hasattr(observation, "round") else held.step


def view(game: AnyGame, frames: Sequence[Frame], seat: Seat, traces: Sequence[Trace] = ()) -> View[Any, Any]:
    """What a table gives this seat after these steps, of which there is one at least."""
    state = frames[-1].state
    seen = [told for frame in frames for event in frame.events if (told := seen_by(event, seat)) is not None]
    return View(game.observe(state, seat), game.legal(state, seat), tuple(seen), tuple(traces))


def prompts(entry: Entry, rules: Any, seats: int, names: Sequence[str] = NAMES, persona: str = "") -> list[SeatPrompts]:
    return [SeatPrompts(seat, tuple(names[:seats]), entry, rules, persona) for seat in range(seats)]


def babble(rng: Random, length: int) -> str:
    text, words = "", WORDS.split()
    while len(text) < length:
        text += rng.choice(words) + " "
    return text[:length].strip()


def chance_call(rng: Random, question: Question, said: str) -> Any:
    """Calls 0.554 of the time, else anything, and always says something."""
    call, *rest = question.options.values()
    calls = type(call).__name__ == "Call"
    action = (call if rng.random() < 0.554 else rest[0]) if calls else rng.choice([call, *rest])
    return replace(action, say=said)


def asked(
    entry: Entry, preset: str, seats: int, seed: int, *, notes: bool, names: Sequence[str] = NAMES
) -> Iterator[Put]:
    """Everything that the models of one match are asked; what they say is 60 characters, a note 150."""
    game, rng = entry.game(preset), Random(seed)
    minds, noted = prompts(entry, game.rules, seats, names), [list[Trace]() for _ in range(seats)]
    state, frames, acted = game.start(seats), list[Frame](), False
    while acting := game.acting(state):
        actions: dict[Seat, Any] = {}
        if CHANCE in acting:
            for seat in range(seats) if acted and notes else ():
                seen = view(game, frames, seat, noted[seat])
                if (question := minds[seat].impressions(seen)) is not None:
                    yield Put(seat, Purpose.IMPRESSIONS, begun(seen.observation) - 1, question, seen)
                    about = question.options.values()
                    noted[seat] += [Trace(seat, TraceKind.IMPRESSION, babble(rng, NOTE), about=a) for a in about]
            acted = False
            actions[CHANCE] = game.chance(state, Luck(seed, game.luck(state)))
        for seat in sorted(acting - {CHANCE}):
            acted = True
            seen = view(game, frames, seat, noted[seat])
            question = minds[seat].move(seen, notes=notes)
            yield Put(seat, Purpose.MOVE, begun(seen.observation), question, seen)
            said = babble(rng, 60)
            actions[seat] = chance_call(rng, question, said) if question.say_limit else rng.choice(seen.legal)
        before, (state, events) = state, game.step(state, actions)
        frames.append(Frame(before, actions, state, events))
