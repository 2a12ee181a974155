"""Every field of every event says who may read it, and `seen_by` keeps to that."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

import pytest

from games.core import ANALYST, Analyst, Audience, Everyone, Owner, Pair, Seat, audiences, seen_by
from games.registry import GAMES, register
from tests.toy import ENTRY, register_toy


@dataclass(frozen=True, slots=True)
class Whole:
    """One field for each audience."""

    seat: Everyone[Seat]
    partner: Everyone[Seat]
    mine: Owner[int | None]
    ours: Pair[int | None]
    theirs: Analyst[int | None]


@dataclass(frozen=True, slots=True)
class Secret:
    """Nothing for the others."""

    seat: Pair[Seat | None]
    partner: Pair[Seat | None]
    note: Owner[str | None]


@dataclass(frozen=True)
class Unmarked:
    seat: Everyone[Seat]
    card: int


@dataclass(frozen=True, slots=True)
class UnmarkedWithSlots:
    seat: Everyone[Seat]
    card: int


@dataclass(frozen=True, slots=True)
class MarkedTwice:
    seat: Annotated[Seat, Audience.EVERYONE, Audience.ANALYST]


@dataclass(frozen=True, slots=True)
class OtherwiseAnnotated:
    seat: Annotated[Seat, "everyone"]


@dataclass(frozen=True, slots=True)
class UnmarkedChild(Whole):
    more: int


@dataclass(frozen=True, slots=True)
class HiddenButNeverNone:
    seat: Everyone[Seat]
    card: Owner[int]


@dataclass(frozen=True, slots=True)
class NobodyOwnsIt:
    card: Owner[int | None]


@dataclass(frozen=True, slots=True)
class PairOfOne:
    seat: Everyone[Seat]
    card: Pair[int | None]


WHOLE = Whole(seat=1, partner=2, mine=10, ours=20, theirs=30)
SECRET = Secret(seat=1, partner=2, note="psst")


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (ANALYST, WHOLE),
        (1, replace(WHOLE, theirs=None)),
        (2, replace(WHOLE, mine=None, theirs=None)),
        (3, replace(WHOLE, mine=None, ours=None, theirs=None)),
        (None, replace(WHOLE, mine=None, ours=None, theirs=None)),
    ],
)
def test_each_viewer_reads_the_fields_meant_for_it(viewer: Seat | None, seen: Whole) -> None:
    assert seen_by(WHOLE, viewer) == seen


@pytest.mark.parametrize(
    ("viewer", "seen"), [(ANALYST, SECRET), (1, SECRET), (2, Secret(1, 2, None)), (0, None), (3, None), (None, None)]
)
def test_an_event_of_which_nothing_may_be_read_does_not_arrive(viewer: Seat | None, seen: Secret | None) -> None:
    assert seen_by(SECRET, viewer) == seen


def test_what_is_left_out_cannot_be_found_in_another_event() -> None:
    assert seen_by(WHOLE, 3) == seen_by(replace(WHOLE, mine=11, ours=21, theirs=31), 3)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Unmarked, "Unmarked.card does not say"),
        (UnmarkedWithSlots, "UnmarkedWithSlots.card does not say"),
        (MarkedTwice, "MarkedTwice.seat does not say"),
        (OtherwiseAnnotated, "OtherwiseAnnotated.seat does not say"),
        (UnmarkedChild, "UnmarkedChild.more does not say"),
        (HiddenButNeverNone, "HiddenButNeverNone.card can be hidden"),
        (NobodyOwnsIt, "NobodyOwnsIt has a field for owner"),
        (PairOfOne, "PairOfOne has a field for pair"),
    ],
)
def test_a_game_whose_events_keep_quiet_about_their_readers_is_not_registered(event: type[Any], why: str) -> None:
    class Careless(ENTRY.build):  # type: ignore[name-defined, misc]
        events = (Whole, event)

    before = dict(GAMES)
    with pytest.raises(TypeError, match=why):
        register(replace(ENTRY, name="careless", build=Careless))
    assert before == GAMES


def test_a_careful_game_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("games.registry.GAMES", games := {})
    register_toy()
    assert games == {"toy": ENTRY}


def test_every_audience_is_used_by_a_game_so_that_none_goes_without_a_law() -> None:
    toy, cleanup = (
        {mark for event in game.events for mark in audiences(event).values()}
        for game in (ENTRY.game("short"), GAMES["cleanup"].game("classic"))
    )
    assert toy == set(Audience) - {Audience.WITNESS, Audience.ONLOOKER}
    assert {Audience.WITNESS, Audience.ONLOOKER} <= cleanup
