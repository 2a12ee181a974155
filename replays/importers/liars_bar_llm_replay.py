"""Plays a liars-bar-llm match again, and holds each thing it says against what the engine makes of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from games.core import CHANCE, Action, Event, Game, Outcome, Refused, Seat
from games.decision import Provenance, Step, Trace, TraceKind
from games.liars_bar import actions
from games.liars_bar.actions import Call, Card, Deal, Hand, LoadRevolvers, Pass, Play, Rank, Starter
from games.liars_bar.events import HouseCalled, Revealed, Shot
from games.liars_bar.state import Phase, State
from games.registry import GAMES
from replays.importers.liars_bar_llm_form import Dealt, Match, Result, Round, Turn
from replays.names import check_names
from replays.record import StepRecord, codec
from replays.refusal import RecordError, shown
from replays.shape import parse

GAME: Final = "liars_bar"
PRESET: Final = "classic"
_CARDS: Final[Mapping[str, Card]] = {card: card for card in actions.CARDS}
_RANKS: Final[Mapping[str, Rank]] = {rank: rank for rank in actions.RANKS}
E = TypeVar("E", bound=Event)


class Replay:
    """The engine's match beside the recorded one: whatever the record says is compared once the engine knows it."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.game: Game[State, Any, Any] = GAMES[GAME].game(PRESET)
        if len(names) not in self.game.seats:
            raise RecordError("wrong-players", found=len(names))
        check_names(names)
        self.names = names
        self.state = self.game.start(len(names))
        self.steps: list[StepRecord] = []
        self.events: tuple[Event, ...] = ()
        """What the last step made happen."""
        self.house_called = False
        """The engine's house has called a hand, and the record has yet to say so."""
        self.round = self.turn = 0

    def run(self, match: Match) -> Outcome:
        """Raises RecordError, with round and turn where there is one, for the first thing that does not follow."""
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
                yield Trace(seat, TraceKind.IMPRESSION, text, Provenance.ASKED_FOR, self._seat(subject))

    def _turn(self, told: Turn) -> None:
        seat, laid, left = self._seat(told.player_name), self._hand(told.played_cards), self._hand(told.remaining_cards)
        if self.house_called:
            self._house_call(told, seat, laid, left)
            return
        if self.state.phase is not Phase.LAY:
            raise RecordError("after-the-round")
        if seat != self.state.turn:
            raise RecordError("wrong-player", name=self.names[self.state.turn])
        manner = Trace(seat, TraceKind.MANNER, told.behavior, Provenance.ASKED_FOR)
        self._step(seat, Play(laid), *_thoughts(seat, told.play_reason, told.play_thinking), manner)
        if left != self.state.hands[seat]:
            raise RecordError("wrong-remaining", name=self.names[seat])
        responder = self.state.turn
        if told.next_player != self.names[responder]:
            raise RecordError("wrong-responder", name=self.names[responder])
        answer = Call() if told.was_challenged else Pass()
        self._step(responder, answer, *_thoughts(responder, told.challenge_reason, told.challenge_thinking))
        self.house_called = self._event(HouseCalled) is not None
        self._check_result(told, None if self.house_called else self._event(Revealed))

    def _house_call(self, told: Turn, seat: Seat, laid: Hand, left: Hand) -> None:
        """The engine's call came with the pass before; here the record tells of it, in words of its own program."""
        revealed = self._event(Revealed)
        assert revealed is not None
        name = self.names[revealed.seat]
        if (seat, laid, left) != (revealed.seat, revealed.cards, ()):
            raise RecordError("wrong-last-hand", name=name)
        if told.next_player in self.names or not told.was_challenged:
            raise RecordError("no-house-call", name=name)
        self._check_result(told, revealed)
        # Its program writes the word for nobody, which is no manner, where a player's behavior would stand.
        manner = "" if told.behavior == told.next_player else told.behavior
        texts = (told.play_reason, manner, told.play_thinking, told.challenge_reason, told.challenge_thinking)
        house = _kept(Trace(seat, TraceKind.HOUSE, text or "") for text in texts)
        self.steps[-1] = replace(self.steps[-1], traces=self.steps[-1].traces + house)
        self.house_called = False

    def _check_result(self, told: Turn, revealed: Revealed | None) -> None:
        if told.challenge_result is not (None if revealed is None else not revealed.honest):
            raise RecordError("wrong-result")

    def _check_shot(self, told: Result) -> None:
        shot = self._event(Shot)
        if shot is None:
            if told.shooter_name in self.names or told.bullet_hit:
                raise RecordError("nobody-shoots")
            return
        name = self.names[shot.seat]
        if told.shooter_name != name:
            raise RecordError("wrong-shooter", name=name)
        if told.bullet_hit != shot.dead:
            raise RecordError("impossible-shot", name=name, shot=shot.shot, chamber=self.state.chambers[shot.seat])

    def _step(self, seat: Seat, action: Action, *traces: Trace) -> None:
        try:
            self.state, self.events = self.game.step(self.state, {seat: action})
        except Refused as error:
            name = "" if seat == CHANCE else self.names[seat]
            raise RecordError(error.why.code, **{**error.why.values, "name": name}) from error
        step = Step(len(self.steps) + 1, {seat: action}, self.events, _kept(traces))
        self.steps.append(codec(GAME).rest(step))

    def _event(self, kind: type[E]) -> E | None:
        return next((event for event in self.events if isinstance(event, kind)), None)

    def _seat(self, name: str) -> Seat:
        if name not in self.names:
            raise RecordError("unknown-player", name=shown(name, most=40))
        return self.names.index(name)

    def _hand(self, cards: tuple[str, ...]) -> Hand:
        if len(cards) > self.game.rules.hand:
            raise RecordError("many-cards", most=self.game.rules.hand)
        unknown = [card for card in cards if card not in _CARDS]
        if unknown:
            raise RecordError("unknown-card", card=shown(unknown[0], most=40))
        return actions.arrange(tuple([_CARDS[card] for card in cards]))


def _thoughts(seat: Seat, reason: str | None, thinking: str | None) -> tuple[Trace, Trace]:
    return (
        Trace(seat, TraceKind.REASON, reason or "", Provenance.ASKED_FOR),
        Trace(seat, TraceKind.THINKING, thinking or "", Provenance.NATIVE),
    )


def _kept(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Those that hold a text. Raises RecordError for one that not every database can hold."""
    found = tuple([trace for trace in traces if trace.text])
    if any("\0" in trace.text for trace in found):
        raise RecordError("unwritable-text")
    return found
