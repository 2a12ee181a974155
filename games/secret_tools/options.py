"""What a seat may answer when it is asked about a tool, and what chance draws for that."""

from collections.abc import Sequence
from typing import Any

from games.core import Action, Reason, Seat
from games.luck import Luck
from games.secret_tools.actions import TEXT_LIMIT, Answer, Check, Choose, Unanswered, Verdict, Write
from games.secret_tools.conditions import ToolRules
from games.secret_tools.state import CHECK, CHOOSE, INVITE, OFFER, State

WRITE_NOTHING = (Write(),)


def partners(state: State, living: Sequence[Seat]) -> tuple[Seat, ...]:
    """Who can be named, in the order drawn."""
    chosen = state.matter.chosen
    assert chosen is not None
    return tuple([seat for seat in chosen.names if seat in living])


def legal(state: State, living: Sequence[Seat]) -> tuple[Any, ...]:
    """For whoever is asked: both options in the order drawn; messages are an open set, of which the empty one stands
    here."""
    chosen = state.matter.chosen
    if chosen is None or state.stage not in (OFFER, INVITE):
        return () if state.stage in (CHOOSE, CHECK) else WRITE_NOTHING
    offer = state.stage is OFFER
    accepting = (
        [Answer(accept=True, partner=seat) for seat in partners(state, living)] if offer else [Answer(accept=True)]
    )
    accept_first = chosen.accept_first if offer else chosen.invited_accept_first
    return (*accepting, Answer(accept=False)) if accept_first else (Answer(accept=False), *accepting)


def check(tool: ToolRules, state: State, living: Sequence[Seat], action: Action) -> Reason | None:
    """Why whoever is asked may not do this now, or None."""
    if state.stage in (OFFER, INVITE):
        return _check_answer(state, living, action)
    if state.stage is CHOOSE:
        return _check_choice(tool, state, living, action)
    if state.stage is CHECK:
        return None if isinstance(action, Check) else Reason("impossible-draw")
    if not isinstance(action, Write):
        return Reason("write")
    return Reason("text-too-long", {"limit": TEXT_LIMIT}) if len(action.text) > TEXT_LIMIT else None


def _check_answer(state: State, living: Sequence[Seat], action: Action) -> Reason | None:
    if isinstance(action, Unanswered):
        fits = state.stage is OFFER or action.verdict is not Verdict.INVALID_PARTNER
        return None if fits else Reason("answer")
    if not isinstance(action, Answer):
        return Reason("answer")
    if state.stage is OFFER and action.accept:
        return None if action.partner in partners(state, living) else Reason("no-such-partner")
    return None if action.partner is None else Reason("names-nobody")


def _check_choice(tool: ToolRules, state: State, living: Sequence[Seat], action: Action) -> Reason | None:
    others = [seat for seat in range(len(state.matter.private)) if isinstance(action, Choose) and seat != action.seat]
    fits = (
        isinstance(action, Choose)
        and action.seat in living
        and tool.offer_to in (None, action.seat)
        and sorted(action.partners) == sorted(action.names) == others
    )
    return None if fits else Reason("impossible-draw")


def choose(tool: ToolRules, living: Sequence[Seat], seats: int, luck: Luck) -> Choose:
    """Everything that is left to chance about an offer, in one draw: each seat that lives is as likely."""
    # Drawn first, even where the seat is named: then the orders are the same as where the lot falls on it.
    drawn = luck.pick(living)
    seat = drawn if tool.offer_to is None else tool.offer_to
    others = [other for other in range(seats) if other != seat]
    orders = luck.sample(others, len(others)), luck.sample(others, len(others))
    return Choose(seat, tuple(orders[0]), tuple(orders[1]), luck.chance(0.5), luck.chance(0.5))
