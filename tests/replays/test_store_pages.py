"""Walking the list page by page visits each match once, newest first, however it is narrowed."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import Outcome
from replays.record import Header, Kind, Seating, Stop, fresh_id
from replays.store import Cursor, Store
from tests.replays.played import BOTH, play, some, unfinished

PEOPLE = ("Ada", "Bo", "random")
ENDS = (
    None,
    Outcome("last survivor", (1, 2, 3), (2,)),
    Outcome("round cap", (2, 2, 0), (0, 1)),
    Outcome("all rounds", (1, 0, 0), (0,)),
    Stop.PERSON,
    Stop.TOKENS,
)
MATCHES = 80


def headers() -> list[Header]:
    """Many matches, few players, few different times; names and players overlap."""
    rng = Random(1)
    made: list[Header] = []
    for _ in range(MATCHES):
        header = unfinished(play(rng.choice(BOTH), seats=3).record, 0).header
        seats = tuple(Seating(rng.choice(PEOPLE), Kind.PERSON, rng.choice(PEOPLE)) for _ in header.seats)
        end = rng.choice(ENDS)
        how = {"stopped": end} if isinstance(end, Stop) else {"outcome": end}
        ended = None if end is None else 9
        made.append(replace(header, id=fresh_id(), created=rng.randrange(5), seats=seats, ended=ended, **how))
    return made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Header]]]:
    store, made = Store.open(tmp_path_factory.mktemp("pages")), headers()
    for header in made:
        store.create(header)
    yield store, made
    store.close()


def walk(store: Store, limit: int, **narrow: str | None) -> Iterator[Header]:
    """All pages, one after the other."""
    after, walked = None, 0
    while page := store.page(after=after, limit=limit, **narrow):
        assert len(page) <= limit
        assert (walked := walked + len(page)) <= 2 * MATCHES, "the walk goes in circles"
        yield from page
        after = Cursor(page[-1].created, page[-1].id)


def somebody(header: Header, player: str) -> bool:
    return any(player in (seat.name, seat.player) for seat in header.seats)


def ended_so(header: Header, outcome: str) -> bool:
    end = header.outcome
    if outcome in ("running", "ended"):
        return (header.ended is None) == (outcome == "running")
    if header.stopped is not None:
        return outcome in ("stopped", header.stopped)
    return end is not None and (len(end.winners) > 1 if outcome == "shared" else end.reason == outcome)


@some(100)
@given(
    limit=st.integers(1, 70),
    game=st.sampled_from([None, "liars_bar", "toy", "chess"]),
    player=st.sampled_from([None, *PEOPLE, "nobody", "ada"]),
    outcome=st.sampled_from(
        [None, "running", "ended", "stopped", "limit-tokens", "shared", "last survivor", "round cap", "%"]
    ),
)
def test_each_match_comes_once_and_in_order(
    kept: tuple[Store, list[Header]], limit: int, game: str | None, player: str | None, outcome: str | None
) -> None:
    store, made = kept
    fitting = [h for h in made if game in (None, h.game) and (player is None or somebody(h, player))]
    fitting = [h for h in fitting if outcome is None or ended_so(h, outcome)]
    fitting.sort(key=lambda h: (h.created, h.id), reverse=True)
    assert list(walk(store, limit, game=game, player=player, outcome=outcome)) == fitting


def test_there_is_something_to_find(kept: tuple[Store, list[Header]]) -> None:
    _, made = kept
    twice = [h for h in made if [seat.player for seat in h.seats].count("Ada") > 1]
    both = [h for h in made if "Ada" in h.names and "Ada" in [seat.player for seat in h.seats]]
    assert len({h.created for h in made}) < len(made) // 10
    assert len(twice) > 3
    assert len(both) > 3
    for outcome in ("running", "ended", "stopped", "limit-tokens", "shared", "last survivor", "round cap"):
        assert 3 < sum(ended_so(h, outcome) for h in made) < len(made)


def test_a_new_match_does_not_shift_the_pages_behind_it(kept: tuple[Store, list[Header]]) -> None:
    store, made = kept
    pages = walk(store, 7)
    seen = [next(pages) for _ in range(7)]
    late = replace(made[0], id=fresh_id(), created=10**6)
    store.create(late)
    seen += pages
    assert len(seen) == len({header.id for header in seen}) == len(made)
    assert store.page(limit=1) == [late]
    made.append(late)


def test_ids_are_every_match_oldest_first(kept: tuple[Store, list[Header]]) -> None:
    store, made = kept
    ids, created = store.ids(), {header.id: header.created for header in made}
    assert sorted(ids) == sorted(created)
    assert [created[one] for one in ids] == sorted(created.values())
