"""Has a model judge what the texts of offers name, each text once; every answer is kept as soon as it is there."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from agents.asking import Asked
from agents.completion import Caller
from agents.judge import judge
from agents.meter import LimitReached, Meter
from agents.prompts.judging import TEMPLATE
from agents.recognise import groups, named
from app.judged import NAMED
from games.core import Seat
from games.decision import TraceKind
from games.model import Limits, ModelCall, ModelSettings
from games.opinion import Opinion
from replays.judgements import Judgement
from replays.offers import Role, offers
from replays.record import Record
from replays.store import NoSuchMatch, Store, now
from replays.usage import total

KINDS: Final = (TraceKind.REASON, TraceKind.THINKING)
Key = tuple[str, int, Seat, TraceKind]
Sides = tuple[bool, bool]
"""Whether the word list finds it, and whether the judge does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The reason that a seat gave for its answer, or what it thought."""

    match: str
    seq: int
    seat: Seat
    kind: TraceKind
    name: str
    """Of the seat."""
    role: Role
    words: str
    listed: frozenset[str]
    """The groups of the word list that it names."""

    @property
    def key(self) -> Key:
        return self.match, self.seq, self.seat, self.kind


def texts(record: Record) -> Iterator[Text]:
    """All that can be judged in a match. Raises RecordError where it cannot be refolded."""
    header = record.header
    for row in offers(record):
        for kind in KINDS:
            written = row.written(kind)
            if row.seq is None or row.seat is None or not written:
                continue
            yield Text(
                match=header.id,
                seq=row.seq,
                seat=row.seat,
                kind=kind,
                name=header.names[row.seat],
                role=row.role,
                words=written,
                listed=groups(named(written, header.names)),
            )


@dataclass(slots=True)
class Judging:
    """What has come of it so far."""

    store: Store
    settings: ModelSettings
    limits: Limits
    at_once: int
    texts: list[Text]
    found: dict[Key, Judgement] = field(default_factory=dict[Key, Judgement])
    """By this model, to these words."""
    before: int = 0
    """Of those, answers that were kept before."""
    calls: list[ModelCall] = field(default_factory=list[ModelCall])
    reached: str = ""
    """The limit that has ended it before its end: money or tokens."""

    def remember(self) -> None:
        """Take the answers that are kept; a failure is asked about again."""
        for match in dict.fromkeys(text.match for text in self.texts):
            for one in self.store.judgements(match):
                same = (one.asked, one.template) == (self.settings.model, TEMPLATE)
                if same and one.answer is not None:
                    self.found[one.match, one.seq, one.seat, one.kind] = one
        self.before = len(self.found)

    @property
    def due(self) -> list[Text]:
        return [text for text in self.texts if text.key not in self.found]

    async def run(self, caller: Caller) -> None:
        """Ask about all that is due, a few at once."""
        meter, room = Meter(self.limits), asyncio.Semaphore(self.at_once)

        async def one(text: Text) -> None:
            async with room:
                try:
                    asked = await judge(text.words, self.settings, caller, meter)
                except LimitReached as reached:
                    self.reached = reached.what
                    return
                self._keep(text, asked)

        async with asyncio.TaskGroup() as group:
            for text in self.due:
                group.create_task(one(text))

    def _keep(self, text: Text, asked: Asked[Opinion]) -> None:
        self.calls += asked.calls
        kept = Judgement(
            match=text.match,
            seq=text.seq,
            seat=text.seat,
            kind=text.kind,
            asked=self.settings.model,
            template=TEMPLATE,
            served=asked.calls[-1].served,
            answer=asked.answer,
            failure=asked.failure,
            read=total(call.usage.read for call in asked.calls),
            written=total(call.usage.written for call in asked.calls),
            cost=total(call.cost for call in asked.calls),
            created=now(),
        )
        try:
            self.store.keep_judgement(kept)
        except NoSuchMatch:
            # It was deleted meanwhile, and its texts with it.
            return
        self.found[text.key] = kept


def agreement(texts: Iterable[Text], found: Mapping[Key, Judgement]) -> dict[str, Counter[Sides]]:
    """For each thing that can be named, and for any of them: in how many texts the list and the judge find it. What has
    no answer counts nowhere."""
    counts = {what: Counter[Sides]() for what in (*NAMED, "any")}
    for text in texts:
        one = found.get(text.key)
        if one is None or one.answer is None:
            continue
        sides = {what: (what in text.listed, getattr(one.answer, what)) for what in NAMED}
        sides["any"] = any(listed for listed, _ in sides.values()), any(judged for _, judged in sides.values())
        for what, side in sides.items():
            counts[what][side] += 1
    return counts
