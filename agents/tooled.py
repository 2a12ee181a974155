"""A game with a secret tool around it, as the players' side of the house uses games: in words, and with history."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from agents.prompts.offers import OfferTexts
from agents.prompts.told import Told
from agents.texts import one_line
from games.core import Event, Game, History, Notation, Reason, Seat
from games.registry import Entry
from games.secret_tools.conditions import ToolRules
from games.secret_tools.rules import TOOL_EVENTS
from games.secret_tools.view import Observation, inner

Names = tuple[str, ...]


class ToolNotation:
    """See `games.core.Notation` for the contract; what is not about the tool is in the words of the game inside.

    Events are told in the third person, to whomever; `Told.notice` addresses a seat.
    """

    def __init__(
        self, inner: Notation, game: str, tool: ToolRules, names: Names, language: str, folder: Path | None
    ) -> None:
        self.inner, self.names, self._view = inner, names, inner.view
        self.told = Told(game, tool, inner, language, folder)
        self._offers = partial(OfferTexts, game, tool, inner, language, folder)

    @cached_property
    def offers(self) -> OfferTexts:
        """The words with which this tool is offered. Raises WordingError as `OfferTexts` does."""
        return self._offers()

    def action(self, action: Any) -> str:
        return self.told.action(action, self.names)

    def event(self, event: Any, names: Names) -> str:
        return self.told.plain(event, names) if type(event) in TOOL_EVENTS else self.inner.event(event, names)

    def view(self, observation: Any, names: Names) -> str:
        """The game's own view, and below it what this viewer knows of the tool; an outsider's has nothing below it."""
        if not isinstance(observation, Observation):
            return self._view(observation, names)
        o, game = observation, self._view(observation.game, names)
        if o.private is None and o.announced is None:
            return game
        parts = [game]
        if o.private is not None and o.seat is not None:
            parts.append(self.told.frame(o.private, o.seat, names, deciding=o.seat in o.game.waiting_for))
        if o.announced is not None:
            parts.append(self.told.open_frame(o.announced, o.seat, names))
        return "\n\n".join(filter(None, parts))

    def refusal(self, why: Reason) -> str:
        return self.told.refusal(why)


def with_tool(entry: Entry, tool: ToolRules | None, names: Names, folder: Path | None = None) -> Entry:
    """The entry of the wrapped game; without a tool the entry itself. `folder`: a user's own folder of wordings.

    Raises ValueError for a game that takes no tool. The wording is looked up with the first use of `offers`, so that a
    match can be told whose wording is not here any more.
    """
    if tool is None:
        return entry
    if entry.traits is None:
        raise ValueError(f"{entry.name} takes no tool")

    def build(rules: Any) -> Game[Any, Any, Any]:
        return entry.bind(rules, tool)

    def notation(rules: Any, language: str) -> Notation:
        return ToolNotation(entry.notation(rules, language), entry.name, tool, names, language, folder)

    def history(notation: Any, seen: Sequence[Event], names: Names) -> History:
        """Of the game alone: what is known of the tool stands in the view."""
        told = notation.inner if isinstance(notation, ToolNotation) else notation
        played = [event for event in seen if type(event) not in TOOL_EVENTS]
        if entry.history is not None:
            return entry.history(told, played, names)
        return History(now=tuple([one_line(told.event(event, names)) for event in played]))

    def others(observation: Any) -> tuple[Seat, ...]:
        assert entry.others is not None
        return entry.others(inner(observation))

    return replace(
        entry,
        build=build,
        notation=notation,
        history=history,
        others=None if entry.others is None else others,
        traits=None,
    )
