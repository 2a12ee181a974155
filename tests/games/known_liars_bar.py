"""Liar's Bar for the laws: which worlds a viewer cannot tell apart, and what a golden must show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Any

from games.core import CHANCE, Seat
from games.liars_bar import events
from games.liars_bar.actions import JOKER, Call, Card, Deal, Hand, LoadRevolvers, Pass, Play, Rank, Starter, arrange
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import Phase, State
from tests.games.frames import AnyGame, Frame, Joint, Knowing, Known

SWAPS = 12
"""Tried in each round; enough to move most of the hidden cards."""
ROUNDS = 2
"""The running round and the one before are scrambled; what still leaks from older ones leaked then."""

FIVE_QUEENS: Hand = ("Q", "Q", "Q", "Q", "Q")
OTHER_CHAMBERS = 1 / 4
"""How often the live chambers are scrambled too; the first step then differs, and all others must be folded anew."""


@dataclass
class Place:
    """Cards that lie together: one play, the rest of a hand, or the undealt deck, which nobody owns."""

    owner: Seat | None
    cards: list[Card]
    step: int | None = None
    """The step at which they were laid."""
    open: bool = False
    judged: bool = False
    """Everybody was told whether these cards were honest."""


def true(cards: Sequence[Card], target: Rank) -> bool:
    return not [card for card in cards if card != target and card != JOKER]


class Round:
    """The cards of one round, from its Deal to `end`."""

    def __init__(self, rules: LiarsBarRules, frames: Sequence[Frame], start: int, end: int) -> None:
        deal: Any = frames[start].actions[CHANCE]
        self.rules, self.start, self.target = rules, start, deal.target
        hands = [Place(seat, list(hand)) for seat, hand in enumerate(deal.hands)]
        deck = list(rules.deck)
        for card in (card for hand in deal.hands for card in hand):
            deck.remove(card)
        self.plays: list[Place] = []
        moves = [(i, *move) for i in range(start + 1, end) for move in frames[i].actions.items()]
        for step, seat, action in moves:
            if isinstance(action, Play):
                self.plays.append(Place(seat, list(action.cards), step))
                for card in action.cards:
                    hands[seat].cards.remove(card)
        if frames[end - 1].state.phase not in (Phase.LAY, Phase.RESPOND):
            _, seat, closing = [move for move in moves if isinstance(move[2], Call | Pass)][-1]
            called = self.plays[-1] if isinstance(closing, Call) else hands[seat]
            called.open = True
            for play in self.plays:
                play.judged = play is not called and rules.points is not None
        self.places = [*self.plays, *hands, Place(None, deck)]

    def possible(self, place: Place) -> bool:
        """Whether this deal allows the hand that the place belongs to."""
        if self.rules.deal == "random" or place.owner is None:
            return True
        hand = [card for other in self.places if other.owner == place.owner for card in other.cards]
        return (hand.count(self.target), hand.count(JOKER)) == (2, 1)

    def shuffle(self, knowing: Knowing, rng: Random) -> None:
        """Swap cards that these seats have not seen, as long as all they were told stays true."""
        hidden = [place for place in self.places if place.owner not in knowing]
        hidden = [place for place in hidden if place.cards and not place.open]
        for _ in range(SWAPS if len(hidden) > 1 else 0):
            pair = rng.sample(hidden, 2)
            told = [true(place.cards, self.target) for place in pair]
            self._swap(pair, spots := [rng.randrange(len(place.cards)) for place in pair])
            for place, before in zip(pair, told, strict=True):
                if not self.possible(place) or (place.judged and true(place.cards, self.target) != before):
                    self._swap(pair, spots)
                    break

    @staticmethod
    def _swap(pair: list[Place], spots: list[int]) -> None:
        (a, b), (i, j) = pair, spots
        a.cards[i], b.cards[j] = b.cards[j], a.cards[i]

    def hand(self, seat: Seat) -> Hand:
        """What the seat is dealt in the other world."""
        return arrange(tuple(card for place in self.places if place.owner == seat for card in place.cards))


def mix(game: AnyGame, frames: Sequence[Frame], knowing: Knowing, rng: Random) -> list[Joint]:
    """Other live chambers, and other cards wherever these seats saw none; an open text stays as it is."""
    rules: LiarsBarRules = game.rules
    last: State = frames[-1].state
    joints: list[dict[Seat, Any]] = [dict(frame.actions) for frame in frames]
    if rules.revolver == "random" and rng.random() < OTHER_CHAMBERS:
        seats = zip(last.chambers, last.fired, last.alive, strict=True)
        live = [rng.randint(fired + 1, rules.chambers) if alive else chamber for chamber, fired, alive in seats]
        joints[0] = {CHANCE: LoadRevolvers(tuple(live))}
    starts = [i for i, joint in enumerate(joints) if isinstance(joint.get(CHANCE), Deal)]
    for start, end in pairwise([*starts, len(frames)][-ROUNDS - 1 :]):
        now = Round(rules, frames, start, end)
        now.shuffle(knowing, rng)
        joints[start] = {CHANCE: Deal(now.target, tuple(now.hand(seat) for seat in range(len(last.alive))))}
        for play in now.plays:
            assert play.step is not None
            ((seat, laid),) = joints[play.step].items()
            joints[play.step] = {seat: replace(laid, cards=arrange(tuple(play.cards)))}
    return list(joints)


def facts(frame: Frame) -> set[str]:
    """The kinds of calls, deaths and the like that one step holds."""
    found: set[str] = set()
    kinds = {events.Passed: "pass", events.HouseCalled: "house call", events.Said: "said"}
    for event in frame.events:
        if isinstance(event, events.Revealed):
            called = any(isinstance(other, events.Called) for other in frame.events)
            found |= {"wrong call" if event.honest else "right call"} if called else set()
        elif isinstance(event, events.Shot) and event.dead:
            found.add("death")
        elif type(event) in kinds:
            found.add(kinds[type(event)])
    return found


KNOWN = Known(
    text="say",
    mix=mix,
    facts=facts,
    wanted=frozenset({"right call", "wrong call", "pass", "house call", "death", "said"}),
    mistakes=(
        Play(()),
        Play(("Joker", "Q")),
        Play(("Joker",) * 3),
        Call("x" * 201),
        LoadRevolvers((0, 7)),
        Starter(9),
        Deal("Q", ()),
        Deal("Q", (FIVE_QUEENS, FIVE_QUEENS)),
    ),
    also=(LiarsBarRules(round_cap=1), LiarsBarRules(round_cap=1, points=None)),
)
scramble = KNOWN.scramble
