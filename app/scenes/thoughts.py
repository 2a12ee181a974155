"""The texts beside a step: what its players thought, wrote and were read by."""

from collections.abc import Iterator
from typing import Any, Final

from app.scenes import under
from games.decision import TraceKind
from games.words import words
from replays.record import Header
from replays.refusal import shown
from replays.replay import Seen

TEXT: Final[dict[str, Any]] = words("app")["watch"]
RULES: Final[dict[str, str]] = words("app")["tools"]["rule"]
"""By what an answer was read, where that does not go without saying."""
Json = dict[str, Any]


def thoughts(header: Header, seen: Seen) -> Iterator[Json]:
    """As a browser lists them."""
    for trace in seen.traces:
        if trace.kind is TraceKind.RULE and trace.text not in RULES:
            continue
        name = shown(header.names[trace.seat])
        about = "" if trace.about is None else shown(header.names[trace.about])
        yield {
            "seat": trace.seat,
            "name": name,
            "kind": trace.kind,
            "title": TEXT["kind"][trace.kind].format(name=name, about=about),
            "text": RULES[trace.text] if trace.kind is TraceKind.RULE else trace.text,
            "provenance": "" if trace.kind is TraceKind.RULE else under.source(header, trace),
            "public": trace.seen_by(None),
        }
