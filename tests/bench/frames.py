"""How soon a replay draws a step: milliseconds from the press to the painted frame, of the page alone."""

import statistics
from collections.abc import Sequence
from typing import Final, NamedTuple

from playwright.sync_api import Locator

FRAME: Final = 1000 / 60
"""Milliseconds."""
COLUMNS: Final = ["median ms", "p95 ms", "p99 ms", "slowest ms", "over a frame", "slowest was", "wanted"]
WAYS: Final = {"to the next step": "ArrowRight", "ten steps on": "PageUp"}
"""By key: to the next step, and over so many that all is new."""
WALKS: Final = 5
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


def rows(player: Locator) -> list[list[str]]:
    """To each step of a match, and over ten; the best of several walks, because what is slower was disturbed."""
    return [row(what, best([drawn(player, key) for _ in range(WALKS)])) for what, key in WAYS.items()]


def best(walks: Sequence[Sequence[Drawn]]) -> list[Drawn]:
    """Of the same steps, the fastest each."""
    return [min(tries, key=lambda one: one.ms) for tries in zip(*walks, strict=True)]


def row(what: str, found: Sequence[Drawn]) -> list[str]:
    parts = statistics.quantiles([one.ms for one in found], n=100, method="inclusive")
    slowest = max(found)
    figures = (statistics.median(one.ms for one in found), parts[94], parts[98], slowest.ms)
    late = sum(one.ms > FRAME for one in found)
    return [what, *(f"{one:.1f}" for one in figures), f"{late} of {len(found)}", slowest.told[:40], f"< {FRAME:.1f}"]
