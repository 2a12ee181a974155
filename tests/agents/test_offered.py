"""What a language model answers to an offer or an invitation, over HTTP: every reply has its verdict."""

import json
from typing import NamedTuple

import pytest

from agents.failures import Code
from games.model import Form, Limits, Purpose
from games.secret_tools.actions import Answer, Unanswered, Verdict
from tests.agents.minds import sent
from tests.agents.offered import BAR, Put, mind, question
from tests.agents.offered_model import (
    ACCEPTS,
    CUT,
    DEAD,
    INVITATION,
    NAMED,
    NO,
    OFFER,
    OUT,
    REFUSES,
    SEAT,
    TOOL,
    YES,
    ask,
    reasons,
    rule,
    says,
)
from tests.agents.prompting import NAMES
from tests.standin import Answer as Reply
from tests.standin import Asked, StandIn, answers

pytestmark = pytest.mark.usefixtures("hurried")


FENCED = f"```json\n{json.dumps(YES)}\n```"


class Read(NamedTuple):
    """A reply that is an answer."""

    what: str
    reply: str
    action: Answer
    rule: str = "structured"


READ = [
    Read("accepts", json.dumps(YES), ACCEPTS),
    Read("refuses", json.dumps(NO), REFUSES),
    Read("in a fence", FENCED, ACCEPTS),
    Read("in a fence after prose", f"Let me think about what the others would do.\n{FENCED}", ACCEPTS),
    Read(
        "accepts after a refusal in prose", f"I cannot accept this. It is unfair.\n\n{FENCED}", ACCEPTS, "contradicts"
    ),
    Read("refuses after an acceptance in prose", f"I accept.\n{json.dumps(NO)}", REFUSES, "contradicts"),
    Read("text after it", f"{json.dumps(NO)}\nI hope that helps!", REFUSES),
    Read("the same twice", f"{json.dumps(YES)}\n{FENCED}", ACCEPTS),
    Read("refuses and names a partner", json.dumps(NO | {"partner": NAMED}), REFUSES),
    Read("refuses and names itself", json.dumps(NO | {"partner": NAMES[SEAT]}), REFUSES),
    Read("refuses without the field", json.dumps({"thought": "No.", "decision": "refuse"}), REFUSES),
    Read("no reason", json.dumps({"decision": "accept", "partner": NAMED}), ACCEPTS),
]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.what)
def test_what_the_form_says_holds_and_is_not_asked_again(case: Read) -> None:
    with StandIn([says(case.reply), says(YES)]) as server:
        decision = ask(server, OFFER)
    assert (decision.action, decision.failure) == (case.action, None)
    assert rule(decision) == case.rule
    (call,) = decision.calls
    assert (call.purpose, call.reply, call.attempt) == (Purpose.OFFER, case.reply, 1)
    assert call.messages == sent(server.asked[0]) == question(mind(BAR, "paper", TOOL, SEAT), OFFER.view).messages
    assert server.asked[0].purpose == "offer"


def reads(asked: Asked, *, tools: bool) -> Reply | None:
    """A server that knows no schemas, and a model that does as the prompt alone tells it."""
    if asked.form == "schema":
        return answers.no_schema()
    if asked.form == "tool":
        return None if tools else answers.error(400, "tools are not supported")
    fields = json.loads(asked.prompt.splitlines()[-1])
    assert list(fields) == ["thought", "decision", "partner"]
    decision = fields["decision"].rpartition(": ")[2].split(", ")[0]
    return says(f"Well, then.\n\n```json\n{json.dumps(YES | {'decision': decision})}\n```")


@pytest.mark.parametrize("tools", [True, False])
def test_an_offer_can_be_answered_where_nothing_holds_answers_to_a_form(tools: bool) -> None:
    with StandIn(lambda asked: reads(asked, tools=tools)) as server:
        decision = ask(server, OFFER)
    (call,) = decision.calls
    assert call.form is (Form.TOOL if tools else Form.PLAIN)
    accepts = tools or OFFER.view.observation.private.accept_first
    assert (decision.action, rule(decision)) == (ACCEPTS if accepts else REFUSES, "structured")


class Unread(NamedTuple):
    """A reply, given again and again, that is none."""

    what: str
    reply: Reply
    verdict: Verdict
    code: Code
    calls: int = 3
    put: Put = OFFER


UNREAD = [
    Unread("accepts in prose", says("I accept!"), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("refuses in prose", says("I cannot accept this."), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("both words", says("Accept or refuse? I refuse to accept."), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("in Chinese", says("我接受。"), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("in French", says("J’accepte, avec Otis."), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("empty", says(""), Verdict.UNCLEAR, Code.EMPTY),
    Unread("blank", says(" \n\n"), Verdict.UNCLEAR, Code.EMPTY),
    Unread("thinking only", answers.thinking_only("I accept."), Verdict.UNCLEAR, Code.EMPTY),
    Unread("cut off", answers.text(CUT, "length"), Verdict.UNCLEAR, Code.TRUNCATED),
    Unread("cut off, but whole", answers.text(json.dumps(YES), "length"), Verdict.UNCLEAR, Code.TRUNCATED),
    Unread("half of it", says(CUT), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("half, and a whole one in it", says('{"a": ' + json.dumps(YES)), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("wrong case", says(YES | {"decision": "Accept"}), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("another word", says(YES | {"decision": "agree"}), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("a truth value", says(YES | {"decision": True}), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("only a reason", says({"thought": "I accept."}), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("an array", says([YES]), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("nested", says({"answer": YES}), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("two that differ", says(f"{json.dumps(NO)}\n{FENCED}"), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("a megabyte", answers.babble(), Verdict.UNCLEAR, Code.UNREADABLE),
    Unread("names itself", says(YES | {"partner": NAMES[SEAT]}), Verdict.INVALID_PARTNER, Code.ILLEGAL),
    Unread("names a stranger", says(YES | {"partner": "Ada"}), Verdict.INVALID_PARTNER, Code.ILLEGAL),
    Unread("names nobody", says(YES | {"partner": None}), Verdict.INVALID_PARTNER, Code.ILLEGAL),
    Unread("names two", says(YES | {"partner": "Otis and Juno"}), Verdict.INVALID_PARTNER, Code.ILLEGAL),
    Unread("a name in lower case", says(YES | {"partner": NAMED.lower()}), Verdict.INVALID_PARTNER, Code.ILLEGAL),
    Unread("names the dead", says(YES | {"partner": NAMES[OUT]}), Verdict.INVALID_PARTNER, Code.ILLEGAL, 3, DEAD),
    Unread("provider refuses", answers.refusal("I can’t help with that."), Verdict.DECLINED, Code.DECLINED, 1),
    Unread("content filter", answers.filtered(), Verdict.DECLINED, Code.DECLINED, 1),
    Unread("500", answers.broken(), Verdict.ERROR, Code.SERVER),
    Unread("no route", answers.drop(), Verdict.ERROR, Code.NO_ROUTE),
    Unread("half a response", answers.half_json(), Verdict.ERROR, Code.SERVER),
    Unread("429 forever", answers.too_many(0), Verdict.ERROR, Code.BUSY, 1),
    Unread("no quota", answers.no_quota(), Verdict.ERROR, Code.QUOTA, 1),
    Unread("no key", answers.no_key(), Verdict.ERROR, Code.NO_KEY, 1),
    Unread("too long", answers.too_long(), Verdict.ERROR, Code.REQUEST, 1),
]
every_unread = pytest.mark.parametrize("case", UNREAD, ids=lambda case: case.what)


@every_unread
def test_what_is_no_answer_has_its_verdict_and_is_never_a_refusal(case: Unread) -> None:
    with StandIn(lambda _: case.reply) as server:
        decision = ask(server, case.put)
    assert decision.action == Unanswered(case.verdict)
    assert decision.failure is not None
    assert decision.failure.code == case.code
    assert rule(decision) == case.verdict
    assert [call.attempt for call in decision.calls] == list(range(1, case.calls + 1))
    assert all(call.failure is not None and call.failure.code == case.code for call in decision.calls)
    assert reasons(decision) == []


@every_unread
def test_an_invitation_is_answered_by_the_same_table(case: Unread) -> None:
    """But that nobody is named in it."""
    with StandIn(lambda _: case.reply) as server:
        decision = ask(server, INVITATION)
    if case.verdict is Verdict.INVALID_PARTNER:
        assert (decision.action, decision.failure, rule(decision)) == (Answer(accept=True), None, "structured")
    else:
        assert decision.action == Unanswered(case.verdict)
        assert len(decision.calls) == case.calls
    assert {call.purpose for call in decision.calls} == {Purpose.INVITATION}


def test_an_answer_that_takes_too_long_is_a_timeout() -> None:
    with StandIn(lambda _: answers.slow(60)) as server:
        decision = ask(server, OFFER, Limits(seconds=0.3))
    assert decision.action == Unanswered(Verdict.TIMEOUT)
    assert rule(decision) == "timeout"


MIXED = [
    ([says("I accept."), answers.broken(), answers.broken()], Verdict.ERROR),
    ([answers.broken(), says("I accept."), says("I do!")], Verdict.UNCLEAR),
    ([says("I accept."), answers.refusal()], Verdict.DECLINED),
    ([says(YES | {"partner": "Ada"}), says("Otis, I mean."), says("Otis!")], Verdict.UNCLEAR),
    ([says("Hm."), says(""), says(YES | {"partner": "Ada"})], Verdict.INVALID_PARTNER),
]


@pytest.mark.parametrize(("replies", "verdict"), MIXED)
def test_of_several_tries_the_last_one_counts(replies: list[Reply], verdict: Verdict) -> None:
    with StandIn(replies) as server:
        decision = ask(server, OFFER)
    assert decision.action == Unanswered(verdict)
    assert len(decision.calls) == len(replies)
