"""Liar's Bar: who may do what, and what comes of it."""

from collections.abc import Mapping
from typing import Any

from games.core import CHANCE, Action, Event, Outcome, Reason, Seat, Transition, refuse
from games.liars_bar import actions, events, showdown, view
from games.liars_bar.actions import (
    CARDS,
    RANKS,
    Call,
    Card,
    Deal,
    Draw,
    Hand,
    LoadRevolvers,
    Move,
    Pass,
    Play,
    Rank,
    Starter,
    arrange,
)
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import End, Laid, Passed, Phase, State, put
from games.luck import Luck

RESPONSES = (Call(), Pass())
TURNS = (Phase.LAY, Phase.RESPOND)
DUE: Mapping[Phase, type[Draw]] = {
    Phase.REVOLVERS: LoadRevolvers,
    Phase.STARTER: Starter,
    Phase.DEAL: Deal,
}


class LiarsBar:
    """The rules bound to one set of numbers. See `games.core.Game` for the contract."""

    name = "liars_bar"
    version = 1
    seats = range(2, 5)
    actions = (Play, Call, Pass, LoadRevolvers, Starter, Deal)
    events = (
        events.RevolversLoaded,
        events.RoundStarted,
        events.Dealt,
        events.Laid,
        events.Said,
        events.Passed,
        events.Called,
        events.HouseCalled,
        events.Revealed,
        events.Shot,
        events.PassJudged,
        events.Scored,
        events.MatchEnded,
    )

    def __init__(self, rules: LiarsBarRules) -> None:
        self.rules = rules
        self.deck = rules.deck
        self.most = tuple(self.deck.count(card) for card in CARDS)

    def start(self, seats: int) -> State:
        if seats not in self.seats:
            raise ValueError(f"Liar's Bar takes 2 to 4 seats, not {seats}")
        none = (0,) * seats
        return State(
            phase=Phase.REVOLVERS,
            round=1,
            turn=0,
            alive=(True,) * seats,
            chambers=(),
            fired=none,
            points=none,
            decisions=none,
            target=None,
            hands=((),) * seats,
            laid=None,
            passed=(),
        )

    acting = staticmethod(view.acting)

    def legal(self, state: State, seat: Seat) -> tuple[Move, ...]:
        if seat == state.turn:
            if state.phase is Phase.LAY:
                return actions.plays(state.hands[seat], self.rules.most_laid)
            if state.phase is Phase.RESPOND:
                return RESPONSES
        return ()

    def check(self, state: State, seat: Seat, action: Action) -> Reason | None:
        if not isinstance(action, Move):
            return self._check_draw(state, seat, action)
        if seat != state.turn or state.phase not in TURNS:
            return Reason("not-your-turn", {"seat": seat})
        if len(action.say) > self.rules.say_limit:
            return Reason("say-too-long", {"limit": self.rules.say_limit})
        if isinstance(action, Play):
            return self._check_play(state, seat, action)
        return None if state.phase is Phase.RESPOND else Reason("must-lay", {"most": self.rules.most_laid})

    def _check_play(self, state: State, seat: Seat, action: Play) -> Reason | None:
        if state.phase is not Phase.LAY:
            return Reason("must-respond")
        if not 1 <= len(action.cards) <= self.rules.most_laid:
            return Reason("wrong-count", {"count": len(action.cards), "most": self.rules.most_laid})
        if actions.without(state.hands[seat], action.cards) is None:
            return Reason("not-in-hand", {"cards": action.cards})
        return None if arrange(action.cards) == action.cards else Reason("out-of-order")

    def _check_draw(self, state: State, seat: Seat, action: Action) -> Reason | None:
        if seat != CHANCE or type(action) is not DUE.get(state.phase):
            return Reason("not-a-draw-now")
        if isinstance(action, Deal):
            return self._check_deal(state, action)
        if isinstance(action, Starter):
            return None if action.seat in state.living else Reason("impossible-starter")
        assert isinstance(action, LoadRevolvers)
        low = self.rules.chambers if self.rules.revolver == "sixth_shot" else 1
        fits = len(action.chambers) == len(state.alive) and all(
            low <= chamber <= self.rules.chambers for chamber in action.chambers
        )
        return None if fits else Reason("impossible-revolvers")

    def _check_deal(self, state: State, action: Deal) -> Reason | None:
        sizes = [self.rules.hand if alive else 0 for alive in state.alive]
        if action.target not in RANKS or list(map(len, action.hands)) != sizes:
            return Reason("impossible-deal")
        tallies = [tally for hand in action.hands if (tally := actions.tally(hand)) is not None]
        if len(tallies) < len(sizes):
            return Reason("impossible-deal")
        for card, most, *dealt in zip(CARDS, self.most, *tallies, strict=True):
            if sum(dealt) > most:
                return Reason("too-many-of-a-card", {"card": card})
        if self.rules.deal == "stacked" and not all(_stacked(hand, action.target) for hand in action.hands if hand):
            return Reason("impossible-deal")
        return None

    def neutral(self, state: State, seat: Seat) -> Move:
        if state.phase is Phase.RESPOND:
            return RESPONSES[1]
        hand = state.hands[seat]
        best: list[Card] = [c for c in hand if c == state.target] or [c for c in hand if c == actions.JOKER]
        return Play((best[0] if best else hand[0],))

    def luck(self, state: State) -> str:
        if state.phase is Phase.REVOLVERS:
            return "liars_bar/revolvers"
        return f"liars_bar/{state.phase}/{state.round}"

    def chance(self, state: State, luck: Luck) -> Draw:
        seats, rules = len(state.alive), self.rules
        if state.phase is Phase.REVOLVERS:
            if rules.revolver == "sixth_shot":
                return LoadRevolvers((rules.chambers,) * seats)
            return LoadRevolvers(tuple(1 + luck.below(rules.chambers) for _ in range(seats)))
        if state.phase is Phase.STARTER:
            return Starter(luck.pick(state.living))
        target = luck.pick(RANKS)
        stacked = rules.deal == "stacked"
        dealt = _stack(self.deck, target, seats, luck) if stacked else luck.sample(self.deck, rules.hand * seats)
        # Cards are drawn for dead seats too, so that a death never changes another seat's luck.
        hands = [arrange(tuple(dealt[i * rules.hand : (i + 1) * rules.hand])) for i in range(seats)]
        return Deal(target, tuple([hand if alive else () for hand, alive in zip(hands, state.alive, strict=True)]))

    def step(self, state: State, actions: Mapping[Seat, Action]) -> Transition:
        refuse(self, state, actions)
        (action,) = actions.values()
        match action:
            case Play():
                return _lay(state, action)
            case Pass():
                return self._pass(state, action)
            case Call():
                return self._call(state, action)
            case Deal():
                return _deal(state, action)
            case Starter():
                return Transition(state._replace(phase=Phase.DEAL, turn=action.seat), ())
            case LoadRevolvers():
                loaded = events.RevolversLoaded(self.rules.chambers, action.chambers)
                return Transition(state._replace(phase=Phase.STARTER, chambers=action.chambers), (loaded,))
            case _:
                raise AssertionError(action)

    def _call(self, state: State, action: Call) -> Transition:
        after, happened = showdown.called(self.rules, state)
        return Transition(after, _said(state.turn, action.say) + happened)

    def _pass(self, state: State, action: Pass) -> Transition:
        """The play stays face down and the responder's turn starts: it lays, or the house calls its hand."""
        laid, passer = state.laid, state.turn
        assert laid is not None
        scores = showdown.Scores(self.rules, state)
        scores.events += [*_said(passer, action.say), events.Passed(passer, laid.seat)]
        if not state.hands[laid.seat]:
            scores.give(laid.seat, events.Award.LAST_CARD)
        state = state._replace(
            phase=Phase.LAY,
            decisions=state.counted(passer),
            points=tuple(scores.points),
            laid=None,
            passed=(*state.passed, Passed(laid.seat, laid.cards, passer)),
        )
        happened = tuple(scores.events)
        alone = not any(hand for seat, hand in enumerate(state.hands) if seat != passer)
        return showdown.house_called(self.rules, state, happened) if alone else Transition(state, happened)

    def observe(self, state: State, seat: Seat | None) -> view.Observation:
        return view.observe(self.rules, state, seat)

    def outcome(self, state: State) -> Outcome | None:
        if state.phase is not Phase.ENDED:
            return None
        living = state.living
        why = End.SURVIVOR if len(living) == 1 else End.ROUND_CAP
        return Outcome(why, state.points, showdown.winners(living, state.points, scored=self.rules.points is not None))


def _said(seat: Seat, text: str) -> tuple[Event, ...]:
    return (events.Said(seat, text),) if text else ()


def _lay(state: State, action: Play) -> Transition:
    """Cards go face down; the next living seat that still holds cards responds."""
    seat, cards = state.turn, action.cards
    left = actions.without(state.hands[seat], cards)
    assert left is not None
    hands = put(state.hands, seat, left)
    state = state._replace(
        phase=Phase.RESPOND,
        turn=state.after(seat, hands),
        decisions=state.counted(seat),
        hands=hands,
        laid=Laid(seat, cards),
    )
    return Transition(state, (events.Laid(seat, len(cards), len(left), cards), *_said(seat, action.say)))


def _deal(state: State, action: Deal) -> Transition:
    told: list[Any] = [events.RoundStarted(state.round, action.target, state.turn)]
    told += [events.Dealt(seat, len(hand), hand) for seat, hand in enumerate(action.hands) if hand]
    state = state._replace(phase=Phase.LAY, target=action.target, hands=action.hands, laid=None, passed=())
    return Transition(state, tuple(told))


def _kinds(cards: Hand, target: Rank) -> tuple[list[Any], list[Any], list[Any]]:
    """Targets, other ranks, Jokers."""
    true = [c for c in cards if c == target]
    jokers = [c for c in cards if c == actions.JOKER]
    return true, [c for c in cards if c not in (target, actions.JOKER)], jokers


def _stacked(hand: Hand, target: Rank) -> bool:
    return [len(part) for part in _kinds(hand, target)] == [2, 2, 1]


def _stack(deck: Hand, target: Rank, seats: int, luck: Luck) -> list[Any]:
    """For each seat in turn 2 target, 2 other ranks, 1 Joker."""
    true, other, jokers = (luck.sample(part, len(part)) for part in _kinds(deck, target))
    return [c for i in range(seats) for c in (*true[2 * i : 2 * i + 2], *other[2 * i : 2 * i + 2], jokers[i])]
