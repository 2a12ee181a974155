"""A match with an offer in it, read once for all parts of its room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from app.entries import words_of
from app.saying import said
from app.scenes import SCENES, Scenes
from app.scenes.deeds import Doing
from app.scenes.rounds import Rounds
from games.core import ANALYST, Seat
from games.registry import GAMES
from games.secret_tools.conditions import Condition
from games.words import words
from replays.offers import OfferRow, Result
from replays.record import Header, Record, Redacted
from replays.refusal import shown
from replays.replay import Seen, as_seen

TEXT: Final[dict[str, Any]] = words("app")["room"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """All that the parts share."""

    record: Record
    names: tuple[str, ...]
    """Ready to be shown."""
    steps: tuple[Seen, ...]
    """As an analyst sees them; what was observed between them only where hints were made of it."""
    rounds: tuple[int, ...]
    """The round in which each of these steps fell; 0 before the first."""
    texts: OfferTexts | None
    """None where the words of the offer are not here any more."""
    scenes: Scenes | None

    @property
    def header(self) -> Header:
        return self.record.header

    @property
    def text(self) -> dict[str, Any]:
        """The words of the pages, as this game says them."""
        return said(self.header.game)

    @property
    def together(self) -> bool:
        """Whether all seats act at once."""
        traits = GAMES[self.header.game].traits
        return traits is not None and traits.together

    @property
    def own_title(self) -> str:
        """The title that the words of the offer give themselves; empty where they are not here any more."""
        return "" if self.texts is None or self.texts.wording is None else self.texts.wording.title

    def left_out(self, part: Redacted) -> str:
        """That this was left out of this copy of the match, in a sentence; empty where it was not."""
        told: str = TEXT["left_out"][part] if part in self.header.redacted else ""
        return told

    def seen(self, row: OfferRow) -> Seen | None:
        """The step in which a seat answered; None where it was not asked."""
        return next((step for step in self.steps if step.seq == row.seq), None)

    def dead(self, before: int) -> frozenset[Seat]:
        """Who died before this round."""
        placed = zip(self.steps, self.rounds, strict=True)
        early = [event for step, number in placed if number < before for event in step.events]
        deeds = [self.scenes.deed(event) for event in early] if self.scenes is not None else []
        return frozenset(deed.seat for deed in deeds if deed is not None and deed.doing is Doing.DEATH)

    def others(self, pair: Sequence[Seat]) -> tuple[Seat, ...]:
        """Who is left beside the pair."""
        return tuple(seat for seat in range(len(self.names)) if seat not in pair)


def read(record: Record) -> Story:
    """Raises RecordError where the match cannot be refolded."""
    header = record.header
    hinted = header.tool is not None and header.tool.condition is Condition.HINT
    steps = tuple(as_seen(record, ANALYST, observing=hinted))
    scenes = SCENES.get(header.game)
    rounds = Rounds(scenes)
    names = tuple(shown(name) for name in header.names)
    return Story(record, names, steps, tuple([rounds.tell(step.events) for step in steps]), words_of(header), scenes)


def asking(story: Story, row: OfferRow) -> str:
    """That the match was stopped while a seat was being offered something, in a sentence; empty where it was not."""
    if row.result is not Result.NOT_ASKED or row.round is None or row.seat is None:
        return ""
    told: str = TEXT["asking"].format(name=story.names[row.seat])
    return told
