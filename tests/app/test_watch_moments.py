"""In real Chromium: the moments above the edge lead to their steps, and a step draws no more than it must."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from replays.record import Record
from replays.replay import as_seen
from tests.app import watcher
from tests.app.serving import App, Person
from tests.app.watcher import Watch

MARKED = ("Called", "HouseCalled", "Shot")


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


def test_a_step_changes_the_ledger_by_one_row(watch: Watch, played: Record) -> None:
    seen = watch(played, seat="all", step=40)
    kept = seen.player.evaluate("""(player) => {
        const before = [...player.querySelectorAll('li[data-row]')];
        player.querySelector('.ways .on').click();
        const after = [...player.querySelectorAll('li[data-row]')];
        return [before.length, after.filter((row) => before.includes(row)).length, after.length];
    }""")
    assert kept == [13, 12, 13]


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
