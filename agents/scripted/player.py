"""A character on a seat: the same view always gets the same decision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from agents.core import View
from agents.scripted.offers import Manner, answered
from games.core import Action
from games.decision import Decision
from games.luck import Luck
from games.secret_tools.rules import TOOL_EVENTS
from games.secret_tools.view import Observation

Choose = Callable[[View[Any, Any], Luck], Any]
"""A character: which of `view.legal` it takes. Its memory is `view.events`."""

Says = Mapping[str, Sequence[str]]
"""The name of an action's type -> what may be said with it."""

SPEAKS: Final = 1 / 20
"""How often something is said where there is something to say."""


def anything(view: View[Any, Any], luck: Luck) -> Action:
    """Any legal action, each as likely."""
    return luck.pick(view.legal)


def within(view: View[Observation, Any]) -> View[Any, Any]:
    """What it may know of the game itself, as if there were no tool around it."""
    o, events = view.observation, view.events
    if o.private is not None or o.announced is not None:
        events = tuple([event for event in events if type(event) not in TOOL_EVENTS])
    return View(o.game, view.legal, events, view.traces)


@dataclass(frozen=True, slots=True)
class Scripted:
    """An agent that keeps nothing between decisions: each draws luck of its own, named by the decision's number.

    Decisions about a tool are counted apart, so that a move never depends on whether something was offered.
    """

    choose: Choose
    manner: Manner
    seed: int
    """This seat's own, from which the match's cannot be told."""
    says: Says

    async def decide(self, view: View[Any, Any]) -> Decision:
        o = view.observation
        if isinstance(o, Observation):
            if o.private is not None and o.private.stage is not None:
                luck = Luck(self.seed, f"private/{(o.decision or 0) - o.game.decision}")
                return Decision(answered(view, self.manner, luck))
            view = within(view)
        return Decision(self._move(view))

    def _move(self, view: View[Any, Any]) -> Action:
        luck = Luck(self.seed, f"decision/{view.observation.decision}")
        action = self.choose(view, luck)
        lines = self.says.get(type(action).__name__)
        # Whether something is said never depends on the cards, so it tells nothing about them.
        if lines and luck.chance(SPEAKS):
            line = luck.pick(lines)
            if len(line) <= view.observation.rules.say_limit:
                action = replace(action, say=line)
        return action
