"""Random, honest, cautious, bold and grudging are true to their character, and everybody has words for it."""

from collections import Counter
from dataclasses import replace
from math import sqrt

import pytest

from agents.scripted import PERSONAS, personas, seated
from games.liars_bar.actions import Call, Pass, Play
from games.liars_bar.events import Called, HouseCalled, PassJudged, Revealed
from games.liars_bar.presets import PRESETS
from games.liars_bar.state import Phase
from games.words import words
from tests.agents.characters import (
    calls,
    decide,
    every_log,
    every_preset,
    first_in,
    holds_true,
    is_true,
    play,
)


def test_random_takes_every_legal_action_as_often() -> None:
    log = play(("random",) * 3, "paper", 1).logs[0]
    tries = 2000
    for phase in (Phase.LAY, Phase.RESPOND):
        view = first_in(phase, log)
        taken = Counter(decide(seated("random", 0, seed), view).action for seed in range(tries))
        share = 1 / len(view.legal)
        # Five standard deviations: no honest die is ever that far off.
        assert all(abs(taken[a] - tries * share) < 5 * sqrt(tries * share * (1 - share)) for a in view.legal)


@every_preset
def test_honest_never_lies_while_it_holds_a_true_card(preset: str) -> None:
    for view, action in every_log("honest", preset, 40):
        if isinstance(action, Play):
            assert is_true(view, *action.cards) == holds_true(view)


@every_preset
def test_honest_calls_only_when_the_words_do_not_add_up(preset: str) -> None:
    calls = 0
    for view, action in every_log("honest", preset, 40):
        o = view.observation
        if o.phase is Phase.RESPOND:
            known = [card for cards in (o.hand, *o.own) for card in cards]
            left = sum(is_true(view, card) for card in o.rules.deck) - sum(is_true(view, card) for card in known)
            claimed = sum(play.cards for play in o.table if play.seat != o.seat)
            assert isinstance(action, Call) == (claimed > left)
            calls += isinstance(action, Call)
    assert calls


@every_preset
def test_cautious_lays_one_card_and_a_true_one_if_it_can(preset: str) -> None:
    for view, action in every_log("cautious", preset, 40):
        if isinstance(action, Play):
            assert len(action.cards) == 1
            assert is_true(view, *action.cards) == holds_true(view)


def test_cautious_calls_less_with_every_chamber_fired() -> None:
    views = [view for view, _ in every_log("cautious", "paper", 60) if view.observation.phase is Phase.RESPOND]
    agent, called = seated("cautious", 0, 0), list[int]()
    for fired in range(6):
        seen = [view.observation._replace(fired=(fired,) * len(view.observation.fired)) for view in views]
        decisions = [decide(agent, replace(v, observation=o)) for v, o in zip(views, seen, strict=True)]
        called.append(sum(isinstance(decision.action, Call) for decision in decisions))
    assert called == sorted(called, reverse=True)
    assert called[0] > called[-1]


def test_bold_bluffs_large_and_rarely_calls() -> None:
    log = every_log("bold", "paper", 60)
    plays = [(view, action) for view, action in log if isinstance(action, Play)]
    responses = [action for view, action in log if view.observation.phase is Phase.RESPOND]
    assert sum(not is_true(view, *action.cards) for view, action in plays) > len(plays) / 2
    largest = [len(action.cards) == min(3, len(view.observation.hand)) for view, action in plays]
    assert sum(largest) > len(plays) / 2
    assert sum(isinstance(action, Call) for action in responses) < len(responses) / 6


def test_grudging_calls_the_one_who_wronged_it_until_it_has_paid() -> None:
    log = play(("grudging", "random", "random"), "paper", 2).logs[0]
    view = first_in(Phase.RESPOND, log)
    me, other = 0, view.observation.table[-1].seat
    third = 3 - other
    called, lied_to = Called(other, me), PassJudged(me, other, honest=False)
    calm = calls("grudging", view)
    # Rates of 1/6 and 7/12 over 300 tries each are 12 standard deviations apart; a sixth is 5.
    assert calls("grudging", view, called) > calm + 1 / 6
    assert calls("grudging", view, lied_to) > calm + 1 / 6
    assert calls("grudging", view, called, lied_to) > calls("grudging", view, called)
    assert calls("grudging", view, Called(third, me), PassJudged(me, third, honest=False)) == calm
    paid = Called(me, other), Revealed(other, ("K",), honest=False)
    assert calls("grudging", view, called, lied_to, *paid) == calm
    wrong_call = Called(me, other), Revealed(other, ("Q",), honest=True)
    assert calls("grudging", view, called, *wrong_call) > calm
    # What the house called was never this seat's to be paid for.
    by_the_house = HouseCalled(other, 1), Revealed(other, ("K",), honest=False)
    assert calls("grudging", view, called, *wrong_call, *by_the_house) == calls("grudging", view, called)


def test_grudging_calls_those_it_owes_more_often_in_real_matches() -> None:
    owing, answers = Counter[bool](), Counter[bool]()
    for view, action in every_log("grudging", "paper", 120):
        o = view.observation
        if o.phase is Phase.RESPOND:
            wronged = any(e == Called(o.table[-1].seat, o.seat) for e in view.events)
            answers[wronged] += 1
            owing[wronged] += isinstance(action, Call)
    assert owing[True] / answers[True] > owing[False] / answers[False]


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_has_words(name: str) -> None:
    table = words("agents.scripted")[name]
    assert 0 < len(table["title"]) <= 20
    assert 0 < len(table["character"]) <= 140
    assert table["character"].endswith(".")
    assert table["character"].count(". ") == 0
    says = table.get("says", {})
    assert says.keys() <= {kind.__name__ for kind in (Play, Call, Pass)}
    limit = min(rules.say_limit for rules in PRESETS.values())
    assert all(0 < len(line) <= limit for lines in says.values() for line in lines)


def test_nobody_has_words_only() -> None:
    assert words("agents.scripted").keys() == PERSONAS.keys()


def test_what_is_said_is_written_and_rare() -> None:
    log = every_log("bold", "paper", 80)
    says = words("agents.scripted")["bold"]["says"]
    said = [action for _, action in log if action.say]
    assert all(action.say in says[type(action).__name__] for action in said)
    # 1 in 20 is meant.
    assert len(log) / 40 < len(said) < len(log) / 10


def test_nothing_is_said_that_is_too_long() -> None:
    curt = replace(PRESETS["paper"], say_limit=5)
    for seed, (view, _) in enumerate(every_log("bold", "paper", 20)):
        decision = decide(seated("bold", 0, seed), replace(view, observation=view.observation._replace(rules=curt)))
        assert getattr(decision.action, "say", None) == ""


def test_who_plays_what() -> None:
    assert personas("liars_bar") + personas("cleanup")[1:] == tuple(PERSONAS)
    assert personas("toy") == ("random",)
    with pytest.raises(KeyError):
        seated("nobody", 0, 1)
