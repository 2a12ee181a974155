"""From a call to the next round: the reveal, the shot, the points, and who starts or has won."""

from games.core import Event, Seat, Transition
from games.liars_bar.actions import Rank, honest
from games.liars_bar.events import Award, Called, HouseCalled, MatchEnded, PassJudged, Revealed, Scored, Shot
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import End, Laid, Phase, State, put


class Scores:
    """Points of one step: added up, each with its event. Without points in the rules nothing is ever given."""

    def __init__(self, rules: LiarsBarRules, state: State) -> None:
        self.worth = rules.points
        self.points = list(state.points)
        self.events: list[Event] = []

    def give(self, seat: Seat, why: Award) -> None:
        if self.worth is not None:
            points: int = getattr(self.worth, why)
            self.points[seat] += points
            self.events.append(Scored(seat, points, why))


def called(rules: LiarsBarRules, state: State) -> Transition:
    """The responder calls the play that waits."""
    laid, target = state.laid, state.target
    assert laid is not None
    assert target is not None
    caller, truth = state.turn, honest(laid.cards, target)
    state = state._replace(decisions=state.counted(caller))
    scores = Scores(rules, state)
    scores.events += [Called(caller, laid.seat), Revealed(laid.seat, laid.cards, truth)]
    if not truth:
        scores.give(caller, Award.RIGHT_CALL)
    shooter = caller if truth else laid.seat
    state = shoot(rules, state, shooter, scores)
    if truth and state.alive[shooter]:
        scores.give(shooter, Award.WRONG_CALL)
    return end_round(rules, state, shooter, target, scores)


def house_called(rules: LiarsBarRules, state: State, before: tuple[Event, ...]) -> Transition:
    """The house lays and calls the last hand at the table; its owner shoots only if it was a bluff."""
    seat, target = state.turn, state.target
    assert target is not None
    hand = state.hands[seat]
    truth = honest(hand, target)
    scores = Scores(rules, state)
    scores.events += [*before, HouseCalled(seat, len(hand)), Revealed(seat, hand, truth)]
    state = state._replace(hands=put(state.hands, seat, ()), laid=Laid(seat, hand))
    if truth:
        return end_round(rules, state, None, target, scores)
    return end_round(rules, shoot(rules, state, seat, scores), seat, target, scores)


def shoot(rules: LiarsBarRules, state: State, seat: Seat, scores: Scores) -> State:
    """One chamber further; the live one kills, and the others at the table are paid for it."""
    shot = state.fired[seat] + 1
    dead = shot == state.chambers[seat]
    scores.events.append(Shot(seat, shot, dead))
    fired = put(state.fired, seat, shot)
    if not dead:
        return state._replace(fired=fired)
    before = len(state.living)
    state = state._replace(fired=fired, alive=put(state.alive, seat, value=False))
    scores.give(seat, Award.SHOT_DEAD)
    for other in state.living:
        scores.give(other, Award.OTHER_DEATH)
    if before == {"second": 2, "third": 3}[rules.runner_up]:
        scores.give(seat, Award.RUNNER_UP)
    return state


def end_round(rules: LiarsBarRules, state: State, shooter: Seat | None, target: Rank, scores: Scores) -> Transition:
    """Judge the passed plays, then find the next starter or the winner."""
    if rules.points is not None:
        for seat, cards, passer in state.passed:
            truth = honest(cards, target)
            scores.events.append(PassJudged(passer, seat, truth))
            if truth:
                scores.give(passer, Award.HONEST_PASS)
    living = state.living
    if len(living) == 1 or state.round >= rules.round_cap:
        return end_match(state, living, scores)
    phase = Phase.STARTER if shooter is None else Phase.DEAL
    turn = state.turn if shooter is None else shooter if state.alive[shooter] else state.after(shooter, state.alive)
    state = state._replace(phase=phase, round=state.round + 1, turn=turn, points=tuple(scores.points))
    return Transition(state, tuple(scores.events))


def end_match(state: State, living: tuple[Seat, ...], scores: Scores) -> Transition:
    """The last survivor is paid; the highest total wins, or without points whoever lives."""
    survivor = living[0] if len(living) == 1 else None
    if survivor is not None:
        scores.give(survivor, Award.SURVIVOR)
    points = tuple(scores.points)
    why = End.ROUND_CAP if survivor is None else End.SURVIVOR
    scores.events.append(MatchEnded(why, winners(living, points, scored=scores.worth is not None), survivor, points))
    return Transition(state._replace(phase=Phase.ENDED, points=points), tuple(scores.events))


def winners(living: tuple[Seat, ...], points: tuple[int, ...], *, scored: bool) -> tuple[Seat, ...]:
    """The seats with the highest total, dead ones too; without points the living."""
    return tuple(s for s, p in enumerate(points) if p == max(points)) if scored else living
