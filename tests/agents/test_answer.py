"""A reply is an answer in the form that was asked for, or a failure with a name; nothing is guessed."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.answer import Answer, read_move, read_notes
from agents.failures import RE_ASKED, Code
from agents.texts import keepable, kept
from games.failure import Failure
from games.liars_bar.actions import Call, Pass, plays
from games.liars_bar.notation import LiarsBarNotation
from games.liars_bar.presets import PRESETS
from tests.games.cases import Case, Plan, every_case, plans, play, some

NOTATION = LiarsBarNotation(PRESETS["paper"])
LIMIT = 200
LAYS = {NOTATION.action(play): play for play in plays(("Q", "Q", "K", "A", "Joker"), 3)}
ANSWERS: dict[str, Any] = {NOTATION.action(action): action for action in (Call(), Pass())}
LIE, LET = ANSWERS
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def read(reply: object, moves: dict[str, Any] = ANSWERS, limit: int | None = LIMIT) -> Answer | Failure:
    return read_move(reply if isinstance(reply, str) else json.dumps(reply), moves, limit)


def code(found: Answer | Failure) -> str:
    assert isinstance(found, Failure)
    return found.code


@every_case
@some(10)
@given(plan=plans, thought=texts, said=texts)
def test_every_legal_action_can_be_answered_and_is_read_as_itself(
    case: Case, plan: Plan, thought: str, said: str
) -> None:
    notation, game = case.entry.notation(case.game().rules, "en"), case.game()
    for frame in list(play(case, plan))[:40]:
        for seat in game.acting(frame.before):
            moves = {notation.action(action): action for action in game.legal(frame.before, seat)}
            assert len(moves) == len(game.legal(frame.before, seat))
            speaks = all(hasattr(action, "say") for action in moves.values())
            for move, action in moves.items():
                reply = json.dumps({"thought": thought, "move": move, "say": said})
                found = read_move(reply, moves, LIMIT if speaks else None)
                heard = replace(action, say=said.strip()[:LIMIT].strip()) if speaks else action
                assert found == Answer(heard, thought.strip())


@some(200)
@given(move=st.one_of(st.text(), st.sampled_from([*LAYS, *ANSWERS]).flatmap(lambda m: st.sampled_from(near(m)))))
def test_no_move_is_taken_but_one_of_those_that_are_legal_word_for_word(move: str) -> None:
    found = read({"thought": "", "move": move, "say": ""})
    if move in ANSWERS:
        assert found == Answer(ANSWERS[move], "")
    else:
        assert code(found) in {Code.ILLEGAL, Code.UNREADABLE}


def near(move: str) -> list[str]:
    """What somebody might take for the move."""
    return [move.lower(), move.upper(), f" {move}", f"{move}.", f"“{move}”", move[:-1], f"{move}\n", f"{move} {move}"]


@some(200)
@given(before=texts, after=texts)
def test_an_answer_in_the_middle_of_prose_is_none(before: str, after: str) -> None:
    answer = json.dumps({"thought": "", "move": LIE, "say": ""})
    for reply in (f"{before}{answer}{after}", f"{before}\n```json\n{answer}\n```\n{after}"):
        found = read(reply)
        around = (before + after).strip()
        assert (code(found) == Code.UNREADABLE) if around else isinstance(found, Answer)


@pytest.mark.parametrize(
    "reply",
    [
        f"I choose: {LIE}",
        LIE,
        f'"{LIE}"',
        f'["{LIE}"]',
        "null",
        "true",
        "{",
        '{"thought": "because", "move": "' + LIE,
        "{'move': 'Call it a lie'}",
        f'{{"move": "{LIE}"}} {{"move": "{LET}"}}',
        f'```\n{{"move": "{LIE}"}}\n```\n```\n{{"move": "{LET}"}}\n```',
        f'<think>I should call.</think>{{"move": "{LIE}"}}',
        "[" * 100_000,
        '{"a":' * 100_000,
        f'{{"move": "{LIE}", "thought": {"9" * 5_000}}}',
        "blah " * 200_000,
    ],
    ids=lambda reply: reply[:24],
)
def test_what_is_not_one_json_object_is_unreadable(reply: str) -> None:
    assert code(read(reply)) == Code.UNREADABLE


@pytest.mark.parametrize("reply", ["", " \n", "\t"])
def test_nothing_at_all_is_empty(reply: str) -> None:
    assert code(read(reply)) == Code.EMPTY


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"thought": "", "say": ""}, "“move” is missing"),
        ({"move": 1}, "“move” is missing or is not a text"),
        ({"move": None}, "“move” is missing"),
        ({"move": [LIE]}, "“move”"),
        ({"move": LIE, "say": 3}, "“say”"),
        ({"move": LIE, "thought": {}}, "“thought”"),
        ({"move": LIE, "say": "half \ud83d"}, "“say” holds characters"),
        ({"move": LIE, "thought": "nul \0"}, "“thought” holds characters"),
        ({"move": LIE + "\udc00"}, "“move” holds characters"),
    ],
)
def test_a_field_that_is_missing_or_no_text_is_named(answer: dict[str, Any], told: str) -> None:
    found = read(answer)
    assert code(found) == Code.UNREADABLE
    assert isinstance(found, Failure)
    assert told in found.detail


def test_of_two_moves_none_is_chosen() -> None:
    found = read(f'{{"move": "{LIE}", "say": "", "move": "{LET}"}}')
    assert found == Failure(Code.UNREADABLE, "“move” stands in it twice")
    assert keepable(str(read('{"\\ud800\\u0000": 1, "\\ud800\\u0000": 2}')))


@pytest.mark.parametrize(
    "fence", ["```json\n{}\n```", "```json{}```", "```\n{}\n```", "```JSON\r\n{}\r\n```", " \n```json\n{}\n```\n"]
)
def test_a_code_block_around_the_whole_reply_may_hold_it(fence: str) -> None:
    answer = json.dumps({"move": LET, "thought": "so", "say": "`"}, indent=2)
    assert read(fence.replace("{}", answer)) == Answer(Pass("`"), "so")


def test_a_line_break_within_a_text_is_no_matter() -> None:
    assert read(f'{{"thought": "one\ntwo", "move": "{LIE}", "say": ""}}') == Answer(Call(), "one\ntwo")


def test_a_thought_and_a_remark_may_be_left_out_or_null_and_anything_may_be_added() -> None:
    assert read({"move": LIE}) == Answer(Call(), "")
    assert read({"move": LIE, "say": None, "thought": None}) == Answer(Call(), "")
    assert read({"move": LIE, "confidence": 0.9}) == Answer(Call(), "")


def test_the_table_hears_as_much_of_a_remark_as_the_rules_allow() -> None:
    assert read({"move": LIE, "say": "x" * 201}) == Answer(Call("x" * 200), "")
    assert read({"move": LIE, "say": "  hm  "}) == Answer(Call("hm"), "")
    assert read({"move": LIE, "say": "a" * 4 + " b"}, limit=5) == Answer(Call("aaaa"), "")
    assert read({"move": LIE, "say": " \n"}) == Answer(Call(), "")


def test_where_nothing_can_be_said_nothing_is_heard() -> None:
    assert read({"move": LIE, "say": "I am heard"}, limit=None) == Answer(Call(), "")


def test_a_move_that_is_none_is_told_as_far_as_it_is_short() -> None:
    assert read({"move": "Lay everything"}) == Failure(Code.ILLEGAL, "Lay everything")
    found = read({"move": "x" * 10_000})
    assert isinstance(found, Failure)
    assert found.code == Code.ILLEGAL
    assert len(found.detail) < 100


@some(50)
@given(notes=st.lists(texts, min_size=2, max_size=2))
def test_notes_are_read_for_everybody_or_not_at_all(notes: list[str]) -> None:
    about = {"Otis": 1, "player_4": 3}
    whole = dict(zip(about, notes, strict=True))
    assert read_notes(json.dumps(whole), about) == {1: notes[0].strip(), 3: notes[1].strip()}
    found = read_notes(json.dumps({"Otis": notes[0]}), about)
    assert found == Failure(Code.UNREADABLE, "“player_4” is missing or is not a text")


@some(100)
@given(reply=st.one_of(st.text(), st.dictionaries(st.sampled_from(["move", "say", "Otis"]), st.text()).map(json.dumps)))
def test_whatever_a_model_writes_it_is_an_answer_or_something_to_be_asked_again(reply: str) -> None:
    for found in (read(reply), read_notes(reply, {"Otis": 1})):
        if isinstance(found, Failure):
            assert found.code in RE_ASKED
            assert keepable(found.detail)


@some(100)
@given(text=st.text(st.characters()))
def test_a_text_can_be_kept_once_what_cannot_is_written_out(text: str) -> None:
    assert keepable(kept(text))
    assert (kept(text) == text) == keepable(text)


def test_half_a_character_and_nul_are_written_out_and_nothing_else_changes() -> None:
    assert kept("a\ud83d b\0 \N{GRINNING FACE}\n") == "a\\ud83d b\\x00 \N{GRINNING FACE}\n"
