"""Opens live tables, follows them, and clicks for the people who sit at them."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest

from agents.core import View
from agents.table import Receipt
from app.tables import Place, Tables
from games.core import Event, Seat, Viewer
from games.registry import GAMES
from replays.record import Kind, Seating
from replays.store import Store
from tests.replays.played import Case
from tests.stores import fresh

T = TypeVar("T")
PERSON = Seating("Ada", Kind.PERSON, "Ada")
OTHER = Seating("Bea", Kind.PERSON, "Bea")
PROGRAM = Seating("Otis", Kind.SCRIPTED, "random")
PATIENCE = 10


def somebody(seat: Seat) -> str:
    """What the store knows of the person at a seat."""
    return f"{seat:064x}"


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    store = fresh(tmp_path)
    made = Tables(store, pace=0)
    yield made
    made.close()
    store.close()


def reopen(folder: Path) -> Tables:
    """The tables of a server that is started over the same folder."""
    return Tables(Store.open(folder), pace=0)


def do(work: Coroutine[Any, Any, T]) -> T:
    """From a loop that is not the tables'."""
    return asyncio.run(work)


def claim(tables: Tables, match_id: str) -> None:
    """Everybody who is to play comes."""
    for seat in sorted(tables.store.header(match_id).persons):
        tables.claim(somebody(seat), match_id, seat)


def begin(tables: Tables, case: Case, *seats: Seating, seed: int | None = 5) -> str:
    """A match to which everybody has come, played until a person must act; programs fill a table that takes more."""
    seats = seats or (PROGRAM, PERSON, PROGRAM)
    missing = GAMES[case.game].game(case.preset).seats[0] - len(seats)
    match_id = tables.open(*case, seats + (PROGRAM,) * (missing if len(seats) > 1 else 0), seed)
    claim(tables, match_id)
    tables.settle(match_id)
    return match_id


def view(tables: Tables, place: Place) -> View[Any, Any]:
    """What a seat may know once the programs have played."""
    tables.settle(place.match_id)
    return tables._loop.wait(lambda: tables._live(place.match_id).table.view(place.seat))


def events(tables: Tables, match_id: str, viewer: Viewer) -> tuple[Event, ...]:
    tables.settle(match_id)
    return tables._loop.wait(lambda: tables._live(match_id).table.events(viewer))


def due(view: View[Any, Any]) -> bool:
    """Whether this seat is to act."""
    return view.observation.seat in view.observation.waiting_for


def act(tables: Tables, place: Place, action: Any, at: int, click_id: str = "") -> Receipt:
    return do(tables.act(place, action, at, click_id))


def click(tables: Tables, place: Place, rng: Random, click_id: str = "") -> Receipt:
    """Something legal now."""
    seen = view(tables, place)
    return act(tables, place, rng.choice(seen.legal), seen.observation.decision, click_id)


def to_the_end(tables: Tables, places: Sequence[Place], seed: int = 0) -> None:
    """Everybody clicks something until nobody is asked any more."""
    rng = Random(seed)
    while asked := [place for place in places if due(view(tables, place))]:
        for place in asked:
            # One who could only stay may have been played for meanwhile, and the match be over.
            if due(view(tables, place)):
                click(tables, place, rng)


def saying(action: Any, text: str) -> Any:
    """The action with this text, in whatever field its game has for one, if it has any."""
    spoken = next((field for field in ("say", "note") if hasattr(action, field)), None)
    return action if spoken is None else replace(action, **{spoken: text})


@dataclass(eq=False)
class Ear:
    """One who follows, and all that it was told."""

    texts: list[str] = field(default_factory=list[str])
    stop: Callable[[], None] = lambda: None
    _read: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def __call__(self, text: str) -> None:
        self.texts.append(text)

    @property
    def messages(self) -> list[dict[str, Any]]:
        self._read += map(json.loads, self.texts[len(self._read) :])
        return list(self._read)

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["kind"] == kind]

    def until(self, kind: str, count: int = 1) -> dict[str, Any]:
        """Wait for so many messages of a kind; the last of them."""
        end = time.monotonic() + PATIENCE
        while len(found := self.told(kind)) < count:
            assert time.monotonic() < end, f"{len(found)} {kind} of {count}: {self.texts}"
            time.sleep(0.005)
        return found[count - 1]


def follow(tables: Tables, match_id: str, viewer: Viewer = None, *, host: bool = False) -> Ear:
    ear = Ear()
    ear.stop = do(tables.follow(match_id, viewer, ear, host=host))
    return ear


def people(ear: Ear) -> list[dict[str, Any]]:
    """The people's seats as last told."""
    return ear.told("people")[-1]["seats"]


def settled(tables: Tables, match_id: str) -> int:
    """How many steps there are once the programs have played."""
    tables.settle(match_id)
    return tables.store.header(match_id).steps
