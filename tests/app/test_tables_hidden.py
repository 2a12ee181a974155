"""What could tell outsiders of a tool beside the steps of the game: a full disk, a seat that is left, a long series."""

import json
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from app import engine, narrator, watching, work
from app.commands import listing
from app.people import title
from app.tables import Place, Tables
from games.core import Refused, Seat, Viewer
from games.secret_tools.actions import Answer
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from replays.exchange import lines
from replays.record import Kind, Seating, Series, StepRecord
from tests.app import clicking
from tests.app.clicking import Ear, act, claim, click, do, follow, to_the_end, view
from tests.replays.played import Case

tables = clicking.tables
BAR = Case("liars_bar", "paper")
NAMES = ("Wren", "Otis", "Juno", "Pike")
CHANNEL = ToolRules(condition=Condition.CHANNEL, wording="V1", offer_to=0, trigger=1)
PLACES = [Seating(name, Kind.PERSON, name) for name in NAMES]


@pytest.fixture(autouse=True)
def _watched(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replays are read from the same store."""
    watching._told.cache_clear()
    monkeypatch.setattr(engine, "_open", [tables])
    yield
    watching._told.cache_clear()


def opened(tables: Tables, tool: ToolRules = CHANNEL, *programs: Seat, series: Series | None = None) -> str:
    """Everybody plays until the first seat is to decide for the first time."""
    seats = [
        Seating(name, Kind.SCRIPTED, "counting+always") if seat in programs else PLACES[seat]
        for seat, name in enumerate(NAMES)
    ]
    match_id = tables.open(*BAR, seats, 5, tool=tool, series=series)
    claim(tables, match_id)
    rng = Random(3)
    while 0 not in (seen := view(tables, Place(match_id, 0)).observation).waiting_for and not seen.private:
        (seat,) = seen.waiting_for
        click(tables, Place(match_id, seat), rng)
    return match_id


def accept(tables: Tables, match_id: str, partner: Seat) -> None:
    seen = view(tables, Place(match_id, 0)).observation
    act(tables, Place(match_id, 0), Answer(accept=True, partner=partner), seen.decision)


def full(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more can be kept."""

    def append(match_id: str, record: StepRecord, outcome: Any) -> None:
        raise DBAPIError("append", {}, OSError("No space left on device"))

    monkeypatch.setattr(tables.store, "append", append)


def test_of_a_private_step_that_could_not_be_kept_only_those_are_told_who_know_of_it(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The partner is a program, whose answer finds the disk full."""
    monkeypatch.setattr(work, "FIRST", 0.01)
    match_id = opened(tables, CHANNEL, 1)
    ears = {viewer: follow(tables, match_id, viewer) for viewer in (None, 0, 2, 3)}
    kept, steps = tables.store.append, list[StepRecord]()

    def append(match_id: str, record: StepRecord, outcome: Any) -> None:
        if steps:
            raise DBAPIError("append", {}, OSError("No space left on device"))
        steps.append(record)
        kept(match_id, record, outcome)

    monkeypatch.setattr(tables.store, "append", append)
    seen = tables._lives[match_id].table.view(0).observation
    act(tables, Place(match_id, 0), Answer(accept=True, partner=1), seen.decision)
    ears[0].until("trouble")
    assert not any(ears[viewer].told("trouble") for viewer in (None, 2, 3))


def test_of_a_step_that_everybody_sees_everybody_is_told(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "FIRST", 0.01)
    match_id = opened(tables, BASELINE, 1, 2, 3)
    ears = {viewer: follow(tables, match_id, viewer) for viewer in (None, 0)}
    full(tables, monkeypatch)
    do(tables.resign(Place(match_id, 0)))
    for ear in ears.values():
        ear.until("trouble")


def outside(tables: Tables, match_id: str, ears: dict[Viewer, Ear], told: dict[Viewer, int]) -> list[Any]:
    """All that outsiders are told and find."""
    record = tables.store.load(match_id)
    header = replace(record.header, id="match", created=0)
    replayed = watching.told(match_id, "public")
    return [
        {viewer: ear.texts[told[viewer] :] for viewer, ear in ears.items()},
        {viewer: do(tables.told(match_id, viewer)) for viewer in ears},
        listing.line(header),
        b"".join(lines(replace(record, header=header), None)).decode(),
        json.dumps(replayed | {"id": "match", "facts": replayed["facts"][1:]}),
    ]


@pytest.mark.parametrize("accepts", [False, True])
def test_a_seat_that_is_left_while_it_is_asked_in_private_looks_like_any_other(
    tables: Tables, *, accepts: bool
) -> None:
    """The one who is offered a tool, before the answer and after it."""
    found = list[Any]()
    for tool in (CHANNEL, replace(BASELINE, trigger=1)):
        match_id = opened(tables, tool)
        if accepts and tool is CHANNEL:
            accept(tables, match_id, 1)
        ears: dict[Viewer, Ear] = {viewer: follow(tables, match_id, viewer) for viewer in (None, 2, 3)}
        told = {viewer: len(ear.texts) for viewer, ear in ears.items()}
        do(tables.resign(Place(match_id, 0)))
        tables.settle(match_id)
        found.append([text.replace(match_id, "match") for text in map(repr, outside(tables, match_id, ears, told))])
    if not accepts:
        # Once the partner is asked the game waits; where nothing was offered the program has played by now.
        assert found[0] == found[1]
    for text in found[0]:
        assert not any(secret in text for secret in ("Answer", "channel", "V1"))


def test_who_is_asked_in_private_is_told_by_every_process_and_nobody_else(tables: Tables) -> None:
    """One process takes up what another has played, when its own comes too late."""
    match_id, other = opened(tables), Tables(tables.store, pace=0)
    ears: dict[Viewer, Ear] = {viewer: follow(tables, match_id, viewer) for viewer in (None, 0, 1, 2)}
    told = {viewer: len(ear.texts) for viewer, ear in ears.items()}
    accept(other, match_id, 1)
    with pytest.raises(Refused):
        accept(tables, match_id, 2)
    for viewer, ear in ears.items():
        assert len(ear.texts) - told[viewer] == (viewer in (0, 1))
    assert ears[1].told("snapshot")[-1]["private"]["ask"]
    other.close()


def test_a_match_that_is_stopped_while_a_seat_is_asked_tells_of_it_when_it_is_over(tables: Tables) -> None:
    match_id = opened(tables)
    ear = follow(tables, match_id, 2)
    do(tables.stop(Place(match_id, None, host=True)))
    ending = ear.told("snapshot")[-1]["ending"]
    assert ending["hidden"]["lines"]
    assert tables.store.header(match_id).open


def test_a_match_whose_series_goes_on_ends_for_everybody_and_tells_nothing_secret(tables: Tables) -> None:
    match_id = opened(tables, CHANNEL, series=Series("row", 1, 2))
    ears = {viewer: follow(tables, match_id, viewer) for viewer in (None, 0, 2)}
    places = [Place(match_id, seat) for seat in range(4)]
    to_the_end(tables, places)
    for ear in ears.values():
        assert not ear.told("trouble")
        ending = ear.told("frame")[-1]["ending"]
        assert ending["title"]
        assert ending["hidden"] is ending["seed"] is None
    replayed = watching.told(match_id, "public")
    assert [one["at"] for one in replayed["viewpoints"]] == ["public"]
    tables.store.end_series("row")
    assert "all" in [one["at"] for one in watching.told(match_id, "public")["viewpoints"]]
    assert watching.told(match_id, "all")["frames"][-1]["ending"]["hidden"]["lines"]


@pytest.mark.parametrize(("number", "told"), [(1, False), (2, True)])
def test_how_programs_answer_offers_is_told_when_the_last_match_of_a_series_has_ended(
    tables: Tables, number: int, *, told: bool
) -> None:
    """In the list of who played, never on a plate: whoever sits there may still be asked to guess."""
    match_id = opened(tables, replace(BASELINE, trigger=1), 1, 2, 3, series=Series("row", number, 2))
    to_the_end(tables, [Place(match_id, 0)])
    (late,) = follow(tables, match_id).told("snapshot")
    answers = title("counting+always").lower()
    assert not any(answers in seat["who"] for seat in late["scene"]["seats"])
    over = narrator.ending(tables.store.load(match_id))
    assert over is not None
    assert [answers in row["who"] for row in sorted(over["rows"], key=lambda row: row["seat"])] == [False, *[told] * 3]


def test_of_a_match_that_was_stopped_in_a_series_that_goes_on_no_step_is_counted(tables: Tables) -> None:
    found = set[str]()
    for number, tool in enumerate((CHANNEL, replace(BASELINE, trigger=1)), 1):
        match_id = opened(tables, tool, series=Series("row", number, 3))
        do(tables.stop(Place(match_id, None, host=True)))
        header = tables.store.header(match_id)
        assert not header.open
        found.add(listing.standing(header))
    assert len(found) == 1
    assert not any(character.isdigit() for character in found.pop())
