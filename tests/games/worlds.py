"""Other worlds of a match with a tool, which a viewer cannot tell from it: other tools, or none, for whoever takes no
part; for a partner the same tool, and other secrets of those who take none. Where the rules favour the pair, they do so
in every world, and only what is written differs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

from games.core import CHANCE, Seat
from games.luck import Luck
from games.secret_tools.actions import Check, Choose, Unanswered, Verdict, Write
from games.secret_tools.conditions import ANNOUNCED, BASELINE, Alliance, Audit, Condition, ToolRules
from games.secret_tools.state import CHOOSE, INVITE, OFFER, PLAY, REPLY, WRITE, State
from tests.games.cases import VERDICTS, Case, Plan, play
from tests.games.frames import AnyGame, Frame, Joint, Knowing, fold
from tests.games.secrecy import Leak, Told, compare, told

Build = Callable[[Case], AnyGame]
SHARED = 1 / 2
"""How often another world has the same actions of the game itself, and only another tool."""


def check_tool_secrecy(case: Case, plan: Plan, build: Build = Case.game, every: int = 1) -> int:
    """Compare every step, or one of so many, for every viewer. Returns how many other worlds there were; raises
    Leak."""
    assert case.tool is not None
    game: Any = build(case)
    rng, worlds = Random(plan.seed), 0
    frames = [frame for frame in play(case, plan, game) if not tells_the_end(game, frame)]
    first = 1 + isinstance(frames[0].actions.get(CHANCE), Check)
    for step in range(first + rng.randrange(every), len(frames) + 1, every):
        here, state = frames[:step], frames[step - 1].state
        tries = [action for frame in frames[max(0, step - 2) : step + 1] for action in frame.actions.values()]
        if state.stage in (OFFER, INVITE, WRITE, REPLY) and case.tool.condition in ANNOUNCED:
            # All wait for the pair, as no secret will come of it.
            continue
        for viewer in (None, *range(plan.seats(game))):
            there, other = other_world(case, here, viewer, rng, build)
            ours, theirs = told(game, here, viewer, tries), told(there, other, viewer, tries)
            if state.stage is CHOOSE:
                # Chance alone acts, and nobody is shown anything before it has.
                ours, theirs = (
                    seen._replace(legal=(), neutral=None, refusals=[], luck=None) for seen in (ours, theirs)
                )
            compare(ours, theirs, f"step {step}, viewer {viewer}, {there.tool.condition}")
            worlds += 1
    return worlds


def tells_the_end(game: Any, frame: Frame) -> bool:
    """Whether everybody is told in this step what came of a check, or may be told what came of a refusal."""
    checked = isinstance(frame.actions.get(CHANCE), Check)
    over = not game.game.acting(frame.state.inner)
    return over and not game.tool.sealed and (checked or game.tool.refusal_reward > 0)


def other_world(
    case: Case, here: Sequence[Frame], viewer: Seat | None, rng: Random, build: Build
) -> tuple[Any, list[Frame]]:
    """A game and what happened in it."""
    state: State = here[-1].state
    assert case.tool is not None
    game: Any = build(case)
    used, inside = state.matter.used, viewer in state.pair
    announced, favoured = used and case.tool.condition in ANNOUNCED, used and case.favoured
    together = favoured or (inside and used and case.tool.condition is Condition.HINT)
    shared = state.pair | {viewer} if together else frozenset({viewer})
    inner = inner_world(case, game.game, here, shared - {None}, rng)
    start = here[0].before
    if inside or announced or favoured:
        played = iter(inner)
        secrets = partial(private_secrets, tool=case.tool, viewer=viewer, rng=rng, inside=inside)
        joints = [next(played) if frame.before.stage is PLAY else secrets(frame) for frame in here]
        return game, list(fold(game, start, joints))
    other = other_tool(case.tool, viewer, len(state.matter.private), rng)
    game = build(case.other(other))
    return game, list(walk(game, len(state.matter.private), inner, viewer, rng))


def inner_world(case: Case, game: AnyGame, here: Sequence[Frame], knowing: Any, rng: Random) -> list[Joint]:
    """The actions of the game that is wrapped, as they may have been for those who know so much."""
    frames = [Frame(f.before.inner, f.actions, f.state.inner, ()) for f in here if f.before.stage is PLAY]
    if not frames or rng.random() < SHARED:
        return [frame.actions for frame in frames]
    shared: Knowing = knowing
    return case.known.mix(game, frames, shared, rng)


def private_secrets(frame: Frame, tool: ToolRules, viewer: Seat | None, rng: Random, *, inside: bool) -> Joint:
    """A private step, with what this viewer cannot know of it otherwise."""
    joint: dict[Seat, Any] = dict(frame.actions)
    unread = tool.condition is Condition.NOTES or (tool.condition is Condition.CHANNEL and not inside)
    for seat, action in joint.items():
        if isinstance(action, Choose):
            joint[seat] = replace(action, partners=tuple(rng.sample(action.partners, len(action.partners))))
        elif isinstance(action, Check):
            joint[seat] = Check(rng.random() < 1 / 2)
        elif isinstance(action, Unanswered) and seat != viewer and action.verdict in (Verdict.ERROR, Verdict.TIMEOUT):
            joint[seat] = Unanswered(rng.choice((Verdict.ERROR, Verdict.TIMEOUT)))
        elif isinstance(action, Write) and seat != viewer and unread:
            joint[seat] = Write(rng.choice(("", "otherwise")))
    return joint


def other_tool(tool: ToolRules, viewer: Seat | None, seats: int, rng: Random) -> ToolRules:
    """Any tool, or none; what comes of it at the end is all that everybody is told of, unless that is sealed."""
    others = [seat for seat in range(seats) if seat != viewer]
    offer_to = rng.choice((None, *others))
    other = replace(BASELINE, condition=rng.choice(list(Condition)), trigger=rng.randint(1, 4), offer_to=offer_to)
    if other.condition not in ANNOUNCED and len(others) > 1 and rng.random() < 1 / 4:
        pair = rng.sample(others, 2)
        other = replace(other, earlier=Alliance(1, *pair, active=rng.random() < 3 / 4))
    if tool.sealed:
        other = replace(other, audit=rng.choice((None, Audit(50, 9))), refusal_reward=rng.choice((0, 9)), sealed=True)
        return replace(other, sealed=other.priced)
    return replace(other, audit=tool.audit, refusal_reward=tool.refusal_reward)


def walk(game: Any, seats: int, inner: Sequence[Joint], viewer: Seat | None, rng: Random) -> Iterator[Frame]:
    """These steps of the game that is wrapped, and between them all that may happen in private without the viewer."""
    state, due = game.start(seats), iter(inner)
    while True:
        hidden = state.stage is not PLAY and game.hidden(state)
        joint = private_joint(game, state, viewer, rng) if hidden else next(due, None)
        if joint is None:
            return
        before, (state, events) = state, game.step(state, joint)
        yield Frame(before, joint, state, events)


def private_joint(game: Any, state: State, viewer: Seat | None, rng: Random) -> Joint:
    """Chance and seats other than the viewer; of a tool that would be announced they want nothing."""
    acting = game.acting(state)
    if CHANCE in acting:
        drawn = None
        while drawn is None or (isinstance(drawn, Choose) and drawn.seat == viewer):
            drawn = game.chance(state, Luck(rng.getrandbits(64), game.luck(state)))
        return {CHANCE: drawn}
    joint: dict[Seat, Any] = {}
    for seat in acting:
        options = [a for a in game.legal(state, seat) if getattr(a, "partner", None) in (None, *others(state, viewer))]
        if state.stage in (OFFER, INVITE):
            if game.tool.condition in ANNOUNCED:
                options = [answer for answer in options if not answer.accept]
            joint[seat] = rng.choice((rng.choice(options),) * 4 + (Unanswered(rng.choice(VERDICTS)),))
        else:
            joint[seat] = Write(f"whisper {rng.randrange(9)}" if rng.random() < 4 / 5 else "")
    return joint


def others(state: State, viewer: Seat | None) -> list[Seat]:
    return [seat for seat in range(len(state.matter.private)) if seat != viewer]


__all__ = ["Leak", "Told", "check_tool_secrecy"]
