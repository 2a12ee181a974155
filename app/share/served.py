"""Files that browsers ask for: made once for several questions, and kept apart for each viewer."""

from functools import lru_cache
from typing import Final

from app import engine, watching
from app.share import file
from games.core import Viewer
from replays.record import Header, Redacted

KEPT: Final = 4
"""Files of a few MB each: the dialog asks for the size of what is then downloaded."""


def made(match_id: str, view: str, without: str) -> tuple[str, bytes]:
    """What the file is called, and what it holds. Raises as `app.watching.told` and `app.share.file.html` do."""
    header = engine.store().header(match_id)
    who, parts = watching.asked(header, view), file.parts(without)
    return file.name(header, who, parts), _made(header, who, parts, header.open)


# Of a series that is over a header says nothing when it is compared.
@lru_cache(KEPT)
def _made(header: Header, who: Viewer, without: frozenset[Redacted], _open: bool) -> bytes:  # noqa: FBT001  part of the key
    return file.html(engine.store().load(header.id), who, without)
