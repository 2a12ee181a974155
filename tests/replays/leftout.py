"""Matches with every kind of text that can be left out: marked, and with everybody's name in it in many forms."""

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from games.core import Seat
from games.decision import Failure, Trace
from games.model import Message, ModelCall
from games.secret_tools.conditions import Condition
from replays.record import Kind, Record, Series, Substitution, bound, codec
from replays.replay import frames
from tests.replays.asked import asked
from tests.replays.played import Case, marker, play
from tests.replays.tooled import play_tool, tool_of

NAMES: Final = ("Wrenna", "Ötzi 😀", "三毛", 'O\'Neil "Q"')
LETTERS: Final = "ABCD"


def spoken_of() -> str:
    """Everybody's name, as people and programs write it."""
    ways = [name for one in NAMES for name in (one, one.upper(), one.lower(), html.escape(one), json.dumps(one)[1:-1])]
    return " ".join([*ways, "unwrennable", "我想三毛在说谎"])


def told_of() -> str:
    """The same with letters."""
    ways = [letter for letter in LETTERS for _ in range(5)]
    return " ".join([*ways, "unAble", "我想C在说谎"])


def played(
    case: Case, seed: int, condition: Condition | None = None, *, names: Sequence[str] = NAMES, more: str = ""
) -> Record:
    """One whole match; seats 0 and 1 are models', a person takes seat 2, and every text names everybody, or says
    `more`."""
    texts = more or spoken_of()
    if condition is None:
        record = play(case, seed, seats=4, chatty=True).record
    else:
        record = play_tool(case, tool_of(condition), seed)
    record = asked(record, 0, 1)
    header = record.header
    seats = [
        replace(one, name=name, player=name if seat == 3 else one.player)
        for seat, (one, name) in enumerate(zip(header.seats, names, strict=True))
    ]
    seats[3] = replace(seats[3], kind=Kind.PERSON)
    for seat in (0, 1):
        how = seats[seat].settings
        assert how is not None
        own = {"persona": f"{how.persona} {texts}", "memory": f"{marker('memory', seat, 0)} {texts}"}
        seats[seat] = replace(seats[seat], settings=replace(how, **own))
    later = Substitution(1, 2, Kind.PERSON, names[2]), Substitution(2, 2, Kind.SCRIPTED, "random")
    series = Series("on-wrennas-table", 1, 1, over=True)
    header = replace(header, seats=tuple(seats), substitutions=later, series=series, people=True)
    # What is said at the table is short: games do not let players talk for ever.
    return _again(replace(record, header=header), texts, more[:60] or f"WRENNA {NAMES[2]}")


def _again(record: Record, more: str, short: str) -> Record:
    """With more to every text, and the events that follow from it."""
    reader, header, steps = codec(record.header.game), record.header, list(record.steps)

    def said(actions: Mapping[Seat, Any]) -> dict[Seat, Any]:
        return {seat: _said(action, short) for seat, action in actions.items()}

    actions = [said(reader.actions(step)) for step in steps]
    events = [frame.events for frame in frames(bound(header), len(header.seats), actions)][1:]
    for place, step in enumerate(steps):
        forced = {
            seat: Failure(why.code, f"{marker('forced', seat, place)} {more}")
            for seat, why in reader.forced(step).items()
        }
        steps[place] = replace(
            step,
            actions=reader.actions_text(actions[place]),
            events=reader.events_text(events[place]),
            forced=reader.forced_text(forced),
            traces=tuple([_thought(trace, more) for trace in step.traces]),
            calls=tuple([_asked(call, more) for call in step.calls]),
        )
    return Record(header, tuple(steps))


def _said(action: Any, more: str) -> Any:
    for field in ("say", "note", "text"):
        if getattr(action, field, ""):
            return replace(action, **{field: f"{getattr(action, field)} {more}"})
    return action


def _thought(trace: Trace, more: str) -> Trace:
    return replace(trace, text=f"{trace.text} {more}")


def _asked(call: ModelCall, more: str) -> ModelCall:
    messages = tuple([Message(role, f"{content} {more}") for role, content in call.messages])
    failure = call.failure and Failure(call.failure.code, f"{call.failure.detail} {more}")
    schema = f"{marker('schema', call.seat, 0)} {json.dumps(more)}"
    return replace(call, messages=messages, failure=failure, schema=schema, reply=f"{call.reply} {more}")
