"""Who plays a match: the players on its seats, and how its models fare."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from agents.completion import Caller
from agents.llm import LanguageModel
from agents.meter import Meter
from agents.table import Player, Table
from app.audience import Message
from app.calls import why
from app.entries import entry_of, texts_of
from app.failing import Failing
from app.house import TEXT, House
from app.seating import player_of
from app.spent import Spent
from games.core import Action, Seat
from games.decision import Step
from games.failure import Failure
from games.luck import derive
from games.model import Limits, ModelCall, ModelSettings
from games.secret_tools.actions import PrivateAction
from replays.record import Header, Kind, Record, Seating, bound, codec
from replays.refusal import RecordError, shown
from replays.replay import nameless

NO_LIMITS: Final = Limits()


class Company:
    """Everybody at one table, made from what is kept of the match; every step must be told to it."""

    def __init__(
        self, record: Record, seed: int, caller: Caller, waits: Callable[[Seat, float], None] | None = None
    ) -> None:
        """`waits` is told of the seconds that a provider's rate limit makes a seat wait.

        Raises RecordError for a record that cannot be played on here, app.seating.UnknownPlayer for a program that is
        not known, WordingError where the words are missing in which its tool is offered.
        """
        self._record, self._seed, self._caller, self._waits = record, seed, caller, waits
        header, self._game, self._entry = record.header, bound(record.header), entry_of(record.header)
        texts_of(header)
        if header.version != self._game.version:
            raise RecordError("other-rules", version=header.version, known=self._game.version)
        if len(record.steps) != header.steps:
            raise RecordError("wrong-length", steps=header.steps, found=len(record.steps))
        self._spent = Spent(call for step in record.steps for call in step.calls)
        self._meter = Meter(header.limits or NO_LIMITS, (call for step in record.steps for call in step.calls))
        self._failing = Failing()
        self.players = tuple([self._player(seat, seating) for seat, seating in enumerate(header.seated)])
        if self.models:
            reader = codec(header.game)
            for step in record.steps:
                self._fails(reader.actions(step), reader.forced(step))

    def table(self, house: House, told: Callable[[Step], None]) -> Table:
        """Where they play on from what is kept. Raises games.core.Refused for steps that the rules do not allow."""
        record, rest = self._record, codec(self._record.header.game)

        def keep(step: Step) -> None:
            # Of a decision that was cut short, what was asked is kept with whatever was done instead.
            # Whoever has answered already, or thinks, for a later step is not cut short.
            later = table.undecided - step.actions.keys()
            cut = self._meter.loose(step.calls, later)
            house.store.append(record.header.id, rest.rest(replace(step, calls=(*cut, *step.calls))), step.outcome)
            self._meter.settle(later)
            self._spent.add(cut)

        table = Table.resume(
            self._game,
            self.players,
            self._seed,
            keep,
            map(rest.actions, record.steps),
            traces=(trace for step in record.steps for trace in step.traces),
            told=told,
            pause=house.pause,
        )
        return table

    @property
    def models(self) -> frozenset[Seat]:
        """Where a model sat at the beginning."""
        return frozenset(seat for seat, one in enumerate(self._record.header.seats) if one.kind is Kind.MODEL)

    @property
    def tells_spent(self) -> bool:
        """Whether everybody may hear what models use; where people play, that would tell who the models are."""
        return bool(self.models) and not self._record.header.people

    @property
    def cut_short(self) -> tuple[ModelCall, ...]:
        """Calls for decisions that will not be made."""
        return self._meter.loose()

    def spent_so_far(self) -> Message:
        """What the models have used, as it is told."""
        return {"kind": "spent", "text": TEXT["spent"].format(figures=self._spent.text)}

    def hear(self, step: Step) -> None:
        """The step that has just been played."""
        self._spent.add(step.calls)
        self._fails(step.actions, step.forced)

    def _fails(self, actions: Mapping[Seat, Action], forced: Mapping[Seat, Failure]) -> None:
        """Who could not be asked in private fails before everybody's eyes soon enough, if it fails for good."""
        if not any(isinstance(action, PrivateAction) for action in actions.values()):
            self._failing.hear(actions, forced)

    def failing(self, header: Header, state: Any) -> dict[Seat, str]:
        """The models that play on and fail for good, and what that means, in sentences; `state` is the match's."""
        now = [seat for seat, one in enumerate(header.seated) if one.kind is Kind.MODEL and self._plays(seat, state)]
        failures = {seat: failure for seat in now if (failure := self._failing.why(seat)) is not None}
        return {
            seat: TEXT["failing"].format(
                why=why(failure, TEXT["nameless"] if nameless(header) else shown(header.names[seat]))
            )
            for seat, failure in failures.items()
        }

    def _plays(self, seat: Seat, state: Any) -> bool:
        """Whether the seat is still in the game, as far as the game can say."""
        others = self._entry.others
        return others is None or bool(others(self._game.observe(state, seat)))

    def _player(self, seat: Seat, seating: Seating) -> Player:
        return player_of(seating, seat, self._seed, self._model)

    def _model(self, seat: Seat, settings: ModelSettings) -> LanguageModel:
        header = self._record.header
        return LanguageModel(
            seat,
            header.names,
            self._entry,
            header.rules,
            settings,
            self._caller,
            self._meter,
            derive(self._seed, f"model/{seat}"),
            self._waits,
        )
