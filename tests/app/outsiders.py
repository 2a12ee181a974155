"""All that outsiders of a match are told while it is played, beside the same match without a tool."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final, NamedTuple

import msgspec

from agents.core import View
from agents.prompts import SeatPrompts
from app import facts, watching
from app.commands import listing
from app.entries import entry_of
from app.live import Live
from app.messages import answered
from app.tables import Place, Tables
from games.core import Seat, Viewer
from games.decision import Decision, Step
from games.failure import Failure
from games.secret_tools.actions import Answer, Choose, PrivateAction, Unanswered, Verdict, Write
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from games.secret_tools.state import Stage
from replays.exchange import lines
from replays.record import Kind, Seating
from tests.app.clicking import claim, do, follow, saying
from tests.replays.played import NAMES, Case

BAR, TOY = Case("liars_bar", "paper"), Case("toy", "long")
SEATS: Final = 4


class Leak(AssertionError):
    """An outsider was told something else than in the match without a tool."""


class Way(NamedTuple):
    """How a match with a tool goes in private."""

    condition: Condition = Condition.CHANNEL
    initiator: Seat = 0
    partner: Seat = 1
    accepts: bool | Verdict = True
    invited: bool | Verdict = True
    early: bool = False
    """Outsiders answer as soon as they may."""

    @property
    def tool(self) -> ToolRules:
        return replace(BASELINE, condition=self.condition, wording="V0", offer_to=self.initiator, trigger=1)

    @property
    def outsiders(self) -> list[Viewer]:
        pair = {self.initiator, self.partner} if self.accepts is True else {self.initiator}
        return [None, *[seat for seat in range(SEATS) if seat not in pair]]


ACCEPTED: Final = Way()
WAYS: Final = (
    ACCEPTED,
    Way(early=True, initiator=2, partner=0),
    Way(Condition.HINT, initiator=3, partner=1),
    Way(accepts=False),
    Way(Condition.HINT, initiator=1, accepts=False),
    Way(invited=False, initiator=3, partner=2),
    Way(accepts=Verdict.ERROR, early=True),
    Way(invited=Verdict.TIMEOUT, initiator=2, partner=3),
    Way(accepts=Verdict.DECLINED, initiator=1),
)


@dataclass
class Heard:
    """By one viewer."""

    texts: list[str] = field(default_factory=list[str])
    """Over its connection, until the end is told."""
    looked: dict[tuple[str, int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    """What it finds when it looks: by what it looks at, the steps of the game so far, and its own answers so far."""


class Watched:
    """A match of people that is played to its end."""

    def __init__(self, tables: Tables, case: Case, way: Way, tool: ToolRules, seed: int) -> None:
        people = [Seating(name, Kind.PERSON, name) for name in NAMES[:SEATS]]
        self.tables, self.way, self.rng = tables, way, Random(seed)
        self.id = tables.open(*case, people, seed, tool=tool)
        self.live: Live = tables._lives[self.id]
        self.seed, self.steps, self.acts = seed, 0, [0] * SEATS
        self.private = 0
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
        table, told = self.live.table, self.live.table.told
        assert told is not None

        def count(step: Step) -> None:
            private = any(isinstance(action, PrivateAction | Choose) for action in step.actions.values())
            self.private += private
            self.steps += not private
            told(step)

        table.told = count

    def _goes_on(self) -> bool:
        self.tables.settle(self.id)
        table = self.live.table
        if table.outcome is not None:
            return False
        self._look()
        due = table.game.answering(table.state) - table.sealed
        outside = due & {seat for seat in self.way.outsiders if seat is not None}
        self._act(min(outside if outside and (self.way.early or outside == due) else due - outside))
        return True

    def _act(self, seat: Seat) -> None:
        view = self.live.table.view(seat)
        action = (None if seat in self.way.outsiders else self._in_private(view)) or self._move(view, seat)
        if isinstance(action, Unanswered):
            decision = Decision(action, failure=Failure("timeout", "30 s"))
            self.tables._loop.wait(lambda: self.live.table._seal({seat: decision}))
            return
        told = self._say(
            seat, action, view.observation.decision, f"{seat}-{view.observation.decision}-{type(action).__name__}"
        )
        assert json.loads(told)["kind"] == "done", told
        if not isinstance(action, PrivateAction):
            self.acts[seat] += 1

    def _in_private(self, view: View[Any, Any]) -> Any:
        private = view.observation.private
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
                return Write(f"whispered {self.private}")

    def _move(self, view: View[Any, Any], seat: Seat) -> Any:
        """Something of the game, whatever happens in private."""
        rng = Random(f"{self.seed}/{seat}/{view.observation.game.decision}")
        action = rng.choice(view.legal)
        return saying(action, f"aloud {rng.randrange(99)}") if rng.random() < 0.3 else action

    def _say(self, seat: Seat, action: Any, at: int, click: str) -> str:
        message = {"do": "act", "at": at, "click": click, "action": [type(action).__name__, action]}
        place = Place(self.id, seat)
        return do(answered(self.tables, self.live.header, place, msgspec.json.encode(message).decode()))

    def _look(self) -> None:
        for viewer, heard in self.heard.items():
            own = 0 if viewer is None else self.acts[viewer]
            for what, found in self._found(viewer):
                heard.looked[what, self.steps, own].add(found)

    def _found(self, viewer: Viewer) -> Iterator[tuple[str, str]]:
        """What this viewer can look at now."""
        live, tables = self.live, self.tables
        table = live.table
        yield "snapshot", do(tables.snapshot(self.id, viewer))
        yield "observation", repr(table.game.observe(table.state, viewer))
        yield "events", repr(table.events(viewer))
        if viewer is not None:
            view = table.view(viewer)
            yield "view", repr(view)
            header, at = live.header, view.observation.decision
            for wrong in (Answer(accept=True, partner=0), Write("hello"), Unanswered(Verdict.ERROR)):
                yield "refusal", self._say(viewer, wrong, at, "")
            yield "refusal", self._say(viewer, Write(), at + 1, "")
            if view.legal:
                yield "neutral", repr(table.game.neutral(table.state, viewer))
                prompts = SeatPrompts(viewer, header.names, entry_of(header), header.rules)
                yield "prompt", repr(prompts.move(view, notes=False))
        elif self.steps % 4 == 0:
            yield from self._public()

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


def check_outsiders(tables: Tables, case: Case, way: Way, seed: int, plain: Watched | None = None) -> int:
    """Raises Leak if an outsider is told anything else than in the match without a tool; how much went on in
    private. `plain` is that match, if it was played already."""
    tooled = Watched(tables, case, way, way.tool, seed)
    plain = plain or without(tables, case, way, seed)
    assert tooled.steps == plain.steps
    for viewer, ours in tooled.heard.items():
        theirs = plain.heard[viewer]
        for at, found in ours.looked.items():
            if found != theirs.looked[at]:
                raise Leak(f"{at[0]} of viewer {viewer} after {at[1]} steps: {found} {theirs.looked[at]}")
        if ours.texts != theirs.texts:
            raise Leak(f"messages of viewer {viewer}: {len(ours.texts)}, {len(theirs.texts)} {differ(ours, theirs)}")
    return tooled.private


def without(tables: Tables, case: Case, way: Way, seed: int) -> Watched:
    """The same match, in which nothing is offered."""
    return Watched(tables, case, way, replace(BASELINE, trigger=1), seed)


def differ(ours: Heard, theirs: Heard) -> list[Any]:
    return next(([a, b] for a, b in zip(ours.texts, theirs.texts, strict=False) if a != b), [])
