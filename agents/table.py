"""One match and the players at it: every action, whoever made it, enters through `submit`."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

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


class Receipt(NamedTuple):
    """The answer to an accepted submission."""

    seq: int
    """Steps resolved so far; the sealed answer belongs to the next one unless it completed this one."""
    sealed: bool
    """Others at the table have yet to answer, and until then this answer may be changed."""


class Table:
    """A live match. One thread at a time may use it.

    `keep` is called with every step before anything of it is shown; if it raises, the step has not happened and
    can be tried again.
    """

    def __init__(
        self,
        game: Game[Any, Any, Any],
        players: Sequence[Player],
        seed: int,
        keep: Callable[[Step], None],
    ) -> None:
        self.game, self.players, self.seed, self.keep = game, tuple(players), seed, keep
        self.state = game.start(len(self.players))
        self.seq = 0
        self._events: list[Event] = []
        self._seen: dict[Seat | None, tuple[int, tuple[Event, ...]]] = {}
        self._sealed: dict[Seat, Decision] = {}
        self._clicks: dict[tuple[Seat, str], Receipt | Refused] = {}
        self._advancing = asyncio.Lock()

    @classmethod
    def resume(
        cls,
        game: Game[Any, Any, Any],
        players: Sequence[Player],
        seed: int,
        keep: Callable[[Step], None],
        actions: Iterable[Mapping[Seat, Action]],
    ) -> "Table":
        """The same table after the recorded actions; they are not kept again."""
        table = cls(game, players, seed, keep)
        for joint in actions:
            table._move_on(*game.step(table.state, joint))
        return table

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
        if told < len(self._events):
            new = [seen_by(event, seat) for event in self._events[told:]]
            seen += tuple([event for event in new if event is not None])
            self._seen[seat] = len(self._events), seen
        return seen

    def submit(self, seat: Seat, action: Action, at: int, click_id: str = "") -> Receipt:
        """A person's answer to the seat's own decision number `at`.

        The same click twice gets the same answer. Raises StaleAction, InvalidAction or IllegalAction, and then
        nothing has changed.
        """
        click = (seat, click_id)
        if click_id and click in self._clicks:
            answer = self._clicks[click]
        else:
            answer = self._answer(seat, action, at)
            if click_id:
                self._clicks[click] = answer
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

        A call that comes while another is under way waits for it, so no two calls ask a program at once.
        """
        async with self._advancing:
            while programs := self._due():
                if programs == [CHANCE]:
                    luck = Luck(self.seed, self.game.luck(self.state))
                    self._seal({CHANCE: Decision(self.game.chance(self.state, luck))})
                elif len(programs) == 1:
                    self._seal({programs[0]: await self._ask(programs[0])})
                else:
                    # All programs of a step are asked before any answer is used: none can see another's.
                    decisions = await asyncio.gather(*map(self._ask, programs))
                    self._seal(dict(zip(programs, decisions, strict=True)))

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
            self._resolve()
        except BaseException:
            self._sealed = before
            raise

    def _resolve(self) -> None:
        # In seat order: the record must not tell who answered first.
        answers = sorted(self._sealed.items())
        actions = {seat: d.action for seat, d in answers if d.action is not None}
        state, events = self.game.step(self.state, actions)
        self.keep(
            Step(
                seq=self.seq + 1,
                actions=actions,
                events=events,
                traces=tuple(trace for _, d in answers for trace in d.traces),
                forced={seat: d.failure for seat, d in answers if d.failure is not None},
                outcome=self.game.outcome(state),
            )
        )
        self._move_on(state, events)

    def _move_on(self, state: Any, events: tuple[Event, ...]) -> None:
        self.state, self.seq = state, self.seq + 1
        self._events += events
        self._sealed = {}
