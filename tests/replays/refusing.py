"""What every test of a hostile import asks: one clear line, nothing kept of the bad, and all of the good."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from sqlalchemy import text

from replays.importers import liars_bar_llm
from replays.importers.bring_in import bring_in
from replays.refusal import RecordError
from replays.store import Store
from tests.replays import foreign
from tests.replays.foreign import Document


def counted(store: Store) -> dict[str, int]:
    with store._reader.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}


def one_line(message: object) -> str:
    line = str(message)
    assert line
    assert line.isprintable()
    assert "Traceback" not in line
    return line


def refuse(store: Store, folder: Path, name: str, data: bytes | None) -> str:
    """Bring in two good records and the bad file between them; the line about the bad one. None: it is there."""
    folder.mkdir(exist_ok=True)
    (folder / "a.json").write_bytes(foreign.write(foreign.play(1)))
    (folder / "z.json").write_bytes(foreign.write(foreign.play(2)))
    if data is not None:
        (folder / name).write_bytes(data)
    reports = list(bring_in(store, [folder]))
    good = [report for report in reports if report.refusal is None]
    (bad,) = [report for report in reports if report.refusal is not None]
    assert [Path(report.name).name for report in good] == ["a.json", "z.json"]
    assert bad.id is None
    assert not bad.new
    kept = counted(store)
    assert kept["match"] == 2
    assert kept["step"] == sum(store.header(report.id or "").steps for report in good)
    list(bring_in(store, [folder / name]))
    assert counted(store) == kept
    line = one_line(bad)
    assert name in line
    return line


def refusal(document: Document) -> str:
    with pytest.raises(RecordError) as caught:
        liars_bar_llm.read("match.json", foreign.write(document))
    return one_line(caught.value)


def fuzzed(data: bytes) -> st.SearchStrategy[bytes]:
    places = st.integers(0, len(data) - 1)
    changes = st.one_of(
        st.tuples(st.just("set"), places, st.binary(min_size=1, max_size=3)),
        st.tuples(st.just("cut"), places, st.integers(1, 200)),
        st.tuples(st.just("copy"), places, st.tuples(places, st.integers(1, 200))),
        st.tuples(st.just("word"), places, st.sampled_from([b"null", b"[", b"}", b'"', b"\\", b"-", b"9" * 30, b","])),
    )

    def apply(changes: list[Any]) -> bytes:
        changed = bytearray(data)
        for kind, at, what in changes:
            if kind == "set":
                changed[at : at + len(what)] = what
            elif kind == "cut":
                del changed[at : at + what]
            elif kind == "copy":
                changed[at:at] = changed[what[0] : what[0] + what[1]]
            else:
                changed[at:at] = what
        return bytes(changed)

    return st.lists(changes, min_size=1, max_size=4).map(apply)
