"""How the matter of a tool goes on: after every step of the game around it, and after every private one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from games.core import CHANCE, CHANCE_ALONE, NOBODY, Action, Event, Game, Outcome, Seat, Transition
from games.secret_tools import events
from games.secret_tools.actions import PASSING, Answer, Check, Choose, Unanswered, Write
from games.secret_tools.conditions import ANNOUNCED, ANSWERED, WRITTEN, Alliance, Condition, ToolRules
from games.secret_tools.state import (
    ACTIVE,
    CHECK,
    CHOOSE,
    INVITE,
    OFFER,
    OPEN,
    PLAY,
    REPLY,
    SETTLED,
    TRIES,
    WRITE,
    Message,
    Standing,
    State,
)
from games.secret_tools.traits import Traits

EAST_ASIAN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{EAST_ASIAN}]|[^\\s{EAST_ASIAN}]+")
"""Where words are written without spaces between them, every character counts as one."""
FEWEST = 3
"""Living seats for which an offer is made: with two there would be no victim."""
PENDING = (ACTIVE, OPEN, Standing.OFFERED, Standing.INVITED)
"""Something may still come."""


@dataclass(frozen=True, slots=True)
class Course:
    """Of one game, with one tool."""

    game: Game[Any, Any, Any]
    tool: ToolRules
    traits: Traits

    def start(self, seats: int) -> State:
        """Raises ValueError for a seat that nobody has."""
        tool, earlier = self.tool, self.tool.earlier
        named = [tool.offer_to] if earlier is None else [earlier.seat, earlier.partner]
        if any(seat is not None and not 0 <= seat < seats for seat in named):
            raise ValueError(f"a seat is named that is not among {seats}")
        state = State(self.game.start(seats), PLAY, OPEN, (0,) * seats)
        return self._settle(state if earlier is None else _allied(state, earlier), ()).state

    def asked(self, state: State) -> frozenset[Seat]:
        """Who is asked about the tool now, or CHANCE."""
        chosen, stage = state.chosen, state.stage
        if stage is PLAY:
            return NOBODY
        if chosen is None or stage is CHOOSE or stage is CHECK:
            return CHANCE_ALONE
        if stage is OFFER:
            return frozenset({chosen.seat})
        if stage is INVITE and state.partner is not None:
            return frozenset({state.partner})
        writers = self._writers(state)
        return writers if stage is WRITE else state.pair - writers

    def outside(self, state: State) -> frozenset[Seat]:
        """Who may go on with the game that is wrapped, while partners are asked in private.

        Nobody if what they agree on is told to all: then all can take it into account.
        """
        if state.stage in (OFFER, INVITE, WRITE, REPLY) and self.tool.condition not in ANNOUNCED:
            return self.game.acting(state.inner) - state.pair
        return NOBODY

    def played(self, state: State, inner: Any, happened: tuple[Event, ...]) -> Transition:
        """After a step of the game that is wrapped."""
        if state.standing not in PENDING and self.tool.audit is None:
            return Transition(state.around(inner), happened)
        return self._settle(state._replace(inner=inner, ready=False) if state.ready else state.around(inner), happened)

    def private(self, state: State, actions: Mapping[Seat, Action]) -> Transition:
        """After a step about the tool."""
        if state.stage in (WRITE, REPLY):
            return self._wrote(state, actions)
        ((seat, action),) = actions.items()
        match action:
            case Choose():
                drawn = state._replace(stage=PLAY, chosen=action, drawn=self.traits.round(state.inner))
                return self._settle(drawn, (events.Chosen(action.seat),))
            case Check(checked):
                state = state._replace(stage=PLAY, checked=checked)
                return Transition(state, (self._told(state),))
            case Answer() if state.stage is OFFER:
                return self._offer_answered(state._replace(private=state.counted([seat])), action)
            case Answer(accept):
                return self._invitation_answered(state._replace(private=state.counted([seat])), accept=accept)
            case Unanswered():
                return self._unanswered(state._replace(private=state.counted([seat])), seat, action)
            case _:
                raise AssertionError(action)

    def fined(self, state: State, outcome: Outcome) -> Outcome:
        """The outcome of the game that is wrapped, after a check."""
        audit = self.tool.audit
        if audit is None or not (state.checked and state.used):
            return outcome
        points = tuple([had - audit.points * (seat in state.pair) for seat, had in enumerate(outcome.points)])
        return outcome._replace(points=points, winners=self.traits.winners(self.game.rules, state.inner, points))

    def _settle(self, state: State, happened: tuple[Event, ...]) -> Transition:
        """What is due next, before the next step of the game that is wrapped."""
        acting = self.game.acting(state.inner)
        if not acting and self.tool.audit is not None and state.checked is None:
            return Transition(state._replace(stage=CHECK), happened)
        if acting and state.standing is ACTIVE and not state.pair <= frozenset(self.traits.living(state.inner)):
            stopped = events.Stopped(*_ordered(state))
            return Transition(state._replace(standing=Standing.STOPPED), (*happened, stopped))
        if acting and CHANCE not in acting:
            if state.standing is OPEN:
                return self._open(state, acting, happened)
            if state.standing is ACTIVE:
                return self._active(state, happened)
            if state.standing in PENDING:
                return self._again(state, acting, happened)
        return Transition(state, happened)

    def _open(self, state: State, acting: frozenset[Seat], happened: tuple[Event, ...]) -> Transition:
        """Nobody has been asked yet."""
        now, chosen = self.traits.round(state.inner), state.chosen
        if now < self.tool.trigger or (chosen is not None and now == state.drawn and chosen.seat not in acting):
            return Transition(state, happened)
        living = self.traits.living(state.inner)
        gone = chosen is not None and chosen.seat not in living
        nobody = self.tool.offer_to is not None and self.tool.offer_to not in living
        if len(living) < FEWEST or nobody:
            return Transition(state._replace(standing=SETTLED), happened)
        if chosen is None or gone:
            return Transition(state._replace(stage=CHOOSE), happened)
        if chosen.seat not in acting:
            return Transition(state, happened)
        partner = next(seat for seat in chosen.partners if seat in living)
        happened = (*happened, events.OfferDue(chosen.seat, partner))
        if self.tool.condition is Condition.BASELINE:
            return Transition(state._replace(standing=SETTLED), happened)
        return Transition(state._replace(stage=OFFER, standing=Standing.OFFERED), happened)

    def _again(self, state: State, acting: frozenset[Seat], happened: tuple[Event, ...]) -> Transition:
        """The offer or the invitation came to nothing and is made again, before another decision of the same seat."""
        living, chosen = self.traits.living(state.inner), state.chosen
        assert chosen is not None
        offered = state.standing is Standing.OFFERED
        gone = chosen.seat not in living or (len(living) < FEWEST if offered else state.partner not in living)
        if gone:
            return _no_answer(state, happened)
        if chosen.seat not in acting:
            return Transition(state, happened)
        return Transition(state._replace(stage=OFFER if offered else INVITE), happened)

    def _active(self, state: State, happened: tuple[Event, ...]) -> Transition:
        """The tool works: both of the pair live."""
        condition = self.tool.condition
        if not self._writers(state):
            return Transition(state, happened)
        if condition in WRITTEN:
            return Transition(state._replace(stage=WRITE, sent=""), happened)
        if condition is Condition.COACH:
            shown = events.Coached(state.coached)
            return Transition(state._replace(ready=True, coached=state.coached + 1), (*happened, shown))
        return Transition(state, happened)

    def _offer_answered(self, state: State, answer: Answer) -> Transition:
        assert state.chosen is not None
        told = events.OfferAnswered(state.chosen.seat, answer.accept, answer.partner, None)
        if not answer.accept:
            return Transition(state._replace(stage=PLAY, standing=Standing.REFUSED), (told,))
        invited = state._replace(stage=INVITE, standing=Standing.INVITED, partner=answer.partner, tries=0)
        return Transition(invited, (told,))

    def _invitation_answered(self, state: State, *, accept: bool) -> Transition:
        initiator, partner = _ordered(state)
        told = events.InvitationAnswered(partner, initiator, accept, None)
        if not accept:
            return Transition(state._replace(stage=PLAY, standing=Standing.REFUSED_BY_PARTNER), (told,))
        open_to_all = self.tool.condition in ANNOUNCED
        started = (events.Announced if open_to_all else events.Started)(initiator, partner)
        return self._settle(state._replace(stage=PLAY, standing=ACTIVE, used=True), (told, started))

    def _unanswered(self, state: State, seat: Seat, action: Unanswered) -> Transition:
        """Errors and silence do not use up an offer, for a while; everything else ends the matter."""
        verdict = action.verdict
        state = state._replace(stage=PLAY, tries=state.tries + 1, missed=verdict)
        if verdict in PASSING and state.tries < TRIES:
            return Transition(state, (events.Missed(seat, verdict),))
        return _no_answer(state, ())

    def _wrote(self, state: State, actions: Mapping[Seat, Action]) -> Transition:
        written = [(seat, a) for seat, a in sorted(actions.items()) if isinstance(a, Write)]
        new = [Message(seat, text) for seat, a in written if (text := self._cut(a.text))]
        told = tuple([self._message(state, message) for message in new])
        replies = self.tool.condition in ANSWERED and not self.traits.together and state.stage is WRITE
        state = state._replace(
            stage=REPLY if replies else PLAY,
            private=state.counted(actions),
            sent=new[0].text if replies and new else "",
            ready=not replies,
            messages=(*state.messages, *new),
        )
        return Transition(state, told)

    def _message(self, state: State, message: Message) -> Event:
        seat, text = message
        if self.tool.condition is Condition.NOTES:
            return events.Noted(seat, text)
        (other,) = state.pair - {seat}
        return (events.WroteOpenly if self.tool.condition in ANNOUNCED else events.Wrote)(seat, other, text)

    def _cut(self, text: str) -> str:
        """The first words, as many as a message may have."""
        words = list(islice(WORD.finditer(text), self.tool.word_limit))
        return text[: words[-1].end()].strip() if words else ""

    def _writers(self, state: State) -> frozenset[Seat]:
        """Who of the pair is to prepare for what comes next: both where all act at once, else whose turn is next."""
        if self.traits.together:
            return state.pair
        return frozenset(
            seat for seat in self.game.acting(state.inner) & state.pair if self.traits.turn(state.inner, seat)
        )

    def _told(self, state: State) -> Event:
        """What came of the check."""
        inner = self.game.outcome(state.inner)
        assert inner is not None
        assert self.tool.audit is not None
        found = bool(state.checked and state.used)
        seat, partner = _ordered(state) if found else (None, None)
        points = self.tool.audit.points if found else 0
        return events.Checked(bool(state.checked), seat, partner, points, self.fined(state, inner).winners)


def _ordered(state: State) -> tuple[Seat, Seat]:
    """Who was offered the tool, and whom it named."""
    assert state.chosen is not None
    assert state.partner is not None
    return state.chosen.seat, state.partner


def _no_answer(state: State, happened: tuple[Event, ...]) -> Transition:
    """The offer or the invitation ends unanswered, for the reason it came to nothing the last time."""
    assert state.chosen is not None
    seat, partner, why = state.chosen.seat, state.partner, state.missed
    if partner is None:
        told: Event = events.OfferAnswered(seat, None, None, why)
        return Transition(state._replace(standing=Standing.NO_ANSWER), (*happened, told))
    told = events.InvitationAnswered(partner, seat, None, why)
    return Transition(state._replace(standing=Standing.NO_ANSWER_BY_PARTNER), (*happened, told))


def _allied(state: State, earlier: Alliance) -> State:
    """Where an earlier match of the series has settled the matter."""
    return state._replace(
        chosen=Choose(earlier.seat, (), (), accept_first=False, invited_accept_first=False),
        partner=earlier.partner,
        standing=ACTIVE if earlier.active else SETTLED,
        used=earlier.active,
    )
