"""The game of a match as everybody in this room uses it: with its tool around it, where there is one."""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from agents.prompts.offers import OfferTexts, WordingError
from agents.tooled import with_tool
from games.core import Notation
from games.registry import GAMES, Entry
from games.secret_tools.conditions import BASELINE, ToolRules
from replays.record import Header

_own: Final[list[Path]] = []


def read_too(folder: Path | None) -> None:
    """From now on a user's own folder of wordings is read as well; None: no such folder."""
    _own[:] = [] if folder is None else [folder]


def own_wordings() -> Path | None:
    """The user's own folder of wordings, for whoever makes words of a tool elsewhere."""
    return _own[0] if _own else None


def entry_of(header: Header) -> Entry:
    """For telling: where words of a tool are missing or cannot be read, in those that are left. Raises ValueError for a
    tool in a game that takes none."""
    return _told_by(header)[0]


def notation_of(header: Header) -> Notation:
    """Its words. Raises likewise."""
    return _told_by(header)[1]


def _told_by(header: Header) -> tuple[Entry, Notation]:
    entry = GAMES[header.game]
    # Where one viewpoint is kept nobody knows the tool, but what was seen of it can be told all the same.
    viewed = header.view is not None and entry.traits is not None
    tool = BASELINE if viewed else header.tool
    for chosen, folder in ((tool, own_wordings()), (tool, None)):
        found = with_tool(entry, chosen, header.names, folder)
        with suppress(WordingError):
            return found, found.notation(header.rules, "en")
    found = with_tool(entry, BASELINE, header.names)
    return found, found.notation(header.rules, "en")


def texts_of(header: Header) -> OfferTexts | None:
    """The words in which the tool of a match is offered; None where there is none. Raises WordingError for a wording
    that is not one of its condition's."""
    return None if header.tool is None else offer_texts(header.game, header.rules, header.tool)


def offer_texts(game: str, rules: Any, tool: ToolRules) -> OfferTexts:
    """The words in which this tool is offered in a game by these rules. Raises WordingError where it cannot be."""
    traits = GAMES[game].traits
    if tool.priced and traits is not None and not traits.scored(rules):
        raise WordingError("no-points", tool.wording)
    inner, own = GAMES[game].notation(rules, "en"), own_wordings()
    try:
        return OfferTexts(game, tool, inner, folder=own)
    except WordingError:
        # What is wrong in a folder of somebody's own hinders no words of this program.
        with suppress(WordingError):
            return OfferTexts(game, tool, inner)
        raise


def words_of(header: Header) -> OfferTexts | None:
    """The same for telling a match that was played: None also where its words are not here any more."""
    try:
        return texts_of(header)
    except WordingError:
        return None
