"""What a model is told of an answer with which nothing could be done, when it is asked again."""

from collections.abc import Sequence
from typing import Final

from games.failure import Failure
from games.model import Message
from games.words import words

SHOWN: Final = 2_000
"""Characters of an answer that its model is shown again; what belongs in one is shorter."""


def again(messages: Sequence[Message], reply: str, failure: Failure, language: str = "en") -> tuple[Message, ...]:
    """The same messages, the reply, and what was wrong with it.

    Raises KeyError for a failure after which a model is not asked again.
    """
    told: str = words("agents.prompts", language)["again"][failure.code].format(detail=failure.detail)
    return retold(messages, reply, told)


def retold(messages: Sequence[Message], reply: str, told: str) -> tuple[Message, ...]:
    """The same messages, the reply, and this; a user and an assistant speak in turn, always."""
    if reply.strip():
        return (*messages, Message("assistant", reply[:SHOWN]), Message("user", told))
    *before, last = messages
    return (*before, last._replace(content=f"{last.content}\n\n{told}"))
