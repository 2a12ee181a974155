"""Keeps keys out of everything that a call leaves behind."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Final

MARK: Final = "[key]"
SHORTEST: Final = 8
"""Characters of a key: what is shorter is no secret, and taking it out would spoil ordinary words."""
SECRET: Final = re.compile(r"(?=.*[a-z])(?=.*[0-9])\S{16,}", re.I)
"""What a key of the environment looks like; anything else is a setting, and may be words of the game."""
KEY_LIKE: Final = re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf)[-_][\w*.-]{6,}|\bAIza[\w-]{20,}|\bBearer [\w.~+/=*-]{6,}")
Redact = Callable[[str], str]
SECRET_NAMES: Final = re.compile(r"API_?KEY|ACCESS_KEY|AUTH_TOKEN|API_TOKEN|SECRET", re.I)


def redactor(key: str | None, *, environment: bool) -> Redact:
    """Takes the key out of a text; with `environment` also what looks like a key that this process was started with."""
    secrets = {key} if key else set[str]()
    if environment:
        secrets |= set(_environment())
    longest_first = sorted((secret for secret in secrets if len(secret) >= SHORTEST), key=len, reverse=True)

    def redacted(text: str) -> str:
        for secret in longest_first:
            text = text.replace(secret, MARK)
        return text

    return redacted


def without_keys(text: str) -> str:
    """A text of a machine, in which whatever looks like a key is taken out; never for what a model wrote."""
    return KEY_LIKE.sub(MARK, text)


def _environment() -> Iterator[str]:
    return (value for name, value in os.environ.items() if SECRET_NAMES.search(name) and SECRET.fullmatch(value))
