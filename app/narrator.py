"""A match told to one viewer, step by step, as the frames that a browser draws."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from agents.prompts.told import TOOL_EVENTS
from agents.tooled import inner
from app import calls, endings
from app.entries import notation_of, words_of
from app.people import title
from app.saying import said
from app.scenes import SCENES, under
from app.scenes.lines import line, once
from app.scenes.private import announced, private
from app.scenes.rounds import Rounds
from app.scenes.thoughts import thoughts
from games.core import ANALYST, CHANCE, Event, Observation, Seat, Viewer
from games.failure import LATE, Failure
from games.secret_tools.conditions import Advantage
from games.secret_tools.events import Announced, Started
from games.secret_tools.state import ACTIVE
from games.secret_tools.view import Observation as Around
from replays.record import Header, Kind, Record, Substitution
from replays.refusal import shown
from replays.replay import Seen, anonymous, as_seen, nameless

Json = dict[str, Any]
NEWEST: Final = 300
"""So many lines of the log does everybody get who comes; those before them are sent to whoever wants to read them."""
NOBODY_LATE: Final[Mapping[int, Sequence[Seat | None]]] = {}


class Narrator:
    """Remembers what this viewer has heard; every step must be told to it, in order."""

    def __init__(
        self,
        header: Header,
        viewer: Viewer,
        *,
        playing: bool = True,
        late: Mapping[int, Sequence[Seat | None]] = NOBODY_LATE,
    ) -> None:
        """`playing`: a seat's own side is drawn apart; otherwise all seats are drawn alike. `late` tells, by the number
        of a step, who did not choose in time, None for each who is not named; more may come to stand in it."""
        self.header, self.viewer, self.playing = header, viewer, playing
        self.text = said(header.game)["scene"]
        self.number = self.round = self._seq = self._substitutions = 0
        self.log: list[Json] = []
        self._late, self._due = late, list[Seat | None]()
        self._heard: Any = None
        self._said: dict[Seat, str] = {}
        self._names = tuple(shown(name) for name in header.names)
        self._notation, self._offers = notation_of(header), words_of(header)
        self._scenes = SCENES.get(header.game)
        self._rounds = Rounds(self._scenes)

    def hear(
        self, events: Sequence[Event], observations: Sequence[Observation] = (), seq: int | None = None
    ) -> list[Json]:
        """A step of which the viewer saw these events, and what it knew then; the sentences about it.

        `seq` is the step's number in the match; without it, it is the one behind the last that was heard.
        """
        self._seq = self._seq + 1 if seq is None else seq
        self._due += self._late.get(self._seq, ())
        if not events:
            # Who was late is told with what came of it.
            return []
        late, self._due = self._due, []
        self.number += 1
        self.round = self._rounds.tell(events)
        if self._scenes is not None:
            named, own = [seat for seat in late if seat is not None], [inner(one) for one in observations[:1]]
            self._heard = self._scenes.remember(self._heard, events, named, *own)
        scenes = self._scenes
        taken, told = self._taken_over(self._seq), list[Json]()
        for event in events:
            if scenes is not None:
                if remark := scenes.remark(event):
                    self._said[remark[0]] = shown(remark[1])
                if scenes.begins(event):
                    self._said = {}
                if scenes.quiet(event):
                    continue
            if text := self._sentence(event):
                kind = type(event)
                told.append(line(self._doer(event), text, kind.__name__, secret=kind in under.SECRET))
        # Each seat that is taken over has a line of its own, whenever it is told: lines are counted.
        told = [*taken, *once(told)]
        told += [_late(self.header, seat, self.viewer) for seat in late]
        self.log += told
        return told

    def _doer(self, event: Event) -> Seat | None:
        """Whose deed it is, as far as this viewer is told; else whom it is about."""
        if self.playing and isinstance(event, Started | Announced) and self.viewer in (event.seat, event.partner):
            # One of the pair is told that the partner has accepted as well, or that it has done so itself.
            return event.partner
        deed = None if self._scenes is None else self._scenes.deed(event)
        return _about(event) if deed is None else deed.seat

    def _sentence(self, event: Event) -> str | None:
        """A seat that plays is addressed where it is told of a tool."""
        if self.playing and self._offers is not None and type(event) in TOOL_EVENTS:
            return self._offers.notice(event, self.viewer, self._names)
        told = None if self._scenes is None else self._scenes.told(event, self._heard, self.header)
        return told or self._notation.event(event, self._names)

    def under(self, events: Sequence[Event]) -> list[Json]:
        """The marks of what a step held about a tool."""
        found = under.marks(events, [self._sentence(event) or "" for event in events], self.header.tool)
        return [self._marked(mark, self._rounds.private) for mark in found]

    def _marked(self, mark: Json, number: int) -> Json:
        return mark | {"label": self.text["mark"].format(round=number, label=mark["label"])}

    def frame(
        self, events: Sequence[Event], observations: Sequence[Observation], seq: int | None = None
    ) -> Json | None:
        """The frame of a step; None if the viewer saw nothing of it. `seq` as in `hear`."""
        lines = self.hear(events, observations, seq)
        if not events:
            return None
        showdown = marks = None
        if self._scenes is not None:
            marks = [self._marked(one, self.round) for one in self._scenes.marks(events, self.header, self._heard)]
            if observations:
                showdown = self._scenes.showdown(events, inner(observations[0]), self.header, self._said)
        return self._now(observations) | {"lines": lines, "reveal": showdown, "marks": marks or [], "ending": None}

    def snapshot(self, observations: Sequence[Observation]) -> Json:
        """All that this viewer needs who comes now; `earlier` lines stand in the log before those that it holds."""
        self.log += self._taken_over(self._seq + 1)
        now = self._now(observations)
        if self.header.stopped is not None:
            _stopped(now, self.text)
        return now | {
            "log": self.log[-NEWEST:],
            "earlier": max(0, len(self.log) - NEWEST),
            "reveal": None,
            "ending": None,
            "you": self.viewer,
            "names": self._names,
        }

    def _taken_over(self, seq: int) -> list[Json]:
        """The seats that a program has taken before this step, each told once."""
        late = [one for one in self.header.substitutions[self._substitutions :] if one.after < seq]
        self._substitutions += len(late)
        if self._nameless:
            return [line(None, self.text["taken_over_unnamed"], "substitution") for _ in late]
        return [line(one.seat, self._taken(one), "substitution") for one in late]

    def _taken(self, one: Substitution) -> str:
        """A person has left; a model has only failed."""
        failed = self.header.seats[one.seat].kind is Kind.MODEL
        text = self.text["taken_over_failed" if failed else "taken_over"]
        return text.format(name=self._names[one.seat], player=title(one.player).lower())

    @property
    def _nameless(self) -> bool:
        """Who plays for whom is not told: it would be seen who acts otherwise from then on."""
        return nameless(self.header) and self.viewer != ANALYST

    @property
    def _seated(self) -> Header:
        """The match as it was after the step that was told last: whoever took a seat later is not there yet."""
        if self._nameless:
            return replace(self.header, substitutions=())
        return replace(self.header, substitutions=self.header.substitutions[: self._substitutions])

    def _now(self, observations: Sequence[Observation]) -> Json:
        now: Json = {"number": self.number, "round": self.round, "scene": None, "mine": None, "ask": None}
        now["waiting"] = self._waiting(observations[0].waiting_for) if observations else ""
        now["private"] = None
        if not observations:
            return now
        own = observations[0]
        if self.playing and self._offers is not None:
            now["private"] = private(own, self._offers, self._names)
        if self._scenes is None:
            return now
        games = tuple(map(inner, observations))
        now["scene"] = self._scenes.scene(games, self._seated, self._said, playing=self.playing, heard=self._heard)
        if self.playing:
            now["mine"] = self._scenes.mine(games[0])
            now["ask"] = self._ask(own)
        return now

    def _ask(self, o: Observation) -> Json | None:
        """What the game asks this seat; nothing while it is asked in private, or its partner is."""
        assert self._scenes is not None
        own = o.private if isinstance(o, Around) else None
        if o.seat not in o.waiting_for or (own is not None and own.stage is not None):
            return None
        favour = own.rules.advantage if own is not None and own.standing is ACTIVE else Advantage.NONE
        asked = self._scenes.ask(inner(o), self._names, favour)
        return None if asked is None else asked | {"decision": o.decision}

    def _waiting(self, waiting_for: frozenset[Seat]) -> str:
        seats = sorted(waiting_for - {CHANCE})
        if not seats:
            return ""
        if self.playing and self.viewer in seats:
            return self.text["your_turn"]
        seated = self.playing and self.viewer is not None
        return self.text["waiting_seated" if seated else "waiting"].format(
            names=self.text["join"].join(self._names[seat] for seat in seats)
        )


def replay(record: Record, steps: Sequence[Seen], viewer: Viewer) -> list[Json]:
    """Every step that a viewer saw, with the texts beside it, and at the end who won."""
    header = record.header
    late = {one.seq: [*(s for s, why in one.forced.items() if why.code == LATE), *[None] * one.late] for one in steps}
    narrator, text = Narrator(header, viewer, playing=False, late=late), said(header.game)["scene"]
    frames: list[Json] = []
    texts, names = words_of(header), [shown(name) for name in header.names]
    hints = under.Hints(header, texts, names)
    for seen, silent in zip(steps, under.silent(record, steps), strict=True):
        frame = narrator.frame(seen.events, seen.observations, seen.seq)
        assert frame is not None
        frame["thoughts"] = list(thoughts(header, seen))
        frame["marks"] += narrator.under(seen.events)
        frame["open"] = _open(seen, texts, names)
        frame["lines"][:0] = [
            line(seat, text["silent"].format(name=names[seat]), "Silent", secret=True) for seat in silent
        ]
        frame["read"] = [*under.read(seen.before, texts, names), *hints.tell(seen)]
        frame["decisions"] = calls.summaries(header, seen)
        for told in frame["lines"]:
            if told["kind"] == "substitution":
                frame["marks"].append({"kind": "taken", "label": told["text"]})
        for seat, failure in seen.forced.items():
            if failure.code != LATE:
                frame["lines"].append(line(seat, _forced(names[seat], failure, text), "forced"))
        for name in [*(names[seat] for seat in seen.forced), *[text["somebody"]] * seen.late]:
            frame["marks"].append({"kind": "forced", "label": text["mark_forced"].format(name=name)})
        if viewer == ANALYST:
            frame["seq"] = seen.seq
        frames.append(frame)
    if frames and header.ended is not None:
        frames[-1]["ending"] = endings.told(record, steps, viewer)
        if header.stopped is not None:
            _stopped(frames[-1], text)
    return frames


def _open(seen: Seen, texts: OfferTexts | None, names: Sequence[str]) -> Json | None:
    """What everybody was told then of a tool that is announced; its messages stand beside their steps."""
    found = announced(seen.observations[0], texts, names) if texts is not None and seen.observations else None
    return None if found is None else found | {"messages": []}


def _stopped(frame: Json, text: Mapping[str, str]) -> None:
    """Where a match was stopped nobody is asked for anything, and no round goes on."""
    frame |= {"waiting": "", "ask": None}
    if frame["scene"] is not None:
        told = text["stopped_in" if frame["round"] else "stopped_early"]
        frame["scene"]["title"] = told.format(round=frame["round"], step=frame["scene"].get("step"))


def _about(event: Event) -> Seat | None:
    """Whom it is about, as far as whoever reads it is told."""
    seat: Seat | None = getattr(event, "seat", None)
    return getattr(event, "who", None) if seat is None else seat


def _late(header: Header, seat: Seat | None, viewer: Viewer) -> Json:
    """For whom the table played since it had not chosen in time; where seats are anonymous, others are not told whom:
    it would be seen who stays."""
    told = said(header.game)["scene"]
    if seat is None or (anonymous(header) and viewer not in (seat, ANALYST)):
        return line(None, told["late"].format(name=told["somebody"]), "forced")
    return line(seat, told["late"].format(name=shown(header.names[seat])), "forced")


def _forced(name: str, failure: Failure, text: Mapping[str, str]) -> str:
    why = calls.why(failure, name)
    return text["forced_why" if why else "forced"].format(name=name, why=why)


def ending(record: Record) -> Json | None:
    """How an ended match ended, for everybody: nothing is secret any more, unless its series goes on."""
    viewer = ANALYST if record.header.open else None
    return endings.told(record, tuple(as_seen(record, viewer)), viewer)
