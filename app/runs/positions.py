"""Positions of real matches at which an offer is due: of kept ones, or of such as scripted players play for this."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from agents.core import Agent, View
from agents.human import HUMAN
from agents.prompts.seat import stage_of
from agents.scripted import seated
from agents.table import Table
from app.seating import NAMES
from games.core import CHANCE, Action, Refused, Seat
from games.decision import Decision
from games.luck import Luck
from games.registry import GAMES, Entry
from games.secret_tools.conditions import ToolRules
from games.secret_tools.rules import ACTIONS
from games.secret_tools.state import CHOOSE, OFFER, PLAY
from games.secret_tools.view import Observation, Private
from replays.record import Header, Record, codec


class Position(NamedTuple):
    """What the seat sees to whom the offer is made."""

    match: str
    """The id of a kept match; empty for one that was played for this."""
    seed: int
    """What the orders were drawn from, and the whole match where it was played for this."""
    names: tuple[str, ...]
    rules: Any
    round: int
    """The round, or step, in which the offer is due, from 1."""
    view: View[Observation, Any]

    @property
    def private(self) -> Private:
        private = self.view.observation.private
        assert private is not None
        return private

    @property
    def seat(self) -> Seat:
        return self.private.initiator


class Reached(Exception):
    """The offer is due, and this is what its seat sees."""

    def __init__(self, view: View[Observation, Any]) -> None:
        super().__init__()
        self.view = view


@dataclass(frozen=True, slots=True)
class _UntilAsked:
    """Plays until something is offered to it."""

    agent: Agent

    async def decide(self, view: View[Any, Any]) -> Decision:
        if stage_of(view.observation) is OFFER:
            raise Reached(view)
        return await self.agent.decide(view)


async def played(entry: Entry, preset: str, tool: ToolRules, players: Sequence[str], seed: int) -> Position | None:
    """Of a match of scripted players; None where it ends before an offer is due. Only of a game that takes tools."""
    rules, names = entry.presets[preset], NAMES[: len(players)]
    sitting = [_UntilAsked(seated(name, seat, seed)) for seat, name in enumerate(players)]
    table = Table(entry.bind(rules, tool), sitting, seed, lambda _: None)
    try:
        await table.advance()
    except Reached as reached:
        return Position("", seed, names, rules, _round(entry, table), reached.view)
    return None


def kept(record: Record, tool: ToolRules, seed: int) -> Position | None:
    """Of a kept match, had this tool been in it: what was done in the game itself is done again up to the offer, whose
    seat and orders are drawn from `seed`. None where it ends before an offer is due.

    Raises Refused where these are not the rules it was played by.
    """
    header = record.header
    entry = GAMES[header.game]
    game = entry.bind(header.rules, tool)
    state, moves, done = game.start(len(header.seats)), _moves(record), list[Mapping[Seat, Action]]()
    while state.stage is not OFFER:
        if state.stage is CHOOSE:
            joint = {CHANCE: game.chance(state, Luck(seed, game.luck(state)))}
        else:
            joint = next(moves, None) if state.stage is PLAY else None
        if joint is None:
            return None
        state, _ = game.step(state, joint)
        done.append(joint)
    table = Table.resume(game, [HUMAN] * len(header.seats), seed, lambda _: None, done)
    view = table.view(state.matter.chosen.seat)
    return Position(header.id, seed, header.names, header.rules, _round(entry, table), view)


def _round(entry: Entry, table: Table) -> int:
    assert entry.traits is not None
    return entry.traits.round(table.state.inner)


def _moves(record: Record) -> Iterator[Mapping[Seat, Action]]:
    """What was done and drawn in the game itself."""
    reader = codec(record.header.game)
    for step in record.steps:
        joint = reader.actions(step)
        if not any(type(action) in ACTIONS for action in joint.values()):
            yield joint


def unfit(header: Header, game: str, preset: str | None) -> str:
    """Why no position of this match can be used: a code; empty where it can be."""
    if header.game != game:
        return "game"
    if preset is not None and header.preset != preset:
        return "preset"
    if not header.open:
        return "open"
    now = GAMES[header.game].build(header.rules).version
    return "" if header.view is None and header.version == now else "rules"


__all__ = ["Position", "Refused", "kept", "played", "unfit"]
