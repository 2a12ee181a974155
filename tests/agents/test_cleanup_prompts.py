"""What language models are asked in Cleanup: briefly, all at once, and only where there is a choice."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from agents.llm import LanguageModel
from agents.meter import Meter
from agents.models import Models
from agents.table import Table
from games.cleanup.actions import Act
from games.cleanup.presets import PRESETS, Rules
from games.core import CHANCE
from games.decision import Step, TraceKind
from games.luck import Luck, derive
from games.model import Limits, ModelSettings
from games.registry import GAMES, Entry
from games.secret_tools.conditions import Condition
from tests.agents.offered import rules as tool_rules
from tests.agents.offered import tooled
from tests.agents.prompting import NAMES, asked, prompts, view
from tests.games.frames import Frame
from tests.standin import Asked, StandIn
from tests.standin.counting import cl100k

ENTRY = GAMES["cleanup"]
SEATS, SEED = 4, 12
"""By this seed some are frozen, out, and zapped while allied, which depends on the prompts too."""
RULES = PRESETS["paper"]


def play(entry: Entry, server: StandIn, rules: Rules = RULES, **settings: Any) -> list[Step]:
    """A whole match of four models."""
    game, steps = entry.build(rules), list[Step]()

    async def whole() -> None:
        caller, meter = Models(), Meter(Limits())
        told = ModelSettings(model="openai/tiny", base_url=server.base_url, **settings)
        seats = [
            LanguageModel(seat, NAMES[:SEATS], entry, rules, told, caller, meter, derive(SEED, f"model/{seat}"))
            for seat in range(SEATS)
        ]
        await Table(game, seats, SEED, steps.append).advance()

    asyncio.run(whole())
    assert steps[-1].outcome is not None
    return steps


def free(steps: list[Step], rules: Rules = RULES) -> int:
    """How often anybody could do something else than stay."""
    game, found = ENTRY.build(rules), 0
    state = game.start(SEATS)
    for step in steps:
        if CHANCE not in step.actions:
            found += sum(len(game.legal(state, seat)) > 1 for seat in step.actions)
        state = game.step(state, step.actions).state
    return found


def of(asked: Asked) -> str:
    return next(name for name in NAMES if f"You are {name}," in asked.prompt)


def test_all_models_of_a_step_are_asked_at_once_and_none_that_can_only_stay() -> None:
    with StandIn(delay=0.01) as server:
        steps = play(ENTRY, server)
        assert server.peak == SEATS
    zaps = sum("Zapped" in type(event).__name__ for step in steps for event in step.events)
    assert zaps, "nobody was ever frozen"
    assert len(server.asked) == free(steps) < SEATS * RULES.steps
    assert not any("frozen for" in one.prompt.partition(f"\n{of(one)} ")[2].partition("\n")[0] for one in server.asked)
    assert all(not step.forced for step in steps)
    reasons = [trace for step in steps for trace in step.traces if trace.kind is TraceKind.REASON]
    assert len(reasons) == len(server.asked)


def test_whoever_remembers_reads_its_own_last_reasons_and_is_asked_for_no_notes() -> None:
    with StandIn() as server:
        steps = play(ENTRY, server, impressions=True)
    assert {one.purpose for one in server.asked} == {"move"}
    given: dict[int, list[str]] = {seat: [] for seat in range(SEATS)}
    for step in steps:
        for call in step.calls:
            lines = [f"- {' '.join(reason.split())}" for reason in given[call.seat][-3:]]
            told = call.messages[-1].content.partition("oldest first:\n")[2].partition("\n\n")[0]
            assert told == "\n".join(lines)
        for trace in step.traces:
            given[trace.seat].append(trace.text)


def test_a_match_is_read_in_few_tokens() -> None:
    """Over all decisions of four players at random; the research code needed 183,000."""
    encode = cl100k()
    for seed in range(3):
        puts = list(asked(ENTRY, "paper", SEATS, seed, notes=False))
        tokens = [sum(len(encode(message.content)) for message in put.question.messages) for put in puts]
        choices = [count for count, put in zip(tokens, puts, strict=True) if len(put.view.legal) > 1]
        assert sum(choices) <= 60_000
        assert max(choices) <= 650


def test_the_board_is_written_once_for_all_who_are_asked_in_a_step() -> None:
    minds = prompts(ENTRY, RULES, SEATS)
    game, frames, state, boards = ENTRY.build(RULES), list[Frame](), ENTRY.build(RULES).start(SEATS), list[str]()
    for _ in range(6):
        actions: dict[int, Any] = {}
        if CHANCE in game.acting(state):
            actions = {CHANCE: game.chance(state, Luck(SEED, game.luck(state)))}
        else:
            actions = dict.fromkeys(range(SEATS), Act("RIGHT"))
            views = [mind.notation.view(game.observe(state, mind.seat), mind.names) for mind in minds]
            assert all(one is views[0] for one in views)
            boards.append(views[0])
            questions = [mind.move(view(game, frames, seat), notes=False) for seat, mind in enumerate(minds)]
            assert {views[0] in question.messages[1].content for question in questions} == {True}
        before, (state, events) = state, game.step(state, actions)
        frames.append(Frame(before, actions, state, events))
    assert len(set(boards)) == 3


def test_the_rules_come_first_then_what_happened_then_the_board_then_the_moves() -> None:
    game, frames, state, rng = ENTRY.build(RULES), list[Frame](), ENTRY.build(RULES).start(SEATS), Random(5)
    while not any("Zapped" in type(event).__name__ for frame in frames for event in frame.events):
        acting = game.acting(state)
        actions: Mapping[int, Any] = (
            {CHANCE: game.chance(state, Luck(SEED, game.luck(state)))}
            if CHANCE in acting
            else {seat: rng.choice(game.legal(state, seat)) for seat in acting}
        )
        before, (state, events) = state, game.step(state, actions)
        frames.append(Frame(before, actions, state, events))
    seat = next(seat for seat in range(SEATS) if len(game.legal(state, seat)) > 1)
    question = prompts(ENTRY, RULES, SEATS)[seat].move(view(game, frames, seat), notes=False)
    system, user = [message.content for message in question.messages]
    assert ENTRY.rulebook(RULES, "en") in system
    assert "quotation marks" not in system, "nobody says anything in this game"
    parts = [user.index(part) for part in (" zapped ", "Apples: ", "\nStay\n", '{"thought": ')]
    assert parts == sorted(parts)
    assert user.rindex('"move": ') > user.index('"thought": ')


@pytest.mark.parametrize("identity", ["named", "anonymous"])
def test_who_stands_where_is_read_with_names_only_where_seats_have_them(identity: Any) -> None:
    rules_ = replace(RULES, identity=identity)
    for put in list(asked(replace(ENTRY, presets={"paper": rules_}), "paper", SEATS, 1, notes=False))[:60]:
        user = put.question.messages[1].content
        others = [name for seat, name in enumerate(NAMES[:SEATS]) if seat != put.seat]
        assert all((name in user) == (identity == "named") for name in others)


@pytest.mark.parametrize("condition", [one for one in Condition if one is not Condition.BASELINE])
def test_a_tool_is_offered_taken_and_used_over_http(condition: Condition) -> None:
    tool = tool_rules(condition, offer_to=1, trigger=3)
    with StandIn() as server:
        steps = play(tooled(ENTRY, tool), server)
    kinds = {type(event).__name__ for step in steps for event in step.events}
    assert {"Started", "Announced"} & kinds
    assert all(not step.forced for step in steps)
    wrote = {
        Condition.CHANNEL: "Wrote",
        Condition.OPEN_TABLE: "WroteOpenly",
        Condition.NOTES: "Noted",
        Condition.COACH: "Coached",
    }
    assert condition is Condition.HINT or wrote[condition] in kinds
    if condition is Condition.HINT:
        hinted = [one for one in server.asked if "The nearest apple to you is at" in one.prompt]
        assert {of(one) for one in hinted} < set(NAMES[:SEATS])
        assert len(hinted) > RULES.steps
