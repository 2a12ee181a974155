"""The words of one tool in one game, and those of buttons and refusals; the same in all wordings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agents.prompts.wording_files import Table, WordingError, expand, fill, table, text
from agents.texts import quoted
from games.core import Notation, Reason
from games.secret_tools.actions import Answer, Check, Choose, Unanswered, Verdict, Write
from games.secret_tools.conditions import Advantage, Condition, Lasting, ToolRules

Names = Sequence[str]


class ToolWords:
    """Of one tool in one game and one language. Pure; a reader is a seat that is addressed, or ANALYST.

    A value is never looked into: names and messages may hold braces; messages stand on one line each. Raises
    WordingError where words are missing.
    """

    def __init__(
        self, game: str, tool: ToolRules, inner: Notation, language: str = "en", folder: Path | None = None
    ) -> None:
        """`folder`: a user's own folder of wordings."""
        self.game, self.tool, self.inner, self.language = game, tool, inner, language
        self.shared, self.own = (table(f"{language}/{name}.toml", folder) for name in ("shared", "told"))
        self.unknown = tool.condition is Condition.BASELINE
        """Nothing is offered; or only what was seen of a tool is known."""
        file = f"{language}/{game}_{tool.condition}.toml"
        self.file: Table = self.own["unknown"] if self.unknown else table(file, folder)
        self.tables = self.file, self.shared, self.own
        self.line: str = self.shared["join"]["block"]
        ends = "ends_series" if tool.lasting is Lasting.SERIES else "ends"
        self.words = {"tool_name": self._word("tool_name"), "ends": self._word(ends)}
        self.for_all = self.words | {"ends": self._word(ends, "words_for_all", "words")}
        self.coaching: list[str] = self.file.get("coaching", {}).get("texts", [])
        if tool.condition is Condition.COACH and not self.coaching:
            raise WordingError("no-such-text", "coaching.texts")
        self.values: dict[str, object] = {"word_limit": tool.word_limit, "shown": tool.shown}
        self.advantage = ""
        if tool.advantage is not Advantage.NONE:
            rules = table(f"{language}/advantage.toml", folder)
            self.advantage = self._put(text((rules,), game, tool.advantage, "text"))
        self.instruction = ""
        if tool.instruction:
            orders = table(f"{language}/instruction.toml", folder)
            self.words["against"] = text((orders,), "against", game)
            self.instruction = text((orders,), "instruction", "text")

    def _word(self, key: str, *sections: str) -> str:
        return text(tuple(self.file.get(section, {}) for section in sections or ("words",)), key)

    def _said(self, *keys: str, **values: object) -> str:
        """One text of the files, with its values."""
        return self._put(text(self.tables, *keys), **values)

    def _put(self, template: str, **values: object) -> str:
        return fill(expand(template, self.words), self.values | values)

    def action(self, action: Any, names: Names) -> str:
        """Short enough for a button, but for what somebody wrote."""
        match action:
            case Answer(True, None):
                return self._said("action", "accept")
            case Answer(True, partner) if partner is not None:
                return self._said("action", "accept_with", partner=names[partner])
            case Answer():
                return self._said("action", "refuse")
            case Write(written):
                return self._said("action", "write" if written else "write_nothing", message=quoted(written))
            case Unanswered(verdict):
                return self._said("action", "unanswered", verdict=self._verdict(verdict))
            case Choose():
                return self._said("action", "choose")
            case Check():
                return self._said("action", "check")
            case _:
                return self.inner.action(action)

    def refusal(self, why: Reason) -> str:
        """What was wrong with an action; in the game's words, where the reason is the game's."""
        if why.code in self.own["refusal"]:
            return fill(self.own["refusal"][why.code], why.values)
        return self.inner.refusal(why)

    def problem(self, code: str) -> str:
        """Why somebody cannot be the partner, for `reask`: self, dead, unknown or nobody."""
        return self._said("problem", code)

    def _verdict(self, verdict: Verdict) -> str:
        return self._said("verdict", verdict)
