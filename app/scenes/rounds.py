"""In which round of a match, or step, something falls."""

from collections.abc import Sequence
from typing import Any, Final

from agents.prompts.told import TOOL_EVENTS
from games.core import Event
from games.secret_tools import events as tool

AFTER: Final = frozenset({tool.Checked, tool.Rewarded, tool.SealedCheck, tool.SealedReward})
"""These are told when a match is over."""
PRIVATE: Final = frozenset(TOOL_EVENTS) - AFTER


class Rounds:
    """Counts them as the events of a match are told, in order."""

    def __init__(self, scenes: Any) -> None:
        """`scenes` are the game's; None: it has no rounds."""
        self._scenes = scenes
        self.last = 0
        """The newest that has begun; 0 before the first."""

    def tell(self, events: Sequence[Event]) -> int:
        """The round in which all of these fell, of which there is one at least."""
        if self._scenes is not None:
            self.last = max([self.last, *(number for event in events if (number := self._scenes.begins(event)))])
        return self.private if {type(event) for event in events} <= PRIVATE else self.last

    @property
    def private(self) -> int:
        """That in which falls what is now asked or told of a tool."""
        return self.last + (0 if self._scenes is None else self._scenes.AHEAD)
