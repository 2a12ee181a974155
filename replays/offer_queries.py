"""What is asked of the index of offers, in columns, and how a row of the answer is read."""

from typing import Any, Final

from sqlalchemy import and_, case, func, literal
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from games.secret_tools.conditions import Condition
from replays import tables
from replays.listing import sealed
from replays.offer_list import Listed, Noted, OfferFilters, Rule
from replays.offers import Result, Role
from replays.record import Kind

_offer: Any = tables.Offer
_match: Any = tables.Match
_select: Any = select
_COLUMNS: Final = (_offer.condition, _offer.wording, _offer.terms, _offer.role, _offer.kind)
_GROUP: Final[list[Any]] = [col(column) for column in _COLUMNS]
"""What is counted together, all players of a kind in one."""


def open_ones(chosen: Any) -> Any:
    """Only those of ended matches of which everybody may know everything."""
    joined = chosen.join(_match, col(_match.id) == col(_offer.match_id))
    return joined.where(col(_match.ended).is_not(None), ~sealed())


def counted(chosen: Any) -> Any:
    """Only those of them that may be counted: of a match with a seed that was typed somebody knew the cards."""
    return open_ones(chosen).where(~col(_match.seed_known))


def listed(rule: Rule) -> tuple[Any, Any]:
    """All for which a rule holds, as `read` reads them, and the column of their rank."""
    asked, other = aliased(tables.Seating), aliased(tables.Seating)
    names: list[Any] = [col(asked.name).label("name"), col(other.name).label("partner")]
    chosen = open_ones(_select(_offer, col(_match.game), col(_match.seed_known), *names))
    for seating, seat in ((asked, _offer.seat), (other, _offer.named)):
        here = and_(col(seating.match_id) == col(_offer.match_id), col(seating.seat) == col(seat))
        chosen = chosen.outerjoin(seating, here)
    match rule:
        case Rule.NEWEST:
            rank = literal(0)
        case Rule.REFUSAL:
            chosen, rank = _among_acceptances(chosen)
        case Rule.UNFAIR:
            rank = col(_offer.unfair)
        case Rule.BETRAYED:
            rank = col(_offer.betrayed)
        case Rule.CHAMBER:
            rank = case((col(_offer.last_chamber), 1), else_=0)
    holds = () if rule is Rule.NEWEST else (rank > 0,)
    return chosen.add_columns(rank.label("rank")).where(*holds), rank


def fits(filters: OfferFilters) -> list[Any]:
    """What a row must be."""
    wanted = {name: value for name, value in filters._asdict().items() if value is not None}
    return [col(getattr(_match if name == "game" else _offer, name)) == value for name, value in wanted.items()]


def values(*columns: Any) -> Any:
    """All that these columns hold in any of the open ones: each is looked for once, however often it is there."""
    some = _select(*columns).distinct().subquery()
    same = [column == some.c[column.key] for column in columns]
    return _select(some).where(open_ones(_select(literal(1)).select_from(_offer)).where(*same).exists())


def _among_acceptances(chosen: Any) -> tuple[Any, Any]:
    """See `Rule.REFUSAL`."""
    player: Any = col(_offer.player)
    result = col(_offer.result)
    own = (
        counted(_select(*_GROUP, player, func.sum(_accepted(result)).label("accepted"), func.count().label("answers")))
        .where(result.in_((Result.ACCEPT, Result.REFUSE)))
        .group_by(*_GROUP, player)
        .cte("own")
    )
    kind_of = [own.c[column.key] for column in _GROUP]
    sums = [func.sum(own.c[name]).label(name) for name in ("accepted", "answers")]
    kind = _select(*kind_of, *sums).group_by(*kind_of).cte("of_kind")
    for group, columns in ((own, (*_GROUP, player)), (kind, _GROUP)):
        chosen = chosen.outerjoin(group, and_(*(group.c[column.key] == column for column in columns)))
    one, other = (func.coalesce(group.c.accepted * 1.0 / group.c.answers, 0.0) for group in (own, kind))
    larger = case((one >= other, one), else_=other)
    return chosen.where(result == Result.REFUSE, larger > 0.5), larger


def _accepted(result: Any) -> Any:
    return case((result == Result.ACCEPT, 1), else_=0)


def read(row: Any) -> Listed:
    """A row of what `listed` chooses."""
    return Listed(
        match=row.match_id,
        game=row.game,
        created=row.created,
        condition=Condition(row.condition),
        wording=row.wording,
        terms=row.terms,
        role=Role(row.role),
        result=Result(row.result),
        seat=row.seat,
        name=row.name or "",
        kind=None if row.kind is None else Kind(row.kind),
        player=row.player,
        named=row.named,
        partner=row.partner or "",
        tries=row.tries,
        contradicts=row.contradicts,
        round=row.round,
        seq=row.seq,
        seed_known=row.seed_known,
        noted=Noted(row.words, row.unfair, row.betrayed, row.last_chamber),
        rank=float(row.rank),
    )
