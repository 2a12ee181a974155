"""The tool of a match and its series, as they are kept: text that is read strictly, and what a match can hold."""

from typing import Any, Final

import msgspec

from games.core import Event
from games.registry import GAMES
from games.secret_tools.conditions import ToolRules
from replays.record import Series
from replays.refusal import RecordError

MOST: Final = 1_000_000
"""No number of a tool or a series is larger."""
NAME: Final = 40
"""Characters of the name of a wording, or of the id of a series."""


def tool_text(tool: ToolRules) -> str:
    """JSON with every number of it."""
    return msgspec.json.encode(tool).decode()


def read_tool(text: str | bytes | msgspec.Raw) -> ToolRules:
    """A number that is left out is the usual one: an earlier version of this program did not have it.

    Raises msgspec.MsgspecError, or RecordError for a number that no tool has.
    """
    tool = msgspec.json.decode(text, type=ToolRules)
    if not _known(msgspec.json.decode(text), msgspec.to_builtins(tool)):
        raise RecordError("unknown-tool")
    return tool


def _known(found: Any, whole: Any) -> bool:
    """Whether every field is one of the whole, at any depth."""
    if not isinstance(whole, dict):
        return True
    return all(name in whole and _known(value, whole[name]) for name, value in found.items())


def check_tool(game: str, rules: Any, seats: int, tool: ToolRules, series: Series | None) -> None:
    """Raises RecordError for a tool that a match of so many seats by these rules cannot hold."""
    try:
        GAMES[game].bind(rules, tool).start(seats)
    except ValueError as error:
        raise RecordError("unfit-tool", why=error) from error
    earlier, audit = tool.earlier, tool.audit
    lost = 0 if audit is None else audit.points
    numbers = [tool.trigger, tool.word_limit, tool.texts, tool.shown, tool.refusal_reward, lost]
    late = series is not None and earlier is not None and earlier.match >= series.number
    alone = tool.sealed and series is None
    if late or alone or max(numbers) > MOST or not (tool.wording == "" or _is_name(tool.wording)):
        raise RecordError("impossible-tool")


def check_series(series: Series) -> None:
    """Raises RecordError for a number that the series does not have."""
    if not (1 <= series.number <= series.of <= MOST and _is_name(series.id)):
        raise RecordError("impossible-series")


def _is_name(text: str) -> bool:
    """Letters, digits, hyphens and underscores: it stands in lists and in files."""
    return len(text) <= NAME and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def check_event(event: Event, seats: int) -> None:
    """Raises RecordError for one about a seat that is not there, or with a number that no tool has."""
    named = (getattr(event, "seat", None), getattr(event, "partner", None), *getattr(event, "winners", ()))
    if any(seat is not None and not 0 <= seat < seats for seat in named):
        raise RecordError("wrong-seats")
    if not all(0 <= getattr(event, number, 0) <= MOST for number in ("number", "points")):
        raise RecordError("unreadable-step", detail=type(event).__name__)
