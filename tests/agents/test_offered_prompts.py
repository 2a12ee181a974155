"""What a model reads where a tool is offered: the offer word for word, and nobody else reads a letter of it."""

import json
from itertools import pairwise
from typing import Any

import pytest

from agents.prompts import Question, SeatPrompts
from agents.tooled import ToolNotation
from games.registry import Entry
from games.secret_tools.conditions import Audit, Condition
from games.secret_tools.rules import ACTIONS
from games.secret_tools.state import Stage
from games.words import words
from tests.agents.offered import BAR, SEATS, Put, first, inner, mind, puts, question, rules, text
from tests.agents.prompting import NAMES, view
from tests.games.driven import around
from tests.games.frames import Joint
from tests.toy import ENTRY as TOY

TEXT = words("agents.prompts", "en")
VIEW = TEXT["told"]["view"]
SECRET = (Condition.CHANNEL, Condition.HINT)
GAMES = [(BAR, "paper"), (BAR, "classic"), (TOY, "long")]
every_game = pytest.mark.parametrize(("entry", "preset"), GAMES, ids=lambda part: getattr(part, "name", part))
NAMED = NAMES[:SEATS]


def asked(put: Put, entry: Entry = BAR, preset: str = "paper", tool: Any = None, *, notes: bool = False) -> Question:
    tool = tool or put.view.observation.private.rules
    return question(mind(entry, preset, tool, put.seat), put.view, notes=notes)


def notation(put: Put, entry: Entry = BAR, preset: str = "paper") -> ToolNotation:
    found = mind(entry, preset, put.view.observation.private.rules, put.seat).notation
    assert isinstance(found, ToolNotation)
    return found


def bare(put: Put, entry: Entry, preset: str, *, notes: bool = False) -> Question:
    """What the same seat is asked after the same actions in a match without a tool."""
    joints = [{s: a for s, a in frame.actions.items() if type(a) not in ACTIONS} for frame in put.frames]
    game = entry.game(preset)
    frames = inner(game, [joint for joint in joints if joint])
    return mind(entry, preset, None, put.seat).move(view(game, frames, put.seat), notes=notes)


@every_game
@pytest.mark.parametrize("stage", [Stage.OFFER, Stage.INVITE, Stage.WRITE, Stage.REPLY])
def test_a_question_is_what_was_seen_the_view_the_text_word_for_word_and_the_form(
    entry: Entry, preset: str, stage: Stage
) -> None:
    if entry is TOY and stage is Stage.REPLY:
        assert all(put.stage is not stage for put in puts(rules(), 1, entry=entry, preset=preset))
        return
    put = first(stage, rules(trigger=2), entry=entry, preset=preset)
    whole, words = asked(put, entry, preset), notation(put, entry, preset)
    told = words.offers.asked(put.view.observation.private, put.seat, NAMED)
    assert told is not None
    before, _, after = text(whole).partition(f"{VIEW}\n")
    shown = f"{words.view(put.view.observation, NAMED)}\n\n{told.text}\n\n"
    assert after.startswith(shown)
    form = TEXT["message" if stage in (Stage.WRITE, Stage.REPLY) else "consent"]["form"]
    how, fields = after.removeprefix(shown).split("\n")
    assert how == form
    assert list(json.loads(fields)) == list(whole.schema["properties"]) == whole.schema["required"]
    assert before.startswith(TEXT["told"]["history"])
    assert whole.messages[0] == mind(entry, preset, None, put.seat).system


@pytest.mark.parametrize("stage", [Stage.OFFER, Stage.INVITE])
def test_both_options_and_all_names_stand_everywhere_in_the_order_drawn(stage: Stage) -> None:
    orders, lists = set[bool](), set[tuple[str, ...]]()
    for seed in range(12):
        put = first(stage, rules(), seed)
        private, whole = put.view.observation.private, asked(put)
        orders.add(private.accept_first)
        both = ["accept", "refuse"] if private.accept_first else ["refuse", "accept"]
        fields = whole.schema["properties"]
        assert fields["decision"]["enum"] == both
        assert f"The choice is yours: {' or '.join(both)}." in text(whole)
        assert json.loads(text(whole).split("\n")[-1])["decision"].endswith(f": {', '.join(both)}")
        if stage is Stage.INVITE:
            assert list(fields) == ["thought", "decision"]
            assert not whole.options
            continue
        names = [NAMES[seat] for seat in private.names]
        lists.add(tuple(names))
        assert fields["partner"] == {"anyOf": [{"type": "string", "enum": names}, {"type": "null"}]}
        assert f"name one partner ({', '.join(names)})" in text(whole)
        assert list(whole.options.items()) == [(NAMES[seat], seat) for seat in private.names]
        assert put.seat not in private.names
    assert orders == {True, False}
    assert stage is Stage.INVITE or len(lists) > 4


def test_no_possible_move_stands_in_an_offer_and_no_offer_in_a_move() -> None:
    for put in puts(rules(), 3):
        whole = text(asked(put, tool=rules()))
        assert (TEXT["move"]["ask"] in whole) == (put.stage is None)
        assert ("The choice is yours" in whole) == (put.stage in (Stage.OFFER, Stage.INVITE))


@every_game
@pytest.mark.parametrize("condition", [Condition.BASELINE, *SECRET])
def test_who_takes_no_part_reads_what_it_would_read_without_a_tool_letter_for_letter(
    entry: Entry, preset: str, condition: Condition
) -> None:
    tool, same, other = rules(condition, trigger=2), 0, 0
    for seed in range(4):
        for put in puts(tool, seed, entry=entry, preset=preset):
            if put.stage is not None:
                continue
            for notes in (False, True):
                here, there = asked(put, entry, preset, tool, notes=notes), bare(put, entry, preset, notes=notes)
                if around(put.view.observation).private is None:
                    assert here == there
                    same += 1
                    continue
                # Whoever takes part reads more, and that below the game's own view.
                assert here != there or condition is Condition.HINT
                (above, _, below), (plain, _, rest) = (text(asked).partition(f"{VIEW}\n") for asked in (here, there))
                assert (above, here.messages[0], here[1:]) == (plain, there.messages[0], there[1:])
                seen = mind(entry, preset, None, put.seat).notation.view(around(put.view.observation).game, NAMED)
                assert below.startswith(seen)
                assert below.endswith(rest.removeprefix(seen))
                other += 1
    assert same > 20
    assert (other > 20) == (condition is not Condition.BASELINE)


def test_outsiders_read_the_same_notes_and_are_asked_for_the_same() -> None:
    tool = rules(trigger=2)
    for put in puts(tool, 5):
        for seat in range(SEATS):
            game = BAR.bind(BAR.presets["paper"], tool)
            if not put.frames:
                continue
            seen = view(game, put.frames, seat)
            if around(seen.observation).private is None:
                joints: list[Joint] = [
                    joint
                    for frame in put.frames
                    if (joint := {s: a for s, a in frame.actions.items() if type(a) not in ACTIONS})
                ]
                plain = BAR.game("paper")
                there = mind(BAR, "paper", None, seat).impressions(view(plain, inner(plain, joints), seat))
                assert mind(BAR, "paper", tool, seat).impressions(seen) == there


def test_what_was_written_stands_in_every_later_prompt_of_both_partners_and_of_nobody_else() -> None:
    tool, written, seen = rules(), list[str](), 0
    for put in puts(tool, 7):
        written = [f"murmur {s}-" for frame in put.frames for s, a in frame.actions.items() if getattr(a, "text", "")]
        whole, private = text(asked(put, tool=tool)), around(put.view.observation).private
        if private is None:
            assert "murmur" not in whole
            assert "channel" not in whole
        elif written and private.standing == "active":
            assert whole.count("murmur") == min(len(written), tool.shown) + (put.stage is Stage.REPLY)
            assert put.stage is None or put.stage in (Stage.WRITE, Stage.REPLY)
            seen += 1
    assert len(written) > 12
    assert seen > 20


@every_game
def test_notes_to_oneself_are_read_by_nobody_else(entry: Entry, preset: str) -> None:
    tool, own = rules(Condition.NOTES), 0
    for put in puts(tool, 2, entry=entry, preset=preset):
        whole = text(asked(put, entry, preset, tool))
        others = [seat for seat in range(SEATS) if seat != put.seat]
        assert not any(f"murmur {seat}-" in whole for seat in others)
        own += f"murmur {put.seat}-" in whole
    assert own > 4


@every_game
@pytest.mark.parametrize("condition", [c for c in Condition if c is not Condition.BASELINE])
def test_what_a_seat_remembers_still_only_grows_until_the_round_is_over(
    entry: Entry, preset: str, condition: Condition
) -> None:
    """So that a prefix cache keeps it: everything of the tool stands behind it."""
    tool, grown = rules(condition), 0
    for seed in range(2):
        every = list(puts(tool, seed, entry=entry, preset=preset))
        for seat in range(SEATS):
            for before, after in pairwise([put for put in every if put.seat == seat]):
                start = text(asked(before, entry, preset, tool)).partition(VIEW)[0].rstrip()
                whole = text(asked(after, entry, preset, tool)).partition(VIEW)[0]
                if (
                    entry is TOY
                    or around(before.view.observation).game.round == around(after.view.observation).game.round
                ):
                    assert whole.startswith(start)
                    grown += whole.rstrip() != start
    assert grown


@pytest.mark.parametrize("wording", ["V0", "V1", "V2", "V3", "V4", "V5"])
def test_every_wording_is_asked_as_it_is_written_and_leaves_nothing_in_braces(wording: str) -> None:
    tool = rules(wording=wording, audit=Audit() if wording == "V5" else None, trigger=2)
    for put in puts(tool, 1):
        whole = text(asked(put, tool=tool))
        assert "None" not in whole
        form = whole.split("\n")[-1]
        assert "{" not in whole.removesuffix(form)
    offer = first(Stage.OFFER, tool)
    assert ("secret tool" in text(asked(offer))) == (wording != "V1")


def test_what_it_remembers_of_earlier_matches_stands_after_the_persona() -> None:
    whole = SeatPrompts(0, NAMED, BAR, BAR.presets["paper"], "You are kind.", memory="In match 1 you were first.\nTwo.")
    assert whole.system.content.endswith("\n\nYou are kind.\n\nIn match 1 you were first.\nTwo.")
