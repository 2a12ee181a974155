"""The command line: what it teaches, what it does, and what it says in one line where it cannot."""

import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from agents.scripted import personas
from app.cli import main
from app.tables import Tables
from games.core import ANALYST
from games.decision import Failure, Provenance, Step, Trace, TraceKind
from games.luck import Luck
from replays.exchange import lines, read
from replays.record import Kind, Record, Seating, codec
from replays.store import FILE, Store
from tests.replays.marks import check_marks
from tests.replays.played import CASES, Case, both_games, every_case, play

UNDERTABLE = Path(sys.executable).with_name("undertable")
OPTIONS = {
    "sim": ("--game", "--matches", "--preset", "--seats", "--seed"),
    "list": ("--game", "--player", "--limit", "--after"),
    "show": ("ID", "--seat", "public", "all"),
    "check": (),
    "import": ("PATH",),
    "export": ("ID", "--out", "--seat", "public", "all"),
}


class Said(NamedTuple):
    """What a command left behind."""

    status: Any
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Say = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the matches are kept; a command that writes elsewhere writes into an empty folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("UNDERTABLE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path / "data"


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        try:
            status: Any = main(list(map(str, arguments)))
        except SystemExit as end:
            status = end.code
        left = capsys.readouterr()
        return Said(status, left.out, left.err)

    return run


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = Store.open(folder)
    yield store
    store.close()


def sim(say: Say, matches: int = 1, *more: str | Path, game: str = "liars_bar") -> Said:
    said = say("sim", "--game", game, "--matches", str(matches), *more)
    assert (said.status, said.err) == (0, ""), said
    return said


def in_one_line(said: Said, *words: str) -> None:
    """It could not be done, and it says why in one line that holds these words."""
    assert said.status == 1, said
    assert said.err.endswith("\n"), said
    assert said.err[:-1].isprintable(), said
    assert all(word in said.err for word in words), said
    assert said.out == "", said


def kept(store: Store, case: Case, seed: int = 1, **how: Any) -> Record:
    """A match in the store."""
    record = play(case, seed, **how).record
    store.save(record)
    return record


def ids(said: Said) -> list[str]:
    """The first words of the lines of a list."""
    return [line.split()[0] for line in said.lines if not line.startswith(("There", "No"))]


def test_help_teaches_every_command(say: Say) -> None:
    said = say("--help")
    assert said.status == 0
    for taught in (*OPTIONS, "--data", "UNDERTABLE_DATA", "--port", "--no-browser", "undertable sim --game liars_bar"):
        assert taught in said.out


@pytest.mark.parametrize("command", OPTIONS)
def test_help_of_a_command_teaches_every_option(say: Say, command: str) -> None:
    said = say(command, "--help")
    assert said.status == 0
    for option in (*OPTIONS[command], "--data"):
        assert option in said.out
    # Every option is followed by a sentence of its own.
    told = re.findall(r"^  (-\S.*?|[A-Z]+)(?:  +|\n {8,})(\S.*)$", said.out, re.MULTILINE)
    assert len(told) >= len([option for option in OPTIONS[command] if option not in ("public", "all")])
    assert all(len(text) > 10 for _, text in told)


def test_help_of_sim_names_players_and_presets(say: Say) -> None:
    out = " ".join(say("sim", "--help").out.split())
    for name in (*personas("liars_bar"), "paper", "classic", "published-code", "toy"):
        assert name in out
    assert len(personas("liars_bar")) >= 6


@every_case
def test_sim_plays_what_it_is_told(say: Say, store: Store, case: Case) -> None:
    players = list(reversed(personas(case.game)))[:3] * 3
    said = sim(say, 2, "--preset", case.preset, "--seats", *players[:3], "--seed", "Ä 7", game=case.game)
    found = [store.load(one) for one in store.ids()]
    assert len(found) == 2
    for record in found:
        assert [seat.player for seat in record.header.seats] == players[:3]
        assert {seat.kind for seat in record.header.seats} == {Kind.SCRIPTED}
        assert (record.header.game, record.header.preset, record.header.seed_known) == (*case, True)
    grid = [line.split() for line in said.lines if line.startswith("│")]
    assert [(row[3], row[5]) for row in grid] == [(player, "2") for player in players[:3]]
    wins = sum(record.header.outcome is not None for record in found)
    assert sum(float(row[9]) for row in grid) == pytest.approx(wins, abs=0.1)


@both_games
def test_sim_needs_only_a_game_and_a_number(say: Say, store: Store, case: Case) -> None:
    sim(say, 3, game=case.game)
    headers = store.page()
    assert len(headers) == 3
    assert {header.seed_known for header in headers} == {False}
    assert len({header.seed for header in headers}) == 3
    assert {header.preset for header in headers} == {next(c.preset for c in CASES if c.game == case.game)}


SIM = ("sim", "--game", "liars_bar", "--matches", "1")
CANNOT = {
    "no such preset": ((*SIM, "--preset", "house"), ("house", "paper", "classic", "published-code")),
    "no such player": ((*SIM, "--seats", "random", "nobody"), ("nobody", "random", "honest")),
    "too few seats": ((*SIM, "--seats", "random"), ("2 to 4", "1")),
    "too many seats": ((*SIM, "--seats", *["random"] * 9), ("2 to 4", "9")),
    "another game's player": (("sim", "--game", "toy", "--matches", "1", "--seats", "bold", "bold"), ("bold",)),
    "another game's preset": (("sim", "--game", "toy", "--matches", "1", "--preset", "paper"), ("paper", "short")),
    "show what is not there": (("show", "nothing"), ("nothing", "undertable list")),
    "export what is not there": (("export", "nothing"), ("nothing",)),
    "list behind what is not there": (("list", "--after", "nothing"), ("nothing",)),
}
MISUSED = {
    "no such command": (("play",), "play"),
    "sim without a game": (("sim", "--matches", "1"), "--game"),
    "sim without a number": (("sim", "--game", "liars_bar"), "--matches"),
    "no such game": (("sim", "--game", "chess", "--matches", "1"), "chess"),
    "no matches": (("sim", "--game", "liars_bar", "--matches", "0"), "--matches"),
    "fewer than none": (("sim", "--game", "liars_bar", "--matches", "-3"), "--matches"),
    "half a match": (("sim", "--game", "liars_bar", "--matches", "1.5"), "--matches"),
    "nobody": ((*SIM, "--seats"), "--seats"),
    "no lines": (("list", "--limit", "0"), "--limit"),
    "show nothing": (("show",), "ID"),
    "import nothing": (("import",), "PATH"),
}


@pytest.mark.parametrize(("arguments", "words"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_done_is_said_in_one_line(say: Say, arguments: Any, words: tuple[str, ...]) -> None:
    in_one_line(say(*arguments), *words)
    assert ids(say("list")) == []


@pytest.mark.parametrize(("arguments", "word"), MISUSED.values(), ids=MISUSED)
def test_a_wrong_call_is_explained(say: Say, folder: Path, arguments: Any, word: str) -> None:
    said = say(*arguments)
    assert (said.status, said.out) == (2, "")
    last = said.err.splitlines()[-1]
    assert word in last
    assert "_" not in last.replace("liars_bar", ""), "this names a thing of the program, not of its user"
    assert not folder.exists()


def told(say: Say, *data: str | Path) -> list[str]:
    """All matches of a folder, told to an analyst, without their ids."""
    return [say("show", one, "--seat", "all", *data).out.replace(one, "ID") for one in ids(say("list", *data))]


@both_games
def test_the_same_seed_gives_the_same_matches(say: Say, tmp_path: Path, case: Case) -> None:
    worlds = {}
    for name, seed in {"a": "cheese", "b": "cheese", "c": "chess", "d": "7"}.items():
        data = ("--data", tmp_path / name)
        sim(say, 2, "--seed", seed, "--seats", "random", "random", "random", *data, game=case.game)
        worlds[name] = told(say, *data)
    assert worlds["a"] == worlds["b"]
    assert len({text for world in worlds.values() for text in world}) == 6
    assert all(len(text) > 500 and "known to somebody" in text for text in worlds["a"])


def test_the_list_is_narrowed_and_walked(say: Say, store: Store) -> None:
    for number in range(9):
        record = play(CASES[number % len(CASES)], number).record
        seats = tuple(replace(seat, name="Ada" if number % 3 else seat.name) for seat in record.header.seats)
        store.save(replace(record, header=replace(record.header, created=10**15 + number // 2, seats=seats)))
    newest = [header.id for header in store.page()]
    headers = {one: store.header(one) for one in newest}
    assert ids(say("list")) == newest
    for game in ("liars_bar", "toy"):
        assert ids(say("list", "--game", game)) == [one for one in newest if headers[one].game == game]
    assert ids(say("list", "--player", "Ada")) == [one for one in newest if "Ada" in headers[one].names]
    assert ids(say("list", "--player", "random")) == newest
    assert say("list", "--player", "Nobody").lines == ["No kept match fits."]
    walked: list[str] = []
    arguments: list[str] = []
    while True:
        said = say("list", "--limit", "4", *arguments)
        walked += ids(said)
        if not said.lines[-1].startswith("There are more"):
            break
        assert len(ids(said)) == 4
        arguments = said.lines[-1].split(" list ")[1].split()
    assert walked == newest


@every_case
def test_each_viewpoint_is_told_what_it_saw(say: Say, store: Store, case: Case) -> None:
    played = play(case, 3, seats=3, chatty=True)
    store.save(played.record)
    match_id, names = played.record.header.id, played.record.header.names
    public = say("show", match_id)
    assert public == say("show", match_id, "--seat", "public")
    written = {None: public, ANALYST: say("show", match_id, "--seat", "all")}
    for seat, name in enumerate(names):
        written[seat] = say("show", match_id, "--seat", str(seat + 1))
        assert written[seat] == say("show", match_id, "--seat", name) == say("show", match_id, "--seat", name.upper())
    assert {(said.status, said.err) for said in written.values()} == {(0, "")}
    assert len({said.out for said in written.values()}) == len(written)
    check_marks(played, {viewer: said.out.encode() for viewer, said in written.items()})
    assert [viewer for viewer, said in written.items() if "seed" in said.out] == [ANALYST]
    assert f"{played.record.header.seed:032x}" in written[ANALYST].out
    for wrong in ("4", "0", "Nobody", ""):
        in_one_line(say("show", match_id, "--seat", wrong), "viewpoint")


@both_games
def test_a_running_match_keeps_its_secrets(say: Say, store: Store, tmp_path: Path, case: Case) -> None:
    tables, seats = Tables(store), (Seating("Ada", Kind.PERSON, "Ada"), Seating("Bo", Kind.SCRIPTED, "random"))
    seed = 2**127 + 12345
    opened = tables.open(*case, seats, seed)
    place, one = tables.place(opened.keys[0]), opened.match_id
    assert place is not None
    secret = re.compile(f"{seed:x}|{seed}|{opened.keys[0]}")
    shown = [say("list"), say("show", one), say("export", one, "--seat", "public"), say("check")]
    assert [said.status for said in shown] == [0] * 4
    assert not any(secret.search(said.out + said.err) for said in shown)
    assert "running" in shown[0].out
    assert "still running" in shown[1].out
    for viewpoint in ("1", "2", "Ada", "all"):
        in_one_line(say("show", one, "--seat", viewpoint), "not open")
        in_one_line(say("export", one, "--seat", viewpoint), "not open")
    in_one_line(say("export", one, "--out", "file"), "not open")
    assert not Path("file").exists()

    luck = Luck(1, "test")
    while place.seat in (view := tables.view(place)).observation.waiting_for:
        tables.act(place, luck.pick(view.legal), view.observation.decision)
    assert f"{seed:032x}" in say("show", one, "--seat", "all").out
    assert f"{seed:032x}" in say("export", one).out
    assert not secret.search(say("list").out + say("show", one).out + say("show", one, "--seat", "1").out)


EVIL = "a\x1b[31m\x1b]0;t\x07 b\nc\r\u202e\u2066d\x9b31m"


def harmless(said: Said) -> bool:
    """It holds nothing that a terminal would obey."""
    return all(character == "\n" or character.isprintable() for character in said.out + said.err)


@both_games
def test_nothing_that_a_terminal_obeys_is_printed_of_texts(say: Say, store: Store, case: Case) -> None:
    tables = Tables(store)
    opened = tables.open(*case, (Seating("Ada", Kind.PERSON, "Ada"), Seating("Bo", Kind.PERSON, "Bo")))
    places = [place for key in opened.keys.values() if (place := tables.place(key))]
    for place in places:
        view = tables.view(place)
        if place.seat in view.observation.waiting_for:
            text = "say" if hasattr(view.legal[0], "say") else "note"
            tables.act(place, replace(view.legal[0], **{text: EVIL[:20]}), view.observation.decision)
    record, step = play(case, 2).record, play(case, 2).record.steps[-1]
    traces = tuple(Trace(0, kind, EVIL, Provenance.NATIVE) for kind in TraceKind)
    failed = codec(case.game).rest(Step(1, {}, (), forced={0: Failure(EVIL, EVIL)})).forced
    record = replace(record, steps=(*record.steps[:-1], replace(step, traces=traces, forced=failed)))
    store.save(record)
    for viewpoint in ("public", "1", "all"):
        said = say("show", record.header.id, "--seat", viewpoint)
        assert "[31m" in said.out
        assert harmless(said)
    assert harmless(say("show", opened.match_id))
    assert case.game == "toy" or "[31m" in say("show", opened.match_id).out


@both_games
def test_nothing_that_a_terminal_obeys_is_printed_of_names(say: Say, store: Store, case: Case) -> None:
    record = play(case, 2).record
    seats = (Seating(EVIL, Kind.PERSON, EVIL), *record.header.seats[1:])
    store.save(replace(record, header=replace(record.header, seats=seats)))
    for arguments in (("list",), ("show", record.header.id), ("show", record.header.id, "--seat", "1"), ("show", EVIL)):
        assert harmless(say(*arguments))


@both_games
def test_check_says_what_differs(say: Say, store: Store, folder: Path, case: Case) -> None:
    assert say("check").status == 0
    records = [kept(store, one) for one in (case, *CASES)]
    said = say("check")
    assert (said.status, said.err.strip()) == (0, "")
    assert said.lines == [f"{len(records)} of {len(records)} matches follow from their actions."]
    bad = records[0].header.id
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("UPDATE step SET events = '[]' WHERE seq = 1 AND match_id = ?", (bad,))
        connection.execute("UPDATE match SET version = 999 WHERE id = ?", (records[1].header.id,))
    said = say("check")
    assert said.status == 1
    named = {line.split(":")[0]: line for line in said.lines if ":" in line}
    assert sorted(named) == sorted([bad, records[1].header.id])
    assert "999" in named[records[1].header.id]
    assert said.lines[-1] == "1 differ."
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("DELETE FROM step WHERE match_id = ?", (bad,))
        connection.execute("UPDATE match SET steps = 0, ended = NULL, reason = NULL WHERE id = ?", (bad,))
    assert say("check").status == 0


@both_games
def test_a_match_that_breaks_the_rules_is_no_traceback(say: Say, store: Store, folder: Path, case: Case) -> None:
    match_id = kept(store, case).header.id
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("UPDATE step SET actions = (SELECT actions FROM step WHERE seq = 1) WHERE seq = 2")
    assert say("check").status == 1
    for arguments in (("show", match_id), ("export", match_id, "--seat", "public")):
        said = say(*arguments)
        assert said.status == 1
        assert said.err[:-1].isprintable()


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


def test_where_the_matches_are(say: Say, folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    sim(say)
    sim(say, 2, "--data", one)
    assert say("--data", two, "sim", "--game", "liars_bar", "--matches", "3").status == 0
    for place, count in ((one, 2), (two, 3)):
        assert len(ids(say("list", "--data", place))) == len(ids(say("--data", place, "list"))) == count
    assert len(ids(say("--data", one, "list", "--data", two))) == 3
    assert len(ids(say("list"))) == 1
    assert (folder / FILE).exists()
    assert list((tmp_path / "here").iterdir()) == []


def test_the_variable_and_the_home_folder(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    sim(say, 1, "--data", "~/mine")
    assert (tmp_path / "mine" / FILE).exists()
    monkeypatch.delenv("UNDERTABLE_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    sim(say)
    assert (tmp_path / "share" / "undertable" / FILE).exists()


@pytest.mark.parametrize("there", ["a file", "not a database", "a newer database", "a folder for the file"])
def test_a_folder_that_cannot_be_used_is_said_in_one_line(say: Say, tmp_path: Path, there: str) -> None:
    place = tmp_path / "place"
    if there == "a file":
        place.write_text("mine")
    elif there == "a folder for the file":
        (place / FILE).mkdir(parents=True)
    else:
        Store.open(place).close()
        if there == "not a database":
            (place / FILE).write_bytes(b"This is no database. " * 500)
        else:
            with sqlite3.connect(place / FILE) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for arguments in (("list",), SIM, ("check",), ("import", ".")):
        in_one_line(say("--data", place, *arguments), str(place))


@both_games
def test_an_export_that_cannot_be_written_is_said_in_one_line(say: Say, store: Store, case: Case) -> None:
    match_id = kept(store, case).header.id
    for file in ("missing/file", ".", "/dev/full"):
        in_one_line(say("export", match_id, "--out", file))


def program(*arguments: str | Path, **how: Any) -> "subprocess.Popen[str]":
    """The installed program, in a process of its own."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    return subprocess.Popen([UNDERTABLE, *arguments], text=True, **how)


def test_the_installed_program_runs(folder: Path) -> None:
    helped, wrong, empty = program("--help"), program(*SIM, "--preset", "house"), program("list")
    assert "undertable sim" in helped.communicate()[0]
    assert wrong.communicate()[1].count("\n") == 1
    assert empty.communicate() == (
        "No matches are kept here yet. “undertable sim --game liars_bar --matches 10” makes some.\n",
        "",
    )
    assert [helped.returncode, wrong.returncode, empty.returncode] == [0, 1, 0]


def test_output_that_nobody_reads_any_more_is_no_error(say: Say, folder: Path) -> None:
    sim(say, 60)
    match_id = ids(say("list"))[0]
    calls = (
        ("show", match_id, "--seat", "all"),
        ("list",),
        ("list", "--limit", "60"),
        ("export", match_id),
        ("check",),
        ("--help",),
    )
    running = []
    for arguments in calls:
        gone, out = os.pipe()
        os.close(gone)
        running.append(program(*arguments, stdout=out))
        os.close(out)
    ended = {
        arguments: (one.communicate()[1].strip(), one.returncode) for arguments, one in zip(calls, running, strict=True)
    }
    assert ended == dict.fromkeys(calls, ("", 0))
    shell = f"'{UNDERTABLE}' show {match_id} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


def test_a_full_disk_is_said_in_one_line_and_what_was_committed_stays(say: Say, folder: Path) -> None:
    sim(say, 3)
    limit = 400_000
    full = program(
        "sim",
        "--game",
        "liars_bar",
        "--matches",
        "10000",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    _, err = full.communicate(timeout=30)
    assert full.returncode == 1
    assert "could not be written" in err
    assert err[:-1].isprintable(), err
    assert say("check").status == 0
    assert len(ids(say("list", "--limit", "10000"))) >= 3


def test_a_simulation_can_be_stopped(say: Say, folder: Path) -> None:
    running = program("sim", "--game", "liars_bar", "--matches", "100000")
    until = time.monotonic() + 20
    while not (folder / FILE).exists() or len(ids(say("list", "--limit", "9"))) < 5:
        assert time.monotonic() < until
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    try:
        _, err = running.communicate(timeout=8)
    finally:
        running.kill()
    assert (running.returncode, err) == (1, "Stopped. What was committed before is whole.\n")
    assert say("check").status == 0
