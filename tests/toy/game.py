"""The toy's rules: everybody holds a hidden card, all guess their sum at once, and the nearest guesses win."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from games.core import CHANCE, CHANCE_ALONE, NOBODY, Action, Outcome, Reason, Seat, Transition, refuse
from games.luck import Luck
from tests.toy.values import Draw, Drawn, Ended, Guess, Guessed, GuessRules, Observation, Scored, Whispered

END: Final = "all rounds played"


class State(NamedTuple):
    round: int
    cards: tuple[int, ...]
    """Empty while the draw is due."""
    notes: tuple[str, ...]
    """What each seat whispered to the next one in the round before."""
    points: tuple[int, ...]


def nearest(guesses: tuple[int, ...], total: int) -> tuple[Seat, ...]:
    """The seats that are closest to the total."""
    off = [abs(guess - total) for guess in guesses]
    return tuple(seat for seat, distance in enumerate(off) if distance == min(off))


class GuessGame:
    """Simultaneous and with chance: what Liar's Bar is not. See `games.core.Game` for the contract."""

    name = "toy"
    version = 1
    seats = range(2, 6)
    actions = (Guess, Draw)
    events = (Drawn, Guessed, Whispered, Scored, Ended)

    def __init__(self, rules: GuessRules) -> None:
        self.rules = rules

    def start(self, seats: int) -> State:
        if seats not in self.seats:
            raise ValueError(f"the toy takes 2 to 5 seats, not {seats}")
        return State(1, (), ("",) * seats, (0,) * seats)

    def acting(self, state: State) -> frozenset[Seat]:
        if state.round > self.rules.rounds:
            return NOBODY
        return frozenset(range(len(state.cards))) or CHANCE_ALONE

    answering = acting

    def hidden(self, state: State) -> bool:
        return False

    def legal(self, state: State, seat: Seat) -> tuple[Guess, ...]:
        seats = len(state.points)
        if seat == CHANCE or seat not in self.acting(state):
            return ()
        return tuple(Guess(number) for number in range(seats, seats * self.rules.top + 1))

    def check(self, state: State, seat: Seat, action: Action) -> Reason | None:
        if seat not in self.acting(state) or isinstance(action, Draw) != (seat == CHANCE):
            return Reason("not-your-turn", {"seat": seat})
        if isinstance(action, Draw):
            fits = len(action.cards) == len(state.points) and set(action.cards) <= set(range(1, self.rules.top + 1))
            return None if fits else Reason("impossible-draw")
        assert isinstance(action, Guess)
        if len(action.note) > self.rules.note_limit:
            return Reason("note-too-long", {"limit": self.rules.note_limit})
        return None if Guess(action.number) in self.legal(state, seat) else Reason("no-such-sum")

    def neutral(self, state: State, seat: Seat) -> Guess:
        return self.legal(state, seat)[0]

    def luck(self, state: State) -> str:
        return f"toy/draw/{state.round}"

    def chance(self, state: State, luck: Luck) -> Draw:
        return Draw(tuple(1 + luck.below(self.rules.top) for _ in state.points))

    def step(self, state: State, actions: Mapping[Seat, Action]) -> Transition:
        refuse(self, state, actions)
        if isinstance(draw := actions.get(CHANCE), Draw):
            total = sum(draw.cards)
            drawn = tuple(Drawn(state.round, seat, card, total) for seat, card in enumerate(draw.cards))
            return Transition(state._replace(cards=draw.cards), drawn)
        answers: Any = [actions[seat] for seat in sorted(actions)]
        return self._resolve(state, tuple(a.number for a in answers), tuple(a.note for a in answers))

    def _resolve(self, state: State, guesses: tuple[int, ...], notes: tuple[str, ...]) -> Transition:
        won = nearest(guesses, sum(state.cards))
        points = tuple(p + self.rules.worth * (seat in won) for seat, p in enumerate(state.points))
        told: list[Any] = [Guessed(seat, number) for seat, number in enumerate(guesses)]
        told += [Whispered(seat, (seat + 1) % len(notes), note) for seat, note in enumerate(notes) if note]
        told += [Scored(seat, self.rules.worth) for seat in won]
        state = State(state.round + 1, (), notes, points)
        if outcome := self.outcome(state):
            told.append(Ended(outcome.winners))
        return Transition(state, tuple(told))

    def observe(self, state: State, seat: Seat | None) -> Observation:
        return Observation(
            rules=self.rules,
            seat=seat,
            decision=None if seat is None else state.round - 1,
            waiting_for=self.acting(state),
            round=state.round,
            card=None if seat is None or not state.cards else state.cards[seat],
            whispered="" if seat is None else state.notes[seat - 1],
            points=state.points,
        )

    def outcome(self, state: State) -> Outcome | None:
        if self.acting(state):
            return None
        best = max(state.points)
        return Outcome(END, state.points, tuple(seat for seat, p in enumerate(state.points) if p == best))
