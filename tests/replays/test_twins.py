"""Beside a match with an offer stands the same deal without one, where everybody may be told of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from games.model import ModelSettings
from games.secret_tools.conditions import BASELINE, Alliance, Condition
from replays.record import Header, Kind, Record, Seating, Series, fresh_id
from replays.store import Store
from tests.app.tooled import channel, record

SEED = 3


@pytest.fixture(scope="module")
def plain() -> Record:
    return record(BASELINE, "never", SEED)


@pytest.fixture(scope="module")
def offered() -> Record:
    return record(channel(), "always", SEED)


@pytest.fixture
def beside(store: Store, plain: Record, offered: Record) -> Callable[..., Header | None]:
    """What stands beside the offer, if this was kept besides."""

    def find(**changes: Any) -> Header | None:
        for made, more in ((plain, changes), (offered, {})):
            header = replace(made.header, **({"id": fresh_id(), "seed": SEED} | more))
            store.save(replace(made, header=header))
        return store.twin(header)

    return find


def test_the_same_deal_with_the_same_players_stands_beside_it(beside: Callable[..., Header | None]) -> None:
    found = beside(id="before")
    assert found is not None
    assert found.id == "before"


def test_the_newest_of_several(store: Store, beside: Callable[..., Header | None], plain: Record) -> None:
    older = replace(plain.header, id="older", seed=SEED, created=plain.header.created - 5)
    store.save(replace(plain, header=older))
    found = beside(id="newer")
    assert found is not None
    assert found.id == "newer"


def _seats(plain: Record, **changes: Any) -> tuple[Seating, ...]:
    return (replace(plain.header.seats[0], **changes), *plain.header.seats[1:])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda _: {"seed": SEED + 1}, id="another seed"),
        pytest.param(lambda _: {"seed": None}, id="no seed"),
        pytest.param(lambda _: {"preset": "classic"}, id="other rules"),
        pytest.param(lambda p: {"rules": replace(p.header.rules, say_limit=7)}, id="other numbers"),
        pytest.param(lambda p: {"version": p.header.version + 1}, id="another version"),
        pytest.param(lambda p: {"seats": _seats(p, name="Ada")}, id="another name"),
        pytest.param(lambda p: {"seats": _seats(p, player="bold")}, id="another player"),
        pytest.param(
            lambda p: {"seats": _seats(p, kind=Kind.MODEL, player="m", settings=ModelSettings(model="m"))}, id="a model"
        ),
        pytest.param(lambda _: {"outcome": None, "ended": None}, id="running"),
        pytest.param(lambda _: {"tool": channel(offer_to=2)}, id="another offer"),
        pytest.param(lambda _: {"tool": replace(BASELINE, earlier=Alliance(1, 0))}, id="settled before"),
        pytest.param(
            lambda _: {"people": True, "series": Series("s", 1, 2)}, id="in a series that goes on, with people"
        ),
    ],
)
def test_nothing_else_does(
    beside: Callable[..., Header | None], plain: Record, other: Callable[[Record], dict[str, Any]]
) -> None:
    changes = other(plain)
    if "series" in changes:
        changes["series"] = Series("s", 2, 3)
    assert beside(**changes) is None


def test_a_match_without_a_seed_has_none(store: Store, plain: Record, offered: Record) -> None:
    for made in (plain, offered):
        store.save(replace(made, header=replace(made.header, id=fresh_id(), seed=None)))
    assert store.twin(replace(offered.header, seed=None)) is None


def test_of_each_other_condition_the_newest_stands_beside_it(store: Store, plain: Record, offered: Record) -> None:
    """But none that anybody may not be told of."""

    def keep(name: str, made: Record, **changes: Any) -> Header:
        changes = {"id": name, "seed": SEED, "created": made.header.created + ord(name[0])} | changes
        header = replace(made.header, **changes)
        store.save(replace(made, header=header))
        return header

    old, new, mine = keep("a", plain), keep("b", plain), keep("c", offered)
    keep("d", offered)
    keep("e", plain, people=True, series=Series("s", 1, 2))
    keep("f", plain, tool=replace(BASELINE, earlier=Alliance(1, 0)))
    hint = keep("g", plain, tool=channel(condition=Condition.HINT))
    assert {one.id for one in store.twins(mine)} == {new.id, hint.id}
    assert {one.id for one in store.twins(old)} == {"d", hint.id}
    assert store.twins(replace(mine, seed=None)) == []
