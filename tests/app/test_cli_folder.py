"""The folder of matches: which one a command means, what `list` finds in it and what `check` says of it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from replays.store import FILE, Store
from tests.app import calling
from tests.app.calling import SIM, Say, ids, in_one_line, kept, sim
from tests.replays.played import CASES, Case, both_games, play

folder, say, store = calling.folder, calling.say, calling.store


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
