"""Frames: what a browser is told follows from the rules, and from what its viewer lawfully saw."""

import asyncio
import json
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.table import Table
from app.narrator import Narrator, ending, replay
from games.core import ANALYST, Viewer
from games.decision import Step, TraceKind
from games.liars_bar import events
from games.liars_bar.actions import Call, Deal, LoadRevolvers, Pass, Play, Starter, honest
from games.liars_bar.notation import signed
from games.registry import GAMES
from replays.record import Kind, Substitution
from replays.replay import Seen, as_seen
from tests.replays.played import Case, Played, Program, at_rest, both_games, play, some

PAPER, CLASSIC = Case("liars_bar", "paper"), Case("liars_bar", "classic")
seeds = st.integers(0, 10**6)
cases = st.sampled_from([PAPER, CLASSIC, Case("liars_bar", "published-code")])


def seen(played: Played, viewer: Viewer) -> tuple[Seen, ...]:
    return tuple(as_seen(played.record, viewer))


def told(played: Played, viewer: Viewer) -> list[dict[str, Any]]:
    return replay(played.record, seen(played, viewer), viewer)


def live(played: Played, viewer: Viewer) -> list[dict[str, Any]]:
    narrator = Narrator(played.record.header, viewer)
    frames = [narrator.frame(step.events, step.observations) for step in seen(played, viewer)]
    assert None not in frames
    return [frame for frame in frames if frame is not None]


@both_games
def test_every_frame_is_json_and_counts_the_viewers_own_steps(case: Case) -> None:
    played = play(case, 3, chatty=True)
    for viewer in (None, 0, 1, ANALYST):
        frames = told(played, viewer)
        assert json.loads(json.dumps(frames)) == json.loads(json.dumps(frames))
        assert [frame["number"] for frame in frames] == list(range(1, len(frames) + 1))


@given(seeds, st.sampled_from([None, 0, 1]))
@some(20)
def test_a_newcomer_is_told_all_that_the_others_have_read(seed: int, viewer: Viewer) -> None:
    played = play(PAPER, seed, chatty=True)
    steps = seen(played, viewer)
    early, late = (Narrator(played.record.header, viewer) for _ in range(2))
    lines = [line for step in steps for line in (early.frame(step.events, step.observations) or {})["lines"]]
    for step in steps:
        late.hear(step.events)
    shot = late.snapshot(steps[-1].observations)
    assert shot["log"] == lines
    assert shot["number"] == len(steps)
    last = live(played, viewer)[-1]
    assert {key: shot[key] for key in ("scene", "mine", "ask", "waiting")} == {
        key: last[key] for key in ("scene", "mine", "ask", "waiting")
    }


def test_two_seats_taken_over_at_once_are_two_lines_to_whoever_hears_it_then_or_later() -> None:
    entry, kept = GAMES["cleanup"], list[Step]()
    game = entry.build(replace(entry.presets["paper"], identity="anonymous"))
    table = Table(game, [Program(seat, seat, chatty=False, text="") for seat in range(4)], 5, kept.append)
    asyncio.run(table.advance())
    record = at_rest(Case("cleanup", "paper"), game, 4, 5, kept, table.outcome, people=True)
    header, steps = record.header, tuple(as_seen(record, 0))
    taken = tuple(Substitution(steps[9].seq, seat, Kind.SCRIPTED, "greedy") for seat in (1, 2))
    then, later = Narrator(header, 0), Narrator(replace(header, substitutions=taken), 0)
    for number, step in enumerate(steps):
        if number == 10:
            then.header = later.header
            then.snapshot(steps[9].observations)
        for one in (then, later):
            one.hear(step.events, step.observations, step.seq)
    lines = [line["kind"] for line in then.log]
    assert lines.count("substitution") == 2
    assert then.log == later.log


@given(cases, seeds)
@some(40)
def test_cards_are_shown_to_those_who_know_them_and_nobody_else(case: Case, seed: int) -> None:
    played = play(case, seed, chatty=True)
    for viewer in (None, 0, 1, ANALYST):
        for frame in told(played, viewer):
            for seat in frame["scene"]["seats"]:
                knows = viewer in (seat["seat"], ANALYST)
                assert (seat["hand"] is not None) == knows
                assert all((p["faces"] is not None) == knows == (p["lie"] is not None) for p in seat["plays"])


@given(cases, seeds)
@some(40)
def test_a_showdown_tells_what_the_next_round_confirms(case: Case, seed: int) -> None:
    played = play(case, seed)
    frames = told(played, None)
    names = played.record.header.names
    rounds = [e for step in played.steps for e in step.events if isinstance(e, events.RoundStarted)]
    shows = [frame for frame in frames if frame["reveal"]]
    assert len(shows) == len(rounds)
    for number, frame in enumerate(shows, 1):
        show, last = frame["reveal"], number == len(shows)
        assert f"Round {number}," in show["place"]
        assert frame["round"] == number
        starts = names[rounds[number].starter] if not last else ""
        assert show["next"] == "The match is over." or starts in show["next"] or "drawn" in show["next"]
        assert ("over" in show["next"]) == last
        assert (show["shot"] is None) == (show["none"] is not None)
        if show["shot"]:
            assert show["shot"]["dead"] == (show["shot"]["word"] == "Bang.")
            left = 6 - show["shot"]["shot"] + 1
            random = played.record.header.rules.revolver == "random" and left > 1
            assert (
                not random or show["shot"]["chance"] == f"The chance was 1\N{NO-BREAK SPACE}in\N{NO-BREAK SPACE}{left}."
            )
        if case == CLASSIC:
            assert show["worth"] == []
        else:
            before = shows[number - 2]["reveal"]["standing"] if number > 1 else []
            moved = {row["seat"]: int(row["points"].replace("−", "-").split()[0]) for row in show["standing"]}
            was = {row["seat"]: int(row["points"].replace("−", "-").split()[0]) for row in before}
            earned: Counter[int] = Counter()
            for step in frames[shows[number - 2]["number"] if number > 1 else 0 : frame["number"]]:
                for line in step["lines"]:
                    if line["kind"] == "Scored":
                        earned[line["seat"]] += worth(line["text"])
            assert all(moved[seat] - was.get(seat, 0) == earned[seat] for seat in moved)
            own = {row["seat"]: row["points"] for row in show["worth"]}
            scored = Counter[int]()
            for line in frame["lines"]:
                if line["kind"] == "Scored":
                    scored[line["seat"]] += worth(line["text"])
            assert own == {seat: signed(scored[seat]) for seat in range(len(names))}


def worth(line: str) -> int:
    """The points that a line tells of."""
    points, why = line.split(":")
    times = re.search(r"\((\d+) times\)\.$", why)
    return int(points.split()[-1].replace("−", "-")) * (int(times[1]) if times else 1)


@given(cases, seeds)
@some(40)
def test_no_step_says_the_same_twice(case: Case, seed: int) -> None:
    for viewer in (None, 0, ANALYST):
        for frame in told(play(case, seed), viewer):
            texts = [line["text"] for line in frame["lines"]]
            assert len(texts) == len(set(texts))
            for row in frame["reveal"]["worth"] if frame["reveal"] else []:
                assert len(row["lines"]) == len(set(row["lines"]))


@given(cases, seeds)
@some(40)
def test_the_end_explains_every_point_and_tells_every_lie(case: Case, seed: int) -> None:
    played = play(case, seed)
    told = ending(played.record)
    assert told is not None
    outcome, names = played.record.header.outcome, played.record.header.names
    assert outcome is not None
    assert {row["seat"] for row in told["rows"] if row["won"]} == set(outcome.winners)
    for row in told["rows"]:
        if case != CLASSIC:
            total = 0
            for line in row["lines"]:
                times = int(line.rsplit(", ", 1)[1].split()[0]) if line.endswith(" times") else 1
                total += times * int(line.split()[0].replace("−", "-"))
            assert row["points"] == signed(total) == signed(round(outcome.points[row["seat"]]))
    assert [(lie["seat"], lie["round"]) for lie in told["lies"]] == lies(played)
    assert all(names[lie["seat"]] in lie["text"] for lie in told["lies"])


def lies(played: Played) -> list[tuple[int, int]]:
    """Who lied in which round, from the actions alone; the house's last call is nobody's play."""
    found, number, target = [], 0, None
    for step in played.steps:
        for seat, action in step.actions.items():
            match action:
                case Deal():
                    number, target = number + 1, action.target
                case Play() if target is not None and not honest(action.cards, target):
                    found.append((seat, number))
                case Play() | Call() | Pass() | Starter() | LoadRevolvers():
                    pass
    return found


def test_lies_are_told_where_everything_is_seen_and_nowhere_else() -> None:
    played = play(PAPER, 5)
    assert told(played, ANALYST)[-1]["ending"]["lies"]
    for viewer in (None, 0, 1):
        last = told(played, viewer)[-1]["ending"]
        assert last["lies"] == []
        assert last["seed"] is None
        assert all(frame["ending"] is None for frame in told(played, viewer)[:-1])


@given(cases, seeds)
@some(40)
def test_what_is_asked_can_be_done_and_what_is_said_of_it_is_true(case: Case, seed: int) -> None:
    played = play(case, seed)
    game = GAMES[case.game].game(case.preset)
    for viewer in range(len(played.record.header.seats)):
        for frame, step in zip(live(played, viewer), seen(played, viewer), strict=True):
            o, ask = step.observations[0], frame["ask"]
            assert (ask is not None) == (viewer in o.waiting_for)
            assert frame["mine"] is not None
            if ask is None:
                continue
            assert ask["decision"] == o.decision
            assert (ask["kind"] == "respond") == (ask["call"] is not None) == (ask["pass"] is not None)
            assert [card["card"] for card in frame["mine"]["hand"]] == list(o.hand)
            assert [card["true"] for card in frame["mine"]["hand"]] == [honest((c,), o.target) for c in o.hand]
            if ask["kind"] == "respond":
                assert (game.rules.points is None) == ("+" not in " ".join(ask["call"]["risks"]))


@given(seeds)
@some(30)
def test_whether_one_lays_after_a_pass_is_foretold(seed: int) -> None:
    played = play(PAPER, seed)
    for viewer in range(len(played.record.header.seats)):
        frames = live(played, viewer)
        for now, after in pairwise(frames):
            passed = any(line["kind"] == "Passed" and line["seat"] == viewer for line in after["lines"])
            if now["ask"] and passed:
                assert now["ask"]["then_lay"] == (after["ask"] is not None and after["ask"]["kind"] == "lay")


def test_calls_and_shots_are_marked_in_words() -> None:
    played = play(PAPER, 8)
    for frame in told(played, None):
        kinds = [line["kind"] for line in frame["lines"]]
        marks = [mark["kind"] for mark in frame["marks"]]
        assert marks.count("call") == kinds.count("Called")
        assert marks.count("house") == kinds.count("HouseCalled")
        assert marks.count("death") + marks.count("empty") == kinds.count("Shot")
        assert all(mark["label"].startswith(f"Round {frame['round']}: ") for mark in frame["marks"])


def test_private_texts_stand_beside_their_own_step_for_those_who_may_read_them() -> None:
    played = play(PAPER, 4, chatty=True)
    for viewer in (None, 0, ANALYST):
        for frame, step in zip(told(played, viewer), seen(played, viewer), strict=True):
            texts = [trace.text for trace in step.traces if trace.kind is not TraceKind.RULE]
            assert [thought["text"] for thought in frame["thoughts"]] == texts
            assert all(t["public"] or viewer in (t["seat"], ANALYST) for t in frame["thoughts"])
            forced = [line["seat"] for line in frame["lines"] if line["kind"] == "forced"]
            assert forced == list(step.forced)


@pytest.mark.parametrize("hidden", ["\N{RIGHT-TO-LEFT OVERRIDE}", "\x1b[31m", "\n\n"])
def test_what_does_not_show_is_marked_before_it_travels(hidden: str) -> None:
    played = play(PAPER, 4)
    header = played.record.header
    narrator = Narrator(header, None)
    last = seen(played, None)[-1]
    frame = narrator.frame((events.Said(0, f"a{hidden}b"), *last.events), last.observations)
    assert frame is not None
    assert (
        frame["scene"]["seats"][0]["said"].strip("ab") == "\N{REPLACEMENT CHARACTER}" * len(hidden)
        or hidden == "\x1b[31m"
    )
    assert hidden not in json.dumps(frame, ensure_ascii=False).replace("\\n", "\n")
