"""Every preset of every registered game and of the toy, bare and with tools, and matches of them played through the
bare contract."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from agents.tooled import with_tool
from games.core import CHANCE, Notation, Reason, Seat
from games.luck import SEED_BITS, Luck
from games.registry import GAMES, Entry
from games.secret_tools.actions import Answer, Unanswered, Verdict, Write
from games.secret_tools.conditions import SECRET, Advantage, Alliance, Audit, Condition, ToolRules
from tests.games import known_cleanup, known_liars_bar, known_tools, known_toy
from tests.games.frames import AnyGame, Frame, Joint, Known
from tests.toy import ENTRY

KNOWN: Final = {"liars_bar": known_liars_bar.KNOWN, "cleanup": known_cleanup.KNOWN, "toy": known_toy.KNOWN}
ENTRIES: Final = GAMES | {"cleanup": known_cleanup.ENTRY, "toy": ENTRY}


@cache
def words(name: str, preset: str, tool: ToolRules | None = None) -> Notation:
    """Of a game, or of a tool, in English."""
    entry = ENTRIES[name]
    return with_tool(entry, tool, NAMES).notation(entry.presets[preset], "en")


@dataclass(frozen=True)
class Case:
    """One preset of one game, bare or with a tool around it."""

    entry: Entry
    preset: str
    tool: ToolRules | None = None
    note: str = ""
    """What sets the tool apart from another of the same condition."""

    def __str__(self) -> str:
        tool = self.tool and self.tool.condition
        favour = self.tool.advantage if self.tool is not None and self.favoured else ""
        return "-".join(str(part) for part in (self.entry.name, self.preset, tool, favour, self.note) if part)

    @property
    def favoured(self) -> bool:
        """Whether the rules favour a pair."""
        return self.tool is not None and self.tool.advantage is not Advantage.NONE

    @property
    def every(self) -> int:
        """One step in so many is enough for whatever takes long: matches of Cleanup have many."""
        return 7 if self.entry.name == "cleanup" else 3

    @property
    def named(self) -> bool:
        return getattr(self.entry.presets[self.preset], "identity", "named") == "named"

    def game(self) -> AnyGame:
        """A new one each time: nothing of a match may hide in the game."""
        return self.entry.bind(self.entry.presets[self.preset], self.tool)

    def other(self, tool: ToolRules | None) -> "Case":
        """The same game with another tool."""
        return Case(self.entry, self.preset, tool, self.note)

    @property
    def known(self) -> Known:
        return KNOWN[self.entry.name]

    @property
    def wanted(self) -> frozenset[str]:
        """The facts that a golden must show."""
        return self.known.wanted if self.tool is None else known_tools.wanted(self.tool)

    def facts(self, frame: Frame) -> set[str]:
        """What is worth seeing in a golden, as far as this step shows it."""
        return self.known.facts(frame) if self.tool is None else known_tools.facts(frame)

    def refusal(self, why: Reason) -> str:
        """In words."""
        try:
            return words(self.entry.name, self.preset).refusal(why)
        except KeyError:
            if self.tool is None:
                raise
            told = ("liars_bar", "paper") if self.entry is ENTRY else (self.entry.name, self.preset)
            return words(*told, self.tool).refusal(why)

    def silent(self, action: Any) -> Any:
        """The action without its text."""
        text = text_field(action, self.known.text)
        return replace(action, **{text: ""}) if text else action


NAMES: Final = ("Wren", "Otis", "Juno", "Pike", "Sable", "Bram", "Isla")
VERDICTS: Final = [verdict for verdict in Verdict if verdict is not Verdict.INVALID_PARTNER]
CASES: Final = [Case(entry, preset) for entry in ENTRIES.values() for preset in entry.presets]
every_case = pytest.mark.parametrize("case", CASES, ids=str)

AUDIT: Final = Audit()
TOOLS: Final = [(ToolRules(condition=condition, trigger=2), "") for condition in Condition]
MORE: Final = [
    (ToolRules(condition=Condition.CHANNEL, trigger=1, audit=AUDIT, word_limit=2, shown=3), "audit"),
    (ToolRules(condition=Condition.BASELINE, trigger=1, audit=AUDIT), "audit"),
    (ToolRules(condition=Condition.HINT, trigger=2, offer_to=1), "named"),
    (ToolRules(condition=Condition.CHANNEL, earlier=Alliance(1, 1, 0, active=True)), "series"),
    (ToolRules(condition=Condition.CHANNEL, trigger=1, audit=AUDIT, refusal_reward=3), "reward"),
    (ToolRules(condition=Condition.HINT, trigger=1, audit=AUDIT, refusal_reward=3, sealed=True), "sealed"),
    (ToolRules(condition=Condition.HINT, earlier=Alliance(1, 1, 0, active=True), audit=AUDIT, sealed=True), "again"),
]
FAVOURED: Final = [
    (ToolRules(condition=condition, trigger=2, advantage=Advantage.ALLY_ZAP), "") for condition in sorted(SECRET)
]
WRAPPED: Final = {
    "liars_bar-paper": [*TOOLS, *MORE],
    "toy-long": [*TOOLS, *MORE],
    "cleanup-paper": [*TOOLS, *FAVOURED, *[one for one in MORE if one[1] in ("audit", "sealed", "series")]],
    "cleanup-anonymous": [*TOOLS, *FAVOURED],
}
TOOLED: Final = [
    Case(case.entry, case.preset, tool, note) for case in CASES for tool, note in WRAPPED.get(str(case), ())
]
GOLDENS: Final = [*CASES, *(case for case in TOOLED if not case.note and (case.named or case.favoured))]
"""Where seats are anonymous, only what a tool changes in the game itself."""
every_golden = pytest.mark.parametrize("case", GOLDENS, ids=str)
every_tooled = pytest.mark.parametrize("case", TOOLED, ids=str)


def text_field(action: Any, text: str) -> str:
    """The name of the field that holds an open text; empty: none."""
    return next((name for name in (text, "text") if hasattr(action, name)), "")


class Plan(NamedTuple):
    """All that a match depends on."""

    size: int
    """Which of the possible numbers of seats."""
    seed: int
    """Of the draws."""
    choices: int
    """Of the players: how they choose, and whether they mostly take early, late or any of their legal actions."""

    def seats(self, game: AnyGame) -> int:
        return game.seats[self.size % len(game.seats)]


plans = st.builds(
    Plan,
    size=st.integers(0, 11),
    seed=st.integers(0, 2**SEED_BITS - 1),
    choices=st.integers(0, 2**32),
)


def some(examples: int) -> Any:
    """So many examples of a property; its speed is not its subject."""
    return settings(max_examples=examples, deadline=None)


class Player:
    """Takes legal actions at random, says something now and then, and gives no answer to an offer now and then."""

    def __init__(self, text: str, choices: int) -> None:
        self.text, self.rng = text, Random(choices)
        self.bias = self.rng.choice((1 / 4, 1, 4))

    def choose(self, legal: tuple[Any, ...]) -> Any:
        action = legal[int(len(legal) * self.rng.random() ** self.bias)]
        if isinstance(action, Answer):
            return Unanswered(self.rng.choice(VERDICTS)) if self.rng.random() < 1 / 5 else action
        if self.rng.random() < (4 / 5 if isinstance(action, Write) else 1 / 5):
            words = f"word {self.rng.randrange(9)}"
            if field := text_field(action, self.text):
                action = replace(action, **{field: words})
        return action


def joint_action(game: AnyGame, state: Any, seed: int, player: Player) -> Joint:
    """What everybody who is to act does."""
    acting: frozenset[Seat] = game.acting(state)
    if CHANCE in acting:
        return {CHANCE: game.chance(state, Luck(seed, game.luck(state)))}
    return {seat: player.choose(game.legal(state, seat)) for seat in sorted(acting)}


def play(case: Case, plan: Plan, game: AnyGame | None = None) -> Iterator[Frame]:
    """The steps of one match, to its end."""
    game = game or case.game()
    state, player = game.start(plan.seats(game)), Player(case.known.text, plan.choices)
    while game.acting(state):
        before, actions = state, joint_action(game, state, plan.seed, player)
        state, events = game.step(state, actions)
        yield Frame(before, actions, state, events)
