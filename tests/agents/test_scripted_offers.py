"""How scripted players answer offers and invitations, and that their moves never depend on having been asked."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from agents.core import View
from agents.prompts.seat import stage_of
from agents.scripted import OFFERS, known, parted, seated
from agents.scripted.player import Scripted
from agents.table import Table
from app.people import character, title
from games.decision import Step
from games.liars_bar.events import Called
from games.secret_tools.actions import TEXT_LIMIT, Answer, Write
from games.secret_tools.conditions import BASELINE, WRITTEN, Condition, ToolRules
from games.secret_tools.events import InvitationAnswered, Noted, OfferAnswered, OfferDue, Wrote, WroteOpenly
from games.secret_tools.rules import EVENTS
from games.secret_tools.state import INVITE, OFFER
from games.words import words
from tests.agents.characters import decide
from tests.agents.offering import LINEUP, all_with, moves, of_the_game, played, told
from tests.toy import ENTRY

CHANNEL = ToolRules(condition=Condition.CHANNEL, wording="V1", trigger=1)
SEEDS = range(6)
OFFERED = [condition for condition in Condition if condition is not Condition.BASELINE]
every_condition = pytest.mark.parametrize("condition", OFFERED)


def views(offers: str, stage: Any, tool: ToolRules = CHANNEL) -> list[tuple[int, View[Any, Any]]]:
    """Who was asked this, and what it saw, in one match for each seed."""
    found: list[tuple[int, View[Any, Any]]] = []
    for seed in SEEDS:
        for seat, log in enumerate(played(all_with(offers), tool, seed).logs):
            found += [(seat, view) for view, _ in log if stage_of(view.observation) is stage]
    return found


LABELLED = [(Condition.CHANNEL, "V0"), (Condition.HINT, "V0"), (Condition.NOTES, "P0"), (Condition.COACH, "P0")]


@pytest.mark.parametrize(
    ("offers", "condition", "wording"),
    [*(("neutral", *one) for one in LABELLED), *(("never", *one) for one in LABELLED), ("never", "open_table", "P1")],
)
def test_a_refused_offer_changes_nothing_of_the_game(offers: str, condition: str, wording: str) -> None:
    for seed in SEEDS:
        bare = played(LINEUP, None, seed)
        without = played(LINEUP, BASELINE, seed)
        refused = played(all_with(offers), ToolRules(condition=Condition(condition), wording=wording), seed)
        assert len(told(refused, OfferAnswered)) == len(told(refused, OfferDue)) == len(told(without, OfferDue))
        assert not any(answer.accepted for answer in told(refused, OfferAnswered))
        assert moves(refused) == moves(without) == moves(bare)
        assert of_the_game(refused) == of_the_game(bare)


def test_an_accepted_channel_does_not_change_the_moves_either() -> None:
    """The moves of scripted players heed no message, and their luck is that of their moves alone."""
    for seed in SEEDS:
        match = played(all_with("always"), CHANNEL, seed)
        assert told(match, Wrote)
        assert moves(match) == moves(played(LINEUP, None, seed))


def test_where_all_act_at_once_nothing_changes_either() -> None:
    for seed in SEEDS:
        match = played(("random+always",) * 4, CHANNEL, seed, preset="long", entry=ENTRY)
        assert told(match, Wrote)
        bare = played(("random",) * 4, None, seed, preset="long", entry=ENTRY)
        assert of_the_game(match) == of_the_game(bare)


@every_condition
def test_it_is_always_legal_and_never_forced(condition: Condition) -> None:
    for seed in SEEDS:
        match = played(all_with("always"), ToolRules(condition=condition, wording="V0", trigger=1), seed)
        assert not any(step.forced for step in match.steps)
        assert [answer.accepted for answer in told(match, OfferAnswered, InvitationAnswered)] == [True, True]
        written = told(match, Wrote, WroteOpenly, Noted)
        assert bool(written) == (condition in WRITTEN)


def test_always_names_every_partner_and_never_nobody() -> None:
    named = {decide(seated("bold+always", seat, seed), view).action for seed in range(30) for seat, view in [first()]}
    _, view = first()
    assert named == {Answer(accept=True, partner=seat) for seat in view.observation.private.names}
    assert {decide(seated("bold+never", seat, 1), view).action for seat, view in [first()]} == {Answer(accept=False)}


def first() -> tuple[int, View[Any, Any]]:
    return views("always", OFFER)[0]


def test_neutral_refuses_words_of_a_users_own_and_the_match_goes_on() -> None:
    own = ToolRules(condition=Condition.CHANNEL, wording="words-of-my-own", trigger=1)
    answers = told(played(all_with("neutral"), own, 0), OfferAnswered)
    assert [answer.accepted for answer in answers] == [False]


def test_neutral_heeds_the_wording_alone() -> None:
    for stage in (OFFER, INVITE):
        for seat, view in views("always", stage):
            labelled = replace(view, observation=reworded(view.observation, "V0"))
            assert answer("neutral", seat, view).accept
            assert not answer("neutral", seat, labelled).accept


def reworded(observation: Any, wording: str) -> Any:
    private = observation.private
    return observation._replace(private=private._replace(rules=replace(private.rules, wording=wording)))


def answer(offers: str, seat: int, view: View[Any, Any]) -> Answer:
    action = decide(seated(f"bold+{offers}", seat, 3), view).action
    assert isinstance(action, Answer)
    return action


@pytest.mark.parametrize(("mine", "theirs", "accepts"), [(0, 1, True), (1, 1, False), (2, 1, False)])
def test_behind_accepts_only_with_fewer_points_than_another(mine: int, theirs: int, *, accepts: bool) -> None:
    for stage in (OFFER, INVITE):
        for seat, view in views("always", stage):
            points = tuple([mine if other == seat else theirs for other in range(4)])
            game = view.observation.game._replace(points=points)
            there = replace(view, observation=view.observation._replace(game=game))
            assert answer("behind", seat, there).accept is accepts


def test_in_kind_names_who_called_it_least() -> None:
    for seat, view in views("always", OFFER):
        names = view.observation.private.names
        events = [e for e in view.events if not isinstance(e, Called)]
        for kind in names:
            unkind = [Called(other, seat) for other in names if other != kind]
            there = replace(view, events=(*events, *unkind))
            assert answer("tit-for-tat", seat, there) == Answer(accept=True, partner=kind)
        # Somebody else's calls are nothing to it.
        among = [Called(other, names[0] if other != names[0] else names[1]) for other in names]
        assert answer("tit-for-tat", seat, replace(view, events=(*events, *among))).accept
        called = [Called(other, seat) for other in names]
        assert not answer("tit-for-tat", seat, replace(view, events=(*events, *called))).accept


def test_in_kind_refuses_whoever_called_it() -> None:
    for seat, view in views("always", INVITE):
        events = tuple([e for e in view.events if not isinstance(e, Called)])
        asks, third = view.observation.private.initiator, next(s for s in range(4) if s not in (seat, first_of(view)))
        assert answer("tit-for-tat", seat, replace(view, events=events)).accept
        assert answer("tit-for-tat", seat, replace(view, events=(*events, Called(third, seat)))).accept
        assert not answer("tit-for-tat", seat, replace(view, events=(*events, Called(asks, seat)))).accept


def first_of(view: View[Any, Any]) -> int:
    return view.observation.private.initiator


@every_condition
def test_its_moves_read_nothing_of_the_tool(condition: Condition) -> None:
    """A character is given the game's own view: the events of a match without a tool, and the same decision numbers."""
    seen: list[View[Any, Any]] = []

    def choose(view: View[Any, Any], _: Any) -> Any:
        seen.append(view)
        return view.legal[0]

    match = played(all_with("always"), ToolRules(condition=condition, wording="V1", trigger=1), 2)
    for seat, log in enumerate(match.logs):
        spy = Scripted(choose, OFFERS["always"], seat, {})
        for view, _ in log:
            asyncio.run(spy.decide(view))
    insiders = [v for log in match.logs for v, _ in log if any(type(e) in EVENTS for e in v.events)]
    assert insiders
    assert seen
    assert not [view for view in seen if any(type(event) in EVENTS for event in view.events)]
    assert all(type(view.observation) is type(played(LINEUP, None, 2).logs[0][0][0].observation) for view in seen)


def test_a_resumed_match_goes_on_as_if_nothing_had_happened() -> None:
    names = all_with("always")
    match = played(names, CHANNEL, 4)
    for done in range(0, len(match.steps), 3):
        rest: list[Step] = []
        players = [seated(who, seat, 4) for seat, who in enumerate(names)]
        table = Table.resume(match.game, players, 4, rest.append, match.actions[:done])
        asyncio.run(table.advance())
        assert rest == match.steps[done:]


def test_what_it_writes_is_written_and_short() -> None:
    lines = words("agents.scripted.offers")["writes"]
    for condition, kinds in ((Condition.CHANNEL, ("write", "reply")), (Condition.NOTES, ("note",))):
        match = played(all_with("always"), replace(CHANNEL, condition=condition), 1)
        texts = [a.text for joint in match.actions for a in joint.values() if isinstance(a, Write)]
        assert texts
        assert set(texts) <= {line for kind in kinds for line in lines[kind]}
    assert all(0 < len(line) < TEXT_LIMIT for every in lines.values() for line in every)
    assert all(len(line.split()) <= CHANNEL.word_limit for every in lines.values() for line in every)


@pytest.mark.parametrize("offers", OFFERS)
def test_every_way_to_answer_has_words(offers: str) -> None:
    table = words("agents.scripted.offers")[offers]
    assert 0 < len(table["title"]) <= 30
    assert table["character"].endswith(".")
    assert title(f"cautious+{offers}") == f"Cautious, {table['title']}"
    assert character(f"cautious+{offers}") == f"{character('cautious')} {table['character']}"


def test_names_with_a_plus() -> None:
    assert title("cautious+always") == "Cautious, takes every offer"
    assert title("cautious") == "Cautious"
    assert title("theirs+ours") == "theirs, ours"
    assert words("agents.scripted.offers").keys() == {*OFFERS, "writes"}
    assert parted("cautious+tit-for-tat") == ("cautious", "tit-for-tat")
    assert parted("cautious") == ("cautious", "never")
    assert [known(name, "liars_bar") for name in ("bold+always", "bold", "bold+", "bold+often", "+always")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert not known("bold+always", "toy")
    for name in ("bold+often", "bold+", "nobody+always"):
        with pytest.raises(KeyError):
            seated(name, 0, 1)
