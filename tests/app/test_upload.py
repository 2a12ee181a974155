"""Recorded matches sent by a browser: what comes in, what is refused, and names that want to lead elsewhere."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from app.ui.upload import bring
from replays.exchange import lines
from replays.importers.bring_in import bring_in
from replays.importers.limits import FILE, MB
from replays.record import Record
from replays.store import Store
from tests.app.arranged import GUEST, browse_as, seats, whole
from tests.app.reading import leads, links, press, said
from tests.replays import foreign

Screen = Callable[..., AppTest]


@dataclass
class Sent:
    """A file as Streamlit hands it over."""

    name: str
    content: bytes

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


@pytest.fixture(autouse=True)
def browser_of_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    browse_as(monkeypatch, "mine")


def export(record: Record) -> bytes:
    return b"\n".join(lines(record))


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".json", content)
    return held.getvalue()


def send(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    at.file_uploader[0].set_value([(name, content, "application/json") for name, content in files])
    return press(at, "Bring them in")


def test_files_come_in_and_each_is_reported_with_a_way_to_watch_it(screen: Screen, kept: Store) -> None:
    first, second = whole(*seats(GUEST), seed=1), whole(*seats(GUEST), seed=2)
    kept.save(second)
    document = foreign.write(foreign.play(3))
    at = send(
        screen("matches"),
        ("one.jsonl", export(first)),
        ("two.jsonl", export(second)),
        ("all.zip", zipped(notes__a=document, b=b"{")),
        ("broken.json", b'{"player_names": 3}'),
    )
    assert "2 came in, 1 here already, 2 refused." in said(at)
    assert leads(at, "one.jsonl came in. Watch it") == {"page": "watch", "match": first.header.id}
    assert leads(at, "two.jsonl was here already. Watch it") == {"page": "watch", "match": second.header.id}
    (third,) = set(kept.ids()) - {first.header.id, second.header.id}
    assert leads(at, "all.zip/notes/a.json came in. Watch it") == {"page": "watch", "match": third}
    assert "all.zip/b.json is refused: it is no match in a format that is known here." in said(at)
    assert "broken.json is refused: " in said(at)
    # The report stays when something else is pressed, and is not brought in once more.
    at.text_input(key="address-player").set_value("nobody").run()
    assert "2 came in, 1 here already, 2 refused." in said(at)


def test_without_a_file_nothing_happens_and_it_is_said(screen: Screen, kept: Store) -> None:
    assert "Choose a file first." in said(press(screen("matches"), "Bring them in"))


def test_the_limits_are_said_in_words(screen: Screen, kept: Store) -> None:
    assert "up to 32 MB a match and 256 MB a zip" in said(screen("matches"))


@pytest.mark.parametrize(
    "name",
    [
        "../../outside.json",
        "/tmp/outside.json",
        "..",
        "",
        "a/b\\c.jsonl",
        "C:\\outside.json",
        "n\0ul.json",
        "x" * 5000 + ".json",
        "\udcff\u202ename.json",
        '*?<>|".json',
        "~/.bashrc",
    ],
)
def test_a_name_that_wants_to_lead_elsewhere_leads_nowhere(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(inside))
    monkeypatch.chdir(inside)
    before = sorted(path for path in tmp_path.rglob("*") if "sqlite" not in path.name)
    record = whole(*seats(GUEST))
    (report,) = bring(kept, [Sent(name, export(record))])
    assert (report.id, report.refusal) == (record.header.id, None)
    assert str(tmp_path) not in report.name
    assert report.name.isprintable()
    assert not Path("/tmp/outside.json").exists()
    assert sorted(path for path in tmp_path.rglob("*") if "sqlite" not in path.name) == before


def test_a_member_of_a_zip_that_wants_to_lead_elsewhere_is_only_read(kept: Store, tmp_path: Path) -> None:
    record = whole(*seats(GUEST))
    content = zipped(**{"..__..__led-elsewhere": export(record)})
    (report,) = bring(kept, [Sent("evil.ZIP", content)])
    assert report.name == "evil.ZIP/../../led-elsewhere.json"
    assert kept.header(record.header.id)
    assert not list(tmp_path.parent.rglob("led-elsewhere.json"))


def test_refusals_are_those_of_the_command_line(kept: Store, tmp_path: Path) -> None:
    whole_record = export(whole(*seats(GUEST)))
    files = {
        "empty.json": b"",
        "cut.jsonl": whole_record[: len(whole_record) // 2],
        "large.json": b"[" * (FILE * MB + 1),
        "no.zip": b"PK",
        "other.json": b'{"a": 1}',
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        (told,) = bring_in(kept, [tmp_path / name])
        (report,) = bring(kept, [Sent(name, content)])
        assert report.name == name
        assert report.refusal is not None
        assert str(report.refusal) == str(told.refusal)
    assert kept.ids() == []


def test_hostile_names_are_shown_as_they_are(screen: Screen, kept: Store) -> None:
    name = "![x](http://e.example) **b**.json"
    at = send(screen("matches"), (name, export(whole(*seats(GUEST)))), ("[a](b).json", b"{"))
    assert f"{name} came in. Watch it" in links(at)
    assert "[a](b).json is refused" in said(at)
    assert "[a](" not in "".join(error.value for error in at.error)


def test_a_full_disk_is_told_and_what_came_in_by_then_is_listed(
    screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = whole(*seats(GUEST), seed=1), whole(*seats(GUEST), seed=2)
    save = Store.save

    def fails_for_the_second(store: Store, record: Record) -> None:
        if record.header.id == second.header.id:
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))
        save(store, record)

    monkeypatch.setattr(Store, "save", fails_for_the_second)
    at = send(screen("matches"), ("one.jsonl", export(first)), ("two.jsonl", export(second)))
    assert "Not everything could be written down." in said(at)
    assert "1 came in." in said(at)
    assert kept.ids() == [first.header.id]
