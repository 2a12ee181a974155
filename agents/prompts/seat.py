"""Every prompt of one seat: constant text first, then what the seat has seen, then the question."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from agents.core import View
from agents.prompts.consenting import Consenting
from agents.prompts.schemas import Schema, keys, move_schema, shown, texts_schema
from agents.texts import one_line
from games.core import Action, History, Notation, Seat
from games.decision import TraceKind
from games.failure import Failure
from games.model import Message
from games.registry import Entry
from games.secret_tools.state import Stage
from games.secret_tools.view import Observation, Private
from games.words import words

NOTE_WORDS: Final = 30
"""How long a note about another player is asked to be."""
NOTE_SHOWN: Final = 400
"""Characters of a note that later prompts show; the record keeps it whole."""
REASONS: Final = 3
"""Of its own reasons, how many it reads again in a game without rounds, where it keeps no notes."""
KEPT: Final = 64
"""Notations that are remembered: as many as there are matches at a time."""


@lru_cache(KEPT)
def _notation(make: Callable[[Any, str], Notation], rules: Any, language: str) -> Notation:
    """One for all seats of a match: what all of them see alike is written once."""
    return make(rules, language)


@lru_cache(KEPT)
def _same(names: tuple[str, ...]) -> tuple[str, ...]:
    """One tuple for all who are given equal ones, so that what was written with it is found again at once."""
    return names


def _rules(entry: Entry, rules: Any, language: str) -> str:
    """With what a text that draws needs besides."""
    legend = "" if entry.legend is None else entry.legend(rules, language)
    return "\n".join(filter(None, (entry.rulebook(rules, language), legend)))


class Question(NamedTuple):
    """What a model is asked, and what its answer may hold."""

    messages: tuple[Message, ...]
    schema: Schema
    options: Mapping[str, Any]
    """The words of every possible move -> the action; the property of every note -> the seat that it is about; the
    name of everybody who can be named as a partner -> the seat."""
    say_limit: int | None = None
    """Characters of a remark; None: none can be made."""


class SeatPrompts:
    """Of one seat of one match. It is told nothing of seeds, of steps, or of which model sits where."""

    def __init__(
        self,
        seat: Seat,
        names: tuple[str, ...],
        entry: Entry,
        rules: Any,
        persona: str = "",
        language: str = "en",
        *,
        memory: str = "",
    ) -> None:
        """`persona` and `memory` (of earlier matches) are told word for word."""
        self.seat, self.names, self.entry, self.rules = seat, _same(names), entry, rules
        self.text: dict[str, Any] = words(__package__ or "", language)
        self.notation = _notation(entry.notation, rules, language)
        self.consenting = Consenting(seat, names, self.notation, language)
        self.system = Message("system", "\n\n".join(self._system(_rules(entry, rules, language), persona, memory)))
        """The same throughout the match."""

    def _system(self, rulebook: str, *own: str) -> Iterator[str]:
        """What all seats share comes first, so that a server has read it once for all of them."""
        text, (*others, last) = self.text["system"], self.names
        yield f"{text['rules']}\n{rulebook}"
        # A tool changes nothing here: whoever knows of none reads what it would read without one.
        yield text["answer"] + (text["talk"] if hasattr(self.rules, "say_limit") else "")
        yield text["you"].format(names=", ".join(others) + text["last"] + last, name=self.names[self.seat])
        yield from [told for told in own if told.strip()]

    def move(self, view: View[Any, Any], *, notes: bool) -> Question:
        """What to do now; `notes`: it keeps notes about the others, and reads them in place of older rounds; in
        a game without rounds it reads its own last reasons."""
        text, moves = self.text["move"], {self.notation.action(action): action for action in view.legal}
        limit: int | None = self.rules.say_limit if says(view.legal) else None
        asked = {"thought": text["thought"], "move": text["move"]}
        if limit is not None:
            asked["say"] = text["say"].format(limit=limit)
        listed = "\n".join([text["ask"], *(text["one"].format(move=move) for move in moves)])
        question = f"{listed}\n\n{text['form']}\n{shown(asked)}"
        schema = move_schema(list(moves), speaks=limit is not None)
        return Question(self._messages(view, question, notes=notes), schema, moves, limit)

    def impressions(self, view: View[Any, Any]) -> Question | None:
        """What it makes of the others after a round; None where there is nobody to be noted."""
        about = keys(self._others(view), self.names)
        if not about:
            return None
        text = self.text["impressions"]
        asked = {key: text["one"].format(name=self.names[seat]) for key, seat in about.items()}
        question = f"{text['ask'].format(words=NOTE_WORDS)}\n\n{text['form']}\n{shown(asked)}"
        return Question(self._messages(view, question, notes=True), texts_schema(list(about)), about)

    def consent(self, view: View[Any, Any], *, notes: bool) -> Question:
        """Whether it accepts an offer or an invitation."""
        private, asking = _private(view), self.consenting
        question = f"{asking.text(private)}\n\n{asking.form(private)}"
        return Question(self._messages(view, question, notes=notes), asking.schema(private), asking.partners(private))

    def consent_again(self, view: View[Any, Any], failure: Failure) -> str:
        """What it is told when that answer cannot be used."""
        private, asking = _private(view), self.consenting
        return f"{asking.again(private, failure)}\n\n{asking.form(private)}"

    def message(self, view: View[Any, Any], *, notes: bool) -> Question:
        """What it writes to its partner, or to itself."""
        private, asking = _private(view), self.consenting
        text = self.text["message"]
        asked = {"thought": text["thought"], "message": text["message"]}
        question = f"{asking.text(private)}\n\n{text['form']}\n{shown(asked)}"
        return Question(self._messages(view, question, notes=notes), texts_schema(list(asked)), {})

    def _others(self, view: View[Any, Any]) -> tuple[Seat, ...]:
        return () if self.entry.others is None else self.entry.others(view.observation)

    def _messages(self, view: View[Any, Any], question: str, *, notes: bool) -> tuple[Message, ...]:
        parts = [*self._told(view, notes=notes), self._part("view", self.notation.view(view.observation, self.names))]
        return self.system, Message("user", "\n\n".join([*parts, question]))

    def _told(self, view: View[Any, Any], *, notes: bool) -> Iterator[str]:
        """What it remembers; it only grows until a round is over."""
        noted = list(self._notes(view)) if notes else []
        if noted:
            yield self._part("notes", *noted)
        if notes and self.entry.others is None and (reasons := list(self._reasons(view))):
            yield self._part("reasons", *reasons)
        past, now = self._history(view)
        # The newest of the past rounds stays: its note may have failed.
        lines = (*past[-1:], *now) if noted else (*past, *now)
        if lines:
            yield self._part("newest" if noted else "history", *lines)

    def _part(self, head: str, *lines: str) -> str:
        return "\n".join([self.text["told"][head], *lines])

    def _history(self, view: View[Any, Any]) -> History:
        if self.entry.history is not None:
            return self.entry.history(self.notation, view.events, self.names)
        return History(now=tuple([one_line(self.notation.event(event, self.names)) for event in view.events]))

    def _reasons(self, view: View[Any, Any]) -> Iterator[str]:
        """Its own newest ones: to ask for notes after every step would double the price of a match."""
        for trace in [trace for trace in view.traces if trace.kind is TraceKind.REASON][-REASONS:]:
            yield self.text["told"]["reason"].format(text=one_line(trace.text)[:NOTE_SHOWN])

    def _notes(self, view: View[Any, Any]) -> Iterator[str]:
        """The newest about each of those who can still be met."""
        newest = {trace.about: trace.text for trace in view.traces if trace.kind is TraceKind.IMPRESSION}
        for seat in self._others(view):
            if seat in newest:
                yield self.text["told"]["note"].format(name=self.names[seat], text=one_line(newest[seat])[:NOTE_SHOWN])


def stage_of(observation: Any) -> Stage | None:
    """What the seat is asked about a tool; None: nothing."""
    private = observation.private if isinstance(observation, Observation) else None
    return None if private is None else private.stage


def _private(view: View[Any, Any]) -> Private:
    """What a seat knows that is asked about a tool."""
    private = view.observation.private
    assert private is not None
    return private


def says(legal: tuple[Action, ...]) -> bool:
    """Whether something may be said with any of these."""
    return all("say" in action.__dataclass_fields__ for action in legal)
