"""One match and the players at it: every action, whoever made it, enters through `submit`."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from agents.clicks import Clicks, Receipt
from agents.core import Agent, Reflective, View
from agents.heard import Heard
from agents.human import Human
from agents.resolving import REASON_LIMIT, handed_in, late, only_moves, resolved, stands, usable
from agents.thinking import Pause, Rest, Thinking
from games.core import CHANCE, Action, Event, Game, IllegalAction, Outcome, Reason, Refused, Seat
from games.decision import Decision, Step, Trace
from games.luck import Luck
from games.secret_tools.actions import ToolDraw

__all__ = ["REASON_LIMIT", "Pause", "Player", "Rest", "Table"]

Player = Agent | Human


class Table:
    """A live match. One thread at a time may use it.

    `keep` is called with every step before anything of it is shown; if it raises, the step has not happened and
    can be tried again. `told` is called with every step that has been kept, when the table has moved on.

    `pause` is begun once for each step that everybody sees and that has programs in it, and no program's part in that
    step is used before it is over: how long an action takes to appear tells nothing about who made it. What is asked in
    private before such a step is asked while the pause lasts, and waits for none itself.
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
        self._only = only_moves(game, self.state)
        self.past: list[tuple[Event, ...]] = []
        """What happened in each step, with everything that is hidden."""
        self.states: list[Any] = []
        """How things stood after each step."""
        self.common = 0
        """How many of these steps were not asked for in private."""
        self._heard = Heard(self.past)
        self._sealed: dict[Seat, Decision] = {}
        self._traces: dict[Seat, list[Trace]] = {}
        self._acted = False
        """Players have acted since chance drew last, for the game itself."""
        self._thinking, self._clicks, self._advancing = Thinking(), Clicks(), asyncio.Lock()
        self._rest: Rest | None = None
        """What is left of the pause of the step that everybody sees next, once it has begun."""

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
    def undecided(self) -> frozenset[Seat]:
        """Who was asked, or has answered, for a step that has not come yet."""
        return self._thinking.seats | self._sealed.keys()

    @property
    def bound(self) -> Mapping[Seat, Decision]:
        """What those do who have no choice, and are not asked; with a pause programs still wait until it is over."""
        return {s: one for s, one in self._only.items() if self.pause is None or not self._program(s)}

    @property
    def waiting_for(self) -> frozenset[Seat]:
        """Whose answers are missing for the next step."""
        return self.game.acting(self.state) - self._sealed.keys() - self.bound.keys()

    @property
    def outcome(self) -> Outcome | None:
        return self.game.outcome(self.state)

    def view(self, seat: Seat) -> View[Any, Any]:
        """What this seat may know now."""
        state, traces = self.state, self._traces.get(seat, ())
        return View(self.game.observe(state, seat), self.game.legal(state, seat), self.events(seat), tuple(traces))

    def events(self, seat: Seat | None) -> tuple[Event, ...]:
        """All that a seat or the spectator has seen."""
        return self._heard.by(seat)

    def replace(self, seat: Seat, player: Player) -> None:
        """From the next decision on another player answers for the seat; an answer that is still sealed is void.
        A program that is thinking is cancelled, but where there is no pause: there it is heard out."""
        self._seat((*self.players[:seat], player, *self.players[seat + 1 :]))
        self._sealed.pop(seat, None)
        self._thinking.drop(seat)

    @property
    def left(self) -> tuple[Mapping[Seat, Decision], Clicks, Rest | None]:
        """What a table that comes in place of this one has to know."""
        return self._sealed, self._clicks, self._rest

    def take_over(self, before: "Table") -> None:
        """Go on in place of a table of the same match that has fallen behind. Clicks from there are known here, and
        answers of people that are still good stay sealed: after a step in private somebody else is always missing."""
        sealed, self._clicks, rest = before.left
        people = {seat: one for seat, one in sealed.items() if isinstance(self.players[seat], Human)}
        self._sealed = {s: one for s, one in people.items() if stands(self.game, s, one, before.state, self.state)}
        if self.events(None) == before.events(None):
            # All that was missed was private, so the pause that has begun goes on.
            self._rest = rest

    def _seat(self, players: Sequence[Player]) -> None:
        self.players = tuple(players)
        self._reflective = {seat: one for seat, one in enumerate(players) if isinstance(one, Reflective)}

    def accepted(self, seat: Seat) -> str | None:
        """The seat's last click that was accepted, as far as this table remembers."""
        return self._clicks.accepted(seat)

    def submit(self, seat: Seat, action: Action, at: int, click_id: str = "", reason: str = "") -> Receipt:
        """A person's answer to the seat's own decision number `at`, and why, for nobody to read while it matters.

        The same click twice gets the same answer. Raises StaleAction, InvalidAction or IllegalAction, and then
        nothing has changed.
        """
        answer = self._clicks.answer(seat, click_id)
        if answer is None:
            answer = self._answer(seat, action, at, reason)
            if click_id and 0 <= seat < len(self.players):
                self._clicks.remember(seat, click_id, answer)
        if isinstance(answer, Refused):
            raise answer
        return answer

    def _answer(self, seat: Seat, action: Action, at: int, reason: str) -> Receipt | Refused:
        if not (0 <= seat < len(self.players) and isinstance(self.players[seat], Human)):
            return IllegalAction(seat, action, Reason("not-your-turn", {"seat": seat}))
        decision = handed_in(self.game, self.state, seat, action, at, reason)
        if isinstance(decision, Refused):
            return decision
        self._seal({seat: decision})
        return Receipt(self.seq, seat in self._sealed)

    def expire(self, seats: Iterable[Seat]) -> None:
        """Play for these, who are not asked in private and have not chosen in time. Until the step has come they may
        still choose."""
        self._seal({seat: late(self.game, self.state, seat) for seat in seats})

    async def advance(self) -> None:
        """Play chance and the programs until a person must act or the match is over.

        A call that comes while another is under way waits for it, so no two calls ask a program at once. When it is
        cancelled, no program is thinking any more.
        """
        async with self._advancing:
            try:
                while await self._go_on():
                    pass
            finally:
                await self._thinking.end()

    async def _go_on(self) -> bool:
        """Ask whoever can be asked, and use what was answered; False if only people are waited for."""
        missing = self.waiting_for
        if CHANCE in missing:
            self._seal({CHANCE: self._thinking.decided.get(CHANCE) or await self._draw()})
            return True
        if self.pause is not None:
            self._begin_pause(self.pause)
        if self.bound and not missing:
            self._seal({})
            return True
        free = self.game.answering(self.state) - self._sealed.keys() - self.bound.keys()
        due = sorted(filter(self._program, free))
        if not due:
            return False
        asked = self._thinking.seats
        if self.pause is None and not asked and len(due) == 1 and due[0] in missing:
            # The same without the price of a task.
            await self._decision(due[0])
            return True
        for seat in due:
            if seat not in asked:
                self._thinking.ask(seat, self._decided(seat, missing))
        ready = {seat: self._thinking.decided[seat] for seat in due if seat in self._thinking.decided}
        if ready and missing.intersection(due) <= ready.keys():
            self._seal(ready)
        else:
            await self._thinking.some()
        return True

    def _program(self, seat: Seat) -> bool:
        return seat != CHANCE and not isinstance(self.players[seat], Human)

    def _begin_pause(self, pause: Pause) -> None:
        """Once a program is among those of whom everybody knows that they are waited for."""
        if self._rest is None and any(map(self._program, self.game.observe(self.state, None).waiting_for)):
            self._rest = pause()

    async def _draw(self) -> Decision:
        """What chance does; beside it stands what programs have noted since players acted."""
        drawn = self.game.chance(self.state, Luck(self.seed, self.game.luck(self.state)))
        if not (self._acted and self._reflective) or isinstance(drawn, ToolDraw):
            return Decision(drawn)
        notes = await self._thinking.all({seat: one.reflect(self.view(seat)) for seat, one in self._reflective.items()})
        traces = tuple([trace for note in notes for trace in note.traces])
        return Decision(drawn, traces, calls=tuple([call for note in notes for call in note.calls]))

    async def _decision(self, seat: Seat) -> None:
        asked = self.players[seat]
        decision = self._thinking.decided.get(seat) or await self._ask(seat)
        if self.players[seat] is asked:
            self._seal({seat: decision})

    async def _decided(self, seat: Seat, missing: frozenset[Seat]) -> Decision:
        """What a program decides; for a step that everybody sees, once the pause is over too."""
        private = seat in missing and self.game.hidden(self.state)
        decision = self._only.get(seat) or await self._ask(seat)
        if not private and self._rest is not None:
            await self._rest()
        return decision

    async def _ask(self, seat: Seat) -> Decision:
        player = self.players[seat]
        assert not isinstance(player, Human)
        decision = await player.decide(self.view(seat))
        return usable(self.game, self.state, seat, decision)

    def _seal(self, answers: dict[Seat, Decision]) -> None:
        """Keep answers until all have answered, then play the step; a step that cannot be kept changes nothing."""
        before = self._sealed
        self._sealed = {**before, **answers}
        if self.waiting_for:
            return
        try:
            state, step = resolved(self.game, self.state, self.seq + 1, {**self.bound, **self._sealed})
            self.keep(step)
        except BaseException:
            # Nobody is asked twice.
            self._sealed, self._thinking.decided = before, self._thinking.decided | answers
            raise
        self._move_on(step.actions, state, step.events)
        self._remember(step.traces)
        if self.told is not None:
            self.told(step)

    def _move_on(self, actions: Mapping[Seat, Action], state: Any, events: tuple[Event, ...]) -> None:
        before, self.state = self.state, state
        self._only = only_moves(self.game, state)
        self.past.append(events)
        self.states.append(state)
        if not isinstance(actions.get(CHANCE), ToolDraw):
            self._acted = CHANCE not in actions
        if self.game.hidden(before):
            self._void(actions, before)
        else:
            self._sealed, self._rest, self.common = {}, None, self.common + 1
            self._thinking.drop_all()

    def _void(self, acted: Iterable[Seat], before: Any) -> None:
        """After a step in private: whoever was asked for a later one goes on with it, unless it is asked otherwise."""
        for seat in self.undecided:
            decision = self._sealed.get(seat) or self._thinking.decided.get(seat)
            if seat in acted or not stands(self.game, seat, decision, before, self.state):
                self._sealed.pop(seat, None)
                self._thinking.drop(seat)
        self._thinking.stir()

    def _remember(self, traces: Iterable[Trace]) -> None:
        for trace in traces:
            self._traces.setdefault(trace.seat, []).append(trace)
