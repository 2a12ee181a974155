"""The game of a match as everybody in this room uses it: with its tool around it, where there is one."""

from pathlib import Path
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from agents.tooled import with_tool
from games.registry import GAMES, Entry
from games.secret_tools.conditions import BASELINE
from games.secret_tools.view import Observation
from replays.record import Header

_own: Final[list[Path]] = []


def read_too(folder: Path | None) -> None:
    """From now on a user's own folder of wordings is read as well; None: no such folder."""
    _own[:] = [] if folder is None else [folder]


def own_wordings() -> Path | None:
    """The user's own folder of wordings, for whoever makes words of a tool elsewhere."""
    return _own[0] if _own else None


def entry_of(header: Header) -> Entry:
    """Raises ValueError for a tool in a game that takes none, agents.prompts.offers.WordingError where its words are
    missing."""
    entry = GAMES[header.game]
    # Where one viewpoint is kept nobody knows the tool, but what was seen of it can be told all the same.
    viewed = header.view is not None and entry.traits is not None
    return with_tool(entry, BASELINE if viewed else header.tool, header.names, own_wordings())


def texts_of(header: Header) -> OfferTexts | None:
    """The words in which the tool of a match is offered; None where there is none. Raises WordingError for a wording
    that is not one of its condition's."""
    if header.tool is None:
        return None
    inner = GAMES[header.game].notation(header.rules, "en")
    return OfferTexts(header.game, header.tool, inner, folder=own_wordings())


def inner(observation: Any) -> Any:
    """What was seen of the game itself."""
    return observation.game if isinstance(observation, Observation) else observation
