"""Cleanup's walled maps at the live table, in a real browser: turns, beams, what is not ready yet, and being out."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from games.words import words
from tests.app import walled_sample as sample
from tests.app.client import Client, at_table
from tests.app.far import Far
from tests.app.spoken import ended, line, snapshot
from tests.app.tabs import Tabs
from tests.app.test_cleanup_client import sent

TEXT = words("app")["table"]["cleanup"]["walled"]
BLOCKED = "Zapping is ready again in 3 steps."
MOUNTED = {"game": "cleanup", "side": "walled"}
CLOCK = {"seconds": 20, "left": 15}


@pytest.fixture
def walled(client: Client, there: Far) -> Client:
    there.data = dict(MOUNTED)
    return client


@pytest.fixture
def touched(tabs: Tabs) -> Iterator[Client]:
    with at_table(tabs, viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce") as client:
        client.there.data = dict(MOUNTED)
        yield client


def button(client: Client, name: str) -> Locator:
    return client.page.locator(".steps").get_by_role("button", name=re.compile(f"^{name}"))


def test_every_key_does_what_the_list_of_keys_says(walled: Client, there: Far) -> None:
    deeds = {"ArrowUp": "FORWARD", "ArrowDown": "BACK", "ArrowLeft": "LEFT", "ArrowRight": "RIGHT", "q": "TURN_LEFT"}
    deeds |= {"e": "TURN_RIGHT", "Shift+ArrowLeft": "TURN_LEFT", "Shift+ArrowRight": "TURN_RIGHT", "c": "CLEAN"}
    walled.open(snapshot(sample.asked(4, None)))
    for n, (key, move) in enumerate([*deeds.items(), ("Space", "STAY")], 5):
        there.say(sample.asked(n, sample.ask(n)))
        walled.is_(decision=n)
        walled.press(key)
        assert sent(there) == (n, move)
    ready = [one | {"blocked": ""} for one in sample.ask()["moves"]]
    for n, key in ((50, "z"), (51, "f")):
        there.say(sample.asked(n, sample.ask(n, moves=ready)))
        walled.is_(decision=n)
        walled.press(key)
        assert sent(there) == (n, "ZAP")
    walled.press("Shift+?")
    expect(walled.page.locator("dialog[open] dt")).to_have_text([key for key, _ in TEXT["key"]])


TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Nobody presses a key within a frame of the dialog's end, while the browser still gives the focus back."""


def test_a_click_leaves_the_keys_to_the_game(walled: Client, there: Far) -> None:
    walled.open(snapshot(sample.asked(5, sample.ask(5))))
    larger = walled.page.get_by_role("dialog")
    for opens, move in ((walled.page.locator(".map-button"), "STAY"), (button(walled, "Clean"), "CLEAN")):
        opens.click()
        if move == "STAY":
            expect(larger).to_be_visible()
            walled.press("Escape")
            expect(larger).to_be_hidden()
            walled.page.evaluate(TWO_FRAMES)
        else:
            assert sent(there) == (5, move)
        walled.press("Space")
        expect(larger).to_be_hidden()
        assert sent(there) == (5, "STAY")
    button(walled, "Clean").focus()
    button(walled, "Forward").click()
    assert sent(there) == (5, "FORWARD")
    walled.press("Space")
    assert sent(there) == (5, "STAY")
    # Whoever came by keys is still there after it.
    walled.page.locator(".map-button").focus()
    for key, open_now in (("Enter", True), ("Escape", False), ("Enter", True)):
        walled.press(key)
        expect(larger).to_be_visible(visible=open_now)
        walled.page.evaluate(TWO_FRAMES)


def test_what_is_not_ready_says_when_and_is_not_sent_and_its_reach_is_shown(walled: Client) -> None:
    walled.open(snapshot(sample.asked(5, sample.ask(5))))
    zap, reach = button(walled, "Zap"), walled.page.locator(".reach[data-what=ZAP]")
    expect(zap).to_have_attribute("aria-disabled", "true")
    expect(zap).to_contain_text(BLOCKED)
    expect(reach).to_be_hidden()
    zap.hover()
    expect(reach).to_be_visible()
    zap.click(force=True)
    walled.silent()
    expect(walled.page.locator(".message")).to_have_text("")
    walled.page.mouse.move(0, 0)
    zap.blur()
    expect(reach).to_be_hidden()
    walled.press("z")
    expect(walled.page.locator(".message")).to_have_text(BLOCKED)
    walled.silent()
    expect(button(walled, "Step right: a wall is there")).to_have_class(re.compile("idle"))
    button(walled, "Step right").click()
    assert sent(walled.there) == (5, "RIGHT")


def test_on_a_phone_all_is_in_sight_and_fingers_go_and_turn(touched: Client) -> None:
    touched.open(snapshot(sample.asked(5, sample.ask(5), clock=CLOCK), line("Step 41.", 2)))
    touched.settle()
    page, there = touched.page, touched.there
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("scrollY") == 0
    # The page of the app has a header of 60 pixels above all this.
    for part in (".map-button", ".river p", ".board", ".pad", ".deeds", ".countdown"):
        box = page.locator(part).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844 - 51
    pressed = [one.bounding_box() for one in page.locator(".steps button").all()]
    assert len(pressed) == 9
    assert all(box and min(box["width"], box["height"]) >= 44 for box in pressed)
    cell = page.get_by_role("gridcell")
    for place, move in (("1 ahead, your column", "FORWARD"), ("your row, 1 left", "LEFT"), ("your row, your", "STAY")):
        cell.and_(page.locator(f"[aria-label^='{place}']")).tap()
        assert sent(there) == (5, move)
    cell.first.tap()
    touched.silent()
    button(touched, "Turn right").tap()
    assert sent(there) == (5, "TURN_RIGHT")
    swipe = """([dx, dy]) => {
      const board = document.querySelector("#host").shadowRoot.querySelector(".board");
      const at = (kind, x, y) => new PointerEvent(kind, {
        clientX: x, clientY: y, isPrimary: true, button: 0, bubbles: true, composed: true, pointerType: "touch",
      });
      board.dispatchEvent(at("pointerdown", 200, 300));
      board.dispatchEvent(at("pointerup", 200 + dx, 300 + dy));
    }"""
    for way, move in (((8, -70), "FORWARD"), ((60, 5), "RIGHT"), ((0, 70), "BACK")):
        page.evaluate(swipe, way)
        assert sent(there) == (5, move)


def test_whoever_is_out_is_told_so_keeps_its_map_and_can_do_nothing(walled: Client, there: Far) -> None:
    walled.open(snapshot(sample.asked(5, None, scene=sample.out())))
    expect(walled.page.locator(".away")).to_contain_text("return in 6 steps.")
    assert [one.get_attribute("aria-disabled") for one in walled.page.locator(".steps button").all()] == ["true"] * 9
    walled.press("ArrowUp", "c", "q")
    walled.silent()
    walled.page.locator(".map-button").click()
    large = walled.page.get_by_role("dialog").get_by_role("img")
    expect(large).to_have_attribute("aria-label", "You have seen 324 of 450 tiles.")
    there.say(sample.asked(6, sample.ask(6)))
    expect(large).to_have_attribute("aria-label", "You have seen 324 of 450 tiles. You are at F11, facing north.")
    walled.press("Escape")
    expect(walled.page.locator(".away")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_from_question_to_choice_to_the_next_step(tabs: Tabs, width: int) -> None:
    late = {"seat": 3, "kind": "late", "at": [9, 5], "from": None, "hit": []}
    with at_table(tabs, viewport={"width": width, "height": 844}, reduced_motion="reduce") as client:
        page, there = client.page, client.there
        there.data = dict(MOUNTED)
        client.open(snapshot(sample.asked(5, sample.ask(5), clock=CLOCK), line("Step 41.", 2)))
        parts = page.locator(".stage, .steps button, .own, .mapped, .river, .tally, .log")

        def places() -> list[object]:
            client.settle()
            return [one.bounding_box() for one in parts.all()]

        before = places()
        client.press("ArrowUp")
        client.sees("You have chosen. Waiting for the others.")
        assert places() == before
        there.say(sample.asked(6, None, waiting="Waiting for Otis, Juno, Pike and Ida, who have not chosen yet."))
        client.is_(number=6)
        assert places() == before
        there.say(sample.asked(7, sample.ask(7), scene=sample.playing(did=[late])))
        client.sees("You had not chosen in time, so you stayed where you are. The record says so.")
        assert places() == before
        client.press("z")
        expect(page.locator(".message")).to_have_text(BLOCKED)
        assert places() == before
        client.press("c")
        assert places() == before


def test_before_the_first_step_one_reads_at_once_who_is_missing(walled: Client, there: Far) -> None:
    missing = {"seat": 0, "name": "Wren", "joined": False, "here": False, "link": "/join/abc", "stand_in": True}
    frame = sample.asked(1, None, scene=sample.before(), waiting="")
    walled.page.set_viewport_size({"width": 1280, "height": 800})
    walled.open(snapshot(frame), {"kind": "people", "seats": [missing]})
    told = walled.page.get_by_text("The match begins when all people have come. Still missing: Wren.")
    expect(told).to_be_in_viewport(ratio=1)
    expect(walled.page.locator(".river")).to_be_hidden()
    there.say(sample.asked(2, sample.ask(2)))
    expect(walled.page.locator(".river")).to_be_visible()


def test_the_end_leaves_nothing_blank_and_its_reasons_have_room(walled: Client) -> None:
    how = ended()
    how["rows"] = [one | {"who": "scripted: zapping, takes every offer"} for one in how["rows"]]
    walled.page.set_viewport_size({"width": 1280, "height": 800})
    walled.open(snapshot(sample.asked(5, None, ending=how), *(line(f"Step {n}.", n) for n in range(1, 9))))
    walled.settle()
    boxes = [walled.page.locator(part).bounding_box() for part in (".stage", ".log", ".ending", ".row-why >> nth=0")]
    board, log, ending, why = [box for box in boxes if box]
    assert log["y"] - board["y"] - board["height"] <= 24
    assert log["x"] + log["width"] <= ending["x"]
    assert why["width"] >= 300


def test_the_end_shows_who_cleaned_and_who_ate(walled: Client) -> None:
    seats = [{"seat": n, "name": name, "apples": n, "removed": 9 - n, "zaps": 0} for n, name in enumerate("WO")]
    walled.open(snapshot(sample.asked(5, None, ending=ended() | {"dilemma": {"walled": True, "seats": seats}})))
    chart = walled.page.get_by_role("region", name="Who cleaned, who ate")
    expect(chart.locator(".plane .seated")).to_have_count(2)
    expect(chart.get_by_role("row")).to_have_count(3)
    expect(chart).to_contain_text("the more waste is in the river, the less grows")
    expect(walled.page.locator(".tally")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_all_is_in_sight_and_without_fault(tabs: Tabs, scheme: Literal["light", "dark"], width: int) -> None:
    size = {"width": width, "height": 800 if width > 500 else 844}
    with at_table(tabs, color_scheme=scheme, viewport=size, reduced_motion="reduce") as client:
        client.there.data = dict(MOUNTED)
        client.open(snapshot(sample.asked(5, sample.ask(5), clock=CLOCK), line("Step 41.", 2)))
        client.settle()
        for part in (".map-button", ".river p", ".board", ".pad", ".deeds", ".countdown"):
            expect(client.page.locator(part).first).to_be_in_viewport(ratio=1)
        client.press("c")
        client.page.locator(".map-button").click()
        for _ in range(2):
            found = Axe().run(client.page).response["violations"]
            # The page of the app has a main part around all this.
            wrong = [one for one in found if not one["id"].startswith(("landmark", "region"))]
            assert wrong == [], [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in wrong]
            client.press("Escape")
        assert client.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("height", [800, 650])
def test_whoever_watches_seven_seats_sees_them_all_on_one_screen(tabs: Tabs, height: int) -> None:
    seats = [sample.seat(n, (2 + n, 8), n % 4, points="14 apples, out 8") for n in range(7)]
    scene = sample.whole(sample.CLASSIC, seats)
    with at_table(tabs, viewport={"width": 1280, "height": height}, reduced_motion="reduce") as client:
        client.there.data = MOUNTED | {"seat": None}
        client.open(snapshot(sample.asked(5, None, scene=scene, mine=None)))
        board = client.page.get_by_role("grid")
        names = client.page.locator(".footing .seated")
        expect(names).to_have_count(7)
        # The page of the app has a header of 60 pixels above all this.
        for place in (board, names.last, names.first):
            box = place.bounding_box()
            assert box
            assert box["y"] + box["height"] <= height - 51
        client.page.set_viewport_size({"width": 1280, "height": 1000})
        client.page.wait_for_timeout(100)
        larger = board.bounding_box()
        assert larger
        assert larger["height"] > 700
