"""A language model on a seat, over HTTP and through LiteLLM: what it answers, and what becomes of every way to fail."""

import asyncio
import json
import time
from dataclasses import replace
from typing import Any

import pytest

from agents.core import Reflective
from agents.failures import Code
from agents.meter import LimitReached
from agents.prompts import again
from agents.table import Table
from games.decision import Provenance, Trace, TraceKind
from games.model import Form, Limits, Purpose
from tests.agents.minds import BAR, LAY, NOTED, REFLECT, RESPOND, SEED, Seated, sent
from tests.agents.prompting import asked
from tests.standin import Answer, Asked, StandIn, answers
from tests.standin.playing import Manner
from tests.toy import ENTRY as TOY

LIE, LET = RESPOND.question.options


def good(move: str = LIE, **more: str) -> Answer:
    return answers.text(json.dumps({"thought": "So be it.", "move": move, "say": "", **more}))


def test_an_answer_is_an_action_a_reason_and_a_call_that_tells_everything() -> None:
    with StandIn([good(say="Liar!")], models=["tiny"]) as server:
        seated = Seated(server, RESPOND, temperature=0.7)
        decision = seated.decide()
    assert decision.action == replace(RESPOND.question.options[LIE], say="Liar!")
    assert decision.failure is None
    assert decision.traces == (Trace(RESPOND.seat, TraceKind.REASON, "So be it.", Provenance.ASKED_FOR),)
    (call,) = decision.calls
    (request,) = server.asked
    assert call.messages == sent(request) == RESPOND.question.messages
    assert (call.seat, call.purpose, call.attempt, call.form) == (RESPOND.seat, Purpose.MOVE, 1, Form.SCHEMA)
    assert (call.asked, call.served, call.finish, call.failure) == ("openai/tiny", "tiny", "stop", None)
    assert json.loads(call.schema) == request.schema == RESPOND.question.schema
    assert json.loads(call.reply)["say"] == "Liar!"
    assert call.settings["temperature"] == request.body["temperature"] == 0.7
    assert call.usage.read
    assert call.seconds > 0
    assert seated.meter.tokens == (call.usage.read or 0) + (call.usage.written or 0) > 0


def test_neither_the_model_nor_the_seed_stands_in_a_prompt() -> None:
    with StandIn() as server:
        seated = Seated(server, LAY)
        seated.decide()
    for unfit in ("tiny", "openai", str(SEED), str(server.asked[0].body["seed"])):
        assert unfit not in server.asked[0].prompt


def test_every_word_of_persona_is_told() -> None:
    with StandIn() as server:
        Seated(server, LAY, persona="You trust {nobody}.").decide()
    assert sent(server.asked[0])[0].content.endswith("\n\nYou trust {nobody}.")


def test_what_it_remembers_of_earlier_matches_is_told_after_that() -> None:
    with StandIn() as server:
        Seated(server, LAY, persona="You trust nobody.", memory="In match 1 you had {most} points.").decide()
    assert sent(server.asked[0])[0].content.endswith("\n\nYou trust nobody.\n\nIn match 1 you had {most} points.")


def test_it_remembers_nothing_and_every_try_has_a_seed_of_its_own() -> None:
    later = [put for put in NOTED if put.seat == LAY.seat and put.purpose is Purpose.MOVE][-1]
    with StandIn(lambda _: answers.text("{}")) as server:
        first, second = (Seated(server, LAY).decide() for _ in range(2))
        other = Seated(server, later).decide()
        Seated(server, LAY, seed=SEED + 1).decide()
    assert [call.messages for call in first.calls] == [call.messages for call in second.calls]
    seeds = [request.body["seed"] for request in server.asked]
    assert seeds[:3] == seeds[3:6]
    assert len(set(seeds)) == 9
    assert len(other.calls) == 3


WRONG = [
    (answers.text("I call!"), Code.UNREADABLE),
    (good("Call it"), Code.ILLEGAL),
    (answers.text(""), Code.EMPTY),
    (answers.text('{"move": "\\ud800"}'), Code.UNREADABLE),
    (answers.thinking_only(), Code.EMPTY),
    (answers.cut(), Code.TRUNCATED),
    (answers.babble(), Code.UNREADABLE),
]


@pytest.mark.parametrize(("wrong", "code"), WRONG)
def test_a_bad_answer_is_shown_to_it_with_a_sentence_and_it_is_asked_again(wrong: Answer, code: Code) -> None:
    with StandIn([wrong, good()]) as server:
        decision = Seated(server, RESPOND).decide()
    assert decision.action == RESPOND.question.options[LIE]
    assert decision.failure is None
    first, second = decision.calls
    assert first.failure is not None
    assert (first.failure.code, second.failure) == (code, None)
    assert second.messages == again(first.messages, first.reply, first.failure) == sent(server.asked[1])
    assert (first.attempt, second.attempt) == (1, 2)
    assert len(server.asked[1].prompt) < len(server.asked[0].prompt) + 3_000


@pytest.mark.parametrize(("wrong", "code"), WRONG[:3])
def test_after_three_bad_answers_it_has_failed_for_the_last_reason(wrong: Answer, code: Code) -> None:
    with StandIn([answers.cut(), answers.cut(), wrong, good()]) as server:
        decision = Seated(server, RESPOND).decide()
    assert len(server.asked) == len(decision.calls) == 3
    _, second, third = decision.calls
    assert second.failure is not None
    assert third.messages == again(second.messages, second.reply, second.failure)
    assert decision.action is None
    assert decision.failure is not None
    assert decision.failure.code == code
    assert not [trace for trace in decision.traces if trace.kind is TraceKind.REASON]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (answers.refusal(), Code.DECLINED),
        (answers.filtered(), Code.DECLINED),
        (answers.no_key(), Code.NO_KEY),
        (answers.no_model(), Code.NO_MODEL),
        (answers.no_quota(), Code.QUOTA),
        (answers.too_long(), Code.REQUEST),
    ],
)
def test_what_would_fail_again_is_never_asked_again(wrong: Answer, code: Code) -> None:
    with StandIn(lambda _: wrong) as server:
        decision = Seated(server, RESPOND).decide()
    assert len(decision.calls) == 1
    assert decision.action is None
    assert decision.failure is not None
    assert decision.failure.code == code
    assert decision.calls[0].failure == decision.failure


def test_what_may_pass_is_tried_again_a_little_later_word_for_word() -> None:
    with StandIn([answers.broken(), answers.drop(), good()]) as server:
        began = time.monotonic()
        decision = Seated(server, RESPOND).decide()
        took = time.monotonic() - began
    assert decision.action == RESPOND.question.options[LIE]
    assert [call.failure and call.failure.code for call in decision.calls] == [Code.SERVER, Code.NO_ROUTE, None]
    assert {call.messages for call in decision.calls} == {RESPOND.question.messages}
    assert took >= 0.75


def test_a_model_that_does_not_answer_in_time_has_failed() -> None:
    with StandIn(lambda _: answers.slow(60)) as server:
        decision = Seated(server, RESPOND, Limits(seconds=0.3)).decide()
        server.until(lambda server: server.left == 1)
    assert decision.failure is not None
    assert decision.failure.code == Code.TIMEOUT
    assert len(decision.calls) == 1


def test_all_tries_of_a_decision_share_its_time() -> None:
    slow = replace(answers.text("no"), delay=0.4)
    with StandIn([slow, slow, good()]) as server:
        decision = Seated(server, RESPOND, Limits(seconds=0.6)).decide()
    codes = [call.failure.code for call in decision.calls if call.failure]
    assert codes == [Code.UNREADABLE, Code.TIMEOUT]
    assert sum(call.seconds for call in decision.calls) < 0.8


def test_waiting_for_a_rate_limit_is_told_and_takes_none_of_its_time() -> None:
    with StandIn([answers.too_many(0.6), good()]) as server:
        seated = Seated(server, RESPOND, Limits(seconds=0.5))
        decision = seated.decide()
    assert decision.failure is None
    assert len(decision.calls) == 1
    assert [seat for seat, _ in seated.waited] == [RESPOND.seat]
    assert seated.waited[0][1] >= 0.6


def test_native_thinking_of_every_try_is_kept_before_the_reason() -> None:
    bad = answers.thinking("First thought.")
    with StandIn([Answer(change=lambda body: nonsense(bad, body)), answers.thinking("Second thought.\0")]) as server:
        decision = Seated(server, RESPOND, thinking=100).decide()
    kinds = [(trace.kind, trace.provenance) for trace in decision.traces]
    native = (TraceKind.THINKING, Provenance.NATIVE)
    assert kinds == [native, native, (TraceKind.REASON, Provenance.ASKED_FOR)]
    assert [trace.text for trace in decision.traces[:2]] == ["First thought.", "Second thought.\\x00"]


def nonsense(answer: Answer, body: dict[str, Any]) -> dict[str, Any]:
    """The same answer, but with nothing to be read in it."""
    assert answer.change is not None
    return answers.message(answer.change(body), content="?")


def test_the_table_hears_what_the_rules_allow_and_the_record_holds_it_all() -> None:
    with StandIn([good(say="x" * 500)]) as server:
        decision = Seated(server, RESPOND).decide()
    action: Any = decision.action
    assert action.say == "x" * 200
    assert "x" * 500 in decision.calls[0].reply


def test_a_match_that_may_use_no_more_asks_nobody() -> None:
    with StandIn() as server:
        seated = Seated(server, RESPOND, Limits(tokens=10), impressions=True)
        seated.decide()
        with pytest.raises(LimitReached, match="tokens"):
            seated.decide()
        with pytest.raises(LimitReached, match="tokens"):
            seated.reflect()
    assert len(server.asked) == 1


def test_a_limit_that_is_reached_between_tries_ends_the_asking_and_loses_no_call() -> None:
    with StandIn([answers.text("no"), good()]) as server:
        seated = Seated(server, RESPOND, Limits(tokens=10))
        decision = seated.decide()
    assert len(decision.calls) == len(server.asked) == 1
    assert decision.failure is not None
    assert decision.failure.code == Code.UNREADABLE


def test_a_decision_that_is_cancelled_leaves_no_call_running() -> None:
    async def cancelled(server: StandIn) -> None:
        task = asyncio.create_task(Seated(server, RESPOND).mind().decide(RESPOND.view))
        await asyncio.to_thread(server.until, lambda server: server.in_flight == 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.to_thread(server.until, lambda server: server.left == 1 and server.in_flight == 0)

    with StandIn(lambda _: answers.slow(60)) as server:
        asyncio.run(cancelled(server))


def test_after_a_round_one_call_notes_something_about_everybody_who_is_left() -> None:
    with StandIn(manner=Manner(thought=30)) as server:
        seated = Seated(server, REFLECT, impressions=True)
        assert isinstance(seated.mind(), Reflective)
        reflection = seated.reflect()
    (call,) = reflection.calls
    assert (call.purpose, call.messages) == (Purpose.IMPRESSIONS, REFLECT.question.messages)
    assert call.messages == sent(server.asked[0])
    notes = json.loads(call.reply)
    told = [(trace.kind, trace.provenance, trace.about, trace.text) for trace in reflection.traces]
    about = REFLECT.question.options.items()
    assert told == [(TraceKind.IMPRESSION, Provenance.ASKED_FOR, seat, notes[name]) for name, seat in about]
    assert len(told) > 1


def test_notes_that_cannot_be_read_are_asked_for_again_and_then_left_out() -> None:
    with StandIn(lambda _: answers.text('{"Wren": 1}')) as server:
        reflection = Seated(server, REFLECT, impressions=True).reflect()
    assert reflection.traces == ()
    assert [call.attempt for call in reflection.calls] == [1, 2, 3]
    assert all(call.failure and call.failure.code == Code.UNREADABLE for call in reflection.calls)


def test_nobody_is_asked_for_notes_that_are_not_wanted_or_of_which_there_can_be_none() -> None:
    toy = next(asked(TOY, "short", 3, 1, notes=False))
    with StandIn() as server:
        assert Seated(server, REFLECT).reflect().calls == ()
        assert Seated(server, toy, entry=TOY, impressions=True).reflect().calls == ()
    assert server.asked == []


def test_a_model_can_sit_at_any_game() -> None:
    toy = next(asked(TOY, "short", 3, 1, notes=False))
    with StandIn() as server:
        decision = Seated(server, toy, entry=TOY).decide()
    assert decision.action in toy.view.legal


def test_notes_are_read_where_they_are_kept() -> None:
    late = next(put for put in reversed(NOTED) if put.purpose is Purpose.MOVE)
    assert late.view.traces
    with StandIn() as server:
        Seated(server, late, impressions=True).decide()
        Seated(server, late).decide()
    assert [late.view.traces[-1].text[:100] in request.prompt for request in server.asked] == [True, False]


def plain(asked: Asked) -> Answer:
    """A server that knows neither schemas nor tools, and a model that reads what it is told."""
    if asked.form != "plain":
        return answers.no_schema() if asked.form == "schema" else answers.error(400, "tools are not supported")
    *_, last = sent(asked)
    moves = last.content.partition("Your possible moves:\n")[2].partition("\n\n")[0].splitlines()
    fields = json.loads(last.content.splitlines()[-1])
    assert list(fields) == ["thought", "move", "say"]
    return answers.text(f"```json\n{json.dumps(fields | {'move': moves[-1], 'say': ''})}\n```")


@pytest.mark.parametrize("answering", [(), plain], ids=["schema", "plain"])
def test_four_models_play_a_match_to_its_end_and_no_move_is_forced(answering: Any) -> None:
    steps: list[Any] = []

    async def play(server: StandIn) -> None:
        players = [Seated(server, LAY._replace(seat=seat)).mind() for seat in range(4)]
        await Table(BAR.game("paper"), players, 5, steps.append).advance()

    with StandIn(answering, manner=Manner(p_call=0.554, remark=60)) as server:
        asyncio.run(play(server))
    assert steps[-1].outcome is not None
    assert not any(step.forced for step in steps)
    prefixes = {sent(request)[0] for request in server.asked}
    assert len(prefixes) == 4
