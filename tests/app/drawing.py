"""A page of nothing but the browser's drawing code, served from its folder, and what a test reads off a drawn board."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

APP = Path(__file__).parents[2] / "app"
Json = dict[str, Any]

PAGE = """<!doctype html><meta charset=utf-8><link rel=icon href=data:,>
<style>
@font-face { font-family: "Young Serif"; src: url(/static/young-serif-latin-400-normal.woff2) }
@font-face { font-family: "Sans"; font-weight: 400; src: url(/static/FACE-400-normal.woff2) }
@font-face { font-family: "Sans"; font-weight: 600; src: url(/static/FACE-600-normal.woff2) }
@font-face { font-family: "Sans"; font-weight: 700; src: url(/static/FACE-700-normal.woff2) }
:root { color-scheme: light dark } body { margin: 0 }
</style>
<link rel=stylesheet href=/browser/tokens.css><link rel=stylesheet href=/browser/liars_bar.css>
<link rel=stylesheet href=/browser/reveal.css>
<div id=here></div>
<script type=module>
const names = ["liars_bar", "cards", "marks", "reveal", "sound", "wrap"];
const loaded = await Promise.all(names.map((name) => import(`/browser/${name}.js`)));
Object.assign(window, Object.fromEntries(names.map((name, n) => [name, loaded[n]])));
window.here = document.getElementById("here");
window.alerts = 0;
window.alert = () => (window.alerts += 1);
await Promise.all([...document.fonts].map((face) => face.load()));
document.body.dataset.ready = "";
</script>""".replace("FACE", "atkinson-hyperlegible-next-latin").replace('"Sans"', '"Atkinson Hyperlegible Next"')

LOOK = """([scene, width, low = 0]) => {
  const drawn = liars_bar.board(scene, width, low);
  here.replaceChildren(drawn);
  const frame = drawn.getBoundingClientRect();
  const box = (node) => {
    const { x, y, right, bottom } = node.getBoundingClientRect();
    return { what: node.textContent, x: x - frame.x, y: y - frame.y, right: right - frame.x, bottom: bottom - frame.y };
  };
  const boxes = (selector) => [...drawn.querySelectorAll(selector)].map(box);
  const texts = [...drawn.querySelectorAll("text")];
  const seen = ".hand > svg, .revolver, .seat svg[data-shape], .seat > text, .mark-won, .play [data-rank] > svg, .note";
  const plates = '[fill="var(--surface)"], [fill="var(--ink)"], svg[data-shape]';
  return {
    width: frame.width,
    height: frame.height,
    told: liars_bar.height(scene, width, low),
    texts: texts.map(box),
    parts: boxes(".seat, .speech, .target, .laid, .play.now"),
    pieces: boxes(seen),
    plates: boxes(plates),
    sizes: texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a),
  };
}"""


class _Files(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE.encode())
        return None

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: a test says what it needs itself."""


@contextmanager
def opened(browser: Browser, **context: Any) -> Iterator[Page]:
    """The page in a context of its own; whatever fails in it, fails the test."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(APP)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **context})
    page, errors = found.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.wait_for_selector("body[data-ready]", state="attached")
    yield page
    found.close()
    server.shutdown()
    server.server_close()
    assert errors == []


def faults(look: Json) -> list[str]:
    """What is wrong with a board as it was drawn: what left it, lies on something else, or is too small. Pieces are
    tokens, revolvers, every card whose face is seen, and what is written."""
    found = [f"outside: {box}" for box in look["texts"] + look["parts"] if not _within(box, look)]
    for kind in ("texts", "parts", "pieces"):
        pairs = [(a, b) for n, a in enumerate(look[kind]) for b in look[kind][:n]]
        found += [f"on each other: {a} {b}" for a, b in pairs if _overlap(a, b)]
    found += [f"not on a plate: {box}" for box in look["texts"] if not any(_on(box, plate) for plate in look["plates"])]
    found += [f"too small: {size}" for size in look["sizes"] if size < 12.99]
    return found + ([] if look["told"] == look["height"] else ["not as high as told"])


SLACK = 1


def _within(box: Json, look: Json) -> bool:
    beyond = min(box["x"], box["y"], look["width"] - box["right"], look["height"] - box["bottom"])
    return beyond >= -SLACK


def _overlap(a: Json, b: Json) -> bool:
    wide = min(a["right"], b["right"]) - max(a["x"], b["x"])
    high = min(a["bottom"], b["bottom"]) - max(a["y"], b["y"])
    return wide > SLACK and high > SLACK


def _on(box: Json, plate: Json) -> bool:
    left, right = box["x"] - plate["x"], plate["right"] - box["right"]
    return min(left, right, box["y"] - plate["y"], plate["bottom"] - box["bottom"]) >= -SLACK
