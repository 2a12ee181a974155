"""What a judge model says that a text names: agents ask for it, and replays keep it beside a match, never in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opinion:
    """Of one reason, or of the thinking beside it."""

    unfair: bool
    harm: bool
    secret: bool
    quote: str = ""
    """Words of the text that show it; empty where none were quoted."""
    invented: bool = False
    """What was quoted does not stand in the text, and was dropped."""
