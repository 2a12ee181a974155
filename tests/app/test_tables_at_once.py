"""Live tables when clicks come twice or at the same moment: one of them counts, and matches do not meet."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from agents.table import Receipt
from app.tables import Place, Tables
from games.core import Refused, StaleAction
from replays.check import Verdict, check
from tests.app import clicking
from tests.app.clicking import act, begin, due, to_the_end, view
from tests.replays.played import Case, both_games

tables = clicking.tables


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """What these return or raise when several threads start them at the same moment."""
    barrier, got = threading.Barrier(len(work)), [None] * len(work)

    def run(number: int) -> None:
        barrier.wait(10)
        try:
            got[number] = work[number]()
        except Refused as refusal:
            got[number] = refusal  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return got


@both_games
def test_the_same_click_twice_is_one_click(tables: Tables, case: Case) -> None:
    place = Place(begin(tables, case), 1)
    before = view(tables, place)
    at, action = before.observation.decision, before.legal[0]
    receipt = act(tables, place, action, at, "a click")
    after = view(tables, place)
    kept = tables.store.steps(place.match_id)
    assert len(kept) > receipt.seq - 1 >= 0
    assert act(tables, place, action, at, "a click") == receipt
    assert act(tables, place, before.legal[-1], at, "a click") == receipt
    assert (tables.store.steps(place.match_id), view(tables, place)) == (kept, after)


@both_games
def test_of_two_clicks_at_once_exactly_one_is_accepted(tables: Tables, case: Case) -> None:
    place = Place(begin(tables, case), 1)
    while due(now := view(tables, place)):
        at = now.observation.decision
        clicks = [partial(act, tables, place, now.legal[end], at, f"click {at} {end}") for end in (0, -1)]
        got = at_once(*clicks)
        assert {type(answer) for answer in got} == {Receipt, StaleAction}, got
        assert view(tables, place).observation.decision in (at + 1, None)
    record = tables.store.load(place.match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME


@both_games
def test_a_doubled_click_at_once_gets_one_answer(tables: Tables, case: Case) -> None:
    place = Place(begin(tables, case), 1)
    while due(now := view(tables, place)):
        at = now.observation.decision
        first, second = at_once(*[partial(act, tables, place, now.legal[0], at, f"click {at}")] * 2)
        assert isinstance(first, Receipt)
        assert first == second
    assert check(tables.store.load(place.match_id)).verdict is Verdict.SAME


@both_games
def test_many_matches_at_once(tables: Tables, case: Case) -> None:
    def one(seed: int) -> str:
        match_id = begin(tables, case, seed=seed)
        to_the_end(tables, [Place(match_id, 1)], seed)
        return match_id

    ids = at_once(*[partial(one, seed) for seed in range(4)])
    assert len(set(ids)) == 4
    for match_id in ids:
        record = tables.store.load(match_id)
        assert record.header.outcome is not None
        assert check(record).verdict is Verdict.SAME
