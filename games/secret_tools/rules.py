"""A game with a secret tool around it: the offer, both answers, what partners write, and the check at the end."""

from collections.abc import Mapping
from typing import Any, Final

from games.core import CHANCE, Action, Game, IllegalAction, InvalidAction, Outcome, Reason, Seat, Transition, refuse
from games.luck import Luck
from games.secret_tools import events, options, view
from games.secret_tools.actions import Answer, Check, Choose, Unanswered, Verdict, Write
from games.secret_tools.conditions import Advantage, ToolRules
from games.secret_tools.counting import Counting
from games.secret_tools.course import Course
from games.secret_tools.state import CHECK, CHOOSE, OPEN, PLAY, REPLY, SETTLED, WRITE, State, made
from games.secret_tools.traits import Traits

ACTIONS: Final[tuple[type[Any], ...]] = (Answer, Unanswered, Write, Choose, Check)
EVENTS: Final[tuple[type[Any], ...]] = (
    events.Chosen,
    events.OfferDue,
    events.OfferAnswered,
    events.Missed,
    events.InvitationAnswered,
    events.Started,
    events.Announced,
    events.Wrote,
    events.WroteOpenly,
    events.Noted,
    events.Coached,
    events.Stopped,
    events.Checked,
    events.Rewarded,
    events.SealedCheck,
    events.SealedReward,
)
TOOL_EVENTS: Final = frozenset(EVENTS)
"""What this engine tells, and not the game that is wrapped."""


class SecretTool:
    """See `games.core.Game` for the contract; every condition is played by this one engine.

    To whoever takes no part, what goes on in private is a seat that thinks: observations, own decision numbers and who
    is waited for are those of the game that is wrapped, and no event of it reaches them.
    """

    def __init__(self, game: Game[Any, Any, Any], tool: ToolRules, traits: Traits) -> None:
        """Raises ValueError for a check or a reward where there are no points, and for an advantage that these rules
        do not have."""
        if tool.priced and not traits.scored(game.rules):
            raise ValueError("where no points are given, none can be lost or earned")
        if tool.advantage is not Advantage.NONE and tool.advantage not in traits.advantages(game.rules):
            raise ValueError(f"by these rules of {game.name} nobody can have the advantage {tool.advantage}")
        self.game, self.tool, self.traits = game, tool, traits
        self.name, self.seats, self.rules = game.name, game.seats, game.rules
        self.version = game.version
        self.actions, self.events = game.actions + ACTIONS, game.events + EVENTS
        self._counting = Counting(game, tool, traits)
        self._course = Course(game, tool, traits, self._counting)
        # Looked up once: most steps of a match are steps of the game that is wrapped.
        self._acting, self._legal, self._step, self._observe = game.acting, game.legal, game.step, game.observe
        self._luck, self._chance = game.luck, game.chance
        self._round, self._trigger, self._priced = traits.round, tool.trigger, tool.priced
        self._as_played = tool.sealed or not tool.priced

    def start(self, seats: int) -> State:
        """Raises ValueError also for a seat in `tool` that nobody has."""
        return self._course.start(seats)

    def acting(self, state: State) -> frozenset[Seat]:
        return self._acting(state.inner) if state.stage is PLAY else self._course.asked(state)

    def answering(self, state: State) -> frozenset[Seat]:
        """While partners are asked in private, all others may go on with what they take for the next step."""
        stage = state.stage
        if stage is PLAY or stage is CHOOSE or stage is CHECK:
            return self.acting(state)
        return self.acting(state) | self._course.outside(state)

    def hidden(self, state: State) -> bool:
        """A check that is told is none of these: it comes when the match has ended."""
        return state.stage is not PLAY and (state.stage is not CHECK or self.tool.sealed)

    def legal(self, state: State, seat: Seat) -> tuple[Any, ...]:
        if state.stage is PLAY or seat in self._course.outside(state):
            return self._legal(state.inner, seat)
        asked = seat in self._course.asked(state)
        return options.legal(state, self.traits.living(state.inner)) if asked else ()

    def check(self, state: State, seat: Seat, action: Action) -> Reason | None:
        if type(action) not in ACTIONS:
            return self._check_game(state, seat, action)
        if seat not in self._course.asked(state) or state.stage is PLAY:
            return Reason("not-asked", {"seat": seat})
        return options.check(self.tool, state, self.traits.living(state.inner), action)

    def _check_game(self, state: State, seat: Seat, action: Action) -> Reason | None:
        """Of an action of the game that is wrapped; whoever takes no part is answered as at any other time."""
        if self.hidden(state) and CHANCE in self.acting(state):
            return Reason("missing")
        if state.stage is PLAY or (seat != CHANCE and seat not in state.pair):
            why = self.game.check(state.inner, seat, action)
            return Reason("missing") if why is None and seat not in self.answering(state) else why
        return Reason("not-a-draw-now") if seat == CHANCE else Reason("asked-in-private", {"seat": seat})

    def neutral(self, state: State, seat: Seat) -> Any:
        if state.stage is PLAY or seat in self._course.outside(state):
            return self.game.neutral(state.inner, seat)
        return Write() if state.stage in (WRITE, REPLY) else Unanswered(Verdict.UNCLEAR)

    def luck(self, state: State) -> str:
        stage = state.stage
        if stage is PLAY:
            return self._luck(state.inner)
        return "secret_tools/check" if stage is CHECK else f"secret_tools/choice/{self._round(state.inner)}"

    def chance(self, state: State, luck: Luck) -> Action:
        if state.stage is CHOOSE:
            return options.choose(self.tool, self.traits.living(state.inner), len(state.matter.private), luck)
        if state.stage is CHECK:
            assert self.tool.audit is not None
            return Check(luck.below(100) < self.tool.audit.percent)
        return self._chance(state.inner, luck)

    def step(self, state: State, actions: Mapping[Seat, Action]) -> Transition:
        before, stage, matter = state
        if stage is PLAY:
            try:
                inner, happened = self._step(before, actions)
            except InvalidAction:
                # What the game that is wrapped does not know may be about the tool.
                refuse(self, state, actions)
                raise
            standing = matter.standing
            if (standing is SETTLED or (standing is OPEN and self._round(inner) < self._trigger)) and not self._priced:
                return made(Transition, (made(State, (inner, PLAY, matter)), happened))
            return self._course.played(state, inner, happened)
        refuse(self, state, actions)
        early = actions.keys() - self.acting(state)
        if early:
            seat = min(early)
            raise IllegalAction(seat, actions[seat], Reason("not-asked", {"seat": seat}))
        return self._course.private(state, actions)

    def observe(self, state: State, seat: Seat | None) -> Any:
        """Whoever knows nothing of a tool observes the game that is wrapped, and nothing else."""
        standing = state.matter.standing
        if (standing is SETTLED or standing is OPEN) and (state.stage is not CHECK or self.tool.sealed):
            return self._observe(state.inner, seat)
        return view.observe(self._course, state, seat)

    def outcome(self, state: State) -> Outcome | None:
        if state.stage is CHECK:
            return None
        outcome = self.game.outcome(state.inner)
        return outcome if outcome is None or self._as_played else self._counting.counted(state, outcome)
