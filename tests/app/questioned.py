"""Matches that language models have played, arranged without any: every decision with the calls that led to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from games.core import Action, Seat
from games.decision import Provenance, Trace, TraceKind
from games.failure import Failure
from games.model import Form, Limits, Message, ModelCall, ModelSettings, Purpose, Usage
from replays.record import Header, Kind, Record, Seating, StepRecord, Stop, codec
from tests.app import arranged

NAMES = ("Wren", "Otis", "Juno")
MODELS = ("openai/gpt-4.1-mini", "hosted_vllm/Qwen/Qwen3-8B", "openai/tiny")
SYSTEM = "The rules of the game, and how to answer.\n" * 100
SCHEMA = '{"type":"object","properties":{"move":{"enum":["call","pass"]}}}'


def seated(*, people: int = 0, models: Sequence[str] = MODELS) -> tuple[Seating, ...]:
    """Models under the names of the house, the last ones people."""
    seats = [Seating(NAMES[n], Kind.MODEL, model, ModelSettings(model=model)) for n, model in enumerate(models)]
    return (*seats[: len(seats) - people], *[arranged.GUEST, arranged.MARA][:people])


def called(seat: Seat, number: int, attempt: int = 1, **changes: object) -> ModelCall:
    """The call of a seat's decision; every text says whose it is."""
    asked = Message("user", f"#asked-{seat}-{number}# What do you do?")
    again = [Message("assistant", f"#first-{seat}-{number}#"), Message("user", "That could not be read.")]
    standard: dict[str, object] = {
        "seat": seat,
        "purpose": Purpose.MOVE,
        "attempt": attempt,
        "messages": (Message("system", SYSTEM), asked, *(again if attempt > 1 else ())),
        "schema": SCHEMA,
        "form": Form.SCHEMA,
        "asked": MODELS[seat % len(MODELS)],
        "served": f"served-{seat}",
        "settings": {"temperature": 0.7, "seed": 1},
        "reply": f'{{"move": "#reply-{seat}-{number}#"}}',
        "finish": "stop",
        "usage": Usage(1200, 40, 900, 12),
        "cost": 0.0013 if seat == 0 else None,
        "seconds": 0.4,
    }
    return ModelCall(**standard | changes)  # type: ignore[arg-type]


def played(*seats: Seating, hostile: str = "", **header: object) -> Record:
    """A whole match; the first decision of seat 1 took two tries, its second one came to nothing.

    `hostile` stands in every text.
    """
    record = arranged.whole(*seats or seated())
    models = {seat for seat, who in enumerate(record.header.seats) if who.kind is Kind.MODEL}
    counts = dict.fromkeys(models, 0)
    steps: list[StepRecord] = []
    for step in record.steps:
        acts = codec("liars_bar").actions(step)
        steps.append(replace(step, **_asked(step, acts, counts, hostile)))
    kept = {"limits": Limits(tokens=100_000)} | header
    return Record(replace(record.header, **kept), tuple(steps))


def _asked(
    step: StepRecord, acts: Sequence[Seat] | dict[Seat, Action], counts: dict[Seat, int], hostile: str
) -> dict[str, object]:
    calls: list[ModelCall] = []
    traces: list[Trace] = []
    forced: list[Seat] = []
    for seat in sorted(seat for seat in acts if seat in counts):
        counts[seat] += 1
        calls += _decision(seat, counts[seat], hostile)
        if (seat, counts[seat]) == (1, 2):
            forced.append(seat)
            continue
        traces += list(_thoughts(seat, counts[seat], hostile))
    told = ",".join(f'[{seat},"timeout","no answer in 120 s"]' for seat in forced)
    return {"calls": tuple(calls), "traces": tuple(traces), "forced": f"[{told}]"}


def _decision(seat: Seat, number: int, hostile: str) -> Iterator[ModelCall]:
    texts = {"reply": f"#reply-{seat}-{number}# {hostile}", "served": f"served-{seat} {hostile}"} if hostile else {}
    if (seat, number) == (1, 1):
        bad = Failure("unreadable", f"line 1 column 3 {hostile}")
        yield called(seat, number, reply=f"#first-{seat}-{number}# {hostile}", failure=bad)
        yield called(seat, number, 2, **texts)
    elif (seat, number) == (1, 2):
        for attempt in (1, 2, 3):
            late = Failure("timeout", f"no answer in 120 s {hostile}")
            messages = called(seat, number).messages
            yield called(
                seat, number, attempt, messages=messages, reply="", failure=late, usage=Usage(), served="", finish=""
            )
    else:
        yield called(seat, number, **texts)


def _thoughts(seat: Seat, number: int, hostile: str) -> Iterator[Trace]:
    yield Trace(seat, TraceKind.REASON, f"#reason-{seat}-{number}# {hostile}", Provenance.ASKED_FOR)
    yield Trace(seat, TraceKind.THINKING, f"#thinking-{seat}-{number}# {hostile}", Provenance.NATIVE)


def stopped(record: Record, why: Stop, steps: int = 30) -> Record:
    """The same match as if it had been stopped after so many steps."""
    header: Header = replace(record.header, outcome=None, stopped=why, steps=steps)
    return Record(header, record.steps[:steps])
