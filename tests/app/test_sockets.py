"""What travels between a real server and its browsers: to each reader what it may know, from each what it may do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from app.narrator import NEWEST
from app.sockets import LONGEST
from replays.store import Store
from tests.app.serving import App
from tests.app.wire import ADA, BEA, OTIS, Begun, Browser, Wire, begun, first_legal, play_out, visit


@pytest.fixture
def match(served: App) -> Begun:
    return begun(served)


def seated(served: App, match: Begun, seat: int) -> tuple[Browser, Wire]:
    browser = Browser(served)
    assert browser.open(match.links[seat]).status == 303
    assert browser.location == f"/table?match={match.id}&seat={seat + 1}"
    return browser, browser.follow(match.id, seat)


@pytest.fixture
def both(served: App, match: Begun) -> Iterator[tuple[Wire, Wire]]:
    wires = [seated(served, match, seat)[1] for seat in (0, 1)]
    yield wires[0], wires[1]
    for wire in wires:
        wire.close()


def asked(wires: tuple[Wire, Wire]) -> tuple[Wire, dict[str, Any]]:
    """Who is to act at the beginning, and how the table looks to it."""
    while True:
        for wire in wires:
            if (now := wire.newest)["ask"]:
                return wire, now


def test_a_match_waits_for_its_people_and_then_begins(served: App, match: Begun) -> None:
    _, ada = seated(served, match, 0)
    assert ada.until("snapshot")["number"] == 0
    people = ada.until("people")["seats"]
    assert [(row["seat"], row["joined"]) for row in people] == [(0, True), (1, False)]
    assert [row["link"] for row in people] == [None, match.links[1]]
    _, bea = seated(served, match, 1)
    assert asked((ada, bea))[1]["scene"]["target"]
    ada.close()
    bea.close()


def test_a_whole_match_by_wire_shows_each_reader_its_own_cards_only(served: App, match: Begun) -> None:
    wires = [seated(served, match, seat)[1] for seat in (0, 1)]
    watcher = Browser(served).follow(match.id)
    watcher.until("snapshot")
    play_out(*wires, watcher)
    for viewer, wire in ((0, wires[0]), (1, wires[1]), (None, watcher)):
        numbers = [m["number"] for m in wire.received if m["kind"] == "frame"]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        for message in wire.received:
            if message["kind"] in ("snapshot", "frame"):
                look_for_secrets(message, viewer)
        wire.close()


def look_for_secrets(message: dict[str, Any], viewer: int | None) -> None:
    assert (message["mine"] is None) == (viewer is None)
    assert viewer is not None or message["ask"] is None
    for seat in message["scene"]["seats"]:
        assert (seat["hand"] is None) == (seat["seat"] != viewer)
        assert all((play["faces"] is None) == (seat["seat"] != viewer) for play in seat["plays"])
    for line in (*message.get("lines", ()), *message.get("log", ())):
        if line["kind"] in ("Dealt", "Laid") and line["seat"] != viewer:
            assert not {"Queen", "King", "Ace", "Joker"} & set(line["text"].replace(",", " ").split())
    if not message["ending"]:
        assert "seed" not in json.dumps(message)


def test_nobody_gets_anothers_seat(served: App, match: Begun) -> None:
    owner, wire = seated(served, match, 0)
    wire.close()
    stranger = Browser(served)
    stranger.open("/")
    assert stranger.cookie
    assert stranger.cookie != owner.cookie
    for cookie in (stranger.cookie, "", "undertable=", owner.cookie[:-1], owner.cookie.upper()):
        assert Browser(served, cookie).follow(match.id, 0).closed() == 4403
    assert owner.follow(match.id, 1).closed() == 4403
    other = begun(served)
    assert owner.follow(other.id, 0).closed() == 4403


@pytest.mark.parametrize("token", ["0" * 32, "", "..%2f..", "x" * 5000])
def test_a_guessed_link_leads_nowhere(served: App, match: Begun, token: str) -> None:
    guesser = Browser(served)
    guesser.open("/")
    answer = guesser.open(f"/join/{match.id}/{token}")
    assert answer.status in (200, 301, 303, 400, 404)
    assert "seat=" not in guesser.location
    store = Store.open(served.folder)
    assert store.claimed(match.id) == frozenset()
    store.close()


def test_a_link_to_one_seat_opens_no_other(served: App, match: Begun) -> None:
    other = begun(served)
    token = match.links[0].rsplit("/", 1)[1]
    crossed = Browser(served)
    crossed.open(f"/join/{other.id}/{token}")
    assert crossed.location == "/?join=unknown"
    crossed.open(f"/join/nosuchmatch/{token}")
    assert crossed.location == "/?join=unknown"


@pytest.mark.parametrize("seat", ["0", "3", "-1", "1x", "", "all", "²"])
def test_a_seat_that_is_none_is_nobodys(served: App, match: Begun, seat: str) -> None:
    browser, wire = seated(served, match, 0)
    wire.close()
    assert browser.follow(match.id, number=seat).closed() == 4403


def test_an_unknown_match_and_a_foreign_page_are_turned_away(served: App, match: Begun) -> None:
    assert Browser(served).follow("nosuchmatch").closed() == 4404
    assert Browser(served).follow(match.id, origin="http://elsewhere.example").closed() == 1008
    assert Browser(served).follow(match.id, origin=f"http://127.0.0.1:{served.port + 1}").closed() == 1008
    with pytest.raises(InvalidStatus):
        Browser(served).follow(match.id, additional_headers={"Host": "elsewhere.example"})


@pytest.mark.parametrize("path", ["/", "/api/matches/x/frames", "/join/x/y", "/browser/line.js"])
def test_a_foreign_name_reaches_nothing(served: App, path: str) -> None:
    assert visit(served, path, Host="elsewhere.example").status == 400


FORGED = [
    "",
    "null",
    "[]",
    "{}",
    "{",
    '{"do":"open"}',
    '{"do":"act"}',
    '{"do":"act","at":"0","click":"a","action":["Call",{"say":""}]}',
    '{"do":"act","at":0,"click":"a","action":["Call",{"say":""}],"seat":1}',
    '{"do":"act","at":0,"click":"a","action":["Deal",{"target":"K","hands":[["K","K","K","K","K"],[]]}]}',
    '{"do":"act","at":0,"click":"a","action":["LoadRevolvers",{"chambers":[6,1]}]}',
    '{"do":"act","at":0,"click":"a","action":["Starter",{"seat":0}]}',
    '{"do":"act","at":0,"click":"a","action":["__class__",{}]}',
    '{"do":"act","at":0,"click":"a","action":["Play",{"cards":[]}]}',
    '{"do":"act","at":0,"click":"a","action":["Play",{"cards":["X"]}]}',
    '{"do":"act","at":0,"click":"a","action":["Play",{"cards":"K"}]}',
    '{"do":"act","at":0,"click":"a","action":["Play",{"cards":["Q","Q","Q","Q"]}]}',
    '{"do":"act","at":0,"click":"a","action":["Pass",{"say":"\\ud800"}]}',
    '{"do":"act","at":99999999999999999999,"click":"a","action":["Pass",{}]}',
    '{"do":"stand_in","seat":0}',
    '{"do":"stand_in","seat":-1}',
    '{"do":"stand_in","seat":99}',
    '{"do":"rematch","same":true}',
    "[" * 3000,
]


def test_forged_messages_change_nothing_and_are_answered_in_words(both: tuple[Wire, Wire]) -> None:
    actor, table = asked(both)
    for forged in FORGED:
        for wire in both:
            answer = wire.say(forged)
            assert answer["kind"] == "refused", forged
            assert answer["text"].endswith((".", "?")), answer
            assert "Error" not in answer["text"]
    too_much = ["Play", {"cards": [table["mine"]["hand"][0]["card"]], "say": "x" * 201}]
    assert "200 characters" in actor.act(table["ask"]["decision"], too_much)["text"]
    assert actor.act(table["ask"]["decision"], first_legal(table))["kind"] == "done"
    frames = [m for wire in both for m in wire.received if m["kind"] in ("snapshot", "frame")]
    assert all(frame["number"] <= table["number"] + 1 for frame in frames)


def test_a_watcher_is_not_listened_to(served: App, both: tuple[Wire, Wire], match: Begun) -> None:
    actor, table = asked(both)
    watcher = Browser(served).follow(match.id)
    watcher.until("snapshot")
    watcher.line.send(json.dumps({"do": "act", "at": 0, "click": "a", "action": first_legal(table)}))
    watcher.line.send(json.dumps({"do": "resign"}))
    assert actor.act(table["ask"]["decision"], first_legal(table))["kind"] == "done"
    assert watcher.until("frame")["number"] == table["number"] + 1
    watcher.close()


def test_a_newcomer_to_a_long_match_gets_the_newest_lines_and_the_others_when_it_asks(served: App) -> None:
    match = begun(served, [OTIS] * 4, "classic-small", game="cleanup")
    watcher = Browser(served).follow(match.id)
    told = watcher.until("snapshot")
    assert len(told["log"]) == NEWEST < told["earlier"]
    watcher.line.send(json.dumps({"do": "lines", "before": told["earlier"]}))
    older = watcher.until("lines")
    assert older["before"] == told["earlier"]
    watcher.line.send(json.dumps({"do": "lines", "before": told["earlier"] + NEWEST}))
    assert watcher.until("lines")["lines"] == [*older["lines"], *told["log"]]
    steps = [line["text"] for line in (*older["lines"], *told["log"]) if line["kind"] == "Stepped"]
    assert steps == [f"Step {step}." for step in range(1, 151)]
    for wrong in ({"do": "lines", "before": -1}, {"do": "lines"}, {"do": "resign"}, {"do": "lines", "before": 0}):
        watcher.line.send(json.dumps(wrong))
    assert watcher.next() == {"kind": "lines", "before": 0, "lines": []}
    watcher.close()


def test_a_message_without_end_closes_the_line(both: tuple[Wire, Wire]) -> None:
    both[0].line.send("x" * (LONGEST + 1))
    assert both[0].closed() == 1009


def test_a_double_click_counts_once_and_a_late_one_is_told_so(both: tuple[Wire, Wire]) -> None:
    actor, table = asked(both)
    at, action = table["ask"]["decision"], first_legal(table)
    assert [actor.act(at, action, "one")["kind"] for _ in range(2)] == ["done", "done"]
    late = actor.act(at, action, "two")
    assert late["kind"] == "refused"
    assert "too late" in late["text"]
    other = both[1 - both.index(actor)]
    assert other.turn() is not None
    assert actor.received[-1]["kind"] != "frame" or actor.received[-1]["number"] == table["number"] + 1


def test_two_browsers_on_one_seat_see_the_same_and_the_slower_is_told(served: App, match: Begun) -> None:
    browser, one = seated(served, match, 0)
    _, bea = seated(served, match, 1)
    other = browser.follow(match.id, 0)
    pairs = [(one, other)]
    actor, table = asked((one, bea))
    if actor is bea:
        assert bea.act(table["ask"]["decision"], first_legal(table))["kind"] == "done"
    turns = [wire.turn() if actor is bea or wire is other else table for wire in pairs[0]]
    assert turns[0] is not None
    assert turns[1] is not None
    assert turns[0]["ask"] == turns[1]["ask"]
    at = turns[0]["ask"]["decision"]
    assert one.act(at, first_legal(turns[0]))["kind"] == "done"
    assert other.act(at, first_legal(turns[0]))["kind"] == "refused"
    assert any(m["kind"] == "frame" and m["number"] == turns[0]["number"] + 1 for m in other.received) or other.turn()
    for wire in (one, other, bea):
        wire.close()


def test_whoever_resigns_hands_the_seat_to_a_scripted_player(served: App) -> None:
    match = begun(served, (ADA, OTIS, BEA))
    ada_browser, ada = seated(served, match, 0)
    _, bea = seated(served, match, 2)
    bea.until("snapshot")
    assert ada.say('{"do":"resign"}')["kind"] == "done"
    assert "Ada" in bea.until("notice")["text"]
    play_out(bea)
    store = Store.open(served.folder)
    header = store.header(match.id)
    store.close()
    assert [(s.seat, s.kind) for s in header.substitutions] == [(0, "scripted")]
    assert header.ended is not None
    assert ada_browser.follow(match.id, 0).closed() == 4410
    ada.close()
    bea.close()


def test_lists_and_addresses_of_a_running_match_tell_nothing_hidden(
    served: App, both: tuple[Wire, Wire], match: Begun
) -> None:
    asked(both)
    assert visit(served, f"/api/matches/{match.id}/frames?seat=public").status == 200
    for seat in ("1", "2", "all", "Ada"):
        answer = visit(served, f"/api/matches/{match.id}/frames?seat={seat}")
        assert answer.status == 403
        assert b"frames" not in answer.read()
    public = visit(served, f"/api/matches/{match.id}/frames").read().decode()
    assert '"seed":[]' in public.replace(" ", "")
    assert not any(frame["ask"] or frame["mine"] for frame in json.loads(public)["frames"])


@pytest.mark.parametrize(
    "path", ["/browser/../server.py", "/browser/%2e%2e/server.py", "/browser/", "/browser/none.js"]
)
def test_only_browser_code_is_served(served: App, path: str) -> None:
    answer = visit(served, path)
    assert b"uvicorn" not in answer.read()


def test_browser_code_is_asked_for_anew(served: App) -> None:
    names = [file.name for file in (Path(__file__).parents[2] / "app" / "browser").iterdir()]
    assert names
    for name in names:
        answer = visit(served, f"/browser/{name}")
        assert answer.status == 200
        assert answer.headers["cache-control"] == "no-cache"


def test_a_seat_that_is_taken_is_not_taken_again_by_its_link(served: App, match: Begun) -> None:
    owner, wire = seated(served, match, 0)
    thief = Browser(served)
    thief.open(match.links[0])
    assert thief.follow(match.id, 0).closed() == 4403
    other = owner.follow(match.id, 0)
    assert other.until("snapshot")["you"] == 0
    wire.close()
    other.close()


def test_a_link_opened_without_cookies_takes_no_seat(served: App, match: Begun) -> None:
    for _ in range(2):
        answer = visit(served, match.links[0])
        assert answer.headers["location"] == f"{match.links[0]}?again=1"
    assert visit(served, f"{match.links[0]}?again=1").headers["location"] == "/?join=cookies"
    store = Store.open(served.folder)
    assert store.claimed(match.id) == frozenset()
    store.close()


def test_a_table_whose_only_comer_leaves_plays_on_by_itself(served: App, match: Begun) -> None:
    _, ada = seated(served, match, 0)
    ada.until("snapshot")
    assert ada.say('{"do":"resign"}')["kind"] == "done"
    while not ada.newest["ending"]:
        pass
    ada.close()


def test_whoever_was_replaced_is_told_so(served: App) -> None:
    match = begun(served, (ADA, OTIS, BEA))
    browser, ada = seated(served, match, 0)
    _, bea = seated(served, match, 2)
    bea.until("snapshot")
    ada.say('{"do":"resign"}')
    assert browser.follow(match.id, 0).closed() == 4410
    assert any("Ada has left" in line["text"] for line in bea.until("snapshot")["log"])
    ada.close()
    bea.close()


def test_bytes_and_nesting_without_end_are_refused_without_a_crash(both: tuple[Wire, Wire]) -> None:
    nested = '{"do":"act","at":0,"click":"a","action":["Play",' + "[" * 1950
    assert both[0].say(nested)["kind"] == "refused"
    assert (
        both[0].say(json.dumps({"do": "act", "at": 0, "click": "x" * 65, "action": ["Pass", {}]}))["kind"] == "refused"
    )
    both[0].line.send(b"bytes")
    assert both[0].closed() == 1003


@pytest.mark.parametrize("path", ["/join", "/join/", "/join/somematch", "/join/a/b/c"])
def test_a_link_that_was_cut_short_leads_to_the_first_page_with_a_word(served: App, path: str) -> None:
    assert visit(served, path).headers["location"] in (
        "/?join=unknown",
        "/join",
        f"http://127.0.0.1:{served.port}/join",
    )
