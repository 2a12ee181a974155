"""How one seat is asked whether it accepts: the offer's own words, then the form of the answer."""

from collections.abc import Mapping
from typing import Any, Protocol, cast

from agents.failures import Code
from agents.prompts.offers import OfferTexts
from agents.prompts.schemas import ACCEPT, REFUSE, Schema, consent_schema, shown
from agents.texts import one_line
from games.core import Notation, Seat
from games.failure import Failure
from games.secret_tools.state import Stage
from games.secret_tools.view import Private
from games.words import words


class Offering(Protocol):
    """The notation of a match with a tool."""

    @property
    def offers(self) -> OfferTexts: ...


class Consenting:
    """Of one seat of one match; nothing can be asked where the match holds no tool."""

    def __init__(self, seat: Seat, names: tuple[str, ...], notation: Notation, language: str = "en") -> None:
        self.seat, self.names, self.notation = seat, names, notation
        self.words: dict[str, Any] = words(__package__ or "", language)["consent"]

    @property
    def offers(self) -> OfferTexts:
        return cast("Offering", self.notation).offers

    def text(self, private: Private) -> str:
        """The offer, the invitation, or how a message is asked for."""
        asked = self.offers.asked(private, self.seat, self.names)
        assert asked is not None
        return asked.text

    def partners(self, private: Private) -> Mapping[str, Seat]:
        """Who can be named, in the order drawn."""
        return {self.names[seat]: seat for seat in private.names}

    def schema(self, private: Private) -> Schema:
        partners = list(self.partners(private)) if private.stage is Stage.OFFER else None
        return consent_schema(decisions(private), partners)

    def form(self, private: Private) -> str:
        first, second = decisions(private)
        decision = self.words["decision"].format(first=first, second=second)
        fields = {"thought": self.words["thought"], "decision": decision}
        if private.stage is Stage.OFFER:
            fields["partner"] = self.words["partner"]
        return f"{self.words['form']}\n{shown(fields)}"

    def again(self, private: Private, failure: Failure) -> str:
        """What was wrong with an answer, and the same two options once more."""
        named = one_line(failure.detail) if failure.code == Code.ILLEGAL else ""
        return self.offers.reask(private, self.seat, self.names, self._problem(failure, named), named)

    def _problem(self, failure: Failure, named: str) -> str:
        if failure.code != Code.ILLEGAL:
            return self.words["problem"].get(failure.code, failure.detail)
        if not named:
            return self.offers.problem("nobody")
        if named == self.names[self.seat]:
            return self.offers.problem("self")
        return self.offers.problem("dead" if named in self.names else "unknown")


def decisions(private: Private) -> tuple[str, str]:
    """Both answers, in the order drawn."""
    return (ACCEPT, REFUSE) if private.accept_first else (REFUSE, ACCEPT)
