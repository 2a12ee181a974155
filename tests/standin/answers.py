"""What the stand-in can answer: each is one request's answer, and what is left out is as a good server has it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
"""A chat completion, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one request is answered."""

    delay: float = 0.0
    """Seconds before anything is sent, beside the server's own."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    kind: str = "application/json"
    body: bytes | None = None
    """Sent in place of a completion."""
    change: Callable[[Body], Body] | None = None
    """What is done to the completion that would have been sent."""
    drip: float = 0.0
    """Seconds before each further byte of the body."""
    breaks_after: int | None = None
    """The connection breaks after so many bytes of the body; 0: before anything is sent."""


def slow(seconds: float) -> Answer:
    """A legal answer, late."""
    return Answer(delay=seconds)


def dripping(seconds: float) -> Answer:
    """A legal answer, one byte at a time: something always comes, and it never ends."""
    return Answer(drip=seconds)


def text(reply: str, finish: str = "stop") -> Answer:
    """Exactly this, in place of a legal move; a tool's arguments where a tool was asked for."""

    def change(body: Body) -> Body:
        message = body["choices"][0]["message"]
        if message.get("tool_calls"):
            message["tool_calls"][0]["function"]["arguments"] = reply
        else:
            message["content"] = reply
        return finished(body, finish)

    return Answer(change=change)


def accept(partner: str | None = None, thought: str = "So be it.") -> Answer:
    """To an offer, naming this partner; to an invitation, naming nobody."""
    return text(json.dumps({"thought": thought, "decision": "accept", "partner": partner}))


def refuse(thought: str = "No.") -> Answer:
    return text(json.dumps({"thought": thought, "decision": "refuse", "partner": None}))


def write(message: str, thought: str = "So be it.") -> Answer:
    """To a partner."""
    return text(json.dumps({"thought": thought, "message": message}))


def thinking(thought: str, name: str = "reasoning") -> Answer:
    """A legal answer after native thinking; `name` of the field: vLLM's reasoning, others' reasoning_content."""
    return Answer(change=lambda body: message(body, **{name: thought}))


def thinking_only(thought: str = "Let me see.", name: str = "reasoning", finish: str = "stop") -> Answer:
    return Answer(change=lambda body: finished(message(body, content=None, **{name: thought}), finish))


def error(status: int, told: str, *, code: str | None = None, kind: str | None = None, retry: str = "") -> Answer:
    """An error as OpenAI words one; `retry`: the header Retry-After."""
    body = {"error": {"message": told, "type": kind, "param": None, "code": code}}
    headers = {"retry-after": retry} if retry else {}
    return Answer(status=status, headers=headers, body=json.dumps(body).encode())


def no_key(told: str = "Incorrect API key provided.") -> Answer:
    return error(401, told, code="invalid_api_key", kind="invalid_request_error")


def no_model(told: str = "The model does not exist.") -> Answer:
    return error(404, told, code="model_not_found", kind="NotFoundError")


def nested(status: int) -> Answer:
    """An error in brackets within brackets, more than can be read."""
    return Answer(status=status, body=b'{"error": ' * 50_000 + b"1" + b"}" * 50_000)


def too_many(retry_after: float | str | None = None) -> Answer:
    retry = "" if retry_after is None else str(retry_after)
    return error(429, "Rate limit reached.", code="rate_limit_exceeded", kind="tokens", retry=retry)


def no_quota() -> Answer:
    told = "You exceeded your current quota, please check your plan and billing details."
    return error(429, told, code="insufficient_quota", kind="insufficient_quota")


def broken(told: str = "The server had an error.") -> Answer:
    return error(500, told, kind="server_error")


def no_schema(told: str = "This response_format type is unavailable now.") -> Answer:
    return error(400, told, kind="invalid_request_error")


def too_long() -> Answer:
    told = "This model's maximum context length is 4096 tokens. However, your messages resulted in 5000 tokens."
    return error(400, told, code="context_length_exceeded", kind="invalid_request_error")


def drop() -> Answer:
    """The connection ends before anything is answered."""
    return Answer(breaks_after=0)


def half_sent() -> Answer:
    """The connection ends in the middle of the answer."""
    return Answer(breaks_after=60)


def html(status: int = 200) -> Answer:
    page = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>"
    return Answer(status=status, kind="text/html; charset=utf-8", body=page)


def half_json() -> Answer:
    """A whole HTTP answer, but its JSON ends in the middle."""
    return Answer(body=b'{"id": "chatcmpl-1", "object": "chat.completion", "choices": [{"index": 0, "mess')


def babble(length: int = 1_000_000) -> Answer:
    return text(("blah " * (length // 5 + 1))[:length])


def no_choices() -> Answer:
    return Answer(change=lambda body: body | {"choices": []})


def refusal(told: str = "I cannot help with that.") -> Answer:
    return Answer(change=lambda body: message(body, content=None, refusal=told))


def filtered() -> Answer:
    return Answer(change=lambda body: finished(message(body, content=""), "content_filter"))


def other_model(name: str) -> Answer:
    return Answer(change=lambda body: body | {"model": name})


def cut(reply: str = '{"thought": "I would') -> Answer:
    """The answer reached the greatest length it may have."""
    return text(reply, "length")


def message(body: Body, **fields: Any) -> Body:
    """The completion with these fields of its message."""
    body["choices"][0]["message"] |= fields
    return body


def finished(body: Body, why: str) -> Body:
    body["choices"][0]["finish_reason"] = why
    return body
