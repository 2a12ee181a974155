"""Matches as one viewer saw them: read once, and kept apart for each viewer."""

from functools import lru_cache

from app import engine
from games.core import Viewer
from replays.record import Header, bound, viewer
from replays.replay import Seen, as_seen, viewers


def seen(header: Header, who: Viewer) -> tuple[Seen, ...]:
    """Every step this viewer saw.

    Raises PermissionError for one who may not watch now, RecordError or games.core.Refused for a record that does not
    follow from its own steps.
    """
    if who not in viewers(header):
        raise PermissionError
    return _seen(header.id, who, header.steps, header.ended)


@lru_cache(64)
def _seen(match_id: str, who: Viewer, _steps: int, _ended: int | None) -> tuple[Seen, ...]:
    return tuple(as_seen(engine.store().load(match_id), who))


def asked(header: Header, text: str) -> Viewer:
    """The viewer that an address names. Raises RecordError for none, PermissionError for one who may not watch now."""
    who = viewer(text, header.names)
    if who not in viewers(header):
        raise PermissionError
    return who


def same_rules(header: Header) -> bool:
    """Whether this program can still play the match as it was played."""
    return header.version == bound(header).version
