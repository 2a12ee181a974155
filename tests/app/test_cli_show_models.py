"""`show` and `list` tell of models what each viewpoint may know, and nothing that a terminal obeys."""

from dataclasses import replace

import pytest

from games.decision import Failure
from games.model import Message
from replays.record import Kind, Record, Stop
from replays.store import Store
from tests.app import calling
from tests.app.calling import Say, ids
from tests.replays.asked import asked
from tests.replays.marks import MARK
from tests.replays.played import Case, both_games, play, unfinished

folder, say, store = calling.folder, calling.say, calling.store
EVIL = "a\x1b[31m\x1b]0;t\x07 b\nc\r\u202e\u2066d\x9b31m"


def models(case: Case, **header: object) -> Record:
    """Models on the first and the last of three seats."""
    return asked(play(case, 2, seats=3, chatty=True, **header).record, 0, 2)


def told(out: str) -> set[tuple[str, int]]:
    """What is printed of what models were sent and sent back, and whose it is."""
    return {(kind, int(seat)) for kind, seat in MARK.findall(out) if kind in ("system", "prompt", "reply", "model")}


@both_games
def test_each_viewpoint_is_told_how_its_own_model_was_asked(say: Say, store: Store, case: Case) -> None:
    record = models(case)
    store.save(record)
    every = [call for step in record.steps for call in step.calls]
    for at, seats in {"public": (), "1": (0,), "2": (), "3": (2,), "all": (0, 2)}.items():
        mine = [call for call in every if call.seat in seats]
        short, long = (say("show", record.header.id, "--seat", at, *more) for more in ((), ("--prompts",)))
        assert (short.status, long.status) == (0, 0)
        assert told(short.out) == ({("model", 0), ("model", 2)} if at == "all" else set())
        assert told(long.out) == {(kind, seat) for seat in seats for kind in ("system", "prompt", "reply", "model")}
        assert ("What the models used" in short.out) == (at == "all")
        names = [record.header.names[call.seat] for call in mine if call.attempt == 1]
        assert [
            name for line in short.lines for name in record.header.names if f"How {name} was asked" in line
        ] == names
        assert short.out.count("could not be read") == sum(call.failure is not None for call in mine)
        assert short.out.count("220 tokens") == sum(call.attempt == 2 for call in mine)
        same = set(filter(None, short.lines))
        assert [line for line in long.lines if line in same] == list(filter(None, short.lines))
        replies = [line.strip() for line in long.lines if line.strip() in {call.reply for call in mine}]
        assert len(replies) >= len(mine)


@both_games
def test_nothing_that_a_terminal_obeys_is_printed_of_what_servers_say(say: Say, store: Store, case: Case) -> None:
    record = models(case)
    number = next(number for number, step in enumerate(record.steps) if step.calls)
    evil = replace(
        record.steps[number].calls[0],
        messages=(Message(EVIL, EVIL), Message("user", EVIL)),
        schema=EVIL,
        asked=EVIL,
        served=EVIL,
        settings={EVIL: EVIL},
        reply=EVIL,
        finish=EVIL,
        failure=Failure(EVIL, EVIL),
    )
    steps = (*record.steps[:number], replace(record.steps[number], calls=(evil,)), *record.steps[number + 1 :])
    store.save(replace(record, steps=steps))
    said = say("show", record.header.id, "--seat", "all", "--prompts")
    assert said.out.count("[31m") > 8
    assert all(character == "\n" or character.isprintable() for character in said.out + said.err)


@both_games
def test_the_list_names_no_model_while_people_play(say: Say, store: Store, case: Case) -> None:
    record = models(case, people=True)
    store.create(unfinished(record, 0, seed=2).header)
    match_id, (first, *_) = record.header.id, record.header.seats
    said = say("list")
    assert ids(said) == [match_id]
    assert told(said.out) == set()
    assert f"{first.name} ({Kind.MODEL})" in said.out
    assert ids(say("list", "--player", first.player)) == []
    assert ids(say("list", "--player", first.name)) == [match_id]
    for out in (say("show", match_id).out, say("export", match_id, "--seat", "public").out):
        assert told(out) == set()
    store.stop(match_id, 0, Stop.TOKENS)
    assert ids(say("list", "--player", first.player)) == [match_id]
    assert told(say("list").out) == {("model", 0), ("model", 2)}


@both_games
@pytest.mark.parametrize("why", Stop)
def test_a_stopped_match_is_said_to_be_stopped(say: Say, store: Store, case: Case, why: Stop) -> None:
    record = models(case)
    store.create(unfinished(record, 0, seed=2).header)
    for step in record.steps[:6]:
        store.append(record.header.id, step)
    store.stop(record.header.id, 6, why)
    words = {Stop.PERSON: "stopped", Stop.MONEY: "limit for money", Stop.TOKENS: "limit for tokens"}[why]
    shown, listed = say("show", record.header.id, "--seat", "all"), say("list")
    for said in (shown, listed):
        assert words in said.out
        assert "running" not in said.out
        assert said.status == 0
    assert "seed" in shown.out
    assert "1 of 1" in say("check").out
