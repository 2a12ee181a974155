"""The gallery of offers: what is listed, ranked by a rule that stands above it, and each a way into its room."""

from typing import Any, Final

import streamlit as st

from app import engine, gallery
from app.facts import TOOLS, game_title, minute, wording_title
from app.people import who
from app.ui.links import to_match
from app.ui.narrowing import choice, clear, first_pages, more
from app.ui.plain import plain
from games.registry import GAMES
from games.secret_tools.conditions import Condition
from replays.offer_list import Listed, OfferCursor, OfferFilters, Rule
from replays.offers import Result, Role
from replays.record import Seating

TEXT: Final[dict[str, Any]] = gallery.TEXT
LIMIT: Final = 20
PATIENCE: Final = 0.4
"""Seconds that a page reads matches which are not listed yet, before it is shown."""
SIGN: Final = '<span aria-hidden="true" class="verdict verdict-{role}-{result}"></span>'
AGAIN: Final = "2s"
"""Until it reads on, while it is open."""


def show() -> None:
    """The list with its filters; where it stands is in the address."""
    st.text(TEXT["about"])
    store = engine.store()
    unread = gallery.catch_up(store, PATIENCE)
    rule, filters = _rule(), _filters()

    def page(after: OfferCursor | None, limit: int) -> list[Listed]:
        return store.offers(filters, rule, after=after, limit=limit)

    found, left = first_pages(page, lambda one: OfferCursor(one.rank, one.created, one.match, one.role), LIMIT)
    every = store.count_offers()
    if every:
        _how_many(filters, rule, every)
    if unread:
        _read_on(unread)
    elif not every:
        st.text(TEXT["none"])
        st.code(TEXT["command"], language=None, wrap_lines=True)
    for told in _counted(filters):
        st.text(told)
    for one in found:
        _row(one, rule)
    if every and not found:
        st.text(TEXT["none_fits"])
    if left:
        more(TEXT["more"])


def _read_on(left: int) -> None:
    """So many matches are not listed yet: some more are read when the page is drawn again, while it is open."""
    drawn = list[int]()

    @st.fragment(run_every=AGAIN)
    def wait() -> None:
        if drawn:
            st.rerun()
        drawn.append(left)
        st.caption(TEXT["waiting_one" if left == 1 else "waiting"].format(n=left))

    wait()


def _rule() -> Rule:
    titles = {rule.value: TEXT["rule"][rule]["title"] for rule in Rule}
    with st.container(key="offer-rule"):
        rule = Rule(choice("rule", TEXT["by"]["rule"], titles) or Rule.NEWEST)
    if about := TEXT["rule"][rule]["about"]:
        st.caption(about)
    return rule


def _filters() -> OfferFilters:
    store = engine.store()
    conditions = {one.value: TOOLS["conditions"][one]["title"] for one in Condition if one is not Condition.BASELINE}
    wordings = {name: wording_title(name) for name in store.offer_wordings()}
    people = {f"{kind}:{player}": who(Seating("", kind, player)) for kind, player in store.offer_players()}
    results, roles = ({one.value: TEXT[kind][one] for one in of} for kind, of in (("result", Result), ("role", Role)))
    with st.container(key="offer-filters"):
        game = _choice("game", {name: game_title(name) for name in GAMES})
        condition = _choice("condition", conditions)
        result = _choice("result", results)
        role = _choice("role", roles)
        wording = _choice("wording", wordings)
        chosen = _choice("player", people)
    kind, player = (None, None) if chosen is None else chosen.split(":", 1)
    return OfferFilters(condition, wording, kind, player, result, role, game=game)


def _choice(name: str, options: dict[str, str]) -> str | None:
    return choice(name, TEXT["by"][name], {"": TEXT["any"][name]} | options)


def _how_many(filters: OfferFilters, rule: Rule, every: int) -> None:
    """How many are listed, of how many, and the way back to all."""
    narrowed = any(filters) or rule is not Rule.NEWEST
    count = engine.store().count_offers(filters, rule) if narrowed else every
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="offer-count"):
        told = TEXT["of" if narrowed else "every" if every > 1 else "one"]
        st.text(told.format(n=count, every=every), width="content")
        if narrowed:
            clear(TEXT["clear"], TEXT["by"])


def _counted(filters: OfferFilters) -> list[str]:
    """What may be counted together is counted: the same offer, in the same words, to the same player."""
    if None in (filters.condition, filters.wording, filters.player):
        return []
    roles = [Role(filters.role)] if filters.role else list(Role)
    groups = {role: filters._replace(role=role, result=None) for role in roles}
    told = {role: _tally(group) for role, group in groups.items()}
    return [TEXT["group"].format(role=TEXT["role"][role], counted=text) for role, text in told.items() if text]


def _tally(group: OfferFilters) -> str:
    store = engine.store()
    return TEXT["differ"] if len(store.offer_terms(group)) > 1 else gallery.counted(store.tally(group))


def _row(one: Listed, rule: Rule) -> None:
    with st.container(gap="xxsmall", key=f"row-offer-{one.match}-{one.role}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(SIGN.format(role=one.role, result=one.result), width="content")
            to_match(plain(gallery.headline(one)), one.match, room=one.role)
            st.caption(plain(minute(one.created)), width="content")
        facts = game_title(one.game), gallery.player(one), gallery.offered(one), *gallery.notes(one, rule)
        st.caption(plain(" · ".join(filter(None, facts))))
        named = gallery.naming(engine.store(), one) if rule is Rule.UNFAIR else ""
        if reason := named or gallery.reason(one):
            st.text(reason)
