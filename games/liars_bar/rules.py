"""Liar's Bar: who may do what, and what comes of it."""

from collections.abc import Mapping
from typing import Any

from games.core import CHANCE, Action, Event, Outcome, Reason, Seat, Transition, refuse
from games.facts import fact
from games.liars_bar import actions, draws, events, showdown, view
from games.liars_bar.actions import (
    Call,
    Card,
    Deal,
    Draw,
    LoadRevolvers,
    Move,
    Pass,
    Play,
    Starter,
    arrange,
)
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import DEAL, ENDED, LAY, RESPOND, REVOLVERS, STARTER, End, Laid, Passed, State, put
from games.luck import Luck

RESPONSES = (Call(), Pass())


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

    def start(self, seats: int) -> State:
        if seats not in self.seats:
            raise ValueError(f"Liar's Bar takes 2 to 4 seats, not {seats}")
        if len(self.rules.deck) < seats * self.rules.hand:
            raise ValueError(f"the deck is too small for {seats} seats")
        none = (0,) * seats
        return State(
            phase=REVOLVERS,
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
    answering = acting

    def hidden(self, state: State) -> bool:  # noqa: ARG002  every game has this
        return False

    def legal(self, state: State, seat: Seat) -> tuple[Move, ...]:
        if seat == state.turn:
            if state.phase is LAY:
                return actions.plays(state.hands[seat], self.rules.most_laid)
            if state.phase is RESPOND:
                return RESPONSES
        return ()

    def check(self, state: State, seat: Seat, action: Action) -> Reason | None:
        if isinstance(action, (LoadRevolvers, Starter, Deal)):
            return draws.check(self.rules, state, action) if seat == CHANCE else Reason("not-a-draw-now")
        if not isinstance(action, (Play, Call, Pass)):
            return Reason("no-such-action")
        if seat != state.turn or state.phase not in (LAY, RESPOND):
            return Reason("not-your-turn", {"seat": seat})
        if len(action.say) > self.rules.say_limit:
            return Reason("say-too-long", {"limit": self.rules.say_limit})
        if isinstance(action, Play):
            return self._check_play(state, seat, action)
        return None if state.phase is RESPOND else Reason("must-lay", {"most": self.rules.most_laid})

    def _check_play(self, state: State, seat: Seat, action: Play) -> Reason | None:
        if state.phase is not LAY:
            return Reason("must-respond")
        if not 1 <= len(action.cards) <= self.rules.most_laid:
            return Reason("wrong-count", {"count": len(action.cards), "most": self.rules.most_laid})
        if actions.without(state.hands[seat], action.cards) is None:
            return Reason("not-in-hand", {"cards": action.cards})
        return None if arrange(action.cards) == action.cards else Reason("out-of-order")

    def neutral(self, state: State, seat: Seat) -> Move:
        if state.phase is RESPOND:
            return RESPONSES[1]
        hand = state.hands[seat]
        best: list[Card] = [c for c in hand if c == state.target] or [c for c in hand if c == actions.JOKER]
        return Play((best[0] if best else hand[0],))

    def luck(self, state: State) -> str:
        if state.phase is REVOLVERS:
            return "liars_bar/revolvers"
        return f"liars_bar/{state.phase}/{state.round}"

    def chance(self, state: State, luck: Luck) -> Draw:
        return draws.draw(self.rules, state, luck)

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
                return Transition(state._replace(phase=DEAL, turn=action.seat), ())
            case LoadRevolvers():
                loaded = events.RevolversLoaded(self.rules.chambers, action.chambers)
                return Transition(state._replace(phase=STARTER, chambers=action.chambers), (loaded,))
            case _:
                raise AssertionError(action)

    def _call(self, state: State, action: Call) -> Transition:
        after, happened = showdown.called(self.rules, state)
        return Transition(after, _said(state.turn, action.say) + happened)

    def _pass(self, state: State, action: Pass) -> Transition:
        """The play stays face down and the responder's turn starts: it lays, or the house calls its hand."""
        laid, passer = state.laid, state.turn
        assert laid is not None
        show = showdown.Showdown(self.rules, state)
        show.events += [*_said(passer, action.say), fact(events.Passed, passer, laid.seat)]
        if not state.hands[laid.seat]:
            show.give(laid.seat, events.Award.LAST_CARD)
        state = state._replace(
            phase=LAY,
            decisions=state.counted(passer),
            points=tuple(show.points),
            laid=None,
            passed=(*state.passed, Passed(laid.seat, laid.cards, passer)),
        )
        happened = tuple(show.events)
        alone = not any(hand for seat, hand in enumerate(state.hands) if seat != passer)
        return showdown.house_called(self.rules, state, happened) if alone else Transition(state, happened)

    def observe(self, state: State, seat: Seat | None) -> view.Observation:
        return view.observe(self.rules, state, seat)

    def outcome(self, state: State) -> Outcome | None:
        if state.phase is not ENDED:
            return None
        why = End.SURVIVOR if len(state.living) == 1 else End.ROUND_CAP
        return Outcome(why, state.points, showdown.winners(self.rules, state.alive, state.points))


def _said(seat: Seat, text: str) -> tuple[Event, ...]:
    return (events.Said(seat, text),) if text else ()


def _lay(state: State, action: Play) -> Transition:
    """Cards go face down; the next living seat that still holds cards responds."""
    seat, cards = state.turn, action.cards
    left = actions.without(state.hands[seat], cards)
    assert left is not None
    hands = put(state.hands, seat, left)
    state = state._replace(
        phase=RESPOND,
        turn=state.after(seat, hands),
        decisions=state.counted(seat),
        hands=hands,
        laid=Laid(seat, cards),
    )
    return Transition(state, (fact(events.Laid, seat, len(cards), len(left), cards), *_said(seat, action.say)))


def _deal(state: State, action: Deal) -> Transition:
    told: list[Any] = [fact(events.RoundStarted, state.round, action.target, state.turn)]
    told += [fact(events.Dealt, seat, len(hand), hand) for seat, hand in enumerate(action.hands) if hand]
    state = state._replace(phase=LAY, target=action.target, hands=action.hands, laid=None, passed=())
    return Transition(state, tuple(told))
