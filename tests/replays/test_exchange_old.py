"""A file that an earlier version of this program has written still comes in, and goes out to the letter."""

from pathlib import Path

import pytest

from games.core import ANALYST
from replays.exchange import lines, read, recognises
from replays.importers.bring_in import bring_in
from replays.record import Kind
from replays.replay import viewers
from replays.store import Store

OLD = sorted((Path(__file__).parent / "old").glob("*.jsonl"))


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_an_old_export_comes_in(store: Store, file: Path) -> None:
    data = file.read_bytes()
    assert recognises(data)
    record = read(file.name, data)
    viewer = viewers(record.header)[-1]
    assert b"".join(line + b"\n" for line in lines(record, viewer)) == data
    (report,) = bring_in(store, [file])
    assert report.new
    header = store.load(report.id or "").header
    assert [(who.kind, who.player, who.settings) for who in header.seats][1] == (Kind.MODEL, "DeepSeek-R1", None)
    assert (header.limits, header.models_shown, header.stopped) == (None, False, None)


def test_there_is_one_of_each_kind() -> None:
    assert [viewers(read(file.name, file.read_bytes()).header)[-1] for file in OLD] == [ANALYST, None, 1]
