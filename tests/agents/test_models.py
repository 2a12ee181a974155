"""Calls through real LiteLLM to a real server: what comes back, and every way in which it can fail."""

import json
import re

import pytest

from agents.failures import Code
from games.decision import Provenance
from games.model import Form
from tests.agents.calling import KEY, SAID, SCHEMA, SEED, SERVERS, both_servers, call, every_server
from tests.standin import Answer, StandIn, answers

OPENAI_ONLY = {"no choices", "refusal", "content filter", "web page 404"}
FAILURES: dict[str, tuple[Answer, Code, str]] = {
    "drop": (answers.drop(), Code.NO_ROUTE, "disconnected"),
    "half an answer": (answers.half_sent(), Code.NO_ROUTE, "60 of"),
    "401": (answers.no_key(), Code.NO_KEY, "Incorrect API key"),
    "403": (answers.error(403, "Not for you."), Code.NO_KEY, "Not for you."),
    "404": (answers.no_model(), Code.NO_MODEL, "The model does not exist."),
    "web page 404": (answers.html(404), Code.NO_ROUTE, "a web page"),
    "no such path": (answers.error(404, "Not Found"), Code.NO_ROUTE, "Not Found"),
    "spent": (answers.no_quota(), Code.QUOTA, "current quota"),
    "402": (answers.error(402, "Insufficient Balance"), Code.QUOTA, "Insufficient Balance"),
    "500": (answers.broken(), Code.SERVER, "The server had an error."),
    "an error without end": (answers.broken("Error" * 200_000), Code.SERVER, "ErrorError"),
    "errors without end": (answers.broken("Error: " * 150_000), Code.SERVER, "Error: Error: "),
    "brackets in brackets": (answers.nested(500), Code.SERVER, '{"error": {"error"'),
    "no such endpoint": (answers.error(404, "No endpoints found for a/b."), Code.NO_MODEL, "a/b"),
    "not exist": (answers.error(400, "Model Not Exist"), Code.NO_MODEL, "Not Exist"),
    "invalid": (answers.error(400, "Invalid model: tiny"), Code.NO_MODEL, "tiny"),
    "no valid name": (answers.error(400, "a/b is not a valid model ID"), Code.NO_MODEL, "a/b"),
    "503": (answers.error(503, "Loading model"), Code.SERVER, "Loading model"),
    "web page 502": (answers.html(502), Code.SERVER, "a web page"),
    "web page": (answers.html(), Code.SERVER, ""),
    "half a JSON": (answers.half_json(), Code.SERVER, "Unterminated string"),
    "nothing": (Answer(body=b""), Code.SERVER, ""),
    "null": (Answer(body=b"null"), Code.SERVER, ""),
    "no choices": (answers.no_choices(), Code.SERVER, "without choices"),
    "refusal": (answers.refusal("I would rather not."), Code.DECLINED, "I would rather not."),
    "content filter": (answers.filtered(), Code.DECLINED, "content_filter"),
    "cut off": (answers.cut(), Code.TRUNCATED, ""),
    "babble": (answers.babble(1_000_000), Code.UNREADABLE, "1,000,000 characters"),
    "too long": (answers.too_long(), Code.REQUEST, "maximum context length is 4096"),
}


@pytest.mark.parametrize(
    ("prefix", "name"), [(p, n) for p in SERVERS for n in FAILURES if p != "ollama_chat" or n not in OPENAI_ONLY]
)
def test_every_failure_has_its_name(prefix: str, name: str) -> None:
    answer, code, told = FAILURES[name]
    with StandIn([answer]) as server:
        completion = call(server, prefix)
        assert len(server.asked) == 1
    assert completion.failure is not None
    assert completion.failure.code == code
    assert told in completion.failure.detail
    assert len(completion.failure.detail) <= 300
    assert "litellm" not in completion.failure.detail.lower()
    assert "Traceback" not in completion.failure.detail
    assert completion.settings["seed"] == SEED % 2**31
    assert completion.schema == json.dumps(SCHEMA)


@every_server
def test_a_refusal_that_cannot_be_read_is_one(prefix: str) -> None:
    with StandIn(lambda _: answers.nested(400)) as server:
        completion = call(server, prefix)
    assert completion.failure is not None
    assert completion.failure.code == Code.REQUEST


@every_server
def test_slow_is_a_timeout_and_ends_the_connection(prefix: str) -> None:
    with StandIn([answers.slow(600)]) as server:
        completion = call(server, prefix, seconds=0.3)
        server.until(lambda s: s.left == 1)
    assert completion.failure is not None
    assert completion.failure.code == Code.TIMEOUT
    assert re.fullmatch(r"no answer in \d+\.\d s", completion.failure.detail)


@both_servers
def test_an_answer_that_never_ends_is_a_timeout(prefix: str) -> None:
    with StandIn([answers.dripping(0.05)]) as server:
        completion = call(server, prefix, seconds=0.4)
    assert completion.failure is not None
    assert completion.failure.code == Code.TIMEOUT


@every_server
def test_nobody_there(prefix: str) -> None:
    with StandIn() as server:
        pass
    completion = call(server, prefix)
    assert completion.failure is not None
    assert completion.failure.code == Code.NO_ROUTE
    assert "Connect call failed" in completion.failure.detail


@every_server
def test_a_good_answer_comes_word_for_word(prefix: str) -> None:
    reply = '{ "thought": "So\\u00a0far,\\n so good", "move": "Call it a lie",\t"say": "“Ha”" }'
    with StandIn([answers.text(reply)]) as server:
        completion = call(server, prefix, temperature=0.25, top_p=0.5, max_tokens=77)
        (asked,) = server.asked
    assert completion.text == reply
    assert completion.failure is None
    assert (completion.form, completion.finish) == (Form.SCHEMA, "stop")
    assert completion.served.endswith("tiny")
    assert completion.usage.read is not None
    assert completion.usage.written is not None
    assert completion.cost is None
    assert 0 < completion.seconds < 5
    assert asked.form == "schema"
    assert asked.schema == SCHEMA
    assert asked.prompt == "\n".join(f"{message.role}: {message.content}" for message in SAID)
    assert asked.key == KEY
    sent = asked.body.get("options", asked.body)
    assert (sent["temperature"], sent["top_p"], sent["seed"]) == (0.25, 0.5, SEED % 2**31)
    # With room, should it think all the same.
    assert sent.get("num_predict", sent.get("max_tokens")) == 77 + 2048
    assert completion.settings.items() >= {"temperature": 0.25, "top_p": 0.5, "max_tokens": 77 + 2048}.items()


@both_servers
@pytest.mark.parametrize("name", ["reasoning", "reasoning_content"])
def test_native_thinking_is_kept(prefix: str, name: str) -> None:
    with StandIn([answers.thinking("They bluff.", name)]) as server:
        completion = call(server, prefix)
    assert (completion.thinking, completion.provenance) == ("They bluff.", Provenance.NATIVE)
    assert completion.failure is None
    assert json.loads(completion.text)["move"] in SCHEMA["properties"]["move"]["enum"]


def test_ollamas_thinking_is_kept() -> None:
    with StandIn([answers.thinking("They bluff.")]) as server:
        completion = call(server, "ollama_chat")
    assert (completion.thinking, completion.provenance) == ("They bluff.", Provenance.NATIVE)


@every_server
def test_thinking_alone_is_no_text(prefix: str) -> None:
    with StandIn([answers.thinking_only("Let me see.")]) as server:
        completion = call(server, prefix)
    assert (completion.text, completion.thinking, completion.failure) == ("", "Let me see.", None)


@both_servers
def test_another_models_name_is_kept(prefix: str) -> None:
    with StandIn([answers.other_model("quite-another-7b")]) as server:
        completion = call(server, prefix)
    assert (completion.served, completion.failure) == ("quite-another-7b", None)


@both_servers
def test_a_cut_reply_and_babble_are_kept(prefix: str) -> None:
    with StandIn([answers.cut('{"thought": "I wou'), answers.babble(300_000), answers.babble(200_000)]) as server:
        cut, long, longest = (call(server, prefix) for _ in range(3))
    assert cut.text == '{"thought": "I wou'
    assert (len(long.text), long.failure and long.failure.code) == (200_000, Code.UNREADABLE)
    assert (len(longest.text), longest.failure) == (200_000, None)


@both_servers
def test_what_the_prefix_cache_gave_is_counted(prefix: str) -> None:
    with StandIn() as server:
        first, second = (call(server, prefix) for _ in range(2))
    assert (first.usage.cached, second.usage.read) == (0, first.usage.read)
    details = {"prompt_tokens_details": {"cached_tokens": 64}, "completion_tokens_details": {"reasoning_tokens": 30}}
    usage = {"prompt_tokens": 90, "completion_tokens": 40, "total_tokens": 130} | details
    with StandIn([Answer(change=lambda body: body | {"usage": usage})]) as server:
        assert call(server, prefix).usage == (90, 40, 64, 30)


def test_half_a_surrogate_pair_can_be_stored() -> None:
    with StandIn([answers.text("a\ud800b")]) as server:
        assert call(server).text == "a\\ud800b"
