"""In real Chromium: a recorded match is stepped through from each viewpoint, and each is sent what it may see only."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from games.core import ANALYST
from replays.importers.bring_in import bring_in
from replays.record import Record
from replays.replay import as_seen
from replays.store import Store
from tests.app import planted
from tests.app.serving import App, Person
from tests.replays import foreign

Visit = Callable[[], Person]
CARDS = re.compile("Queen|King|Ace|Joker")


@pytest.fixture(scope="module")
def recorded(served: App) -> Record:
    """A match in liars-bar-llm's form, brought in."""
    (served.folder / "match.json").write_bytes(foreign.write(planted.recorded()))
    store = Store.open(served.folder)
    (report,) = bring_in(store, [served.folder / "match.json"])
    assert report.id, report.refusal
    record = store.load(report.id)
    store.close()
    return record


@pytest.fixture(scope="module")
def hostile(served: App) -> Record:
    store = Store.open(served.folder)
    record = planted.hostile(store)
    store.close()
    return record


def step_through(person: Person, record: Record, seat: str) -> int:
    """From the first step to the last with the button; how many there were."""
    person.go(f"/watch?match={record.header.id}&seat={seat}")
    person.sees(re.compile(r"^Step 1 of \d+$"))
    last = int(person.page.get_by_text(re.compile(r"^Step 1 of \d+$")).inner_text().split()[-1])
    for number in range(2, last + 1):
        person.button(re.compile("^Next")).click()
        person.sees(f"Step {number} of {last}")
    person.settle()
    expect(person.button(re.compile("^Next"))).to_be_disabled()
    assert f"step={last}" in person.page.url
    return last


def seat_box(person: Person, name: str) -> str:
    """What the box of one seat says."""
    boxes = person.page.get_by_test_id("stVerticalBlock").filter(has_text=re.compile(rf"^\S {name}"))
    return boxes.last.inner_text()


def test_a_recorded_match_is_found_and_everything_shown(visit: Visit, recorded: Record) -> None:
    person = visit()
    person.go("/matches")
    person.page.get_by_role("link", name=recorded.header.id).click()
    person.sees("What everybody at the table saw.")
    person.page.get_by_role("radio", name="Everything").click()
    person.sees("All hands, all reasons, and what nobody at the table knew.")
    assert "seat=all" in person.page.url
    step_through(person, recorded, "all")
    assert planted.owners(person.received)["thinking"] == set(recorded.header.names)
    assert planted.owners(person.received)["reason"] == set(recorded.header.names)
    # A long thought is folded, and whole.
    laid = next(step.seq for step in recorded.steps if any("#thinking" in trace.text for trace in step.traces))
    person.go(f"/watch?match={recorded.header.id}&seat=all&step={laid - 1}")
    whole = person.page.get_by_text(re.compile("#end-"))
    expect(whole).to_have_count(1)
    expect(whole).to_be_hidden()
    person.page.get_by_text(re.compile("^Read all of it")).first.click()
    expect(whole).to_be_visible()


def test_the_public_view_is_sent_no_hand_and_no_thought(visit: Visit, recorded: Record) -> None:
    person = visit()
    step_through(person, recorded, "public")
    assert planted.owners([*person.received, person.page.content().encode()]) == {}
    for seat in range(len(recorded.header.seats)):
        assert not any(line.encode() in got for line in planted.sentences(recorded, seat) for got in person.received)
    person.sees("Reasons and thoughts are not public. Choose a seat or “Everything” to read them.")


def test_a_seat_is_sent_its_own_hand_and_thoughts_and_nobody_elses(visit: Visit, recorded: Record) -> None:
    person, name = visit(), recorded.header.names[1]
    person.go(f"/watch?match={recorded.header.id}&seat=2&step=2")
    person.sees(re.compile("^Round 1"))
    assert CARDS.search(seat_box(person, name))
    others = [seat for seat in recorded.header.names if seat != name]
    assert not any(CARDS.search(seat_box(person, other)) for other in others)

    step_through(person, recorded, "2")
    sent = [*person.received, person.page.content().encode()]
    assert planted.owners(sent) == {kind: {name} for kind in ("reason", "thinking", "end", "impression")}
    told = b"".join(sent)
    assert all(line.encode() in told for line in planted.sentences(recorded, 1))
    for seat in (0, 2):
        assert not any(line.encode() in told for line in planted.sentences(recorded, seat))


def test_keys_and_slider_step_too_and_the_address_leads_back(visit: Visit, recorded: Record) -> None:
    person = visit()
    person.go(f"/watch?match={recorded.header.id}&seat=1&step=3")
    person.sees(re.compile("^Step 3 of"))
    # A key pressed while the page is still fetching its parts is lost.
    person.page.wait_for_load_state("networkidle")
    for key, step in (("ArrowRight", 4), ("ArrowLeft", 3), ("Home", 1)):
        person.page.keyboard.press(key)
        person.sees(re.compile(f"^Step {step} of"))
        person.settle()
    person.page.get_by_role("slider").focus()
    person.page.keyboard.press("ArrowRight")
    person.sees(re.compile("^Step 2 of"))
    person.settle()
    assert person.page.url.endswith(f"match={recorded.header.id}&seat=1&step=2")
    person.page.reload()
    person.sees(re.compile("^Step 2 of"))
    expect(person.page.get_by_role("radio", name=recorded.header.names[0])).to_be_checked()


def test_names_and_thoughts_of_strangers_are_shown_as_they_are(visit: Visit, hostile: Record) -> None:
    person = visit()
    names = list(hostile.header.names)
    person.go("/matches")
    person.page.get_by_role("link", name=hostile.header.id).click()
    person.sees(re.compile(r"^Step 1 of \d+$"))
    expect(person.page.get_by_role("radio")).to_have_count(6)
    options = person.page.get_by_role("radio").all_inner_texts()
    assert [option.replace("\u2060", "").strip() for option in options] == ["The table", *names, "Everything"]
    first = {step.traces[0].seat: step.number for step in reversed([*as_seen(hostile, ANALYST)]) if step.traces}
    assert first.keys() == {0, 1, 2, 3}
    for number in first.values():
        person.go(f"/watch?match={hostile.header.id}&seat=all&step={number}")
        person.sees(re.compile("^#reason-"))
    text = person.main.inner_text().replace("\u2060", "")
    assert all(name in text for name in names)
    for tag in ("img", "strong >> text=/^bold$/", "a[href*=elsewhere]", ".katex"):
        expect(person.main.locator(tag)).to_have_count(0)
    person.page.wait_for_load_state("networkidle")
    assert (person.foreign, person.alarms) == ([], [])
