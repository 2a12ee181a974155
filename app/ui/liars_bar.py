"""Liar's Bar drawn with plain widgets: the seats, what lies on the table, and a hand."""

from collections.abc import Callable, Sequence

import streamlit as st

from app.ui import liars_bar_turn
from app.ui.board import Send
from app.ui.liars_bar_turn import TEXT, hand, odds
from app.ui.lines import listed
from app.ui.people import who
from app.ui.plain import plain
from games.core import Event, Seat
from games.liars_bar import events
from games.liars_bar.actions import Hand
from games.liars_bar.notation import LiarsBarNotation
from games.liars_bar.state import Phase
from games.liars_bar.view import Observation
from replays.record import Seating
from replays.refusal import shown

SHAPES = "●■▲◆"
SEAT_WIDTH = 163
"""Pixels: two seats stand side by side on a phone."""


class LiarsBarBoard:
    """See `app.ui.board.Board` for the contract."""

    def title(self, o: Observation) -> str:
        if o.phase is Phase.ENDED:
            return TEXT["ended"]
        return TEXT["between" if o.turn is None else "round"].format(round=o.round)

    def lead(self, o: Observation) -> str:
        if o.turn is None or o.target is None:
            return ""
        return TEXT["claim"].format(target=LiarsBarNotation(o.rules).text["cards"][o.target])

    def table(self, o: Observation, seats: Sequence[Seating], knowing: Sequence[Observation] = ()) -> None:
        notation = LiarsBarNotation(o.rules)
        hands = {x.seat: x.hand for x in knowing}
        with st.container(horizontal=True, gap="xsmall"):
            for seat, seating in enumerate(seats):
                with st.container(border=True, width=SEAT_WIDTH, gap=None):
                    _seat(o, seat, seating, hands.get(seat), notation)
        if o.turn is not None:
            _plays(o, seats, knowing or [o], notation)

    def hand(self, o: Observation) -> None:
        if o.turn is not None and o.seat is not None and o.alive[o.seat]:
            hand(o, LiarsBarNotation(o.rules))

    def ask(self, o: Observation, seats: Sequence[Seating], key: str, said: Callable[[], str], send: Send) -> None:
        ask = liars_bar_turn.respond if o.phase is Phase.RESPOND else liars_bar_turn.lay
        ask(o, [shown(seating.name) for seating in seats], key, said, send)

    def news(self, happened: Sequence[Event], seat: Seat) -> tuple[Event, ...]:
        deeds = (events.Laid, events.Passed, events.Called)
        last = max((i for i, e in enumerate(happened) if isinstance(e, deeds) and e.seat == seat), default=0)
        if any(isinstance(e, events.Shot) and e.dead and e.seat == seat for e in happened):
            # Whoever is dead has no deed any more from which to count: the last round is news.
            last = max(last, *(i for i, e in enumerate(happened) if isinstance(e, events.RoundStarted)))
        return tuple([e for e in happened[last:] if not isinstance(e, events.Dealt) or e.seat == seat])


def _seat(o: Observation, seat: Seat, seating: Seating, cards: Hand | None, notation: LiarsBarNotation) -> None:
    acts = f" · {TEXT['acts']}" if seat in o.waiting_for else ""
    st.markdown(f"{SHAPES[seat]} **{plain(seating.name)}**{acts}")
    scored, fired = o.rules.points is not None, {"fired": o.fired[seat], "chambers": o.rules.chambers}
    lines = [
        TEXT["you"] if seat == o.seat and not cards else who(seating),
        ", ".join([notation.count(o.held[seat])] * o.alive[seat] + [notation.count(o.points[seat], "point")] * scored),
        notation.cards(cards or ()),
        TEXT["fired"].format(odds=odds(o, seat), **fired) if o.alive[seat] else TEXT["dead"].format(**fired),
    ]
    for line in filter(None, lines):
        st.text(line)


def _plays(
    o: Observation, seats: Sequence[Seating], knowing: Sequence[Observation], notation: LiarsBarNotation
) -> None:
    """This round's plays in order, each with its cards where one of those who know has laid them."""
    names = [shown(seating.name) for seating in seats]
    known = {x.seat: iter(x.own) for x in knowing}
    lines = [] if o.table else [TEXT["table_empty"]]
    for play in o.table:
        passer = "" if play.passer is None else names[play.passer]
        told = TEXT["waits" if play.passer is None else "passed"].format(
            name=names[play.seat], count=notation.count(play.cards), passer=passer
        )
        cards = next(known.get(play.seat, iter(())), None)
        lines.append(told if cards is None else TEXT["truth"].format(told=told, cards=notation.cards(cards)))
    listed(lines, TEXT["table"])
