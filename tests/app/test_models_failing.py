"""A model that dies in the middle of a match: it ends all the same, the record says why, and somebody can sit in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from app.house import Declined
from app.seating import stand_in
from app.tables import Place, Tables
from games.registry import GAMES
from games.words import words
from replays.check import Verdict, check
from replays.record import Kind, Substitution
from tests.app import clicking, modelled
from tests.app.clicking import PERSON, PROGRAM, Ear, claim, click, do, due, follow, people, reopen, to_the_end, view
from tests.app.modelled import HOST, MODELS, NAMES, asked_of, calls, dies, forced, models, never, over
from tests.replays.played import Case
from tests.standin import Answer, Asked, StandIn, answers

tables, server = clicking.tables, modelled.server
BAR = Case("liars_bar", "paper")
DYING = {
    "no-such-model": answers.no_model(),
    "no-key": answers.no_key(),
    "quota": answers.no_quota(),
    "declined": answers.refusal(),
    "no-route": answers.drop(),
}
TEXT = words("app")


def opened(tables: Tables, server: StandIn, answer: Callable[..., Answer | None] | Answer, **how: object) -> str:
    """Two models and a person, who has come; the model on the second seat dies like this."""
    server.answers = dies(1, answer) if isinstance(answer, Answer) else answer
    match_id = tables.open(*BAR, (*models(server, 2), PERSON), **how)  # type: ignore[arg-type]
    claim(tables, match_id)
    return match_id


def until_failing(tables: Tables, ear: Ear, match_id: str) -> None:
    """The person plays on until a model is said to fail."""
    place, rng = Place(match_id, 2), Random(4)
    while not any("failing" in row for row in people(ear)):
        assert due(view(tables, place)), "the match has ended"
        click(tables, place, rng)
        tables.settle(match_id)


@pytest.mark.parametrize("code", DYING)
def test_a_model_that_dies_is_said_to_and_a_scripted_player_can_take_its_seat(
    tables: Tables, server: StandIn, code: str
) -> None:
    match_id = opened(tables, server, DYING[code], seed=3)
    ear, watcher = follow(tables, match_id, 2), follow(tables, match_id)
    until_failing(tables, ear, match_id)
    (row,) = [row for row in people(ear) if "failing" in row]
    sentence = TEXT["live"]["failing"].format(why=TEXT["failure"][code].format(name=NAMES[1]))
    assert row == {
        "seat": 1,
        "name": NAMES[1],
        "here": True,
        "joined": True,
        "link": None,
        "failing": sentence,
        "stand_in": True,
    }
    assert people(watcher)[0] == row | {"stand_in": False}
    do(tables.stand_in(Place(match_id, 2), 1))
    assert not any("failing" in row for row in people(ear))
    after = tables.store.header(match_id).steps
    player = stand_in("liars_bar")
    asked = len(asked_of(server, 1))
    for told in (ear, watcher):
        assert told.told("notice")[-1]["text"].startswith("A scripted player")
        assert NAMES[1] in told.told("notice")[-1]["text"]
    to_the_end(tables, [Place(match_id, 2)])
    record = tables.store.load(match_id)
    assert record.header.outcome is not None
    (taken,) = record.header.substitutions
    assert taken == Substitution(taken.after, 1, Kind.SCRIPTED, player)
    assert taken.after <= after
    assert {(seat, why) for seat, why in forced(record)} == {(1, code)}
    assert len(asked_of(server, 1)) == asked, "it is asked no more"
    assert check(record).verdict is Verdict.SAME


@pytest.mark.parametrize("code", ["no-such-model", "no-key"])
def test_a_match_in_which_nobody_minds_a_dead_model_ends(tables: Tables, server: StandIn, code: str) -> None:
    server.answers = dies(1, DYING[code], after=2)
    match_id = tables.open(*BAR, models(server), seed=3)
    record = over(tables, match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME
    acted = len(asked_of(server, 1))
    assert forced(record) == [(1, code)] * (acted - 2)
    failures = [call.failure and call.failure.code for call in calls(record) if call.seat == 1]
    assert failures == [None, None, *[code] * (acted - 2)]


def test_when_all_models_are_dead_the_match_ends_too(tables: Tables, server: StandIn) -> None:
    server.answers = lambda _: answers.no_key()
    record = over(tables, tables.open(*BAR, models(server), seed=3))
    assert record.header.outcome is not None
    assert len(forced(record)) == len(calls(record)) == len(server.asked)
    assert check(record).verdict is Verdict.SAME


def test_nobody_is_offered_the_seat_of_a_dead_player(tables: Tables, server: StandIn) -> None:
    server.answers = lambda _: answers.no_key()
    match_id = tables.open(*BAR, models(server), seed=3)
    ear = follow(tables, match_id)
    over(tables, match_id)
    failing, dead = set[int](), set[int]()
    for message in ear.messages:
        if message["kind"] in ("snapshot", "frame"):
            dead = {seat["seat"] for seat in message["scene"]["seats"] if not seat["alive"]}
        elif message["kind"] == "people":
            now = {row["seat"] for row in message["seats"]}
            assert not now & dead
            failing |= now
    assert failing == {0, 1, 2}
    assert len(dead) == 2


def test_one_bad_decision_is_not_the_end_of_a_model(tables: Tables, server: StandIn) -> None:
    """Three bad answers make one bad decision; after a second in a row it fails, and a good one makes it well again."""
    bad = answers.text("no move at all")
    count = 0

    def told(asked: Asked) -> Answer | None:
        nonlocal count
        count += asked.model == MODELS[1]
        return bad if asked.model == MODELS[1] and (count <= 3 or 6 < count <= 12) else None

    match_id = opened(tables, server, told, seed=5)
    ear, place, rng = follow(tables, match_id, 2), Place(match_id, 2), Random(4)
    seen: list[tuple[int, bool]] = []
    while due(view(tables, place)):
        failing = any("failing" in row for row in people(ear))
        seen.append((count, failing))
        assert failing == (12 <= count < 13), seen
        click(tables, place, rng)
        tables.settle(match_id)
    assert any(failing for _, failing in seen)
    assert seen[-1][0] > 12
    assert [why for _, why in forced(tables.store.load(match_id))] == ["unreadable"] * 3


def test_a_model_that_works_keeps_its_seat(tables: Tables, server: StandIn) -> None:
    match_id = opened(tables, server, answers.no_key(), host=HOST)
    follow(tables, match_id, 2)
    tables.settle(match_id)
    with pytest.raises(Declined, match="works"):
        do(tables.stand_in(Place(match_id, 2), 0))
    for seat in (-1, 3, 99):
        with pytest.raises(Declined):
            do(tables.stand_in(Place(match_id, 2), seat))
    assert tables.store.header(match_id).substitutions == ()


def test_where_nobody_is_named_no_refusal_tells_which_model_is_dead(tables: Tables, server: StandIn) -> None:
    rules = replace(GAMES["cleanup"].presets["paper"], identity="anonymous")
    server.answers = dies(1, answers.no_key())
    seats = (*models(server, 2), PERSON, PROGRAM)
    match_id = tables.open("cleanup", "paper", seats, seed=3, rules=rules)
    claim(tables, match_id)
    ear = follow(tables, match_id, 2)
    until_failing(tables, ear, match_id)
    for seat in (0, 1, 2, 3, -1, 99):
        with pytest.raises(Declined) as declined:
            do(tables.stand_in(Place(match_id, 2), seat))
        assert declined.value.why.code == "nobody-away"
    assert tables.store.header(match_id).substitutions == ()
    do(tables.stand_in(Place(match_id, 2), None))
    assert [one.seat for one in tables.store.header(match_id).substitutions] == [1]


def test_only_people_of_the_table_give_a_dead_models_seat_away(tables: Tables, server: StandIn) -> None:
    match_id = opened(tables, server, answers.no_key(), seed=3, host=HOST)
    ear = follow(tables, match_id, 2)
    host = follow(tables, match_id, host=True)
    until_failing(tables, ear, match_id)
    for place in (Place(match_id, None), Place(match_id, None, host=True), Place(match_id, 0), Place(match_id, 1)):
        with pytest.raises(Declined, match="no seat"):
            do(tables.stand_in(place, 1))
    assert not any(row["stand_in"] for row in people(host))


def test_whoever_opened_a_match_without_people_can_let_a_scripted_player_take_a_seat(
    tables: Tables, server: StandIn
) -> None:
    def told(asked: Asked) -> Answer | None:
        if asked.model == MODELS[0]:
            return answers.no_key()
        return never(asked) if asked.number > 8 else None

    server.answers = told
    match_id = tables.open(*BAR, models(server), seed=3, host=HOST)
    host, watcher = follow(tables, match_id, host=True), follow(tables, match_id)
    server.until(lambda one: one.in_flight == 1 and told(one.asked[-1]) == never(one.asked[-1]))
    assert [(row["seat"], row["stand_in"]) for row in people(host)] == [(0, True)]
    assert people(watcher) == [row | {"stand_in": False} for row in people(host)]
    do(tables.stand_in(Place(match_id, None, host=True), 0))
    server.answers = ()
    do(tables.stop(Place(match_id, None, host=True)))
    record = tables.store.load(match_id)
    assert [(one.seat, one.kind) for one in record.header.substitutions] == [(0, Kind.SCRIPTED)]
    assert check(record).verdict is Verdict.SAME


def test_who_failed_before_a_restart_fails_after_it(tables: Tables, server: StandIn, tmp_path: Path) -> None:
    match_id = opened(tables, server, answers.no_key(), seed=3)
    ear = follow(tables, match_id, 2)
    until_failing(tables, ear, match_id)
    again = reopen(tmp_path)
    other = follow(again, match_id, 2)
    assert people(other) == people(ear)
    do(again.stand_in(Place(match_id, 2), 1))
    to_the_end(again, [Place(match_id, 2)])
    assert check(again.store.load(match_id)).verdict is Verdict.SAME
    again.close()
    again.store.close()


def test_a_model_that_is_thinking_when_its_seat_is_taken_is_not_waited_for(tables: Tables, server: StandIn) -> None:
    """It failed at its last decision, and is asked again: whoever takes the seat does not wait for that."""
    server.answers = [answers.no_key(), answers.slow(3600)]
    match_id = tables.open(*BAR, (*models(server, 1), PROGRAM, PERSON), seed=3)
    claim(tables, match_id)
    ear, place, rng = follow(tables, match_id, 2), Place(match_id, 2), Random(1)
    while not (server.in_flight and len(server.asked) == 2):
        live = tables._lives[match_id]
        seen = tables._loop.wait(lambda live=live: live.table.view(2))
        if due(seen):
            do(tables.act(place, rng.choice(seen.legal), seen.observation.decision))
    assert [row["seat"] for row in people(ear) if "failing" in row] == [0]
    do(tables.stand_in(place, 0))
    server.until(lambda one: one.left == 1)
    to_the_end(tables, [place])
    assert tables.store.header(match_id).outcome is not None
    assert len(server.asked) == 2
