"""Reads the records of the program liars-bar-llm by playing them again, and believes nothing that does not follow."""

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Final, TypeVar

import msgspec

from games.core import CHANCE, Action, Event, Game, Outcome, Refused, Seat
from games.decision import Provenance, Step, Trace, TraceKind
from games.liars_bar.actions import (
    CARDS,
    RANKS,
    Call,
    Card,
    Deal,
    Hand,
    LoadRevolvers,
    Pass,
    Play,
    Rank,
    Starter,
    arrange,
)
from games.liars_bar.events import HouseCalled, Revealed, Shot
from games.liars_bar.state import Phase, State
from games.registry import GAMES
from replays.importers.liars_bar_llm_form import Dealt, Match, Result, Round, Turn, check_keys, parse
from replays.names import check_name, shown
from replays.record import ALPHABET, ID_LENGTH, Header, Kind, Origin, Record, RecordError, Seating, StepRecord
from replays.record import codec as codec_of
from replays.store import now

GAME: Final = "liars_bar"
PRESET: Final = "classic"
_CARDS: Final[Mapping[str, Card]] = {card: card for card in CARDS}
_RANKS: Final[Mapping[str, Rank]] = {rank: rank for rank in RANKS}
_AROUND: Final = codecs.BOM_UTF8 + b" \t\r\n"
E = TypeVar("E", bound=Event)


def recognises(data: bytes) -> bool:
    """Whether this looks like such a record, whole or broken."""
    return data.lstrip(_AROUND).startswith(b"{") and b'"player_names"' in data


def read(name: str, data: bytes, created: int | None = None) -> Record:  # noqa: ARG001  every format has this signature
    """The match, whole and ended, dated `created` or now. The same match always has the same id.

    Raises RecordError, with round and turn where there is one, for what is no such record or not by the rules.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    match = parse(data, Match)
    check_keys(data)
    replay = _Replay(match.player_names)
    outcome = replay.run(match)
    steps = tuple(replay.steps)
    at = now() if created is None else created
    header = Header(
        id=_id((match.player_names, [(step.actions, step.traces) for step in steps])),
        game=GAME,
        preset=PRESET,
        rules=replay.game.rules,
        version=replay.game.version,
        seats=tuple([Seating(player, Kind.MODEL, player) for player in match.player_names]),
        origin=Origin.IMPORTED,
        created=at,
        steps=len(steps),
        ended=at,
        outcome=outcome,
    )
    return Record(header, steps)


def _id(content: Any) -> str:
    digest = blake2b(msgspec.json.encode(content), digest_size=ID_LENGTH).digest()
    return "".join([ALPHABET[byte % len(ALPHABET)] for byte in digest])


class _Replay:
    """The engine's match beside the recorded one: whatever the record says is compared once the engine knows it."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.game: Game[State, Any, Any] = GAMES[GAME].game(PRESET)
        if len(names) not in self.game.seats:
            raise RecordError("wrong-players", found=len(names))
        for name in names:
            check_name(name)
        if len({name.casefold() for name in names}) < len(names):
            raise RecordError("same-name")
        self.names = names
        self.state = self.game.start(len(names))
        self.steps: list[StepRecord] = []
        self.told: tuple[Event, ...] = ()
        """What the last step made happen."""
        self.house_called = False
        """The engine's house has called a hand, and the record has yet to say so."""
        self.round = self.turn = 0

    def run(self, match: Match) -> Outcome:
        try:
            return self._match(match)
        except RecordError as error:
            if not self.round:
                raise
            where = {"round": self.round, "turn": self.turn, "why": error}
            raise RecordError("in-turn" if self.turn else "in-round", **where) from error

    def _match(self, match: Match) -> Outcome:
        for number, raw in enumerate(match.rounds, 1):
            self.round, self.turn = number, 0
            if self.state.phase is Phase.ENDED:
                raise RecordError("after-the-end")
            self._round(parse(raw, Round))
        outcome = self.game.outcome(self.state)
        if outcome is None:
            raise RecordError("stops-early")
        winners = [self.names[seat] for seat in outcome.winners]
        if [match.winner] != winners:
            raise RecordError("wrong-winner", names=", ".join(winners))
        return outcome

    def _round(self, told: Round) -> None:
        living = [self.names[seat] for seat in self.state.living]
        if told.round_id != self.round:
            raise RecordError("wrong-round")
        for players in (told.round_players, [dealt.player_name for dealt in told.player_initial_states]):
            if sorted(players) != sorted(living):
                raise RecordError("not-the-living", names=", ".join(living))
        self._begin(told, {self._seat(dealt.player_name): dealt for dealt in told.player_initial_states})
        for number, raw in enumerate(told.play_history, 1):
            self.turn = number
            self._turn(parse(raw, Turn))
        if self.house_called or self.state.phase in (Phase.LAY, Phase.RESPOND):
            raise RecordError("round-stops-early")
        self._check_shot(told.round_result or Result(None, bullet_hit=False))

    def _begin(self, told: Round, dealt: Mapping[Seat, Dealt]) -> None:
        if self.state.phase is Phase.REVOLVERS:
            self._step(CHANCE, LoadRevolvers(tuple([dealt[seat].bullet_position + 1 for seat in sorted(dealt)])))
        for seat, revolver in dealt.items():
            if revolver.bullet_position + 1 != self.state.chambers[seat]:
                raise RecordError("bullet-moved", name=self.names[seat])
            if revolver.current_gun_position != self.state.fired[seat]:
                raise RecordError("wrong-chamber", name=self.names[seat], fired=self.state.fired[seat])
        starter = self._seat(told.starting_player)
        if self.state.phase is Phase.STARTER:
            self._step(CHANCE, Starter(starter))
        elif starter != self.state.turn:
            raise RecordError("wrong-starter", name=self.names[self.state.turn])
        if told.target_card not in _RANKS:
            raise RecordError("unknown-target", card=shown(told.target_card, most=40))
        hands = [self._hand(dealt[seat].initial_hand) if seat in dealt else () for seat in range(len(self.names))]
        self._step(CHANCE, Deal(_RANKS[told.target_card], tuple(hands)), *self._impressions(told))

    def _impressions(self, told: Round) -> Iterator[Trace]:
        for observer, opinions in told.player_opinions.items():
            seat = self._seat(observer)
            for subject, text in opinions.items():
                about = self._seat(subject)
                if self.state.alive[seat] and about != seat:
                    yield Trace(seat, TraceKind.IMPRESSION, text, Provenance.ASKED_FOR, about)

    def _turn(self, told: Turn) -> None:
        seat, laid, left = self._seat(told.player_name), self._hand(told.played_cards), self._hand(told.remaining_cards)
        if self.house_called:
            self._house_call(told, seat, laid, left)
            return
        if self.state.phase is not Phase.LAY:
            raise RecordError("after-the-round")
        if seat != self.state.turn:
            raise RecordError("wrong-player", name=self.names[self.state.turn])
        self._step(seat, Play(laid), *_reasons(seat, told.play_reason, told.play_thinking), _manner(...))
