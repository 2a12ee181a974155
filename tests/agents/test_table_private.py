"""Steps in private at a table: who may answer meanwhile, which answers are void, and that others lose no time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from agents.core import View
from agents.human import HUMAN
from agents.table import REASON_LIMIT, Player, Rest, Table
from games.core import CHANCE, IllegalAction, Seat
from games.decision import Decision, Failure, Provenance, Reflection, Step, Trace, TraceKind
from games.registry import GAMES, Entry
from games.secret_tools.actions import Answer, Check, Choose, Unanswered, Verdict, Write
from games.secret_tools.conditions import Audit, Condition, ToolRules
from games.secret_tools.state import Stage
from games.secret_tools.view import Observation
from tests.agents.tables import SEED, Shelf, Slow, act, advance, due, everything
from tests.toy import ENTRY as TOY
from tests.toy.values import Guess

BAR = GAMES["liars_bar"]
BY_TURNS, AT_ONCE = (BAR, "paper"), (TOY, "long")
both_games = pytest.mark.parametrize("which", [BY_TURNS, AT_ONCE], ids=["liars_bar", "toy"])
YES, NAMING = Answer(accept=True), Answer(accept=True, partner=1)


def rules(condition: Condition = Condition.CHANNEL, **more: Any) -> ToolRules:
    """To the first seat, in the first round."""
    return ToolRules(**{"condition": condition, "offer_to": 0, "trigger": 1} | more)


def consenting(view: View[Any, Any]) -> Any:
    """Accepts everything, names the first seat that can be named, and writes something each time."""
    private: Any = getattr(view.observation, "private", None)
    stage = None if private is None else private.stage
    if stage is Stage.OFFER:
        return Answer(accept=True, partner=min(private.names))
    if stage is Stage.INVITE:
        return YES
    return view.legal[0] if stage is None else Write(f"{view.observation.seat} at {view.observation.decision}")


@dataclass
class Ally:
    """A program that takes part, and remembers what it was asked."""

    seconds: float = 0
    views: list[View[Any, Any]] = field(default_factory=list[View[Any, Any]])

    async def decide(self, view: View[Any, Any]) -> Decision:
        self.views.append(view)
        await asyncio.sleep(self.seconds)
        return Decision(consenting(view))


def table(
    which: tuple[Entry, str], players: Sequence[Player], shelf: Shelf, tool: ToolRules | None = None, **more: Any
) -> Table:
    entry, preset = which
    return Table(entry.bind(entry.presets[preset], tool or rules()), players, SEED, shelf.keep, **more)


def private(step: Step) -> bool:
    return any(isinstance(action, Answer | Unanswered | Write | Choose) for action in step.actions.values())


def test_whoever_takes_no_part_may_answer_meanwhile_and_its_answer_waits_for_its_step() -> None:
    shelf = Shelf()
    one = advance(table(AT_ONCE, [HUMAN] * 4, shelf))
    assert one.waiting_for == {0}
    assert act(one, 2, Guess(7)).sealed
    assert act(one, 1, Guess(8)).sealed
    assert act(one, 2, Guess(9)).sealed
    act(one, 0, NAMING)
    assert one.sealed == {2}, "who is invited is asked something else now"
    act(one, 1, YES)
    act(one, 0, Write("a"))
    act(one, 3, Guess(6))
    act(one, 1, Write("b"))
    assert one.sealed == {2, 3}
    act(one, 1, Guess(4))
    act(one, 0, Guess(5))
    assert shelf.steps[-1].actions == {0: Guess(5), 1: Guess(4), 2: Guess(9), 3: Guess(6)}
    assert [set(step.actions) for step in shelf.steps if private(step)] == [{CHANCE}, {0}, {1}, {0, 1}]


def test_whoever_is_asked_in_private_can_do_nothing_else_and_its_partner_nothing_at_all() -> None:
    one = advance(table(AT_ONCE, [HUMAN] * 3, Shelf()))
    before = everything(one)
    for seat, action in ((0, Guess(5)), (1, YES), (2, NAMING)):
        with pytest.raises(IllegalAction):
            act(one, seat, action)
        assert everything(one) == before
    act(one, 0, NAMING)
    for seat, action in ((0, Guess(5)), (1, Guess(5)), (0, YES)):
        with pytest.raises(IllegalAction):
            act(one, seat, action)


def test_programs_that_take_no_part_are_asked_once_a_step_and_see_what_they_would_without_a_tool() -> None:
    players, alone = [Ally() for _ in range(4)], [Ally() for _ in range(4)]
    shelf, without = Shelf(), Shelf()
    advance(table(AT_ONCE, players, shelf))
    advance(table(AT_ONCE, alone, without, rules(Condition.BASELINE)))
    assert sum(map(private, shelf.steps)) > 5
    for seat in (2, 3):
        assert players[seat].views == alone[seat].views
        assert len(players[seat].views) == 5
    # What the second was to do was asked, and then it was invited.
    assert [len(players[seat].views) for seat in (0, 1)] == [2 * 5 + 1, 2 * 5 + 2]


def test_a_program_that_thinks_and_is_then_invited_is_asked_anew() -> None:
    async def match() -> None:
        ask, go, shelf = asyncio.Event(), asyncio.Event(), Shelf()
        slow = Slow(ask, go)
        one = table(AT_ONCE, [HUMAN, slow, Ally()], shelf)
        playing = asyncio.create_task(one.advance())
        await ask.wait()
        ask.clear()
        act(one, 0, NAMING)
        await ask.wait()
        assert not any(step.forced for step in shelf.steps)
        go.set()
        await playing
        assert one.waiting_for <= {0}
        answers = [step.actions[1] for step in shelf.steps if 1 in step.actions]
        assert isinstance(answers[0], Answer)
        assert not any(step.forced for step in shelf.steps)

    asyncio.run(match())


def test_partners_go_on_while_others_think() -> None:
    """However slow a program is that takes no part, the pair's next question does not wait for it."""

    async def match() -> None:
        ask, go, shelf, partner = asyncio.Event(), asyncio.Event(), Shelf(), Ally()
        one = table(AT_ONCE, [HUMAN, partner, Slow(ask, go)], shelf)
        playing = asyncio.create_task(one.advance())
        async with asyncio.timeout(10):
            while one.sealed != {1}:
                await asyncio.sleep(0)
            act(one, 0, NAMING)
            while len(partner.views) < 3:
                await asyncio.sleep(0)
            act(one, 0, Write("hello"))
            while not one.state.matter.messages:
                await asyncio.sleep(0)
        assert [isinstance(view.observation, Observation) for view in partner.views[:3]] == [False, True, True]
        assert not go.is_set()
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)

    asyncio.run(match())


@dataclass
class Pauses:
    """When each began and was over, by a clock of the test."""

    log: list[str] = field(default_factory=list[str])
    long: float = 0

    def begin(self) -> Rest:
        self.log.append("pause")
        end = asyncio.get_running_loop().time() + self.long

        async def rest() -> None:
            await asyncio.sleep(max(0, end - asyncio.get_running_loop().time()))

        return rest


@both_games
def test_there_is_one_pause_for_each_step_that_everybody_sees(which: Any) -> None:
    pauses, shelf = Pauses(), Shelf()

    def keep(step: Step) -> None:
        pauses.log.append("private" if private(step) else "draw" if CHANCE in step.actions else "step")
        shelf.keep(step)

    one = table(which, [Ally() for _ in range(4)], shelf, pause=pauses.begin)
    one.keep = keep
    asyncio.run(one.advance())
    told = " ".join(mark for mark in pauses.log if mark != "draw").replace("private ", "").split()
    assert told == ["pause", "step"] * (len(told) // 2)
    assert pauses.log.count("private") > 5
    assert "pause private private" in " ".join(pauses.log), "a pause begins with what comes first in private"


def starter() -> Seat:
    """Whose turn is the first at a table of Liar's Bar."""
    return min(advance(table(BY_TURNS, [HUMAN] * 3, Shelf(), rules(Condition.BASELINE))).waiting_for)


def seats(first: Seat, **programs: Player) -> list[Player]:
    """Three people, but for the `initiator` or its `partner`."""
    others = [seat for seat in range(3) if seat != first]
    named = {first: programs.get("initiator", HUMAN), others[0]: programs.get("partner", HUMAN)}
    return [named.get(seat, HUMAN) for seat in range(3)]


def test_a_pause_that_has_begun_goes_on_while_a_person_answers_in_private() -> None:
    """And is not taken again: the program's move is due when the pause is over that began with its turn."""

    async def match(first: Seat) -> None:
        pauses, shelf, asked = Pauses(long=60), Shelf(), Ally()
        partner = min({0, 1, 2} - {first})
        one = table(BY_TURNS, seats(first, initiator=asked), shelf, rules(offer_to=first), pause=pauses.begin)
        async with asyncio.timeout(10):
            await one.advance()
        assert (pauses.log, one.waiting_for) == (["pause"], {partner})
        act(one, partner, YES)
        await one.advance()
        assert one.waiting_for == {partner}, "it has written, and the partner may reply"
        act(one, partner, Write("fine"))
        playing = asyncio.create_task(one.advance())
        async with asyncio.timeout(10):
            while len(asked.views) < 3:
                await asyncio.sleep(0)
        for _ in range(20):
            await asyncio.sleep(0)
        assert (pauses.log, one.waiting_for) == (["pause"], {first})
        assert all(map(private, [step for step in shelf.steps if first in step.actions]))
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(match(starter()))


def test_no_pause_begins_where_only_a_person_is_seen_to_think() -> None:
    """Its partner's reply is a program's, and nobody sees that."""

    async def match(first: Seat) -> None:
        pauses = Pauses(long=3600)
        one = table(BY_TURNS, seats(first, partner=Ally()), Shelf(), rules(offer_to=first), pause=pauses.begin)
        await one.advance()
        for _ in range(2):
            act(one, first, consenting(one.view(first)))
            await one.advance()
        assert (pauses.log, one.waiting_for) == ([], {first})
        assert len(one.state.matter.messages) == 2
        assert not act(one, first, one.view(first).legal[0]).sealed

    asyncio.run(match(starter()))


@dataclass
class Noting(Ally):
    """It notes something between rounds as well."""

    notes: list[View[Any, Any]] = field(default_factory=list[View[Any, Any]])

    async def reflect(self, view: View[Any, Any]) -> Reflection:
        self.notes.append(view)
        return Reflection((Trace(0, TraceKind.IMPRESSION, "a note", about=1),))


@both_games
@pytest.mark.parametrize("condition", [Condition.BASELINE, Condition.CHANNEL])
def test_programs_reflect_before_draws_of_the_game_and_of_no_tool(which: Any, condition: Condition) -> None:
    player, plain = Noting(), Noting()
    tool = rules(condition, offer_to=None, audit=Audit(percent=100), trigger=2)
    shelf = Shelf()
    advance(table(which, [player, *[Ally() for _ in range(3)]], shelf, tool))
    advance(Table(which[0].game(which[1]), [plain, *[Ally() for _ in range(3)]], SEED, Shelf().keep))
    drawn = {type(step.actions[CHANCE]): step for step in shelf.steps if CHANCE in step.actions}
    assert {Choose, Check} <= drawn.keys()
    for kind in (Choose, Check):
        assert not [step for step in shelf.steps if type(step.actions.get(CHANCE)) is kind and step.traces]
    assert player.notes
    if condition is Condition.BASELINE:
        assert len(player.notes) == len(plain.notes)


def test_an_answer_with_a_failure_is_used_and_marked() -> None:
    """Such as the verdict that there is none."""

    class Failing:
        async def decide(self, view: View[Any, Any]) -> Decision:
            if isinstance(view.legal[0], Answer):
                return Decision(Unanswered(Verdict.TIMEOUT), failure=Failure("timeout", "30 s"))
            return Decision(view.legal[0])

    shelf = Shelf()
    advance(table(AT_ONCE, [Failing() for _ in range(3)], shelf))
    offered = [step for step in shelf.steps if 0 in step.actions and isinstance(step.actions[0], Unanswered)]
    assert len(offered) == 3, "it is offered three times"
    assert {tuple(step.forced.items()) for step in offered} == {((0, Failure("timeout", "30 s")),)}
    assert sum(len(step.forced) for step in shelf.steps) == 3


def test_a_persons_reason_stands_beside_its_answer() -> None:
    shelf = Shelf()
    one = advance(table(AT_ONCE, [HUMAN] * 3, shelf))
    before = everything(one)
    with pytest.raises(IllegalAction) as refused:
        one.submit(0, NAMING, due(one, 0), reason="x" * (REASON_LIMIT + 1))
    assert refused.value.why.code == "reason-too-long"
    assert everything(one) == before
    one.submit(0, NAMING, due(one, 0), reason="It is fair.")
    assert shelf.steps[-1].traces == (Trace(0, TraceKind.REASON, "It is fair.", Provenance.ASKED_FOR),)
    act(one, 1, YES)
    assert shelf.steps[-1].traces == ()


@both_games
def test_a_match_with_a_tool_that_is_resumed_anywhere_is_the_same_match(which: Any) -> None:
    whole = Shelf()
    tool = rules(offer_to=None, trigger=2)
    ended = advance(table(which, [Ally() for _ in range(4)], whole, tool))
    assert any(isinstance(a, Write) for step in whole.steps for a in step.actions.values())
    for done in range(0, len(whole.steps) + 1, 3):
        shelf = Shelf()
        players = [Ally() for _ in range(4)]
        again = Table.resume(ended.game, players, SEED, shelf.keep, [step.actions for step in whole.steps[:done]])
        advance(again)
        assert shelf.steps == whole.steps[done:]
        assert everything(again) == everything(ended)


@both_games
def test_a_program_that_takes_an_insiders_seat_goes_on_with_what_is_due(which: Any) -> None:
    """Whoever resigns in the middle of a private question."""
    for steps in range(6):
        shelf = Shelf()
        one = table(which, [HUMAN] * 3, shelf, rules(offer_to=None))
        advance(one)
        for _ in range(steps):
            seat = min(one.waiting_for)
            act(one, seat, consenting(one.view(seat)))
            advance(one)
        for seat in range(3):
            one.replace(seat, Ally())
        advance(one)
        assert one.outcome is not None
        assert not any(step.forced for step in shelf.steps)
