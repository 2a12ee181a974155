"""What a match as one file costs to write, and how soon a step of it is drawn: `python -m tests.bench.sharing`.

The baselines stand beside: the plain export of the same match, and one frame of a 60 Hz screen.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.share.file import html
from games.secret_tools.conditions import Condition
from replays.exchange import lines
from replays.record import Record
from tests.app.conftest import launched
from tests.app.tabs import DESK
from tests.bench import frames
from tests.bench.matches import modelled, walled_match
from tests.bench.timing import cpu_seconds, show
from tests.replays.tooled import tool_of

STEPS: Final = 300


def drawn(file: Path) -> Sequence[Sequence[str]]:
    """How soon its steps are drawn."""
    with launched() as browser:
        reader = browser.new_context(viewport=DESK, reduced_motion="reduce").new_page()
        reader.goto(f"{file.as_uri()}#seat=all")
        return frames.rows(reader.locator(".player[data-state=ready]"))


def written(record: Record, data: bytes) -> Sequence[Sequence[str]]:
    plain = cpu_seconds(lambda: b"".join(lines(record)), 3)
    whole, per = cpu_seconds(lambda: html(record), 3), STEPS / len(record.steps)
    return [
        [f"one file of {len(record.steps)} steps, CPU-seconds", f"{whole:.2f}", "", f"{whole / plain:.1f} of export"],
        [f"the same for {STEPS} steps", f"{whole * per:.2f}", "< 1", ""],
        [f"megabytes for {STEPS} steps", f"{len(data) * per / 1e6:.1f}", "a few", ""],
    ]


def main() -> None:
    record = modelled(tool_of(Condition.CHANNEL))
    data = html(record)
    show("A match as one file", ["found", "wanted", "to baseline"], written(record, data))
    folder = Path(tempfile.mkdtemp())
    for one, content in ((record, data), (walled := walled_match(), html(walled))):
        file = folder / f"{one.header.game}.html"
        file.write_bytes(content)
        show(f"A step of {one.header.game} drawn", frames.COLUMNS, drawn(file))


if __name__ == "__main__":
    main()
