"""Matches in which models sit: what they were asked, made up, and beside steps that were really played."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from games.core import Seat
from games.decision import Failure
from games.luck import Luck
from games.model import Form, Limits, Message, ModelCall, ModelSettings, Purpose, Usage
from replays.record import Kind, Record, Stop, codec
from tests.replays.played import marker

counts = st.none() | st.integers(0, 2**53 - 1)
amounts = st.floats(0, 1e9)
words = st.text("abcxyz-_", min_size=1, max_size=12)
models = st.sampled_from(["openai/gpt-4.1-mini", "hosted_vllm/Qwen/Qwen3-8B", "x" * 200, "三毛/3"])
texts = st.text(max_size=40) | st.sampled_from(
    ["", "{}", "the rules of the table " * 40, "\0\n\u2028</script>\x1b[31m"]
)
settings = st.builds(
    ModelSettings,
    model=models,
    base_url=st.none() | st.sampled_from(["http://127.0.0.1:8000/v1", "https://models.example/a/b"]),
    temperature=st.floats(0, 2),
    top_p=st.floats(0, 1),
    thinking=st.integers(0, 10**6),
    max_tokens=st.integers(0, 10**6),
    persona=texts,
    impressions=st.booleans(),
)
limits = st.builds(Limits, money=st.none() | amounts, tokens=counts, seconds=amounts)


def calls(seats: Sequence[Seat]) -> st.SearchStrategy[ModelCall]:
    """Any call that a record can hold, to a model on one of these seats."""
    return st.builds(
        ModelCall,
        seat=st.sampled_from(seats),
        purpose=st.sampled_from([one for one in Purpose if one is not Purpose.JUDGEMENT]),
        attempt=st.integers(1, 3),
        messages=st.lists(st.builds(Message, st.sampled_from(["system", "user", "assistant"]), texts), max_size=4).map(
            tuple
        ),
        schema=texts,
        form=st.sampled_from(Form),
        asked=models,
        served=texts,
        settings=st.dictionaries(
            words, st.text(max_size=9) | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(-1e300, 1e300)
        ),
        reply=texts,
        finish=texts,
        failure=st.none() | st.builds(Failure, words, texts),
        usage=st.builds(Usage, counts, counts, counts, counts),
        cost=st.none() | amounts,
        seconds=amounts,
    )


@st.composite
def with_models(draw: st.DrawFn, record: Record) -> Record:
    """The match as if models had sat on some seats, and perhaps as if it had been stopped."""
    header = record.header
    seats = sorted(draw(st.sets(st.sampled_from(range(len(header.seats))), min_size=1)))
    steps = list(record.steps)
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(steps) - 1))
        more = draw(st.lists(calls(seats), min_size=1, max_size=3))
        steps[place] = replace(steps[place], calls=(*steps[place].calls, *more))
    changes: dict[str, Any] = {"limits": draw(st.none() | limits), "models_shown": draw(st.booleans())}
    changes["clock"] = draw(st.none() | st.floats(0.1, 3600))
    if draw(st.booleans()):
        steps = steps[: draw(st.integers(0, len(steps) - 1))]
        changes |= {"steps": len(steps), "outcome": None, "stopped": draw(st.sampled_from(Stop))}
    who = [
        replace(one, kind=Kind.MODEL, player=draw(models), settings=draw(st.none() | settings))
        if seat in seats
        else one
        for seat, one in enumerate(header.seats)
    ]
    return Record(replace(header, seats=tuple(who), **changes), tuple(steps))


def asked(record: Record, *seats: Seat, prompt: str = "", shown: bool = False) -> Record:
    """The match as if models had sat on these seats: each step in which one acted has its calls, with marked texts.

    `prompt` stands at the end of every user message.
    """
    settings = {
        seat: ModelSettings(
            model=marker("model", seat, 0),
            base_url=f"http://{marker('url', seat, 0)[1:-1]}/v1",
            persona=marker("persona", seat, 0),
        )
        for seat in seats
    }
    who = tuple(
        [
            replace(one, kind=Kind.MODEL, player=settings[seat].model, settings=settings[seat])
            if seat in seats
            else one
            for seat, one in enumerate(record.header.seats)
        ]
    )
    luck, reader, steps = Luck(7, "asked"), codec(record.header.game), list(record.steps)
    for place, step in enumerate(steps):
        acted = [seat for seat in seats if seat in reader.actions(step)]
        made = [call for seat in acted for call in _decision(seat, place, settings[seat], prompt, luck)]
        steps[place] = replace(step, calls=tuple(made))
    header = replace(record.header, seats=who, limits=Limits(money=1.5, tokens=None), models_shown=shown)
    return Record(header, tuple(steps))


def _decision(seat: Seat, place: int, settings: ModelSettings, prompt: str, luck: Luck) -> list[ModelCall]:
    """One try, or two."""
    told = [Message("system", f"the rules {marker('system', seat, 0)}")]
    told.append(Message("user", f"{marker('prompt', seat, place)} what happened in {place} steps {prompt}"))
    call = ModelCall(
        seat=seat,
        purpose=Purpose.MOVE,
        attempt=1,
        messages=tuple(told),
        schema='{"type":"object"}',
        form=Form.SCHEMA,
        asked=settings.model,
        served=settings.model,
        settings={"temperature": 1.0, "seed": 7},
        reply=marker("reply", seat, place),
        finish="stop",
        usage=Usage(100, 10, 60, None),
        cost=0.001,
        seconds=0.5,
    )
    if luck.chance(0.7):
        return [call]
    failed = replace(call, reply="nonsense", failure=Failure("unreadable", marker("detail", seat, place)))
    more = (*told, Message("assistant", "nonsense"), Message("user", "That could not be read."))
    return [failed, replace(call, attempt=2, messages=more)]
