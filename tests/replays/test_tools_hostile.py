"""A file with a tool that was edited or made up, or a damaged row, is refused in one clear line."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST, Viewer
from games.secret_tools.conditions import Condition
from replays.check import Verdict, check, check_all
from replays.exchange import lines
from replays.importers.bring_in import bring_in
from replays.record import Series
from replays.refusal import RecordError
from replays.replay import as_seen, viewers
from replays.store import Store
from tests.replays.changes import execute
from tests.replays.hostile import Edit, head, raw
from tests.replays.played import Case, some
from tests.replays.test_exchange_hostile import NASTY, places
from tests.replays.tooled import BAR, TOYS, by_turns_and_at_once, play_tool, tool_of, with_traits

FIVE_HUNDRED = "x" * 500


@cache
def exported(case: Case, condition: Condition, viewer: Viewer = ANALYST) -> tuple[bytes, ...]:
    """The lines of a match in a series."""
    return tuple(lines(play_tool(case, tool_of(condition), 5, series=Series("s", 2, 3, over=True)), viewer))


def tool(**changes: Any) -> Edit:
    return head(**{f"tool__{name}": value for name, value in changes.items()})


def earlier(**changes: Any) -> Edit:
    return tool(earlier={"match": 1, "seat": 0, "partner": 1, "active": True} | changes)


def without_tool(written: list[bytes]) -> list[bytes]:
    first = json.loads(written[0])
    del first["tool"]
    return [json.dumps(first).encode(), *written[1:]]


def sealed_alone(written: list[bytes]) -> list[bytes]:
    first = json.loads(written[0])
    first["tool"]["sealed"] = True
    del first["series"]
    return [json.dumps(first).encode(), *written[1:]]


ANSWER = b'"Answer",{"accept":true,'
EVENTS = b'"events":['
EDITS: dict[str, tuple[Edit, str]] = {
    "no object": (head(tool=7), "cannot be read"),
    "nothing": (head(tool=None), "cannot be read"),
    "a list": (head(tool=[]), "cannot be read"),
    "an unknown condition": (tool(condition="bribe"), "cannot be read"),
    "a condition that is no text": (tool(condition=1), "cannot be read"),
    "a number that is not known": (tool(bribe=1), "numbers that this program does not know"),
    "a number that is not known of the check": (tool(audit={"percent": 1, "points": 1, "more": 1}), "does not know"),
    "an offer to a seat that is not there": (tool(offer_to=4), "does not fit the match: a seat is named"),
    "an offer to a seat far away": (tool(offer_to=10**30), "does not fit|cannot be read"),
    "an offer to a seat before the first": (tool(offer_to=-1), "seats are counted from 0"),
    "an ally that is not there": (earlier(partner=9), "does not fit the match"),
    "an ally before the first": (earlier(partner=-2), "does not fit the match"),
    "an initiator that is not there": (earlier(seat=4), "does not fit the match"),
    "its own ally": (earlier(partner=0), "nobody is its own partner"),
    "an ally of nobody": (earlier(partner=None), "a tool works for two"),
    "settled in a match to come": (earlier(match=2), "no tool has the numbers"),
    "settled before all matches": (earlier(match=0), "counted from 1"),
    "a check of 101 percent": (tool(audit={"percent": 101, "points": 4}), "0 to 100 percent"),
    "a check of -1 percent": (tool(audit={"percent": -1, "points": 4}), "0 to 100 percent"),
    "a check of half a percent": (tool(audit={"percent": 0.5, "points": 4}), "cannot be read"),
    "a check that gives points": (tool(audit={"percent": 50, "points": -4}), "negative number"),
    "a check that costs too much": (tool(audit={"percent": 50, "points": 10**9}), "no tool has the numbers"),
    "a reward that costs points": (tool(refusal_reward=-1), "negative number"),
    "a reward that is too much": (tool(refusal_reward=10**9), "no tool has the numbers"),
    "a seal": (tool(sealed=True), "the rules refuse"),
    "a seal without a series": (sealed_alone, "no tool has the numbers"),
    "a trigger of nothing": (tool(trigger=0), "there must be a round"),
    "a trigger far away": (tool(trigger=10**20), "no tool has the numbers|cannot be read"),
    "no words": (tool(word_limit=0), "there must be a round"),
    "too many words": (tool(word_limit=10**7), "no tool has the numbers"),
    "a wording with markup": (tool(wording="<b>"), "no tool has the numbers"),
    "a wording with a line end": (tool(wording="V0\n\x1b[31m"), "no tool has the numbers"),
    "a wording of a page": (tool(wording=FIVE_HUNDRED), "no tool has the numbers"),
    "a wording in another alphabet": (tool(wording="Ѵ0"), "no tool has the numbers"),
    "a wording for the baseline": (tool(condition="baseline"), "without an offer there is no wording"),
    "another condition": (tool(condition="hint"), "the rules refuse one of its steps|events are not"),
    "another seat": (tool(offer_to=lambda _: None, condition="notes"), "the rules refuse|events are not"),
    "another trigger": (tool(trigger=1), "the rules refuse|is not allowed"),
    "no tool": (without_tool, "the rules refuse"),
    "nested": (head(tool__audit=json.loads("[" * 900 + "]" * 900)), "cannot be read"),
    "a field twice": (raw(b'"condition":', b'"condition":"hint","condition":'), "stands twice"),
    "number nought of a series": (head(series__number=0), "no series has such a number"),
    "a number behind the last": (head(series__number=4), "no series has such a number"),
    "a series with markup": (head(series__id="<b>"), "no series has such a number"),
    "a series with no name": (head(series__id=""), "cannot be read"),
    "more about a series": (head(series__over=True), "cannot be read"),
    "an answer for another": (
        raw(b'"Answer",{"accept":true,"partner":', b'"Answer",{"accept":true,"partner":9'),
        "partner",
    ),
    "an answer of a move": (raw(ANSWER, b'"Write",{"text":"x"},{'), "cannot be read"),
    "a message instead": (
        raw(b'"Answer",{"accept":true,"partner":', b'"Write",{"text":"x","y":'),
        "something else than",
    ),
    "an unknown verdict": (
        raw(ANSWER, b'"Unanswered",{"verdict":"bribed",'),
        "cannot be read",
    ),
    "a choice of nobody": (raw(b'"Choose",{"seat":', b'"Choose",{"seat":7'), "cannot be drawn"),
}


def refusal(store: Store, folder: Path, written: list[bytes]) -> str:
    """What the import says, in one line; nothing is kept."""
    (folder / "in.jsonl").write_bytes(b"\n".join(written))
    (report,) = bring_in(store, [folder / "in.jsonl"])
    assert report.refusal is not None
    assert str(report).isprintable()
    assert len(str(report)) < 1000
    assert store.page() == []
    return str(report.refusal)


@with_traits
@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_file_is_refused(store: Store, tmp_path: Path, case: Case, edit: str) -> None:
    change, expected = EDITS[edit]
    assert re.search(expected, refusal(store, tmp_path, change([*exported(case, Condition.CHANNEL)])))


@by_turns_and_at_once
def test_a_viewpoint_with_a_tool_is_refused(store: Store, tmp_path: Path, case: Case) -> None:
    whole = json.loads(exported(case, Condition.CHANNEL)[0])["tool"]
    for viewer in (None, 0):
        written = head(tool=whole)([*exported(case, Condition.CHANNEL, viewer)])
        assert "one viewpoint only" in refusal(store, tmp_path, written)


VIEW: dict[str, tuple[Condition, Edit]] = {
    "announced of a seat that is not there": (Condition.COACH, raw(b'"Announced",{"seat":', b'"Announced",{"seat":4')),
    "announced of a seat before the first": (Condition.COACH, raw(b'"Announced",{"seat":', b'"Announced",{"seat":-1')),
    "a text of the coach that is none": (Condition.COACH, raw(b'"Coached",{"number":', b'"Coached",{"number":-1')),
    "a text of the coach far away": (Condition.COACH, raw(b'"Coached",{"number":', b'"Coached",{"number":99999999')),
    "won by nobody who is there": (Condition.COACH, raw(b'"winners":[', b'"winners":[7,')),
    "what the pair wrote": (
        Condition.CHANNEL,
        raw(EVENTS, EVENTS + b'["Wrote",{"seat":0,"partner":1,"text":"x"}],'),
    ),
    "that an offer was due": (Condition.CHANNEL, raw(EVENTS, EVENTS + b'["OfferDue",{"seat":0,"partner":1}],')),
    "that somebody was chosen": (Condition.CHANNEL, raw(EVENTS, EVENTS + b'["Chosen",{"seat":null}],')),
}


@by_turns_and_at_once
@pytest.mark.parametrize("edit", VIEW)
def test_an_edited_viewpoint_is_refused(store: Store, tmp_path: Path, case: Case, edit: str) -> None:
    condition, change = VIEW[edit]
    good = [*exported(case, condition, None)]
    refusal(store, tmp_path, change(good))
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(good))
    (report,) = bring_in(store, [tmp_path / "in.jsonl"])
    assert report.new


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("kept"))
    yield store
    store.close()


@by_turns_and_at_once
@pytest.mark.parametrize("condition", [Condition.CHANNEL, Condition.OPEN_TABLE], ids=str)
@pytest.mark.parametrize("viewer", [ANALYST, None, 1])
@some(60)
@given(line=st.floats(0, 1), where=st.floats(0, 1), new=st.sampled_from((*NASTY, "channel", 4, [1])))
def test_values_may_be_anything(
    kept: Store,
    tmp_path_factory: pytest.TempPathFactory,
    case: Case,
    condition: Condition,
    viewer: Viewer,
    line: float,
    where: float,
    new: Any,
) -> None:
    every = [*exported(case, condition, viewer)]
    number = max(0, int((2 * line - 1) * (len(every) - 1)))
    value = json.loads(every[number])
    found = list(places(value["tool"] if number == 0 and "tool" in value and where > 0.5 else value))
    inside, key = found[int(where * (len(found) - 1))]
    inside[key] = new
    every[number] = json.dumps(value).encode()
    path = tmp_path_factory.getbasetemp() / "values.jsonl"
    path.write_bytes(b"\n".join(every))
    (report,) = bring_in(kept, [path])
    if report.refusal is not None:
        assert str(report.refusal).isprintable()
        return
    record = kept.load(report.id or "")
    assert check(record).verdict in (Verdict.SAME, Verdict.VIEW_ONLY)
    assert [len(list(as_seen(record, one))) > 0 for one in viewers(record.header)]
    kept.delete(record.header.id)


@pytest.mark.parametrize(
    "value",
    [
        "{",
        "7",
        "[]",
        '{"condition":"bribe"}',
        '{"condition":"channel","offer_to":9}',
        '{"condition":"channel","audit":{"percent":101,"points":4}}',
        '{"condition":"channel","wording":"<b>"}',
        '{"condition":"channel","more":1}',
        '{"condition":"channel","earlier":{"match":1,"seat":0,"partner":0,"active":false}}',
    ],
)
@with_traits
def test_a_damaged_row_is_named_and_the_others_are_listed(store: Store, tmp_path: Path, case: Case, value: str) -> None:
    whole, damaged = (play_tool(case, tool_of(Condition.CHANNEL), seed) for seed in (1, 2))
    for record in (whole, damaged):
        store.save(record)
    execute(tmp_path, "UPDATE match SET tool = ? WHERE id = ?", value, damaged.header.id)
    assert [header.id for header in store.page()] == [whole.header.id]
    with pytest.raises(RecordError) as error:
        store.load(damaged.header.id)
    assert str(error.value).isprintable()
    found = {finding.id: finding.verdict for finding in check_all(store)}
    assert found == {whole.header.id: Verdict.SAME, damaged.header.id: Verdict.DIFFERS}


@pytest.mark.parametrize("change", ["series_number = 0", "series_number = 9", "series_of = NULL", "series = '<b>'"])
def test_a_damaged_series_is_named(store: Store, tmp_path: Path, change: str) -> None:
    record = play_tool(TOYS, tool_of(Condition.HINT), 1, series=Series("s", 1, 2))
    store.save(record)
    execute(tmp_path, f"UPDATE match SET {change}")
    with pytest.raises(RecordError):
        store.load(record.header.id)
    assert [finding.verdict for finding in check_all(store)] == [Verdict.DIFFERS]


def test_a_tool_that_an_older_program_wrote_has_the_usual_numbers(store: Store, tmp_path: Path) -> None:
    record = play_tool(BAR, tool_of(Condition.HINT, trigger=3, audit=None), 1)
    store.save(record)
    wording = record.header.tool.wording if record.header.tool else ""
    execute(tmp_path, "UPDATE match SET tool = ?", json.dumps({"condition": "hint", "wording": wording}))
    assert store.load(record.header.id) == record
