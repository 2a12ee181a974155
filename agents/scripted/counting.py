"""A character for Liar's Bar that counts cards and habits, and does what is worth most on average."""

from functools import lru_cache
from math import comb, inf
from typing import Final, NamedTuple

from agents.scripted.habits import Habits, habits, rate
from agents.scripted.liars_bar import Character, Seen
from games.core import Seat
from games.liars_bar.actions import Hand, Play, honest
from games.liars_bar.hints import danger, responder, unseen
from games.liars_bar.presets import Points
from games.liars_bar.view import Observation
from games.luck import Luck

BARE_LIFE: Final = Points(
    right_call=0, honest_pass=0, last_card=0, wrong_call=0, shot_dead=0, other_death=0, survivor=1, runner_up=0
)
"""What counts where the rules give no points."""
CALLED: Final = 0.2
"""How likely a play is to be called, for each of its cards, as long as the responder has shown nothing."""
COMES_ROUND: Final = 0.8
"""The chance that a round in which a play was let lie lasts until its seat lays again."""


class Plan(NamedTuple):
    """How many true cards and lies to lay now, and the points that the rest of the round then brings."""

    worth: float
    true: int
    lies: int


def points(o: Observation) -> Points:
    return o.rules.points or BARE_LIFE


def prizes(o: Observation, living: int) -> float:
    """What each of the living can expect for living longest, if all are as likely to."""
    return (points(o).survivor + points(o).runner_up) / living


def my_shot(o: Observation) -> float:
    """What pulling the trigger loses."""
    assert o.seat is not None
    worth, living = points(o), sum(o.alive)
    consoled = worth.runner_up if living == 2 else 0
    return danger(o, o.seat) * (prizes(o, living) - worth.shot_dead - consoled)


def their_shot(o: Observation, other: Seat) -> float:
    """What it gains when `other` pulls the trigger."""
    living = sum(o.alive)
    return danger(o, other) * (points(o).other_death + prizes(o, living - 1) - prizes(o, living))


def true_in(o: Observation, cards: Hand) -> int:
    assert o.target is not None
    return sum(honest((card,), o.target) for card in cards)


def truthful(o: Observation, shown: Habits) -> float:
    """The chance that the last play is honest: a seat is expected to tell the truth if its cards allow it to."""
    seat, cards, _ = o.table[-1]
    left, true = unseen(o)
    held = cards + o.held[seat]
    ways = sum(comb(true, n) * comb(left - true, held - n) for n in range(cards, held + 1))
    return rate(shown.true, seat, cards, ways / comb(left, held)) if ways else 0.0


@lru_cache(1 << 14)
def best(true: int, lies: int, called: tuple[float, ...], last_card: int, loss: float, gain: float) -> Plan:
    """The best play from a hand, given how likely each number of cards, from 1, is to be called."""
    found = Plan(-inf, 0, 0)
    for cards, call in enumerate(called[: true + lies], 1):
        for told in range(max(0, cards - true), min(cards, lies) + 1):
            rest = true - cards + told, lies - told
            later = COMES_ROUND * best(*rest, called, last_card, loss, gain).worth if any(rest) else last_card
            worth = call * (-loss if told else gain) + (1 - call) * later
            found = max(found, Plan(worth, cards - told, told))
    return found


def plan(o: Observation, shown: Habits) -> Plan:
    """For a turn to lay, now or right after a pass."""
    true = true_in(o, o.hand)
    lies = len(o.hand) - true
    if sum(o.held) == len(o.hand):
        # Nobody else holds a card, so the house would call the whole hand.
        return Plan(-my_shot(o) if lies else 0, true, lies)
    other = responder(o)
    called = tuple([rate(shown.called, other, n, min(1, CALLED * n)) for n in range(1, o.rules.most_laid + 1)])
    return best(true, lies, called, points(o).last_card, my_shot(o), their_shot(o, other))


def calling_pays(view: Seen, _: Luck) -> bool:
    """Whether a call is worth more than a pass and the turn that follows it."""
    o = view.observation
    assert o.seat is not None
    shown, worth = habits(view.events), points(o)
    true = truthful(o, shown)
    wrong = (1 - danger(o, o.seat)) * worth.wrong_call - my_shot(o)
    right = worth.right_call + their_shot(o, o.table[-1].seat)
    return true * wrong + (1 - true) * right > true * worth.honest_pass + plan(o, shown).worth


def what_pays(view: Seen, _: Luck) -> Play:
    now = plan(view.observation, habits(view.events))
    plays = [a for a in view.legal if isinstance(a, Play) and len(a.cards) == now.true + now.lies]
    return next(play for play in plays if true_in(view.observation, play.cards) == now.true)


COUNTING: Final = Character(calling_pays, what_pays)
