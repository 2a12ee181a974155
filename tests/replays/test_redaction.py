"""What is left out is nowhere in the file, all else is as it was, and the match still follows from its actions."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from games.core import ANALYST
from games.decision import TraceKind
from games.luck import SEED_BITS
from games.secret_tools.conditions import Condition
from replays.check import verify
from replays.exchange import lines, read
from replays.pseudonyms import letter, pseudonyms
from replays.record import Record, Redacted
from replays.redaction import redact
from replays.refusal import RecordError
from replays.replay import viewers
from replays.store import Store
from tests.replays.hostile import head
from tests.replays.leftout import LETTERS, NAMES, played, spoken_of, told_of
from tests.replays.played import BOTH, Case, both_games, some

PROMPTS, NAMED, THOUGHTS = Redacted.PROMPTS, Redacted.NAMES, Redacted.THOUGHTS
ALL = [set(parts) for count in range(4) for parts in combinations(Redacted, count)]
MARK = re.compile(r"#(\w+)-\d-\d+#")
ASKED = {"persona", "memory", "system", "prompt", "schema", "detail", "forced"}
THOUGHT = {"reason", "thinking", "impression", "reply"}
GONE = {PROMPTS: ASKED, THOUGHTS: ASKED | THOUGHT, NAMED: set[str]()}
seeds = st.integers(0, 2**SEED_BITS - 1)
with_tools = pytest.mark.parametrize("condition", [None, Condition.CHANNEL, Condition.NOTES], ids=str)


def export(record: Record, viewer: int | None = ANALYST) -> bytes:
    return b"".join(line + b"\n" for line in lines(record, viewer))


def forms(name: str) -> Iterator[bytes]:
    """As it would stand in a file, in any capitals."""
    for one in {name, name.upper(), name.lower(), name.casefold()}:
        for written in (one, html.escape(one), json.dumps(one)[1:-1], json.dumps(one, ensure_ascii=False)[1:-1]):
            yield written.encode()
            yield json.dumps(written)[1:-1].encode()


@both_games
@with_tools
@some(8)
@given(seed=seeds, without=st.sampled_from(ALL))
@example(seed=7, without={NAMED, THOUGHTS})
def test_it_comes_in_again_without_what_was_left_out(
    case: Case, condition: Condition | None, seed: int, without: set[Redacted]
) -> None:
    record = played(case, seed, condition)
    left = redact(record, without)
    verify(left)
    data = export(left)
    assert read("any name", data) == left
    assert redact(left, without) == left
    gone = set[str]().union(*(GONE[part] for part in without))
    before = set(MARK.findall(export(record).decode()))
    assert before >= ASKED - {"forced", "memory"}
    assert set(MARK.findall(data.decode())) == before - gone
    for name in NAMES if NAMED in without else ():
        for written in forms(name):
            assert written not in data
    named = without | ({PROMPTS} if THOUGHTS in without else set())
    assert left.header.redacted == tuple(part for part in Redacted if part in named)
    assert (b'"redacted"' in data) == bool(without)


@both_games
@with_tools
def test_nothing_else_is_changed(case: Case, condition: Condition | None) -> None:
    """Whatever is left out put back, it is the match that it was."""
    record = played(case, 7, condition)
    whole, steps = redact(record, [THOUGHTS]), []
    for left, had in zip(whole.steps, record.steps, strict=True):
        private = {TraceKind.REASON, TraceKind.THINKING, TraceKind.IMPRESSION}
        assert left.traces == tuple(trace for trace in had.traces if trace.kind not in private)
        back = {"messages", "schema", "failure", "reply"}
        calls = [
            replace(call, **{name: getattr(other, name) for name in back})
            for call, other in zip(left.calls, had.calls, strict=True)
        ]
        steps.append(replace(left, calls=tuple(calls), traces=had.traces, forced=had.forced))
    assert tuple(steps) == record.steps
    settings = [one.settings for one in record.header.seats]
    seats = [replace(one, settings=had) for one, had in zip(whole.header.seats, settings, strict=True)]
    assert replace(whole.header, seats=tuple(seats), redacted=()) == record.header


@both_games
def test_letters_stand_for_names_in_every_text(case: Case) -> None:
    record = played(case, 7)
    left = redact(record, [NAMED])
    assert left.header.names == tuple(LETTERS)
    assert left.header.seats[3].player == "D"
    assert [one.player for one in left.header.substitutions] == ["C", "random"]
    assert left.header.series is not None
    assert left.header.series.id == "on-As-table"
    for had, now in zip(record.steps, left.steps, strict=True):
        for one, other in zip(had.traces, now.traces, strict=True):
            assert other.text == one.text.replace(spoken_of(), told_of())
        for one, other in zip(had.calls, now.calls, strict=True):
            assert other.reply == one.reply.replace(spoken_of(), told_of())
            assert (other.asked, other.served, other.settings) == (one.asked, one.served, one.settings)


@both_games
def test_an_address_and_the_name_of_a_wording_hold_no_name(case: Case) -> None:
    record = played(case, 7, Condition.CHANNEL)
    header, tool = record.header, record.header.tool
    assert tool is not None
    how = header.seats[0].settings
    assert how is not None
    settings = replace(how, base_url="http://wrennas-laptop.local:8000/v1")
    seats = (replace(header.seats[0], settings=settings), *header.seats[1:])
    header = replace(header, seats=seats, tool=replace(tool, wording="from-Wrenna-2"))
    left = redact(replace(record, header=header), [NAMED])
    data = export(left)
    assert b"wrenna" not in data.lower()
    assert left.header.seats[0].settings is not None
    assert left.header.seats[0].settings.base_url is None
    assert left.header.seats[0].settings.model == settings.model
    assert left.header.tool == replace(tool, wording="from-A-2")
    assert read("any name", data) == left
    prompts = redact(replace(record, header=header), [PROMPTS]).header
    assert prompts.tool == header.tool
    assert prompts.seats[0].settings is not None
    assert prompts.seats[0].settings.base_url is None


@both_games
def test_what_one_viewpoint_saw_can_be_left_out_too(case: Case) -> None:
    """Before it is written out for one, or after."""
    record = played(case, 7, Condition.CHANNEL)
    for viewer in viewers(record.header)[:-1]:
        seen = read("any name", export(record, viewer))
        for without in ALL:
            first = export(redact(record, without), viewer)
            second = redact(seen, without)
            if NAMED not in without:
                assert read("any name", first) == second
            for name in NAMES if NAMED in without else ():
                assert not any(written in first + export(second, viewer) for written in forms(name))


def test_the_store_keeps_what_was_left_out(store: Store) -> None:
    for case, without in zip(BOTH, ([NAMED], [THOUGHTS]), strict=True):
        record = redact(played(case, 3), without)
        store.save(record)
        assert store.load(record.header.id) == record


@pytest.mark.parametrize("said", [["prompts", "prompts"], ["thoughts", "prompts"], ["seed"]])
def test_a_file_that_names_it_otherwise_is_refused(said: list[str]) -> None:
    data = export(played(BOTH[0], 3)).split(b"\n")
    with pytest.raises(RecordError):
        read("any name", b"\n".join(head(redacted=said)(data)))


@pytest.mark.parametrize(
    ("names", "text", "told"),
    [
        (["Wren"], "WREN, wren and the wrens", "A, A and the As"),
        (["Al", "Bo"], "Al told Bo that all of Bohemia is AL's\\nAl", "A told B that all of Bohemia is A's\\nA"),
        (["三毛"], "我想三毛在说谎, \\u4e09\\u6bdb", "我想A在说谎, A"),
        (["Ann", "Anna"], "Anna and Ann", "B and A"),
        (["B", "A"], "A and B", "B and A"),
        (["Weiß"], "WEISS", "A"),
        (["René"], "Rene\u0301 \\u00e9 ren\\u00E9 &#233; REN&#xC9;", "A \\u00e9 A &#233; A"),
        (["a.c"], "abc a.c", "abc A"),
        (["Anna Lee"], "Anna  Lee, anna\nlee, ANNA\u00a0\tLEE, Anna\\nLee, Anna&nbsp;Lee", "A, A, A, A, A"),
        (["Anna Lee"], "Annalee, Anna, Lee, Anna\\u0020Lee, Anna&#32;&#x20;Lee", "Annalee, Anna, Lee, A, A"),
        (["Anna  Lee"], "Anna Lee", "A"),
        (["Al B"], f"Al{' ' * 5000}b Al{' ' * 5000}c", f"A Al{' ' * 5000}c"),
    ],
)
def test_names_in_texts(names: list[str], text: str, told: str) -> None:
    assert pseudonyms([(name, seat) for seat, name in enumerate(names)])(text) == told


@some(300)
@given(data=st.data(), names=st.lists(st.text(st.sampled_from("aBcé字ß ")), min_size=1, max_size=3))
@example(data=None, names=["Wren"])
def test_no_name_of_three_characters_is_left(data: st.DataObject | None, names: list[str]) -> None:
    names = [name for name in names if len(name) > 2]
    pieces = st.lists(st.sampled_from([*names, "a", "b", "C", "x", " ", "\\u0061"]) | st.text(max_size=3))
    text = "Wrwrenen" if data is None else "".join(data.draw(pieces))
    told = pseudonyms([(name, seat) for seat, name in enumerate(names)])(text)
    assert not any(name.casefold() in told.casefold() for name in names)
    assert letter(2) == "C"
