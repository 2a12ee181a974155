"""What chance does in Liar's Bar: which draw is due, how it is drawn, and which draws are possible."""

from collections.abc import Mapping

from games.core import Reason
from games.liars_bar.actions import (
    CARDS,
    JOKER,
    RANKS,
    Card,
    Deal,
    Draw,
    Hand,
    LoadRevolvers,
    Rank,
    Starter,
    arrange,
    proper,
)
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import DEAL, REVOLVERS, STARTER, Phase, State
from games.luck import Luck

DUE: Mapping[Phase, type[Draw]] = {REVOLVERS: LoadRevolvers, STARTER: Starter, DEAL: Deal}


def draw(rules: LiarsBarRules, state: State, luck: Luck) -> Draw:
    """The draw that is due."""
    seats = len(state.alive)
    if state.phase is REVOLVERS:
        if rules.revolver == "sixth_shot":
            return LoadRevolvers((rules.chambers,) * seats)
        return LoadRevolvers(tuple(1 + luck.below(rules.chambers) for _ in range(seats)))
    if state.phase is STARTER:
        return Starter(luck.pick(state.living))
    target = luck.pick(RANKS)
    size, count = rules.hand, rules.hand * seats
    cards = _stack(rules.deck, target, seats, luck) if rules.deal == "stacked" else luck.sample(rules.deck, count)
    # Cards are drawn for dead seats too, so that a death never changes another seat's luck.
    hands = [arrange(tuple(cards[at : at + size])) for at in range(0, count, size)]
    return Deal(target, tuple([hand if alive else () for hand, alive in zip(hands, state.alive, strict=True)]))


def check(rules: LiarsBarRules, state: State, action: Draw) -> Reason | None:
    """Why the rules could not have drawn this now, or None."""
    if type(action) is not DUE.get(state.phase):
        return Reason("not-a-draw-now")
    if isinstance(action, Deal):
        return _check_deal(rules, state, action)
    if isinstance(action, Starter):
        return None if action.seat in state.living else Reason("impossible-starter")
    low = rules.chambers if rules.revolver == "sixth_shot" else 1
    fits = all(low <= chamber <= rules.chambers for chamber in action.chambers)
    return None if fits and len(action.chambers) == len(state.alive) else Reason("impossible-revolvers")


def _check_deal(rules: LiarsBarRules, state: State, action: Deal) -> Reason | None:
    hands = action.hands
    if action.target not in RANKS or len(hands) != len(state.alive):
        return Reason("impossible-deal")
    for hand, alive in zip(hands, state.alive, strict=True):
        if not proper(hand, rules.hand if alive else 0):
            return Reason("impossible-deal")
        if rules.deal == "stacked" and hand and [len(part) for part in _kinds(hand, action.target)] != [2, 2, 1]:
            return Reason("impossible-deal")
    dealt: Hand = sum(hands, ())
    for card in CARDS:
        if dealt.count(card) > (rules.jokers if card == JOKER else rules.copies):
            return Reason("too-many-of-a-card", {"card": card})
    return None


def _kinds(cards: Hand, target: Rank) -> tuple[list[Card], list[Card], list[Card]]:
    """Targets, other ranks, Jokers."""
    true: list[Card] = [card for card in cards if card == target]
    return true, [card for card in cards if card not in (target, JOKER)], [card for card in cards if card == JOKER]


def _stack(deck: Hand, target: Rank, seats: int, luck: Luck) -> list[Card]:
    """For each seat in turn 2 target, 2 other ranks, 1 Joker."""
    true, other, jokers = (luck.sample(part, len(part)) for part in _kinds(deck, target))
    return [c for i in range(seats) for c in (*true[2 * i : 2 * i + 2], *other[2 * i : 2 * i + 2], jokers[i])]
