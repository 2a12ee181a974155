"""A language model and a tool, over HTTP: what it is told when it is asked again, what is kept beside its answer, and
what it writes."""

import asyncio
import json
from typing import Any

import pytest

from agents.failures import Code
from agents.llm import LanguageModel
from agents.meter import LimitReached, Meter
from agents.models import Models
from games.decision import Provenance, Trace, TraceKind
from games.model import Limits, ModelSettings, Purpose
from games.secret_tools.actions import Write
from tests.agents.minds import SEED, sent
from tests.agents.offered import BAR, SEATS, mind, puts, rules
from tests.agents.offered_model import (
    CUT,
    DEAD,
    NO,
    OFFER,
    OUT,
    REFUSES,
    SEAT,
    TOOL,
    WRITE,
    YES,
    ask,
    reasons,
    rule,
    says,
)
from tests.agents.prompting import NAMES
from tests.standin import Answer as Reply
from tests.standin import StandIn, answers

pytestmark = pytest.mark.usefixtures("hurried")


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
        asyncio.run(bare.decide(view))
    assert server.asked[0].body["seed"] == seeds[2]
