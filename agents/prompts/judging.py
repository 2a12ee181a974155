"""How a model is asked what a text names: the text is data within the question, and never part of it."""

import json
from typing import Any, Final

from agents.prompts.schemas import judgement_schema
from agents.prompts.seat import Question
from games.model import Message
from games.words import words

TEMPLATE: Final[int] = words(__package__ or "")["judge"]["version"]
"""Version of all that is said to a judge. It stands with every answer, and is raised when a word of it changes."""


def question(text: str, language: str = "en") -> Question:
    """Nothing but the text, as one JSON string that none of its own words can end."""
    told: dict[str, Any] = words(__package__ or "", language)["judge"]
    asked = "\n\n".join([told["text"], json.dumps(text, ensure_ascii=False), told["form"]])
    return Question((Message("system", told["about"]), Message("user", asked)), judgement_schema(), {})
