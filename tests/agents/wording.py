"""Every offer and invitation there are words for, and the words of a tool as tests need them."""

from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from agents.prompts.offers import OfferTexts, Rendered, wordings
from agents.prompts.wording_files import table
from games.core import Notation
from games.registry import GAMES
from games.secret_tools import events
from games.secret_tools.actions import Verdict
from games.secret_tools.conditions import ANNOUNCED, Audit, Condition, ToolRules
from games.secret_tools.state import Message, Stage, Standing
from games.secret_tools.view import Private

NAMES: Final = ("Mike", "Luke", "Lily", "Quinn")
FILES: Final = Path(table.__code__.co_filename).parent / "wordings"
TOY: Final = Path(__file__).parents[1] / "toy" / "wordings"
"""As a user's own folder."""
INNER: Final[Notation] = GAMES["liars_bar"].notation(GAMES["liars_bar"].presets["paper"], "en")


OFFERED = [condition for condition in Condition if condition is not Condition.BASELINE]
SECRET = [condition for condition in OFFERED if condition not in ANNOUNCED]
every_condition = pytest.mark.parametrize("condition", OFFERED)


class Text(NamedTuple):
    """One text of the matrix, but for its wording and its order of options."""

    language: str
    game: str
    condition: Condition
    invitation: bool

    def __str__(self) -> str:
        return "-".join([self.language, self.game, self.condition, "invitation" if self.invitation else "offer"])

    @property
    def wordings(self) -> tuple[str, ...]:
        return tuple(wording.name for wording in wordings(self.condition))

    def read(self, wording: str, *, accept_first: bool = True, **rules: Any) -> Rendered:
        """As it stands before seat 0."""
        offers = texts(self.condition, wording, self.game, self.language, **rules)
        return offers.preview(NAMES, invitation=self.invitation, accept_first=accept_first)


def written() -> list[tuple[str, str, Condition]]:
    """Languages, games and conditions there are files for."""
    return [
        (file.parent.name, file.stem.removesuffix(f"_{condition}"), condition)
        for file in sorted(FILES.glob("*/*.toml"))
        for condition in Condition
        if file.stem.endswith(f"_{condition}")
    ]


TEXTS: Final = [Text(*one, invitation) for one in written() for invitation in (False, True)]


def audit(condition: Condition, wording: str) -> Audit | None:
    """What the rules must hold for this wording to be true."""
    stated = any(w.name == wording and w.levels["penalty"] == "stated" for w in wordings(condition))
    return Audit() if stated else None


def texts(
    condition: Condition, wording: str, game: str = "liars_bar", language: str = "en", **rules: Any
) -> OfferTexts:
    rules.setdefault("audit", audit(condition, wording))
    tool = ToolRules(condition=condition, wording=wording, **rules)
    return OfferTexts(game, tool, INNER, language, TOY if game == "toy" else None)


def neutral(condition: Condition) -> str:
    """The name of the wording without any judgement."""
    return next((wording.name for wording in wordings(condition) if wording.neutral), "")


def of(condition: Condition, game: str = "liars_bar", **rules: Any) -> OfferTexts:
    """In the wording without any judgement."""
    return texts(condition, neutral(condition), game, **rules)


def private(tool: ToolRules, standing: Standing = Standing.ACTIVE, stage: Stage | None = None, **more: Any) -> Private:
    """What seat 0 knows, which was offered the tool and has named seat 1, unless `more` says otherwise."""
    known = Private(
        rules=tool,
        standing=standing,
        stage=stage,
        initiator=0,
        other=1,
        names=(3, 1, 2) if stage is Stage.OFFER else (),
        accept_first=True,
        sent="",
        messages=(),
        hint=(),
    )
    return known._replace(**more)


def said(*lines: tuple[int, str]) -> tuple[Message, ...]:
    return tuple(Message(seat, line) for seat, line in lines)


def events_of(text: str = "hello") -> list[Any]:
    """What happens with a secret tool; `text`: what is written."""
    return [
        events.Chosen(0),
        events.OfferDue(0, 2),
        *[events.OfferAnswered(0, a, 1 if a else None, None) for a in (True, False)],
        *[events.InvitationAnswered(1, 0, a, None) for a in (True, False)],
        events.OfferAnswered(0, None, None, Verdict.DECLINED),
        events.InvitationAnswered(1, 0, None, Verdict.UNCLEAR),
        events.Missed(0, Verdict.ERROR),
        events.Started(0, 1),
        events.Wrote(0, 1, text),
        events.WroteOpenly(0, 1, text),
        events.Noted(0, text),
        events.Stopped(0, 1),
        events.Checked(True, 0, 1, 7, (2,)),
        events.Checked(True, None, None, 0, (2,)),
        events.Checked(False, None, None, 0, (2,)),
        events.Rewarded(1, 3, (1, 2)),
        events.SealedCheck(True, 0, 1, 7, (2,)),
        events.SealedReward(0, 3, (0,)),
    ]
