"""The clock of a step in which all act at once: who is played for, when it stands, and that it tells no secret."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agents.scripted import personas
from app import clock as clocks
from app.commands.telling import beside
from app.entries import read_too
from app.tables import Place, Tables
from app.watching import told
from games.cleanup.actions import Act
from games.cleanup.presets import PRESETS as CLEANUP_PRESETS
from games.core import ANALYST, Seat
from games.decision import Failure
from games.failure import LATE
from games.secret_tools.actions import Answer, Write
from games.secret_tools.conditions import Condition, ToolRules
from replays.check import Verdict, check
from replays.exchange import lines, read
from replays.record import Kind, Seating, bound, codec
from replays.replay import as_seen, refold
from replays.store import Store
from tests.app.clicking import PATIENCE, PROGRAM, Ear, act, claim, do, due, follow, settled, view
from tests.app.outsiders import Hours
from tests.app.test_tables_failures import files_no_larger_than
from tests.replays.played import Case
from tests.stores import fresh
from tests.toy.values import Guess

TOY, CLEANUP = Case("toy", "long"), Case("cleanup", "paper")
ADA, BEA, CY = (Seating(name, Kind.PERSON, name) for name in ("Ada", "Bea", "Cy"))
TOYS = Path(__file__).parents[1] / "toy" / "wordings"
SECONDS = 20.0


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(TOYS, tmp_path / "wordings")
    read_too(tmp_path / "wordings")
    store = fresh(tmp_path)
    yield store
    store.close()
    read_too(None)


@pytest.fixture
def servers(store: Store, hours: Hours) -> Iterator[Callable[[], Tables]]:
    """Starts another server over the same store; the test counts its seconds."""
    started: list[Tables] = []

    def start() -> Tables:
        started.append(Tables(store, pace=0, clock=hours))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def tables(servers: Callable[[], Tables]) -> Tables:
    return servers()


def opened(tables: Tables, *seats: Seating, clock: float | None = SECONDS, tool: ToolRules | None = None) -> str:
    match_id = tables.open(*TOY, seats or (ADA, PROGRAM, BEA), seed=5, clock=clock, tool=tool)
    claim(tables, match_id)
    tables.settle(match_id)
    return match_id


def ring(tables: Tables, match_id: str) -> None:
    """As the timer does, by the test's seconds."""

    def rings() -> None:
        tables._live(match_id)._clock._ring()

    tables._loop.wait(rings)
    tables.settle(match_id)


def guess(tables: Tables, match_id: str, seat: Seat, number: int = 9) -> None:
    seen = view(tables, Place(match_id, seat))
    act(tables, Place(match_id, seat), Guess(number), seen.observation.decision)


def shown(ear: Ear) -> dict[str, float] | None:
    """The clock as this one was told last."""
    return [message["clock"] for message in ear.messages if message["kind"] in ("snapshot", "frame")][-1]


def left(ear: Ear) -> float | None:
    now = shown(ear)
    return None if now is None else now["left"]


def test_whoever_does_not_choose_in_time_is_played_for_and_everybody_hears_it(tables: Tables, hours: Hours) -> None:
    match_id = opened(tables)
    ears = [follow(tables, match_id, viewer) for viewer in (0, 2, None)]
    assert [shown(ear) for ear in ears] == [{"seconds": SECONDS, "left": SECONDS}] * 3
    guess(tables, match_id, 0)
    hours.now += SECONDS - 0.5
    ring(tables, match_id)
    steps = settled(tables, match_id)
    late = follow(tables, match_id)
    assert left(late) == 0.5
    hours.now += 0.5
    ring(tables, match_id)
    record = tables.store.load(match_id)
    reader = codec("toy")
    played = record.steps[steps]
    assert reader.forced(played) == {2: Failure(LATE)}
    assert reader.actions(played)[0] == Guess(9)
    assert reader.actions(played)[2] == Guess(3), "the neutral move"
    said = "Bea did not choose in time, so the table chose for Bea."
    ears += [late, follow(tables, match_id)]
    for ear in ears:
        log = [line["text"] for message in ear.messages for line in message.get("lines", message.get("log", []))]
        assert log.count(said) == 1
        assert left(ear) == SECONDS, "of the next step"
    assert all(json.loads(text)["kind"] != "notice" for ear in ears for text in ear.texts)


@pytest.mark.parametrize(
    ("case", "steps", "anonymous"),
    [(TOY, 5, False), (CLEANUP, 30, False), (CLEANUP, 30, True)],
    ids=["toy", "cleanup", "anonymous"],
)
def test_the_record_the_replay_and_every_file_say_so(
    tables: Tables, hours: Hours, store: Store, case: Case, steps: int, anonymous: bool
) -> None:
    """Ada plays as long as Bea has a choice; so one of the two is late in each step. Where seats are anonymous others
    are told that somebody was."""
    peaceful = [Seating(name, Kind.SCRIPTED, personas(case.game)[case == CLEANUP]) for name in ("Otis", "Juno")]
    rules = {"rules": replace(CLEANUP_PRESETS["paper"], identity="anonymous")} if anonymous else {}
    match_id = tables.open(*case, (ADA, peaceful[0], BEA, peaceful[1]), seed=5, clock=SECONDS, **rules)
    claim(tables, match_id)
    follow(tables, match_id, 0)
    while due(seen := view(tables, Place(match_id, 0))):
        at = seen.observation.decision
        if len(view(tables, Place(match_id, 2)).legal) > 1:
            # To where the other stands, who does nothing, and then at it.
            action = Guess(9) if case == TOY else Act("DOWN" if at < 3 else "ZAP_DOWN")
            act(tables, Place(match_id, 0), action, at)
        hours.now += SECONDS
        ring(tables, match_id)
    record = store.load(match_id)
    assert check(record).verdict is Verdict.SAME
    assert record.header.clock == SECONDS
    assert read("x", b"\n".join(lines(record))) == record
    game, before = bound(record.header), [frame.state for frame in refold(record)]
    free = [len(game.legal(state, 2)) > 1 for state in before if 2 in game.acting(state)]
    assert len(free) == steps
    assert all(free) == (case == TOY), "whoever is frozen can do one thing only"
    awaited = [2 if choice else 0 for choice in free]
    for viewer in (ANALYST, None, 0, 2):
        copy = read("x", b"\n".join(lines(record, viewer)))
        forced = [codec(case.game).forced(step) for step in copy.steps]
        late = [seat for step in forced for seat, why in step.items() if why.code == LATE]
        assert late == [seat for seat in awaited if not anonymous or viewer in (seat, ANALYST)]
    printed = [text for seen in as_seen(record, None) for text in beside(seen, record.header)]
    names = ["Somebody" if anonymous else record.header.names[seat] for seat in awaited]
    assert printed == [f"The table acted for {name}: {name} did not choose in time." for name in names]
    frames = told_of(store, match_id, "public")
    said = [line["seat"] for frame in frames for line in frame["lines"] if "did not choose in time" in line["text"]]
    assert said == ([None] * len(awaited) if anonymous else awaited)


def told_of(store: Store, match_id: str, viewpoint: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.engine.store", lambda: store)
        return told(match_id, viewpoint)["frames"]


@pytest.mark.parametrize(("seats", "clock"), [((ADA, PROGRAM, PROGRAM), SECONDS), ((ADA, PROGRAM, BEA), None)])
def test_nobody_has_a_clock_who_keeps_nobody_waiting(
    tables: Tables, hours: Hours, seats: tuple[Seating, ...], clock: float | None
) -> None:
    match_id = opened(tables, *seats, clock=clock)
    ear = follow(tables, match_id, 0)
    steps = settled(tables, match_id)
    assert shown(ear) is None
    hours.now += 10 * SECONDS
    ring(tables, match_id)
    assert settled(tables, match_id) == steps


def test_the_clock_stands_until_everybody_has_come_and_where_nobody_is(tables: Tables, hours: Hours) -> None:
    match_id = tables.open(*TOY, (ADA, PROGRAM, BEA), seed=5, clock=SECONDS)
    watcher, ada = follow(tables, match_id), follow(tables, match_id, 0)
    hours.now += 2 * SECONDS
    ring(tables, match_id)
    assert (left(ada), settled(tables, match_id)) == (None, 0)
    claim(tables, match_id)
    steps = settled(tables, match_id)
    assert (left(ada), left(watcher)) == (SECONDS, SECONDS)
    hours.now += 5
    ada.stop()
    wait(lambda: left(watcher) is None)
    hours.now += 10 * SECONDS
    ring(tables, match_id)
    assert settled(tables, match_id) == steps
    bea = follow(tables, match_id, 2)
    assert (left(bea), left(watcher)) == (SECONDS, SECONDS), "a full one, and whoever watches hears of it"


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_the_clock_stands_when_only_one_person_is_left(tables: Tables, hours: Hours) -> None:
    match_id = opened(tables)
    ear = follow(tables, match_id, 0)
    assert left(ear) == SECONDS
    do(tables.resign(Place(match_id, 2)))
    assert shown(ear) is None
    steps = settled(tables, match_id)
    hours.now += 2 * SECONDS
    ring(tables, match_id)
    assert settled(tables, match_id) == steps


def test_after_a_restart_everybody_has_a_full_clock(
    tables: Tables, servers: Callable[[], Tables], hours: Hours
) -> None:
    match_id = opened(tables)
    follow(tables, match_id, 0)
    guess(tables, match_id, 0)
    hours.now += SECONDS
    ring(tables, match_id)
    hours.now += SECONDS - 1
    again = servers()
    ear = follow(again, match_id, 2)
    assert left(ear) == SECONDS
    assert "Bea did not choose in time" in ear.texts[0], "what was before is not forgotten"


def test_two_servers_over_one_match_play_for_nobody_twice(
    tables: Tables, servers: Callable[[], Tables], hours: Hours
) -> None:
    match_id = opened(tables)
    other = servers()
    ears = [follow(tables, match_id, 0), follow(other, match_id, 2)]
    steps = settled(tables, match_id)
    hours.now += SECONDS
    for one in (tables, other):
        ring(one, match_id)
    record = tables.store.load(match_id)
    assert len(record.steps) == steps + 2, "one step of everybody, and the draw of the next"
    assert set(codec("toy").forced(record.steps[steps])) == {0, 2}
    assert [left(ear) for ear in ears] == [SECONDS] * 2
    assert "Bea did not choose in time" in ears[1].texts[-1]
    assert check(record).verdict is Verdict.SAME


def test_on_a_full_disk_it_is_tried_again(tables: Tables, hours: Hours, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "AGAIN", 0.02)
    match_id = opened(tables)
    ear = follow(tables, match_id, 0)
    steps = settled(tables, match_id)
    hours.now += SECONDS
    with files_no_larger_than(0):
        ring(tables, match_id)
        assert settled(tables, match_id) == steps
        assert ear.until("trouble")
    wait(lambda: settled(tables, match_id) > steps)
    assert set(codec("toy").forced(tables.store.load(match_id).steps[steps])) == {0, 2}


def test_the_clock_rings_by_itself(store: Store) -> None:
    tables = Tables(store, pace=0)
    match_id = opened(tables, clock=0.2)
    follow(tables, match_id, 0)
    wait(lambda: tables.store.header(match_id).outcome is not None)
    assert check(tables.store.load(match_id)).verdict is Verdict.SAME
    tables.close()


def test_no_clock_where_players_take_turns(tables: Tables) -> None:
    with pytest.raises(ValueError, match="at once"):
        tables.open("liars_bar", "paper", (ADA, BEA), clock=SECONDS)
    assert tables.store.ids() == []


def secret(condition: Condition) -> ToolRules:
    wording = "P1" if condition is Condition.OPEN_TABLE else "V0"
    return ToolRules(condition=condition, wording=wording, offer_to=0, trigger=1)


def test_whoever_is_asked_in_private_has_no_clock_and_then_a_full_one(tables: Tables, hours: Hours) -> None:
    match_id = opened(tables, ADA, BEA, CY, tool=secret(Condition.CHANNEL))
    ada, bea, cy = (follow(tables, match_id, seat) for seat in range(3))
    steps = settled(tables, match_id)
    assert (left(ada), left(bea), left(cy)) == (None, SECONDS, SECONDS)
    hours.now += SECONDS
    ring(tables, match_id)
    assert settled(tables, match_id) == steps, "those who are late are played for when the step comes"
    private(tables, match_id, 0, Answer(accept=True, partner=1))
    assert (left(ada), left(bea)) == (None, None)
    hours.now += SECONDS
    ring(tables, match_id)
    private(tables, match_id, 1, Answer(accept=True))
    private(tables, match_id, 0, Write("hello"))
    hours.now += SECONDS
    private(tables, match_id, 1, Write("hi"))
    assert (left(ada), left(bea)) == (SECONDS, SECONDS), "what was sealed for the partner is void"
    assert left(follow(tables, match_id)) == 0
    steps = settled(tables, match_id)
    hours.now += SECONDS - 1
    guess(tables, match_id, 0)
    ring(tables, match_id)
    assert settled(tables, match_id) == steps
    hours.now += 1
    ring(tables, match_id)
    assert set(codec("toy").forced(tables.store.load(match_id).steps[steps])) == {1, 2}
    assert "Bea did not choose in time" in "".join(cy.texts)


def private(tables: Tables, match_id: str, seat: Seat, action: Any) -> None:
    seen = view(tables, Place(match_id, seat))
    act(tables, Place(match_id, seat), action, seen.observation.decision)


def test_where_all_wait_for_an_announced_tool_the_clock_stands_and_they_hear_when_it_goes_on(
    tables: Tables, hours: Hours
) -> None:
    match_id = opened(tables, ADA, BEA, CY, tool=secret(Condition.OPEN_TABLE))
    ada, cy = follow(tables, match_id, 0), follow(tables, match_id, 2)
    assert (left(ada), left(cy)) == (None, None)
    hours.now += 2 * SECONDS
    ring(tables, match_id)
    private(tables, match_id, 0, Answer(accept=False))
    assert (left(ada), left(cy)) == (SECONDS, SECONDS)
    assert "Waiting" not in json.loads(cy.texts[-1])["waiting"], "it may choose now"
