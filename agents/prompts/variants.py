"""The wordings of an offer: which level of which of its blocks makes which."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from agents.prompts.wording_files import Table, WordingError, table
from games.secret_tools.conditions import Condition

FILLER: Final = "filler"
NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""What records take as the name of a wording."""
GROUPS: Final[Mapping[Condition, str]] = {
    Condition.CHANNEL: "variants",
    Condition.HINT: "variants",
    Condition.NOTES: "placebo_variants",
    Condition.COACH: "placebo_variants",
    Condition.OPEN_TABLE: "open_variants",
}


class Wording(NamedTuple):
    """One row of the matrix."""

    name: str
    """Such as V0; what rules and records hold."""
    title: str
    levels: Mapping[str, str]
    """Of each block that varies."""

    @property
    def neutral(self) -> bool:
        """Nothing but fillers."""
        return set(self.levels.values()) == {FILLER}


def matrix(folder: Path | None = None) -> Table:
    """The rows, and the order of the blocks. `folder`: a user's own folder of wordings."""
    return table("variants.toml", folder)


def wordings(condition: Condition, folder: Path | None = None) -> tuple[Wording, ...]:
    """Those in which a tool may be offered; none in the baseline. Raises WordingError for a row that is not whole."""
    if condition not in GROUPS:
        return ()
    found = matrix(folder)
    rows: Mapping[str, Any] = found.get(GROUPS[condition], {})
    return tuple(_wording(name, row, found["manipulated"]) for name, row in rows.items())


def _wording(name: str, found: Any, varied: list[str]) -> Wording:
    row = cast(Table, found if isinstance(found, Mapping) else {})
    whole = set(row) == {"name", *varied} and all(isinstance(value, str) for value in row.values())
    if not whole or not NAME.fullmatch(name):
        raise WordingError("bad-wording", name)
    return Wording(name, row["name"], {block: row[block] for block in varied})


def wording(condition: Condition, name: str, folder: Path | None = None) -> Wording:
    """By its name. Raises WordingError for one that is not listed for this condition."""
    for listed in wordings(condition, folder):
        if listed.name == name:
            return listed
    raise WordingError("no-such-wording", f"{condition} {name}")


def is_neutral(condition: Condition, name: str, folder: Path | None = None) -> bool:
    """Whether it is without any judgement. Raises WordingError as `wording` does."""
    return wording(condition, name, folder).neutral
