"""A file that is broken, edited or made up is refused in one line, never with anything else than a RecordError."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST, Refused, Viewer
from games.registry import GAMES
from replays.check import verify
from replays.exchange import lines, read
from replays.record import Record
from replays.refusal import RecordError
from replays.replay import as_seen, viewers
from replays.store import Store
from tests.replays.hostile import ALL, COMPLETE, VIEW, Edit
from tests.replays.played import BOTH, Case, both_games, play, some

FILES = [(case, viewer) for case in BOTH for viewer in (ANALYST, None, 1)]
every_file = pytest.mark.parametrize(("case", "viewer"), FILES, ids=str)
NASTY = (None, True, False, -1, 0, 1, 99, 2**53, 10**30, 1.5, -1e300, "", "1", "public", "x\ny\x1b", [], {}, [[]])


@cache
def exported(case: Case, viewer: Viewer) -> tuple[bytes, ...]:
    """The lines of a match between three chatty programs."""
    return tuple(lines(play(case, 2, seats=3, chatty=True).record, viewer))


def bring(data: bytes) -> Record:
    """What an import does with the bytes of a file. Raises RecordError or Refused."""
    record = read("any name", data)
    if record.header.view is None:
        verify(record)
    return record


def one_line(refusal: Exception) -> None:
    """What a person is told fits on one line and holds nothing that a terminal would obey."""
    assert str(refusal).isprintable(), repr(str(refusal))


def refused(data: bytes) -> None:
    """It is refused, and the reason fits on one line."""
    with pytest.raises((RecordError, Refused)) as refusal:
        bring(data)
    one_line(refusal.value)


def refused_or_good(store: Store, data: bytes) -> bool:
    """It is refused in one line, or everything can be done with it that can be done with a match."""
    try:
        record = bring(data)
    except (RecordError, Refused) as refusal:
        one_line(refusal)
        return False
    header = record.header
    assert (header.outcome is None) == (header.stopped is not None)
    names = [header.names[winner] for winner in (header.outcome.winners if header.outcome else ())]
    notation = GAMES[header.game].notation(header.rules, "en")
    for viewer in viewers(header):
        for seen in as_seen(record, viewer):
            names += [notation.event(event, header.names) for event in seen.events]
            names += [header.names[seat] for seat in (*seen.forced, *(call.seat for call in seen.calls))]
            names += [header.names[seat] for t in seen.traces for seat in (t.seat, t.about) if seat is not None]
    assert bring(b"\n".join(lines(record, viewers(header)[-1]))) == record
    store.save(record)
    loaded = store.load(header.id)
    store.delete(header.id)
    assert loaded == record
    return True


@every_file
def test_what_was_not_touched_is_good(store: Store, case: Case, viewer: Viewer) -> None:
    assert refused_or_good(store, b"\n".join(exported(case, viewer)))


@both_games
@pytest.mark.parametrize("edit", (ALL | COMPLETE).values(), ids=ALL | COMPLETE)
def test_a_complete_export_that_was_edited_is_refused(case: Case, edit: Edit) -> None:
    refused(b"\n".join(edit([*exported(case, ANALYST)])))


@both_games
@pytest.mark.parametrize("viewer", [None, 1])
@pytest.mark.parametrize("edit", (ALL | VIEW).values(), ids=ALL | VIEW)
def test_an_export_of_a_viewpoint_that_was_edited_is_refused(case: Case, viewer: Viewer, edit: Edit) -> None:
    refused(b"\n".join(edit([*exported(case, viewer)])))


@every_file
def test_a_file_cut_off_anywhere_is_refused(case: Case, viewer: Viewer) -> None:
    data = b"\n".join(exported(case, viewer))
    ends = {0, 1, 2, len(data) - 1, *range(3, 2000, 41), *range(2000, len(data) - 1, len(data) // 60)}
    ends |= {place + shift for place, byte in enumerate(data) if byte == 10 for shift in (0, 1)}
    for end in sorted(ends):
        refused(data[:end])


@every_file
@some(100)
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.binary(max_size=3)), min_size=1, max_size=4))
def test_bytes_may_be_anything(
    case: Case, viewer: Viewer, kept: Store, changes: list[tuple[float, int, bytes]]
) -> None:
    data = b"\n".join(exported(case, viewer))
    for where, cut, new in changes:
        place = int(where * len(data))
        data = data[:place] + new + data[place + cut :]
    refused_or_good(kept, data)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place inside a JSON value: its container and its key there."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield value, key
        yield from places(part)


@every_file
@some(150)
@given(line=st.floats(0, 1), where=st.floats(0, 1), new=st.sampled_from(NASTY))
def test_values_may_be_anything(case: Case, viewer: Viewer, kept: Store, line: float, where: float, new: Any) -> None:
    every = [*exported(case, viewer)]
    # Half of the examples change the first line, which says most.
    number = max(0, int((2 * line - 1) * (len(every) - 1)))
    value = json.loads(every[number])
    found = list(places(value))
    inside, key = found[int(where * (len(found) - 1))]
    inside[key] = new
    every[number] = json.dumps(value).encode()
    refused_or_good(kept, b"\n".join(every))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("kept"))
    yield store
    store.close()
