"""The index of offers: what came of each in the ended matches, found by what it was and walked from one to the next."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, case, func, tuple_
from sqlmodel import col, delete, insert, select, update

from replays import tables
from replays.offer_list import By, Listed, Noted, OfferCursor, OfferFilters, Rule
from replays.offer_queries import counted, fits, listed, open_ones, read, values
from replays.offers import OfferRow, Result, Role, Tally
from replays.record import Kind
from replays.rows import NoSuchMatch

FORM: Final = 2
"""What is kept of an offer; raised when that changes, so that every match is read anew."""
_TIME: Final[list[Any]] = [col(tables.Offer.created), col(tables.Offer.match_id)]
"""What the newest are in order by."""


class OfferIndex:
    """What the store knows of offers."""

    _reader: Engine
    _writer: Engine

    def unread_offers(self, limit: int) -> list[str]:
        """The newest ended matches whose offers are not listed yet."""
        match = tables.Match
        chosen = select(match.id).where(*_unread()).order_by(col(match.created).desc()).limit(limit)
        with self._reader.connect() as connection:
            return list(connection.execute(chosen).scalars())

    def count_unread_offers(self) -> int:
        with self._reader.connect() as connection:
            return connection.execute(select(func.count()).select_from(tables.Match).where(*_unread())).scalar_one()

    def keep_offers(self, match_id: str, found: Sequence[tuple[OfferRow, Noted]]) -> None:
        """All that came of the offers of an ended match, in place of what was listed of it. Raises NoSuchMatch."""
        match, offer = tables.Match, tables.Offer
        with self._writer.begin() as connection:
            here = (col(match.id) == match_id, col(match.ended).is_not(None))
            created = connection.execute(select(match.created).where(*here)).scalar()
            if created is None:
                raise NoSuchMatch(match_id)
            connection.execute(update(match).where(*here), {"offers_form": FORM})
            connection.execute(delete(offer).where(col(offer.match_id) == match_id))
            if found:
                key = {"match_id": match_id, "created": created}
                connection.execute(insert(offer), [key | _row(row) | noted._asdict() for row, noted in found])

    def offers(
        self,
        filters: OfferFilters = OfferFilters(),  # noqa: B008
        rule: Rule = Rule.NEWEST,
        *,
        after: OfferCursor | None = None,
        limit: int = 50,
    ) -> list[Listed]:
        """Those of the matches that are open to everybody, the highest rank first and then the newest, from behind
        `after`."""
        offer = tables.Offer
        chosen, rank = listed(rule)
        key: list[Any] = [rank, col(offer.created), col(offer.match_id), col(offer.role)]
        # With a rank that is all the same the order would be found by sorting, and not along an index.
        key = key[rule is Rule.NEWEST :]
        if after is not None:
            chosen = chosen.where(tuple_(*key) < tuple(after)[-len(key) :])
        chosen = chosen.where(*fits(filters)).order_by(*(part.desc() for part in key)).limit(limit)
        with self._reader.connect() as connection:
            return [read(row) for row in connection.execute(chosen)]

    def count_offers(self, filters: OfferFilters = OfferFilters(), rule: Rule = Rule.NEWEST) -> int:  # noqa: B008
        """How many `offers` gives in all."""
        chosen, _ = listed(rule)
        with self._reader.connect() as connection:
            return connection.execute(chosen.where(*fits(filters)).with_only_columns(func.count())).scalar_one()

    def offer(self, match_id: str, role: Role = Role.OFFER) -> Listed | None:
        """One of them; None for a match in which there was none, or of which not everybody may know."""
        offer = tables.Offer
        chosen, _ = listed(Rule.NEWEST)
        here = (col(offer.match_id) == match_id, col(offer.role) == role)
        with self._reader.connect() as connection:
            row = connection.execute(chosen.where(*here)).first()
        return None if row is None else read(row)

    def neighbour(self, of: Listed, by: By, direction: int) -> Listed | None:
        """The next offer in the list of the newest that has this in common, so an older one (`direction` 1), or the one
        before (-1). An offer leads to offers, an invitation to invitations."""
        key, here = tuple_(*_TIME), (of.created, of.match)
        chosen, _ = listed(Rule.NEWEST)
        if direction > 0:
            chosen = chosen.where(key < here).order_by(*(part.desc() for part in _TIME))
        else:
            chosen = chosen.where(key > here).order_by(*_TIME)
        with self._reader.connect() as connection:
            row = connection.execute(chosen.where(*fits(of.sharing(by))).limit(1)).first()
        return None if row is None else read(row)

    def place(self, of: Listed, by: By) -> tuple[int, int]:
        """Which of those it is that have this in common, the newest being the first, and how many there are."""
        newer = case((tuple_(*_TIME) >= (of.created, of.match), 1), else_=0)
        chosen = open_ones(select(func.sum(newer).label("place"), func.count().label("all")).select_from(tables.Offer))
        with self._reader.connect() as connection:
            row = connection.execute(chosen.where(*fits(of.sharing(by)))).one()
        return row.place or 0, row.all

    def tally(self, group: OfferFilters) -> Tally:
        """How often each thing came of the offers of a group; those of matches with a known seed never count."""
        offer = tables.Offer
        chosen = counted(select(offer.result, func.count().label("times")))
        chosen = chosen.where(*fits(group)).group_by(col(offer.result))
        with self._reader.connect() as connection:
            found = {Result(row.result): row.times for row in connection.execute(chosen)}
        return Tally(dict.fromkeys(Result, 0) | found)

    def offer_terms(self, group: OfferFilters) -> list[str]:
        """On which different terms those offers were made that `tally` counts."""
        chosen = counted(select(tables.Offer.terms).distinct()).where(*fits(group))
        with self._reader.connect() as connection:
            return sorted(connection.execute(chosen).scalars())

    def offer_players(self) -> list[tuple[Kind, str]]:
        """Everybody who was asked, by kind and name; all people in one, without a name."""
        chosen = values(col(tables.Offer.kind), col(tables.Offer.player))
        with self._reader.connect() as connection:
            return sorted([(Kind(row.kind), row.player) for row in connection.execute(chosen)])

    def offer_wordings(self) -> list[str]:
        """All in which anything was offered."""
        with self._reader.connect() as connection:
            return sorted(connection.execute(values(col(tables.Offer.wording))).scalars())


def _unread() -> tuple[ColumnElement[bool], ...]:
    return col(tables.Match.offers_form) < FORM, col(tables.Match.ended).is_not(None)


def _row(row: OfferRow) -> dict[str, Any]:
    return row.group._asdict() | {
        "seat": row.seat,
        "result": row.result,
        "contradicts": row.contradicts,
        "tries": row.tries,
        "round": row.round,
        "seq": row.seq,
        "named": row.named,
    }
