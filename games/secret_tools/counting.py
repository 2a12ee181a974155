"""What a tool costs or earns once the match is over: the check and its loss, and what is given for a refusal."""

from dataclasses import dataclass
from typing import Any

from games.core import Event, Game, Outcome, Seat, Transition
from games.secret_tools import events
from games.secret_tools.conditions import ToolRules
from games.secret_tools.state import CHECK, State
from games.secret_tools.traits import Traits


@dataclass(frozen=True, slots=True)
class Counting:
    """Of one game, with one tool."""

    game: Game[Any, Any, Any]
    tool: ToolRules
    traits: Traits

    def ended(self, state: State, happened: tuple[Event, ...]) -> Transition:
        """After the last step of the game that is wrapped."""
        tool, refused = self.tool, state.refused
        if tool.refusal_reward and refused is not None:
            told = events.SealedReward if tool.sealed else events.Rewarded
            happened = (*happened, told(refused, tool.refusal_reward, self._winners(state)))
        if tool.audit is None:
            return Transition(state, happened)
        if tool.sealed:
            return Transition(state, (*happened, self.found(state)))
        return Transition(state.then(stage=CHECK), happened)

    def found(self, state: State) -> Event:
        """What came of the check."""
        audit = self.tool.audit
        assert audit is not None
        told = events.SealedCheck if self.tool.sealed else events.Checked
        checked, winners = bool(state.matter.checked), self._winners(state)
        if checked and state.matter.used:
            return told(checked, *state.ordered, audit.points, winners)
        return told(checked, None, None, 0, winners)

    def counted(self, state: State, outcome: Outcome) -> Outcome:
        """The outcome of the game that is wrapped, with everything that has come out by now."""
        audit, refused = self.tool.audit, state.refused
        more: dict[Seat, int] = {}
        if audit is not None and state.matter.checked and state.matter.used:
            more = dict.fromkeys(state.pair, -audit.points)
        elif refused is not None:
            # Where one has refused, no tool was in use.
            more = {refused: self.tool.refusal_reward}
        if not any(more.values()):
            return outcome
        points = tuple([had + more.get(seat, 0) for seat, had in enumerate(outcome.points)])
        return outcome._replace(points=points, winners=self.traits.winners(self.game.rules, state.inner, points))

    def _winners(self, state: State) -> tuple[Seat, ...]:
        outcome = self.game.outcome(state.inner)
        assert outcome is not None
        return self.counted(state, outcome).winners
