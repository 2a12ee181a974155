"""Shows what came of the offers in the matches that are over, one line each, the id of the match first."""

from argparse import Namespace
from math import inf

from app import gallery
from app.cli import GALLERY
from app.facts import minute
from replays.offer_list import Listed, OfferFilters, Rule
from replays.refusal import shown
from replays.store import Store


def run(store: Store, chosen: Namespace) -> int:
    gallery.catch_up(store, inf)
    filters = OfferFilters(
        chosen.condition, chosen.wording, player=chosen.player, result=chosen.verdict, role=chosen.role
    )
    rule = Rule(chosen.rule)
    found = store.offers(filters, rule, limit=chosen.limit + 1)
    if not found:
        print(GALLERY["none_such" if any(filters) or rule is not Rule.NEWEST else "none"])
    for one in found[: chosen.limit]:
        print(line(one, rule))
    if len(found) > chosen.limit:
        print(GALLERY["more"])
    return 0


def line(one: Listed, rule: Rule) -> str:
    """id, time, what came of it, who was asked, what was offered, and the first words of the reason."""
    parts = [one.match, minute(one.created), gallery.headline(one), gallery.player(one), gallery.offered(one)]
    told = "  ".join(filter(None, [*parts, gallery.reason(one), *gallery.notes(one, rule)]))
    return shown(told, most=len(told))
