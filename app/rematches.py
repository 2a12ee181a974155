"""Which match follows another: the same seats, rules and limits, and one of a kind however often it is asked for."""

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from games.luck import fresh_seed
from replays.record import ALPHABET, ID_LENGTH, Header, Origin
from replays.store import NoSuchMatch, Store, now


class Rematches:
    """`secret` is the house's own."""

    def __init__(self, store: Store, secret: Callable[[], bytes]) -> None:
        self._store, self._secret = store, secret

    def last(self, header: Header, *, same: bool) -> Header:
        """The newest ended match of a row of rematches, so that asking again never leads to one that is over."""
        with suppress(NoSuchMatch):
            while (after := self._store.header(self._id(header.id, same=same))).ended is not None:
                header = after
        return header

    def next(self, header: Header, seed: int, *, same: bool) -> Header:
        """The match to be opened after this one, which had this seed; with the same deal, or with a new one."""
        return replace(
            header,
            id=self._id(header.id, same=same),
            origin=Origin.TABLE,
            created=now(),
            seed=seed if same else fresh_seed(),
            seed_known=same,
            steps=0,
            ended=None,
            outcome=None,
            stopped=None,
            substitutions=(),
            tool=None if header.tool is None else replace(header.tool, earlier=None),
            series=None,
        )

    def _id(self, match_id: str, *, same: bool) -> str:
        """It follows from the match, so that two who ask at once, or two servers, open the same one."""
        drawn = hmac.digest(self._secret(), f"rematch/{match_id}/{same}".encode(), "sha256")
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:ID_LENGTH])
