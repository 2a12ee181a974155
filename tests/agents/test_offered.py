"""What a language model answers to an offer or an invitation, over HTTP: every reply has its verdict."""

import asyncio
import json
from typing import Any, NamedTuple

import pytest

import agents.asking
import agents.errors
import agents.models
from agents.failures import Code
from agents.llm import LanguageModel
from agents.meter import LimitReached, Meter
from agents.models import Models
from games.decision import Decision, Provenance, Trace, TraceKind
from games.model import Form, Limits, ModelSettings, Purpose
from games.secret_tools.actions import Answer, Unanswered, Verdict, Write
from games.secret_tools.state import Stage
from tests.agents.minds import SEED, sent
from tests.agents.offered import BAR, SEATS, Put, first, mind, puts, question, rules, tooled
from tests.agents.prompting import NAMES
from tests.standin import Answer as Reply
from tests.standin import Asked, StandIn, answers

TOOL = rules(offer_to=0)
SEAT = 0
OFFER = first(Stage.OFFER, TOOL)
INVITATION = first(Stage.INVITE, TOOL)
WRITE = first(Stage.WRITE, TOOL)
FIRST = OFFER.view.observation.private.names[0]
NAMED = NAMES[FIRST]
YES = {"thought": "It may help.", "decision": "accept", "partner": NAMED}
NO = {"thought": "It is unfair.", "decision": "refuse", "partner": None}


def dead() -> Put:
    """An offer to a seat at whose table somebody is out."""
    late = rules(offer_to=0, trigger=3)
    found = (put for seed in range(100) for put in puts(late, seed) if put.stage is Stage.OFFER)
    return next(put for put in found if len(put.view.observation.private.names) == 2)


DEAD = dead()
OUT = next(seat for seat in range(1, SEATS) if seat not in DEAD.view.observation.private.names)


def says(reply: object) -> Reply:
    return answers.text(reply if isinstance(reply, str) else json.dumps(reply))


def ask(server: StandIn, put: Put, limits: Limits | None = None, **settings: Any) -> Decision:
    tool = put.view.observation.private.rules
    model = LanguageModel(
        put.seat,
        NAMES[:SEATS],
        tooled(BAR, tool),
        BAR.presets["paper"],
        ModelSettings(model="openai/tiny", base_url=server.base_url, **settings),
        Models(),
        Meter(limits or Limits()),
        SEED,
    )
    return asyncio.run(model.decide(put.view))


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents.asking, "BACK_OFF", 0.01)
    monkeypatch.setattr(agents.errors, "BACK_OFF", 0.005)
    monkeypatch.setattr(agents.errors, "LONGEST", 0.01)
    monkeypatch.setattr(agents.models, "PATIENCE", 0.03)


def rule(decision: Decision) -> str:
    (found,) = [trace for trace in decision.traces if trace.kind is TraceKind.RULE]
    return found.text


def reasons(decision: Decision) -> list[str]:
    return [trace.text for trace in decision.traces if trace.kind is TraceKind.REASON]


ACCEPTS = Answer(accept=True, partner=FIRST)
REFUSES = Answer(accept=False)
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


CUT = json.dumps(YES)[:-1]
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


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (says("I accept."), "could not be read: it holds no JSON object."),
        (says(f"{json.dumps(YES)}{json.dumps(NO)}"), "could not be read: it holds JSON objects that differ."),
        (says(CUT), "could not be read: the JSON in it is not complete."),
        (says(YES | {"decision": "ok"}), "could not be read: “decision” is not one of the two words."),
        (says({"thought": "Hm."}), "could not be read: “decision” is missing or is not a text."),
        (answers.cut(), "could not be read: it was cut off because it was too long."),
        (says(""), "could not be read: it was empty."),
        (says(YES | {"partner": None}), "could not be read: an accepted offer needs a partner."),
        (says(YES | {"partner": NAMES[SEAT]}), f"{NAMES[SEAT]} cannot be your partner: that is your own seat."),
        (says(YES | {"partner": "Ada\nB"}), "Ada B cannot be your partner: no player at this table has that name."),
    ],
)
def test_asked_again_it_reads_what_was_wrong_and_both_options_as_before(wrong: Reply, told: str) -> None:
    with StandIn([wrong, says(NO)]) as server:
        decision = ask(server, OFFER)
    assert (decision.action, rule(decision), reasons(decision)) == (REFUSES, "structured", [NO["thought"]])
    once, twice = (sent(asked) for asked in server.asked)
    assert decision.calls[1].messages == twice
    assert twice[0] == once[0]
    first_time, again = once[-1].content, twice[-1].content.removeprefix(once[-1].content).strip()
    assert told in again
    options = first_time[first_time.index("The choice is yours:") :].removeprefix("The choice is yours: ")
    assert again.partition("Please answer once more: ")[2].split("\n\n")[0] in options
    assert again.split("\n\n")[-1] == first_time.split("\n\n")[-1]


def test_a_dead_partner_is_told_apart_from_a_stranger() -> None:
    with StandIn([says(YES | {"partner": NAMES[OUT]}), says(NO)]) as server:
        ask(server, DEAD)
    assert f"{NAMES[OUT]} cannot be your partner: that player is out." in sent(server.asked[1])[-1].content


def test_thinking_rule_and_reason_are_kept_beside_the_answer() -> None:
    def thinks(body: Any) -> Any:
        change, reply = answers.thinking("They would never know.").change, says(YES).change
        assert change is not None
        assert reply is not None
        return change(reply(body))

    with StandIn([Reply(change=thinks)]) as server:
        decision = ask(server, OFFER, thinking=100)
    assert decision.traces == (
        Trace(SEAT, TraceKind.THINKING, "They would never know.", Provenance.NATIVE),
        Trace(SEAT, TraceKind.RULE, "structured"),
        Trace(SEAT, TraceKind.REASON, YES["thought"], Provenance.ASKED_FOR),
    )


def test_a_message_is_written_and_one_that_cannot_be_got_is_empty_and_forced() -> None:
    with StandIn([answers.write("Call whatever comes.", "He bluffs."), *[says("Call whatever comes.")] * 3]) as server:
        good, bad = (ask(server, WRITE) for _ in range(2))
        server.answers = lambda _: answers.refusal()
        declined = ask(server, WRITE)
    assert (good.action, good.failure, reasons(good)) == (Write("Call whatever comes."), None, ["He bluffs."])
    assert [call.purpose for call in good.calls] == [Purpose.MESSAGE]
    assert bad.action == declined.action == Write("")
    assert [len(decision.calls) for decision in (good, bad, declined)] == [1, 3, 1]
    assert [decision.failure and decision.failure.code for decision in (bad, declined)] == [
        Code.UNREADABLE,
        Code.DECLINED,
    ]
    assert not any(trace.kind is TraceKind.RULE for trace in (*good.traces, *bad.traces))


def test_a_match_that_may_use_no_more_asks_about_no_tool() -> None:
    with StandIn() as server, pytest.raises(LimitReached):
        ask(server, OFFER, Limits(tokens=0))
    assert server.asked == []


def test_an_offer_has_seeds_of_its_own_and_the_move_after_it_those_it_has_without_a_tool() -> None:
    moves = [put for put in puts(TOOL, 1) if put.seat == SEAT and put.stage is None]
    with StandIn() as server:
        ask(server, OFFER)
        ask(server, WRITE)
        for put in moves[:2]:
            ask(server, put)
    seeds = [asked.body["seed"] for asked in server.asked]
    assert len(set(seeds)) == 4
    assert moves[0].view.observation.decision > moves[0].view.observation.game.decision == 0
    plain = mind(BAR, "paper", None, SEAT)
    with StandIn() as server:
        bare = LanguageModel(
            SEAT,
            NAMES[:SEATS],
            plain.entry,
            plain.rules,
            ModelSettings(model="openai/tiny", base_url=server.base_url),
            Models(),
            Meter(Limits()),
            SEED,
        )
        view = next(put for put in puts(rules(trigger=99), 1) if put.seat == SEAT).view
        asyncio.run(bare.decide(type(view)(view.observation.game, view.legal, view.events)))
    assert server.asked[0].body["seed"] == seeds[2]
