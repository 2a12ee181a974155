"""How the matter of a tool goes on: after every step of the game around it, and after every private one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from games.core import CHANCE, CHANCE_ALONE, NOBODY, Action, Event, Game, Seat, Transition
from games.secret_tools import events
from games.secret_tools.actions import PASSING, Answer, Check, Choose, Unanswered, Write
from games.secret_tools.conditions import ANNOUNCED, ANSWERED, WRITTEN, Alliance, Condition, ToolRules
from games.secret_tools.counting import Counting
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
    Matter,
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
    counting: Counting

    def start(self, seats: int) -> State:
        """Raises ValueError for a seat that nobody has."""
        tool, earlier = self.tool, self.tool.earlier
        named = [tool.offer_to] if earlier is None else [earlier.seat, earlier.partner]
        if any(seat is not None and not 0 <= seat < seats for seat in named):
            raise ValueError(f"a seat is named that is not among {seats}")
        state = State(self.game.start(seats), PLAY, Matter(OPEN, (0,) * seats))
        state = state if earlier is None else _allied(state, earlier)
        state = self._favoured(state) if state.matter.used else state
        # A step after the end would tell everybody of the check; the draw has a name, so it is the same wherever it is.
        drawn_first = tool.sealed and tool.audit is not None
        return state.then(stage=CHECK) if drawn_first else self._settle(state, ()).state

    def asked(self, state: State) -> frozenset[Seat]:
        """Who is asked about the tool now, or CHANCE."""
        chosen, stage = state.matter.chosen, state.stage
        if stage is PLAY:
            return NOBODY
        if chosen is None or stage is CHOOSE or stage is CHECK:
            return CHANCE_ALONE
        if stage is OFFER:
            return frozenset({chosen.seat})
        if stage is INVITE and state.matter.partner is not None:
            return frozenset({state.matter.partner})
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
        if state.matter.standing not in PENDING and not self.tool.priced:
            return Transition(state.around(inner), happened)
        later = state.around(inner)
        return self._settle(later.then(ready=False) if later.matter.ready else later, happened)

    def private(self, state: State, actions: Mapping[Seat, Action]) -> Transition:
        """After a step about the tool."""
        if state.stage in (WRITE, REPLY):
            return self._wrote(state, actions)
        ((seat, action),) = actions.items()
        match action:
            case Choose():
                drawn = state.then(stage=PLAY, chosen=action, drawn=self.traits.round(state.inner))
                return self._settle(drawn, (events.Chosen(action.seat),))
            case Check(checked):
                state = state.then(stage=PLAY, checked=checked)
                return self._settle(state, ()) if self.tool.sealed else Transition(state, (self.counting.found(state),))
            case Answer() if state.stage is OFFER:
                return self._offer_answered(state.then(private=state.counted([seat])), action)
            case Answer(accept):
                return self._invitation_answered(state.then(private=state.counted([seat])), accept=accept)
            case Unanswered():
                return self._unanswered(state.then(private=state.counted([seat])), seat, action)
            case _:
                raise AssertionError(action)

    def _settle(self, state: State, happened: tuple[Event, ...]) -> Transition:
        """What is due next, before the next step of the game that is wrapped."""
        acting = self.game.acting(state.inner)
        if not acting:
            return self.counting.ended(state, happened)
        if state.matter.standing is ACTIVE and not state.pair <= frozenset(self.traits.living(state.inner)):
            stopped = events.Stopped(*state.ordered)
            return Transition(state.then(standing=Standing.STOPPED), (*happened, stopped))
        if CHANCE not in acting:
            if state.matter.standing is OPEN:
                return self._open(state, acting, happened)
            if state.matter.standing is ACTIVE:
                return self._active(state, happened)
            if state.matter.standing in PENDING:
                return self._again(state, acting, happened)
        return Transition(state, happened)

    def _open(self, state: State, acting: frozenset[Seat], happened: tuple[Event, ...]) -> Transition:
        """Nobody has been asked yet."""
        now, chosen = self.traits.round(state.inner), state.matter.chosen
        if now < self.tool.trigger or (chosen is not None and now == state.matter.drawn and chosen.seat not in acting):
            return Transition(state, happened)
        living = self.traits.living(state.inner)
        gone = chosen is not None and chosen.seat not in living
        nobody = self.tool.offer_to is not None and self.tool.offer_to not in living
        if len(living) < FEWEST or nobody:
            return Transition(state.then(standing=SETTLED), happened)
        if chosen is None or gone:
            return Transition(state.then(stage=CHOOSE), happened)
        if chosen.seat not in acting:
            return Transition(state, happened)
        partner = next(seat for seat in chosen.partners if seat in living)
        happened = (*happened, events.OfferDue(chosen.seat, partner))
        if self.tool.condition is Condition.BASELINE:
            return Transition(state.then(standing=SETTLED), happened)
        return Transition(state.then(stage=OFFER, standing=Standing.OFFERED), happened)

    def _again(self, state: State, acting: frozenset[Seat], happened: tuple[Event, ...]) -> Transition:
        """The offer or the invitation came to nothing and is made again, before another decision of the same seat."""
        living, chosen = self.traits.living(state.inner), state.matter.chosen
        assert chosen is not None
        offered = state.matter.standing is Standing.OFFERED
        gone = chosen.seat not in living or (len(living) < FEWEST if offered else state.matter.partner not in living)
        if gone:
            return _no_answer(state, happened)
        if chosen.seat not in acting:
            return Transition(state, happened)
        return Transition(state.then(stage=OFFER if offered else INVITE), happened)

    def _active(self, state: State, happened: tuple[Event, ...]) -> Transition:
        """The tool works: both of the pair live."""
        condition = self.tool.condition
        if not self._writers(state):
            return Transition(state, happened)
        if condition in WRITTEN:
            return Transition(state.then(stage=WRITE, sent=""), happened)
        if condition is Condition.COACH:
            shown = events.Coached(state.matter.coached)
            return Transition(state.then(ready=True, coached=state.matter.coached + 1), (*happened, shown))
        return Transition(state, happened)

    def _offer_answered(self, state: State, answer: Answer) -> Transition:
        assert state.matter.chosen is not None
        told = events.OfferAnswered(state.matter.chosen.seat, answer.accept, answer.partner, None)
        if not answer.accept:
            return Transition(state.then(stage=PLAY, standing=Standing.REFUSED), (told,))
        invited = state.then(stage=INVITE, standing=Standing.INVITED, partner=answer.partner, tries=0)
        return Transition(invited, (told,))

    def _invitation_answered(self, state: State, *, accept: bool) -> Transition:
        initiator, partner = state.ordered
        told = events.InvitationAnswered(partner, initiator, accept, None)
        if not accept:
            return Transition(state.then(stage=PLAY, standing=Standing.REFUSED_BY_PARTNER), (told,))
        open_to_all = self.tool.condition in ANNOUNCED
        started = (events.Announced if open_to_all else events.Started)(initiator, partner)
        working = self._favoured(state.then(stage=PLAY, standing=ACTIVE, used=True))
        return self._settle(working, (told, started))

    def _favoured(self, state: State) -> State:
        """With the advantage of the pair, where these rules are played with one."""
        favour = self.traits.advantages(self.game.rules).get(self.tool.advantage)
        return state if favour is None else state.around(favour(state.inner, state.ordered))

    def _unanswered(self, state: State, seat: Seat, action: Unanswered) -> Transition:
        """Errors and silence do not use up an offer, for a while; everything else ends the matter."""
        verdict = action.verdict
        state = state.then(stage=PLAY, tries=state.matter.tries + 1, missed=verdict)
        if verdict in PASSING and state.matter.tries < TRIES:
            return Transition(state, (events.Missed(seat, verdict),))
        return _no_answer(state, ())

    def _wrote(self, state: State, actions: Mapping[Seat, Action]) -> Transition:
        written = [(seat, a) for seat, a in sorted(actions.items()) if isinstance(a, Write)]
        new = [Message(seat, text) for seat, a in written if (text := self._cut(a.text))]
        told = tuple([self._message(state, message) for message in new])
        replies = self.tool.condition in ANSWERED and not self.traits.together and state.stage is WRITE
        state = state.then(
            stage=REPLY if replies else PLAY,
            private=state.counted(actions),
            sent=new[0].text if replies and new else "",
            ready=not replies,
            messages=(*state.matter.messages, *new),
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


def _no_answer(state: State, happened: tuple[Event, ...]) -> Transition:
    """The offer or the invitation ends unanswered, for the reason it came to nothing the last time."""
    chosen, partner, why = state.matter.chosen, state.matter.partner, state.matter.missed
    assert chosen is not None
    seat = chosen.seat
    if partner is None:
        told: Event = events.OfferAnswered(seat, None, None, why)
        return Transition(state.then(standing=Standing.NO_ANSWER), (*happened, told))
    told = events.InvitationAnswered(partner, seat, None, why)
    return Transition(state.then(standing=Standing.NO_ANSWER_BY_PARTNER), (*happened, told))


def _allied(state: State, earlier: Alliance) -> State:
    """Where an earlier match of the series has settled the matter."""
    return state.then(
        chosen=Choose(earlier.seat, (), (), accept_first=False, invited_accept_first=False),
        partner=earlier.partner,
        standing=ACTIVE if earlier.active else SETTLED,
        used=earlier.active,
    )
