"""Large, locked, linked and lying files and zips are refused in one line; the others still come in."""

import os
import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from replays.importers.bring_in import Report, bring_in
from replays.importers.limits import MB
from replays.importers.sources import sources
from replays.refusal import RecordError
from replays.store import Store
from tests.replays import foreign
from tests.replays.foreign import sample
from tests.replays.foreign_changes import Change
from tests.replays.refusing import counted, fuzzed, one_line, refuse


def test_200_megabytes_are_not_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "large.json").open("wb") as file:
        file.truncate(200 * MB)
    assert "large.json: it is larger than 32 MB" in refuse(store, tmp_path / "in", "large.json", None)


def test_a_file_that_grows_is_not_read_to_its_end() -> None:
    # The system says that it is empty, and it is larger than any disk.
    endless = Path("/proc/self/pagemap")
    if not endless.exists():
        pytest.skip("this system has no such file")
    (found,) = sources([endless])
    assert "larger than 32 MB" in str(found.content) or "cannot be read" in str(found.content)


def test_what_is_no_file(store: Store, tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(foreign.write(foreign.play(1)))
    folder = tmp_path / "in"
    (folder / "empty").mkdir(parents=True)
    (folder / "loop").symlink_to(folder)
    (folder / "link.json").symlink_to(outside)
    os.mkfifo(folder / "pipe.json")
    (folder / "line\nbreak\udcff.json").write_bytes(b"?")
    paths = [folder, folder / "empty", tmp_path / "not-there.json", "/dev/zero", folder / "loop" / "pipe.json"]
    reports = list(bring_in(store, paths))
    assert [one_line(report).removeprefix(f"{tmp_path}/") for report in reports] == [
        "in/line�break�.json: it is no match in a format that is known here",
        "in/link.json: it is no ordinary file, but a link, a pipe or a device",
        "in/pipe.json: it is no ordinary file, but a link, a pipe or a device",
        "in/empty: it holds no file whose name ends in .json, .jsonl, .html or .zip",
        "not-there.json: there is no such file or folder",
        "/dev/zero: it is no ordinary file, but a link, a pipe or a device",
        "in/loop/pipe.json: it is no ordinary file, but a link, a pipe or a device",
    ]
    assert counted(store)["match"] == 0


def test_what_may_not_be_read(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    really = Path.open

    def locked(path: Path, *args: Any, **more: Any) -> Any:
        if path.name == "locked.json" and args == ("rb",):
            raise PermissionError(13, "Permission denied")
        return really(path, *args, **more)

    # Not by chmod: tests may run as root, who may read everything.
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "locked.json").write_bytes(b"{}")
    monkeypatch.setattr(Path, "open", locked)
    assert "locked.json: it cannot be read: Permission denied" in refuse(store, tmp_path / "in", "locked.json", None)


def zipped(path: Path, change: Callable[[zipfile.ZipFile], Any], method: int = zipfile.ZIP_DEFLATED) -> list[Report]:
    """What comes of a zip with a good record and what `change` does to it before its table of contents is written."""
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("good.json", foreign.write(foreign.play(1)))
        change(archive)
    store = Store.open(path.parent / "kept")
    reports = list(bring_in(store, [path]))
    for report in reports:
        one_line(report)
    assert counted(store)["match"] == sum(report.new for report in reports)
    store.close()
    return reports


def lie(archive: zipfile.ZipFile, data: bytes, **facts: int) -> None:
    archive.writestr("bad.json", data)
    for name, value in facts.items():
        setattr(archive.filelist[-1], name, value)


ZEROS = bytes(40 * MB)
MEMBERS: dict[str, tuple[Change, str]] = {
    "bomb": (lambda z: lie(z, ZEROS), "larger than 32 MB"),
    "says it is small": (lambda z: lie(z, ZEROS, file_size=100), "the zip is broken"),
    "says it is small, and swears": (
        lambda z: lie(z, ZEROS, file_size=100, CRC=zlib.crc32(bytes(100))),
        "no match in a format",
    ),
    "says it is large": (lambda z: lie(z, b"{}", file_size=100 * MB), "larger than 32 MB"),
    "packed beyond its end": (
        lambda z: lie(z, b"{}", compress_size=10**6),
        # Which of them depends on the version of Python.
        "(no match in a format|the zip is broken)",
    ),
    "elsewhere": (lambda z: lie(z, b"{}", header_offset=10**8), "the zip is broken"),
    "in another's place": (lambda z: lie(z, b"{}", header_offset=0), "the zip is broken"),
    "encrypted": (lambda z: lie(z, b"{}", flag_bits=1), "it is encrypted"),
    "patched": (lambda z: lie(z, b"{}", flag_bits=0x20), "the zip is broken"),
    "packed otherwise": (lambda z: lie(z, b"{}", compress_type=zipfile.ZIP_BZIP2), "packed in a way"),
    "packed strangely": (lambda z: lie(z, b"{}", compress_type=99), "packed in a way"),
    "zip in zip": (lambda z: z.writestr("bad.ZIP", b"PK"), "a zip inside a zip is not opened"),
    "truncated record": (lambda z: lie(z, foreign.write(sample())[:-50]), "cannot be read: Input data was truncated"),
    "name of a path": (lambda z: z.writestr("../../bad.json", b"{"), "no match in a format"),
    "name with a line break": (lambda z: z.writestr("bad\n\x1b.json", b"{"), "no match in a format"),
}


@pytest.mark.parametrize("case", MEMBERS)
def test_a_bad_member_leaves_the_others_whole(case: str, tmp_path: Path) -> None:
    change, expected = MEMBERS[case]
    good, bad = zipped(tmp_path / "all.zip", change)
    assert good.new
    assert good.name.endswith("all.zip/good.json")
    assert re.search(rf"all\.zip/.*bad.*: .*{expected}", str(bad))


def overlapping(archive: zipfile.ZipFile) -> None:
    """Thirty MB that are listed nine times."""
    archive.writestr("bad.json", ZEROS[: 30 * MB])
    archive.filelist += [archive.filelist[-1]] * 8


def listing(archive: zipfile.ZipFile) -> None:
    """A table of contents far larger than what it lists."""
    archive.writestr("x" * 1000 + ".json", b"")
    archive.filelist += [archive.filelist[-1]] * 9_000


ARCHIVES: dict[str, tuple[Change, str]] = {
    "large in all": (overlapping, "unpacks to, is larger than 256 MB"),
    "many members": (lambda z: z.filelist.extend(z.filelist * 10_000), "more than 10000 files"),
    "long listing": (listing, "the zip is broken"),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_a_zip_that_is_not_opened(case: str, tmp_path: Path) -> None:
    change, expected = ARCHIVES[case]
    (report,) = zipped(tmp_path / "all.zip", change)
    assert re.search(rf"all\.zip: .*{expected}", str(report))


def test_zips_that_are_none(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"")
    (tmp_path / "b.zip").write_bytes(foreign.write(sample()))
    with (tmp_path / "c.zip").open("wb") as file:
        file.truncate(300 * MB)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("notes.txt", "nothing")
    assert [str(report).rpartition("/")[2] for report in bring_in(store, [tmp_path])] == [
        "a.zip: the zip is broken",
        "b.zip: the zip is broken",
        "c.zip: the zip, or what it unpacks to, is larger than 256 MB",
        "d.zip: it holds no file whose name ends in .json, .jsonl, .html or .zip",
    ]


def small_zip() -> bytes:
    with zipfile.ZipFile(file := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b"{}" * 50)
        archive.writestr("b/c.json", b"[1]")
    return file.getvalue()


@settings(max_examples=400, deadline=None)
@given(data=fuzzed(small_zip()))
def test_no_noise_in_a_zip_makes_anything_but_a_refusal(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.zip"
    path.write_bytes(data)
    for name, content in sources([path]):
        one_line(name)
        if isinstance(content, RecordError):
            one_line(content)
