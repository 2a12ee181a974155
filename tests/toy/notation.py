"""The toy in words."""

from dataclasses import asdict
from typing import Any

from games.core import Action, Event, Reason
from games.words import words
from tests.toy.values import Guess, GuessRules, Observation

Names = tuple[str, ...]


class GuessNotation:
    """See `games.core.Notation` for the contract."""

    def __init__(self, rules: GuessRules, language: str = "en") -> None:
        self.text: dict[str, Any] = words("tests.toy", language)

    def action(self, action: Action) -> str:
        number = action.number if isinstance(action, Guess) else None
        return self.text["action"][type(action).__name__].format(number=number)

    def event(self, event: Event, names: Names) -> str:
        values: dict[str, Any] = asdict(event)
        hidden = [field for field, value in values.items() if value is None]
        told = self.text["event"]["_".join([type(event).__name__, *hidden])]
        called = {who: names[values[who]] for who in ("seat", "partner") if values.get(who) is not None}
        won = ", ".join(names[seat] for seat in values.get("winners", ()))
        return told.format(**values | called | {"winners": won})

    def view(self, observation: Observation, names: Names) -> str:
        o, text = observation, self.text["view"]
        scores = ", ".join(f"{name} {points}" for name, points in zip(names, o.points, strict=True))
        head = text["head" if o.waiting_for else "head_ended"]
        lines = [head.format(round=o.round, rounds=o.rules.rounds, scores=scores)]
        if o.whispered:
            lines.append(text["whispered"].format(note=o.whispered))
        if o.card is not None:
            lines.append(text["card"].format(card=o.card))
        return "\n".join(lines)

    def refusal(self, why: Reason) -> str:
        return self.text["refusal"][why.code].format(**why.values)


def rulebook(rules: GuessRules, language: str = "en") -> str:
    """One paragraph."""
    return words("tests.toy", language)["rulebook"].format(**asdict(rules))
