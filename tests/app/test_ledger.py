"""The ledger: its rows for each viewpoint, and what its filters find, against what the actions of the match say."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from starlette.requests import Request

from app import ledger, watching
from app.ledger.lied import lied
from app.ledger.match import Case, Match
from app.ledger.promised import promised
from app.ledger.spared import spared
from app.routes import book
from app.scenes import SCENES
from games.core import ANALYST, Event, Seat, Viewer
from games.decision import Trace, TraceKind
from games.failure import Failure
from games.liars_bar.actions import Deal, Play, honest
from games.liars_bar.events import Called, Laid, Passed, RoundStarted
from games.secret_tools.actions import Verdict
from games.secret_tools.events import (
    InvitationAnswered,
    Noted,
    OfferAnswered,
    OfferDue,
    Started,
    Stopped,
    Wrote,
    WroteOpenly,
)
from replays.record import Kind, Record, Redacted, Substitution, codec, viewpoint
from replays.redaction import redact
from replays.replay import Seen, as_seen, played
from replays.store import Store
from tests.app import arranged, booked, tooled
from tests.app.booked import CONFESSION, PROMISE
from tests.app.rooms import cut
from tests.replays.played import Case as Preset
from tests.replays.tooled import play_tool

Json = dict[str, Any]
WREN, OTIS, JUNO, PIKE = range(4)
ROUND = RoundStarted(1, "K", WREN)
LIE = Laid(WREN, 1, 4, ("Q",))
TRUTH = Laid(WREN, 1, 4, ("K",))
HEADER = booked.written().header


def match(*steps: Sequence[Event | Trace], viewer: Viewer = ANALYST, **header: Any) -> Match:
    """Steps of one round as somebody saw them: events, and what stands beside them."""
    seen = [
        Seen(
            number=n,
            seq=n,
            events=tuple(one for one in step if not isinstance(one, Trace)),
            observations=(),
            traces=tuple(one for one in step if isinstance(one, Trace)),
            forced={},
        )
        for n, step in enumerate(((ROUND,), *steps), 1)
    ]
    rounds = list(_rounds(seen))
    return Match(replace(HEADER, **header), viewer, seen, rounds, SCENES["liars_bar"])


def _rounds(steps: Sequence[Seen]) -> Iterator[int]:
    number = 0
    for step in steps:
        number = next((event.round for event in step.events if isinstance(event, RoundStarted)), number)
        yield number


def forced(given: Match, at: int, seat: Seat) -> Match:
    """The table did what this seat did in a step."""
    steps = list(given.steps)
    steps[at] = replace(steps[at], forced={seat: Failure("no-answer", "")})
    return replace(given, steps=steps)


def places(cases: Iterator[Case]) -> list[list[int]]:
    """For each case its steps, the first after that in which the round starts being 1."""
    return [[mark.at for mark in case.marks] for case in cases]


def thought(text: str, kind: TraceKind = TraceKind.REASON, seat: Seat = WREN) -> Trace:
    return Trace(seat, kind, text)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([(LIE, thought(f"So {CONFESSION}."))], [[1]]),
        ([(LIE, thought(f"So {CONFESSION}.", TraceKind.THINKING))], [[1]]),
        ([(Wrote(WREN, OTIS, CONFESSION),), (LIE,)], [[1, 2]]),
        ([(Noted(WREN, CONFESSION),), (LIE,)], [[1, 2]]),
        ([(Wrote(WREN, OTIS, CONFESSION),), (TRUTH,), (LIE,)], []),
        ([(Wrote(WREN, OTIS, CONFESSION),), (RoundStarted(2, "K", OTIS),), (LIE,)], []),
        ([(LIE,), (Wrote(WREN, OTIS, CONFESSION),), (RoundStarted(2, "K", OTIS),), (LIE,)], [[2, 1]]),
        ([(LIE,), (Wrote(WREN, OTIS, CONFESSION),), (TRUTH,)], []),
        ([(Wrote(WREN, OTIS, CONFESSION),), (Noted(WREN, CONFESSION),), (LIE,), (LIE,)], [[1, 2, 3]]),
        ([(Wrote(WREN, OTIS, CONFESSION),), (LIE,), (LIE,)], [[1, 2]]),
        ([(TRUTH, thought(f"So {CONFESSION}."))], []),
        ([(LIE, thought(f"So {CONFESSION}.", TraceKind.IMPRESSION))], []),
        ([(LIE, thought(f"So {CONFESSION}.", seat=OTIS))], []),
        ([(Wrote(OTIS, WREN, CONFESSION),), (LIE,)], []),
        ([(WroteOpenly(WREN, OTIS, CONFESSION),), (LIE,)], []),
        ([(LIE,), (Wrote(WREN, OTIS, CONFESSION),)], [[2, 1]]),
        ([(LIE, thought("I am not bluffing."))], []),
        ([(LIE, thought(f"If {CONFESSION}, they call."))], []),
        ([(Laid(WREN, 1, 4, None), thought(f"So {CONFESSION}."))], []),
        ([(Laid(WREN, 2, 3, ("K", "Joker")), thought(f"So {CONFESSION}."))], []),
    ],
)
def test_a_lie_counts_where_its_player_says_so_in_private(steps: list[Any], found: list[list[int]]) -> None:
    assert places(lied(match(*steps))) == found


def test_what_the_table_laid_or_another_player_wrote_is_nobodys_lie() -> None:
    told = match((Wrote(WREN, OTIS, CONFESSION),), (LIE,))
    assert places(lied(forced(told, 2, WREN))) == []
    taken = [Substitution(after, WREN, Kind.SCRIPTED, "random") for after in (1, 2, 3)]
    kept = [places(lied(match(*((s.events) for s in told.steps[1:]), substitutions=(one,)))) for one in taken]
    assert kept == [[[1, 2]], [], [[1, 2]]]


CALL = (Called(WREN, OTIS),)
TOLD = (Wrote(WREN, OTIS, PROMISE),)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([TOLD, CALL], [[1, 2]]),
        ([TOLD, CALL, CALL], [[1, 2], [1, 3]]),
        ([TOLD, TOLD, CALL], [[2, 3]]),
        ([(WroteOpenly(WREN, OTIS, PROMISE),), CALL], [[1, 2]]),
        ([CALL, TOLD], []),
        ([TOLD, (Called(WREN, JUNO),)], []),
        ([TOLD, (Called(OTIS, WREN),)], []),
        ([TOLD, (Passed(WREN, OTIS),)], []),
        ([TOLD, (Stopped(OTIS, WREN),), CALL], []),
        ([(Wrote(WREN, OTIS, "I will not call Pike."),), CALL], []),
        ([(Wrote(WREN, OTIS, "I will not call Otis."),), CALL], [[1, 2]]),
        ([(Wrote(WREN, OTIS, "I won't call unless you lie."),), CALL], []),
        ([(Noted(WREN, PROMISE),), CALL], []),
        ([(Wrote(WREN, OTIS, f"{PROMISE} this round."),), CALL], [[1, 2]]),
        ([(Wrote(WREN, OTIS, f"{PROMISE} this round."),), (RoundStarted(2, "A", OTIS),), CALL], []),
        ([TOLD, (RoundStarted(2, "A", OTIS),), CALL], [[1, 3]]),
    ],
)
def test_a_promise_counts_once_it_is_broken(steps: list[Any], found: list[list[int]]) -> None:
    assert places(promised(match(*steps))) == found


def test_a_promise_binds_whoever_made_it_and_is_told_to_it_and_to_analysts() -> None:
    taken = (Substitution(2, WREN, Kind.SCRIPTED, "random"),)
    assert places(promised(match(TOLD, CALL, substitutions=taken))) == []
    assert places(promised(forced(match(TOLD, CALL), 2, WREN))) == []
    assert [len(list(promised(match(TOLD, CALL, viewer=who)))) for who in (ANALYST, WREN, OTIS)] == [1, 1, 0]


REFUSED = (OfferAnswered(WREN, False, None, None),)
DUE = (OfferDue(WREN, OTIS),)
INVITED = (InvitationAnswered(WREN, JUNO, False, None),)
PASS, PASS_JUNO = (Passed(WREN, OTIS),), (Passed(WREN, JUNO),)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([DUE, REFUSED, PASS, PASS], [[2, 3, 4]]),
        ([INVITED, PASS_JUNO, PASS_JUNO, PASS_JUNO], [[1, 2, 3, 4]]),
        ([DUE, REFUSED, PASS], []),
        ([DUE, PASS, REFUSED, PASS], []),
        ([DUE, REFUSED, PASS, PASS, CALL], []),
        ([DUE, CALL, REFUSED, PASS, PASS], [[3, 4, 5]]),
        ([DUE, REFUSED, PASS_JUNO, PASS_JUNO], []),
        ([DUE, REFUSED, (Passed(PIKE, OTIS),), PASS], []),
        ([INVITED, PASS, PASS], []),
        ([DUE, (OfferAnswered(WREN, None, None, Verdict.UNCLEAR),), PASS, PASS], []),
        ([DUE, (OfferAnswered(WREN, True, OTIS, None),), PASS, PASS], []),
        ([(InvitationAnswered(WREN, JUNO, None, None),), PASS_JUNO, PASS_JUNO], []),
        ([(InvitationAnswered(WREN, JUNO, True, None), Started(JUNO, WREN)), PASS_JUNO, PASS_JUNO], []),
    ],
)
def test_who_refused_and_had_two_chances_spared_the_other(steps: list[Any], found: list[list[int]]) -> None:
    assert places(spared(match(*steps))) == found


def test_what_the_table_or_another_player_let_lie_is_no_chance() -> None:
    told = match(DUE, REFUSED, PASS, PASS)
    assert places(spared(forced(told, 3, WREN))) == []
    taken = (Substitution(4, WREN, Kind.SCRIPTED, "random"),)
    assert places(spared(match(DUE, REFUSED, PASS, PASS, substitutions=taken))) == []
    assert places(spared(replace(told, viewer=OTIS))) == []


def counts(record: Record, viewer: Viewer = ANALYST) -> list[int | None]:
    """How often each filter found something; None where there was nothing to look through."""
    return [one["count"] for one in ledger.telling(record, viewer)["filters"]]


@pytest.mark.parametrize("seed", range(4))
def test_the_filters_find_what_the_actions_say(seed: int) -> None:
    confess = lambda _, __: {TraceKind.REASON: CONFESSION}  # noqa: E731
    record = booked.thinking(booked.written(cycle([PROMISE]), seed), confess)
    reader, target, lies, broken = codec("liars_bar"), None, 0, 0
    wrote: set[Seat] = set()
    for step in record.steps:
        for action in reader.actions(step).values():
            target = action.target if isinstance(action, Deal) else target
            lies += isinstance(action, Play) and target is not None and not honest(action.cards, target)
        for event in reader.events(step):
            match event:
                case Wrote(int(seat)):
                    wrote.add(seat)
                case Stopped():
                    wrote.clear()
                case Called(seat, player) if seat in wrote and {seat, player} == pair(record):
                    broken += 1
                case _:
                    pass
    assert counts(record) == [lies, broken, None]
    assert lies > 3


def pair(record: Record) -> set[Seat]:
    events = [event for step in record.steps for event in codec("liars_bar").events(step)]
    return next(
        {e.seat, e.partner} for e in events if isinstance(e, Started) and e.seat is not None and e.partner is not None
    )


def test_refusals_of_whole_matches_are_found_as_their_events_say() -> None:
    found = {}
    for seed in range(12):
        record = tooled.record(tooled.channel(trigger=1), "never", seed)
        events = [event for step in as_seen(record, ANALYST) for event in step.events]
        due = next(event for event in events if isinstance(event, OfferDue))
        toward = [
            type(e) for e in events if isinstance(e, Called | Passed) and (e.seat, e.player) == (due.seat, due.partner)
        ]
        found[seed] = int(len(toward) > 1 and Called not in toward)
        assert counts(record) == [None, None, found[seed]]
    assert set(found.values()) == {0, 1}


def test_a_game_in_which_nothing_is_called_has_no_filters() -> None:
    record = play_tool(Preset("cleanup", "paper"), tooled.channel(trigger=2), 3)
    answer = ledger.telling(record, ANALYST)
    assert answer["filters"] == []
    assert "whispered" in answer["columns"]
    assert not any(row["marks"] for row in answer["rows"])


@pytest.mark.parametrize("preset", ["paper", "classic-small"])
def test_where_all_act_at_once_a_line_is_nobodys_and_repeats_no_heading(preset: str) -> None:
    first, *rows = ledger.telling(play_tool(Preset("cleanup", preset), tooled.channel(trigger=2), 3), ANALYST)["rows"]
    assert (first["round"], first["seat"], first["name"]) == (0, None, "")
    assert {row["seat"] for row in rows if row["whispered"] or row["thought"]} > {None}
    assert {row["seat"] for row in rows if row["done"] and not row["whispered"] and len(row["done"]) > 3} == {None}
    texts = [one["text"] for row in rows for one in row["done"]]
    assert texts
    assert not any(text.startswith("Step ") for text in texts)


def test_where_there_is_nothing_to_look_through_that_is_said_and_has_no_column() -> None:
    quiet, whispering = tooled.record(None), booked.written()
    answer = ledger.telling(quiet, ANALYST)
    assert counts(quiet) == [None, None, None]
    assert "Nothing to look through: nobody has whispered" in answer["filters"][0]["none"]
    assert (list(answer["columns"]), answer["note"]) == (["done", "said"], "Nobody has whispered in this match.")
    assert list(ledger.telling(whispering, ANALYST)["columns"]) == ["done", "said", "whispered"]
    outsider = ({*range(4)} - pair(whispering)).pop()
    name = whispering.header.names[outsider]
    assert f"Nobody has whispered to {name}" in ledger.telling(whispering, outsider)["note"]
    kept = booked.thinking(whispering, lambda _, __: {TraceKind.REASON: "Why not?"})
    assert counts(kept, outsider) == [0, None, None]
    assert f"as far as {name} could tell" in ledger.telling(kept, outsider)["filters"][0]["none"]
    told = [ledger.FILTERS["promised"].searched(match(TOLD, viewer=who)) for who in (WREN, OTIS)]
    assert told == [True, False]
    open_letters = match((WroteOpenly(WREN, OTIS, PROMISE),))
    assert [one.searched(open_letters) for one in ledger.FILTERS.values()] == [False, True, False]


@pytest.fixture(scope="module")
def told() -> Record:
    """Every text says whose it is."""
    texts = (f"#whisper-{n}# {PROMISE}. {CONFESSION}." for n in range(1000))
    return booked.thinking(
        booked.written(texts),
        lambda seq, seat: {
            kind: f"🎭 #{kind}-{seat}-{seq}# {CONFESSION}." for kind in (*booked.KINDS, TraceKind.MANNER)
        },
    )


@pytest.mark.parametrize("own", [False, True])
def test_marks_stand_on_their_words_and_lead_to_each_other(told: Record, own: bool) -> None:
    """In the numbers of the viewpoint: those of all steps, or of those that one of the two noticed."""
    answer = ledger.telling(told, min(pair(told)) if own else ANALYST)
    rows = {row["step"]: row for row in answer["rows"]}
    assert list(rows) == list(range(1, len(rows) + 1))
    marks = [(row, mark) for row in rows.values() for mark in row["marks"]]
    assert {mark["at"]["column"] for _, mark in marks if mark["at"]} == {"whispered", "thought"}
    for row, mark in marks:
        if mark["at"]:
            entry = row[mark["at"]["column"]][mark["at"]["index"]]
            assert cut(entry["text"], mark["at"]["start"], mark["at"]["end"]) in (CONFESSION, "I will not call")
        if mark["step"] is not None:
            back = rows[mark["step"]]["marks"]
            there = [other["step"] for other in back if other["filter"] == mark["filter"]]
            # A play names the last of several whispers about it.
            assert row["step"] in there or (row["whispered"] and row["step"] < max(filter(None, there)))
            assert f"step {mark['step']}" in mark["text"]


def test_a_row_has_what_was_done_said_whispered_and_thought(told: Record) -> None:
    answer = ledger.telling(told, ANALYST)
    steps = list(as_seen(told, ANALYST))
    assert [row["step"] for row in answer["rows"]] == [step.number for step in steps]
    said = [(row["step"], one["text"]) for row in answer["rows"] for one in row["whispered"]]
    assert said == [(step.number, e.text) for step in steps for e in step.events if isinstance(e, Wrote)]
    aloud = [one for row in answer["rows"] for one in row["said"]]
    assert aloud
    assert not any("“" in line["text"] for row in answer["rows"] if row["said"] for line in row["done"])
    lays = [row for row, step in zip(answer["rows"], steps, strict=True) if isinstance(step.events[0], Laid)]
    assert all(row["name"] in row["done"][0]["text"] for row in lays)
    assert {(one["kind"], one["provenance"]) for row in lays for one in row["thought"]} == {
        (kind, "the model’s own thinking, as its provider gave it") for kind in booked.KINDS
    }
    assert all(one["judge"] == [] for row in lays for one in row["thought"])


def test_every_viewpoint_reads_only_what_it_may(told: Record) -> None:
    two = pair(told)
    for viewer in (None, *range(4)):
        answer = ledger.telling(told, viewer)
        text = json.dumps(answer, ensure_ascii=False)
        for seat in range(4):
            assert any(f"#{kind}-{seat}-" in text for kind in booked.KINDS) is (seat == viewer)
        assert ("#whisper-" in text) is (viewer in two)
        done, thought = (json.dumps([row[column] for row in answer["rows"]]) for column in ("done", "thought"))
        assert ("#manner-0-" in done, "#manner-" in thought, "#reason-" in done) == (True, False, False)
        names = {
            mark["text"].split()[0] for row in answer["rows"] for mark in row["marks"] if mark["filter"] == "promised"
        }
        assert names <= ({told.header.names[viewer]} if viewer is not None else set())
        if viewer is None:
            assert [one["count"] for one in answer["filters"]] == [None, None, None]
            assert not any(row["thought"] or row["whispered"] or row["marks"] for row in answer["rows"])
            assert "neither whispers nor thoughts" in answer["note"]


def test_steps_and_frames_that_are_there_already_are_taken(told: Record) -> None:
    steps = tuple(as_seen(told, ANALYST, steps=tuple(played(told))))
    frames = watching.telling(told, ANALYST, steps)["frames"]
    assert ledger.telling(told, ANALYST, (steps, frames)) == ledger.telling(told, ANALYST)


def test_a_copy_says_what_was_left_out(told: Record) -> None:
    answer = ledger.telling(redact(told, [Redacted.THOUGHTS]), ANALYST)
    assert "thoughts" in answer["note"]
    assert not any(row["thought"] for row in answer["rows"])
    assert {mark["at"]["column"] for row in answer["rows"] for mark in row["marks"] if mark["at"]} == {"whispered"}


def asked_for(match_id: str, seat: str) -> tuple[int, Json]:
    """What the route answers."""
    query = f"seat={seat}".encode()
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "query_string": query,
        "path_params": {"match_id": match_id},
    }
    answer = book(Request(scope))
    return answer.status_code, json.loads(bytes(answer.body))


def test_the_route_answers_whoever_may_ask(kept: Store, told: Record) -> None:
    kept.save(told)
    for viewer in (None, OTIS, ANALYST):
        status, answer = asked_for(told.header.id, viewpoint(viewer))
        assert (status, answer) == (200, json.loads(json.dumps(ledger.telling(told, viewer))))
    going = arranged.running(kept)
    found = [
        asked_for(*one) for one in ((going.id, "public"), (going.id, "all"), (told.header.id, "9"), ("none", "all"))
    ]
    assert [status for status, _ in found] == [200, 403, 422, 404]
    assert all(set(answer) == {"error"} for _, answer in found[1:])
