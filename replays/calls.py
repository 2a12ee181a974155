"""Calls to models to rows of the tables and back; a text that was sent is kept once a match."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, func, insert, select

from games.decision import Failure
from games.model import Form, Message, ModelCall, Purpose, Setting, Usage
from replays import tables
from replays.record import StepRecord
from replays.refusal import RecordError

# Built once, as those of `replays.writing`.
_CALL = insert(tables.Call)
# To ask first which texts are there would cost as much as all else that is written with a call.
_NEW_PROMPT = {
    dialect.dialect.name: dialect.insert(tables.Prompt).on_conflict_do_nothing() for dialect in (sqlite, postgresql)
}
_SENT = msgspec.json.Decoder(list[tuple[str, str]])
_SETTINGS = msgspec.json.Decoder(dict[str, Setting])
_encode = msgspec.json.Encoder().encode


def hashed(text: str) -> str:
    """What stands for a text, in 32 characters."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def insert_calls(connection: Connection, match_id: str, steps: Iterable[StepRecord]) -> None:
    """The calls of new steps, and the texts that were not sent before in this match."""
    placed = [(step.seq, place, call) for step in steps for place, call in enumerate(step.calls)]
    if placed:
        _insert(connection, match_id, placed)


def append_calls(connection: Connection, match_id: str, seq: int, more: Sequence[ModelCall]) -> None:
    """Calls behind those that a step has."""
    call = tables.Call
    if more:
        here = select(func.count()).where(col(call.match_id) == match_id, col(call.seq) == seq)
        first: int = connection.execute(here).scalar_one()
        _insert(connection, match_id, [(seq, place, call) for place, call in enumerate(more, first)])


def _insert(connection: Connection, match_id: str, placed: Iterable[tuple[int, int, ModelCall]]) -> None:
    """Each with its step and its place there."""
    texts: dict[str, str] = {}
    rows = [{"match_id": match_id, "seq": seq, "place": place} | _row(call, texts) for seq, place, call in placed]
    prompts = [{"match_id": match_id, "hash": key, "text": text} for key, text in texts.items()]
    connection.execute(_NEW_PROMPT[connection.dialect.name], prompts)
    connection.execute(_CALL, rows)


def _row(call: ModelCall, texts: dict[str, str]) -> dict[str, Any]:
    """Its columns; adds to the texts what it was sent."""
    sent = [(message.role, hashed(message.content)) for message in call.messages]
    texts |= {key: message.content for (_, key), message in zip(sent, call.messages, strict=True)}
    schema = hashed(call.schema)
    texts[schema] = call.schema
    code, detail = call.failure or (None, None)
    return {
        "seat": call.seat,
        "purpose": call.purpose,
        "attempt": call.attempt,
        "messages": _encode(sent).decode(),
        "schema_hash": schema,
        "form": call.form,
        "asked": call.asked,
        "served": call.served,
        "settings": _encode(call.settings).decode(),
        "reply": call.reply,
        "finish": call.finish,
        "failure": code,
        "detail": detail,
        **call.usage._asdict(),
        "cost": call.cost,
        "seconds": call.seconds,
    }


def calls(connection: Connection, match_id: str) -> dict[int, list[ModelCall]]:
    """Those of each step that has any, in their order. Raises RecordError for a damaged row."""
    call, prompt = tables.Call, tables.Prompt
    chosen = select(call).where(col(call.match_id) == match_id).order_by(col(call.seq), col(call.place))
    rows = connection.execute(chosen).all()
    if not rows:
        return {}
    kept = connection.execute(select(prompt.hash, prompt.text).where(col(prompt.match_id) == match_id))
    texts = {row.hash: row.text for row in kept}
    found: dict[int, list[ModelCall]] = {}
    for row in rows:
        try:
            found.setdefault(row.seq, []).append(_call(row, texts))
        except (msgspec.MsgspecError, ValueError, KeyError) as error:
            raise RecordError("damaged-match", detail=error) from error
    return found


def _call(row: Any, texts: dict[str, str]) -> ModelCall:
    return ModelCall(
        seat=row.seat,
        purpose=Purpose(row.purpose),
        attempt=row.attempt,
        messages=tuple([Message(role, texts[key]) for role, key in _SENT.decode(row.messages)]),
        schema=texts[row.schema_hash],
        form=Form(row.form),
        asked=row.asked,
        served=row.served,
        settings=_SETTINGS.decode(row.settings),
        reply=row.reply,
        finish=row.finish,
        failure=None if row.failure is None else Failure(row.failure, row.detail),
        usage=Usage(row.read, row.written, row.cached, row.thought),
        cost=row.cost,
        seconds=row.seconds,
    )
