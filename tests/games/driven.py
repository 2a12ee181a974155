"""Matches with a tool in which a test says how seats answer; each seat's moves hang on its own count of decisions."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from games.core import CHANCE, Action, Seat
from games.luck import Luck
from games.registry import GAMES
from games.secret_tools.actions import Answer, Write
from games.secret_tools.conditions import Condition, ToolRules
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import INVITE, OFFER, PLAY, State
from games.secret_tools.view import Observation, Private
from tests.games.frames import Frame, Joint
from tests.toy import ENTRY

Says = Callable[[Private], Action]
BAR = GAMES["liars_bar"]


def bar(tool: ToolRules, preset: str = "paper") -> SecretTool:
    """Liar's Bar with this tool."""
    game: Any = BAR.bind(BAR.presets[preset], tool)
    return game


def toy(tool: ToolRules) -> SecretTool:
    """The toy, in which all act at once, with this tool."""
    game: Any = ENTRY.bind(ENTRY.presets["long"], tool)
    return game


BOTH = [bar, toy]


def around(seen: Any) -> Observation:
    """What a viewer sees of the game itself, as an observation to which a test can add something about the tool."""
    if isinstance(seen, Observation):
        return seen
    return Observation(seen, seen.seat, seen.decision, seen.waiting_for, None, None)


def tool(condition: Condition = Condition.CHANNEL, **rules: Any) -> ToolRules:
    """Offered early, so that much comes of it."""
    return ToolRules(condition=condition, **{"trigger": 1, **rules})


def accept(private: Private) -> Action:
    """Naming the first of the list, where somebody is to be named."""
    return Answer(accept=True, partner=private.names[0] if private.names else None)


def refuse(private: Private) -> Action:
    return Answer(accept=False)


def write(private: Private) -> Action:
    return Write(f"word of {len(private.messages)}")


def drive(
    game: SecretTool, seats: int, seed: int, offer: Says = accept, invite: Says = accept, say: Says = write
) -> Iterator[Frame]:
    """The steps of one match."""
    state = game.start(seats)
    while acting := game.acting(state):
        joint: dict[Seat, Any] = {}
        for seat in acting:
            if seat == CHANCE:
                joint[seat] = game.chance(state, Luck(seed, game.luck(state)))
            elif state.stage is PLAY:
                made = game.game.observe(state.inner, seat).decision
                joint[seat] = Luck(seed, f"move/{seat}/{made}").pick(game.legal(state, seat))
            else:
                private = game.observe(state, seat).private
                assert private is not None
                says = {OFFER: offer, INVITE: invite}.get(state.stage, say)
                joint[seat] = says(private)
        before, (state, events) = state, game.step(state, joint)
        yield Frame(before, joint, state, events)


def inner(frames: Iterable[Frame]) -> list[tuple[Any, Joint, Any]]:
    """What happened in the game that is wrapped."""
    return [(f.before.inner, f.actions, f.state.inner) for f in frames if f.before.stage is PLAY]


def happened(frames: Iterable[Frame], *kinds: type[Any]) -> list[Any]:
    """The events of these kinds."""
    return [event for frame in frames for event in frame.events if isinstance(event, kinds)]


def asked(frames: Iterable[Frame], stage: Any) -> list[Frame]:
    """The steps at which somebody was asked so."""
    return [frame for frame in frames if frame.before.stage is stage]


def seen(game: SecretTool, state: State, seat: Seat | None) -> Observation:
    return game.observe(state, seat)
