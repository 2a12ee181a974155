"""Asks a model one real question of a game, by the same path as at a table, and says what came of it."""

from collections.abc import Callable, Coroutine
from typing import Any, Final, NamedTuple

from agents.addresses import endpoint
from agents.completion import Caller, Waits
from agents.failures import Code
from agents.human import HUMAN
from agents.llm import LanguageModel
from agents.meter import Meter
from agents.providers import providers
from agents.table import Table
from app.figures import count, duration, money
from app.findings import bare
from app.seating import NAMES
from games.decision import Decision
from games.failure import Failure
from games.luck import fresh_seed
from games.model import Limits, ModelSettings
from games.registry import GAMES
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["models"]


class Verdict(NamedTuple):
    """What a test has shown, in sentences that may hold a stranger's words."""

    works: bool
    said: str
    more: str
    """Tokens, price and form; or what came back."""


def question(
    game: str, preset: str, settings: ModelSettings, seconds: float, waits: Waits
) -> Callable[[Caller], Coroutine[Any, Any, Decision]]:
    """What asks it for the first move of a fresh match, with as many re-asks as at a table.

    `waits` is called where a provider's rate limit makes it wait, on the thread of the tables.
    """

    async def ask(caller: Caller) -> Decision:
        entry, rules = GAMES[game], GAMES[game].presets[preset]
        names, seed = NAMES[: max(entry.build(rules).seats)], fresh_seed()
        table = Table(entry.build(rules), [HUMAN] * len(names), seed, keep=lambda _: None)
        await table.advance()
        seat = min(table.waiting_for)
        meter = Meter(Limits(seconds=seconds))
        model = LanguageModel(seat, names, entry, rules, settings, caller, meter, seed, lambda _, wait: waits(wait))
        return await model.decide(table.view(seat))

    return ask


def verdict(decision: Decision, settings: ModelSettings, seconds: float, *, keyed: bool) -> Verdict:
    """What the decision shows of the model; `seconds` is how long it was given, `keyed` whether there was a key."""
    if decision.failure is not None:
        return _trouble(decision.failure, settings, seconds, keyed=keyed)
    calls = decision.calls
    took = duration(sum(call.seconds for call in calls))
    said = TEXT["works" if len(calls) == 1 else "works_again"].format(seconds=took, tries=len(calls))
    more = " ".join([_used(decision), _price(decision), TEXT["form"][calls[-1].form]])
    return Verdict(works=True, said=said, more=more)


def _used(decision: Decision) -> str:
    used = [call.usage for call in decision.calls]
    read = [one.read for one in used if one.read is not None]
    written = [one.written for one in used if one.written is not None]
    if not (read and written):
        return TEXT["used_none"]
    return TEXT["used"].format(read=count(sum(read), "tokens"), written=f"{sum(written):,}")


def _price(decision: Decision) -> str:
    costs = [call.cost for call in decision.calls]
    known = [cost for cost in costs if cost is not None]
    return TEXT["cost"].format(cost=money(sum(known))) if len(known) == len(costs) else TEXT["cost_none"]


def _trouble(failure: Failure, settings: ModelSettings, seconds: float, *, keyed: bool) -> Verdict:
    place = endpoint(settings)
    where = providers()[place].title if place in providers() else bare(place)
    none = failure.code == Code.NO_KEY and not keyed
    said = TEXT["trouble"]["none-given" if none else failure.code]
    said = said.format(where=where, model=settings.model, seconds=duration(seconds))
    heard = failure.detail and not none and failure.code not in (Code.TIMEOUT, Code.NO_ROUTE)
    more = TEXT["trouble"]["detail"].format(detail=failure.detail) if heard else ""
    return Verdict(works=False, said=said, more=more)
