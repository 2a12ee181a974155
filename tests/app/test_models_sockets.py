"""Who may stop a match by wire, and what the wire tells those who watch models play."""

import json
import time
from collections.abc import Iterator
from hashlib import sha256

import pytest

from app.identity import COOKIE
from replays.record import Kind, Seating, Stop
from replays.store import Store
from tests.app import modelled
from tests.app.modelled import models, never
from tests.app.serving import App
from tests.app.wire import ADA, PATIENCE, Browser, Wire, play_out
from tests.replays.played import Case, play, unfinished
from tests.standin import StandIn, answers

server = modelled.server
BAR = Case("liars_bar", "paper")
STOP = '{"do":"stop"}'


def browser(app: App, secret: str) -> Browser:
    return Browser(app, f"{COOKIE}={secret}")


def opened(app: App, host: str, *seats: Seating) -> str:
    """A match that this browser has opened, and that nobody has begun."""
    people = any(seating.kind is Kind.PERSON for seating in seats)
    record = unfinished(play(BAR, 3, seats=len(seats)).record, 0, seed=3, seats=seats, people=people)
    store = Store.open(app.folder)
    store.create(record.header, sha256(host.encode()).hexdigest())
    store.close()
    return record.header.id


def header(app: App, match_id: str) -> object:
    store = Store.open(app.folder)
    found = store.header(match_id)
    store.close()
    return found


@pytest.fixture(scope="module", autouse=True)
def warm(served: App) -> None:
    """The app has asked a model before; what it needs for that takes seconds to import."""
    with StandIn() as server:
        server.answers = lambda _: answers.no_key()
        match_id = opened(served, "warm", *models(server, 2))
        wire, until = Browser(served).follow(match_id), time.monotonic() + 60
        while not server.asked:
            assert time.monotonic() < until
            time.sleep(0.05)
        wire.close()


def ended(wire: Wire) -> None:
    """Wait until this reader knows that the match is over."""
    until = time.monotonic() + PATIENCE
    while not wire.newest["ending"]:
        assert time.monotonic() < until


@pytest.fixture
def wires() -> Iterator[list[Wire]]:
    open_ones: list[Wire] = []
    yield open_ones
    for wire in open_ones:
        wire.close()


def test_whoever_opened_a_match_of_models_stops_it_and_nobody_else_can(
    served: App, server: StandIn, wires: list[Wire]
) -> None:
    server.answers = never
    match_id = opened(served, "host", *models(server))
    host, stranger, nobody = browser(served, "host"), browser(served, "stranger"), Browser(served)
    wires += [one.follow(match_id) for one in (stranger, nobody, host)]
    for wire in wires:
        wire.until("snapshot")
    server.until(lambda one: one.in_flight == 1)
    for wire in wires[:2]:
        wire.line.send(STOP)
        wire.line.send('{"do":"stand_in","seat":0}')
    assert wires[2].say('{"do":"resign"}')["kind"] == "refused"
    assert wires[2].say('{"do":"act","at":0,"click":"a","action":["Pass",{}]}')["kind"] == "refused"
    assert wires[2].say('{"do":"stop","why":"limit-money"}')["kind"] == "refused"
    assert server.in_flight == 1, "it still thinks"
    assert wires[2].say(STOP)["kind"] == "done"
    server.until(lambda one: one.in_flight == 0)
    assert server.left == 1
    for wire in wires:
        ended(wire)
    for wire in wires[:2]:
        assert not [message for message in wire.received if message["kind"] in ("done", "refused")]
    again = wires[2].say(STOP)
    assert (again["kind"], again["text"]) == ("refused", "The match is over.")
    assert header(served, match_id).stopped is Stop.PERSON  # type: ignore[attr-defined]


def test_people_at_the_table_cannot_stop_what_somebody_else_has_opened(
    served: App, server: StandIn, wires: list[Wire]
) -> None:
    bea = Seating("Bea", Kind.PERSON, "Bea")
    match_id = opened(served, "ada", ADA, bea, *models(server, 1))
    store = Store.open(served.folder)
    for seat, secret in enumerate(("ada", "bea")):
        store.claim(sha256(secret.encode()).hexdigest(), match_id, seat)
    store.close()
    wires += [browser(served, secret).follow(match_id, seat) for seat, secret in enumerate(("ada", "bea"))]
    answer = wires[1].say(STOP)
    assert (answer["kind"], answer["text"]) == (
        "refused",
        "Only whoever has opened this table can stop the match.",
    )
    assert header(served, match_id).ended is None  # type: ignore[attr-defined]
    assert wires[0].say(STOP)["kind"] == "done"
    ended(wires[1])
    assert not wires[1].newest["ask"]


def test_a_host_lets_a_scripted_player_take_the_seat_of_a_dead_model_and_opens_the_next_match(
    served: App, server: StandIn, wires: list[Wire]
) -> None:
    server.answers = lambda asked: answers.no_model() if asked.model == modelled.MODELS[0] else never(asked)
    match_id = opened(served, "host", *models(server, 2))
    wires.append(browser(served, "host").follow(match_id))
    while not (rows := wires[0].until("people")["seats"]):
        pass
    assert [(row["seat"], row["stand_in"]) for row in rows] == [(0, True)]
    assert wires[0].say('{"do":"stand_in","seat":1}')["text"].startswith("A model plays for Otis")
    assert wires[0].say('{"do":"stand_in","seat":0}')["kind"] == "done"
    assert wires[0].say(STOP)["kind"] == "done"
    assert wires[0].say('{"do":"rematch","same":false}')["kind"] == "done"
    moved = next(message for message in wires[0].received if message["kind"] == "moved")
    other = moved["url"].removeprefix("/table?match=")
    assert header(served, other).seats == header(served, match_id).seats  # type: ignore[attr-defined]
    wires.append(browser(served, "host").follow(other))
    assert wires[1].say(STOP)["kind"] == "done"


def test_a_person_against_models_by_wire(served: App, server: StandIn, wires: list[Wire]) -> None:
    match_id = opened(served, "ada", *models(server, 2, impressions=True), ADA)
    store = Store.open(served.folder)
    store.claim(sha256(b"ada").hexdigest(), match_id, 2)
    store.close()
    ada, watcher = browser(served, "ada").follow(match_id, 2), Browser(served).follow(match_id)
    wires += [ada, watcher]
    for wire in wires:
        wire.until("snapshot")
    play_out(ada, watcher)
    for wire in wires:
        running = [message for message in wire.received if not message.get("ending")]
        assert not [message for message in running if message["kind"] in ("spent", "notice")]
        assert "tiny" not in json.dumps(running)
        assert "tiny-a" in json.dumps(wire.received[-1] if wire.received[-1].get("ending") else wire.newest)
