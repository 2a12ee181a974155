"""The scripted players: always legal, always the same from the same view, and each true to its character."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, fields, is_dataclass, replace
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.core import Agent, View
from agents.human import HUMAN
from agents.scripted import PERSONAS, personas, seated
from agents.scripted.counting import truthful
from agents.scripted.habits import Habits, habits
from agents.scripted.player import Scripted
from agents.table import Table
from games.core import Game
from games.decision import Decision, Step
from games.liars_bar.actions import Call, Pass, Play, honest
from games.liars_bar.events import Called, HouseCalled, Laid, PassJudged, Revealed
from games.liars_bar.presets import PRESETS
from games.liars_bar.rules import LiarsBar
from games.liars_bar.state import Phase, State
from games.luck import SEED_BITS
from games.registry import GAMES, Entry
from games.words import words
from tests.bench.personas import every_order, rotations, tournament
from tests.games.frames import fold
from tests.games.known_liars_bar import scramble
from tests.toy import ENTRY

ALL = personas("liars_bar")
seeds = st.integers(0, (1 << SEED_BITS) - 1)
lineups = st.lists(st.sampled_from(ALL), min_size=1, max_size=3).map(tuple)
"""Those who sit beside the persona in question."""
every_persona = pytest.mark.parametrize("name", ALL)
every_preset = pytest.mark.parametrize("preset", PRESETS)


@dataclass(frozen=True)
class Watched:
    """An agent, and everything it was shown and answered."""

    agent: Agent
    log: list[tuple[View[Any, Any], Decision]]

    async def decide(self, view: View[Any, Any]) -> Decision:
        decision = await self.agent.decide(view)
        self.log.append((view, decision))
        return decision


@dataclass(frozen=True)
class Played:
    game: Game[Any, Any, Any]
    steps: list[Step]
    logs: list[list[tuple[View[Any, Any], Decision]]]
    """One for each seat."""


def play(names: Sequence[str], preset: str, seed: int, entry: Entry = GAMES["liars_bar"]) -> Played:
    """One match to its end."""
    game = entry.game(preset)
    played = Played(game, [], [[] for _ in names])
    players = [Watched(seated(name, seat, seed), played.logs[seat]) for seat, name in enumerate(names)]
    asyncio.run(Table(game, players, seed, played.steps.append).advance())
    assert played.steps[-1].outcome is not None
    return played


def decide(agent: Agent, view: View[Any, Any]) -> Decision:
    return asyncio.run(one(agent, view))


async def one(agent: Agent, view: View[Any, Any]) -> Decision:
    return await agent.decide(view)


def every_log(name: str, preset: str, matches: int) -> list[tuple[View[Any, Any], Any]]:
    """What a persona was shown and did in matches with three others, at every seat in turn."""
    others = [other for other in ALL if other != name]
    found: list[tuple[View[Any, Any], Any]] = []
    for seed in range(matches):
        names = rotations(name, *(others[(seed + k) % len(others)] for k in range(3)))[seed % 4]
        log = play(names, preset, seed).logs[names.index(name)]
        found += [(view, decision.action) for view, decision in log]
    return found


@every_preset
@every_persona
@settings(max_examples=12, deadline=None)
@given(seed=seeds, beside=lineups)
def test_what_it_does_is_always_legal(name: str, preset: str, seed: int, beside: tuple[str, ...]) -> None:
    played = play((name, *beside), preset, seed)
    assert not any(step.forced for step in played.steps)
    for view, decision in (entry for log in played.logs for entry in log):
        action: Any = decision.action
        assert replace(action, say="") in view.legal
        assert len(action.say) <= view.observation.rules.say_limit


@pytest.mark.parametrize("seats", [2, 3, 4])
def test_random_plays_any_game(seats: int) -> None:
    for seed in range(20):
        played = play(("random",) * seats, "long", seed, ENTRY)
        assert not any(step.forced for step in played.steps)
        assert all(decision.action in view.legal for log in played.logs for view, decision in log)


@every_preset
@every_persona
@settings(max_examples=4, deadline=None)
@given(seed=seeds, beside=lineups)
def test_the_same_seed_is_the_same_match(name: str, preset: str, seed: int, beside: tuple[str, ...]) -> None:
    random.seed(seed)
    before = random.getstate()
    first = play((name, *beside), preset, seed)
    assert random.getstate() == before
    random.seed(seed + 1)
    assert play((name, *beside), preset, seed).steps == first.steps


@every_preset
@every_persona
def test_a_resumed_match_goes_on_as_if_nothing_had_happened(name: str, preset: str) -> None:
    names, seed = (name, *[other for other in ALL if other != name][:2]), 7
    steps = play(names, preset, seed).steps
    for done in range(0, len(steps), 5):
        rest: list[Step] = []
        players = [seated(who, seat, seed) for seat, who in enumerate(names)]
        game = GAMES["liars_bar"].game(preset)
        table = Table.resume(game, players, seed, rest.append, [step.actions for step in steps[:done]])
        asyncio.run(table.advance())
        assert rest == steps[done:]


def parts(value: Any) -> list[Any]:
    """A value and everything inside it."""
    if is_dataclass(value) and not isinstance(value, type):
        inside = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, dict):
        inside = [*value, *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inside = list(value)
    else:
        inside = []
    return [value, *(part for value in inside for part in parts(value))]


@every_persona
def test_it_is_given_a_view_and_never_a_state(name: str) -> None:
    for log in play((name, "random", "random"), "paper", 3).logs:
        for view, _ in log:
            assert type(view) is View
            assert not [part for part in parts(view) if isinstance(part, State | LiarsBar | Table)]


@every_preset
@every_persona
def test_what_it_cannot_see_changes_nothing(name: str, preset: str) -> None:
    """At each of its decisions the world is exchanged for another one that looks the same from its seat."""
    seat, seed, others = 1, 11, 0
    names = ("random", name, "counting", "grudging")
    played = play(names, preset, seed)
    frames = list(fold(played.game, played.game.start(len(names)), [step.actions for step in played.steps]))
    turns = [i for i, frame in enumerate(frames) if seat in frame.actions]
    for turn, (view, decision) in zip(turns, played.logs[seat], strict=True):
        joints = scramble(played.game, frames[:turn], seat, random.Random(turn))
        there = Table.resume(played.game, [seated("random", 0, 0)] * len(names), 0, [].append, joints)
        others += joints != [frame.actions for frame in frames[:turn]]
        assert there.view(seat) == view
        assert decide(seated(name, seat, seed), there.view(seat)) == decision
    assert others > len(turns) / 2


@every_persona
def test_it_keeps_nothing_between_decisions(name: str) -> None:
    """Asked in the reverse order, and with a copy of each view, it answers the same."""
    agent = seated(name, 0, 5)
    log = play((name, "bold", "honest"), "paper", 5).logs[0]
    assert [decide(agent, deepcopy(view)) for view, _ in reversed(log)] == [decision for _, decision in reversed(log)]


def test_the_seed_of_the_match_is_not_kept_and_seats_do_not_share_luck() -> None:
    seed = 0x123456789ABCDEF0123456789ABCDEF0
    for name in ALL:
        agents = [seated(name, seat, seed) for seat in range(4)]
        assert seed not in [part for agent in agents for part in parts(agent)]
        assert len({agent.seed for agent in agents if isinstance(agent, Scripted)}) == len(agents)


def test_every_decision_has_luck_of_its_own() -> None:
    view = play(("random", "random"), "paper", 1).logs[0][0][0]
    again = [replace(view, observation=view.observation._replace(decision=number)) for number in range(20)]
    agent = seated("random", 0, 1)
    answers = [decide(agent, view).action for view in again]
    assert len(view.legal) > 1
    assert any(answer != answers[0] for answer in answers)
    assert answers == [decide(agent, view).action for view in again]


def test_random_takes_every_legal_action_as_often() -> None:
    log = play(("random",) * 3, "paper", 1).logs[0]
    tries = 2000
    for phase in (Phase.LAY, Phase.RESPOND):
        view = next(view for view, _ in log if view.observation.phase is phase)
        taken = Counter(decide(seated("random", 0, seed), view).action for seed in range(tries))
        share = 1 / len(view.legal)
        # Five standard deviations: no honest die is ever that far off.
        assert all(abs(taken[a] - tries * share) < 5 * sqrt(tries * share * (1 - share)) for a in view.legal)


def is_true(view: View[Any, Any], *cards: Any) -> bool:
    return honest(cards, view.observation.target)


@every_preset
def test_honest_never_lies_while_it_holds_a_true_card(preset: str) -> None:
    for view, action in every_log("honest", preset, 40):
        if isinstance(action, Play):
            able = any(is_true(view, card) for card in view.observation.hand)
            assert is_true(view, *action.cards) == able


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
            able = any(is_true(view, card) for card in view.observation.hand)
            assert len(action.cards) == 1
            assert is_true(view, *action.cards) == able


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


def calls(name: str, view: View[Any, Any], *more: Any, tries: int = 300) -> float:
    """How often a persona calls in this view, had these events come before too."""
    told = replace(view, events=(*view.events, *more))
    return sum(isinstance(decide(seated(name, 0, s), told).action, Call) for s in range(tries)) / tries


def test_grudging_calls_the_one_who_wronged_it_until_it_has_paid() -> None:
    log = play(("grudging", "random", "random"), "paper", 2).logs[0]
    view = next(view for view, _ in log if view.observation.phase is Phase.RESPOND)
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


def test_habits_are_what_happened() -> None:
    """Read from one seat's events, they equal a count over the whole record, house calls left out."""
    for preset in PRESETS:
        played = play(("random", "bold", "honest"), preset, 4)
        called, true = Counter[Any](), Counter[Any]()
        for frame in fold(played.game, played.game.start(3), [step.actions for step in played.steps]):
            ((seat, action),) = frame.actions.items()
            if isinstance(action, Call | Pass):
                laid = frame.before.laid
                called[seat, len(laid.cards), isinstance(action, Call)] += 1
                # Without points the house never says whether a play that was let lie had been honest.
                if isinstance(action, Call) or played.game.rules.points:
                    true[laid.seat, len(laid.cards), honest(laid.cards, frame.before.target)] += 1
        table = Table.resume(played.game, [HUMAN] * 3, 0, [].append, [step.actions for step in played.steps])
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
    o = next(view for view, _ in log if view.observation.phase is Phase.RESPOND).observation
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
        if o.phase is Phase.RESPOND and any(is_true(view, card) for card in o.hand):
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


@every_persona
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
    assert personas("liars_bar") == tuple(PERSONAS)
    assert personas("toy") == ("random",)
    with pytest.raises(KeyError):
        seated("nobody", 0, 1)
