"""What everybody is told when a match is over: what lay under the table, and what came of it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from agents.scripted import seated
from agents.table import Table
from app import narrator
from app.narrator import ending
from app.seating import scripted_seats
from games.core import ANALYST
from games.registry import GAMES
from games.secret_tools.conditions import BASELINE, Alliance, Audit, Condition, ToolRules
from games.secret_tools.events import Noted, OfferDue, Wrote, WroteOpenly
from replays.record import Kind, Record, Seating, Series, StepRecord, codec
from replays.replay import as_seen
from tests.app import arranged

Json = dict[str, Any]
PERSONAS = ("counting", "bold", "grudging", "cautious")


def record(tool: ToolRules | None, offers: str = "always", seed: int = 3, **header: Any) -> Record:
    """A match to its end in which all answer offers alike."""
    seats = scripted_seats([f"{persona}+{offers}" for persona in PERSONAS])
    entry = GAMES["liars_bar"]
    rules, rest, steps = entry.presets["paper"], codec("liars_bar"), list[StepRecord]()
    table = Table(
        entry.bind(rules, tool),
        [seated(one.player, seat, seed) for seat, one in enumerate(seats)],
        seed,
        lambda step: steps.append(rest.rest(step)),
    )
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, table.advance()).result()
    made = arranged.whole(*scripted_seats(PERSONAS)).header
    kept = {"seats": seats, "tool": tool, "steps": len(steps), "outcome": table.outcome}
    return Record(replace(made, **(kept | header)), tuple(steps))


def told(made: Record) -> Json:
    found = ending(made)
    assert found is not None
    hidden = found["hidden"]
    assert hidden is not None
    return hidden


def channel(**changes: Any) -> ToolRules:
    return ToolRules(**{"condition": Condition.CHANNEL, "wording": "V0", "trigger": 2, "offer_to": 1} | changes)


def test_where_nothing_was_offered_that_is_said() -> None:
    hidden = told(record(BASELINE))
    assert hidden["lines"] == ["Nothing was offered in this match."]
    assert hidden["texts"] == hidden["messages"] == hidden["reasons"] == []


def test_a_match_of_a_time_without_tools_tells_nothing() -> None:
    found = ending(record(None))
    assert found is not None
    assert found["hidden"] is None


def test_an_accepted_channel_is_told_whole() -> None:
    made = record(channel())
    hidden = told(made)
    happened = [event for seen in as_seen(made, ANALYST) for event in seen.events]
    assert hidden["lines"][0] == ("In round 2, Otis was offered this: Private channel. The words were V0 · labelled.")
    assert hidden["lines"][1].startswith("Otis accepts, and names ")
    wrote = [event for event in happened if isinstance(event, Wrote)]
    assert len(wrote) > 3
    assert [(one["seat"], one["text"]) for one in hidden["messages"]] == [(one.seat, one.text) for one in wrote]
    assert hidden["lines"][-1] == f"{len(wrote)} messages were written."
    offer, invitation = hidden["texts"]
    assert offer["title"] == "What Otis was offered"
    assert offer["text"][0].startswith("To Otis: the designer of this game")
    assert "was asked in the same way" not in " ".join(offer["text"])
    assert "Otis was asked in the same way" in " ".join(invitation["text"])


def test_a_refusal_is_told_and_that_nobody_else_was_asked() -> None:
    hidden = told(record(channel(), "never"))
    assert hidden["lines"][1:] == ["Otis refuses the partner channel."]
    assert [one["title"] for one in hidden["texts"]] == ["What Otis was offered"]
    assert hidden["messages"] == []


def test_an_offer_that_never_came_is_told_as_such() -> None:
    made = record(channel(trigger=90))
    assert not any(isinstance(event, OfferDue) for seen in as_seen(made, ANALYST) for event in seen.events)
    (line,) = told(made)["lines"]
    assert line.startswith("Private channel: this was to be offered.")


@pytest.mark.parametrize(
    ("condition", "kind", "says"),
    [
        (Condition.NOTES, Noted, "a note, round"),
        (Condition.OPEN_TABLE, WroteOpenly, "to everybody, round"),
        (Condition.HINT, None, ""),
        (Condition.COACH, None, ""),
    ],
)
def test_every_condition_has_words_for_what_was_used(condition: Condition, kind: Any, says: str) -> None:
    wording = "V1" if condition is Condition.HINT else "P1"
    made = record(ToolRules(condition=condition, wording=wording, trigger=1, instruction=condition is Condition.HINT))
    hidden = told(made)
    happened = [event for seen in as_seen(made, ANALYST) for event in seen.events]
    written = [event for event in happened if kind is not None and isinstance(event, kind)]
    assert len(hidden["messages"]) == len(written)
    assert all(one["what"].startswith(says) for one in hidden["messages"])
    assert ("Both were told to act as allies." in hidden["lines"]) == (condition is Condition.HINT)


def test_a_check_is_told() -> None:
    hidden = told(record(channel(wording="V5", audit=Audit(percent=100, points=4))))
    assert any("was checked" in line and "lose 4 points each" in line for line in hidden["lines"])


def test_while_its_series_goes_on_nobody_is_told() -> None:
    people = (Seating("Mara", Kind.PERSON, "Mara"), *record(channel()).header.seats[1:])
    made = record(channel(), people=True, seats=people, series=Series("s", 1, 3))
    header = made.header
    assert header.tool_told is None
    assert narrator.endings.debrief.told((), header) is None


@pytest.mark.parametrize("active", [False, True])
def test_what_an_earlier_match_has_settled_is_not_told_as_never_reached(*, active: bool) -> None:
    hidden = told(record(channel(earlier=Alliance(1, 1, 2, active=active))))
    assert not any("never came to that" in line for line in hidden["lines"])
    assert ("worked in this one too" if active else "not offered a second time") in hidden["lines"][0]


def test_only_whoever_sees_everything_is_debriefed() -> None:
    made = record(channel())
    for viewer in (None, 0, 3):
        frames = narrator.replay(made, tuple(as_seen(made, viewer)), viewer)
        assert frames[-1]["ending"]["hidden"] is None
    frames = narrator.replay(made, tuple(as_seen(made, ANALYST)), ANALYST)
    assert frames[-1]["ending"]["hidden"]["messages"]


def test_secret_marks_and_texts_stand_only_in_the_replays_of_those_who_may_see_them() -> None:
    made = record(channel(trigger=1))
    own = {viewer: narrator.replay(made, tuple(as_seen(made, viewer)), viewer) for viewer in (None, *range(4), ANALYST)}
    secret = {
        viewer: [mark["kind"] for frame in frames for mark in frame["marks"] if mark.get("secret")]
        for viewer, frames in own.items()
    }
    read = {viewer: [one["kind"] for frame in frames for one in frame["read"]] for viewer, frames in own.items()}
    pair = {seat for seat in range(4) if secret[seat]}
    assert 1 in pair
    assert len(pair) == 2
    (partner,) = pair - {1}
    assert set(secret[1]) >= {"accepted", "message"}
    assert read[1][0] == "offer"
    assert read[partner][0] == "invitation"
    assert set(secret[ANALYST]) == {"offer", "accepted", "agreed", "message"}
    for outsider in {None, *range(4)} - pair:
        assert secret[outsider] == read[outsider] == []
        assert not any(line.get("secret") for frame in own[outsider] for line in frame["lines"])
