"""`export` and `import`: what goes out comes in as it was, and one bad file keeps out no other."""

from pathlib import Path

from replays.exchange import lines, read
from replays.store import Store
from tests.app import calling
from tests.app.calling import Say, ids, in_one_line, kept
from tests.replays.played import Case, both_games, every_case, play

folder, say, store = calling.folder, calling.say, calling.store


@every_case
def test_exports_go_out_and_come_in(say: Say, store: Store, tmp_path: Path, case: Case) -> None:
    record = kept(store, case, seats=3, chatty=True, text="“✓” 三毛 😀\n")
    match_id, other = record.header.id, ("--data", tmp_path / "other")
    for viewpoint in ("all", "public", "2"):
        file = Path(f"{viewpoint}.jsonl")
        said = say("export", match_id, "--seat", viewpoint, "--out", file)
        assert (said.status, said.err) == (0, "")
        assert str(file) in said.out
        printed = say("export", match_id, "--seat", viewpoint)
        assert printed.out.encode() == file.read_bytes()
        assert said.out != printed.out
    assert say("export", match_id).out.encode() == Path("all.jsonl").read_bytes()

    said = say("import", "all.jsonl", *other)
    assert (said.status, said.err) == (0, "")
    assert match_id in said.out
    assert "1 brought in" in said.lines[-1]
    assert "1 here already" in say("import", "all.jsonl", *other).lines[-1]
    for viewpoint in ("all", "public", "2"):
        assert say("show", match_id, "--seat", viewpoint, *other) == say("show", match_id, "--seat", viewpoint)
    assert say("export", match_id, *other).out.encode() == Path("all.jsonl").read_bytes()
    assert say("check", *other).status == 0


@both_games
def test_an_import_of_a_viewpoint_is_to_be_watched_only(say: Say, store: Store, tmp_path: Path, case: Case) -> None:
    whole, other = kept(store, case, seats=3, chatty=True).header.id, ("--data", tmp_path / "other")
    say("export", whole, "--seat", "2", "--out", "two.jsonl")
    assert say("import", "two.jsonl", *other).status == 0
    assert "seen by 2 only" in say("list", *other).out
    (match_id,) = ids(say("list", *other))
    here, there = say("show", whole, "--seat", "2"), say("show", match_id, "--seat", "2", *other)
    assert there.status == 0
    assert here.lines[1:] == [line for line in there.lines[1:] if "came in as one viewpoint" not in line]
    assert say("export", match_id, "--seat", "2", *other).out.encode() == Path("two.jsonl").read_bytes()
    for viewpoint in ("public", "1", "all"):
        in_one_line(say("show", match_id, "--seat", viewpoint, *other), "not open")
        in_one_line(say("export", match_id, "--seat", viewpoint, *other), "not open")
    said = say("check", *other)
    assert said.status == 0
    assert "one viewpoint" in said.out


@both_games
def test_one_bad_file_does_not_keep_out_the_others(say: Say, store: Store, tmp_path: Path, case: Case) -> None:
    other, records = ("--data", tmp_path / "other"), [play(case, seed, chatty=True).record for seed in range(3)]
    for number, record in enumerate(records):
        data = b"\n".join(lines(record))
        Path(f"{number}.jsonl").write_bytes(data[: len(data) // 2] if number == 1 else data)
        assert number == 1 or read("any", data) == record
    said = say("import", ".", "missing.jsonl", *other)
    assert said.status == 1
    assert "Traceback" not in said.out + said.err
    assert "2 brought in, 0 here already, 2 refused." in said.lines[-1]
    refused = [line for line in said.lines if "refused:" in line]
    assert ["1.jsonl" in refused[0], "missing.jsonl" in refused[1]] == [True, True]
    assert sorted(ids(say("list", *other))) == sorted(records[number].header.id for number in (0, 2))


@both_games
def test_an_export_that_cannot_be_written_is_said_in_one_line(say: Say, store: Store, case: Case) -> None:
    match_id = kept(store, case).header.id
    for file in ("missing/file", ".", "/dev/full"):
        in_one_line(say("export", match_id, "--out", file))
