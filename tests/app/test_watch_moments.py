"""In real Chromium: the moments above the edge lead to their steps, and a step draws no more than it must."""

import re
import struct
from collections.abc import Callable, Iterator
from itertools import pairwise, repeat
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, expect

from games.core import ANALYST
from games.liars_bar.events import Shot
from games.secret_tools.events import Wrote
from replays.record import Record
from replays.replay import as_seen
from tests.app import tooled, watcher
from tests.app.serving import App, Person
from tests.app.watcher import Watch, Watcher

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {
    "svg",
    "defs",
    "g",
    "rect",
    "path",
    "circle",
    "text",
    "tspan",
    "title",
    "clipPath",
    "filter",
    "feGaussianBlur",
}
DRAWN = SHAPES | {"linearGradient", "radialGradient", "stop"}
MARKED = ("Called", "HouseCalled", "Shot")
OUTSIDE = """(drawing) => {
  const room = drawing.getBoundingClientRect();
  const leaves = (text) => {
    const { left, top, right, bottom } = text.getBoundingClientRect();
    return left < room.left || top < room.top || right > room.right || bottom > room.bottom;
  };
  return [...drawing.querySelectorAll("text")].filter(leaves).map((text) => text.textContent);
}"""
"""The texts of a drawing that leave it."""


@pytest.fixture
def watch(visit: Callable[..., Person]) -> Iterator[Watch]:
    yield from watcher.watchers(visit)


@pytest.fixture(scope="module")
def played(served: App) -> Record:
    return watcher.played(served)


def test_every_moment_is_named_and_leads_to_its_step(watch: Watch, played: Record) -> None:
    happened = [
        (step.number, type(event).__name__)
        for step in as_seen(played, None)
        for event in step.events
        if type(event).__name__ in MARKED
    ]
    assert len(happened) > 8
    seen = watch(played)
    marks = seen.player.locator(".moment")
    found = []
    for mark in marks.all():
        label = mark.get_attribute("aria-label") or ""
        box = mark.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        assert mark.get_attribute("title") == label
        if mark.get_attribute("aria-expanded") is None:
            assert re.match(r"Round \d+: .+ (calls|pulls)", label)
            mark.click()
            found.append((int(seen.player.get_attribute("data-step") or 0), label))
            continue
        assert re.match(r"\d+ moments", label)
        inside = seen.player.locator(".tray").get_by_role("button")
        for number in range(int(label.split()[0])):
            mark.click()
            told = inside.nth(number).inner_text()
            inside.nth(number).click()
            expect(mark).to_be_focused()
            found.append((int(seen.player.get_attribute("data-step") or 0), told))
    assert sorted(step for step, _ in found) == [step for step, _ in happened]
    for step, label in found:
        kinds = {kind for number, kind in happened if number == step}
        assert ("pulls" in label) <= ("Shot" in kinds)
        assert ("calls" in label) <= bool(kinds & {"Called", "HouseCalled"})


def test_however_many_moments_there_are_none_covers_another(watch: Watch, played: Record) -> None:
    seen = watch(played)
    groups = seen.page.evaluate("""async () => {
        const { gathered } = await import('/browser/moments.js');
        const marks = Array.from({ length: 60 }, (_, step) => ({ x: 5.5 * step + (step % 7) / 2, step }));
        return gathered(marks).map(({ at, marks }) => [at, marks.map((one) => one.step)]);
    }""")
    assert [step for _, steps in groups for step in steps] == list(range(60))
    for (at, steps), (then, others) in pairwise(groups):
        assert then - at >= sum(36 if len(group) > 1 else 24 for group in (steps, others)) / 2
    # No more of them share a tray than must.
    assert len(groups) == 9
    assert all(abs(at - 5.5 * (steps[0] + steps[-1]) / 2) < 6 for at, steps in groups)


def test_moments_are_one_stop_for_the_tab_key_and_a_tray_opens_and_closes(watch: Watch, played: Record) -> None:
    seen = watch(played)
    seen.page.set_viewport_size({"width": 390, "height": 844})
    many = seen.player.locator(".moment.many").first
    expect(many).to_be_visible()
    assert seen.player.locator(".moment[tabindex='0']").count() == 1
    seen.player.locator(".moment[tabindex='0']").focus()
    for _ in range(40):
        if many.evaluate("node => node === node.getRootNode().activeElement"):
            break
        seen.press("ArrowRight")
    seen.is_(step=1)
    seen.press("Enter")
    tray = seen.player.locator(".tray")
    expect(tray.get_by_role("button").first).to_be_focused()
    seen.press("ArrowDown")
    expect(tray.get_by_role("button").nth(1)).to_be_focused()
    seen.press("Escape")
    expect(tray).to_be_hidden()
    expect(many).to_be_focused()
    many.click()
    expect(tray).to_be_visible()
    seen.slider.focus()
    expect(tray).to_be_hidden()


def test_whoever_is_on_a_moment_stays_there_when_the_page_is_made_narrow(watch: Watch, played: Record) -> None:
    seen = watch(played)
    seen.player.locator(".moment[tabindex='0']").focus()
    seen.press("End")
    seen.page.set_viewport_size({"width": 390, "height": 844})
    expect(seen.player.locator(".moment.many").first).to_be_visible()
    expect(seen.player.locator(".row > .moment:focus")).to_have_count(1)
    seen.press("ArrowLeft")
    seen.is_(step=1)


def test_a_step_changes_the_ledger_by_one_row_and_its_frame_is_full(watch: Watch, played: Record) -> None:
    seen = watch(played, seat="all", step=40)
    fresh, short, left = seen.player.evaluate("""async (player) => {
        const box = player.querySelector('.pages'), after = new MessageChannel();
        const rows = () => [...box.querySelectorAll('li[data-row]')];
        const painted = async () => {
            await new Promise(requestAnimationFrame);
            after.port2.postMessage(null);
            await new Promise((done) => (after.port1.onmessage = done));
        };
        const short = () => box.getBoundingClientRect().bottom - rows().at(-1).getBoundingClientRect().bottom;
        // Whoever stays finds more than is in sight.
        await new Promise((done) => setTimeout(done, 600));
        const before = rows();
        player.querySelector('.ways .on').click();
        const fresh = rows().filter((row) => !before.includes(row)).map((row) => row.dataset.row);
        await painted();
        const found = [short()];
        // In a box that has just become higher, too.
        player.querySelector('.ledger').style.minHeight = '1600px';
        player.querySelector('.ways .on').click();
        await painted();
        found.push(short());
        for (let last = 0; rows().length !== last; await painted()) {
            last = rows().length;
            box.scrollTop = box.scrollHeight;
            await painted();
        }
        return [fresh, found, rows().map((row) => Number(row.dataset.row))];
    }""")
    assert fresh == ["41"]
    assert max(short) <= 0
    assert left == list(range(42, 0, -1))


def test_however_often_the_pointer_moves_a_frame_of_the_screen_draws_one_step(watch: Watch, played: Record) -> None:
    seen = watch(played)
    drawn = seen.player.evaluate("""async (player) => {
        const rail = player.querySelector('.rail');
        const lane = player.querySelector('.lane').getBoundingClientRect();
        const steps = [];
        new MutationObserver((all) => steps.push(...all)).observe(player, { attributeFilter: ['data-step'] });
        rail.setPointerCapture = () => {};
        const x = (part) => lane.left + lane.width * part;
        const at = (type, part) => rail.dispatchEvent(new PointerEvent(type, { clientX: x(part) }));
        at('pointerdown', 0);
        for (let i = 1; i <= 50; i += 1) at('pointermove', i / 100);
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        at('pointerup', 0.5);
        return [steps.length, player.dataset.step];
    }""")
    assert drawn[0] == 1
    assert int(drawn[1]) in (44, 45)


def test_a_long_message_is_folded_and_what_a_mark_opens_lies_over_it(watch: Watch, served: App) -> None:
    made = tooled.record(tooled.channel(trigger=1), texts=repeat("I hold three Kings. " * 50))
    watcher.keep(served, made)
    seen = watch(made, seat="all")
    beneath = seen.player.get_by_role("toolbar", name="Secret moments beneath the edge")
    several = beneath.locator(".moment.many").first
    tray = beneath.locator(".tray")
    # Where there is no room below, it opens upwards, and the page stands still.
    seen.page.set_viewport_size({"width": 1280, "height": 800})
    several.click()
    expect(tray).to_be_in_viewport(ratio=1)
    assert seen.page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == 0
    seen.press("Escape")
    seen.page.set_viewport_size({"width": 390, "height": 1400})
    several.click()
    tray.get_by_role("button", name=re.compile(", over the partner channel: .*…$")).first.click()
    written = seen.now.locator(".line[data-kind=Wrote]").first
    short = written.inner_text()
    written.get_by_role("button", name="Read all of it").click()
    assert len(written.inner_text()) > 1.5 * len(short)
    expect(written.get_by_role("button", name="Fold it again")).to_have_attribute("aria-expanded", "true")
    several.click()
    for button in tray.get_by_role("button").all():
        button.click(trial=True)
        assert button.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_a_picture_of_a_step_stands_by_itself_and_holds_what_its_viewpoint_shows(watch: Watch, served: App) -> None:
    hostile = "</text><script>alert(1)</script><image href='https://example.org/x'/>&amp;"
    made = tooled.record(tooled.channel(trigger=1), texts=repeat(hostile))
    watcher.keep(served, made)
    wrote = next(seen.number for seen in as_seen(made, ANALYST) if any(isinstance(e, Wrote) for e in seen.events))
    seen = watch(made, seat="all", step=wrote)
    in_sight(seen)
    told = seen.now.locator(".line[data-kind=Wrote] span").last.inner_text()
    assert "<script>" in told
    drawn, png = (_saved(seen, seen.player.locator(".inside > .head"), kind) for kind in ("SVG", "PNG"))
    assert drawn.name == f"under-the-table-{made.header.id}-step-{wrote}.svg"
    texts = _standing_alone(drawn)
    # It may be broken anywhere.
    assert told.replace(" ", "") in [text.replace(" ", "") for text in texts]
    assert f"Match {made.header.id}, round 1" in texts
    assert "message" in texts
    assert png.read_bytes()[:24].endswith(struct.pack(">4sII", b"IHDR", 3200, 1800))

    seen.open(seat="public", step=wrote)
    public = _standing_alone(_saved(seen, seen.player.locator(".inside > .head"), "SVG"))
    assert {"Above the edge", "call"} <= set(public)
    assert not {"Beneath it, secret", "message", "offer"} & set(public)
    assert "alert(1)" not in "".join(public)

    # Of a showdown: the cards that were turned up, and what came of it.
    pulled = next(seen.number for seen in as_seen(made, None) if any(isinstance(e, Shot) for e in seen.events))
    seen.open(seat="public", step=pulled)
    turned = _standing_alone(_saved(seen, seen.player.locator(".inside > .head"), "SVG"))
    assert {"Click.", "Bang."} & set(turned)
    assert any("pulls the trigger" in text for text in turned)
    assert any(re.search(r"laid .* cards?\. Claimed: (Queens|Kings|Aces)", text) for text in turned)
    assert any(text.startswith("As everybody at the table saw it · Step ") for text in turned)

    seen.open(seat="all", room="offer")
    room = seen.player.get_by_role("region", name="Offer Room")
    answer = _standing_alone(_saved(seen, room, "SVG"))
    assert {"Otis", "Accepted, with Juno"} <= set(answer)


def in_sight(seen: Watcher) -> None:
    """The table, the edge with its moments above and beneath, and the buttons, on the screens of small laptops."""
    before = seen.page.viewport_size
    for width, height in ((1280, 800), (1366, 768), (1280, 800)):
        seen.page.set_viewport_size({"width": width, "height": height})
        for part in (".board", ".moments", ".rail", ".ways", ".speeds"):
            box = seen.player.locator(part).last.bounding_box()
            assert box
            assert 0 <= box["y"] < box["y"] + box["height"] <= height, (part, box, height)
    assert before
    seen.page.set_viewport_size(before)


def _saved(seen: Watcher, where: Locator, kind: str) -> Path:
    where.get_by_role("button", name="Picture", exact=True).click()
    assert seen.player.locator(".preview > svg").evaluate(OUTSIDE) == []
    with seen.page.expect_download() as saved:
        seen.page.get_by_role("button", name=f"Save as {kind}").click()
    seen.press("Escape")
    return saved.value.path().rename(saved.value.path().with_name(saved.value.suggested_filename))


def _standing_alone(file: Path) -> list[str]:
    """The texts of a picture, which runs nothing, asks for nothing and has its own fonts and colours."""
    source = file.read_text("utf-8")
    root = ElementTree.fromstring(source)
    assert (root.get("width"), root.get("height")) == ("1600", "900")
    drawn = [node for node in root.iter() if node.tag != f"{SVG}style"]
    assert {node.tag.removeprefix(SVG) for node in drawn} <= DRAWN
    given = [(name, value) for node in drawn for name, value in node.attrib.items()]
    assert not [one for one in given if re.search("^on|href|class|style", one[0]) or "var(" in one[1]]
    ids = {f"#{value}" for name, value in given if name == "id"}
    (style,) = root.iter(f"{SVG}style")
    assert {found for _, value in given for found in re.findall(r"url\((.*?)\)", value)} <= ids
    fonts = re.findall(r"url\((.*?)\)", style.text or "")
    assert len(fonts) >= 3
    assert all(font.startswith("data:") for font in fonts)
    assert "@import" not in (style.text or "")
    return [" ".join(part.text or "" for part in node) for node in root.iter(f"{SVG}text")]
