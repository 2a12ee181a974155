"""Keys that were typed for a match: only its own models get them, and they are left nowhere."""

import json
import logging
from pathlib import Path

import pytest

from app.house import Declined
from app.keys import Keys
from app.tables import Place, Tables
from replays.exchange import lines
from replays.record import viewer
from tests.app import clicking, modelled
from tests.app.clicking import PERSON, claim, do, follow, to_the_end
from tests.app.modelled import HOST, calls, forced, model, models, never, over
from tests.replays.played import Case
from tests.standin import Answer, StandIn, answers

tables, server = clicking.tables, modelled.server
BAR = Case("liars_bar", "paper")
PLANTED = "sk-planted-4f9d2c7b1a8e6350"
OTHER = "another.key.without.a.known.form.77"


def echoes(key: str) -> list[Answer]:
    """What a hostile server can do with a key: say it back wherever it can write something."""

    def fields(body: dict[str, object]) -> dict[str, object]:
        return answers.finished(answers.message(body, reasoning_content=f"I think of {key}."), key) | {"model": key}

    return [
        Answer(change=fields),
        answers.error(500, f"Broken: {key}", code=key, kind=key),
        answers.text(f'{{"thought": "{key}", "move": "{key}", "say": "{key}"}}'),
        answers.error(400, f"Header Authorization: Bearer {key} is bad"),
        Answer(status=500, kind="text/html", body=f"<h1>{key}</h1>".encode(), headers={"x-key": key}),
        answers.no_key(f"Incorrect API key provided: {key}."),
        answers.refusal(f"Not with {key}."),
        answers.other_model(key),
        answers.no_choices(),
    ]


def kept_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize("key", [PLANTED, OTHER])
def test_a_planted_key_is_nowhere(
    tables: Tables,
    server: StandIn,
    tmp_path: Path,
    key: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    hostile = echoes(key)
    server.answers = list(hostile)
    server.key = key
    keys = Keys({server.base_url: key})
    match_id = tables.open(*BAR, (*models(server, 2, impressions=True), PERSON), seed=3, keys=keys, host=HOST)
    claim(tables, match_id)
    ears = [follow(tables, match_id, 2), follow(tables, match_id)]
    to_the_end(tables, [Place(match_id, 2)])
    record = tables.store.load(match_id)
    assert record.header.outcome is not None
    assert len(server.asked) > len(hostile), "the hostile answers have all been given"
    assert {asked.key for asked in server.asked} == {key}
    tables.close()
    wire = "".join(text for ear in ears for text in ear.texts)
    exported = b"".join(line for who in ("all", "public", "1") for line in lines(record, viewer(who, ("a", "b", "c"))))
    left = capfd.readouterr()
    places = {
        "the folder": kept_in(tmp_path),
        "the log": caplog.text.encode(),
        "the wire": wire.encode(),
        "the export": exported,
        "the screen": (left.out + left.err).encode(),
        "the record": repr(record).encode(),
        "what the tables say of themselves": repr((vars(tables), vars(tables._lives[match_id]))).encode(),
    }
    assert [place for place, text in places.items() if not text] in ([], ["the screen"])
    for place, text in places.items():
        assert key.encode() not in text, place
        assert json.dumps(key).encode() not in text, place


def test_each_match_has_its_own_keys(tables: Tables) -> None:
    with StandIn(key=PLANTED) as one, StandIn(key=OTHER) as two:
        seats = (model(one, 0), model(two, 0, name="Otis"))
        right = tables.open(*BAR, seats, keys={one.base_url: PLANTED, two.base_url: OTHER}, seed=3)
        wrong = tables.open(*BAR, seats, keys={one.base_url: OTHER, two.base_url: OTHER}, seed=3)
        none = tables.open(*BAR, seats, seed=3)
        assert forced(over(tables, right)) == []
        assert {seat for seat, _ in forced(over(tables, wrong))} == {0}
        assert {why for _, why in forced(over(tables, none))} == {"no-key"}
        assert {seat for seat, _ in forced(over(tables, none))} == {0, 1}


def test_the_next_match_has_the_same_keys_until_the_match_is_forgotten(tables: Tables, server: StandIn) -> None:
    server.key = PLANTED
    server.answers = never
    match_id = tables.open(*BAR, models(server, 2), keys={server.base_url: PLANTED}, host=HOST, seed=3)
    place = Place(match_id, None, host=True)
    server.until(lambda one: one.in_flight == 1)
    do(tables.stop(place))
    other = do(tables.rematch(place, same=False))
    server.until(lambda one: one.in_flight == 1 and len(one.asked) == 2)
    assert server.asked[-1].key == PLANTED
    live = tables._lives[match_id]
    tables._loop.wait(lambda: tables._forget(live))
    assert match_id not in tables._keys
    assert other in tables._keys, "it is still running"
    running = tables._lives[other]
    tables._loop.wait(lambda: tables._rest(running))
    tables._loop.wait(lambda: tables._forget(running))
    assert other in tables._keys
    with pytest.raises(Declined):
        do(tables.rematch(Place(other, None, host=True), same=False))
    do(tables.stop(Place(other, None, host=True)))
    tables._loop.wait(lambda: tables._forget(tables._lives[other]))
    assert tables._keys == {}


def test_a_person_who_was_away_for_long_finds_the_models_with_their_keys(tables: Tables, server: StandIn) -> None:
    server.key = PLANTED
    match_id = tables.open(*BAR, (*models(server, 2), PERSON), keys={server.base_url: PLANTED}, seed=3)
    claim(tables, match_id)
    tables.settle(match_id)
    live = tables._lives[match_id]
    tables._loop.wait(lambda: tables._rest(live))
    tables._loop.wait(lambda: tables._forget(live))
    assert match_id not in tables._lives
    to_the_end(tables, [Place(match_id, 2)])
    record = tables.store.load(match_id)
    assert forced(record) == []
    assert calls(record)


def test_something_asked_beside_the_matches_has_its_own_keys(tables: Tables, server: StandIn) -> None:
    from agents.completion import Caller, Completion
    from games.model import Message

    server.key = PLANTED

    async def ask(caller: Caller) -> Completion:
        settings = model(server).settings
        assert settings is not None
        schema = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
        return await caller.complete(settings, (Message("user", "?"),), schema, seed=1, seconds=10)

    failed, done = (tables.with_models(ask, keys).result(20) for keys in ({}, {server.base_url: PLANTED}))
    assert failed.failure is not None
    assert failed.failure.code == "no-key"
    assert done.failure is None
    server.until(lambda one: one.in_flight == 0)
    server.answers = lambda _: answers.slow(3600)
    waiting = tables.with_models(ask, {server.base_url: PLANTED})
    server.until(lambda one: one.in_flight == 1)
    waiting.cancel()
    server.until(lambda one: one.left == 1)
