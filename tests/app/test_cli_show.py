"""`show` tells each viewpoint what it saw, no secret of a running match, and nothing that a terminal obeys."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.tables import Place, Tables
from games.core import ANALYST
from games.decision import Failure, Provenance, Step, Trace, TraceKind
from games.registry import GAMES
from replays.record import Kind, Seating, Substitution, codec
from replays.store import Store
from tests.app import calling
from tests.app.calling import Said, Say, in_one_line
from tests.app.clicking import OTHER, PERSON, PROGRAM, act, begin, due, saying, somebody, to_the_end, view
from tests.replays.marks import check_marks
from tests.replays.played import Case, both_games, every_case, play, with_people

folder, say, store = calling.folder, calling.say, calling.store


@pytest.fixture
def tables(store: Store) -> Iterator[Tables]:
    made = Tables(store, pace=0)
    yield made
    made.close()


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
    for wrong in ("9", "0", "Nobody", ""):
        in_one_line(say("show", match_id, "--seat", wrong), "viewpoint")


@both_games
def test_a_running_match_keeps_its_secrets(say: Say, tables: Tables, tmp_path: Path, case: Case) -> None:
    seed = 2**127 + 12345
    one = begin(tables, case, PERSON, PROGRAM, seed=seed)
    secret = re.compile(f"{seed:x}|{seed}|{somebody(0)}|{tables.store.secret().hex()}")
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

    to_the_end(tables, [Place(one, 0)], seed=1)
    assert f"{seed:032x}" in say("show", one, "--seat", "all").out
    assert f"{seed:032x}" in say("export", one).out
    assert not secret.search(say("list").out + say("show", one).out + say("show", one, "--seat", "1").out)


EVIL = "a\x1b[31m\x1b]0;t\x07 b\nc\r\u202e\u2066d\x9b31m"


def test_where_nobody_is_named_it_is_not_told_for_whom_a_program_plays(say: Say, store: Store) -> None:
    rules = replace(GAMES["cleanup"].presets["paper"], identity="anonymous")
    record = with_people(play(Case("cleanup", "paper"), 2, rules=rules), 0, 1).record
    taken = Substitution(9, 1, Kind.SCRIPTED, "tending")
    store.save(replace(record, header=replace(record.header, substitutions=(taken,))))
    for viewer, told in (("public", "for somebody"), ("all", f"for {record.header.names[1]}")):
        assert re.findall("plays on (.*)[.]", say("show", record.header.id, "--seat", viewer).out) == [told]


def harmless(said: Said) -> bool:
    """It holds nothing that a terminal would obey."""
    return all(character == "\n" or character.isprintable() for character in said.out + said.err)


@both_games
def test_nothing_that_a_terminal_obeys_is_printed_of_texts(say: Say, store: Store, tables: Tables, case: Case) -> None:
    one = begin(tables, case, PERSON, OTHER)
    for place in [Place(one, seat) for seat in (0, 1)]:
        now = view(tables, place)
        if due(now):
            act(tables, place, saying(now.legal[0], EVIL[:20]), now.observation.decision)
    record, step = play(case, 2).record, play(case, 2).record.steps[-1]
    traces = tuple(Trace(0, kind, EVIL, Provenance.NATIVE) for kind in TraceKind)
    failed = codec(case.game).rest(Step(1, {}, (), forced={0: Failure(EVIL, EVIL)})).forced
    record = replace(record, steps=(*record.steps[:-1], replace(step, traces=traces, forced=failed)))
    store.save(record)
    for viewpoint in ("public", "1", "all"):
        said = say("show", record.header.id, "--seat", viewpoint)
        assert "[31m" in said.out
        assert harmless(said)
    assert harmless(say("show", one))
    assert case.game == "toy" or "[31m" in say("show", one).out


@both_games
def test_nothing_that_a_terminal_obeys_is_printed_of_names(say: Say, store: Store, case: Case) -> None:
    record = play(case, 2).record
    seats = (Seating(EVIL, Kind.PERSON, EVIL), *record.header.seats[1:])
    store.save(replace(record, header=replace(record.header, seats=seats)))
    for arguments in (("list",), ("show", record.header.id), ("show", record.header.id, "--seat", "1"), ("show", EVIL)):
        assert harmless(say(*arguments))
