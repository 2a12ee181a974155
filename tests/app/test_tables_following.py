"""Following a live table: everything is told once and in order, also to those who come later, and to nobody twice."""

import asyncio
import threading
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app import audience
from app.tables import Place, Tables
from games.core import ANALYST, Viewer
from replays.check import Verdict, check
from replays.record import Header, Seating
from replays.replay import as_seen
from replays.store import NoSuchMatch
from tests.app import clicking
from tests.app.clicking import OTHER, PERSON, PROGRAM, Ear, act, begin, click, do, due, follow, reopen, to_the_end, view
from tests.replays.played import Case, both_games, every_sight

tables = clicking.tables
BAR = Case("liars_bar", "paper")


def counted(ear: Ear) -> list[int]:
    """The numbers of what was told, the snapshot first."""
    snapshot, *rest = [message for message in ear.messages if message["kind"] in ("snapshot", "frame")]
    assert snapshot["kind"] == "snapshot"
    return [snapshot["number"], *[frame["number"] for frame in rest]]


def lines(ear: Ear) -> list[str]:
    """All sentences that a follower has read, from the first that it was told of itself."""
    told: list[str] = []
    messages = ear.messages
    for message in messages:
        if message["kind"] == "snapshot":
            told[message["earlier"] - messages[0]["earlier"] :] = [line["text"] for line in message["log"]]
        elif message["kind"] == "frame":
            told += [line["text"] for line in message["lines"]]
    return told


def earlier(tables: Tables, match_id: str, viewer: Viewer, ear: Ear) -> list[str]:
    """The sentences before those, as whoever wants to read them gets them."""
    before = ear.messages[0]["earlier"]
    told = do(tables.told(match_id, viewer, lambda heard: heard.lines(before)))
    return [line["text"] for line in message_of(told)["lines"]]


@every_sight
def test_whoever_comes_whenever_hears_everything_once_and_in_order(tables: Tables, case: Case) -> None:
    place, rng = Place(begin(tables, case, PROGRAM, PERSON, PROGRAM, seed=5), 1), Random(2)
    ears: list[tuple[Viewer, Ear]] = []
    while due(view(tables, place)):
        if rng.random() < 0.7 or not ears:
            ears += [(viewer, follow(tables, place.match_id, viewer)) for viewer in (None, 1)]
        click(tables, place, rng)
    ears += [(viewer, follow(tables, place.match_id, viewer)) for viewer in (None, 1)]
    record = tables.store.load(place.match_id)
    assert check(record).verdict is Verdict.SAME
    whole = {viewer: lines(ear) for viewer, ear in ears[:2]}
    seen = {viewer: len(list(as_seen(record, viewer))) for viewer in whole}
    for viewer, ear in ears:
        numbers = counted(ear)
        assert numbers == list(range(numbers[0], seen[viewer] + 1))
        assert earlier(tables, place.match_id, viewer, ear) + lines(ear) == whole[viewer]
        assert ear.texts[0].startswith('{"kind":"snapshot"')
        assert all(message["kind"] in ("snapshot", "frame", "people") for message in ear.messages)


def test_all_who_see_alike_get_the_very_same_text(tables: Tables) -> None:
    place = Place(begin(tables, BAR, PROGRAM, PERSON, PROGRAM), 1)
    watchers = [follow(tables, place.match_id) for _ in range(50)]
    persons = [follow(tables, place.match_id, 1) for _ in range(2)]
    to_the_end(tables, [place])
    for ears in (watchers, persons):
        first, *others = [[text for text in ear.texts if '"kind":"people"' not in text] for ear in ears]
        assert len(first) > 5
        for other in others:
            assert len(other) == len(first)
            assert all(one is the_same for one, the_same in zip(other, first, strict=True))
    assert persons[0].texts[0] != watchers[0].texts[0]


@both_games
def test_only_the_last_frame_tells_the_end_and_so_does_whoever_comes_later(tables: Tables, case: Case) -> None:
    place = Place(begin(tables, case, PROGRAM, PERSON), 1)
    ears = [follow(tables, place.match_id, viewer) for viewer in (None, 1)]
    to_the_end(tables, [place])
    for viewer, ear in zip((None, 1), ears, strict=True):
        frames, late = ear.told("frame"), follow(tables, place.match_id, viewer).told("snapshot")[0]
        assert not any(frame["ending"] for frame in frames[:-1])
        assert frames[-1]["ending"] == late["ending"] == message_of(do(tables.told(place.match_id, viewer)))["ending"]
        assert (frames[-1]["ending"] is not None) == (case == BAR)
        assert late["number"] == frames[-1]["number"]
        seed = f"{tables.store.header(place.match_id).seed:032x}"
        assert [seed in text for text in ear.texts if '"kind":"frame"' in text].count(True) == (case == BAR)
        assert case != BAR or seed in ear.texts[-2] + ear.texts[-1]


def message_of(text: str) -> Any:
    return Ear([text]).messages[0]


def test_whoever_stops_hears_nothing_more_and_may_stop_twice(tables: Tables) -> None:
    place = Place(begin(tables, BAR), 1)
    gone, stays = follow(tables, place.match_id, 1), follow(tables, place.match_id, 1)
    gone.stop()
    gone.stop()
    click(tables, place, Random(1))
    tables.settle(place.match_id)
    assert not gone.told("frame")
    assert stays.told("frame")


def test_one_who_cannot_be_told_keeps_nothing_from_the_others(tables: Tables, caplog: pytest.LogCaptureFixture) -> None:
    place = Place(begin(tables, BAR), 1)

    def deaf(text: str) -> None:
        if '"kind":"frame"' in text:
            raise RuntimeError("gone")

    do(tables.follow(place.match_id, None, deaf))
    ear = follow(tables, place.match_id)
    to_the_end(tables, [place])
    assert counted(ear)[-1] == len(list(as_seen(tables.store.load(place.match_id), None)))
    assert caplog.text.count("RuntimeError: gone") == 1


@pytest.mark.parametrize("viewer", [ANALYST, -1, 0, 2, 3, 99])
def test_whoever_has_no_seat_sees_what_everybody_sees(tables: Tables, viewer: int) -> None:
    match_id = begin(tables, BAR, PROGRAM, PERSON, PROGRAM)
    watcher, other = follow(tables, match_id), follow(tables, match_id, viewer)
    assert other.texts[0] is watcher.texts[0]
    assert other.messages[0]["you"] is None


def test_the_last_click_that_was_accepted_stands_in_the_snapshot_of_its_seat_only(tables: Tables) -> None:
    match_id = begin(tables, Case("toy", "long"), PERSON, OTHER)
    ears = {viewer: follow(tables, match_id, viewer) for viewer in (None, 0, 1)}
    now = view(tables, Place(match_id, 0))
    assert act(tables, Place(match_id, 0), now.legal[0], now.observation.decision, "a click").sealed
    clicks = {viewer: message_of(do(tables.told(match_id, viewer)))["click"] for viewer in ears}
    assert clicks == {None: None, 0: "a click", 1: None}
    assert not any(ear.told("frame") for ear in ears.values()), "a sealed answer is nobody's business"


def test_two_places_at_once_are_both_told(tables: Tables) -> None:
    """The same seat in two browsers: either may act, and both see what became of it."""
    place = Place(begin(tables, BAR, PROGRAM, PERSON, PROGRAM), 1)
    ears = [follow(tables, place.match_id, 1) for _ in range(2)]
    to_the_end(tables, [place])
    assert ears[0].texts[-1] == ears[1].texts[-1]
    assert counted(ears[0]) == counted(ears[1])
    assert all(ear.told("frame")[-1]["number"] > 5 for ear in ears)


def test_followers_that_come_and_go_while_the_match_is_played_miss_nothing(tables: Tables) -> None:
    """From other loops in other threads, while programs play."""
    match_id = tables.open(*BAR, (PROGRAM,) * 4, 3)
    ears: list[Ear] = []

    async def come_and_go(seed: int) -> None:
        rng = Random(seed)
        for _ in range(20):
            ear = Ear()
            stop = await tables.follow(match_id, None, ear)
            await asyncio.sleep(rng.random() / 200)
            stop()
            ears.append(ear)

    threads = [threading.Thread(target=asyncio.run, args=(come_and_go(seed),)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tables.settle(match_id)
    assert len(ears) == 80
    for ear in ears:
        numbers = counted(ear)
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_follower_who_is_cancelled_while_it_is_added_does_not_stay(tables: Tables) -> None:
    match_id = begin(tables, BAR)

    async def cancelled(turns: int) -> None:
        task = asyncio.create_task(tables.follow(match_id, None, Ear()))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if not task.cancelled():
            task.result()()

    for turns in range(40):
        do(cancelled(turns))
    tables.settle(match_id)
    assert not tables._lives[match_id].followers


@pytest.mark.parametrize("seats", [(PROGRAM, PROGRAM), (PROGRAM, PERSON)])
def test_what_nobody_needs_is_forgotten_and_taken_up_again(tables: Tables, seats: tuple[Seating, ...]) -> None:
    tables._linger = 0.01
    match_id = begin(tables, BAR, *seats)
    ear = follow(tables, match_id)
    time.sleep(0.05)
    assert match_id in tables._lives, "somebody follows"
    before = do(tables.told(match_id, None))
    ear.stop()
    wait_until(lambda: match_id not in tables._lives)
    assert do(tables.told(match_id, None)) == before
    wait_until(lambda: not tables._lives)
    assert not tables._timers


def wait_until(condition: Any) -> None:
    end = time.monotonic() + clicking.PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_a_sealed_answer_is_not_forgotten(tables: Tables) -> None:
    tables._linger = 0
    match_id = begin(tables, Case("toy", "long"), PERSON, OTHER)
    assert click(tables, Place(match_id, 0), Random(1)).sealed
    for _ in range(5):
        do(tables.told(match_id, None))
        time.sleep(0.01)
    assert not click(tables, Place(match_id, 1), Random(1)).sealed


def test_where_a_program_takes_a_seat_the_match_is_not_told_from_the_start_and_yet_the_same(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Viewer] = []

    class Counted(audience.Narrator):
        def __init__(self, header: Header, viewer: Viewer, **how: Any) -> None:
            made.append(viewer)
            super().__init__(header, viewer, **how)

    monkeypatch.setattr(audience, "Narrator", Counted)
    match_id = begin(tables, BAR, PERSON, OTHER, OTHER)
    ears = [follow(tables, match_id, viewer) for viewer in (0, 1, 2, None)]
    places = [Place(match_id, seat) for seat in range(3)]
    for n in range(6):
        click(tables, next(place for place in places if due(view(tables, place))), Random(n))
    do(tables.told(match_id, 0))
    do(tables.resign(places[1]))
    assert ears[0].told("snapshot")[-1]["log"][-1]["kind"] == "substitution"
    tables.settle(match_id)
    assert made == [0, 1, 2, None]
    assert [ear.told("snapshot")[-1]["you"] for ear in ears] == [0, None, 2, None]
    again = reopen(tmp_path)
    for viewer in (0, 1, 2, None):
        ours, theirs = (message_of(do(one.told(match_id, viewer))) for one in (tables, again))
        assert ours | {"click": None} == theirs
    again.close()


def test_a_bug_in_the_telling_stops_no_match_and_is_made_good(
    tables: Tables, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Clumsy(audience.Narrator):
        broken = False

        def frame(self, *what: Any) -> Any:
            if Clumsy.broken:
                Clumsy.broken = False
                raise KeyError("no such word")
            return super().frame(*what)

    monkeypatch.setattr(audience, "Narrator", Clumsy)
    match_id, rng = begin(tables, BAR, PERSON, OTHER, seed=1), Random(1)
    places = [Place(match_id, seat) for seat in (0, 1)]
    ear = follow(tables, match_id, 1)
    for _ in range(2):
        click(tables, next(place for place in places if due(view(tables, place))), rng)
    Clumsy.broken = True
    click(tables, next(place for place in places if due(view(tables, place))), rng)
    assert ear.messages[-1]["kind"] == "trouble"
    # To read what was before does not make good what could not be told since.
    assert message_of(do(tables.told(match_id, 1, lambda heard: heard.lines(2))))["lines"] == ear.messages[0]["log"][:2]
    to_the_end(tables, places)
    assert "KeyError: 'no such word'" in caplog.text
    kinds = [message["kind"] for message in ear.messages if message["kind"] != "people"]
    assert kinds.count("trouble") == 1
    assert kinds[kinds.index("trouble") + 1] == "snapshot"
    assert check(tables.store.load(match_id)).verdict is Verdict.SAME
    assert lines(ear) == lines(follow(tables, match_id, 1))


def test_an_unknown_match_has_no_followers(tables: Tables) -> None:
    with pytest.raises(NoSuchMatch):
        follow(tables, "unknown")
    with pytest.raises(NoSuchMatch):
        do(tables.told("unknown", None))
    assert not tables._lives
