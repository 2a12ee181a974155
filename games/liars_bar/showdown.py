"""From a call to the next round: the reveal, the shot, the points, and who starts or has won."""

from typing import Any

from games.core import Event, Seat, Transition
from games.facts import fact
from games.liars_bar.actions import honest
from games.liars_bar.events import Award, Called, HouseCalled, MatchEnded, PassJudged, Revealed, Scored, Shot
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import DEAL, ENDED, STARTER, End, Laid, State, put


class Showdown:
    """What one step changes of a state, put together: points and shots, each with its event."""

    def __init__(self, rules: LiarsBarRules, state: State) -> None:
        self.rules, self.state = rules, state
        self.points = list(state.points)
        self.alive, self.fired = state.alive, state.fired
        self.events: list[Event] = []

    def give(self, seat: Seat, why: Award) -> None:
        """Without points in the rules nothing is ever given."""
        if self.rules.points is not None:
            points: int = getattr(self.rules.points, why)
            self.points[seat] += points
            self.events.append(fact(Scored, seat, points, why))

    def reveal(self, laid: Laid) -> bool:
        """Turn the cards up: whether they are what was claimed."""
        assert self.state.target is not None
        truth = honest(laid.cards, self.state.target)
        self.events.append(fact(Revealed, laid.seat, laid.cards, truth))
        return truth

    def shoot(self, seat: Seat) -> bool:
        """One chamber further; if it is the live one, the seat dies and the others are paid for it."""
        shot = self.fired[seat] + 1
        dead = shot == self.state.chambers[seat]
        self.fired = put(self.fired, seat, shot)
        self.events.append(fact(Shot, seat, shot, dead))
        if dead:
            before = sum(self.alive)
            self.alive = put(self.alive, seat, value=False)
            self.give(seat, Award.SHOT_DEAD)
            for other, alive in enumerate(self.alive):
                if alive:
                    self.give(other, Award.OTHER_DEATH)
            if before == {"second": 2, "third": 3}[self.rules.runner_up]:
                self.give(seat, Award.RUNNER_UP)
        return dead

    def end_round(self, shooter: Seat | None, **changes: Any) -> Transition:
        """Judge the passed plays, then find the next starter or the winner."""
        state = self.state
        if self.rules.points is not None:
            assert state.target is not None
            for seat, cards, passer in state.passed:
                truth = honest(cards, state.target)
                self.events.append(fact(PassJudged, passer, seat, truth))
                if truth:
                    self.give(passer, Award.HONEST_PASS)
        if sum(self.alive) == 1 or state.round >= self.rules.round_cap:
            self._end_match()
            changes |= {"phase": ENDED}
        elif shooter is None:
            changes |= {"phase": STARTER, "round": state.round + 1}
        else:
            starter = shooter if self.alive[shooter] else state.after(shooter, self.alive)
            changes |= {"phase": DEAL, "round": state.round + 1, "turn": starter}
        state = state._replace(points=tuple(self.points), alive=self.alive, fired=self.fired, **changes)
        return Transition(state, tuple(self.events))

    def _end_match(self) -> None:
        """The last survivor is paid, and the winners are named."""
        survivor = self.alive.index(True) if sum(self.alive) == 1 else None
        if survivor is not None:
            self.give(survivor, Award.SURVIVOR)
        why = End.ROUND_CAP if survivor is None else End.SURVIVOR
        points = tuple(self.points)
        self.events.append(MatchEnded(why, winners(self.rules, self.alive, points), survivor, points))


def called(rules: LiarsBarRules, state: State) -> Transition:
    """The responder calls the play that waits."""
    laid, caller = state.laid, state.turn
    assert laid is not None
    show = Showdown(rules, state)
    show.events.append(fact(Called, caller, laid.seat))
    if show.reveal(laid):
        shooter = caller
        if not show.shoot(caller):
            show.give(caller, Award.WRONG_CALL)
    else:
        shooter = laid.seat
        show.give(caller, Award.RIGHT_CALL)
        show.shoot(shooter)
    return show.end_round(shooter, decisions=state.counted(caller))


def house_called(rules: LiarsBarRules, state: State, before: tuple[Event, ...]) -> Transition:
    """The house lays and calls the last hand at the table; its owner shoots only if it was a bluff."""
    seat = state.turn
    laid = Laid(seat, state.hands[seat])
    show = Showdown(rules, state)
    show.events += [*before, fact(HouseCalled, seat, len(laid.cards))]
    shooter = None if show.reveal(laid) else seat
    if shooter is not None:
        show.shoot(shooter)
    return show.end_round(shooter, hands=put(state.hands, seat, ()), laid=laid)


def winners(rules: LiarsBarRules, alive: tuple[bool, ...], points: tuple[float, ...]) -> tuple[Seat, ...]:
    """The seats with the highest total, dead ones too; without points the living."""
    if rules.points is None:
        return tuple(seat for seat, lives in enumerate(alive) if lives)
    return tuple(seat for seat, total in enumerate(points) if total == max(points))
