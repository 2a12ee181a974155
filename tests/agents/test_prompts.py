"""What a model reads: all it needs, always in the same order, and the same until something has happened."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.failures import RE_ASKED, Code
from agents.prompts import Question, SeatPrompts, again
from games.core import Seat
from games.decision import Trace, TraceKind
from games.failure import Failure
from games.model import Message, Purpose
from games.registry import GAMES
from games.words import words
from tests.agents.prompting import NAMES, Put, asked, prompts, view
from tests.games.cases import CASES, Case, Plan, every_case, plans, play, some
from tests.standin.counting import cl100k
from tests.toy import ENTRY as TOY

BAR = GAMES["liars_bar"]
TEXT = words("agents.prompts", "en")
VIEW = TEXT["told"]["view"]


def user(question: Question) -> str:
    *_, last = question.messages
    return last.content


def told(put: Put) -> str:
    """What comes before the view: all that can be in a server's cache from the time before."""
    return user(put.question).partition(VIEW)[0]


def match(case: Case, seed: int, *, notes: bool) -> list[Put]:
    seats = case.game().seats
    return list(asked(case.entry, case.preset, seats[seed % len(seats)], seed, notes=notes))


def put_to(seat: Seat, puts: Sequence[Put]) -> list[Put]:
    return [put for put in puts if put.seat == seat]


@every_case
@pytest.mark.parametrize("notes", [False, True])
def test_the_first_message_is_the_same_throughout_a_match(case: Case, notes: bool) -> None:
    for seed in range(4):
        systems = defaultdict[Seat, set[Message]](set)
        for put in match(case, seed, notes=notes):
            anew = prompts(case.entry, put.view.observation.rules, len(put.view.observation.points))[put.seat]
            systems[put.seat] |= {put.question.messages[0], anew.system}
            assert [message.role for message in put.question.messages] == ["system", "user"]
        assert {len(seen) for seen in systems.values()} == {1}


@every_case
def test_what_all_seats_share_comes_first(case: Case) -> None:
    rules = case.game().rules
    one, other = [mind.system.content for mind in prompts(case.entry, rules, 2)]
    same = next(i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    assert case.entry.rulebook(rules, "en") in one[:same]
    assert TEXT["system"]["answer"] in one[:same]
    assert one[same:].startswith("Wren, and you play")


@pytest.mark.parametrize("case", [case for case in CASES if case.entry.name != "cleanup"], ids=str)
def test_what_it_remembers_only_grows_until_the_round_is_over(case: Case) -> None:
    """Or until somebody dies, about whom there are no notes any more. Where nothing is hidden the newest is enough."""
    grown = 0
    for seed in range(6):
        for seat in range(5):
            for before, after in pairwise(put_to(seat, match(case, seed, notes=case.entry.others is not None))):
                if case.entry is TOY or (before.round, others(before.view)) == (after.round, others(after.view)):
                    start, whole = told(before).rstrip(), told(after)
                    assert whole.startswith(start)
                    grown += len(whole.rstrip()) > len(start)
    assert grown


def test_past_rounds_only_grow_throughout_a_match() -> None:
    for seed in range(6):
        for seat in range(4):
            puts = put_to(seat, match(CASES[0], seed, notes=False))
            pasts = [history(put) for put in puts]
            for (before, after), (_, put) in zip(pairwise(pasts), pairwise(puts), strict=True):
                assert after[: len(before)] == before
                assert "\n".join(after) in told(put)


def history(put: Put) -> tuple[str, ...]:
    """The lines of the rounds that are over."""
    assert BAR.history is not None
    return BAR.history(BAR.notation(BAR.presets["paper"], "en"), put.view.events, NAMES).past


@every_case
@some(8)
@given(plan=plans)
def test_a_question_holds_the_view_every_legal_move_and_the_form_of_the_answer(case: Case, plan: Plan) -> None:
    game, frames = case.game(), list(play(case, plan))
    notation, minds = case.entry.notation(game.rules, "en"), prompts(case.entry, game.rules, plan.seats(game))
    for step in range(1, len(frames), 3):
        for seat in game.acting(frames[step - 1].state) - {-1}:
            seen = view(game, frames[:step], seat)
            question = minds[seat].move(seen, notes=False)
            assert list(question.options.values()) == list(seen.legal)
            moves = list(question.options)
            assert f"{VIEW}\n{notation.view(seen.observation, NAMES[: plan.seats(game)])}\n" in user(question)
            assert "\n".join(moves) + "\n\n" in user(question)
            speaks = question.say_limit is not None
            assert speaks == (case.entry is BAR)
            fields = ["thought", "move", "say"] if speaks else ["thought", "move"]
            assert list(question.schema["properties"]) == fields == question.schema["required"]
            assert question.schema["properties"]["move"]["enum"] == moves
            assert question.schema["additionalProperties"] is False
            assert all(f'"{field}": "' in user(question).splitlines()[-1] for field in fields)
            assert "maxLength" not in str(question.schema)


def test_no_moves_words_are_anothers_whatever_is_held() -> None:
    for preset in BAR.presets:
        for put in asked(BAR, preset, 4, 1, notes=False):
            assert len(put.question.options) == len(put.view.legal)


def test_the_persona_stands_at_the_end_word_for_word_and_without_one_there_is_nothing() -> None:
    rules, persona = BAR.presets["paper"], "You are {name}.\n\n100 % “bold” — never fold \\n"
    plain, other = (SeatPrompts(0, NAMES[:3], BAR, rules, told).system.content for told in ("", persona))
    assert other == f"{plain}\n\n{persona}"
    assert plain.endswith("Clockwise around the table sit Wren, Otis and Juno. You are Wren, and you play to win.")


def test_names_are_only_names() -> None:
    names = ("{0}", "%s", "{name}", "D'Arc")
    for put in list(asked(BAR, "paper", 4, 3, notes=True, names=names))[:40]:
        assert "%s, {name} and D'Arc" in put.question.messages[0].content
        assert f"You are {names[put.seat]}," in put.question.messages[0].content
        assert f"{names[put.seat]} (you):" in user(put.question)


@every_case
def test_a_prompt_holds_no_seed_no_count_of_steps_and_no_leftover(case: Case) -> None:
    for put in match(case, 777_777, notes=True):
        text = "\n".join(message.content for message in put.question.messages)
        assert "777777" not in text
        counted = () if "step" in case.entry.rulebook(case.game().rules, "en") else ("step",)
        for unfit in ("None", "seed", *counted, "{name}", "[]", "()"):
            assert unfit not in text


def late(seat: Seat, seed: int = 3, *, traces: Sequence[Trace] = ()) -> Any:
    """A view of the sixth round or later in which this seat acts."""
    puts = put_to(seat, list(asked(BAR, "paper", 4, seed, notes=False)))
    put = next(put for put in puts if put.round >= 6 and len(others(put.view)) == 2)
    return replace(put.view, traces=tuple(traces))


def others(seen: Any) -> tuple[Seat, ...]:
    assert BAR.others is not None
    return BAR.others(seen.observation)


def mind(seat: Seat, names: Sequence[str] = NAMES) -> SeatPrompts:
    return prompts(BAR, BAR.presets["paper"], 4, names)[seat]


def note(seat: Seat, about: Seat, text: str) -> Trace:
    return Trace(seat, TraceKind.IMPRESSION, text, about=about)


def test_the_newest_notes_stand_in_place_of_older_rounds() -> None:
    seen = late(3)
    here, there = others(seen)
    dead = ({0, 1, 2} - {here, there}).pop()
    traces = [note(3, here, "An old note."), note(3, dead, "A dead one's."), note(3, there, "A second\nnote.")]
    traces += [
        note(3, here, "A new note."),
        Trace(3, TraceKind.REASON, "A reason."),
        Trace(3, TraceKind.THINKING, "Hm."),
    ]
    traces += [Trace(3, TraceKind.MANNER, "Looks away.", about=here)]
    text = user(mind(3).move(replace(seen, traces=tuple(traces)), notes=True))
    listed = [f"- {NAMES[here]}: A new note.", f"- {NAMES[there]}: A second note."]
    assert text.startswith("\n".join([TEXT["told"]["notes"], *listed, "", TEXT["told"]["newest"], "Round "]))
    assert text.count("Round ") == 3
    for unread in ("An old note", "dead one", "A reason", "Hm.", "Looks"):
        assert unread not in text
    number = seen.observation.round
    assert f"Round {number - 1} (" in text
    assert f"Round {number - 2} (" not in text


def test_without_notes_all_rounds_are_there() -> None:
    seen = late(3, traces=[Trace(3, TraceKind.REASON, "A reason.")])
    for notes in (False, True):
        text = user(mind(3).move(seen, notes=notes))
        assert text.startswith(TEXT["told"]["history"])
        assert all(f"Round {number} (" in text for number in range(1, seen.observation.round))
    ignored = replace(seen, traces=(note(3, others(seen)[0], "A note."),))
    assert mind(3).move(ignored, notes=False) == mind(3).move(seen, notes=False)


def test_somebody_about_whom_there_is_no_note_is_left_out() -> None:
    seen = late(3)
    here, there = others(seen)
    text = user(mind(3).move(replace(seen, traces=(note(3, there, "Hm."),)), notes=True))
    assert text.startswith(f"{TEXT['told']['notes']}\n- {NAMES[there]}: Hm.\n\n")
    assert f"- {NAMES[here]}" not in text


def test_of_a_very_long_note_the_beginning_is_read() -> None:
    seen = late(3)
    text = user(mind(3).move(replace(seen, traces=(note(3, others(seen)[0], "x" * 100_000),)), notes=True))
    assert 300 < text.count("x") < 500


def test_after_a_round_it_is_asked_about_everybody_still_there_at_once() -> None:
    puts = [put for put in asked(BAR, "paper", 4, 3, notes=True) if put.purpose is Purpose.IMPRESSIONS]
    assert len({len(put.question.options) for put in puts}) > 1
    for put in puts:
        assert tuple(put.question.options.values()) == others(put.view)
        assert list(put.question.schema["properties"]) == [NAMES[seat] for seat in others(put.view)]
        assert put.question.schema["required"] == list(put.question.options)
        assert all(f"your note about {NAMES[seat]}" in user(put.question) for seat in others(put.view))
        assert f"Round {put.round}. Everyone claims" in user(put.question)


def test_a_name_that_a_provider_would_refuse_is_a_number_in_the_form() -> None:
    names = ("Wren", "Old Tom", "Zoë", "Pike")
    question = mind(3, names).impressions(late(3))
    assert question is not None
    assert list(question.options) == [f"player_{seat + 1}" for seat in others(late(3))]
    for key, seat in question.options.items():
        assert f'"{key}": "your note about {names[seat]}"' in user(question)


def test_there_is_nobody_to_be_noted_where_there_are_no_rounds_or_no_life() -> None:
    game = BAR.game("paper")
    frames = list(play(CASES[0], Plan(2, 1, 1)))
    last = frames[-1].state
    dead = last.alive.index(False)
    assert mind(dead).impressions(view(game, frames, dead)) is None
    toy = next(case for case in CASES if case.entry is TOY)
    assert (
        prompts(TOY, toy.game().rules, 3)[0].impressions(view(toy.game(), list(play(toy, Plan(1, 1, 1)))[:1], 0))
        is None
    )


ASK = (Message("system", "Rules."), Message("user", "Your move?"))


@pytest.mark.parametrize("code", sorted(RE_ASKED))
def test_asked_again_it_reads_its_reply_and_what_was_wrong(code: Code) -> None:
    failure = Failure(code, "Lay it all")
    once = again(ASK, "my reply", failure)
    assert once[:3] == (*ASK, Message("assistant", "my reply"))
    sentence = TEXT["again"][code].format(detail="Lay it all")
    assert once[3:] == (Message("user", sentence),)
    twice = again(once, "", failure)
    assert twice[:3] == once[:3]
    assert twice[3:] == (Message("user", f"{sentence}\n\n{sentence}"),)
    assert set(TEXT["again"]) == set(RE_ASKED)


@pytest.mark.parametrize("reply", ["", " \n"])
def test_where_there_was_no_reply_only_the_sentence_is_added(reply: str) -> None:
    told = again(ASK, reply, Failure(Code.EMPTY))
    assert told == (ASK[0], Message("user", f"Your move?\n\n{TEXT['again']['empty']}"))


def test_of_a_megabyte_of_babble_little_is_sent_back() -> None:
    told = again(ASK, "blah " * 200_000, Failure(Code.UNREADABLE, "no"))
    assert sum(len(message.content) for message in told) < 3_000


@some(20)
@given(replies=st.lists(st.tuples(st.sampled_from(sorted(RE_ASKED)), st.text()), max_size=4))
def test_user_and_assistant_always_speak_in_turn(replies: list[tuple[Code, str]]) -> None:
    messages = ASK
    for code, reply in replies:
        messages = again(messages, reply, Failure(code, "{x}"))
    roles = [message.role for message in messages[1:]]
    assert roles == [("user", "assistant")[i % 2] for i in range(len(roles))]
    assert roles[-1] == "user"


@pytest.mark.parametrize(("notes", "most"), [(False, 60_000), (True, 90_000)])
def test_a_match_of_four_models_reads_no_more_tokens_than_it_may(notes: bool, most: int) -> None:
    """Mean of some matches in OpenAI's cl100k, with 4 tokens about every message and 3 for the answer."""
    encode = cl100k()
    size = cache(lambda text: len(encode(text)))
    matches = [list(asked(BAR, "paper", 4, seed, notes=notes)) for seed in range(20)]
    read = [3 + sum(4 + size(told.content) for told in put.question.messages) for puts in matches for put in puts]
    assert 0.7 * most < sum(read) / len(matches) <= most
