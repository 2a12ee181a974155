"""Matches in which every text says whose it is, so that a search finds it where it must not be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.scripted import PERSONAS
from app.seating import scripted_seats
from app.tables import Tables
from games.core import ANALYST, Seat
from games.decision import Provenance, Trace, TraceKind
from games.liars_bar.events import Dealt, Laid
from games.registry import GAMES
from replays.record import Kind, Record, Seating, codec, fresh_id
from replays.replay import as_seen
from replays.store import Store
from tests.replays import foreign

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "![x](http://elsewhere.example/x.png)",
    "**bold** http://elsewhere.example",
    ":red[x] :smile: :material/home: $x$",
)
LONG = "A long thought. " * 200


def mark(kind: TraceKind, seat: Seat, number: int) -> str:
    return f"#{kind}-{seat}-{number}#"


def hostile(store: Store) -> Record:
    """A match between players whose names and thoughts are markup; every decision has private texts, marked."""
    tables = Tables(store, pace=0)
    match_id = tables.open("liars_bar", "paper", scripted_seats(list(PERSONAS)[:4]), seed=7)
    tables.settle(match_id)
    tables.close()
    played = store.load(match_id)
    seats = [Seating(name, Kind.MODEL, name) for name in HOSTILE]
    actions = codec("liars_bar").actions
    steps = [
        replace(
            step,
            traces=tuple(
                Trace(seat, kind, f"{mark(kind, seat, step.seq)} {HOSTILE[seat]} {LONG}", Provenance.NATIVE)
                for seat in actions(step)
                if seat >= 0
                for kind in (TraceKind.REASON, TraceKind.THINKING)
            ),
        )
        for step in played.steps
    ]
    record = Record(replace(played.header, id=fresh_id(), seats=tuple(seats)), tuple(steps))
    store.save(record)
    return record


def recorded() -> foreign.Document:
    """A short match as liars-bar-llm writes it, every private text marked with its owner."""
    document = min((foreign.play(seed, seats=3, calls=0.5) for seed in range(40)), key=_unlike)
    number = 0
    for told in document["rounds"]:
        for one, others in told["player_opinions"].items():
            for other in others:
                others[other] = f"#impression-{one}-{(number := number + 1)}# 谨慎"
        for turn in told["play_history"]:
            one, other, number = turn["player_name"], turn["next_player"], number + 1
            turn["play_reason"] = f"#reason-{one}-{number}# 理由"
            turn["play_thinking"] = f"#thinking-{one}-{number}#\n\n{LONG}#end-{one}-{number}#"
            turn["behavior"] = f"微笑 {number}"
            turn["challenge_reason"] = f"#reason-{other}-{number}#"
            turn["challenge_thinking"] = f"#thinking-{other}-{number}#"
    return document


def _unlike(document: foreign.Document) -> tuple[bool, int]:
    """How far it is from seven plays without a house call, where the texts are the house's."""
    plays = sum(len(told["play_history"]) for told in document["rounds"])
    return any(foreign.house_calls(document)), abs(plays - 7)


def owners(texts: Sequence[bytes]) -> dict[str, set[str]]:
    """Whose marked texts stand in what was sent: the kind of text -> its owners."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for kind, owner in re.findall(r"#([a-z]+)-(.+?)-\d+#", text.decode("utf-8", "replace")):
            found.setdefault(kind, set()).add(owner)
    return found


def sentences(record: Record, owner: Seat) -> Iterator[str]:
    """Every sentence that names cards only this seat knows."""
    notation = GAMES["liars_bar"].notation(record.header.rules, "en")
    for step in as_seen(record, ANALYST):
        for event in step.events:
            if isinstance(event, Dealt | Laid) and event.seat == owner:
                yield notation.event(event, record.header.names)
