"""In real Chromium: matches by mouse, by keyboard, by touch, by two; and no crash, second click or tab does harm."""

import re
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

from playwright.sync_api import Locator, Page, expect

from replays.check import Verdict, check_all
from replays.record import Kind, Seating
from replays.store import Store
from tests.app import planted
from tests.app.faults import serious_in_both
from tests.app.serving import App, Person
from tests.app.wire import Browser, begun

Visit = Callable[..., Person]
PHONE = {"width": 390, "height": 844}
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
FOCUSED = """() => { let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one?.innerText ?? ''; }"""


@contextmanager
def opened(app: App) -> Iterator[Store]:
    store = Store.open(app.folder)
    yield store
    store.close()


def match_of(page: Page) -> str:
    found = re.search(r"match=(\w+)", page.url)
    assert found
    return found[1]


def test_a_person_plays_to_the_end_by_mouse_and_watches_it_again(visit: Visit, served: App) -> None:
    person = visit()
    person.sit_down()
    person.sees(re.compile("scripted: honest"))
    assert "Atkinson" in person.table.evaluate("table => getComputedStyle(table).fontFamily")
    person.play_out()
    expect(person.page.get_by_role("heading", name=re.compile(r"(won|share the win)$"))).to_be_visible()
    person.sees(re.compile("^(Every lie told|Nobody lied)"))
    match_id = match_of(person.page)
    person.page.get_by_role("link", name="Watch the replay").click()
    person.page.wait_for_url(re.compile(rf"/watch\?match={match_id}&seat=all"))
    expect(person.page.locator("[data-steps]")).to_have_attribute("data-state", "ready")
    assert (person.foreign, person.alarms) == ([], [])
    with opened(served) as store:
        assert {finding.verdict for finding in check_all(store)} == {Verdict.SAME}
        header = store.header(match_id)
        assert [seating.kind for seating in header.seats] == [Kind.SCRIPTED] * 3 + [Kind.PERSON]
        assert header.seed is not None
        assert not header.seed_known


def test_a_match_by_keyboard_alone(visit: Visit) -> None:
    person = visit()
    person.go()
    keys = person.page.keyboard
    tab_to(person, "Sit down and play")
    keys.press("Enter")
    person.at_table()
    person.hurry()
    said = passed = False
    while person.asked():
        before = person.told("number")
        if not said:
            keys.press("s")
            keys.type("Good evening, CPL123")
            keys.press("Enter")
        if person.laying:
            keys.press("1")
            keys.press("l")
        else:
            keys.press("c" if passed else "p")
            passed = True
        person.goes_on("number", before)
        if not said:
            person.sees(re.compile("Good evening, CPL123"))
            said = True
    tab_to(person, "Watch the replay")
    keys.press("Enter")
    person.page.wait_for_url(re.compile("/watch"))


def tab_to(person: Person, name: str) -> None:
    for _ in range(60):
        person.page.keyboard.press("Tab")
        if person.page.evaluate(FOCUSED).strip() == name:
            return
    raise AssertionError(name)


def test_a_match_on_a_phone_by_touch(visit: Visit) -> None:
    person = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    person.go()
    person.button("Sit down and play").tap()
    person.at_table()
    assert person.asked()
    assert not person.page.evaluate(SIDEWAYS)
    for button in person.table.get_by_role("button").all() + person.cards.all():
        if button.is_visible():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 43.5, button.inner_text()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE["width"]
    person.play_out(Locator.tap)
    assert not person.page.evaluate(SIDEWAYS)


def test_two_people_in_two_browsers_play_and_play_again(visit: Visit, served: App) -> None:
    ada, bea, watcher = visit(), visit(), visit()
    ada.go()
    set_two_people(ada)
    ada.button("Sit down and play").click()
    ada.becomes("state", "open")
    link = ada.page.get_by_role("textbox", name=re.compile("^Link to")).input_value()
    watcher.go(f"/table?match={match_of(ada.page)}")
    watcher.becomes("state", "open")
    watcher.sees("You are watching. Only what everybody sees is shown.")
    watcher.hurry()
    expect(watcher.page.get_by_role("textbox", name=re.compile("^Link to"))).to_have_count(0)

    bea.page.goto(link)
    bea.page.wait_for_url(re.compile(r"/table\?match=\w+&seat=\d$"))
    bea.at_table()
    both_play_out(ada, bea)
    watcher.becomes("ended", "yes")
    expect(watcher.page.get_by_role("button", name="Rematch")).to_have_count(0)

    first = match_of(ada.page)
    ada.button("Rematch").dblclick()
    ada.page.wait_for_url(re.compile(rf"/table\?match=(?!{first})"))
    bea.page.get_by_role("link", name="Go to the new table").click()
    bea.page.wait_for_url(ada.page.url.split("&")[0] + re.sub(r".*(&seat=\d).*", r"\1", bea.page.url))
    ada.at_table()
    assert match_of(ada.page) == match_of(bea.page)
    with opened(served) as store:
        assert store.header(match_of(ada.page)).names == store.header(first).names


def set_two_people(person: Person) -> None:
    """At the set-up: two seats, both for people."""
    page = person.page
    page.get_by_text("Set the table").click()
    page.get_by_role("radio", name="2", exact=True).or_(page.get_by_role("button", name="2", exact=True)).click()
    person.settle()
    seat = page.get_by_role("radio", name="Person").or_(page.get_by_role("button", name="Person"))
    seat.first.click()
    person.settle()


def both_play_out(*people: Person) -> None:
    for person in people:
        person.hurry()
    while not people[0].told("ended"):
        for person in people:
            if person.told("decision"):
                person.hasten()
            person.page.wait_for_timeout(20)
    for person in people:
        person.becomes("ended", "yes")


def test_after_a_kill_one_goes_on_with_what_was_chosen_and_typed(visit: Visit, served: App) -> None:
    person = visit()
    person.sit_down()
    while person.asked() and not person.laying:
        person.answer()
    person.cards.nth(1).click()
    person.page.get_by_placeholder(re.compile("^Say something")).fill("Nothing but the truth")
    number, decision = person.told("number"), person.told("decision")
    served.stop()
    person.becomes("state", "lost")
    person.sees("The connection dropped. Trying again.")
    served.start()
    person.becomes("state", "open")
    person.sees("The connection dropped and came back. You are at the same step.")
    person.page.reload()
    person.at_table()
    assert (person.told("number"), person.told("decision")) == (number, decision)
    expect(person.cards.nth(1)).to_be_checked()
    expect(person.page.get_by_placeholder(re.compile("^Say something"))).to_have_value("Nothing but the truth")
    person.button(re.compile("^Lay 1")).click()
    person.goes_on("number", number)
    person.sees(re.compile("Nothing but the truth"))


def test_one_screen_answers_both_questions(visit: Visit, served: App) -> None:
    match = begun(served, (Seating("Ada", Kind.PERSON, "Ada"), Seating("Otis", Kind.SCRIPTED, "cautious")))
    person = visit()
    person.go(match.links[0])
    person.at_table()
    while person.asked() and (person.laying or "house" in person.button(re.compile("^Pass")).inner_text()):
        person.answer()
    number = int(person.told("number"))
    person.cards.first.click()
    person.button("Pass, lay 1").click()
    person.becomes("number", re.compile(rf"^(?!{number}$|{number + 1}$)"))
    with opened(served) as store:
        names = [step.actions or "" for step in store.steps(match.id)]
    assert any('"Pass"' in one and '"Play"' in other for one, other in pairwise(names))


def test_a_double_click_answers_once_and_another_tab_follows(visit: Visit, served: App) -> None:
    person = visit()
    person.sit_down()
    assert person.asked()
    other = Person(person.page.context.new_page(), served)
    other.page.goto(person.page.url)
    other.at_table()
    assert other.told("decision") == person.told("decision")
    decision, number = int(person.told("decision")), person.told("number")
    if person.laying:
        person.cards.first.click()
    person.button(re.compile("^(Lay 1|Pass)")).dblclick()
    person.goes_on("number", number)
    person.asked()
    other.becomes("number", person.told("number"))
    with opened(served) as store:
        steps = store.steps(match_of(other.page))
    mine = [step.actions for step in steps if step.actions and step.actions.startswith("[[3,")]
    assert len(mine) == decision + 1


def test_a_hostile_name_and_remark_are_only_read(visit: Visit, served: App) -> None:
    name = "[x](javascript:alert(1)) **b** ${alert(2)}"[:40]
    hostile = Seating(name, Kind.PERSON, name)
    match = begun(served, (hostile, Seating("Bea", Kind.PERSON, "Bea")))
    person, other = visit(), visit()
    person.go(match.links[0])
    other.go(match.links[1])
    text = "<img src=x onerror=alert(1)><script>alert(2)</script> http://elsewhere.example/x.png"
    for one in (person, other):
        one.at_table()
    while not (person.told("decision") or other.told("decision")):
        person.page.wait_for_timeout(20)
    actor = person if person.told("decision") else other
    actor.page.get_by_placeholder(re.compile("^Say something")).fill(text)
    actor.answer()
    for one in (person, other):
        one.sees(text)
        one.sees(re.compile(re.escape(name)))
        assert (one.foreign, one.alarms) == ([], [])
        assert one.page.locator("img[src=x], script:text('alert')").count() == 0


def test_a_full_disk_is_said_and_nothing_is_lost(visit: Visit, served: App) -> None:
    person = visit()
    person.sit_down()
    assert person.asked()
    number = person.told("number")
    assert served.process is not None
    try:
        # No file may grow: what a full disk answers, the kernel answers now.
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        if person.laying:
            person.cards.first.click()
            person.button(re.compile("^Lay 1")).click()
        else:
            person.button(re.compile("^Pass")).click()
        person.sees(re.compile("Nothing is lost. Is the disk full"))
        assert person.told("number") == number
    finally:
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    if person.laying:
        expect(person.cards.first).to_be_checked()
        person.button(re.compile("^Lay 1")).click()
    else:
        person.button(re.compile("^Pass")).click()
    person.goes_on("number", number)


def test_whoever_gives_up_the_seat_is_replaced_and_the_record_says_so(visit: Visit, served: App) -> None:
    person = visit()
    person.sit_down()
    match_id = match_of(person.page)
    person.button("Leave").click()
    person.button(re.compile("^Give up the seat")).click()
    person.sees(re.compile("^You have given up your seat"))
    with opened(served) as store:
        header = store.header(match_id)
    assert [(one.seat, one.kind) for one in header.substitutions] == [(3, Kind.SCRIPTED)]
    browser = Browser(served)
    wire = browser.follow(match_id)
    while not wire.newest["ending"]:
        pass
    assert "scripted: cautious" in str(wire.newest["scene"]["seats"][3]["who"])
    wire.close()


def test_a_seat_of_somebody_else_and_no_table_are_said_so(visit: Visit, served: App) -> None:
    match = begun(served)
    person = visit()
    person.go(f"/table?match={match.id}&seat=1")
    person.sees(re.compile("^This seat was taken in another browser"))
    person.go("/table?match=nosuchmatch")
    person.sees(re.compile("There is no match"))


def test_axe_finds_nothing_serious_in_a_replay(visit: Visit, served: App) -> None:
    with opened(served) as store:
        match_id = planted.hostile(store).header.id
    person = visit()
    for step in (9, 400):
        person.go(f"/watch?match={match_id}&seat=all&step={step}")
        expect(person.page.locator("[data-steps]")).to_have_attribute("data-state", "ready")
        assert serious_in_both(person.page) == []
    person.page.set_viewport_size(PHONE)
    assert serious_in_both(person.page) == []


def test_axe_finds_nothing_serious_at_the_table(visit: Visit) -> None:
    person = visit()
    person.sit_down()
    assert person.asked()
    assert serious_in_both(person.page) == []
    person.page.set_viewport_size(PHONE)
    assert serious_in_both(person.page) == []
    person.page.set_viewport_size({"width": 1280, "height": 1000})
    person.button("Leave").click()
    assert serious_in_both(person.page) == []
    person.page.keyboard.press("Escape")
    person.play_out()
    assert serious_in_both(person.page) == []
