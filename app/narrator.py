"""A match told to one viewer, step by step, as the frames that a browser draws."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from agents.prompts.told import TOOL_EVENTS
from agents.tooled import inner
from app import calls, endings
from app.entries import entry_of, words_of
from app.people import title
from app.scenes import SCENES, under
from app.scenes.private import private
from games.core import ANALYST, CHANCE, Event, Observation, Seat, Viewer
from games.decision import TraceKind
from games.failure import Failure
from games.secret_tools.view import Observation as Around
from games.words import words
from replays.record import Header, Kind, Record, Substitution
from replays.refusal import shown
from replays.replay import Seen, as_seen

TEXT: dict[str, Any] = words("app")["scene"]
RULES: dict[str, str] = words("app")["tools"]["rule"]
"""By what an answer was read, where that does not go without saying."""
Json = dict[str, Any]


class Narrator:
    """Remembers what this viewer has heard; every step must be told to it, in order."""

    def __init__(self, header: Header, viewer: Viewer, *, playing: bool = True) -> None:
        """`playing`: a seat's own side is drawn apart; otherwise all seats are drawn alike."""
        self.header, self.viewer, self.playing = header, viewer, playing
        self.number = self.round = self._seq = self._substitutions = 0
        self.log: list[Json] = []
        self._said: dict[Seat, str] = {}
        self._names = tuple(shown(name) for name in header.names)
        self._notation, self._offers = entry_of(header).notation(header.rules, "en"), words_of(header)
        self._scenes = SCENES.get(header.game)

    def hear(self, events: Sequence[Event], seq: int | None = None) -> list[Json]:
        """A step of which the viewer saw these events; the sentences about it.

        `seq` is the step's number in the match; without it, it is the one behind the last that was heard.
        """
        self._seq = self._seq + 1 if seq is None else seq
        if not events:
            return []
        self.number += 1
        scenes = self._scenes
        told = self._taken_over(self._seq)
        for event in events:
            if scenes is not None:
                if remark := scenes.remark(event):
                    self._said[remark[0]] = shown(remark[1])
                if number := scenes.begins(event):
                    self.round, self._said = number, {}
                if scenes.quiet(event):
                    continue
            if text := self._sentence(event):
                line: Json = {"seat": getattr(event, "seat", None), "text": shown(text), "kind": type(event).__name__}
                told.append(line | ({"secret": True} if type(event) in under.SECRET else {}))
        self.log += told
        return told

    def _sentence(self, event: Event) -> str | None:
        """A seat that plays is addressed where it is told of a tool."""
        if self.playing and self._offers is not None and type(event) in TOOL_EVENTS:
            return self._offers.notice(event, self.viewer, self._names)
        return self._notation.event(event, self._names)

    def under(self, events: Sequence[Event]) -> list[Json]:
        """The marks of what a step held about a tool."""
        found = under.marks(events, [self._sentence(event) or "" for event in events], self.header.tool)
        return [mark | {"label": TEXT["mark"].format(round=self.round, label=mark["label"])} for mark in found]

    def frame(
        self, events: Sequence[Event], observations: Sequence[Observation], seq: int | None = None
    ) -> Json | None:
        """The frame of a step; None if the viewer saw nothing of it. `seq` as in `hear`."""
        lines = self.hear(events, seq)
        if not events:
            return None
        showdown = marks = None
        if self._scenes is not None:
            marks = self._scenes.marks(events, self.header)
            for mark in marks:
                mark["label"] = TEXT["mark"].format(round=self.round, label=mark["label"])
            if observations:
                showdown = self._scenes.showdown(events, inner(observations[0]), self.header, self._said)
        return self._now(observations) | {"lines": lines, "reveal": showdown, "marks": marks or [], "ending": None}

    def snapshot(self, observations: Sequence[Observation]) -> Json:
        """All that this viewer needs who comes now."""
        self.log += self._taken_over(self._seq + 1)
        now = self._now(observations)
        if self.header.stopped is not None:
            _stopped(now)
        return now | {
            "log": self.log,
            "reveal": None,
            "ending": None,
            "you": self.viewer,
            "names": self._names,
        }

    def _taken_over(self, seq: int) -> list[Json]:
        """The seats that a program has taken before this step, each told once."""
        late = [one for one in self.header.substitutions[self._substitutions :] if one.after < seq]
        self._substitutions += len(late)
        return [{"seat": one.seat, "text": self._taken(one), "kind": "substitution"} for one in late]

    def _taken(self, one: Substitution) -> str:
        """A person has left; a model has only failed."""
        failed = self.header.seats[one.seat].kind is Kind.MODEL
        text = TEXT["taken_over_failed" if failed else "taken_over"]
        return text.format(name=self._names[one.seat], player=title(one.player).lower())

    @property
    def _seated(self) -> Header:
        """The match as it was after the step that was told last: whoever took a seat later is not there yet."""
        return replace(self.header, substitutions=self.header.substitutions[: self._substitutions])

    def _now(self, observations: Sequence[Observation]) -> Json:
        now: Json = {"number": self.number, "round": self.round, "scene": None, "mine": None, "ask": None}
        now["waiting"] = self._waiting(observations[0].waiting_for) if observations else ""
        now["private"] = None
        if not observations:
            return now
        own = observations[0]
        if self.playing and self._offers is not None and isinstance(own, Around):
            now["private"] = private(own, self._offers, self._names)
        if self._scenes is None:
            return now
        games = tuple(map(inner, observations))
        now["scene"] = self._scenes.scene(games, self._seated, self._said, playing=self.playing)
        if self.playing:
            now["mine"] = self._scenes.mine(games[0])
            now["ask"] = self._ask(own)
        return now

    def _ask(self, o: Observation) -> Json | None:
        """What the game asks this seat; nothing while it is asked in private, or its partner is."""
        assert self._scenes is not None
        asked = self._scenes.ask(inner(o), self._names)
        if asked is None or not isinstance(o, Around):
            return asked
        away = o.seat not in o.waiting_for or (o.private is not None and o.private.stage is not None)
        return None if away else asked | {"decision": o.decision}

    def _waiting(self, waiting_for: frozenset[Seat]) -> str:
        seats = sorted(waiting_for - {CHANCE})
        if not seats:
            return ""
        if self.playing and self.viewer in seats:
            return TEXT["your_turn"]
        return TEXT["waiting"].format(names=TEXT["join"].join(self._names[seat] for seat in seats))


def replay(record: Record, steps: Sequence[Seen], viewer: Viewer) -> list[Json]:
    """Every step that a viewer saw, with the texts beside it, and at the end who won."""
    header = record.header
    narrator = Narrator(header, viewer, playing=False)
    frames: list[Json] = []
    texts, names = words_of(header), [shown(name) for name in header.names]
    for seen in steps:
        frame = narrator.frame(seen.events, seen.observations, seen.seq)
        assert frame is not None
        frame["thoughts"] = list(_thoughts(header, seen))
        frame["marks"] += narrator.under(seen.events)
        frame["read"] = list(under.read(seen.before, texts, names))
        frame["decisions"] = calls.summaries(header, seen)
        for line in frame["lines"]:
            if line["kind"] == "substitution":
                frame["marks"].append({"kind": "taken", "label": line["text"]})
        for seat, failure in seen.forced.items():
            name = shown(header.names[seat])
            frame["lines"].append({"seat": seat, "text": _forced(name, failure), "kind": "forced"})
            frame["marks"].append({"kind": "forced", "label": TEXT["mark_forced"].format(name=name)})
        if viewer == ANALYST:
            frame["seq"] = seen.seq
        frames.append(frame)
    if frames and header.ended is not None:
        frames[-1]["ending"] = endings.told(record, steps, viewer)
        if header.stopped is not None:
            _stopped(frames[-1])
    return frames


def _stopped(frame: Json) -> None:
    """Where a match was stopped nobody is asked for anything, and no round goes on."""
    frame |= {"waiting": "", "ask": None}
    if frame["scene"] is not None:
        told = TEXT["stopped_in" if frame["round"] else "stopped_early"]
        frame["scene"]["title"] = told.format(round=frame["round"])


def _forced(name: str, failure: Failure) -> str:
    why = calls.why(failure, name)
    return TEXT["forced_why" if why else "forced"].format(name=name, why=why)


def ending(record: Record) -> Json | None:
    """How an ended match ended, for everybody: nothing is secret any more, unless its series goes on."""
    viewer = ANALYST if record.header.open else None
    return endings.told(record, tuple(as_seen(record, viewer)), viewer)


def _thoughts(header: Header, seen: Seen) -> Iterable[Json]:
    text = words("app")["watch"]
    for trace in seen.traces:
        if trace.kind is TraceKind.RULE and trace.text not in RULES:
            continue
        name = shown(header.names[trace.seat])
        about = "" if trace.about is None else shown(header.names[trace.about])
        yield {
            "seat": trace.seat,
            "name": name,
            "kind": trace.kind,
            "title": text["kind"][trace.kind].format(name=name, about=about),
            "text": RULES[trace.text] if trace.kind is TraceKind.RULE else trace.text,
            "provenance": "" if trace.kind is TraceKind.RULE else text["provenance"][trace.provenance],
            "public": trace.seen_by(None),
        }
