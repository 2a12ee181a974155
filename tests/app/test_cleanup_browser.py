"""In real Chromium: Cleanup by keyboard, by touch, against a clock, with a secret channel, and watched again."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

from games.cleanup.actions import Act
from replays.record import Kind, Seating, codec
from replays.store import Store
from tests.app import private
from tests.app.faults import serious_in_both
from tests.app.private import Insider
from tests.app.serving import App, Person
from tests.app.wire import begun

Visit = Callable[..., Person]
PHONE: ViewportSize = {"width": 390, "height": 844}
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
KEYS = {
    ("ArrowLeft",): "LEFT",
    ("ArrowUp",): "UP",
    ("c",): "CLEAN",
    ("z", "ArrowUp"): "ZAP_UP",
    ("e",): "COLLECT",
    ("z", "Escape", "ArrowDown"): "DOWN",
    ("s",): "STAY",
    ("ArrowRight",): "RIGHT",
    ("z", "z", " "): "STAY",
}
"""What is pressed, and what is done then."""
SECONDS = 4.0
STAYS = """() => setInterval(() => {
    const host = [...document.querySelectorAll('*')].find(one => one.shadowRoot?.querySelector('.live-table'));
    const root = host.shadowRoot;
    (root.querySelector('.secret-note:not([hidden]) .ghost') ?? root.querySelector('[data-way=STAY]')).click();
}, 15)"""
"""From now on whoever sits here writes nothing and stays."""
SPACES = """() => setInterval(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: ' ' })), 15)"""
"""The same by key."""
ADA, BEA, MARA = (Seating(name, Kind.PERSON, name) for name in ("Ada", "Bea", "Mara"))


NAMES = ("Wren", "Otis", "Juno", "Pike")


def scripted(*players: str) -> tuple[Seating, ...]:
    return tuple(Seating(name, Kind.SCRIPTED, who) for name, who in zip(NAMES, players, strict=False))


@contextmanager
def opened(app: App) -> Iterator[Store]:
    store = Store.open(app.folder)
    yield store
    store.close()


def match_of(person: Person) -> str:
    found = re.search(r"match=(\w+)", person.page.url)
    assert found
    return found[1]


def done(app: App, match_id: str, seat: int) -> list[str]:
    """What a seat did, step for step."""
    reader = codec("cleanup")
    with opened(app) as store:
        acted = [reader.actions(step).get(seat) for step in store.load(match_id).steps]
    return [action.do for action in acted if isinstance(action, Act)]


def choose_cleanup(person: Person) -> None:
    """At the set-up, without the mouse."""
    person.go()
    page = person.page
    page.locator("summary", has_text="Set the table").press("Enter")
    pick(person, "Game", "Cleanup")
    page.get_by_text("How long it lasts").wait_for()
    person.settle()


def pick(person: Person, label: str, option: str) -> None:
    """One of the options of a choice."""
    offered = person.page.get_by_role("option", name=option)
    # While the page is still being drawn the list closes again.
    while not offered.is_visible():
        person.page.get_by_role("combobox", name=label).press("ArrowDown")
        person.page.wait_for_timeout(50)
    person.page.keyboard.type(option)
    person.page.keyboard.press("Enter")


def test_a_match_by_keyboard_from_the_first_page_to_the_score(visit: Visit, served: App) -> None:
    person = visit()
    choose_cleanup(person)
    person.button("Sit down at this table").press("Enter")
    person.at_table()
    page, pressed = person.page, list[str]()
    expect(page.get_by_role("grid", name=re.compile("^Step 1 of 30"))).to_be_visible()
    assert serious_in_both(page) == []
    ways = cycle(KEYS.items())
    while person.asked():
        decision = person.told("decision")
        keys, deed = next(ways)
        for key in keys:
            page.keyboard.press(key)
        pressed.append(deed)
        person.goes_on("decision", decision)
    match_id = match_of(person)
    acted = done(served, match_id, 3)
    # Frozen, one is not asked.
    assert [deed for deed in acted if deed != "STAY"] == [deed for deed in pressed if deed != "STAY"]
    assert len(acted) == 30
    with opened(served) as store:
        outcome = store.header(match_id).outcome
    assert outcome is not None
    end = page.locator(".ending")
    expect(end.get_by_role("heading", name=re.compile("(won|share the win)$"))).to_be_visible()
    told = {
        row.locator("b").first.inner_text(): row.locator(".row-points").inner_text()
        for row in end.locator(".row").all()
    }
    assert told == {name: f"{outcome.points[seat]:.0f}" for seat, name in enumerate(("Wren", "Otis", "Juno", "Guest"))}
    assert serious_in_both(page) == []


def test_on_a_phone_the_board_and_the_pad_take_taps(visit: Visit, served: App) -> None:
    match = begun(served, (*scripted("greedy", "tending", "sharing"), MARA), game="cleanup")
    person = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    person.go(match.links[3])
    person.at_table()
    page = person.page
    tapped = [
        (way(page, "UP"), "UP"),
        (tile(page, 3, 4), "LEFT"),
        (tile(page, 3, 4), "STAY"),
        (page.locator("[data-deed=CLEAN]"), "CLEAN"),
        (page.locator("[data-deed=COLLECT]"), "COLLECT"),
    ]
    for place, _ in tapped:
        assert person.asked()
        assert not page.evaluate(SIDEWAYS)
        for button in page.locator(".steps button").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 43.5
            assert box["y"] + box["height"] <= PHONE["height"]
        tap(person, place)
    # A tile that is not beside one is no answer; a zap takes its way from the pad, or is given up there.
    tile(page, 0, 0).tap()
    page.locator("[data-deed=ZAP]").tap()
    way(page, "STAY").tap()
    page.locator("[data-deed=ZAP]").tap()
    person.sees("Zap which tile beside you? Choose a direction.")
    tap(person, way(page, "UP"))
    assert done(served, match.id, 3) == [*(deed for _, deed in tapped), "ZAP_UP"]
    page.evaluate(STAYS)
    person.becomes("ended", "yes")
    assert not page.evaluate(SIDEWAYS)


def way(page: Page, name: str) -> Locator:
    return page.locator(f"[data-way={name}]")


def tile(page: Page, row: int, column: int) -> Locator:
    return page.locator(f"[data-at='{row},{column}']")


def tap(person: Person, place: Locator) -> None:
    """And wait until the step is over."""
    before = person.told("decision")
    place.tap()
    person.goes_on("decision", before)


def test_whoever_is_away_is_played_for_when_the_clock_is_over_and_goes_on_when_back(visit: Visit, served: App) -> None:
    seats = (ADA, *scripted("cleaning", "greedy"), BEA)
    match = begun(served, seats, game="cleanup", clock=SECONDS)
    ada, bea = visit(), visit()
    for person, seat in ((ada, 0), (bea, 3)):
        person.go(match.links[seat])
    for person in (ada, bea):
        person.becomes("decision", re.compile(r"\d"))
    expect(ada.page.get_by_role("timer")).to_have_accessible_name(re.compile(r"^[1-4] seconds left$"))
    bea.page.keyboard.press("ArrowUp")
    bea.sees("You have chosen. Waiting for the others.")
    ada.page.keyboard.press("ArrowDown")
    for person in (ada, bea):
        person.becomes("decision", "1")
    late = ada.page.locator(".log").get_by_text("Bea did not choose in time and stayed.")
    expect(late).to_have_count(0)

    where, context = bea.page.url, bea.page.context
    bea.page.close()
    ada.sees(re.compile("^Bea is away."))
    ada.page.keyboard.press("ArrowDown")
    ada.becomes("decision", "2")
    expect(late).to_have_count(1)
    expect(ada.page.locator(".log").get_by_text("Ada did not choose in time")).to_have_count(0)

    back = Person(context.new_page(), served)
    back.page.goto(where)
    back.becomes("decision", re.compile(r"\d"))
    back.sees("You had not chosen in time, so you stayed where you are. The record says so.")
    back.page.set_viewport_size(PHONE)
    deeds = back.page.locator(".deeds").bounding_box()
    assert deeds is not None
    # However much is told, the buttons keep their room.
    assert deeds["width"] > 150
    assert not back.page.evaluate(SIDEWAYS)
    decision = back.told("decision")
    for person in (back, ada):
        person.page.keyboard.press("ArrowLeft")
    back.goes_on("decision", decision)
    deeds = done(served, match.id, 3)
    assert (deeds[:2], deeds[-1]) == (["UP", "STAY"], "LEFT")


def test_a_person_is_offered_the_channel_writes_at_each_step_and_is_told_all_at_the_end(visit: Visit) -> None:
    person = visit()
    choose_cleanup(person)
    page = person.page
    page.get_by_text("Private channel", exact=True).click()
    page.get_by_text("The offer, in these words").wait_for()
    person.settle()
    pick(person, "To whom", "Seat 4, Guest")
    person.button("Sit down at this table").click()
    person.at_table()
    own = Insider(person)
    while person.asked() and person.told("private") != "offer":
        decision = person.told("decision")
        page.keyboard.press("s")
        person.goes_on("decision", decision)
    expect(own.note.get_by_role("heading", name="Something for you, Guest")).to_be_visible()
    private.shoot(person, "cleanup-offer")
    own.choose("Accept")
    own.choose("Wren")
    own.give()
    own.asked("message")
    expect(page.locator(".told.between")).to_contain_text("From now on you and Wren share the partner channel")
    own.write("I clean in even steps, you in odd ones.")
    person.becomes("private", "")
    between = page.locator(".told.between")
    expect(between).to_contain_text("I clean in even steps, you in odd ones.")
    expect(between.locator(".said li")).to_have_count(2)
    # Both have written, and nothing is said twice.
    expect(between).not_to_contain_text("Nothing was written back.")
    expect(page.locator(".own .news")).to_be_hidden()
    private.shoot(person, "cleanup-written")
    page.keyboard.press("ArrowLeft")
    own.asked("message")
    page.evaluate(STAYS)
    person.becomes("ended", "yes")
    told = page.locator(".ending .under")
    for text in (
        "In step 3, Guest was offered this: Private channel.",
        "Guest accepted, and named Wren.",
        "Wren accepted Guest’s invitation.",
    ):
        expect(told).to_contain_text(text)
    told.get_by_text("Everything that was written").click()
    expect(told).to_contain_text("I clean in even steps, you in odd ones.")
    private.shoot(person, "cleanup-debrief")


def test_a_replay_is_walked_charted_and_taken_away_as_a_file(visit: Visit, served: App, tmp_path: Path) -> None:
    seats = [
        Seating(one.name, one.kind, f"{one.player}+always")
        for one in scripted("greedy", "zapping", "sharing", "tending")
    ]
    match = begun(served, seats, game="cleanup", tool=private.channel(0))
    person = visit(viewport={"width": 1280, "height": 1000})
    person.go(f"/watch?match={match.id}&seat=all")
    player = person.page.locator(".player")
    expect(player).to_have_attribute("data-state", "ready")
    walked(player)
    keys = person.page.keyboard

    beneath = player.get_by_role("toolbar", name="Secret moments beneath the edge")
    beneath.get_by_role("button").first.click()
    beneath.get_by_role("button", name=re.compile("accepts, and names")).click()
    expect(player).to_have_attribute("data-room", "offer")
    expect(player.get_by_role("heading", name="The offer to Wren").first).to_be_in_viewport()
    expect(player.locator(".course")).to_be_hidden()
    keys.press("o")
    keys.press("l")
    book = player.get_by_role("region", name="Ledger", exact=True)
    expect(book.get_by_role("heading", name="Ledger")).to_be_focused()
    expect(book).to_contain_text("Step 1")
    keys.press("l")
    assert serious_in_both(person.page) == []

    player.get_by_role("button", name="Share").click()
    with person.page.expect_download() as download:
        player.get_by_role("link", name="Download the file").click()
    file = tmp_path / "match.html"
    download.value.save_as(file)
    person.page.goto(file.as_uri())
    expect(player).to_have_attribute("data-state", "ready")
    walked(player)


def walked(player: Locator) -> None:
    """By slider and keys, and by the chart to a step; each shows its board."""
    page = player.page
    board, steps = player.get_by_role("grid"), int(player.get_attribute("data-steps") or 0)
    player.get_by_role("slider").focus()
    page.keyboard.press("End")
    expect(player).to_have_attribute("data-step", str(steps))
    expect(board).to_have_attribute("aria-label", re.compile("^.*(won|share the win).* The match is over."))
    page.keyboard.press("Home")
    for _ in range(2):
        page.keyboard.press("]")
    expect(board).to_have_attribute("aria-label", re.compile("^Step 2 of 30."))
    chart = player.get_by_role("img", name=re.compile("^How it went"))
    expect(chart).to_have_accessible_name(re.compile("Wren: [0-9]+ apples? in the end"))
    chart.click(position={"x": 600, "y": 60})
    expect(board).to_have_attribute("aria-label", re.compile("^Step 1[0-9] of 30."))
    maps = player.get_by_role("img", name=re.compile("of 30 steps in the river"))
    expect(maps).to_have_count(4)


WALLED_KEYS = {
    "ArrowUp": "FORWARD",
    "q": "TURN_LEFT",
    "c": "CLEAN",
    "e": "TURN_RIGHT",
    "ArrowLeft": "LEFT",
    "z": "ZAP",
    " ": "STAY",
    "ArrowDown": "BACK",
    "Shift+ArrowRight": "TURN_RIGHT",
}
"""What is pressed where there are walls, and what is done then."""


def test_a_walled_map_by_keyboard_from_the_first_page_to_the_score(visit: Visit, served: App) -> None:
    person = visit()
    choose_cleanup(person)
    page = person.page
    page.get_by_text("A walled map for four", exact=True).click()
    expect(page.get_by_text("How long it lasts")).to_have_count(0)
    person.settle()
    person.button("Sit down at this table").click()
    person.at_table()
    expect(page.get_by_role("grid", name=re.compile("^Step 1 of 150"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Show your map larger"))).to_be_visible()
    assert serious_in_both(page) == []
    pressed = list[str]()
    for key, deed in WALLED_KEYS.items():
        if not person.asked():
            break
        decision = person.told("decision")
        page.keyboard.press(key)
        pressed.append(deed)
        person.goes_on("decision", decision)
    private.shoot(person, "walled-table")
    acted = done(served, match_of(person), 3)
    assert [deed for deed in acted if deed != "STAY"] == [deed for deed in pressed if deed != "STAY"]
    page.evaluate(SPACES)
    lasts(person)
    private.shoot(person, "walled-end")


def lasts(person: Person) -> None:
    """Until the 150 steps of a walled match are over and the score is shown; each third is waited for by itself, since
    many steps take long where much else is going on."""
    person.becomes("number", re.compile(r"^([5-9]\d|1\d\d)$"))
    person.becomes("number", re.compile(r"^1\d\d$"))
    person.becomes("ended", "yes")
    expect(
        person.page.locator(".ending").get_by_role("heading", name=re.compile("(won|share the win)$"))
    ).to_be_visible()


def test_on_a_phone_a_walled_map_is_walked_by_its_buttons_to_the_chart(visit: Visit, served: App) -> None:
    match = begun(served, (*scripted("greedy", "cleaning", "sharing"), MARA), game="cleanup", preset="classic-small")
    person = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    person.go(match.links[3])
    person.at_table()
    page, tapped = person.page, ["TURN_LEFT", "FORWARD", "CLEAN", "RIGHT", "STAY"]
    for name in tapped:
        assert person.asked()
        assert not page.evaluate(SIDEWAYS)
        tap(person, page.locator(f"[data-way={name}], [data-deed={name}]").first)
    assert done(served, match.id, 3) == tapped
    private.shoot(person, "walled-phone")
    page.evaluate(STAYS)
    lasts(person)
    end = page.locator(".ending")
    chart = end.get_by_role("region", name="Who cleaned, who ate")
    chart.scroll_into_view_if_needed()
    expect(chart.locator(".plane .seated")).to_have_count(4)
    expect(end.get_by_role("table", name="Who cleaned, who ate")).to_have_count(1)
    assert not page.evaluate(SIDEWAYS)
    assert done(served, match.id, 3)[5:] == ["STAY"] * 145
    assert serious_in_both(page) == []
    private.shoot(person, "walled-phone-end")
