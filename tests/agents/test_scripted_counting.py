"""Counting reads the others' habits, plays for points, and beats random."""

from collections import Counter
from dataclasses import replace
from math import sqrt
from typing import Any

import pytest

from agents.human import HUMAN
from agents.scripted.counting import truthful
from agents.scripted.habits import Habits, habits
from agents.table import Table
from games.liars_bar.actions import Call, Pass, honest
from games.liars_bar.events import Called, Laid, Revealed
from games.liars_bar.presets import PRESETS
from games.liars_bar.state import Phase
from tests.agents.characters import calls, every_log, first_in, holds_true, play
from tests.bench.personas import every_order, tournament


def test_habits_are_what_happened() -> None:
    """Read from one seat's events, they equal a count over the whole record, house calls left out."""
    for preset in PRESETS:
        played = play(("random", "bold", "honest"), preset, 4)
        called, true = Counter[Any](), Counter[Any]()
        for frame in played.frames:
            ((seat, action),) = frame.actions.items()
            if isinstance(action, Call | Pass):
                laid = frame.before.laid
                called[seat, len(laid.cards), isinstance(action, Call)] += 1
                # Without points the house never says whether a play that was let lie had been honest.
                if isinstance(action, Call) or played.game.rules.points:
                    true[laid.seat, len(laid.cards), honest(laid.cards, frame.before.target)] += 1
        table = Table.resume(played.game, [HUMAN] * 3, 0, [].append, played.actions)
        for viewer in (None, 0, 1, 2):
            assert habits(table.events(viewer)) == Habits(called, true)


@pytest.mark.parametrize("preset", ["paper", "classic"])
def test_counting_beats_random(preset: str) -> None:
    """Were the two as good as each other, this would fail 999 times in 1000.

    A match gives counting between 0 and 1 of the win and 1/2 on average then, so its variance is at most 1/4, and the
    mean over n matches passes 1/2 + 3.09 standard deviations of at most 1/2 / sqrt(n) only 1 time in 1000.
    """
    matches = 300
    played = tournament(every_order("counting", "counting", "random", "random"), matches, preset)
    won = sum(match.share("counting") for match in played) / matches
    assert won > 1 / 2 + 3.09 / 2 / sqrt(matches)


def test_counting_alone_beats_three_at_random() -> None:
    """As above: a fourth of the wins and a variance of at most 1/4 * 3/4, were they as good as each other."""
    matches = 300
    played = tournament(every_order("counting", "random", "random", "random"), matches, "paper")
    won = sum(match.share("counting") for match in played) / matches
    assert won > 1 / 4 + 3.09 * sqrt(3 / 16 / matches)


def test_counting_expects_the_truth_of_those_who_told_it() -> None:
    log = play(("counting", "random", "random"), "paper", 2).logs[0]
    o = first_in(Phase.RESPOND, log).observation
    seat, cards = o.table[-1].seat, o.table[-1].cards
    expected, told = truthful(o, habits(())), Counter({(seat, cards, True): 3})
    assert 0 < expected < 1
    assert truthful(o, Habits(Counter(), told)) > expected
    assert truthful(o, Habits(Counter(), Counter({(seat, cards, False): 3}))) < expected


@pytest.mark.parametrize("preset", ["paper", "classic"])
def test_counting_calls_a_liar_and_lets_an_honest_seat_be(preset: str) -> None:
    """Mostly: with true cards to lay and a responder close to its last shot, it may pass a lie to catch that one."""
    called = Counter[bool]()
    answered = 0
    for view, _ in play(("counting", "random", "random"), preset, 2).logs[0]:
        o = view.observation
        if o.phase is Phase.RESPOND and holds_true(view):
            seat, cards, _ = o.table[-1]
            answered += 1
            for honestly in (False, True):
                revealed = Revealed(seat, ("Q",) * cards, honest=honestly)
                shown = [Laid(seat, cards, 0, None), Called(0, seat), revealed] * 99
                called[honestly] += calls("counting", view, *shown, tries=1) == 1
    assert called[False] > answered * 2 / 3
    assert called[True] == 0


@pytest.mark.parametrize(("what", "called"), [("right_call", True), ("honest_pass", False)])
def test_counting_goes_where_the_points_are(what: str, called: bool) -> None:
    paper = PRESETS["paper"]
    assert paper.points is not None
    rules = replace(paper, points=replace(paper.points, **{what: 1000}))
    for view, _ in every_log("counting", "paper", 10):
        if view.observation.phase is Phase.RESPOND:
            seen = view.observation._replace(rules=rules)
            sure = truthful(seen, habits(view.events)) in (0, 1)
            assert sure or (calls("counting", replace(view, observation=seen), tries=1) == 1) == called
