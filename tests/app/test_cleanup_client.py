"""Cleanup at the live table, in a real browser: keys, buttons, fingers, a choice that changes, and the clock."""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from games.words import words
from tests.app import cleanup_sample as sample
from tests.app.client import Client, at_table
from tests.app.far import Far
from tests.app.spoken import line, person, snapshot
from tests.app.tabs import Tabs
from tests.app.test_private_client import message, offer, private

Json = dict[str, Any]
TEXT = words("app")["table"]["cleanup"]
HOSTILE = '<img src=x onerror="window.harm = 1"><script>window.harm = 1</script>'
CHOSEN = "You have chosen. Waiting for the others."
PAD = ("Up", "Left", "Stay", "Right", "Down")


@pytest.fixture
def river(client: Client, there: Far) -> Client:
    """At a river, where nothing is told yet."""
    there.data = {"game": "cleanup"}
    return client


@pytest.fixture
def touched(tabs: Tabs) -> Iterator[Client]:
    with at_table(tabs, viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce") as client:
        client.there.data = {"game": "cleanup"}
        yield client


def button(client: Client, name: str) -> Locator:
    """By the beginning of its name, which goes on with what it does now."""
    return client.page.locator(".steps").get_by_role("button", name=re.compile(f"^{name}"))


def sent(there: Far) -> tuple[int, str]:
    """For which decision, and which move."""
    heard = there.hears()
    kind, fields = heard["action"]
    assert (heard["do"], kind) == ("act", "Move")
    return heard["at"], fields["what"]


def test_every_key_does_what_the_list_of_keys_says(river: Client, there: Far) -> None:
    for n, (keys, move) in enumerate(
        [
            (["ArrowUp"], "UP"),
            (["ArrowLeft"], "LEFT"),
            (["s"], "STAY"),
            (["Space"], "STAY"),
            (["c"], "CLEAN"),
            (["e"], "COLLECT"),
            (["z", "ArrowDown"], "ZAP_DOWN"),
            (["z", "z", "ArrowDown"], "DOWN"),
            (["z", "Escape", "ArrowRight"], "RIGHT"),
        ],
        5,
    ):
        if n == 5:
            river.open(snapshot(sample.frame(n, sample.ask(n))))
        else:
            there.say(sample.frame(n, sample.ask(n)))
        river.is_(decision=n)
        river.press(*keys)
        assert sent(there) == (n, move)
    river.press("Shift+?")
    expect(river.page.locator("dialog[open] dt")).to_have_text([key for key, _ in TEXT["key"]])
    river.press("ArrowUp", "c", "z")
    river.silent()


def test_a_key_that_is_held_moves_once_and_what_scrolls_keeps_its_keys(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5)), *[line(f"Step {n}.") for n in range(60)]))
    river.page.keyboard.down("ArrowRight")
    river.page.keyboard.down("ArrowRight")
    there.say(sample.frame(6, sample.ask(6)))
    river.is_(decision=6)
    river.page.keyboard.down("ArrowRight")
    assert sent(there) == (5, "RIGHT")
    river.page.keyboard.up("ArrowRight")
    # What comes while it is held is not scrolled away by it.
    river.page.set_viewport_size({"width": 1280, "height": 500})
    river.page.evaluate("document.body.style.paddingBottom = '900px'")
    river.page.keyboard.down("Space")
    assert sent(there) == (6, "STAY")
    there.say(sample.frame(7, private=private(offer(7))))
    river.is_(private="offer")
    river.settle()
    top = river.page.evaluate("scrollY")
    river.page.keyboard.down("Space")
    river.page.keyboard.up("Space")
    river.press("ArrowDown", "Space")
    river.page.wait_for_timeout(300)
    assert river.page.evaluate("scrollY") == top
    expect(river.page.get_by_role("heading", name="Something for you")).to_be_in_viewport(ratio=1)
    there.say(sample.frame(8, sample.ask(8)))
    river.is_(decision=8)
    river.page.get_by_role("log").focus()
    river.press("ArrowUp", "Space")
    river.silent()
    # Only for whoever came to it by keys.
    river.page.get_by_role("log").click()
    river.press("Space")
    assert sent(there) == (8, "STAY")


def test_keys_play_wherever_one_has_clicked(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5))))
    # As in the app, where the page itself can have the focus.
    river.page.evaluate("document.body.tabIndex = 0")
    river.page.evaluate("document.body.focus()")
    river.press("Space")
    assert sent(there) == (5, "STAY")
    button(river, "Clean").click()
    assert sent(there) == (5, "CLEAN")
    river.press("Space")
    assert sent(there) == (5, "STAY")
    button(river, "Clean").focus()
    river.press("Space")
    assert sent(there) == (5, "CLEAN")


def test_what_was_chosen_is_told_and_may_be_changed_until_the_step_is_over(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5))))
    river.sees("What do you do in step 18?")
    button(river, "Clean").click()
    first = there.hears()
    there.say({"kind": "done", "click": first["click"]})
    river.sees(CHOSEN)
    expect(button(river, "Clean")).to_have_attribute("aria-pressed", "true")
    button(river, "Clean").click()
    river.silent()
    button(river, "Up").click()
    second = there.hears()
    assert (second["at"], second["action"][1]["what"]) == (5, "UP")
    assert second["click"] != first["click"]
    expect(button(river, "Up")).to_have_attribute("aria-pressed", "true")
    expect(button(river, "Clean")).to_have_attribute("aria-pressed", "false")
    there.say({"kind": "refused", "click": second["click"], "text": "That came too late."})
    river.sees("That came too late.")
    river.sees(CHOSEN)
    expect(button(river, "Clean")).to_have_attribute("aria-pressed", "true")
    there.say(sample.frame(6, sample.ask(6)))
    river.is_(decision=6)
    river.misses(CHOSEN)
    expect(button(river, "Clean")).to_have_attribute("aria-pressed", "false")


def test_a_choice_lasts_through_a_reload_if_the_table_has_it(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5))))
    river.press("c")
    click = there.hears()["click"]
    for known, shown in ((click, "true"), ("another", "false")):
        there.greeting = [snapshot(sample.frame(5, sample.ask(5)), click=known)]
        river.page.reload()
        river.is_(decision=5)
        expect(button(river, "Clean")).to_have_attribute("aria-pressed", shown)
    river.press("c")
    there.say({"kind": "done", "click": there.hears()["click"]})
    river.sees(CHOSEN)
    # A server that has started again knows of no click.
    there.greeting = [snapshot(sample.frame(5, sample.ask(5)), click=None)]
    there.drop()
    river.misses(CHOSEN)
    expect(button(river, "Clean")).to_have_attribute("aria-pressed", "false")
    river.press("c")
    assert sent(there) == (5, "CLEAN")


def test_a_move_that_would_do_nothing_says_why_and_can_be_made(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5))))
    collect = button(river, "Collect")
    expect(collect).to_contain_text("no apple here")
    assert collect.evaluate("node => getComputedStyle(node).borderStyle") == "dashed"
    assert button(river, "Clean").evaluate("node => getComputedStyle(node).borderStyle") == "solid"
    collect.click()
    assert sent(there) == (5, "COLLECT")


def test_a_zap_takes_its_way_from_the_pad(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5))))
    zap = river.page.locator("[data-deed=ZAP]")
    zap.click()
    expect(zap).to_have_attribute("aria-pressed", "true")
    river.sees("Zap which tile beside you? Choose a direction.")
    river.silent()
    expect(button(river, "Zap left: nobody is there now")).to_be_visible()
    button(river, "Do not zap").click()
    expect(button(river, "Left")).to_be_visible()
    zap.click()
    button(river, "Zap left").click()
    assert sent(there) == (5, "ZAP_LEFT")
    expect(button(river, "Left")).to_be_visible()
    expect(button(river, "Zap left")).to_have_attribute("aria-pressed", "true")
    # Whoever hits somebody whatever the way is not asked for one.
    ally = {"name": "ZAP", "action": ["Move", {"what": "ZAP_UP"}], "title": "Zap", "why": "hits whoever", "idle": False}
    for n, press in ((6, lambda: button(river, "Zap: hits whoever").click()), (7, lambda: river.press("z"))):
        asked = sample.ask(n)
        moves = [one for one in asked["moves"] if not one["name"].startswith("ZAP")]
        there.say(sample.frame(n, asked | {"moves": [*moves, ally]}))
        river.is_(decision=n)
        press()
        assert sent(there) == (n, "ZAP_UP")
        river.sees(CHOSEN)
        expect(zap).to_have_attribute("aria-pressed", "true")


def test_fingers_tap_a_tile_beside_or_swipe(touched: Client) -> None:
    there = touched.there
    touched.open(snapshot(sample.frame(5, sample.ask(5))))
    for place, move in (("C2", "UP"), ("D3", "RIGHT"), ("C3", "STAY")):
        touched.page.get_by_role("gridcell", name=f"{place}:").tap()
        assert sent(there) == (5, move)
    touched.page.get_by_role("gridcell", name="A1:").tap()
    touched.silent()
    box = touched.page.locator(".board").bounding_box()
    assert box
    x, y = box["x"] + 200, box["y"] + 200
    swipe = """([x, y, dx, dy]) => {
      const board = document.querySelector("#host").shadowRoot.querySelector(".board");
      const at = (kind, x, y) => new PointerEvent(kind, {
        clientX: x, clientY: y, isPrimary: true, button: 0, bubbles: true, composed: true, pointerType: "touch",
      });
      board.dispatchEvent(at("pointerdown", x, y));
      board.dispatchEvent(at("pointerup", x + dx, y + dy));
    }"""
    touched.page.evaluate(swipe, [x, y, -60, 10])
    assert sent(there) == (5, "LEFT")
    touched.page.evaluate(swipe, [x, y, 8, 70])
    assert sent(there) == (5, "DOWN")
    touched.page.evaluate(swipe, [x, y, 50, 50])
    touched.silent()


def test_the_clock_runs_down_for_whoever_plays_and_whoever_watches(river: Client, there: Far) -> None:
    there.data = {"game": "cleanup", "seat": None}
    watched = sample.frame(5, scene=sample.usual(you=None), mine=None, clock={"seconds": 20, "left": 12.6})
    river.open(snapshot(watched))
    clock = river.page.get_by_role("timer")
    expect(clock).to_have_text("13")
    expect(clock).to_have_attribute("aria-label", "13 seconds left")
    expect(clock).to_have_text("12")
    there.say(sample.frame(6, scene=sample.usual(you=None), mine=None))
    river.is_(number=6)
    # It keeps its place where none runs, whatever goes on.
    expect(clock).to_have_text("")
    expect(clock).to_be_visible()
    there.say(sample.frame(7, scene=sample.usual(you=None), mine=None, clock={"seconds": 20, "left": 0.2}))
    expect(clock).to_have_text("0")


def test_who_watches_has_no_buttons_and_reads_it_on_the_board(river: Client, there: Far) -> None:
    there.data = {"game": "cleanup", "seat": None}
    river.open(snapshot(sample.frame(5, scene=sample.usual(you=None), mine=None)))
    river.sees("Waiting for Otis and Juno.")
    river.press("ArrowUp", "c", "z", "ArrowUp", "s")
    expect(river.page.locator(".steps")).to_be_hidden()
    expect(river.page.locator(".tally")).to_be_hidden()
    expect(river.page.locator(".footing")).to_contain_text("6 apples")
    river.page.get_by_role("gridcell", name="D3:").click()
    river.silent()


def test_a_frozen_seat_is_told_how_long_and_can_do_nothing(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, mine={"note": "You are frozen: you act again in 3 steps."})))
    river.sees("You are frozen: you act again in 3 steps.")
    river.misses("Waiting for Otis and Juno.")
    for one in river.page.locator(".steps button").all():
        expect(one).to_have_attribute("aria-disabled", "true")
    river.press("ArrowUp", "c", "z", "ArrowUp")
    button(river, "Clean").click(force=True)
    river.page.get_by_role("gridcell", name="D3:").click()
    river.silent()


def test_what_is_asked_in_private_stands_beside_and_nothing_else_is_asked_meanwhile(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, private=private(offer(5)), waiting="Your turn.")))
    river.is_(private="offer")
    expect(river.page.locator(".steps")).to_be_hidden()
    expect(river.page.locator(".board")).to_be_in_viewport(ratio=1)
    river.press("ArrowUp", "c", "z", "ArrowUp")
    river.silent()
    wide = river.page.locator(".board").bounding_box()
    there.say(snapshot(sample.frame(6, private=private(message(6)), waiting="")))
    river.is_(private="message")
    expect(river.page.locator(".board")).to_be_in_viewport(ratio=1)
    box = river.page.get_by_label("Your message")
    box.press("ArrowUp")
    box.press_sequentially("cz s")
    river.silent()
    river.button("Send it").click()
    assert there.hears()["action"] == ["Write", {"text": "cz s"}]
    before = river.page.locator(".board").bounding_box()
    between = {
        "title": "Between you and Wren",
        "text": ["Write."],
        "messages": [{"seat": 0, "name": "Wren", "text": "I clean."}],
    }
    there.say(sample.frame(7, sample.ask(7), private=private(between=between)))
    river.is_(private="", decision=7)
    # What the other wrote is read while one chooses.
    expect(river.page.locator(".told.between")).to_be_in_viewport(ratio=1)
    expect(river.page.locator(".pad")).to_be_in_viewport(ratio=1)
    # Whoever writes at every step does not see the board jump.
    assert wide
    assert before
    assert river.page.locator(".board").bounding_box() == before
    river.press("ArrowUp")
    assert sent(there) == (7, "UP")
    # Nor does the page scroll for what comes into sight by itself.
    river.page.set_viewport_size({"width": 1280, "height": 640})
    river.page.evaluate("scrollTo(0, 60)")
    there.say(sample.frame(8, private=private(message(8))))
    river.is_(private="message")
    expect(river.page.locator(".secret-note")).to_be_in_viewport(ratio=1)
    river.settle()
    assert river.page.evaluate("scrollY") == 60


def test_a_lost_line_takes_no_move(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5))))
    there.down = True
    there.drop()
    river.is_(state="lost")
    expect(button(river, "Clean")).to_have_attribute("aria-disabled", "true")
    river.press("c", "ArrowUp")
    river.silent()


def test_the_panels_tell_the_river_and_what_all_have_done(river: Client, there: Far) -> None:
    river.open(snapshot(sample.frame(5, sample.ask(5)), line("Step 15: Otis zapped left.", 1)))
    panel = river.page.get_by_role("region", name="The river")
    for told in ("5 of 10 tiles hold waste.", "At 6, no apple grows anywhere.", "The next waste comes in step 21."):
        expect(panel).to_contain_text(told)
    rows = river.page.get_by_role("region", name="So far").get_by_role("row")
    expect(rows).to_have_count(5)
    expect(rows.nth(2)).to_contain_text("Otis")
    assert [cell.inner_text() for cell in rows.nth(2).get_by_role("cell").all()] == ["6", "0", "1"]
    expect(river.page.get_by_role("region", name="Last steps")).to_contain_text("Step 15: Otis zapped left.")
    hidden = [sample.seat(n, None, apples=None, cleaned=None, zaps=None, points="") for n in range(3)]
    anonymous = sample.scene([*hidden, sample.seat(3, (0, 0), you=True)], you=3, scores=[2, 4, 5])
    there.say(sample.frame(6, sample.ask(6), scene=anonymous))
    river.sees("Apples of the others, from the fewest: 2, 4, 5")
    there.say(sample.frame(7, sample.ask(7), scene=anonymous | {"you": None, "scores": [2, 4, 5, 6]}))
    river.sees("Apples of all, from the fewest: 2, 4, 5, 6")
    expect(rows.nth(2).get_by_role("cell").first).to_have_text("")


def test_the_newest_step_stands_first_and_what_was_done_at_once_in_its_order(river: Client, there: Far) -> None:
    def step(number: int) -> list[Json]:
        return [line(f"Step {number}.", None, "Stepped"), line("Wren moves.", 0), line("Otis stays.", 1)]

    river.open(snapshot(sample.frame(5, sample.ask(5)), *step(15), *step(16), line("An offer.", 3) | {"secret": True}))
    there.say(sample.frame(6, sample.ask(6), lines=step(17)))
    done = ["Wren moves.", "Otis stays."]
    expect(river.page.locator(".lines li > :last-child")).to_have_text(
        ["Step 17.", *done, "An offer.", "Step 16.", *done, "Step 15.", *done]
    )


def test_whatever_people_write_is_only_text(river: Client, there: Far) -> None:
    scene = sample.usual()
    scene |= {"title": HOSTILE, "chips": [HOSTILE], "label": HOSTILE}
    scene["river"] |= dict.fromkeys(("now", "means", "next"), HOSTILE)
    scene["seats"] = [seat | {"name": HOSTILE, "who": HOSTILE, "points": HOSTILE} for seat in scene["seats"]]
    asked = sample.ask(5, question=HOSTILE, notes=[HOSTILE])
    asked["moves"] = [move | {"title": HOSTILE, "why": HOSTILE} for move in asked["moves"]]
    told = sample.frame(5, asked, scene=scene, mine={"note": HOSTILE})
    river.open(snapshot(told, line(HOSTILE, 1)) | {"names": [HOSTILE] * 4})
    river.press("z")
    watched = scene | {"you": None, "seats": [seat | {"you": False} for seat in scene["seats"]]}
    there.say(sample.frame(6, scene=watched, mine=None))
    river.is_(number=6)
    assert river.page.evaluate("window.harm") is None
    assert river.page.locator("#host img, #host script").count() == 0


def test_on_a_phone_board_pad_and_gauge_are_seen_at_once(touched: Client) -> None:
    touched.open(snapshot(sample.frame(5, sample.ask(5), clock={"seconds": 20, "left": 15}), line("Step 17.", 2)))
    page = touched.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("scrollY") == 0
    for part in (".board", ".pad", ".deeds", ".gauge-of", ".countdown"):
        expect(page.locator(part).first).to_be_in_viewport(ratio=1)
    tops = [page.locator(part).evaluate("node => node.getBoundingClientRect().y") for part in (".gauge-of", ".board")]
    assert tops == sorted(tops)
    pressed = [one.bounding_box() for one in page.locator(".steps button").all()]
    assert len(pressed) == 8
    assert all(box and min(box["width"], box["height"]) >= 44 for box in pressed)
    before = page.locator(".pad").bounding_box()
    button(touched, "Clean").tap()
    assert sent(touched.there) == (5, "CLEAN")
    touched.sees(CHOSEN)
    assert page.locator(".pad").bounding_box() == before
    # Whoever has answered what lay between board and pad sees both.
    touched.there.say(sample.frame(6, private=private(message(6))))
    touched.is_(private="message")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    touched.there.say(sample.frame(7, sample.ask(7), private=private()))
    touched.is_(decision=7)
    for part in (".board", ".pad"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 0)")
    # Nor does anything move for somebody who goes away.
    for width, height in ((390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        places: list[Any] = []
        for away in (False, True):
            otis = person(1, here=not away, stand_in=away)
            touched.there.say({"kind": "people", "seats": [person(3), otis]})
            expect(page.get_by_text("Otis is away. The seat waits.")).to_have_count(int(away))
            touched.settle()
            places.append([page.locator(part).bounding_box() for part in (".board", ".pad", ".deeds")])
        assert places[0] == places[1]
    unnamed = person(1, seat=None, name="", here=False, away=1, stand_in=True)
    touched.there.say({"kind": "people", "seats": [unnamed]})
    touched.sees("One person is away.")
    touched.button("Let a scripted player sit in").click()
    assert touched.there.hears() == {"do": "stand_in", "seat": None}
    expect(page.locator(".pad")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_has_no_fault_that_axe_finds(tabs: Tabs, scheme: Literal["light", "dark"], width: int) -> None:
    with at_table(tabs, color_scheme=scheme, viewport={"width": width, "height": 900}) as client:
        client.there.data = {"game": "cleanup"}
        client.open(snapshot(sample.frame(5, sample.ask(5), clock={"seconds": 20, "left": 15}), line("Step 17.", 2)))
        client.press("c")
        found = Axe().run(client.page).response["violations"]
        wrong = [one for one in found if one["id"] not in ("landmark-one-main", "region")]
        assert wrong == [], [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in wrong]
        assert client.page.evaluate("document.documentElement.scrollWidth") <= width
