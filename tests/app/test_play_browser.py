"""In real Chromium: a person plays a match to its end, and no reload, crash, second click or second tab does harm."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from app.seating import scripted_seats
from app.tables import Place, Tables
from replays.check import Verdict, check_all
from replays.record import Kind, Seating
from replays.store import Store
from tests.app.serving import App, Person

Visit = Callable[[], Person]


def test_a_person_plays_a_match_to_its_end_and_finds_it_in_the_list(visit: Visit, served: App) -> None:
    person = visit()
    person.sit_down("Mara")
    person.sees("scripted: counting")
    assert "Atkinson" in person.page.locator("body").evaluate("body => getComputedStyle(body).fontFamily")
    for _ in range(200):
        if person.over:
            break
        person.answer()
    person.sees(re.compile(r"(won|share the win)\.$"))

    person.page.get_by_role("link", name="Watch it again").click()
    person.sees(re.compile(r"^Step 1 of \d+$"))
    match_id = person.page.get_by_role("heading", level=1).inner_text().split()[-1]
    person.page.get_by_role("link", name="Watch", exact=True).click()
    row = person.page.get_by_role("link", name=match_id)
    expect(row).to_be_visible()
    row.focus()
    person.page.keyboard.press("Enter")
    person.sees(re.compile(r"^Step 1 of \d+$"))
    assert person.page.url.startswith(f"{served.url}/watch?match={match_id}")

    assert person.foreign == []
    store = Store.open(served.folder)
    assert [finding.verdict for finding in check_all(store)] == [Verdict.SAME]
    assert store.header(match_id).names == ("Wren", "Otis", "Juno", "Mara")
    store.close()


def test_playing_again_begins_one_match_at_an_address_of_its_own(visit: Visit, served: App) -> None:
    store = Store.open(served.folder)
    opened = Tables(store).open("liars_bar", "paper", (*scripted_seats(["bold"]), Seating("Ida", Kind.PERSON, "Ida")))
    tables, place, key = Tables(store), Place(opened.match_id, 1), opened.keys[1]
    while (view := tables.view(place)).legal:
        tables.act(place, view.legal[0], view.observation.decision)
    before = len(store.ids())

    person = visit()
    person.go(f"/table?key={key}")
    person.at_table()
    person.button("Play again").dblclick()
    expect(person.page.get_by_role("heading", name="Round 1")).to_be_visible()
    person.at_table()
    assert key not in person.page.url
    person.page.reload()
    expect(person.page.get_by_role("heading", name="Round 1")).to_be_visible()
    assert len(store.ids()) == before + 1
    store.close()


def test_a_reload_and_a_killed_server_lead_back_to_the_same_step(visit: Visit, served: App) -> None:
    person = visit()
    person.sit_down()
    person.answer()
    there, shown = person.decision, person.main.inner_text()

    person.page.reload()
    expect(person.main).to_have_text(shown, use_inner_text=True)

    served.stop()
    served.start()
    another = visit()
    another.page.goto(person.page.url)
    expect(another.main).to_have_text(shown, use_inner_text=True)
    # The tab that was open when the server died finds its way by itself.
    expect(person.main).to_have_text(shown, use_inner_text=True)
    person.answer()
    assert person.decision > there or person.over


def test_a_double_click_answers_once(visit: Visit) -> None:
    person = visit()
    person.sit_down()
    if person.laying:
        person.cards().first.click()
        button = person.button(re.compile("^Lay 1 card"))
    else:
        button = person.button("Let it pass")
    before = person.decision
    button.dblclick()
    person.page.wait_for_function(
        "before => !document.querySelector(`.st-key-decision-${before}`)", arg=before, timeout=15_000
    )
    person.settle()
    assert person.decision == before + 1
    expect(person.page.get_by_role("alert")).to_have_count(0)


def test_an_answer_from_an_older_tab_is_refused_and_the_table_shown(visit: Visit) -> None:
    person, older = visit(), visit()
    person.sit_down()
    older.page.goto(person.page.url)
    older.at_table()
    before = person.decision
    laying = older.laying
    if laying:
        older.cards().first.click()
        expect(older.button(re.compile("^Lay 1 card"))).to_be_enabled()
    person.answer()
    older.button(re.compile("^Lay 1 card") if laying else "Let it pass").click()
    older.sees(re.compile("^That came too late"))
    older.settle()
    assert older.decision == person.decision == before + 1


def test_a_refused_play_changes_nothing_and_leaves_what_was_typed(visit: Visit) -> None:
    person = visit()
    person.sit_down()
    while not person.laying:
        person.answer()
    before = person.decision
    words = person.page.get_by_label("Say something to the table")
    words.fill("All of them, ![x](http://elsewhere.example/x.png) <img src=x onerror=alert(1)>")
    for place in range(4):
        person.cards().nth(place).click()
    person.button(re.compile("^Lay 4 cards")).click()
    person.sees("You can lay 1 to 3 cards. You chose 4.")
    person.settle()
    assert person.decision == before
    expect(words).to_have_value(re.compile("^All of them"))
    person.cards().nth(3).click()
    person.button(re.compile("^Lay 3 cards")).click()
    person.sees(re.compile(r"^Guest: “All of them, !\[x\]\(http://elsewhere"))
    assert (person.foreign, person.alarms) == ([], [])


def test_on_a_phone_nothing_runs_over_the_edge_or_into_another(visit: Visit) -> None:
    person = visit()
    person.page.set_viewport_size({"width": 390, "height": 844})
    person.sit_down()
    edge = "main => Math.max(...[...main.querySelectorAll('*')].map(part => part.getBoundingClientRect().right))"
    assert person.main.evaluate(edge) <= 390
    seats = person.page.get_by_text(re.compile("next pull|dead at shot")).all()
    table = person.page.get_by_text("On the table, face down").bounding_box()
    assert table is not None
    assert len(seats) == 4
    for seat in seats:
        box = seat.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= table["y"]
