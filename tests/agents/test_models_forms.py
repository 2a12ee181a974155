"""How an answer is held to its form, and what is tried when a server refuses what it is sent."""

import asyncio
import json
from collections.abc import Callable

import pytest

from agents.completion import Completion
from agents.failures import Code
from agents.models import Models
from games.model import Form
from tests.agents.calling import SCHEMA, asked_at, both_servers, call, complete, every_server
from tests.standin import Answer, Asked, StandIn, answers

Refusal = Callable[[Asked], Answer | None]


def refusing(*forms: str) -> Refusal:
    return lambda asked: answers.no_schema() if asked.form in forms else None


def twice(server: StandIn, prefix: str) -> list[Completion]:
    """Two calls of the same models, one after the other."""

    async def both() -> list[Completion]:
        models = Models()
        return [await complete(models, asked_at(server, prefix)) for _ in range(2)]

    return asyncio.run(both())


@both_servers
def test_a_refused_schema_becomes_a_tool_and_stays_one(prefix: str) -> None:
    with StandIn(refusing("schema")) as server:
        completions = twice(server, prefix)
        assert [asked.form for asked in server.asked] == ["schema", "tool", "tool"]
        assert server.asked[1].schema == SCHEMA
        assert server.asked[1].body["tool_choice"]["function"]["name"] == "answer"
    for completion in completions:
        assert (completion.form, completion.failure) == (Form.TOOL, None)
        assert json.loads(completion.text).keys() == {"thought", "move", "say"}
        assert json.loads(completion.schema) == SCHEMA


@both_servers
def test_a_refused_tool_becomes_plain_text(prefix: str) -> None:
    with StandIn(refusing("schema", "tool")) as server:
        completions = twice(server, prefix)
        assert [asked.form for asked in server.asked] == ["schema", "tool", "plain", "plain"]
        assert "tools" not in server.asked[2].body
    assert [(c.form, c.schema, c.failure) for c in completions] == [(Form.PLAIN, "", None)] * 2


@both_servers
def test_a_tools_text_is_taken_where_no_tool_was_called(prefix: str) -> None:
    def answer(asked: Asked) -> Answer | None:
        chat = Answer(change=lambda body: answers.message(body, content="So be it.", tool_calls=None))
        return answers.no_schema() if asked.form == "schema" else chat

    with StandIn(answer) as server:
        completion = call(server, prefix)
    assert (completion.form, completion.text, completion.failure) == (Form.TOOL, "So be it.", None)


@both_servers
def test_each_address_and_model_has_its_own_form(prefix: str) -> None:
    async def scene() -> list[Form]:
        models = Models()
        seats = (asked_at(old, prefix), asked_at(new, prefix, model=f"{prefix}/old"), asked_at(new, prefix))
        return [(await complete(models, seat)).form for seat in seats]

    with (
        StandIn(refusing("schema")) as old,
        StandIn(lambda asked: refusing("schema")(asked) if asked.model == "old" else None) as new,
    ):
        assert asyncio.run(scene()) == [Form.TOOL, Form.TOOL, Form.SCHEMA]


@both_servers
def test_a_request_that_no_form_can_save_fails_and_is_forgotten(prefix: str) -> None:
    async def scene() -> tuple[Completion, Completion]:
        models = Models()
        failed = await complete(models, asked_at(server, prefix))
        server.answers = ()
        return failed, await complete(models, asked_at(server, prefix))

    with StandIn(lambda _: answers.error(400, "The temple is closed.")) as server:
        failed, good = asyncio.run(scene())
        # Everything, then without the wish not to think, then the looser forms.
        assert [asked.form for asked in server.asked] == ["schema", "schema", "tool", "plain", "schema"]
    assert failed.failure == (Code.REQUEST, "The temple is closed.")
    assert (good.form, good.failure) == (Form.SCHEMA, None)


@both_servers
@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Unsupported value: 'temperature' does not support 0.7 with this model.", "temperature"),
        ("unknown field `seed`", "seed"),
        ("chat_template_kwargs: extra inputs are not permitted", "chat_template_kwargs"),
        (
            "'max_tokens' is too large: 3072. This model's maximum context length is 4096 tokens, the prompt has 12.",
            "max_tokens",
        ),
        ("thinking_token_budget is set but reasoning_config is not configured.", "thinking_token_budget"),
    ],
)
def test_a_setting_that_is_refused_is_left_out_and_not_recorded(prefix: str, told: str, name: str) -> None:
    with StandIn(lambda asked: answers.error(400, told) if name in asked.body else None) as server:
        completion = call(server, prefix, thinking=500)
        first, second = server.asked
    assert first.body.keys() - second.body.keys() == {name}
    assert (completion.form, completion.failure) == (Form.SCHEMA, None)
    recorded = {"chat_template_kwargs": "enable_thinking"}.get(name, name)
    everything = {"temperature", "top_p", "seed", "max_tokens", "enable_thinking", "thinking_token_budget"}
    assert completion.settings.keys() == everything - {recorded}


@every_server
@pytest.mark.parametrize(("thinking", "room"), [(0, 2048), (700, 2048), (3000, 3000)])
def test_thinking_is_asked_for_or_not(prefix: str, thinking: int, room: int) -> None:
    with StandIn() as server:
        completion = call(server, prefix, thinking=thinking, max_tokens=300)
        (asked,) = server.asked
    assert completion.settings["max_tokens"] == 300 + room
    if prefix == "ollama_chat":
        assert asked.body["think"] is (thinking > 0)
        assert asked.body["options"]["num_predict"] == 300 + room
        assert asked.body["options"]["num_ctx"] == completion.settings["num_ctx"] == 8192 + room
    else:
        assert asked.body["chat_template_kwargs"] == {"enable_thinking": thinking > 0}
        assert asked.body.get("thinking_token_budget") == (thinking or None)
        assert asked.body["max_tokens"] == 300 + room


def test_a_model_that_cannot_think_is_asked_without() -> None:
    refusal = answers.error(400, '"tiny" does not support thinking')
    with StandIn(lambda asked: refusal if asked.body.get("think") else None) as server:
        completion = call(server, "ollama_chat", thinking=700)
    assert completion.failure is None
    assert "reasoning_effort" not in completion.settings


def test_nobodys_schema_is_changed() -> None:
    before = json.dumps(SCHEMA)
    with StandIn(refusing("schema")) as server:
        call(server, "hosted_vllm")
    assert json.dumps(SCHEMA) == before
