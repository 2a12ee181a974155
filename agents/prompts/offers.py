"""What a seat reads when it is offered a tool, is invited to share one, or may write over it: from files, block by
block."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from agents.prompts.told import Told
from agents.prompts.tool_words import Names
from agents.prompts.variants import Wording, is_neutral, matrix, wording, wordings
from agents.prompts.wording_files import WordingError, expand, fill, text
from agents.texts import one_line
from games.core import Notation, Seat
from games.secret_tools.conditions import ANNOUNCED, ANSWERED, WRITTEN, Condition, ToolRules
from games.secret_tools.state import INVITE, OFFER, REPLY, WRITE, Message, Stage, Standing
from games.secret_tools.view import Announced, Private

__all__ = ["Block", "OfferTexts", "Rendered", "Wording", "WordingError", "is_neutral", "wordings"]

TEXT: Final = "text"
"""The level of a block that does not vary."""
STATED: Final = "stated"
DOES: Final = "affordance"
"""The block that says what the tool does; what the rules do for the pair belongs to it."""


class Block(NamedTuple):
    """One piece of a text."""

    name: str
    level: str
    text: str
    paragraph: int = 0
    """From 0."""


class Rendered(NamedTuple):
    """A text as it is read, and everything about it that a record keeps."""

    text: str
    blocks: tuple[Block, ...]
    wording: str = ""
    version: int = 1
    """Of the files."""
    language: str = "en"
    accept_first: bool | None = None
    """The order of the options; None where there are none."""


class OfferTexts(Told):
    """All words about one tool. Where nothing is offered there is nothing to ask, and no wording is needed."""

    def __init__(
        self, game: str, tool: ToolRules, inner: Notation, language: str = "en", folder: Path | None = None
    ) -> None:
        """Raises WordingError for a wording that is not listed for the condition, for words that are missing or of
        another version, and where a text would say what the rules do not hold, or hide what they hold."""
        super().__init__(game, tool, inner, language, folder)
        found = matrix(folder)
        self.version: int = found["version"]
        self.order: list[list[str]] = found["order"]
        self.wording: Wording | None = None
        if tool.condition is Condition.BASELINE:
            return
        self.wording = wording(tool.condition, tool.wording, folder)
        if tool.texts != self.version:
            raise WordingError("other-version", str(tool.texts))
        stated = self.wording.levels.get("penalty") == STATED
        if stated and tool.audit is None:
            raise WordingError("penalty-without-check", tool.wording)
        if tool.audit is not None and not stated:
            raise WordingError("check-without-penalty", tool.wording)
        self.values |= _numbers(tool)
        # In a series what is said of the check is said otherwise.
        self.files = (*((self.own["sealed"],) if tool.sealed and stated else ()), self.file, self.shared)
        self._try_out()

    def asked(self, private: Private, you: Seat, names: Names) -> Rendered | None:
        """The offer, the invitation, or that it may write; None while it is asked nothing about the tool."""
        match private.stage:
            case Stage.OFFER | Stage.INVITE:
                return self._assembled(private, you, names)
            case Stage.WRITE:
                return self._prompt("message", private, names)
            case Stage.REPLY:
                return self._prompt("reply" if private.sent else "reply_to_nothing", private, names)
            case _:
                return None

    def reask(self, private: Private, you: Seat, names: Names, problem: str, named: str = "") -> str:
        """After an answer that cannot be used. `named`: whom it names, if that is what is wrong."""
        key = "partner" if named else "unreadable"
        told = expand(text(self.tables, "reask", key), self._options(private))
        return fill(told, self._values(private, you, names) | {"problem": problem, "named": named})

    def preview(self, names: Names, *, invitation: bool = False, accept_first: bool = True) -> Rendered:
        """The text as it would be at a table of these players, of whom the first reads it."""
        others, stage = tuple(range(1, len(names))), INVITE if invitation else OFFER
        private = self._sample(stage, accept_first=accept_first)._replace(
            initiator=1 if invitation else 0, other=1 if invitation else None, names=() if invitation else others
        )
        return self._assembled(private, 0, names)

    def _assembled(self, private: Private, you: Seat, names: Names) -> Rendered:
        words, values = self._options(private), self._values(private, you, names)
        role = _role(private)
        levels: Mapping[str, str] = {} if self.wording is None else self.wording.levels
        blocks: list[Block] = []
        for at, paragraph in enumerate(self.order):
            for name in paragraph:
                level = levels.get(name, TEXT)
                told = fill(expand(self._block(role, name, level), words), values)
                if name == DOES and self.advantage:
                    told = self.line.join((told, self.advantage))
                blocks.append(Block(name, level, told, at))
        join = self.shared["join"]
        whole = join["paragraph"].join(
            join["block"].join([block.text for block in blocks if block.paragraph == at])
            for at in range(len(self.order))
        )
        return Rendered(whole, tuple(blocks), self.tool.wording, self.version, self.language, private.accept_first)

    def _block(self, role: str, name: str, level: str) -> str:
        """The nearest block of this name; it must have this level. Raises WordingError."""
        for file in self.files:
            for section in (role, "block"):
                if name in file.get(section, {}):
                    return text((file[section],), name, level)
        raise WordingError("no-such-text", f"{role}.{name}.{level}")

    def _options(self, private: Private) -> dict[str, str]:
        """The words of the files, the options in the order drawn among them."""
        role, order = _role(private), ("accept", "refuse") if private.accept_first else ("refuse", "accept")
        detail = self.line.join(self._option(role, option) for option in order)
        return self.words | {
            "pair": text(self.tables, role, "pair"),
            "options_order": text(self.tables, "options_order", f"{order[0]}_first"),
            "options_detail": detail,
        }

    def _option(self, role: str, option: str) -> str:
        told = self._block(role, "option", option)
        if option == "accept" or not self.tool.refusal_reward:
            return told
        return self.line.join((told, self.own["reward"]["series" if self.tool.sealed else "match"]))

    def _values(self, private: Private, you: Seat, names: Names) -> dict[str, object]:
        listed = self.shared["join"]["list"].join(names[seat] for seat in private.names)
        return self.values | {"you": names[you], "initiator": names[private.initiator], "partners": listed}

    def _prompt(self, key: str, private: Private, names: Names) -> Rendered:
        assert private.other is not None
        words = self.words | ({"no_message": text(self.tables, "whisper", "no_message")} if key != "message" else {})
        values = self.values | {"partner": names[private.other], "message": one_line(private.sent)}
        told = fill(expand(text(self.tables, "whisper", key), words), values)
        return Rendered(told, (Block(key, TEXT, told),), self.tool.wording, self.version, self.language)

    def _sample(self, stage: Stage, *, accept_first: bool = True) -> Private:
        standing = {OFFER: Standing.OFFERED, INVITE: Standing.INVITED}.get(stage, Standing.ACTIVE)
        return Private(self.tool, standing, stage, 0, 1, (1,), accept_first, "", (), ())

    def _try_out(self) -> None:
        """Make every kind of text once, so that none is found missing in the middle of a match."""
        condition, names = self.tool.condition, ("A", "B", "C")
        for invitation in (False, True):
            self.preview(names, invitation=invitation)
        stages = [WRITE] * (condition in WRITTEN)
        if condition in ANSWERED and "reply" in self.file.get("whisper", {}):
            stages.append(REPLY)
        for stage in stages:
            for sent in ("", "sent"):
                self.asked(self._sample(stage)._replace(sent=sent), 0, names)
        if condition is Condition.HINT:
            self._said("frame", "text", partner="B", hint="")
        coaching = 0 if condition is Condition.COACH else None
        for messages in ((), (Message(1, "sent"),)):
            self.frame(self._sample(WRITE)._replace(messages=messages), 0, names)
            if condition in ANNOUNCED:
                everybody = Announced(condition, 0, 1, active=True, coaching=coaching, messages=messages)
                self.open_frame(everybody, None, names)


def _role(private: Private) -> str:
    return "offer" if private.stage is OFFER else "invitation"


def _numbers(tool: ToolRules) -> dict[str, object]:
    """Those of a check and of a reward; none where there is none, so that no text can speak of it."""
    audit, reward = tool.audit, tool.refusal_reward
    check: dict[str, object] = {} if audit is None else {"audit_percent": audit.percent, "penalty_points": audit.points}
    return check | ({"reward_points": reward} if reward else {})
