"""Opens live tables and clicks for the people who sit at them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from agents.core import View
from agents.table import Receipt
from app.tables import Opened, Place, Tables
from replays.record import Kind, Seating
from replays.store import Store
from tests.replays.played import Case

PERSON = Seating("Ada", Kind.PERSON, "Ada")
PROGRAM = Seating("Otis", Kind.SCRIPTED, "random")


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    store = Store.open(tmp_path)
    yield Tables(store)
    store.close()


def begin(tables: Tables, case: Case, *seats: Seating, seed: int | None = None) -> Opened:
    return tables.open(*case, seats or (PROGRAM, PERSON, PROGRAM), seed)


def place_of(tables: Tables, opened: Opened, seat: int = 1) -> Place:
    place = Place(opened.match_id, seat)
    assert tables.place(opened.keys[seat]) == place
    return place


def due(view: View[Any, Any]) -> bool:
    """Whether this seat is to act."""
    return view.observation.seat in view.observation.waiting_for


def click(tables: Tables, place: Place, rng: Random, click_id: str = "") -> Receipt:
    """Something legal now."""
    view = tables.view(place)
    return tables.act(place, rng.choice(view.legal), view.observation.decision, click_id)


def to_the_end(tables: Tables, places: Sequence[Place], seed: int = 0) -> None:
    """Everybody clicks something until nobody is asked any more."""
    rng = Random(seed)
    while asked := [place for place in places if due(tables.view(place))]:
        for place in asked:
            click(tables, place, rng)


def saying(action: Any, text: str) -> Any:
    """The action with this text, in whatever field its game has for one."""
    return replace(action, **{"say" if hasattr(action, "say") else "note": text})
