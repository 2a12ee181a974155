"""One match and the players at it: every action, whoever made it, enters through `submit`."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from agents.clicks import Clicks, Receipt
from agents.core import Agent, Reflective, View
from agents.human import Human
from agents.together import together
from games.core import (
    CHANCE,
    Action,
    Event,
    Game,
    IllegalAction,
    InvalidAction,
    Outcome,
    Reason,
    Refused,
    Seat,
    StaleAction,
    seen_by,
)
from games.decision import Decision, Failure, Step, Trace
from games.luck import Luck

Player = Agent | Human
Pause = Callable[[], Awaitable[None]]
T = TypeVar("T")


class Table:
    """A live match. One thread at a time may use it.

    `keep` is called with every step before anything of it is shown; if it raises, the step has not happened and
    can be tried again. `told` is called with every step that has been kept, when the table has moved on. `pause` is
    waited for once a step that has programs in it, whoever and however many they are, while they think: how long an
    action takes to appear tells nothing about who made it.
    """

    def __init__(
        self,
        game: Game[Any, Any, Any],
        players: Sequence[Player],
        seed: int,
        keep: Callable[[Step], None],
        *,
        told: Callable[[Step], None] | None = None,
        pause: Pause | None = None,
    ) -> None:
        self.game, self.seed, self.keep = game, seed, keep
        self._seat(players)
        self.told, self.pause = told, pause
        self.state = game.start(len(self.players))
        self.past: list[tuple[Event, ...]] = []
        """What happened in each step, with everything that is hidden."""
        self._seen: dict[Seat | None, tuple[int, tuple[Event, ...]]] = {}
        self._sealed: dict[Seat, Decision] = {}
        self._traces: dict[Seat, list[Trace]] = {}
        self._acted = False
        """Players have acted since chance drew last."""
        self._asks: dict[Seat, asyncio.Future[Any]] = {}
        """The programs that are thinking."""
        self._unkept: dict[Seat, Decision] = {}
        """What was decided for a step that could not be kept: nobody is asked twice."""
        self._clicks = Clicks()
        self._advancing = asyncio.Lock()

    @classmethod
    def resume(
        cls,
        game: Game[Any, Any, Any],
        players: Sequence[Player],
        seed: int,
        keep: Callable[[Step], None],
        actions: Iterable[Mapping[Seat, Action]],
        *,
        traces: Iterable[Trace] = (),
        told: Callable[[Step], None] | None = None,
        pause: Pause | None = None,
    ) -> "Table":
        """The same table after the recorded actions, which had these traces; nothing is kept or told again."""
        table = cls(game, players, seed, keep, told=told, pause=pause)
        for joint in actions:
            table._move_on(joint, *game.step(table.state, joint))
        table._remember(traces)
        return table

    @property
    def seq(self) -> int:
        """How many steps have been played."""
        return len(self.past)

    @property
    def sealed(self) -> frozenset[Seat]:
        """Who has answered and waits for the others."""
        return frozenset(self._sealed)

    @property
    def waiting_for(self) -> frozenset[Seat]:
        return self.game.acting(self.state) - self._sealed.keys()

    @property
    def outcome(self) -> Outcome | None:
        return self.game.outcome(self.state)

    def view(self, seat: Seat) -> View[Any, Any]:
        """What this seat may know now."""
        state, traces = self.state, self._traces.get(seat, ())
        return View(self.game.observe(state, seat), self.game.legal(state, seat), self.events(seat), tuple(traces))

    def events(self, seat: Seat | None) -> tuple[Event, ...]:
        """All that a seat or the spectator has seen."""
        told, seen = self._seen.get(seat, (0, ()))
        if told < len(self.past):
            new = [seen_by(event, seat) for step in self.past[told:] for event in step]
            seen += tuple([event for event in new if event is not None])
            self._seen[seat] = len(self.past), seen
        return seen

    def replace(self, seat: Seat, player: Player) -> None:
        """From the next decision on another player answers for the seat; an answer that is still sealed is void.
        A program that is thinking is cancelled, but where there is no pause: there it is heard out."""
        self._seat((*self.players[:seat], player, *self.players[seat + 1 :]))
        self._sealed.pop(seat, None)
        self._unkept.pop(seat, None)
        if seat in self._asks:
            self._asks.pop(seat).cancel()

    def _seat(self, players: Sequence[Player]) -> None:
        self.players = tuple(players)
        self._reflective = {seat: one for seat, one in enumerate(players) if isinstance(one, Reflective)}

    def accepted(self, seat: Seat) -> str | None:
        """The seat's last click that was accepted, as far as this table remembers."""
        return self._clicks.accepted(seat)

    def submit(self, seat: Seat, action: Action, at: int, click_id: str = "") -> Receipt:
        """A person's answer to the seat's own decision number `at`.

        The same click twice gets the same answer. Raises StaleAction, InvalidAction or IllegalAction, and then
        nothing has changed.
        """
        answer = self._clicks.answer(seat, click_id)
        if answer is None:
            answer = self._answer(seat, action, at)
            if click_id and 0 <= seat < len(self.players):
                self._clicks.remember(seat, click_id, answer)
        if isinstance(answer, Refused):
            raise answer
        return answer

    def _answer(self, seat: Seat, action: Action, at: int) -> Receipt | Refused:
        if not (0 <= seat < len(self.players) and isinstance(self.players[seat], Human)):
            return IllegalAction(seat, action, Reason("not-your-turn", {"seat": seat}))
        due = self.game.observe(self.state, seat).decision
        if at != due:
            return StaleAction(seat, action, Reason("stale", {"at": at, "due": due}))
        refusal = self._refusal(seat, action)
        if refusal is not None:
            return refusal
        self._seal({seat: Decision(action)})
        return Receipt(self.seq, seat in self._sealed)

    def _refusal(self, seat: Seat, action: Action) -> Refused | None:
        """What the rules have against an answer of this seat now."""
        if type(action) not in self.game.actions:
            return InvalidAction(seat, action, Reason("no-such-action"))
        why = self.game.check(self.state, seat, action)
        return None if why is None else IllegalAction(seat, action, why)

    async def advance(self) -> None:
        """Play chance and the programs until a person must act or the match is over.

        A call that comes while another is under way waits for it, so no two calls ask a program at once. When it is
        cancelled, no program is thinking any more.
        """
        async with self._advancing:
            while programs := self._due():
                if programs == [CHANCE]:
                    self._seal({CHANCE: self._unkept.get(CHANCE) or await self._draw()})
                elif self.pause is None and len(programs) == 1:
                    # The same without the price of a task, for whoever plays thousands of matches.
                    await self._decision(programs[0])
                else:
                    self._seal(await self._decisions(programs))

    async def _draw(self) -> Decision:
        """What chance does; beside it stands what programs have noted since players acted."""
        drawn = self.game.chance(self.state, Luck(self.seed, self.game.luck(self.state)))
        if not (self._acted and self._reflective):
            return Decision(drawn)
        asked = await self._asked({seat: agent.reflect(self.view(seat)) for seat, agent in self._reflective.items()})
        traces = tuple([trace for note in asked.values() for trace in note.traces])
        return Decision(drawn, traces, calls=tuple([call for note in asked.values() for call in note.calls]))

    async def _decision(self, seat: Seat) -> None:
        asked = self.players[seat]
        decision = self._unkept.get(seat) or await self._ask(seat)
        if self.players[seat] is asked:
            self._seal({seat: decision})

    async def _decisions(self, programs: Sequence[Seat]) -> dict[Seat, Decision]:
        """What the programs of a step decide, once the pause is over too; nothing for a seat that was replaced."""
        known = {seat: self._unkept[seat] for seat in programs if seat in self._unkept}
        new = [seat for seat in programs if seat not in known]
        pauses = () if self.pause is None or not new else (self.pause(),)
        return known | (await self._asked({seat: self._ask(seat) for seat in new}, pauses))

    async def _asked(self, asks: Mapping[Seat, Awaitable[T]], pauses: Iterable[Awaitable[None]] = ()) -> dict[Seat, T]:
        """What the programs answer; all are asked before any answer is used, so none can see another's."""
        self._asks = {seat: asyncio.ensure_future(ask) for seat, ask in asks.items()}
        try:
            await together([*self._asks.values(), *map(asyncio.ensure_future, pauses)])
            return {seat: ask.result() for seat, ask in self._asks.items()}
        finally:
            self._asks = {}

    def _due(self) -> list[Seat]:
        return [s for s in sorted(self.waiting_for) if s == CHANCE or not isinstance(self.players[s], Human)]

    async def _ask(self, seat: Seat) -> Decision:
        """The program's decision, or the game's neutral move where it gave none that the rules accept."""
        player = self.players[seat]
        assert not isinstance(player, Human)
        decision = await player.decide(self.view(seat))
        failure = decision.failure
        if failure is None and decision.action is not None:
            refusal = self._refusal(seat, decision.action)
            if refusal is None:
                return decision
            failure = Failure("illegal", refusal.why.code)
        neutral = self.game.neutral(self.state, seat)
        return Decision(neutral, decision.traces, failure or Failure("empty"), decision.calls)

    def _seal(self, answers: dict[Seat, Decision]) -> None:
        """Keep answers until all have answered, then play the step; a step that cannot be kept changes nothing."""
        before = self._sealed
        self._sealed = {**before, **answers}
        if self.waiting_for:
            return
        try:
            state, step = self._resolve()
            self.keep(step)
        except BaseException:
            self._sealed, self._unkept = before, self._unkept | answers
            raise
        self._move_on(step.actions, state, step.events)
        self._remember(step.traces)
        if self.told is not None:
            self.told(step)

    def _resolve(self) -> tuple[Any, Step]:
        # In seat order: the record must not tell who answered first.
        answers = sorted(self._sealed.items())
        actions = {seat: d.action for seat, d in answers if d.action is not None}
        state, events = self.game.step(self.state, actions)
        return state, Step(
            seq=self.seq + 1,
            actions=actions,
            events=events,
            traces=tuple(trace for _, d in answers for trace in d.traces),
            forced={seat: d.failure for seat, d in answers if d.failure is not None},
            calls=tuple([call for _, d in answers for call in d.calls]),
            outcome=self.game.outcome(state),
        )

    def _move_on(self, actions: Mapping[Seat, Action], state: Any, events: tuple[Event, ...]) -> None:
        self.state = state
        self.past.append(events)
        self._acted = CHANCE not in actions
        self._sealed, self._unkept = {}, {}

    def _remember(self, traces: Iterable[Trace]) -> None:
        for trace in traces:
            self._traces.setdefault(trace.seat, []).append(trace)
