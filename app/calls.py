"""How models were asked at a step, and what they sent back: every call with its words, for those who may read it."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, Final

from app.figures import count, duration, listed, money
from games.failure import Failure
from games.model import ModelCall, Usage
from games.words import words
from replays.record import Header, Redacted
from replays.refusal import shown
from replays.replay import Seen

TEXT: Final[dict[str, Any]] = words("app")["asked"]
GONE: Final[str] = words("app")["share"]["gone"]
Json = dict[str, Any]


def why(failure: Failure, name: str) -> str:
    """What kept a player from answering, in a sentence; empty for a code that nobody has words for."""
    return words("app")["failure"].get(failure.code, "").format(name=name)


def summaries(header: Header, seen: Seen) -> list[Json]:
    """Whose decisions of this step models made, each in a few words."""
    return [_head(header, calls) for calls in by_decision(seen)]


def whole(header: Header, seen: Seen) -> list[Json]:
    """The same decisions with everything that is kept of them."""
    return [_head(header, calls) | {"tries": _tries(header, calls)} for calls in by_decision(seen)]


def by_decision(seen: Seen) -> list[list[ModelCall]]:
    """The calls of each decision, in the order of the seats."""
    found: list[list[ModelCall]] = []
    for call in sorted(seen.calls, key=lambda call: call.seat):
        if call.attempt == 1 or not found or found[-1][0].seat != call.seat:
            found.append([])
        found[-1].append(call)
    return found


def _head(header: Header, calls: Sequence[ModelCall]) -> Json:
    first, name = calls[0], shown(header.names[calls[0].seat])
    costs = [call.cost for call in calls if call.cost is not None]
    cost = money(sum(costs)) if costs else ""
    figures = [count(len(calls), "tries"), _used(calls), cost, duration(sum(call.seconds for call in calls))]
    title = TEXT["title"][first.purpose].format(name=name)
    return {"seat": first.seat, "name": name, "title": title, "summary": listed(figures)}


def _used(calls: Sequence[ModelCall]) -> str:
    used = [tokens for call in calls for tokens in (call.usage.read, call.usage.written) if tokens is not None]
    return count(sum(used), "tokens") if used else ""


def _tries(header: Header, calls: Sequence[ModelCall]) -> list[Json]:
    return [_one(header, call, before) for call, before in zip(calls, (None, *calls), strict=False)]


def _one(header: Header, call: ModelCall, before: ModelCall | None) -> Json:
    """A call; what was sent just so with the one before is not said twice."""
    same, name = _same(call, before), shown(header.names[call.seat])
    again = TEXT["repeated" if same == len(call.messages) else "same"].format(n=same) if same else ""
    failure = call.failure
    return {
        "title": TEXT["try"].format(n=call.attempt),
        "wrong": "" if failure is None else why(failure, name) or TEXT["wrong"],
        "detail": "" if failure is None else failure.detail,
        "same": GONE if Redacted.PROMPTS in header.redacted else again,
        "messages": [{"role": _role(message.role), "text": message.content} for message in call.messages[same:]],
        "schema": "" if before is not None and before.schema == call.schema else call.schema,
        "reply": call.reply,
        "no_reply": GONE if Redacted.THOUGHTS in header.redacted else TEXT["nothing"],
        "facts": _facts(call),
        "checks": _checks(call),
    }


def _role(role: str) -> str:
    return TEXT["role"].get(role, shown(role, 40))


def _same(call: ModelCall, before: ModelCall | None) -> int:
    """With how many messages both begin."""
    both = zip(call.messages, () if before is None else before.messages, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))


def _facts(call: ModelCall) -> list[tuple[str, str]]:
    """Of a call that got no answer, nothing is told of the answer."""
    unknown = TEXT["not_told"] if _answered(call) else ""
    return _labelled(
        {
            "asked": shown(call.asked),
            "served": shown(call.served) or unknown,
            "form": TEXT["form"][call.form] if _answered(call) else "",
            "tokens": _tokens(call.usage) or unknown,
            "cost": money(call.cost),
            "seconds": duration(call.seconds),
        }
    )


def _checks(call: ModelCall) -> list[tuple[str, str]]:
    """What only those want to know who check a call, in the words of the models' own interface."""
    sent = listed(f"{shown(name, 60)} {shown(str(value), 200)}" for name, value in call.settings.items())
    return _labelled({"sent": sent, "finish": shown(call.finish, 200)})


def _answered(call: ModelCall) -> bool:
    told = any(tokens is not None for tokens in call.usage)
    return told or any((call.reply, call.served, call.finish))


def _labelled(facts: dict[str, str]) -> list[tuple[str, str]]:
    """Labels, and what there is to say; nothing about what nobody knows."""
    return [(TEXT["fact"][name], told) for name, told in facts.items() if told]


def _tokens(usage: Usage) -> str:
    figures = {name: f"{tokens:,}" for name, tokens in usage._asdict().items() if tokens is not None}
    return listed([_part(figures, "read", "cached"), _part(figures, "written", "thought")])


def _part(figures: dict[str, str], whole: str, part: str) -> str:
    if whole not in figures:
        return ""
    told = TEXT["usage"][whole].format(n=figures[whole])
    return f"{told} {TEXT['usage'][part].format(n=figures[part])}" if part in figures else told
