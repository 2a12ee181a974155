"""Matches of the same seats, one after another: each follows from the plan and from those before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agents.prompts.offers import OfferTexts
from app.entries import offer_texts
from app.runs.remembering import Kept, Past, memory, past
from app.seeds import typed_seed
from app.tables import Tables
from games.model import Limits
from games.secret_tools.conditions import Condition, ToolRules
from replays.record import Header, Kind, Record, Seating, Series
from replays.store import Store
from replays.usage import usage


class Refused(ValueError):
    """The series cannot go on; `why` is a code, and `what` says more about it."""

    def __init__(self, why: str, what: str = "", number: int = 0) -> None:
        super().__init__(why)
        self.why, self.what, self.number = why, what, number


class Silent(Exception):
    """The models of these seats answered nothing in the match that has just ended, so no more is played."""

    def __init__(self, record: Record, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.record, self.names = record, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is fixed before the first match."""

    id: str
    game: str
    preset: str
    rules: Any
    """The preset's, perhaps with other options."""
    seats: tuple[Seating, ...]
    of: int
    tool: ToolRules | None = None
    """None for a game that takes none."""
    trigger: int = 1
    """The first match in which something may be offered; those before are baselines."""
    memory: tuple[Kept, ...] = ()
    seed: str | None = None
    """As somebody typed it."""
    limits: Limits | None = None
    """Money and tokens of all matches together."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(seat.name for seat in self.seats)

    def tool_in(self, number: int, before: Sequence[Past]) -> ToolRules | None:
        """Of one of its matches, after those before it."""
        if self.tool is None:
            return None
        if number < self.trigger:
            return ToolRules(offer_to=self.tool.offer_to, trigger=self.tool.trigger, lasting=self.tool.lasting)
        settled = next((one.alliance for one in before if one.alliance is not None), None)
        return replace(self.tool, earlier=settled, sealed=self.tool.priced)

    def seats_in(self, number: int, before: Sequence[Past]) -> tuple[Seating, ...]:
        """The same players, each model with what it remembers by then."""
        texts = self._texts(number, before)
        return tuple(
            [
                seat
                if seat.settings is None
                else replace(
                    seat, settings=replace(seat.settings, memory=memory(at, before, self.memory, texts, self.names))
                )
                for at, seat in enumerate(self.seats)
            ]
        )

    def seed_in(self, number: int) -> int | None:
        return None if self.seed is None else typed_seed(self.seed, number - 1)

    def series(self, number: int) -> Series:
        return Series(self.id, number, self.of)

    def _texts(self, number: int, before: Sequence[Past]) -> OfferTexts | None:
        tool = self.tool_in(number, before)
        if tool is None or tool.condition is Condition.BASELINE:
            return None
        return offer_texts(self.game, self.rules, tool)


def begun(store: Store, plan: Plan) -> list[Header]:
    """Its matches so far, by number. Raises Refused for another series of this name, and where nothing can follow."""
    kept = store.series(plan.id)
    before: list[Past] = []
    for number, header in enumerate(kept, 1):
        if what := _differs(store, header, plan, before):
            raise Refused("other_plan", what)
        if header.stopped is not None:
            raise Refused("broken_off", number=number)
        if header.ended is not None:
            before.append(past(store.load(header.id), number))
    if len(before) == plan.of:
        raise Refused("over")
    return kept


def _differs(store: Store, header: Header, plan: Plan, before: Sequence[Past]) -> str:
    """The first thing about a kept match that the plan does not lead to; empty if there is none."""
    number = len(before) + 1
    seed = plan.seed_in(number)
    pairs = {
        "game": (header.game, plan.game),
        "preset": ((header.preset, header.rules), (plan.preset, plan.rules)),
        "of": (header.series, plan.series(number)),
        "tool": (header.tool, plan.tool_in(number, before)),
        "seats": (header.seats, plan.seats_in(number, before)),
        "seed": (store.seed(header.id) if header.seed_known else None, seed),
    }
    return next((what for what, (one, other) in pairs.items() if one != other), "")


def play(tables: Tables, plan: Plan, kept: Sequence[Header]) -> Iterator[Record]:
    """Play all that is missing behind what is kept, and give every match when it has ended, those that had before too.

    Ends early with a match that was stopped. Raises Silent.
    """
    store, before, spent = tables.store, list[Past](), Spent()
    for number in range(1, plan.of + 1):
        fresh = number > len(kept)
        match_id = _open(tables, plan, number, before, spent) if fresh else kept[number - 1].id
        if fresh or kept[number - 1].ended is None:
            tables.settle(match_id)
            fresh = True
        record = store.load(match_id)
        spent.add(record)
        yield record
        if record.header.stopped is not None:
            store.end_series(plan.id)
            return
        silent = [one.seat for one in usage(record) if one.decisions and one.decisions == one.forced]
        if fresh and silent:
            raise Silent(record, [plan.names[seat] for seat in silent])
        before.append(past(record, number))


class Spent:
    """What the matches of a series have used of its limits."""

    def __init__(self) -> None:
        self.money, self.tokens = 0.0, 0

    def add(self, record: Record) -> None:
        for call in (call for step in record.steps for call in step.calls):
            self.money += call.cost or 0
            self.tokens += (call.usage.read or 0) + (call.usage.written or 0)

    def left(self, limits: Limits | None) -> Limits | None:
        """For the next match; where nothing is left it is stopped before its first question."""
        if limits is None:
            return None
        money = None if limits.money is None else max(0.0, limits.money - self.money)
        tokens = None if limits.tokens is None else max(0, limits.tokens - self.tokens)
        return replace(limits, money=money, tokens=tokens)


def _open(tables: Tables, plan: Plan, number: int, before: Sequence[Past], spent: Spent) -> str:
    return tables.open(
        plan.game,
        plan.preset,
        plan.seats_in(number, before),
        plan.seed_in(number),
        limits=spent.left(plan.limits) if any(seat.kind is Kind.MODEL for seat in plan.seats) else None,
        tool=plan.tool_in(number, before),
        series=plan.series(number),
        rules=plan.rules,
    )
