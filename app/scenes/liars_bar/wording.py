"""Cards, chances and points of Liar's Bar as short texts that stand on the table."""

from functools import cache
from typing import Any

from games.core import Seat
from games.liars_bar.actions import Card, Rank, honest
from games.liars_bar.events import Award
from games.liars_bar.hints import danger
from games.liars_bar.notation import LiarsBarNotation, signed
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.view import Observation
from games.words import words

TEXT: dict[str, Any] = words("app")["scene"]["liars_bar"]


@cache
def notation(rules: LiarsBarRules) -> LiarsBarNotation:
    return LiarsBarNotation(rules)


def face(card: Card, target: Rank, rules: LiarsBarRules, lie: str = "lie") -> dict[str, Any]:
    """A card turned up, with what it is worth under this target; `lie` names the word for one that is not true."""
    true = honest((card,), target)
    return {
        "card": card,
        "name": notation(rules).text["card"][card],
        "true": true,
        "note": TEXT["true" if true else lie],
    }


def award(why: Award, points: int, times: int, rules: LiarsBarRules) -> str:
    """What points were given for, and how often."""
    each = TEXT["award"].format(points=signed(points), why=notation(rules).awards[why])
    return each if times == 1 else TEXT["award_times"].format(award=each, times=times)


def chance(o: Observation, seat: Seat) -> str:
    """The chance that this seat's next pull kills it."""
    odds = danger(o, seat)
    if odds in (0, 1):
        return TEXT["odds_sure" if odds else "odds_none"]
    return TEXT["odds"].format(left=round(1 / odds))


def revolver(o: Observation, seat: Seat) -> str:
    """What is known of a seat's revolver."""
    numbers = {"fired": o.fired[seat], "chambers": o.rules.chambers}
    return TEXT["fired"].format(odds=chance(o, seat), **numbers) if o.alive[seat] else TEXT["dead"].format(**numbers)


def points(o: Observation, seat: Seat) -> str | None:
    """A seat's points so far; None where the rules have none."""
    return None if o.rules.points is None else notation(o.rules).count(o.points[seat], "point")
