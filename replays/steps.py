"""Steps at rest: each as text that refolds to the same step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from games.core import Action, Event, Game, Seat
from games.decision import Failure, Step, Trace
from games.model import ModelCall
from replays.refusal import RecordError


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step as the store keeps it."""

    seq: int
    actions: str | None
    """JSON [[seat, kind, fields], ...]; None in a view-only match."""
    events: str
    """JSON [[kind, fields], ...]."""
    forced: str
    """JSON [[seat, code, detail], ...]."""
    traces: tuple[Trace, ...] = ()
    calls: tuple[ModelCall, ...] = ()


class Codec:
    """Steps of one game to text and back."""

    def __init__(self, game: Game[Any, Any, Any]) -> None:
        self._actions = {kind.__name__: msgspec.json.Decoder(kind) for kind in game.actions}
        self._events = {kind.__name__: msgspec.json.Decoder(kind) for kind in game.events}
        self._encode = msgspec.json.Encoder().encode

    def rest(self, step: Step) -> StepRecord:
        """The step as the store keeps it. Raises RecordError for text that no file can hold."""
        try:
            actions = self.actions_text(step.actions)
            events = self.events_text(step.events)
            forced = self.forced_text(step.forced)
            for trace in step.traces:
                trace.text.encode()
            for call in step.calls:
                self._encode(call)
        except UnicodeEncodeError as error:
            raise RecordError("unwritable-text") from error
        return StepRecord(step.seq, actions, events, forced, step.traces, step.calls)

    def actions_text(self, actions: Mapping[Seat, Action]) -> str:
        """Raises UnicodeEncodeError for text that no file can hold."""
        return self._encode([(seat, type(a).__name__, a) for seat, a in actions.items()]).decode()

    def forced_text(self, forced: Mapping[Seat, Failure]) -> str:
        """Raises UnicodeEncodeError for text that no file can hold."""
        return self._encode([(seat, *failure) for seat, failure in forced.items()]).decode() if forced else "[]"

    def events_text(self, events: Iterable[Event]) -> str:
        """Raises UnicodeEncodeError for text that no file can hold."""
        return self._encode([(type(event).__name__, event) for event in events]).decode()

    def actions(self, record: StepRecord) -> Mapping[Seat, Action]:
        """Raises RecordError if the text is not what `rest` writes, or the record is view-only."""
        if record.actions is None:
            raise RecordError("view-only")
        parts = self._parts(record.actions, list[tuple[int, str, msgspec.Raw]])
        return {seat: self._value(self._actions, kind, raw) for seat, kind, raw in parts}

    def action(self, kind: str, fields: bytes) -> Action:
        """One action from its kind and the JSON of its fields. Raises RecordError for what is no action."""
        return self._value(self._actions, kind, msgspec.Raw(fields))

    def events(self, record: StepRecord) -> tuple[Event, ...]:
        """Raises RecordError if the text is not what `rest` writes."""
        parts = self._parts(record.events, list[tuple[str, msgspec.Raw]])
        return tuple([self._value(self._events, kind, raw) for kind, raw in parts])

    def forced(self, record: StepRecord) -> Mapping[Seat, Failure]:
        """Raises RecordError if the text is not what `rest` writes."""
        parts = self._parts(record.forced, list[tuple[int, str, str]])
        return {seat: Failure(code, detail) for seat, code, detail in parts}

    @staticmethod
    def _parts(text: str, form: Any) -> Any:
        try:
            return msgspec.json.decode(text, type=form)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise RecordError("unreadable-step", detail=error) from error

    @staticmethod
    def _value(decoders: Mapping[str, msgspec.json.Decoder[Any]], kind: str, raw: msgspec.Raw) -> Any:
        if kind not in decoders:
            raise RecordError("unknown-kind", kind=kind)
        try:
            return decoders[kind].decode(raw)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise RecordError("unreadable-step", detail=error) from error
