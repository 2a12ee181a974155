"""What language models are asked on a walled map of Cleanup, over HTTP: what is in their window, and nothing else."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from agents.failures import Code
from agents.human import HUMAN
from agents.llm import LanguageModel
from agents.meter import Meter
from agents.models import Models
from agents.scripted import seated
from agents.table import Table
from games.cleanup.actions import Act
from games.cleanup.events import Stepped
from games.cleanup.poses import OUT
from games.cleanup.presets import CLASSIC_PRESETS
from games.cleanup.sights import CleanedInSight, ZappedInSight
from games.cleanup.state import Field
from games.core import CHANCE
from games.decision import Step
from games.luck import derive
from games.model import Limits, ModelCall, ModelSettings, Purpose
from games.registry import GAMES
from games.secret_tools.conditions import Condition
from games.secret_tools.events import Started
from tests.agents.offered import rules as tool_rules
from tests.agents.offered import tooled
from tests.agents.prompting import NAMES
from tests.agents.test_cleanup_prompts import SEATS, SEED, free, of, play
from tests.standin import Answer, Asked, StandIn, answers
from tests.standin.playing import Manner

ENTRY = GAMES["cleanup"]
RULES = replace(CLASSIC_PRESETS["classic-small"], steps=30)
HEADINGS = {"north": (-1, 0), "east": (0, 1), "south": (1, 0), "west": (0, -1)}
ROW = re.compile(r"^(-1| \d) (.{11})$", re.MULTILINE)
STUBBORN = "Pike"


def move(told: str) -> Answer:
    return answers.text(json.dumps({"thought": "Why not?", "move": told}))


def when(asked: Asked) -> int:
    """The step; nothing may hang on the order in which the models of a step come."""
    return int(re.findall(r"^Step (\d+) of ", asked.prompt, re.MULTILINE)[0])


def zapping(asked: Asked) -> Answer | None:
    return move("Zap") if "\nZap\n" in asked.prompt else None


def strange(asked: Asked) -> Answer | None:
    """Zaps also when it cannot; some replies are of another game, and some are none. One never does what it may."""
    if of(asked) == STUBBORN and when(asked) == 14:
        return move("Fly")
    if len(asked.body["messages"]) > 2:
        return None
    return move("Zap") if when(asked) % 4 else answers.text("I walk on and clean the river.")


class Window(NamedTuple):
    """What a prompt says that its reader sees."""

    place: str
    ahead: tuple[int, int]
    """Rows and columns of a tile ahead, on the map."""
    rows: dict[int, str]
    others: list[tuple[str, tuple[int, int]]]
    """Who is how many tiles ahead and to the right."""


def window(prompt: str) -> Window:
    found = re.search(r"On the map you stand at ([A-Z]\d+), and ahead is (\w+)\.", prompt)
    assert found
    others: list[tuple[str, tuple[int, int]]] = []
    for name, where in re.findall(r"^(\w+): (.+), facing \w+$", prompt, re.MULTILINE):
        far = {way: int(n) for n, way in re.findall(r"(\d+) (\w+)", where)}
        away = far.get("ahead", 0) - far.get("behind", 0), far.get("right", 0) - far.get("left", 0)
        others.append((name, away))
    rows = {int(at): row for at, row in ROW.findall(prompt)}
    return Window(found[1], HEADINGS[found[2]], rows, others)


def moves(steps: list[Step]) -> Iterator[tuple[Field, ModelCall]]:
    """Every first question for a move, and how things stood when it was asked."""
    game = ENTRY.build(RULES)
    state = game.start(SEATS)
    for step in steps:
        for call in step.calls:
            if call.purpose is Purpose.MOVE and call.attempt == 1:
                yield state.board, call
        joint = {seat: action for seat, action in step.actions.items() if type(action) in game.actions}
        if joint:
            state = game.step(state, joint).state


def letters(field: Field) -> str:
    """The map, a letter a tile."""
    drawn = list(RULES.layout.drawn.replace("S", "."))
    for tile in range(len(drawn)):
        if field.waste >> tile & 1 or field.apples >> tile & 1:
            drawn[tile] = "x" if field.waste >> tile & 1 else "a"
    return "".join(drawn)


def test_models_are_asked_at_once_where_they_have_a_choice_and_corrected_when_they_err() -> None:
    with StandIn(strange, delay=0.01) as server:
        steps = play(ENTRY, server, RULES)
        assert server.peak == SEATS
    calls = [call for step in steps for call in step.calls]
    assert sum(call.attempt == 1 for call in calls) == free(steps, RULES) < SEATS * RULES.steps
    assert not any("You are off the board" in asked.prompt for asked in server.asked)
    failed = {(call.failure.code, call.failure.detail) for call in calls if call.failure and call.attempt == 1}
    assert {(Code.ILLEGAL, "Zap"), (Code.ILLEGAL, "Fly")} <= failed
    assert Code.UNREADABLE in {code for code, _ in failed}
    again = [asked.prompt for asked in server.asked if len(asked.body["messages"]) == 4]
    assert sum("“Zap” is not one of your possible moves." in prompt for prompt in again) > RULES.steps
    # Whoever never does what it may stays, and its next question is like any other.
    (late,) = [step for step in steps if step.forced]
    assert (late.actions[NAMES.index(STUBBORN)], {*late.forced}) == (Act("STAY"), {NAMES.index(STUBBORN)})
    assert [call.attempt for call in late.calls if call.seat in late.forced] == [1, 2, 3]


@pytest.mark.parametrize("identity", ["named", "anonymous"])
def test_a_prompt_holds_what_is_in_the_window_and_nothing_else_of_the_map(identity: Any) -> None:
    with StandIn(zapping) as server:
        steps = play(ENTRY, server, replace(RULES, identity=identity))
    assert any(isinstance(event, ZappedInSight) for step in steps for event in step.events)
    layout, met = RULES.layout, 0
    for field, call in moves(steps):
        user = call.messages[-1].content
        told, here = window(user), field.poses[call.seat] >> 2
        assert told.place == layout.place(here)
        (down, across), drawn = told.ahead, letters(field)
        seen: dict[int, tuple[int, int]] = {}
        for ahead in range(9, -2, -1):
            for right in range(-5, 6):
                row, column = divmod(here, layout.columns)
                row, column = row + ahead * down + right * across, column + ahead * across - right * down
                inside = 0 <= row < layout.rows and 0 <= column < layout.columns
                if inside:
                    seen[row * layout.columns + column] = ahead, right
                letter = drawn[row * layout.columns + column] if inside else " "
                assert told.rows[ahead][right + 5] == letter
        others = [(seat, pose >> 2) for seat, pose in enumerate(field.poses) if pose != OUT and seat != call.seat]
        name = "Somebody" if identity == "anonymous" else ""
        expected = [(name or NAMES[seat], seen[tile]) for seat, tile in others if tile in seen]
        met += len(expected)
        assert sorted(told.others) == sorted(expected)
        if name:
            assert not [one for seat, one in enumerate(NAMES) if one in user and seat != call.seat]
    assert met


def test_what_one_beam_did_is_told_once() -> None:
    cleaned = [CleanedInSight(1, 1, at, None, None) for at in (10, 11)]
    hits = [ZappedInSight(None, None, who, None, 30, None) for who in (2, None, None)]
    seen, history = (Stepped(3), *cleaned, Stepped(4), *hits), ENTRY.history
    assert history is not None
    assert history(ENTRY.notation(RULES, "en"), seen, NAMES[:SEATS]).now == (
        "Step 3: Otis removed waste from 2 tiles.",
        "Step 4: a zap hit Juno; 2 zaps hit somebody.",
    )


def test_a_message_reaches_both_of_the_pair_and_nobody_else() -> None:
    """Out of sight of each other too, and while one is off the board."""
    manner = Manner(message=lambda asked: f"murmur-{when(asked)}-from-{of(asked)}")
    with StandIn(zapping, manner=manner) as server:
        steps = play(tooled(ENTRY, tool_rules(Condition.CHANNEL, offer_to=1, trigger=3)), server, RULES)
    (started,) = [event for step in steps for event in step.events if isinstance(event, Started)]
    pair, heard = (started.seat, started.partner), set[str]()
    for step in steps:
        read = {call.seat: re.findall(r"murmur-\d+-from-\w+", call.messages[-1].content) for call in step.calls}
        own = [texts for seat, texts in read.items() if seat in pair]
        assert own[1:] == own[:-1], "the two read the same"
        assert not any(texts for seat, texts in read.items() if seat not in pair)
        heard.update(*own)
        assert all(len(texts) <= 12 for texts in own)
    assert {text.rpartition("-")[2] for text in heard} == {NAMES[seat or 0] for seat in pair}
    wrote = [asked for asked in server.asked if asked.purpose == "message"]
    assert len(heard) >= len(wrote) - 2, "all but the last are read"
    assert any("You are off the board" in asked.prompt for asked in wrote)


def test_hints_reach_the_pair_only() -> None:
    with StandIn() as server:
        steps = play(tooled(ENTRY, tool_rules(Condition.HINT, offer_to=1, trigger=3)), server, RULES)
    (started,) = [event for step in steps for event in step.events if isinstance(event, Started)]
    hinted = [asked for asked in server.asked if "river tiles that you two see" in asked.prompt]
    assert {of(asked) for asked in hinted} == {NAMES[started.seat or 0], NAMES[started.partner or 0]}
    assert all(asked.purpose == "move" for asked in hinted)


def test_models_scripted_players_and_a_person_play_together() -> None:
    told, steps = ModelSettings(model="openai/tiny"), list[Step]()
    with StandIn(zapping, delay=0.005) as server:
        caller, meter = Models(), Meter(Limits())
        told = replace(told, base_url=server.base_url)
        minds = [
            LanguageModel(seat, NAMES[:SEATS], ENTRY, RULES, told, caller, meter, derive(SEED, f"model/{seat}"))
            for seat in (0, 1)
        ]
        table = Table(ENTRY.build(RULES), [*minds, seated("zapping", 2, SEED), HUMAN], SEED, steps.append)

        async def whole() -> None:
            await table.advance()
            while table.outcome is None:
                view = table.view(3)
                assert table.waiting_for == {3}
                table.submit(3, view.legal[-1], view.observation.decision, "")
                await table.advance()

        asyncio.run(whole())
        assert server.peak == len(minds)
    assert not any(step.forced for step in steps)
    assert {of(asked) for asked in server.asked} == set(NAMES[:2])
    assert all(set(step.actions) == {*range(SEATS)} for step in steps if CHANCE not in step.actions)
    assert any(isinstance(event, ZappedInSight) for step in steps for event in step.events)
