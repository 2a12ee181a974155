"""How soon a replay draws a step: milliseconds from the press to the painted frame, of the page alone."""

import statistics
from collections.abc import Sequence
from typing import Final, NamedTuple

from playwright.sync_api import Locator

FRAME: Final = 1000 / 60
"""Milliseconds."""
COLUMNS: Final = ["median ms", "p95 ms", "p99 ms", "slowest ms", "which was", "wanted"]
ON: Final = "ArrowRight"
LEAP: Final = "PageUp"
"""Keys: to the next step, and over so many that all is new."""
_DRAWN: Final = """async (player, key) => {
    const thumb = player.querySelector('.thumb'), after = new MessageChannel(), found = [];
    const press = (key) => thumb.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true}));
    press('Home');
    while (player.dataset.step !== player.dataset.steps) {
        await new Promise(requestAnimationFrame);
        const began = performance.now();
        press(key);
        after.port2.postMessage(null);
        await new Promise(done => (after.port1.onmessage = done));
        found.push([performance.now() - began, player.querySelector('.narration').textContent]);
    }
    return found;
}"""
"""A message that is sent from within a frame comes once that frame has been laid out and painted."""


class Drawn(NamedTuple):
    ms: float
    told: str
    """The step in words."""


def drawn(player: Locator, key: str) -> list[Drawn]:
    """Each step that this key leads to, from the first to the last."""
    return [Drawn(*one) for one in player.evaluate(_DRAWN, key)]


def row(what: str, found: Sequence[Drawn]) -> list[str]:
    parts = statistics.quantiles([one.ms for one in found], n=100, method="inclusive")
    slowest = max(found)
    figures = (statistics.median(one.ms for one in found), parts[94], parts[98], slowest.ms)
    return [what, *(f"{one:.1f}" for one in figures), slowest.told[:60], f"< {FRAME:.1f}"]
