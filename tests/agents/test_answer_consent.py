"""A reply to an offer or an invitation is what its form says, whatever its words; prose can only mark it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.answer import Answer as Written
from agents.answer import read_message
from agents.consent import Consent, read_consent, says, verdict
from agents.failures import RE_ASKED, Code
from agents.texts import keepable
from games.decision import CONTRADICTS, STRUCTURED
from games.failure import Failure
from games.secret_tools.actions import TEXT_LIMIT, Answer, Verdict, Write
from tests.games.cases import some

PARTNERS = {"Quinn": 3, "Luke": 1}
YES = {"thought": "Why not.", "decision": "accept", "partner": "Luke"}
NO = {"thought": "Unfair.", "decision": "refuse", "partner": None}
ACCEPTED = Consent(Answer(accept=True, partner=1), "Why not.", STRUCTURED)
REFUSED = Consent(Answer(accept=False), "Unfair.", STRUCTURED)


def read(reply: object, *, invited: bool = False) -> Consent | Failure:
    return read_consent(reply if isinstance(reply, str) else json.dumps(reply), None if invited else PARTNERS)


def code(found: object) -> str:
    assert isinstance(found, Failure), found
    return found.code


def test_the_form_is_the_answer() -> None:
    assert read(YES) == ACCEPTED
    assert read(NO) == REFUSED
    assert read({"decision": "accept"}, invited=True) == Consent(Answer(accept=True), "", STRUCTURED)
    assert read({"decision": "refuse"}, invited=True) == Consent(Answer(accept=False), "", STRUCTURED)


@pytest.mark.parametrize("partner", ["Luke", "", "Nobody", 3, None, ["Luke"]])
def test_whoever_refuses_names_nobody(partner: Any) -> None:
    assert read(NO | {"partner": partner}) == REFUSED
    assert read(YES | {"partner": partner}, invited=True) == Consent(Answer(accept=True), "Why not.", STRUCTURED)


@pytest.mark.parametrize("reply", [YES | {"partner": None}, YES | {"partner": ""}, {"decision": "accept"}])
def test_whoever_accepts_and_names_nobody_has_no_partner(reply: Any) -> None:
    assert read(reply) == Failure(Code.ILLEGAL, "")


@pytest.mark.parametrize("name", ["Mike", "luke", "Luke ", "LUKE", "Otis", "Luke and Quinn", "x" * 200])
def test_a_partner_is_a_name_of_the_list_and_no_other(name: str) -> None:
    assert read(YES | {"partner": name}) == Failure(Code.ILLEGAL, name[:80])


@pytest.mark.parametrize(
    "reply",
    [
        "I accept.",
        "accept",
        '"accept"',
        "I cannot accept this.",
        "Accept or refuse? I accept, and name Luke.",
        "Je refuse cette offre.",
        "我接受，与卢克合作。",
        "null",
        "[]",
        "{}",
        [YES],
        [YES, NO],
        {"answer": YES},
        {"decision": {"value": "accept"}, "partner": "Luke"},
        YES | {"decision": "Accept"},
        YES | {"decision": "ACCEPT"},
        YES | {"decision": "accept "},
        YES | {"decision": "yes"},
        YES | {"decision": True},
        YES | {"decision": None},
        {"thought": "Both missing."},
        YES | {"partner": 1},
        YES | {"thought": 1},
        json.dumps(YES) + json.dumps(NO),
        f"{json.dumps(NO)}\nOn second thoughts:\n```json\n{json.dumps(YES)}\n```",
        json.dumps(YES)[:-1],
        json.dumps(YES)[:-20],
        '{"thought": "cut off", "first": ' + json.dumps(YES),
        "[" + json.dumps(YES),
        '{"decision": "refuse", "decision": "accept", "partner": "Luke"}',
        "{'decision': 'accept', 'partner': 'Luke'}",
        '{"decision": "accept", "partner": "Luke\\ud800"}',
        "[" * 100_000,
        "{" * 100_000,
        '{"a":' * 50_000,
        '{"a": ' + "9" * 5_000 + "}",
    ],
    ids=lambda reply: str(reply)[:40],
)
def test_what_is_not_one_answer_in_the_form_is_read_as_none(reply: Any) -> None:
    assert code(read(reply)) == Code.UNREADABLE


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "Well.\n```json\n{}\n```\nThat is all.", "{} So be it.", "Luke it is [1]: {}", "{} {}"],
)
def test_the_one_object_in_a_reply_is_the_answer(around: str) -> None:
    assert read(around.replace("{}", json.dumps(YES))) == ACCEPTED
    assert read(around.replace("{}", json.dumps(NO, indent=2))) == REFUSED


@some(200)
@given(before=st.text(), after=st.text())
def test_no_prose_changes_an_answer(before: str, after: str) -> None:
    for whole, answer in ((YES, ACCEPTED), (NO, REFUSED)):
        found = read(f"{before}\n{json.dumps(whole)}\n{after}")
        assert code(found) == Code.UNREADABLE if isinstance(found, Failure) else found[:2] == answer[:2]


REFUSING = [
    "I cannot accept this.",
    "I can't accept this offer, it would be unfair.",
    "I won't be part of this. I refuse.",
    "I will decline.",
    "I'm declining this offer.",
    "I am not going to take part in this.",
    "I do not want to accept.",
    "I have refused such things before.",
    "My decision is to refuse.",
    "My answer: no.",
    "I must therefore reject it.",
    "I appreciate the offer, but I must respectfully decline.",
    "I’ve decided to refuse this.",
    "I'm not comfortable accepting something the others do not know of.",
    "我拒绝。",
    "我不能接受这个提议。",
]
ACCEPTING = [
    "I accept.",
    "I'll accept and name Luke.",
    "I will gladly agree to that.",
    "I have decided to accept.",
    "My decision: accept.",
    "I am happy to accept.",
    "After careful thought, I’ll accept the channel.",
    "我接受。",
    "我决定接受。",
]
NEITHER = [
    "",
    "Here is my answer:",
    "Let me think about this: accept or refuse?",
    "If I accept, Luke is asked. If I refuse, nobody is.",
    "Whether I accept depends on Luke.",
    "I could accept, but what would the others say?",
    "They would refuse.",
    "The answer is final.",
    "I accept that this is how the game is played.",
    "I refuse to let Otis win.",
    "接受还是拒绝？",
]


@pytest.mark.parametrize("prose", REFUSING)
def test_a_refusal_in_prose_marks_an_acceptance_and_no_refusal(prose: str) -> None:
    assert read(f"{prose}\n{json.dumps(YES)}") == ACCEPTED._replace(rule=CONTRADICTS)
    assert read(f"{json.dumps(NO)}\n{prose}") == REFUSED


@pytest.mark.parametrize("prose", ACCEPTING)
def test_an_acceptance_in_prose_marks_a_refusal_and_no_acceptance(prose: str) -> None:
    assert read(f"{prose}\n```json\n{json.dumps(NO)}\n```") == REFUSED._replace(rule=CONTRADICTS)
    assert read(f"{prose}\n{json.dumps(YES)}") == ACCEPTED


@pytest.mark.parametrize("prose", NEITHER)
def test_other_prose_marks_nothing(prose: str) -> None:
    assert not says(prose, accepts=True)
    assert not says(prose, accepts=False)


def test_the_stated_reason_is_no_prose_around_the_answer() -> None:
    assert read(YES | {"thought": "I refuse."}) == ACCEPTED._replace(thought="I refuse.")


@pytest.mark.parametrize("reply", ["", " \n"])
def test_nothing_at_all_is_empty(reply: str) -> None:
    assert read(reply) == read(reply, invited=True) == read_message(reply) == Failure(Code.EMPTY)


@some(100)
@given(reply=st.one_of(st.text(), st.dictionaries(st.sampled_from(["decision", "partner"]), st.text()).map(json.dumps)))
def test_whatever_is_written_it_is_an_answer_or_can_be_asked_again(reply: str) -> None:
    for found in (read(reply), read(reply, invited=True), read_message(reply)):
        if isinstance(found, Failure):
            assert found.code in RE_ASKED
            assert keepable(found.detail)


def test_every_failure_has_one_verdict_and_none_is_a_refusal() -> None:
    found = {code: verdict(Failure(code)) for code in Code}
    assert {code for code in found if found[code] is Verdict.UNCLEAR} == {Code.TRUNCATED, Code.EMPTY, Code.UNREADABLE}
    assert {code for code in found if found[code] is Verdict.ERROR} == {
        Code.NO_ROUTE,
        Code.SERVER,
        Code.NO_KEY,
        Code.NO_MODEL,
        Code.QUOTA,
        Code.BUSY,
        Code.REQUEST,
    }
    assert found[Code.ILLEGAL] is Verdict.INVALID_PARTNER
    assert (found[Code.DECLINED], found[Code.TIMEOUT]) == (Verdict.DECLINED, Verdict.TIMEOUT)


def test_a_message_is_one_text_which_may_be_empty() -> None:
    for empty in ("", " ", None):
        assert read_message(json.dumps({"thought": "Hm.", "message": empty})) == Written(Write(), "Hm.")
    assert read_message('{"message": " Call him.\\n"}') == Written(Write("Call him."), "")
    found = read_message(json.dumps({"message": "x" * 2 * TEXT_LIMIT}))
    assert isinstance(found, Written)
    assert found.action == Write("x" * TEXT_LIMIT)


@pytest.mark.parametrize(
    "reply", ["Call him.", '{"thought": "Hm."}', '{"message": 1}', 'I write: {"message": "Call him."}', '["Call him."]']
)
def test_what_is_no_message_in_the_form_is_unreadable(reply: str) -> None:
    assert code(read_message(reply)) == Code.UNREADABLE
