"""Name -> game: the one list over which every law, golden and page runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from games.cleanup.history import history as cleanup_history
from games.cleanup.notation import CleanupNotation
from games.cleanup.presets import CLASSIC_PRESETS, CleanupRules
from games.cleanup.presets import PRESETS as CLEANUP_PRESETS
from games.cleanup.rulebook import legend as cleanup_legend
from games.cleanup.rulebook import rulebook as cleanup_rulebook
from games.cleanup.rules import Cleanup
from games.cleanup.traits import TRAITS as CLEANUP_TRAITS
from games.core import Event, Game, History, Notation, Seat, audiences
from games.liars_bar.history import history, others
from games.liars_bar.notation import LiarsBarNotation
from games.liars_bar.presets import PRESETS, LiarsBarRules
from games.liars_bar.rulebook import rulebook
from games.liars_bar.rules import LiarsBar
from games.liars_bar.traits import TRAITS
from games.secret_tools.conditions import ToolRules
from games.secret_tools.rules import SecretTool
from games.secret_tools.traits import Traits


@dataclass(frozen=True, slots=True)
class Option:
    """A number of the rules that may be chosen for a match, whatever its preset."""

    name: str
    field: str
    """Of the rules."""
    values: tuple[Any, ...]
    presets: tuple[str, ...] = ()
    """Those that it is for; empty: all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything the other rooms need to know of a game."""

    name: str
    build: Callable[[Any], Game[Any, Any, Any]]
    rules: type[Any]
    """The frozen dataclass of its numbers."""
    presets: Mapping[str, Any]
    notation: Callable[[Any, str], Notation]
    """From the rules' numbers and a language."""
    rulebook: Callable[[Any, str], str]
    """The rules as text, from their numbers and a language."""
    history: Callable[[Any, Sequence[Event], tuple[str, ...]], History] | None = None
    """From the game's notation, the events a seat has seen, and everybody's name; None: it has no rounds."""
    others: Callable[[Any], tuple[Seat, ...]] | None = None
    """Of whom a seat with this observation may form an impression: the living others; None: it has no rounds."""
    traits: Traits | None = None
    """What a secret tool must know of it; None: it takes none."""
    options: tuple[Option, ...] = ()
    legend: Callable[[Any, str], str] | None = None
    """What the letters mean that its text draws with, from the same; None: it draws nothing. No person needs it."""

    def numbers(self, preset: str) -> type[Any]:
        """The frozen dataclass of the numbers of this preset; of one that is not known, the usual one."""
        kinds: dict[str, type[Any]] = {name: type(rules) for name, rules in self.presets.items()}
        return kinds.get(preset, self.rules)

    def optional(self, preset: str) -> tuple[Option, ...]:
        """What may be chosen in place of this preset's own numbers."""
        return tuple([option for option in self.options if preset in (option.presets or self.presets)])

    def permits(self, preset: str, rules: Any) -> bool:
        """Whether these are the rules of this preset, but for what may be chosen."""
        options = self.optional(preset)
        chosen = {option.field: getattr(rules, option.field) for option in options}
        listed = all(chosen[option.field] in option.values for option in options)
        return listed and preset in self.presets and replace(self.presets[preset], **chosen) == rules

    def game(self, preset: str) -> Game[Any, Any, Any]:
        """Raises KeyError for a preset it does not have."""
        return self.build(self.presets[preset])

    def bind(self, rules: Any, tool: ToolRules | None) -> Game[Any, Any, Any]:
        """The game by these rules, with this tool around it. Raises ValueError for a tool in a game that takes none."""
        game = self.build(rules)
        if tool is None:
            return game
        if self.traits is None:
            raise ValueError(f"{self.name} takes no tool")
        return SecretTool(game, tool, self.traits)


GAMES: dict[str, Entry] = {}
OPTIONS: Final = (
    Option("length", "steps", (30, 50), ("paper",)),
    Option("identity", "identity", ("named", "anonymous")),
)
"""Of Cleanup."""


def register(entry: Entry) -> None:
    """Add a game. Raises TypeError if a field of one of its events does not say who may read it."""
    for rules in entry.presets.values():
        for event in entry.build(rules).events:
            audiences(event)
    GAMES[entry.name] = entry


register(Entry("liars_bar", LiarsBar, LiarsBarRules, PRESETS, LiarsBarNotation, rulebook, history, others, TRAITS))
register(
    Entry(
        "cleanup",
        Cleanup,
        CleanupRules,
        {**CLEANUP_PRESETS, **CLASSIC_PRESETS},
        CleanupNotation,
        cleanup_rulebook,
        cleanup_history,
        traits=CLEANUP_TRAITS,
        options=OPTIONS,
        legend=cleanup_legend,
    )
)
