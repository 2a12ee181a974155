"""Why a name will not do, and what to do about it."""

from typing import Any, Final

from games.words import words
from replays.refusal import RecordError

TEXT: Final[dict[str, Any]] = words("app")["play"]


def refused(error: RecordError) -> str:
    """In two sentences, for the field in which the name was typed."""
    remedy = TEXT["remedy"].get(error.code, TEXT["remedy"]["other"])
    return TEXT["bad_name"].format(reason=error, remedy=remedy)
