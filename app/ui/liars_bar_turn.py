"""A turn at Liar's Bar in plain widgets: the hand, the question, and what each answer risks as far as a seat knows."""

from collections.abc import Callable, Sequence

import streamlit as st

from app import session
from app.ui.board import Send
from app.ui.plain import JOINER, plain
from games.core import Seat
from games.liars_bar.actions import Call, Card, Hand, Pass, Play, Rank, arrange, honest
from games.liars_bar.hints import danger, responder, seen
from games.liars_bar.notation import LiarsBarNotation, signed
from games.liars_bar.view import Observation
from games.words import words

TEXT: dict[str, str] = words("app")["page"]["liars_bar"]


def odds(o: Observation, seat: Seat) -> str:
    """The chance that this seat's next pull kills it, in words."""
    chance = danger(o, seat)
    if chance in (0, 1):
        return TEXT["odds_sure" if chance else "odds_none"]
    return TEXT["odds"].format(left=round(1 / chance))


def label(card: Card, target: Rank, notation: LiarsBarNotation) -> str:
    """A card with what it is worth this round, as Markdown."""
    true = honest((card,), target)
    colour = "green" if true else "red"
    return f"{notation.text['card'][card]} · :{colour}[{TEXT['true' if true else 'lie']}]"


def hand(o: Observation, notation: LiarsBarNotation) -> None:
    """The viewer's own cards, to look at."""
    if not o.hand or o.target is None:
        st.text(TEXT["hand_empty"])
        return
    st.markdown(f"**{TEXT['hand']}**")
    with st.container(key="hand", horizontal=True, gap="xsmall"):
        for card in o.hand:
            with st.container(border=True, width="content"):
                st.markdown(label(card, o.target, notation))


def respond(o: Observation, names: Sequence[str], key: str, said: Callable[[], str], send: Send) -> None:
    """Call, or let it pass."""
    assert o.seat is not None
    notation, last = LiarsBarNotation(o.rules), o.table[-1]
    player = names[last.seat]
    hand(o, notation)
    st.markdown(f"**{plain(TEXT['respond'].format(player=player, count=notation.count(last.cards)))}**")
    _cards_seen(o, notation)
    mine, theirs = odds(o, o.seat), odds(o, last.seat)
    calling, passing = st.columns(2)
    with calling:
        session.button(TEXT["call"], lambda: send(Call(said())), key=f"{key}-call", width="stretch")
        st.text(TEXT["call_risk"].format(player=player, theirs=theirs, mine=mine))
        if o.rules.points is not None:
            worth = o.rules.points
            st.text(TEXT["call_points"].format(right=signed(worth.right_call), wrong=signed(worth.wrong_call)))
    with passing:
        session.button(TEXT["pass"], lambda: send(Pass(said())), key=f"{key}-pass", width="stretch")
        st.text(_after_pass(o, mine))
        if o.rules.points is not None:
            st.text(TEXT["pass_points"].format(points=signed(o.rules.points.honest_pass)))


def _after_pass(o: Observation, mine: str) -> str:
    if any(held for seat, held in enumerate(o.held) if seat != o.seat):
        return TEXT["pass_risk"]
    assert o.target is not None
    return TEXT["pass_house_true" if honest(o.hand, o.target) else "pass_house_lie"].format(mine=mine)


def _cards_seen(o: Observation, notation: LiarsBarNotation) -> None:
    target = o.target
    assert target is not None
    true = [sum(honest((card,), target) for card in cards) for cards in (o.rules.deck, seen(o))]
    claim = notation.text["cards"][target]
    st.text(TEXT["seen"].format(true=true[0], deck=len(o.rules.deck), target=claim, seen=true[1]))


def lay(o: Observation, names: Sequence[str], key: str, said: Callable[[], str], send: Send) -> None:
    """Choose cards, equal ones apart, and lay them."""
    assert o.seat is not None
    assert o.target is not None
    notation, target, held = LiarsBarNotation(o.rules), o.target, o.hand
    chosen = f"{key}-cards"

    def cards() -> Hand:
        return arrange(tuple([held[place] for place in session.value(chosen, [])]))

    st.markdown(f"**{TEXT['lay'].format(most=o.rules.most_laid)}**")
    st.pills(
        TEXT["hand"],
        range(len(held)),
        selection_mode="multi",
        # Streamlit tells options apart by what they are called, and two Kings are called the same.
        format_func=lambda place: label(held[place], target, notation) + JOINER * place,
        key=chosen,
    )
    text = lay_label(cards(), target, o.rules.most_laid, notation)
    style = {"key": f"{key}-lay", "type": "primary", "disabled": not cards()}
    session.button(text, lambda: send(Play(cards(), said())), **style)
    other = responder(o)
    st.text(TEXT["lay_risk"].format(name=names[other], mine=odds(o, o.seat), theirs=odds(o, other)))


def lay_label(cards: Hand, target: Rank, most: int, notation: LiarsBarNotation) -> str:
    """What the button says about the chosen cards."""
    if not cards:
        return TEXT["lay_none"].format(most=most)
    true = sum(honest((card,), target) for card in cards)
    lies = len(cards) - true
    which = "lay_true" if not lies else "lay_some" if true else "lay_lies"
    return TEXT[which].format(count=notation.count(len(cards)), true=true, lies=lies)
