"""Every verdict has its own words in the Offer Room, and what was not recorded says so."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app import entries
from app import room as rooms_of
from app.tables import Place
from games.core import ANALYST
from games.model import Purpose
from games.secret_tools.actions import Answer
from games.secret_tools.conditions import Alliance
from games.secret_tools.events import InvitationAnswered, OfferAnswered, OfferDue
from replays.offers import Result, offers
from replays.record import Kind, Record, Redacted, Seating, Series, Stop, fresh_id
from replays.redaction import redact
from replays.replay import as_seen, viewers
from tests.agents.offered_model import hurry
from tests.app import rooms, tooled
from tests.app.clicking import claim, do, view
from tests.app.modelled import NAMES, model
from tests.app.planted import HOSTILE
from tests.app.rooms import House, cut, offer, refused, reply, room, scripted
from tests.standin import Answer as Reply
from tests.standin import answers

house = rooms.house
CANNOT = answers.text("I cannot accept this.")


@pytest.mark.parametrize(
    ("replies", "kind", "title", "reply_says", "nobody"),
    [
        ({"offer": answers.refuse()}, "refuse", "Refused", "", "Wren refused"),
        ({"offer": CANNOT}, "unclear", "Unclear", "No words are marked", "gave no answer"),
        ({"offer": answers.accept("Wren")}, "invalid-partner", "No partner", "No words are marked", "gave no answer"),
        ({"offer": answers.refusal()}, "declined", "Declined", "sent nothing back", "gave no answer"),
        ({"offer": answers.broken()}, "error", "Error", "sent nothing back", "gave no answer"),
        ({"offer": answers.slow(60)}, "timeout", "Too late", "sent nothing back", "gave no answer"),
    ],
)
def test_every_verdict_says_what_it_is(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    replies: Mapping[str, Reply],
    kind: str,
    title: str,
    reply_says: str,
    nobody: str,
) -> None:
    hurry(monkeypatch)
    found = room(house.play(replies, tool=offer(), seconds=1 if kind == "timeout" else 60))
    asked, counted = found["asked"], "counted apart"
    assert asked["verdict"]["kind"] == kind
    assert asked["verdict"]["title"].startswith(title)
    assert (counted in asked["verdict"]["rule"]) == (kind != "refuse")
    assert asked["verdict"]["tries"]
    sent = asked["reply"]
    assert reply_says in sent.get("missing", "") + sent.get("note", "")
    assert bool(sent.get("marks")) == (kind == "refuse")
    assert (found["partner"], nobody in found["no_partner"]) == (None, True)
    assert asked["offered"]["paragraphs"]
    assert asked["knew"]["facts"]
    assert found["followed"]["lanes"]


def test_an_invitation_has_verdicts_of_its_own(house: House) -> None:
    seats = (model(house.server), model(house.server, 1), *scripted()[1:])
    found = room(house.play({"offer": answers.accept("Otis"), "invitation": CANNOT}, *seats, tool=offer()))
    assert found["asked"]["verdict"]["kind"] == "accept"
    assert found["partner"]["verdict"]["kind"] == "unclear"
    assert found["partner"]["title"] == "Otis was asked, and gave no answer in the form asked for"
    assert found["partner"]["reply"]["note"].endswith("This is the last of 3 replies.")
    assert found["followed"]["note"].startswith("The two did not come together. Otis")


def test_where_nobody_was_asked_all_else_says_so(house: House) -> None:
    found = room(house.play({}, tool=offer(trigger=90)))
    asked = found["asked"]
    assert asked["verdict"]["kind"] == "not-asked"
    assert "over before round 90" in asked["verdict"]["rule"]
    assert (asked["offered"], asked["knew"], asked["step"], found["step"], found["followed"]) == (None,) * 5
    assert asked["reply"]["missing"].startswith("Nobody was asked")
    assert all(voice["missing"].startswith("Nobody was asked") for voice in asked["voices"])
    assert found["seat"]["name"] == "Wren"
    nobody = room(house.play({}, tool=offer(trigger=90, offer_to=None)))
    assert (nobody["seat"], nobody["title"]) == (None, "The offer that was never made")


def stopped(event: type) -> Record:
    """As if it had been stopped before the step in which this happened."""
    made = tooled.record(offer(offer_to=None, trigger=2))
    at = next(seen.seq for seen in as_seen(made, ANALYST) if any(isinstance(e, event) for e in seen.events))
    steps = tuple(step for step in made.steps if step.seq < at)
    return Record(replace(made.header, outcome=None, stopped=Stop.PERSON, steps=len(steps)), steps)


def test_who_was_being_asked_when_the_match_was_stopped_is_told_everywhere() -> None:
    offered = rooms_of.telling(stopped(OfferAnswered), others=False)
    assert offered is not None
    asking = f"{offered['seat']['name']} was being asked when the match was stopped."
    asked = offered["asked"]
    said = [offered["saw"]["text"], offered["no_partner"], asked["verdict"]["rule"], asked["reply"]["missing"]]
    assert [*said, *(voice["missing"] for voice in asked["voices"])] == [asking] * 6
    assert asked["verdict"]["title"] == "Stopped before an answer"
    invited = rooms_of.telling(stopped(InvitationAnswered), others=False)
    assert invited is not None
    partner = invited["asked"]["verdict"]["title"].removeprefix("Accepted, with ")
    assert invited["no_partner"] == f"{partner} was being asked when the match was stopped."
    before = rooms_of.telling(stopped(OfferDue), others=False)
    assert before is not None
    assert before["no_partner"] == "Nobody was asked."
    assert before["asked"]["verdict"]["title"] == "Not asked"


@pytest.mark.parametrize(("tool", "says"), [({"offer_to": 1}, "Otis was dead by then"), ({}, "Fewer than three")])
def test_who_could_not_be_asked_any_more_is_told(tool: dict[str, int], says: str) -> None:
    """Of many matches the first in which it came to that."""
    made = (tooled.record(offer(**({"offer_to": None, "trigger": 6} | tool)), seed=seed) for seed in range(100))
    never = (one for one in made if offers(one)[0].result is Result.NOT_ASKED)
    rules = (found["asked"]["verdict"]["rule"] for one in never if (found := rooms_of.telling(one, others=False)))
    assert next(rule for rule in rules if says in rule)


def test_a_scripted_player_has_no_reply_and_no_thoughts(house: House) -> None:
    seats = (Seating("Wren", Kind.SCRIPTED, "counting+always"), *scripted())
    found = room(house.play({}, *seats, tool=offer()))
    assert found["asked"]["who"].startswith("scripted: counting")
    assert found["asked"]["verdict"]["rule"].startswith("A program decided")
    for side in (found["asked"], found["partner"]):
        assert "scripted player" in side["reply"]["missing"]
        assert all("scripted player" in voice["missing"] for voice in side["voices"])
        assert [voice["title"] for voice in side["voices"]] == ["The reason given", "Thoughts"]
        assert side["named"]["rows"] == []
        assert side["knew"]["prompt"] is None


def test_the_sealed_reason_of_a_person_stands_there_once_all_is_over(house: House) -> None:
    seats = (Seating("Mara", Kind.PERSON, "Mara"), *scripted())
    tables = house.tables
    match_id = tables.open("liars_bar", "paper", seats, 5, tool=offer(), series=Series("two", 1, 2))
    claim(tables, match_id)
    place, reason = Place(match_id, 0), "It is unfair 🃏, but I <b>want</b> to win."
    while (seen := view(tables, place)).observation.seat in seen.observation.waiting_for:
        assert "still running" in refused(match_id, 403)
        accepts = isinstance(seen.legal[0], Answer)
        action = next(a for a in seen.legal if not accepts or a.accept)
        do(tables.act(place, action, seen.observation.decision, reason=reason if accepts else ""))
    assert tables.store.header(match_id).ended is not None
    assert "series" in refused(match_id, 403)
    tables.store.end_series("two")
    asked = room(match_id)["asked"]
    said, thought = asked["voices"]
    assert said["text"] == reason
    assert [cut(reason, hit["start"], hit["end"]) for hit in said["hits"]] == ["unfair"]
    assert said["provenance"].startswith("typed with the answer")
    assert (thought["text"], thought["missing"]) == ("", "What a person thinks is not recorded.")
    assert "presses buttons" in asked["reply"]["missing"]
    assert "button was pressed" in asked["verdict"]["rule"]
    assert asked["who"] == "a person"


def test_where_nothing_was_offered_there_is_no_room(house: House) -> None:
    store = house.tables.store
    plain = house.play({}, tool=None)
    assert refused(plain, 404) == "Nothing was offered in this match, to anybody."
    assert "no match" in refused("nowhere", 404)
    record = house.record(plain)
    for changes, status, says in (
        ({"tool": None}, 404, "no offer"),
        ({"tool": offer(earlier=Alliance(2, 0))}, 404, "match 2 of the series"),
        ({"view": "public", "tool": None}, 403, "one viewpoint"),
    ):
        header = replace(record.header, id=fresh_id(), **changes)
        if "view" in changes:
            assert viewers(header) == (None,)
        store.save(replace(record, header=header))
        assert says in refused(header.id, status)


def test_a_match_of_programs_has_no_room_before_it_has_ended(house: House) -> None:
    """Though everybody may watch all of it while it runs."""
    record = house.record(house.play({}, *(Seating("Wren", Kind.SCRIPTED, "bold+always"), *scripted()), tool=offer()))
    header = replace(record.header, id=fresh_id(), ended=None, outcome=None)
    assert header.open
    house.tables.store.save(replace(record, header=header))
    assert "still running" in refused(header.id, 403)


def test_hostile_words_stay_text(house: House) -> None:
    names = [*HOSTILE[:3], "[(a|b)"]
    form = {"thought": f"{HOSTILE[0]} unfair", "decision": "accept", "partner": names[1]}
    seats = (
        model(house.server, name=names[0]),
        *(replace(s, name=n) for s, n in zip(scripted(), names[1:], strict=True)),
    )
    text = f"</script>{json.dumps(form)}"
    match_id = house.play({"offer": reply(text, HOSTILE[0])}, *seats, tool=offer())
    found = room(match_id)
    assert found["title"] == f"The offer to {names[0]}"
    asked = found["asked"]
    assert asked["reply"]["text"] == text
    assert [cut(text, *mark) for mark in asked["reply"]["marks"]] == ["accept", names[1]]
    assert [voice["text"] for voice in asked["voices"]] == [form["thought"], HOSTILE[0]]


WORDS = ("source", "secrecy", "fairness", "harm", "ethics", "penalty")


def own_words(folder: Path, **levels: str) -> None:
    chosen = dict.fromkeys(WORDS, "filler") | levels
    rows = "".join(f'{block} = "{level}"\n' for block, level in chosen.items())
    (folder / "variants.toml").write_text(f'[variants.mine]\nname = "my own words"\n{rows}', "utf-8")


def test_words_that_have_changed_since_are_not_passed_off_as_what_was_read(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "_own", [tmp_path])
    own_words(tmp_path)
    match_id = house.play({"offer": answers.accept("Otis")}, tool=offer(wording="mine"))
    asked = room(match_id)["asked"]
    assert asked["offered"]["note"].startswith("Nothing is underlined")
    assert "my own words (mine)" in room(match_id)["chips"][1]["text"]
    for change in (lambda: own_words(tmp_path, fairness="unfair"), (tmp_path / "variants.toml").unlink):
        change()
        found = room(match_id)
        (sent,) = [c for s in house.record(match_id).steps for c in s.calls if c.purpose is Purpose.OFFER]
        offered = found["asked"]["offered"]
        assert "have changed since" in offered["note"]
        assert "\n\n".join(piece["text"] for part in offered["paragraphs"] for piece in part) == (
            sent.messages[-1].content
        )
        assert not any(piece["varies"] for part in offered["paragraphs"] for piece in part)
    assert found["partner"]["offered"]["paragraphs"] == []
    assert "not here any more" in found["partner"]["offered"]["note"]


def test_what_was_left_out_of_a_copy_is_said_and_is_nowhere_in_it(house: House) -> None:
    thought, said = "A quiet thought, unfair", "A reason of some weight"
    form = {"thought": said, "decision": "accept", "partner": "Otis"}
    record = house.record(house.play({"offer": reply(json.dumps(form), thought)}, tool=offer()))
    whole = rooms_of.telling(record, others=False)
    assert whole is not None
    assert (whole["same"], whole["walk"], whole["followed"]["beside"]) == (None, [], None)
    assert thought in json.dumps(whole)
    assert said in json.dumps(whole)
    copy = redact(record, (Redacted.THOUGHTS, Redacted.NAMES))
    found = rooms_of.telling(copy, others=False)
    assert found is not None
    for gone in (thought, said, *NAMES):
        assert gone not in json.dumps(found, ensure_ascii=False)
    asked = found["asked"]
    left_out = "Thoughts and replies were left out of this copy."
    assert asked["verdict"]["kind"] == "accept"
    assert [voice["missing"] for voice in asked["voices"]] == [left_out, left_out]
    assert asked["reply"]["missing"] == left_out
    assert asked["knew"]["prompt"] is None
    assert ["The whole prompt", "What was sent was left out of this copy."] in asked["how"]["facts"]
