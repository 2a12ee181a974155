"""Whole matches of language models with a tool, over HTTP and through LiteLLM, at a table."""

import asyncio
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from agents.failures import Code
from agents.llm import LanguageModel
from agents.meter import Meter
from agents.models import Models
from agents.table import Table
from games.core import Seat
from games.decision import Step, TraceKind
from games.luck import derive
from games.model import Limits, ModelSettings
from games.registry import Entry
from games.secret_tools.actions import Answer, Unanswered, Verdict, Write
from games.secret_tools.conditions import Condition, ToolRules
from games.secret_tools.events import InvitationAnswered, OfferAnswered, Started
from tests.agents.offered import BAR, SEATS, rules, tooled
from tests.agents.prompting import NAMES
from tests.standin import Answer as Reply
from tests.standin import Asked, StandIn, answers
from tests.standin.playing import Manner
from tests.standin.server import Answers
from tests.toy import ENTRY as TOY

SEED = 11
GAMES = [(BAR, "paper"), (TOY, "long")]
every_game = pytest.mark.parametrize(("entry", "preset"), GAMES, ids=["liars_bar", "toy"])


class Played(NamedTuple):
    steps: list[Step]
    asked: list[Asked]

    def events(self, kind: type[Any]) -> list[Any]:
        return [event for step in self.steps for event in step.events if isinstance(event, kind)]

    def of(self, seats: frozenset[Seat], *purposes: str) -> list[Asked]:
        return [one for one in self.asked if reader(one) in seats and one.purpose in (purposes or (one.purpose,))]


def reader(asked: Asked) -> Seat:
    """Whose prompt it is."""
    return next(seat for seat, name in enumerate(NAMES) if f"You are {name}," in asked.prompt)


def murmurs(asked: Asked) -> str:
    """What a model writes: a word of its own each time."""
    return f"murmur{asked.number:04}"


def match(
    entry: Entry = BAR,
    preset: str = "paper",
    tool: ToolRules | None = None,
    *,
    answering: Answers = (),
    **manner: Any,
) -> Played:
    """A whole match of four models; unless said otherwise the second is offered a channel and takes it."""
    tool, steps = tool or rules(offer_to=1), list[Step]()
    whole, names = tooled(entry, tool), NAMES[:SEATS]

    async def play(server: StandIn) -> None:
        caller, meter = Models(), Meter(Limits())
        settings = ModelSettings(model="openai/tiny", base_url=server.base_url)
        players = [
            LanguageModel(
                seat, names, whole, entry.presets[preset], settings, caller, meter, derive(SEED, f"model/{seat}")
            )
            for seat in range(SEATS)
        ]
        game = entry.bind(entry.presets[preset], tool)
        await Table(game, players, SEED, steps.append).advance()

    with StandIn(answering, manner=Manner(**{"p_call": 0.5, "message": murmurs} | manner)) as server:
        asyncio.run(play(server))
    assert steps[-1].outcome is not None
    return Played(steps, server.asked)


def forced(steps: Sequence[Step]) -> list[tuple[Any, str]]:
    return [(step.actions[seat], failure.code) for step in steps for seat, failure in step.forced.items()]


@every_game
def test_two_models_agree_and_write_and_nobody_else_reads_a_word_of_it(entry: Entry, preset: str) -> None:
    played = match(entry, preset)
    (started,) = played.events(Started)
    pair = frozenset({started.seat, started.partner})
    assert started.seat == 1
    assert forced(played.steps) == []
    outsiders = frozenset(range(SEATS)) - pair
    for one in played.of(outsiders):
        assert one.purpose == "move"
        assert not any(word in one.prompt for word in ("murmur", "channel", "tool", "partner", "offer"))
    offer, invitation = (played.of(pair, purpose)[0] for purpose in ("offer", "invitation"))
    assert (reader(offer), reader(invitation)) == (started.seat, started.partner)
    written, read = list[str](), 0
    for step in played.steps:
        for call in step.calls:
            prompt = call.messages[-1].content
            if call.seat in pair and "no longer share" not in prompt:
                assert all(word in prompt for word in written[-12:])
                read += len(written[-12:])
        # Those who write at the same time do not read each other's before.
        written += [action.text for action in step.actions.values() if isinstance(action, Write)]
    assert read > 20


def test_each_answer_stands_in_the_record_with_its_call_rule_and_reason() -> None:
    played = match()
    kinds = (TraceKind.RULE, TraceKind.REASON)
    consents = [step for step in played.steps if any(isinstance(a, Answer) for a in step.actions.values())]
    assert [[call.purpose for call in step.calls] for step in consents] == [["offer"], ["invitation"]]
    for step in consents:
        ((seat, _),) = step.actions.items()
        assert [(trace.seat, trace.kind) for trace in step.traces] == [(seat, kind) for kind in kinds]
        assert step.traces[0].text == "structured"
    messages = [step for step in played.steps if any(isinstance(a, Write) for a in step.actions.values())]
    assert messages
    for step in messages:
        ((seat, action),) = step.actions.items()
        assert isinstance(action, Write)
        (call,) = step.calls
        assert (call.purpose, call.seat) == ("message", seat)
        assert action.text in call.reply
    assert sum(len(step.calls) for step in played.steps) == len(played.asked)


def test_a_model_may_refuse_and_its_partner_too() -> None:
    nobody = match(accepts=False)
    assert [event.accepted for event in nobody.events(OfferAnswered)] == [False]
    assert not nobody.events(InvitationAnswered)
    half = match(accepts=lambda asked: asked.purpose == "offer")
    assert [event.accepted for event in half.events(InvitationAnswered)] == [False]
    for played in (nobody, half):
        assert not played.events(Started)
        assert forced(played.steps) == []
        assert {one.purpose for one in played.asked} <= {"offer", "invitation", "move"}


def only(purpose: str, reply: Reply) -> Any:
    return lambda asked: reply if asked.purpose == purpose else None


def test_an_offer_that_the_provider_declines_is_no_refusal_and_the_match_goes_on() -> None:
    played = match(answering=only("offer", answers.refusal("No.")))
    (event,) = played.events(OfferAnswered)
    assert (event.accepted, event.verdict) == (None, Verdict.DECLINED)
    assert forced(played.steps) == [(Unanswered(Verdict.DECLINED), Code.DECLINED)]
    assert len([one for one in played.asked if one.purpose == "offer"]) == 1


def test_an_invitation_that_meets_an_error_is_made_again_and_acceptance_and_partner_stand() -> None:
    failed = iter([answers.no_key()] * 2)
    played = match(answering=lambda asked: next(failed, None) if asked.purpose == "invitation" else None)
    assert forced(played.steps) == [(Unanswered(Verdict.ERROR), Code.NO_KEY)] * 2
    assert [one.purpose for one in played.asked if one.purpose != "move"][:4] == ["offer", *["invitation"] * 3]
    assert [event.accepted for event in played.events(InvitationAnswered)] == [True]
    assert played.events(Started)


def test_messages_that_cannot_be_got_are_empty_and_forced_and_the_match_goes_on() -> None:
    played = match(TOY, "long", answering=only("message", answers.text("I will not write JSON.")))
    found = forced(played.steps)
    assert found == [(Write(""), Code.UNREADABLE)] * len(found)
    assert len(found) == 2 * 5


@every_game
@pytest.mark.parametrize("condition", list(Condition))
def test_four_models_play_under_every_condition_and_nothing_is_forced(
    entry: Entry, preset: str, condition: Condition
) -> None:
    named = {} if condition is Condition.BASELINE else {"offer_to": 1}
    played = match(entry, preset, rules(condition, **named))
    assert forced(played.steps) == []
    written = {Condition.CHANNEL, Condition.OPEN_TABLE, Condition.NOTES}
    expected = (
        {"move"} | ({"offer", "invitation"} if named else set()) | ({"message"} if condition in written else set())
    )
    assert {one.purpose for one in played.asked} == expected
