"""Which match follows another: the same seats, rules and limits, and one of a kind however often it is asked for."""

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, NamedTuple

from agents.scripted import PLUS, known
from agents.scripted.offers import ALWAYS
from app.house import Declined
from app.sealed import drawn, under
from games.core import Seat
from games.luck import fresh_seed
from games.secret_tools.conditions import Condition
from games.secret_tools.course import FEWEST
from games.words import words
from replays.record import ALPHABET, ID_LENGTH, Header, Kind, Origin, Seating
from replays.store import NoSuchMatch, Store, now

CONDITIONS: Final[dict[str, Any]] = words("app")["tools"]["conditions"]
Deals = list[tuple[str, str]]


def deals(header: Header) -> Deals:
    """The conditions under which the same deal can be played when the match has ended, each with its title: always the
    same, so that they tell nothing; none as long as its series goes on."""
    if header.tool is None or len(header.seats) < FEWEST or _goes_on(header):
        return []
    return [(one.value, CONDITIONS[one]["title"]) for one in Condition]


def others(header: Header) -> Deals:
    """Those that are another than that of the match, once everybody may be told which that was."""
    tool = header.tool_told
    if tool is None or header.ended is None:
        return []
    return [one for one in deals(header) if one[0] != tool.condition]


def declined(header: Header) -> str:
    """Why no match can follow when this one has ended; empty where one can."""
    return str(Declined("series")) if _goes_on(header) else ""


def _goes_on(header: Header) -> bool:
    """Whether its series is still played when this match has ended."""
    series = header.series
    return series is not None and not series.over and (header.ended is not None or series.number < series.of)


class Rematch(NamedTuple):
    """Which match is to follow."""

    same: bool
    """With the same deal."""
    condition: Condition | None = None
    """Another one, with the same deal."""
    surprise: bool = False
    """The tool was drawn by lot, and is drawn anew with a new deal."""


class Rematches:
    """`secret` is the house's own."""

    def __init__(self, store: Store, secret: Callable[[], bytes]) -> None:
        self._store, self._secret = store, secret

    def after(self, match_id: str, seat: Seat | None, seed: int, kind: Rematch) -> Header:
        """The match to be opened after this one, which had this seed, when the person of this seat asks; None: whoever
        has opened it. Who asks again never gets to one that is over. Raises Declined."""
        header = self._store.header(match_id)
        if header.ended is None:
            raise Declined("not-ended")
        if _goes_on(header):
            raise Declined("series")
        people = [other for other, who in enumerate(header.seats) if who.kind is Kind.PERSON]
        if seat not in people and (seat is not None or people):
            raise Declined("no-seat")
        with suppress(NoSuchMatch):
            while (newer := self._store.header(self._id(header.id, kind))).ended is not None:
                header = newer
        return self._next(header, seed, kind)

    def _next(self, header: Header, seed: int, kind: Rematch) -> Header:
        after = replace(
            header,
            id=self._id(header.id, kind),
            origin=Origin.TABLE,
            created=now(),
            seed=seed if kind.same else fresh_seed(),
            seed_known=kind.same,
            steps=0,
            ended=None,
            outcome=None,
            stopped=None,
            substitutions=(),
            tool=None if header.tool is None else replace(header.tool, earlier=None, sealed=False),
            series=None,
        )
        if kind.condition is not None:
            return _under(after, kind.condition)
        return replace(after, tool=drawn(header.game, header.preset)) if kind.surprise and not kind.same else after

    def _id(self, match_id: str, kind: Rematch) -> str:
        """It follows from the match, so that two who ask at once, or two servers, open the same one."""
        what = f"{kind.same}" if kind.condition is None else f"{kind.same}/{kind.condition}"
        drawn = hmac.digest(self._secret(), f"rematch/{match_id}/{what}".encode(), "sha256")
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:ID_LENGTH])


def _under(header: Header, condition: Condition) -> Header:
    """Raises Declined where nothing can be offered, or not so."""
    tool = header.tool
    changed = None if tool is None else under(header.game, header.preset, tool, condition)
    if tool is None or changed is None or len(header.seats) < FEWEST:
        raise Declined("no-condition")
    if tool.condition is Condition.BASELINE and condition is not Condition.BASELINE:
        header = replace(header, seats=tuple(map(_answering, header.seats)))
    return replace(header, tool=changed)


def _answering(seating: Seating) -> Seating:
    """Where nothing was offered nobody has said how a scripted player answers: it accepts, as at a table newly set."""
    answers = f"{seating.player}{PLUS}{ALWAYS}"
    return replace(seating, player=answers) if seating.kind is Kind.SCRIPTED and known(answers) else seating
