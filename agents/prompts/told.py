"""What is said when something happens with a tool: to one of the pair, or about it."""

from agents.prompts.frames import Frames
from agents.prompts.tool_words import Names
from agents.texts import quoted
from games.core import ANALYST, Event, Seat, Viewer, seen_by
from games.secret_tools import events
from games.secret_tools.rules import TOOL_EVENTS


class Told(Frames):
    """Of one tool; where only what was seen of it is known, everybody reads the third person."""

    def notice(self, event: Event, viewer: Viewer, names: Names) -> str | None:
        """One sentence to this viewer; None where it is told nothing, and for an event that is not about the tool."""
        seen = seen_by(event, viewer) if type(event) in TOOL_EVENTS else None
        if seen is None:
            return None
        if viewer is None or viewer == ANALYST or self.unknown:
            return self.plain(seen, names)
        return self._to(seen, viewer, names)

    def _to(self, event: Event, you: Seat, names: Names) -> str | None:
        """To a seat, as one of the pair where it is."""
        match event:
            case events.OfferAnswered(_, accepted, partner):
                named = "" if partner is None else names[partner]
                key = {True: "accepted_own", False: "refused_own", None: "no_answer_own"}[accepted]
                return self._said("notice", key, partner=named)
            case events.InvitationAnswered(_, _, True):
                # What starts by this is told at the same moment.
                return None
            case events.InvitationAnswered(seat, _, accepted) if seat == you:
                return self._said("notice", "refused_own" if accepted is False else "no_answer_own")
            case events.InvitationAnswered(seat, _, accepted) if seat is not None:
                key = "refused_by_partner" if accepted is False else "no_answer_partner"
                return self._said("notice", key, partner=names[seat])
            case events.Started(seat, partner) | events.Announced(seat, partner) if you in (seat, partner):
                assert seat is not None
                assert partner is not None
                other, key = (partner, "started_initiator") if you == seat else (seat, "started_partner")
                told = [self._said("notice", key, partner=names[other]), self.advantage, self._instructed(names[other])]
                if isinstance(event, events.Announced):
                    told.append(self.plain(event, names))
                return self.line.join(filter(None, told))
            case events.Stopped(seat, partner) if seat is not None and partner is not None:
                return self._said("notice", self._ended(), partner=names[partner if you == seat else seat])
            case _:
                return self.plain(event, names)

    def plain(self, event: Event, names: Names) -> str:
        """One sentence in the third person, without what `seen_by` left out. Raises TypeError for another's event."""
        key, values = type(event).__name__, _called(event, names)
        match event:
            case events.Announced(seat, partner):
                return self._announced(initiator=names[seat], partner=names[partner])
            case events.Coached(number) if self.coaching:
                return self._said("event", key, coaching=self._coaching(number))
            case events.Coached():
                key += "_unknown"
            case events.Stopped():
                return self._said("to_all", self._ended(), initiator=values["name"], partner=values["partner"])
            case events.SealedCheck() | events.SealedReward():
                return self._said("event", "sealed", told=self.plain(event.opened, names))
            case events.Rewarded(_, points):
                values["reward_points"] = str(points)
            case events.Checked(checked, seat, partner, points):
                if not checked or seat is None or partner is None:
                    return self._said("notice", "checked_nothing" if checked else "not_checked")
                pair = {"initiator": names[seat], "partner": names[partner]}
                return self._said("notice", "checked_found", penalty_points=points, **pair)
            case events.OfferDue() if self.unknown:
                key += "_baseline"
            case events.OfferAnswered(_, accepted) | events.InvitationAnswered(_, _, accepted):
                silent = accepted is None and event.verdict is None
                key += "_silent" if silent else {True: "_accepted", False: "_refused", None: "_none"}[accepted]
            case _ if type(event) not in TOOL_EVENTS:
                raise TypeError(f"no words for {key}")
            case _:
                pass
        verdict = getattr(event, "verdict", None)
        told = "" if verdict is None else self._verdict(verdict)
        return self._said("event", key, verdict=told, **values)


def _called(event: Event, names: Names) -> dict[str, str]:
    """Whom and what an event is about, as far as the reader may know."""
    seats: dict[str, Seat | None] = {"name": getattr(event, "seat", None), "partner": getattr(event, "partner", None)}
    written: str | None = getattr(event, "text", None)
    called = {key: names[seat] for key, seat in seats.items() if seat is not None}
    return called if written is None else called | {"message": quoted(written)}
