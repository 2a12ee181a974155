"""Many matches with offers, as the index knows them: nothing of them was played, so that there can be thousands."""

from dataclasses import dataclass, replace
from random import Random
from typing import Final

from games.secret_tools.conditions import Condition
from replays.offer_list import Noted
from replays.offers import OfferRow, Result, Role
from replays.record import Header, Kind, Seating, Series, fresh_id
from replays.store import Store
from tests.replays.played import BOTH, play, unfinished

PLAYERS: Final = ((Kind.MODEL, "a"), (Kind.MODEL, "b"), (Kind.SCRIPTED, "a"), (Kind.PERSON, "a"), (Kind.PERSON, "b"))
TERMS: Final = ("usual", "with a reward")
RESULTS: Final = (*[Result.ACCEPT] * 4, *[Result.REFUSE] * 2, Result.ERROR, Result.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Made:
    """A match of the index, and what is listed of it."""

    header: Header
    rows: tuple[tuple[OfferRow, Noted], ...]

    @property
    def all(self) -> list[tuple[Header, OfferRow, Noted]]:
        return [(self.header, row, noted) for row, noted in self.rows]


def made(rng: Random, first: Header, **header: object) -> Made:
    """Few players, few wordings, few different times."""
    match_id = fresh_id()
    seats = tuple([Seating(who.name, *rng.choice(PLAYERS)) for who in first.seats])
    rows = [row(rng, match_id, seats, Role.OFFER)]
    if rows[0].result is Result.ACCEPT:
        rows.append(replace(row(rng, match_id, seats, Role.INVITATION), wording=rows[0].wording))
    noted = [Noted("words", rng.randrange(3), rng.randrange(3), rng.random() < 0.3) for _ in rows]
    changes = {"id": match_id, "created": rng.randrange(9), "seats": seats, "ended": 9} | header
    return Made(replace(first, **changes), tuple(zip(rows, noted, strict=True)))


def row(rng: Random, match_id: str, seats: tuple[Seating, ...], role: Role) -> OfferRow:
    seat = rng.randrange(len(seats))
    return OfferRow(
        match=match_id,
        condition=rng.choice((Condition.CHANNEL, Condition.HINT)),
        wording=rng.choice(("V0", "V1")),
        terms=rng.choice(TERMS),
        role=role,
        result=rng.choice(RESULTS),
        seat=seat,
        kind=seats[seat].kind,
        player=seats[seat].player,
        named=(seat + 1) % len(seats),
        contradicts=rng.random() < 0.1,
        tries=rng.randrange(1, 4),
        round=3,
        seq=7,
    )


def many(store: Store, count: int, seed: int = 1) -> list[Made]:
    """So many, kept and listed: most are open to everybody, some are not, and of some the seed was typed."""
    rng, found = Random(seed), list[Made]()
    first = unfinished(play(BOTH[0], seats=3).record, 0).header
    for number in range(count):
        goes_on = {"people": True, "series": Series(f"s{number}", 1, 2)}
        how = rng.choice(({}, {}, {}, {"seed_known": True}, {"people": True}, goes_on))
        one = made(rng, first, **how)
        store.create(one.header)
        store.keep_offers(one.header.id, one.rows)
        found.append(one)
    return found
