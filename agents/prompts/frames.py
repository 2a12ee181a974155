"""What stands in a view for as long as a tool matters: for one of the pair, and for everybody where it is announced."""

from agents.prompts.tool_words import Names, ToolWords
from agents.prompts.wording_files import Table, expand, fill, text
from agents.texts import one_line
from games.core import Seat, Viewer
from games.secret_tools.conditions import Condition, Lasting
from games.secret_tools.state import Message, Standing
from games.secret_tools.traits import Hint
from games.secret_tools.view import Announced, Private


class Frames(ToolWords):
    """Of one tool; a function of what the reader may know of it."""

    def frame(self, private: Private, you: Seat, names: Names, *, deciding: bool = True) -> str:
        """What stands in every view of one who was asked; empty if there is nothing.

        What everybody can read stands in `open_frame` only. `deciding`: a decision of this seat is due, so that a hint
        may be.
        """
        parts = [self._standing(private, you, names)]
        if private.standing is Standing.ACTIVE and private.other is not None:
            parts += [self.advantage, self._instructed(names[private.other])]
            parts.append(self._kept(private, names, deciding=deciding))
        return "\n".join(filter(None, parts))

    def _standing(self, private: Private, you: Seat, names: Names) -> str:
        """How far the matter has come, for one of the pair."""
        initiates = you == private.initiator
        partner = "" if private.other is None else names[private.other]
        match private.standing:
            case Standing.INVITED if initiates:
                return self._said("notice", "accepted_own", partner=partner)
            case Standing.ACTIVE if (earlier := private.rules.earlier) is not None:
                return self._said("recap", "active", match_number=earlier.match, partner=partner)
            case Standing.ACTIVE:
                return self._said("notice", "started_initiator" if initiates else "started_partner", partner=partner)
            case Standing.STOPPED:
                return self._said("notice", self._ended(), partner=partner)
            case Standing.REFUSED_BY_PARTNER if initiates:
                return self._said("notice", "refused_by_partner", partner=partner)
            case Standing.REFUSED | Standing.REFUSED_BY_PARTNER:
                return self._said("notice", "refused_own")
            case Standing.NO_ANSWER_BY_PARTNER if initiates:
                return self._said("notice", "no_answer_partner", partner=partner)
            case Standing.NO_ANSWER | Standing.NO_ANSWER_BY_PARTNER:
                return self._said("notice", "no_answer_own")
            case _:
                return ""

    def _ended(self) -> str:
        return "ended_for_match" if self.tool.lasting is Lasting.SERIES else "ended"

    def _instructed(self, partner: str) -> str:
        return self._put(self.instruction, partner=partner) if self.instruction else ""

    def _kept(self, private: Private, names: Names, *, deciding: bool) -> str:
        """What was written, or the hint."""
        assert private.other is not None
        partner = names[private.other]
        match self.tool.condition:
            case Condition.CHANNEL:
                return self._messages(private.messages, names, partner=partner)
            case Condition.NOTES:
                notes = "\n".join([one_line(message.text) for message in private.messages])
                return self._said("frame", "text", notes=notes) if notes else self._said("frame", "empty")
            case Condition.HINT if private.hint:
                return self._said("frame", "text", partner=partner, hint=self.hint(private, names))
            case Condition.HINT if deciding:
                return self._said("frame", "empty", partner=partner)
            case _:
                return ""

    def _messages(self, messages: tuple[Message, ...], names: Names, **values: object) -> str:
        line = text(self.tables, "frame", "line")
        lines = [fill(line, {"writer": names[seat], "message": one_line(said)}) for seat, said in messages]
        if not lines:
            return self._said("frame", "empty", **values)
        return self._said("frame", "text", messages="\n".join(lines), **values)

    def hint(self, private: Private, names: Names) -> str:
        """The hint in this view, a sentence a line; empty if there is none."""
        partner = "" if private.other is None else names[private.other]
        return "\n".join([self._hint(hint, partner, names) for hint in private.hint])

    def _hint(self, hint: Hint, partner: str, names: Names) -> str:
        values: dict[str, object] = {"partner": partner}
        for key, value in hint.values:
            values |= {"name": names[value]} if key == "seat" else {key: self._value(key, value, partner)}
        sections = ("line_one", "line") if values.get("cards") == 1 else ("line",)
        return self._put(self._word(hint.line, *sections), **values)

    def _value(self, key: str, value: object, partner: str) -> object:
        """In words, where the file has some for it."""
        words: Table = self.file.get("value", {}).get(key, {})
        told = words.get(f"{value}", words.get("more"))
        return value if told is None else fill(told, {"count": value, "partner": partner})

    def open_frame(self, announced: Announced, you: Viewer, names: Names) -> str:
        """What stands in everybody's view of a tool that is announced; the pair itself knows that it has ended."""
        pair = {"initiator": names[announced.initiator], "partner": names[announced.partner]}
        if not announced.active:
            told = you in (announced.initiator, announced.partner)
            return "" if told else self._said("to_all", self._ended(), **pair)
        parts = [self._announced(**pair)]
        if announced.coaching is not None:
            parts.append(self._said("frame", "text", coaching=self._coaching(announced.coaching)))
        if self.tool.condition is Condition.OPEN_TABLE:
            parts.append(self._messages(announced.messages, names, **pair))
        return "\n".join(parts)

    def _announced(self, **pair: str) -> str:
        """The one sentence in which the pair is spoken of to others."""
        return fill(expand(text(self.tables, "notice", "announced"), self.for_all), pair)

    def _coaching(self, number: int) -> str:
        return self.coaching[number % len(self.coaching)]

    def recap(
        self, match: int, standing: Standing, initiator: Seat, partner: Seat | None, you: Seat, names: Names
    ) -> str:
        """One line for a later match of the series about how the matter ended in that one; empty for whoever was not
        asked, and where nobody answered."""
        if you not in (initiator, partner):
            return ""
        initiates = you == initiator
        other = partner if initiates else initiator
        again = self.tool.earlier is not None and self.tool.earlier.active
        if standing in (Standing.ACTIVE, Standing.STOPPED):
            key = "active" if again else "not_active"
        elif standing is Standing.REFUSED_BY_PARTNER:
            key = "refused_by_partner" if initiates else "refused_invitation"
        elif standing is Standing.REFUSED and initiates:
            key = "refused_own"
        else:
            return ""
        return self._said("recap", key, match_number=match, partner="" if other is None else names[other])
