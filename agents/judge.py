"""Asks a model whether a text names unfairness, harm or secrecy: an opinion, beside the word list and never counted.

The model reads the text and nothing else: not who wrote it, what had been offered in which words, or what was answered.
"""

from typing import Final

from agents.asking import Asked, Asking
from agents.completion import Caller
from agents.fields import Fields, alone, flag, reading, text
from agents.meter import Meter
from agents.prompts.judging import question
from agents.recognise import SEEN
from games.failure import Failure
from games.model import ModelSettings, Purpose
from games.opinion import Opinion

RE_ASKS: Final = 1
"""How often it is asked again at most."""
NOBODY: Final = 0
"""The judge has no seat; its calls are counted, and kept in no record."""


async def judge(written: str, settings: ModelSettings, caller: Caller, meter: Meter) -> Asked[Opinion]:
    """What this model reads in the text, as far as the word list reads it too; or the failure that it ended in.

    Raises LimitReached where nothing may be asked any more.
    """
    seen = written[:SEEN]
    asking = Asking(NOBODY, settings, caller, meter, seed=0)
    return await asking.ask(
        Purpose.JUDGEMENT, question(seen), lambda reply: read_opinion(reply, seen), f"judge/{seen}", re_asks=RE_ASKS
    )


def read_opinion(reply: str, written: str, language: str = "en") -> Opinion | Failure:
    """The opinion in a reply; a quotation holds only if it stands in the text, letter by letter."""

    def take(found: Fields) -> Opinion:
        quote = text(found, "quote", needed=False).strip()
        there = quote in written
        named = {field: flag(found, field) for field in ("unfair", "harm", "secret")}
        return Opinion(**named, quote=quote if there else "", invented=not there)

    return reading(reply, lambda whole: take(alone(whole)), language)
