"""A file with models that is broken, edited or made up is refused in one line, and costs no more than its size."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST, Viewer
from replays.exchange import lines, read
from replays.record import Record, Stop
from replays.refusal import RecordError
from replays.store import Store
from tests.replays.asked import asked
from tests.replays.hostile import NESTED, Edit, head, raw
from tests.replays.played import BOTH, Case, both_games, play, some
from tests.replays.test_exchange_hostile import NASTY, one_line, places, refused, refused_or_good

FILES = [(case, viewer) for case in BOTH for viewer in (ANALYST, 0)]
every_file = pytest.mark.parametrize(("case", "viewer"), FILES, ids=str)
Json = dict[str, Any]


@cache
def exported(case: Case, viewer: Viewer, *, stopped: bool = False) -> tuple[bytes, ...]:
    """The lines of a match in which models sit on the first and the last of three seats."""
    record = asked(play(case, 2, seats=3, chatty=True).record, 0, 2)
    if stopped:
        header = replace(record.header, steps=8, outcome=None, stopped=Stop.MONEY)
        record = Record(header, record.steps[:8])
    return tuple(lines(record, viewer))


def line_of(all_lines: list[bytes]) -> int:
    return next(number for number, line in enumerate(all_lines) if b'"calls":' in line)


def calls(change: Callable[[list[Json]], list[Json]]) -> Edit:
    """Change the calls of the first step that has any; none of them refers to an earlier text."""

    def edit(all_lines: list[bytes]) -> list[bytes]:
        number = line_of(all_lines)
        step = json.loads(all_lines[number])
        step["calls"] = change(step["calls"])
        return [*all_lines[:number], json.dumps(step).encode(), *all_lines[number + 1 :]]

    return edit


def call(**changes: Any) -> Edit:
    return calls(lambda had: [had[0] | changes, *had[1:]])


def asking(**changes: Any) -> Edit:
    """Change how the first model is asked."""

    def edit(seats: list[Json]) -> list[Json]:
        return [seats[0] | {"settings": seats[0]["settings"] | changes}, *seats[1:]]

    return head(seats=edit)


def player(name: str) -> Edit:
    return head(seats=lambda seats: [seats[0] | {"player": name}, *seats[1:]])


LIMITS = {"money": None, "tokens": None, "seconds": 5.0}
EDITS: dict[str, Edit] = {
    "an extra key in a call": call(more=1),
    "an extra key in the settings": asking(more=1),
    "a key of a provider in the settings": asking(api_key="sk-1234"),
    "a setting missing": head(seats=lambda seats: [seats[0] | {"settings": {"model": "openai/x"}}, *seats[1:]]),
    "an extra key in the limits": head(limits=LIMITS | {"more": 1}),
    "an extra key in a stop": head(end=None, stopped={"at": 1, "why": "stopped", "more": 1}),
    "a stop for a reason that is none": head(end=None, stopped={"at": 1, "why": "boredom"}),
    "a stop before all times": head(end=None, stopped={"at": -1, "why": "stopped"}),
    "limits below nothing": head(limits=LIMITS | {"money": -1.0}),
    "limits of another kind": head(limits=[]),
    "endless limits": raw(b'"limits":{"money":1.5', b'"limits":{"money":1e999'),
    "models shown in another way": head(models_shown="yes"),
    "a clock without time": head(clock=0),
    "a clock that is none": head(clock="long"),
    "an endless clock": raw(b'"schema":1', b'"clock":1e999,"schema":1'),
    "a call of a seat that is not there": call(seat=99),
    "a call of a seat before the first": call(seat=-1),
    "a call of a seat without a model": call(seat=1),
    "a call of no seat": call(seat=None),
    "a first attempt of no number": call(attempt="first"),
    "an attempt before the first": call(attempt=0),
    "another purpose": call(purpose="gossip"),
    "another form": call(form="song"),
    "another role": call(messages=[["tool", "x"]]),
    "a message of three parts": call(messages=[["user", "x", "y"]]),
    "a message that is none": call(messages=[7]),
    "very many messages": call(messages=[["user", "x"]] * 65),
    "very many calls": calls(lambda had: had * 257),
    "a text that comes later": call(messages=[["user", 5]]),
    "a text before the first": call(messages=[["user", -1]]),
    "a text that is the schema itself": call(messages=[], schema=0),
    "a text of no number": call(messages=[["user", 1.5]]),
    "three numbers of tokens": call(usage=[1, 2, 3]),
    "tokens below nothing": call(usage=[-1, 2, 3, 4]),
    "more tokens than can be": call(usage=[10**30, 2, 3, 4]),
    "a price below nothing": call(cost=-0.5),
    "a price that is none": call(cost="dear"),
    "an endless time": raw(b'"seconds":0.5', b'"seconds":1e999'),
    "a failure of three parts": call(failure=["empty", "", ""]),
    "a giant model in a call": call(asked="x" * 1001),
    "a giant served model": call(served="x" * 1001),
    "a giant end of a reply": call(finish="x" * 1001),
    "a setting of a call that is a list": call(settings={"stop": ["x"]}),
    "very many settings of a call": call(settings={str(n): n for n in range(101)}),
    "half a character in a reply": call(reply="\ud800"),
    "half a character in a prompt": call(messages=[["user", "\udfff"]]),
    "a NUL in the file": raw(b'"calls":[', b'"calls":[\0'),
    "a NUL in a model": player("open\0ai/x"),
    "a model of a page": player("x" * 201),
    "no model": player(""),
    "a model with markup": player("openai/<b>"),
    "a model with a line end": player("openai/x\n\x1b[31m"),
    "a model written backwards": asking(model="\u202eopenai/x"),
    "a giant model": asking(model="x" * 201),
    "a giant persona": asking(persona="x" * 4001),
    "heat below nothing": asking(temperature=-1.0),
    "half a character in a persona": asking(persona="\ud800"),
    "a server with a password": asking(base_url="http://me:secret@127.0.0.1/v1"),
    "a server with a query": asking(base_url="http://127.0.0.1/v1?key=secret"),
    "a server with a line end": asking(base_url="http://127.0.0.1/\nv1"),
    "a server that is a file": asking(base_url="file:///etc/passwd"),
    "a server of a page": asking(base_url="http://127.0.0.1/" + "x" * 500),
    "no server": asking(base_url=""),
    "settings of a scripted player": head(
        seats=lambda seats: [seats[0], seats[1] | {"settings": seats[0]["settings"]}, seats[2]]
    ),
    "a model that is now scripted": head(seats=lambda seats: [seats[0] | {"kind": "scripted"}, *seats[1:]]),
    "calls twice": raw(b'"calls":[', b'"calls":[],"calls":['),
    "calls of another kind": raw(b'"calls":[', b'"calls":7,"x":['),
    "nested in a call": raw(b'"settings":{"temperature"', b'"settings":{"x":' + NESTED + b',"temperature"'),
}


@every_file
def test_what_was_not_touched_is_good(store: Store, case: Case, viewer: Viewer) -> None:
    for stopped in (False, True):
        assert refused_or_good(store, b"\n".join(exported(case, viewer, stopped=stopped)))


@every_file
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_export_that_was_edited_is_refused(case: Case, viewer: Viewer, edit: Edit) -> None:
    refused(b"\n".join(edit([*exported(case, viewer)])))


def test_the_edits_change_what_they_say() -> None:
    """The same edits with harmless values are good."""
    for edit in (call(attempt=3), asking(persona="x" * 4000), player("x" * 200), call(finish="x" * 1000)):
        for change in (edit, head(limits=LIMITS)):
            read("any name", b"\n".join(change([*exported(BOTH[0], ANALYST)])))


@both_games
def test_what_another_seats_model_was_asked_is_beyond_a_viewpoint(case: Case) -> None:
    edit = calls(lambda had: [had[0] | {"seat": 2}, *had[1:]])
    with pytest.raises(RecordError, match="more than its viewpoint"):
        read("any name", b"\n".join(edit([*exported(case, 0)])))


@pytest.mark.parametrize("form", ["schema", "messages"])
def test_a_small_file_does_not_become_a_large_one(form: str) -> None:
    """A text of a megabyte, to which forty calls refer."""
    text = "x" * 10**6

    def edit(had: list[Json]) -> list[Json]:
        first = had[0] | {"messages": [["user", text]], "schema": ""}
        again = first | ({"schema": 0, "messages": []} if form == "schema" else {"messages": [["user", 0]]})
        return [first, *[again] * 40]

    data = b"\n".join(calls(edit)([*exported(BOTH[0], ANALYST)]))
    assert len(data) < 1_100_000
    with pytest.raises(RecordError, match="more than 32 million") as refusal:
        read("any name", data)
    one_line(refusal.value)


@every_file
@some(40)
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.binary(max_size=3)), min_size=1, max_size=4))
def test_bytes_may_be_anything(
    case: Case, viewer: Viewer, kept: Store, changes: list[tuple[float, int, bytes]]
) -> None:
    data = b"\n".join(exported(case, viewer))
    for where, cut, new in changes:
        place = int(where * len(data))
        data = data[:place] + new + data[place + cut :]
    refused_or_good(kept, data)


@every_file
@some(80)
@given(at=st.sampled_from(["head", "calls"]), where=st.floats(0, 1), new=st.sampled_from(NASTY))
def test_values_may_be_anything(case: Case, viewer: Viewer, kept: Store, at: str, where: float, new: Any) -> None:
    every = [*exported(case, viewer, stopped=True)]
    number = 0 if at == "head" else line_of(every)
    value = json.loads(every[number])
    found = list(places(value if at == "head" else value["calls"]))
    inside, key = found[int(where * (len(found) - 1))]
    inside[key] = new
    every[number] = json.dumps(value).encode()
    refused_or_good(kept, b"\n".join(every))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("kept"))
    yield store
    store.close()
