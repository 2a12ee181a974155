"""All that outsiders of a match are told while it is played, beside the same match without a tool."""

import json
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

import msgspec
import pytest

from agents.core import View
from agents.prompts import SeatPrompts
from app import facts, watching
from app.commands import listing
from app.entries import entry_of
from app.live import Live
from app.messages import answered
from app.tables import Place, Tables
from games.cleanup.rules import Cleanup
from games.core import Seat, Viewer
from games.decision import Decision, Step
from games.failure import Failure
from games.registry import GAMES
from games.secret_tools.actions import Answer, Choose, PrivateAction, Unanswered, Verdict, Write
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from games.secret_tools.state import Stage
from games.secret_tools.view import inner
from replays.exchange import lines
from replays.record import Kind, Seating
from tests.app.clicking import claim, do, follow, saying
from tests.app.outsider_ways import SEATS, Way
from tests.games.cases import KNOWN
from tests.replays.played import NAMES, Case

BAR, TOY, CLEANUP = Case("liars_bar", "paper"), Case("toy", "long"), Case("cleanup", "paper")
SECONDS: Final = 20.0
"""The clock of a step."""
PASSED: Final = 7.0
"""Seconds that go by before anybody does anything."""
CLOSELY: Final = 14
"""So many steps are watched from moment to moment, of the others two in ten: a match may have many."""
NEVER: Final = 999
"""A round that does not come."""


class Leak(AssertionError):
    """An outsider was told something else than in the match without a tool."""


@dataclass
class Heard:
    """By one viewer."""

    texts: list[str] = field(default_factory=list[str])
    """Over its connection, until the end is told."""
    looked: dict[tuple[str, int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    """What it finds when it looks: by what it looks at, the steps of the game so far, and its own answers so far."""


@dataclass
class Hours:
    """Seconds that a test counts."""

    now: float = 0

    def __call__(self) -> float:
        return self.now


class Watched:
    """A match of people that is played to its end. `elsewhere` is another process, which hears of whatever is private
    first."""

    def __init__(
        self, tables: Tables, case: Case, way: Way, tool: ToolRules, seed: int, elsewhere: Tables | None = None
    ) -> None:
        people = [Seating(name, Kind.PERSON, name) for name in NAMES[:SEATS]]
        self.tables, self.way, self.rng, self.elsewhere = tables, way, Random(seed), elsewhere
        self.hours: Any = tables._house.clock
        rules = GAMES[case.game].presets[case.preset]
        rules = replace(rules, identity="anonymous") if way.anonymous else rules
        self.id = tables.open(*case, people, seed, tool=tool, clock=SECONDS if way.clock else None, rules=rules)
        self.live: Live = tables._lives[self.id]
        self.seed, self.steps, self.acts = seed, 0, [0] * SEATS
        self.private = self.expired = self.ticked = self.late = 0
        self._count()
        ears = {viewer: follow(tables, self.id, viewer) for viewer in way.outsiders}
        self.heard = {viewer: Heard() for viewer in ears}
        claim(tables, self.id)
        for _ in range(1000):
            if not self._goes_on():
                break
        for viewer, ear in ears.items():
            self.heard[viewer].texts = list(_until_the_end(ear.texts, self.id))

    def _count(self) -> None:
        told = self.live._told

        def count(step: Step) -> None:
            private = any(isinstance(action, PrivateAction | Choose) for action in step.actions.values())
            self.private += private
            self.steps += not private
            self.late += 0 if private else len(step.forced)
            told(step)

        self.live.table.told = self.live._told = count

    def _goes_on(self) -> bool:
        self.tables.settle(self.id)
        table = self.live.table
        if table.outcome is not None:
            return False
        watched = self.steps < CLOSELY or self.steps % 10 < 2
        if watched and self.expired < self.steps and not (self.way.slow and self.ticked == self.steps):
            # What is slow is not in the other match: there the same comes at another time.
            do(self._look())
        if self.way.clock and self.ticked < self.steps:
            self.ticked = self.steps
            self.hours.now += PASSED
        due = table.game.answering(table.state) - table.sealed - table.bound.keys()
        outside = due & {seat for seat in self.way.outsiders if seat is not None}
        late = {seat for seat in outside if self._never(seat)}
        slow = self.way.slow and table.game.hidden(table.state) and outside == late
        if late and (due == late or slow):
            self._expire()
            return True
        due, outside = due - late, outside - late
        self._act(min(outside if outside and (self.way.early or outside == due) else due - outside))
        return True

    def _never(self, seat: Seat) -> bool:
        """Whether an outsider never answers in this step."""
        decision = inner(self.live.table.view(seat).observation).decision
        return self.way.clock and Random(f"{self.seed}/late/{seat}/{decision}").random() < 0.3

    def _expire(self) -> None:
        """The time is over for whoever has not chosen."""
        self.expired = self.steps
        self.hours.now += SECONDS - PASSED
        self.tables._loop.wait(self.live._clock._ring)

    def _act(self, seat: Seat) -> None:
        view = self.live.table.view(seat)
        action = (None if seat in self.way.outsiders else self._in_private(view)) or self._move(view, seat)
        if isinstance(action, Unanswered):
            decision = Decision(action, failure=Failure("timeout", "30 s"))
            self.tables._loop.wait(lambda: self.live.table._seal({seat: decision}))
            return
        at, private = view.observation.decision, isinstance(action, PrivateAction)
        said = action, at, f"{seat}-{at}-{type(action).__name__}"
        if private and self.elsewhere is not None:
            self._go_elsewhere(self.elsewhere, seat, *said)
        told = json.loads(do(self._say(seat, *said)))
        assert told["kind"] == "done" or (private and self.elsewhere is not None), told
        self.acts[seat] += not private

    def _go_elsewhere(self, elsewhere: Tables, seat: Seat, *said: Any) -> None:
        """There the answer is taken, so that it comes too late here."""
        elsewhere._loop.wait(lambda: elsewhere._live(self.id).take_up())
        before = elsewhere.store.header(self.id).steps
        assert json.loads(do(self._say(seat, *said, tables=elsewhere)))["kind"] == "done"
        self.private += elsewhere.store.header(self.id).steps > before

    def _in_private(self, view: View[Any, Any]) -> Any:
        private = getattr(view.observation, "private", None)
        match None if private is None else private.stage:
            case Stage.OFFER if isinstance(self.way.accepts, Verdict):
                return Unanswered(self.way.accepts)
            case Stage.INVITE if isinstance(self.way.invited, Verdict):
                return Unanswered(self.way.invited)
            case Stage.OFFER:
                return Answer(self.way.accepts is True, self.way.partner if self.way.accepts else None)
            case Stage.INVITE:
                return Answer(self.way.invited is True)
            case None:
                return None
            case _:
                return Write(f"{self.way.wrote} {self.private}")

    def _move(self, view: View[Any, Any], seat: Seat) -> Any:
        """Something of the game, whatever happens in private."""
        rng = Random(f"{self.seed}/{seat}/{inner(view.observation).decision}")
        action = rng.choice(view.legal)
        speaks = KNOWN[self.live.header.game].text and rng.random() < 0.3
        return saying(action, f"aloud {rng.randrange(99)}") if speaks else action

    async def _say(self, seat: Seat, action: Any, at: int, click: str, tables: Tables | None = None) -> str:
        message = {"do": "act", "at": at, "click": click, "action": [type(action).__name__, action]}
        place = Place(self.id, seat)
        return await answered(tables or self.tables, self.live.header, place, msgspec.json.encode(message).decode())

    async def _look(self) -> None:
        for viewer, heard in self.heard.items():
            own = 0 if viewer is None else self.acts[viewer]
            async for what, found in self._found(viewer):
                heard.looked[what, self.steps, own].add(found)

    async def _found(self, viewer: Viewer) -> AsyncIterator[tuple[str, str]]:
        """What this viewer can look at now."""
        live, tables = self.live, self.tables
        table = live.table
        yield "snapshot", await tables.told(self.id, viewer)
        yield "log", await tables.told(self.id, viewer, lambda audience: audience.lines(sys.maxsize))
        yield "observation", repr(table.game.observe(table.state, viewer))
        yield "events", repr(table.events(viewer))
        if viewer is not None:
            view = table.view(viewer)
            yield "view", repr(view)
            header, at = live.header, view.observation.decision
            for wrong in (Answer(accept=True, partner=0), Write("hello"), Unanswered(Verdict.ERROR)):
                yield "refusal", await self._say(viewer, wrong, at, "")
            yield "refusal", await self._say(viewer, Write(), at + 1, "")
            if view.legal:
                yield "neutral", repr(table.game.neutral(table.state, viewer))
                prompts = SeatPrompts(viewer, header.names, entry_of(header), header.rules)
                yield "prompt", repr(prompts.move(view, notes=False))
        elif self.steps % 4 == 0:
            for what, found in self._public():
                yield what, found

    def _public(self) -> Iterator[tuple[str, str]]:
        """What anybody finds in lists, replays and files."""
        record = self.tables.store.load(self.id)
        for header in (record.header, self.live.header):
            listed = replace(header, id="match", created=0)
            yield "list", listing.line(listed)
            yield "heading", repr((facts.headline(listed), facts.facts(listed), facts.players(listed)))
        anonymous = replace(record.header, id="match", created=0)
        yield "export", b"".join(lines(replace(record, header=anonymous), None)).decode()
        replayed = watching.told(self.id, "public")
        yield "replay", json.dumps(replayed | {"id": "match", "facts": replayed["facts"][1:]})


def _until_the_end(texts: list[str], match_id: str) -> Iterator[str]:
    """What was told before everything may be told."""
    for text in texts:
        message = json.loads(text)
        if message.get("ending"):
            return
        # Links hold the match.
        yield text.replace(match_id, "match") if message["kind"] != "people" else repr(_people(message))


def _people(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [row | {"link": bool(row["link"])} for row in message["seats"]]


def check_outsiders(
    tables: Tables, case: Case, way: Way, seed: int, plain: Watched | None = None, elsewhere: Tables | None = None
) -> int:
    """Raises Leak if an outsider is told anything else than in the match without a tool; how much went on in
    private, `elsewhere` first where it is given. `plain` is that match, if it was played already."""
    tooled = Watched(tables, case, way, way.tool, seed, elsewhere)
    check_alike(tooled, plain or without(tables, case, way, seed))
    return tooled.private


def check_alike(tooled: Watched, plain: Watched) -> None:
    """Raises Leak if an outsider can tell these two matches apart."""
    assert (tooled.steps, tooled.late) == (plain.steps, plain.late)
    assert bool(tooled.late) == tooled.way.clock
    for viewer, ours in tooled.heard.items():
        theirs = plain.heard[viewer]
        for at, found in ours.looked.items():
            if found != theirs.looked[at]:
                raise Leak(f"{at[0]} of viewer {viewer} after {at[1]} steps: {found} {theirs.looked[at]}")
        if ours.texts != theirs.texts:
            raise Leak(f"messages of viewer {viewer}: {len(ours.texts)}, {len(theirs.texts)} {differ(ours, theirs)}")


def without(tables: Tables, case: Case, way: Way, seed: int) -> Watched:
    """The same match, in which nothing is offered, nor in a baseline anybody drawn; where the rules favour a pair, they
    do so there too."""
    with allied(way):
        never = way.condition is Condition.BASELINE
        return Watched(tables, case, way, replace(BASELINE, trigger=NEVER if never else 1), seed)


@contextmanager
def allied(way: Way) -> Iterator[None]:
    """Two of every match of Cleanup are allied from its beginning, without anybody asking, if they are in this way."""
    begin, pair = Cleanup.start, (way.initiator, way.partner)
    with pytest.MonkeyPatch.context() as changed:
        if way.allied and way.agreed:
            changed.setattr(Cleanup, "start", lambda game, seats: begin(game, seats)._replace(allies=pair))
        yield


def differ(ours: Heard, theirs: Heard) -> list[Any]:
    return next(([a, b] for a, b in zip(ours.texts, theirs.texts, strict=False) if a != b), [])
