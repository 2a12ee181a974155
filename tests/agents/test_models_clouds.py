"""Models of providers that LiteLLM's table knows: what they are sent, what is read of their answers, what they cost."""

import asyncio
import json
from typing import Any

import pytest

from agents.completion import Completion
from agents.models import Models, _facts, _litellm, chat_models
from agents.providers import providers
from agents.request import Facts
from agents.response import read
from games.decision import Provenance
from games.model import Form, ModelSettings
from tests.agents.calling import KEY, SERVERS, call, complete
from tests.standin import Answer, Asked, StandIn, answers


def ask(server: StandIn, monkeypatch: pytest.MonkeyPatch, model: str, **more: Any) -> tuple[Completion, Asked]:
    """A call to a provider whose usual address is, for once, the stand-in's."""
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    monkeypatch.setenv("DEEPSEEK_API_BASE", server.base_url)
    monkeypatch.setenv("ANTHROPIC_API_BASE", server.url)
    settings = ModelSettings(model=model, **more)
    completion = asyncio.run(complete(Models(lambda _: KEY), settings))
    assert server.asked
    return completion, server.asked[-1]


def claude(*content: dict[str, str], stop: str = "end_turn") -> Answer:
    usage = {"input_tokens": 36, "output_tokens": 20, "cache_read_input_tokens": 64, "cache_creation_input_tokens": 0}
    body = {"id": "m", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929"}
    body |= {"content": list(content), "stop_reason": stop, "usage": usage}
    return Answer(body=json.dumps(body).encode())


def test_what_a_model_costs_is_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    with StandIn([Answer(change=lambda body: body | {"usage": usage, "model": "gpt-4.1-mini-2025-04-14"})]) as server:
        completion, asked = ask(server, monkeypatch, "openai/gpt-4.1-mini", temperature=0.5)
    price = _litellm().model_cost["gpt-4.1-mini"]
    assert completion.cost == pytest.approx(1000 * price["input_cost_per_token"] + 100 * price["output_cost_per_token"])
    assert completion.cost
    assert (completion.form, completion.served) == (Form.SCHEMA, "gpt-4.1-mini-2025-04-14")
    assert asked.body.keys() == {"messages", "model", "temperature", "top_p", "seed", "max_tokens", "response_format"}


def test_a_model_that_the_table_does_not_have_costs_nobody_knows_what(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn() as server:
        completion, asked = ask(server, monkeypatch, "openai/gpt-99-nano")
    assert (completion.failure, completion.cost) == (None, None)
    assert asked.form == "schema"


@pytest.mark.parametrize(
    ("thinking", "effort", "room"),
    [(0, "minimal", 2048), (500, "low", 2048), (3000, "medium", 3000), (9000, "high", 9000)],
)
def test_openais_thinking_models_get_an_effort_and_room(
    monkeypatch: pytest.MonkeyPatch, thinking: int, effort: str, room: int
) -> None:
    with StandIn() as server:
        completion, asked = ask(server, monkeypatch, "openai/gpt-5", thinking=thinking, max_tokens=100)
    assert asked.body["reasoning_effort"] == completion.settings["reasoning_effort"] == effort
    assert asked.body["max_completion_tokens"] == completion.settings["max_tokens"] == 100 + room
    assert "top_p" not in asked.body
    assert "top_p" not in completion.settings


def test_an_effort_that_is_refused_leaves_room_to_think(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = answers.error(400, "Unsupported parameter: reasoning_effort")
    with StandIn(lambda asked: refusal if "reasoning_effort" in asked.body else None) as server:
        completion, asked = ask(server, monkeypatch, "openai/gpt-5.1", max_tokens=100)
        first, _ = server.asked
    assert (first.body["reasoning_effort"], first.body["max_completion_tokens"]) == ("none", 100)
    assert (completion.failure, asked.body["max_completion_tokens"]) == (None, 100 + 2048)


@pytest.mark.parametrize(
    ("model", "effort", "sent"),
    [
        ("gemini-2.5-flash", "none", {"thinkingBudget": 0, "includeThoughts": False}),
        ("gemini-2.5-flash-lite", "none", {"thinkingBudget": 0, "includeThoughts": False}),
        ("gemini-2.5-pro", "minimal", {"thinkingBudget": 128, "includeThoughts": True}),
        ("gemini-3-flash-preview", "minimal", {"thinkingLevel": "minimal", "includeThoughts": True}),
        ("gemini-3.8-flash", "low", {"thinkingLevel": "low", "includeThoughts": True}),
        ("gemini-3.1-pro-preview", "low", {"thinkingLevel": "low", "includeThoughts": True}),
        ("gemma-4-31b-it", None, None),
    ],
)
def test_gemini_thinks_as_little_as_it_can(
    monkeypatch: pytest.MonkeyPatch, model: str, effort: str | None, sent: dict[str, Any] | None
) -> None:
    said = {"candidates": [{"content": {"role": "model", "parts": [{"text": "{}"}]}, "finishReason": "STOP"}]}
    usage = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
    with StandIn([Answer(body=json.dumps(said | {"usageMetadata": usage}).encode())]) as server:
        monkeypatch.setenv("GEMINI_API_BASE", server.url)
        settings = ModelSettings(model=f"gemini/{model}", max_tokens=100)
        completion = asyncio.run(complete(Models(lambda _: KEY), settings))
        (asked,) = server.asked
    held = asked.body["generationConfig"]
    assert (completion.failure, completion.text) == (None, "{}")
    assert completion.settings.get("reasoning_effort") == effort
    assert held.get("thinkingConfig") == sent
    assert held["max_output_tokens"] == completion.settings["max_tokens"] == 100 + (0 if effort == "none" else 2048)


def test_a_temperature_that_is_refused_before_anything_is_sent_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn() as server:
        completion, asked = ask(server, monkeypatch, "openai/gpt-5", temperature=0.3)
        assert len(server.asked) == 1
    assert completion.failure is None
    assert "temperature" not in asked.body
    assert "temperature" not in completion.settings


def test_a_provider_that_is_said_to_have_schemas_and_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn(lambda asked: answers.no_schema() if asked.form == "schema" else None) as server:
        completion, asked = ask(server, monkeypatch, "deepseek/deepseek-chat")
    assert (completion.form, asked.form, completion.failure) == (Form.TOOL, "tool", None)


def test_deepseeks_thinking_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn([answers.thinking("Hm.", "reasoning_content")]) as server:
        completion, _ = ask(server, monkeypatch, "deepseek/deepseek-reasoner")
    assert (completion.thinking, completion.provenance) == ("Hm.", Provenance.NATIVE)


@pytest.mark.parametrize(
    ("model", "summarised"),
    [
        ("openai/gpt-5", True),
        ("openai/gpt-oss-20b", False),
        ("azure/whatever-it-is-called", True),
        ("azure_ai/gpt-5", True),
        ("azure_ai/deepseek-r1", False),
        ("openrouter/openai/o4-mini", True),
        ("openrouter/openai/gpt-oss-120b", False),
        ("openrouter/google/gemini-2.5-pro", True),
        ("openrouter/anthropic/claude-sonnet-4.5", True),
        ("openrouter/deepseek/deepseek-r1", False),
        ("bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", True),
        ("vertex_ai/gemini-2.5-pro", True),
        ("vertex_ai/deepseek-ai/deepseek-r1-0528-maas", False),
        ("vertex_ai/openai/gpt-oss-120b-maas", False),
        ("gemini/gemma-4-31b-it", False),
        ("groq/openai/gpt-oss-120b", False),
    ],
)
def test_whose_thinking_is_a_summary(model: str, *, summarised: bool) -> None:
    facts = _facts(model, by_address=False)
    assert isinstance(facts, Facts)
    got = read({"choices": [{"message": {"reasoning_content": "Hm."}}]}, facts, str)
    assert got.provenance is (Provenance.SUMMARISED if summarised else Provenance.NATIVE)


def test_openais_thinking_is_a_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn([answers.thinking("Hm.", "reasoning_content")]) as server:
        completion, _ = ask(server, monkeypatch, "openai/gpt-5")
    assert (completion.thinking, completion.provenance) == ("Hm.", Provenance.SUMMARISED)


@pytest.mark.parametrize("prefix", SERVERS)
def test_a_claude_of_ones_own_is_asked_as_any_other(prefix: str) -> None:
    with StandIn([answers.thinking("Hm.")]) as server:
        completion = call(server, prefix, model=f"{prefix}/my-claude", top_p=0.5)
        (asked,) = server.asked
    assert completion.settings.items() >= {"temperature": 1.0, "top_p": 0.5}.items()
    assert completion.provenance is Provenance.NATIVE
    assert "cache_control" not in json.dumps(asked.body)


@pytest.mark.parametrize(
    ("block", "thinking", "provenance"),
    [
        ({"type": "thinking", "thinking": "They bluff.", "signature": "x"}, "They bluff.", Provenance.SUMMARISED),
        ({"type": "thinking", "thinking": "", "signature": "x"}, "", Provenance.ENCRYPTED),
        ({"type": "redacted_thinking", "data": "AAAA"}, "", Provenance.ENCRYPTED),
    ],
)
def test_claudes_thinking_is_read_for_what_it_is(
    monkeypatch: pytest.MonkeyPatch, block: dict[str, str], thinking: str, provenance: Provenance
) -> None:
    with StandIn([claude(block, {"type": "text", "text": '{"move": "Let it pass"}'})]) as server:
        completion, asked = ask(server, monkeypatch, "anthropic/claude-sonnet-4-5", thinking=300, max_tokens=500)
    assert (completion.thinking, completion.provenance) == (thinking, provenance)
    assert (completion.text, completion.failure) == ('{"move": "Let it pass"}', None)
    assert (completion.usage.read, completion.usage.written, completion.usage.cached) == (100, 20, 64)
    assert completion.cost
    assert asked.body["thinking"]["budget_tokens"] == completion.settings["thinking"] == 1024
    assert asked.body["max_tokens"] == completion.settings["max_tokens"] == 500 + 2048
    assert not {"temperature", "top_p", "seed"} & asked.body.keys()


def test_claude_is_told_what_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn([claude({"type": "text", "text": "{}"})] * 2) as server:
        completion, asked = ask(server, monkeypatch, "anthropic/claude-sonnet-4-5")
        _, other = ask(server, monkeypatch, "anthropic/claude-sonnet-4-5", top_p=0.9)
    assert asked.body["system"] == [{"type": "text", "text": "The rules.", "cache_control": {"type": "ephemeral"}}]
    assert "thinking" not in asked.body
    assert asked.body["max_tokens"] == ModelSettings(model="").max_tokens
    assert completion.provenance is Provenance.NOT_RECORDED
    # It takes one of the two only.
    assert (asked.body.get("temperature"), asked.body.get("top_p")) == (1.0, None)
    assert (other.body.get("temperature"), other.body.get("top_p")) == (None, 0.9)


def test_claudes_refusal_and_its_cut_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"type": "text", "text": '{"thought": "I'}
    with StandIn([claude(said, stop="max_tokens"), claude(said, stop="refusal")]) as server:
        cut, _ = ask(server, monkeypatch, "anthropic/claude-sonnet-4-5")
        declined, _ = ask(server, monkeypatch, "anthropic/claude-sonnet-4-5")
    assert (cut.failure and cut.failure.code, cut.text) == ("truncated", '{"thought": "I')
    assert declined.failure is not None
    assert declined.failure.code == "declined"


@pytest.mark.parametrize("model", ["openai/gpt-4.1-mini", "deepseek/deepseek-chat"])
def test_an_address_of_ones_own_has_no_price(model: str) -> None:
    with StandIn() as server:
        completion = asyncio.run(complete(Models(), ModelSettings(model=model, base_url=server.base_url)))
        assert server.asked[0].key == "no-key"
    assert (completion.failure, completion.cost) == (None, None)


def test_the_models_that_can_be_chosen() -> None:
    openai, gemini = chat_models("openai"), chat_models("gemini")
    assert {"openai/gpt-4.1", "openai/gpt-5-mini", "openai/o3"} <= set(openai)
    assert "gemini/gemini-2.5-flash" in gemini
    for provider in providers():
        names = chat_models(provider)
        assert list(names) == sorted(set(names))
        assert all(name.startswith(f"{provider}/") and not name.startswith(f"{provider}/{provider}/") for name in names)
    assert not any("embedding" in name or "dall-e" in name or "whisper" in name for name in openai)
    assert not any(name.startswith(("openai/ft:", "openai/container")) or "audio" in name for name in openai)
    assert chat_models("nobody") == ()
