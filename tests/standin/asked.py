"""One request as the stand-in received it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A POST: to /v1/chat/completions, to Ollama's /api/chat, to Anthropic's /v1/messages or to Gemini."""

    number: int
    """1 for the server's first."""
    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def model(self) -> str:
        return self.body.get("model", "")

    @property
    def form(self) -> str:
        """By what means the answer is to be held to its form: schema, tool or plain."""
        if self.body.get("response_format", {}).get("type") == "json_schema" or "format" in self.body:
            return "schema"
        return "tool" if self.body.get("tools") else "plain"

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """What the answer is to fit; in the plain form the last JSON schema in the messages."""
        if self.form == "schema":
            return self.body.get("format") or self.body["response_format"]["json_schema"]["schema"]
        if self.form == "tool":
            return self.body["tools"][0]["function"]["parameters"]
        found = [schema for message in self.body.get("messages", ()) for schema in _schemas(_text(message))]
        return found[-1] if found else None

    @property
    def purpose(self) -> str:
        """What it is asked for, by the fields of the answer: a value of `games.model.Purpose`."""
        fields = (self.schema or {}).get("properties", {})
        if "decision" in fields:
            return "offer" if "partner" in fields else "invitation"
        return next((name for name in ("message", "move") if name in fields), "impressions")

    @property
    def prompt(self) -> str:
        """All messages in one text."""
        return "\n".join(f"{message['role']}: {_text(message)}" for message in self.body.get("messages", ()))


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content") or ""
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def _schemas(text: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    at = text.find("{")
    while at >= 0:
        try:
            value, at = json.JSONDecoder().raw_decode(text, at)
        except ValueError:
            at += 1
        else:
            found += [value] if "properties" in value else []
        at = text.find("{", at)
    return found
