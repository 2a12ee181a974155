"""One match and the players at it: every action, whoever made it, enters through `submit`."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from agents.core import Agent, View
from agents.human import Human
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
from games.decision import Decision, Failure, Step
from games.luck import Luck

Player = Agent | Human
Pause = Callable[[], Awaitable[None]]
CLICKS: Final = 16
"""Of each seat, so many of its newest clicks are known again when they come twice."""


class Receipt(NamedTuple):
    """The answer to an accepted submission."""

    seq: int
    """Steps resolved so far; the sealed answer belongs to the next one unless it completed this one."""
    sealed: bool
    """Others at the table have yet to answer, and until then this answer may be changed."""


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
        self.game, self.players, self.seed, self.keep = game, tuple(players), seed, keep
        self.told, self.pause = told, pause
        self.state = game.start(len(self.players))
        self.past: list[tuple[Event, ...]] = []
        """What happened in each step, with everything that is hidden."""
        self._seen: dict[Seat | None, tuple[int, tuple[Event, ...]]] = {}
        self._sealed: dict[Seat, Decision] = {}
        self._clicks: dict[Seat, dict[str, Receipt | Refused]] = {}
        self._accepted: dict[Seat, str] = {}
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
        told: Callable[[Step], None] | None = None,
        pause: Pause | None = None,
    ) -> "Table":
        """The same table after the recorded actions; they are neither kept nor told again."""
        table = cls(game, players, seed, keep, told=told, pause=pause)
        for joint in actions:
            table._move_on(*game.step(table.state, joint))
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
        return View(self.game.observe(self.state, seat), self.game.legal(self.state, seat), self.events(seat))

    def events(self, seat: Seat | None) -> tuple[Event, ...]:
        """All that a seat or the spectator has seen."""
        told, seen = self._seen.get(seat, (0, ()))
        if told < len(self.past):
            new = [seen_by(event, seat) for step in self.past[told:] for event in step]
            seen += tuple([event for event in new if event is not None])
            self._seen[seat] = len(self.past), seen
        return seen

    def replace(self, seat: Seat, player: Player) -> None:
        """From the next decision on another player answers for the seat; an answer that is still sealed is void."""
        self.players = (*self.players[:seat], player, *self.players[seat + 1 :])
        self._sealed.pop(seat, None)

    def accepted(self, seat: Seat) -> str | None:
        """The seat's last click that was accepted, as far as this table remembers."""
        return self._accepted.get(seat)

    def submit(self, seat: Seat, action: Action, at: int, click_id: str = "") -> Receipt:
        """A person's answer to the seat's own decision number `at`.

        The same click twice gets the same answer. Raises StaleAction, InvalidAction or IllegalAction, and then
        nothing has changed.
        """
        known = self._clicks.get(seat, {})
        if click_id in known:
            answer = known[click_id]
        else:
            answer = self._answer(seat, action, at)
            if click_id and 0 <= seat < len(self.players):
                self._remember(seat, click_id, answer)
        if isinstance(answer, Refused):
            raise answer
        return answer

    def _remember(self, seat: Seat, click_id: str, answer: Receipt | Refused) -> None:
        clicks = self._clicks.setdefault(seat, {})
        clicks[click_id] = answer
        if len(clicks) > CLICKS:
            del clicks[next(iter(clicks))]
        if isinstance(answer, Receipt):
            self._accepted[seat] = click_id

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

        A call that comes while another is under way waits for it, so no two calls ask a program at once.
        """
        async with self._advancing:
            while programs := self._due():
                if programs == [CHANCE]:
                    luck = Luck(self.seed, self.game.luck(self.state))
                    self._seal({CHANCE: Decision(self.game.chance(self.state, luck))})
                else:
                    self._seal(await self._decisions(programs))

    async def _decisions(self, programs: Sequence[Seat]) -> Mapping[Seat, Decision]:
        """What the programs of a step decide, once the pause is over too; nothing for a seat that was replaced."""
        asked = self.players
        if self.pause is None and len(programs) == 1:
            answers = [await self._ask(programs[0])]
        else:
            # All programs of a step are asked before any answer is used: none can see another's.
            asks = [asyncio.ensure_future(self._ask(seat)) for seat in programs]
            waits = [] if self.pause is None else [asyncio.ensure_future(self.pause())]
            try:
                await asyncio.gather(*asks, *waits)
            finally:
                for one in (*asks, *waits):
                    one.cancel()
            answers = [ask.result() for ask in asks]
        both = zip(programs, answers, strict=True)
        return {seat: decision for seat, decision in both if self.players[seat] is asked[seat]}

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
        return Decision(self.game.neutral(self.state, seat), decision.traces, failure or Failure("empty"))

    def _seal(self, answers: Mapping[Seat, Decision]) -> None:
        """Keep answers until all have answered, then play the step; a step that cannot be kept changes nothing."""
        before = self._sealed
        self._sealed = {**before, **answers}
        if self.waiting_for:
            return
        try:
            state, step = self._resolve()
            self.keep(step)
        except BaseException:
            self._sealed = before
            raise
        self._move_on(state, step.events)
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
            outcome=self.game.outcome(state),
        )

    def _move_on(self, state: Any, events: tuple[Event, ...]) -> None:
        self.state = state
        self.past.append(events)
        self._sealed = {}
