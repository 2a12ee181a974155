"""In real Chromium, from disk and with no server: a shared file shows the match, asks for nothing and runs nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.share.file import html
from games.secret_tools.conditions import Condition
from replays.record import Kind, Record, Redacted
from tests.replays.leftout import NAMES as NAMES_OF
from tests.replays.leftout import played
from tests.replays.tooled import BAR

HOSTILE = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>&quot; <!--<script> ]]>"
NAMES = (
    "</script><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "__proto__",
    "${window.ran=1}\u2028",
)
SIZES: dict[str, ViewportSize] = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@dataclass
class Reader:
    """Somebody who has opened a file, and what the page did that it should not."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def is_(self, **data: object) -> None:
        for name, value in data.items():
            expect(self.page.locator(".player")).to_have_attribute(f"data-{name}", str(value))

    @property
    def narration(self) -> str:
        return self.page.locator(".narration").inner_text()


Read = Callable[..., Reader]


@pytest.fixture
def read(browser: Browser, tmp_path: Path) -> Iterator[Read]:
    came: list[Reader] = []

    def come(
        record: Record, *given: Any, where: str = "", without: tuple[Redacted, ...] = (), **options: Any
    ) -> Reader:
        file = tmp_path / f"match {len(came)}.html"
        file.write_bytes(html(record, *given, without=without))
        context = browser.new_context(
            **{"viewport": SIZES["desk"], "reduced_motion": "reduce", "offline": True} | options
        )
        reader = Reader(context.new_page())
        reader.page.on("request", lambda request: reader.asked.append(request.url))
        reader.page.on("console", lambda message: reader.said.append(message.text))
        reader.page.on("pageerror", lambda error: reader.said.append(str(error)))
        reader.page.goto(f"{file.as_uri()}{where}")
        reader.is_(state="ready")
        came.append(reader)
        return reader

    yield come
    for reader in came:
        assert [url for url in reader.asked if not url.startswith(("file:", "data:font"))] == []
        assert len([url for url in reader.asked if url.startswith("file:")]) == 1
        assert reader.said == []
        assert reader.page.evaluate("window.ran") is None
        reader.page.context.close()


def hostile() -> Record:
    """Markup in every text, and in every name."""
    record = played(BAR, 7, Condition.CHANNEL, names=NAMES, more=HOSTILE)
    seats = tuple([replace(one, kind=Kind.MODEL, player=HOSTILE) for one in record.header.seats])
    steps = [
        replace(
            step, calls=tuple([replace(call, asked=HOSTILE, served=HOSTILE, finish=HOSTILE) for call in step.calls])
        )
        for step in record.steps
    ]
    return Record(replace(record.header, seats=seats), tuple(steps))


def test_it_is_read_from_disk_with_the_keyboard_alone(read: Read) -> None:
    record = played(BAR, 7, Condition.CHANNEL)
    seen = read(record)
    page, steps = seen.page, int(seen.page.locator(".player").get_attribute("data-steps") or 0)
    seen.is_(seat="all", step=1)
    expect(page).to_have_title(f"Match {record.header.id}, Under the Table")
    for key, step in (("ArrowRight", 2), ("ArrowRight", 3), ("End", steps), ("Home", 1), ("ArrowRight", 2)):
        page.keyboard.press(key)
        seen.is_(step=step)
        assert seen.narration.startswith(f"Step {step} of {steps}")
        assert page.locator("li[aria-current=step] .line").first.inner_text().split("\n")[-1][:20] in seen.narration
    page.wait_for_url(lambda url: url.endswith("#seat=all&step=2"))
    # The same file at the step of its address, through other eyes.
    expect(seen.button("Share")).to_have_count(0)
    for name, at in ((NAMES_OF[0], "1"), ("The table", "public")):
        seen.button(name).focus()
        page.keyboard.press("Enter")
        seen.is_(seat=at, state="ready")
    page.keyboard.press("End")
    expect(page.locator(".outcome")).to_be_visible()
    page.evaluate("location.hash = 'seat=2&step=5'")
    seen.is_(seat="2", step=5)
    page.evaluate("location.hash = 'seat=9&step=zero'")
    seen.is_(seat="all", step=1)
    expect(page.locator(".notice")).to_contain_text("There is no step")


STEPPED = """async () => {
    const player = document.querySelector('.player'), board = player.querySelector('.picture');
    const frame = () => new Promise(requestAnimationFrame);
    let added = 0;
    const count = (node) => 1 + (node.querySelectorAll?.('*').length ?? 0);
    const nodes = (all) => all.flatMap((one) => [...one.addedNodes]);
    const watch = new MutationObserver((all) => nodes(all).forEach((node) => (added += count(node))));
    watch.observe(board, { childList: true, subtree: true });
    for (let step = 1; step < player.dataset.steps; step += 1) {
        player.querySelector('button.on').click();
        await frame();
        await frame();
    }
    return added / (player.dataset.steps - 1) / count(board);
}"""
"""From the first step to the last; gives how much of a board is drawn anew at a step, on an average."""


def test_a_step_is_laid_out_once_and_draws_little_anew(read: Read) -> None:
    """Counts, where seconds would tell more of the machine."""
    seen = read(played(BAR, 7, Condition.CHANNEL))
    wire = seen.page.context.new_cdp_session(seen.page)
    wire.send("Performance.enable")
    steps = int(seen.page.locator(".player").get_attribute("data-steps") or 0)

    def laid_out() -> float:
        return next(
            one["value"] for one in wire.send("Performance.getMetrics")["metrics"] if one["name"] == "LayoutCount"
        )

    before = laid_out()
    assert seen.page.evaluate(STEPPED) < 0.5
    assert (laid_out() - before) / (steps - 1) < 1.3


def test_the_moment_of_the_offer_and_how_it_was_asked_are_in_it(read: Read) -> None:
    seen = read(played(BAR, 7, Condition.CHANNEL), where="#seat=all&room=offer")
    seen.is_(room="offer")
    expect(seen.page.get_by_role("heading", name="The offer to").first).to_be_visible()
    seen.page.keyboard.press("o")
    expect(seen.page.locator(".player")).not_to_have_attribute("data-room", "offer")
    way = seen.page.get_by_role("button", name="How it was asked").first
    while not way.is_visible():
        seen.page.keyboard.press("ArrowRight")
    way.press("Enter")
    expect(seen.page.get_by_role("dialog")).to_contain_text("What was sent")
    expect(seen.page.get_by_role("dialog")).to_contain_text("#reply-")


def test_what_was_left_out_is_told_and_one_viewpoint_stands_alone(read: Read) -> None:
    record = played(BAR, 7, Condition.CHANNEL)
    bare = read(record, where="#seat=all&step=9", without=(Redacted.NAMES, Redacted.THOUGHTS))
    expect(bare.page.locator(".facts")).to_contain_text("Left out of this copy: prompts, names, thoughts.")
    expect(bare.button("A")).to_be_visible()
    way = bare.page.get_by_role("button", name="How it was asked").first
    while not way.is_visible():
        bare.page.keyboard.press("ArrowRight")
    way.click()
    tried = bare.page.get_by_role("dialog").locator(".try").first
    expect(tried.get_by_text("Left out of this copy.")).to_have_count(2)
    alone = read(record, 1, where="#seat=all&step=3")
    alone.is_(seat="2", step=3)
    expect(alone.page.locator(".viewpoints button")).to_have_count(1)
    expect(alone.page.locator(".viewpoints")).to_contain_text("and nothing else")


def test_a_hostile_match_runs_nothing_and_axe_finds_nothing(read: Read) -> None:
    seen = read(hostile(), where="#seat=all&step=1", color_scheme="dark")
    page = seen.page
    for size in SIZES.values():
        page.set_viewport_size(size)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            assert ground == ("rgb(22, 17, 14)" if scheme == "dark" else "rgb(250, 245, 236)")
            assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    steps = int(page.locator(".player").get_attribute("data-steps") or 0)
    for _ in range(steps - 1):
        page.keyboard.press("ArrowRight")
    seen.is_(step=steps)
    assert page.locator(".outcome").inner_text().count("<img") > 0
    page.keyboard.press("o")
    seen.is_(room="offer")
    assert page.locator("body img, body script:not([type])").count() == 0
