"""The database is brought to the newest form, is what the models say, and is left alone where it is not ours."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from games.secret_tools.conditions import Condition
from replays import migrations, tables
from replays.migrations import HEAD, NewerDatabase
from replays.offer_list import Noted
from replays.offers import Role, offers
from replays.record import Kind, Record, Series, Stop, Substitution
from replays.store import FILE, Store
from tests.replays.asked import asked
from tests.replays.played import BOTH, play, unfinished, with_people
from tests.replays.tooled import BAR, play_tool, tool_of


def differences(folder: Path) -> list[object]:
    """What Alembic would have to change to make the database what the models say."""
    with create_engine(f"sqlite:///{folder / FILE}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return compare_metadata(context, tables.SQLModel.metadata)


def test_the_database_is_what_the_models_say(store: Store, tmp_path: Path) -> None:
    assert differences(tmp_path) == []


@pytest.mark.parametrize(
    "change",
    ["DROP INDEX claim_by_person", "ALTER TABLE step DROP COLUMN forced", "CREATE TABLE more (id INTEGER PRIMARY KEY)"],
)
def test_a_difference_would_be_noticed(store: Store, tmp_path: Path, change: str) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(change)
    assert differences(tmp_path) != []


def test_the_newest_form_is_the_one_that_alembic_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def form(folder: Path) -> list[tuple[str]]:
    with sqlite3.connect(folder / FILE) as connection:
        return list(connection.execute("SELECT version_num FROM alembic_version"))


def test_opening_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    matches = [play(case, chatty=True).record for case in BOTH]
    for record in matches:
        store.save(record)
    again = Store.open(tmp_path)
    assert form(tmp_path) == [(HEAD,)]
    assert [again.load(record.header.id) for record in matches] == matches
    again.close()


@pytest.mark.parametrize("newer", ["0009", "0123", "9999"])
def test_the_database_of_a_newer_program_is_refused(store: Store, tmp_path: Path, newer: str) -> None:
    store.save(record := play(BOTH[0]).record)
    store.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (newer,))
    with pytest.raises(NewerDatabase, match=newer) as refusal:
        Store.open(tmp_path)
    assert str(refusal.value).isprintable()
    assert form(tmp_path) == [(newer,)]
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (HEAD,))
    assert Store.open(tmp_path).load(record.header.id) == record


@pytest.mark.parametrize("content", [b"This is not a database. " * 200, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_an_error_and_stays(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(DBAPIError):
        Store.open(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


@pytest.mark.parametrize("there", ["a file for the folder", "a folder for the file"])
def test_a_place_that_cannot_hold_it_is_an_error(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "data"
    if there == "a file for the folder":
        folder.write_text("mine")
    else:
        (folder / FILE).mkdir(parents=True)
    with pytest.raises((OSError, DBAPIError)):
        Store.open(folder)


CARRIED = {
    "0001": ("match", "seating", "step", "trace"),
    "0002": ("substitution", "claim", "house"),
    "0003": ("call", "prompt"),
    "0004": (),
}
"""The tables that each form brought, and that are still here."""


def content(folder: Path) -> list[str]:
    """Everything that a database holds, its tables and indexes included."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return list(connection.iterdump())


class Old(NamedTuple):
    """A folder with a database of an old form."""

    folder: Path
    records: list[Record]
    """Ended matches, and last one that a person is playing."""
    secret: bytes
    """Of the house it was copied from."""


def older(store: Store, tmp_path: Path, revision: str) -> Old:
    records = [play(case, chatty=True).record for case in BOTH]
    if revision >= "0003":
        records[0] = asked(records[0], 0, 1)
    played = with_people(play(BOTH[0], 7, seats=3), 0)
    records.append(unfinished(played.record, 9))
    for record in records[:2]:
        store.save(record)
    match_id = played.record.header.id
    store.create(unfinished(played.record, 0, seed=7).header)
    for step in records[2].steps:
        store.append(match_id, step)
    if revision >= "0002":
        store.claim("somebody", match_id, 0)
        taken = Substitution(9, 1, Kind.SCRIPTED, "bold")
        store.substitute(match_id, taken)
        records[2] = replace(records[2], header=replace(records[2].header, substitutions=(taken,)))
    folder = tmp_path / "old"
    folder.mkdir()
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with create_engine(f"sqlite:///{folder / FILE}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute("ATTACH ? AS new", (str(tmp_path / FILE),))
        for name in (name for form, names in CARRIED.items() if form <= revision for name in names):
            columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({name})")]
            values = ["'a hash of ' || match_id || seat" if column == "key" else column for column in columns]
            connection.execute(f"DELETE FROM main.{name}")
            connection.execute(f"INSERT INTO main.{name} SELECT {', '.join(values)} FROM new.{name}")
    assert form(folder) == [(revision,)]
    return Old(folder, records, store.secret())


def test_offers_of_an_older_form_are_still_to_be_listed(store: Store, tmp_path: Path) -> None:
    tooled = play_tool(BAR, tool_of(Condition.CHANNEL))
    store.save(tooled)
    folder, records, _ = older(store, tmp_path, "0004")
    store = Store.open(folder)
    ended = [record.header.id for record in (tooled, *records) if record.header.ended is not None]
    assert sorted(store.unread_offers(9)) == sorted(ended)
    store.keep_offers(tooled.header.id, [(row, Noted()) for row in offers(store.load(tooled.header.id))])
    assert [(one.match, one.role) for one in store.offers()] == [(tooled.header.id, role) for role in Role]
    assert len(store.unread_offers(9)) == len(ended) - 1
    store.close()


@pytest.mark.parametrize("revision", CARRIED)
def test_matches_of_an_older_form_are_kept(store: Store, tmp_path: Path, revision: str) -> None:
    folder, records, secret = older(store, tmp_path, revision)
    store = Store.open(folder)
    assert form(folder) == [(HEAD,)]
    assert differences(folder) == []
    assert [store.load(record.header.id) for record in records] == records
    assert len(store.page()) == len(records)
    running = records[-1].header.id
    assert (store.seed(running), store.host(running)) == (7, None)
    assert store.claimed(running) == (frozenset({0}) if revision >= "0002" else frozenset())
    assert (store.secret() == secret) == (revision >= "0002")
    heads = [store.header(record.header.id) for record in records]
    assert {(head.tool, head.series, head.clock) for head in heads} == {(None, None, None)}
    store.claim("somebody", running, 0)
    assert store.seats_of("somebody", running) == (0,)
    assert len(store.secret()) == 32
    assert "a hash of" not in "".join(content(folder))
    # What is new can be kept beside what is old.
    new = asked(play(BOTH[0], 3, chatty=True).record, 0)
    store.save(new)
    assert store.load(new.header.id) == new
    tooled = play_tool(BAR, tool_of(Condition.CHANNEL), 3, series=Series("s", 1, 2))
    store.save(tooled)
    assert store.load(tooled.header.id) == tooled
    store.stop(running, 9, Stop.PERSON)
    assert store.header(running).stopped is Stop.PERSON
    store.close()


@pytest.mark.parametrize(
    ("revision", "there"),
    [
        ("0001", "substitution"),
        ("0001", "claim"),
        ("0001", "house"),
        ("0001", "prompt"),
        ("0002", "call"),
        ("0002", "prompt"),
        ("0003", "match_by_series"),
        ("0004", "match_by_offers"),
        ("0004", "offer"),
        ("0004", "judgement"),
    ],
)
def test_a_migration_that_fails_halfway_changes_nothing(
    store: Store, tmp_path: Path, revision: str, there: str
) -> None:
    folder, records, _ = older(store, tmp_path, revision)
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute(f"CREATE TABLE {there} (mine INTEGER)")
    before = content(folder)
    with pytest.raises(DBAPIError, match="already"):
        Store.open(folder)
    assert content(folder) == before
    assert form(folder) == [(revision,)]
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute(f"DROP TABLE {there}")
    store = Store.open(folder)
    assert [store.load(record.header.id) for record in records] == records
    store.close()
