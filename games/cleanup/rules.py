"""Cleanup: who may do what, and when chance decides the rest."""

from collections.abc import Mapping
from typing import Any

from games.cleanup import events, sights, view
from games.cleanup.actions import STAY, Act, ClassicDraw, Draw
from games.cleanup.classic import Classic
from games.cleanup.paper import Paper, winners
from games.cleanup.presets import CleanupRules, Rules
from games.cleanup.state import ACT, ENDED, SET_UP, SETTLE, End, State, made
from games.core import CHANCE, Action, Observation, Outcome, Reason, Seat, Transition, refuse
from games.luck import Luck

ONLY_ACTS = {Act}
DRAWS = (Draw, ClassicDraw)


class Cleanup:
    """The rules bound to one set of numbers. See `games.core.Game` for the contract."""

    name = "cleanup"
    version = 1
    actions = (Act, Draw, ClassicDraw)
    events = (
        events.Stepped,
        events.Acted,
        events.Zapped,
        events.Ate,
        events.Cleaned,
        events.ActedUnnamed,
        events.ZappedUnnamed,
        events.AteUnnamed,
        events.CleanedUnnamed,
        events.Drifted,
        events.Grew,
        events.Stunted,
        *sights.EVENTS,
        events.MatchEnded,
    )

    def __init__(self, rules: Rules) -> None:
        self.rules, self.seats = rules, rules.layout.seats
        # How a step is played; all that comes before it and after it is the same for both.
        play: Any = Paper(rules) if isinstance(rules, CleanupRules) else Classic(rules)
        self._play, self._dos = play, frozenset(act.do for act in play.acts)
        self._draw, self._fits, self._settle, self._blocked = (
            play.draws.draw,
            play.draws.check,
            play.settle,
            play.blocked,
        )
        self._drawn: tuple[State | None, Draw | ClassicDraw | None] = None, None

    def start(self, seats: int) -> State:
        if seats not in self.seats:
            raise ValueError(f"this board takes {self.seats.start} to {self.seats.stop - 1} seats, not {seats}")
        return self._play.start(seats)

    acting = staticmethod(view.acting)
    answering = acting

    def hidden(self, state: State) -> bool:  # noqa: ARG002  every game has this
        return False

    def legal(self, state: State, seat: Seat) -> tuple[Act, ...]:
        if state.phase is not ACT or seat not in view.acting(state):
            return ()
        return self._play.legal(state.board, seat)

    def check(self, state: State, seat: Seat, action: Action) -> Reason | None:
        if isinstance(action, Draw | ClassicDraw):
            drawing = seat == CHANCE and state.phase in (SET_UP, SETTLE)
            return self._fits(state, action) if drawing else Reason("not-a-draw-now")
        if not isinstance(action, Act):
            return Reason("no-such-action")
        if state.phase is not ACT or seat not in view.acting(state):
            return Reason("not-your-turn", {"seat": seat})
        return self._play.why_not(state.board, seat, action.do) if action.do in self._dos else Reason("no-such-move")

    def neutral(self, state: State, seat: Seat) -> Act:  # noqa: ARG002  every game has this
        return STAY

    def luck(self, state: State) -> str:
        return f"cleanup/step/{state.board.step}"

    def chance(self, state: State, luck: Luck) -> Draw | ClassicDraw:
        draw = self._draw(state, luck)
        self._drawn = state, draw
        return draw

    def step(self, state: State, actions: Mapping[Seat, Any]) -> Transition:
        if state.phase is ACT:
            return self._acted(state, actions)
        draw: Any = actions.get(CHANCE)
        if state.phase is ENDED or len(actions) > 1 or not (self._own(state, draw) or self._other(state, draw)):
            refuse(self, state, actions)
        return self._settle(state, draw) if state.phase is SETTLE else self._play.set_up(state, draw)

    def _own(self, state: State, draw: object) -> bool:
        """Whether it was drawn here, last and for this very state: then it fits."""
        of, drawn = self._drawn
        return draw is drawn and state is of

    def _other(self, state: State, draw: object) -> bool:
        """Whether it could have been drawn here."""
        return type(draw) in DRAWS and self._fits(state, draw) is None

    def _acted(self, state: State, actions: Mapping[Seat, Any]) -> Transition:
        """What all do is kept until chance has decided the rest."""
        board = state.board
        everybody = view.EVERYBODY[len(board.points)]
        if set(map(type, actions.values())) != ONLY_ACTS or everybody != set(actions):  # pyright: ignore[reportUnnecessaryComparison]
            refuse(self, state, actions)
        done = tuple([actions[seat].do for seat in view.IN_ORDER[len(actions)]])
        if not self._dos.issuperset(done) or self._blocked(board, done):
            refuse(self, state, actions)
        return made(Transition, (made(State, (SETTLE, board, done, state.allies)), ()))

    def observe(self, state: State, seat: Seat | None) -> Observation:
        return self._play.observe(state, seat)

    def outcome(self, state: State) -> Outcome | None:
        if state.phase is not ENDED:
            return None
        return Outcome(End.STEPS, state.board.points, winners(state.board.points))
