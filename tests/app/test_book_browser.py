"""In real Chromium: the ledger is opened, filtered and walked by key, leads to steps, and obeys nothing it tells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from games.decision import TraceKind
from replays.record import Record, fresh_id
from tests.app import booked, watcher
from tests.app.faults import serious, serious_in_both
from tests.app.planted import HOSTILE
from tests.app.serving import App, Person
from tests.app.watcher import Watch, Watcher

PHONE: ViewportSize = {"width": 390, "height": 844}
BREADTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def watch(visit: Callable[..., Person]) -> Iterator[Watch]:
    yield from watcher.watchers(visit)


@pytest.fixture(scope="module")
def written(served: App) -> Record:
    record = booked.thinking(booked.written(), booked.thoughts)
    watcher.keep(served, record)
    return record


def book(seen: Watcher) -> Locator:
    return seen.player.get_by_role("region", name="Ledger", exact=True)


def lines(seen: Watcher) -> Locator:
    return book(seen).locator("li:visible")


def choose(seen: Watcher, title: str) -> None:
    book(seen).get_by_role("button", name=re.compile(f"^{title}")).click()


def test_it_is_walked_by_key_and_leads_to_steps(watch: Watch, written: Record) -> None:
    seen = watch(written, seat="all", step=8)
    seen.press("l")
    expect(book(seen).get_by_role("heading", name="Ledger")).to_be_focused()
    expect(lines(seen)).to_have_count(seen.steps)
    expect(book(seen).locator("li[aria-current=step]")).to_have_attribute("data-step", "8")
    seen.page.wait_for_url(re.compile("[?&]view=ledger(&|$)"))
    # The edge leads through it.
    seen.slider.focus()
    seen.press("End")
    last = book(seen).locator("li[aria-current=step]")
    expect(last).to_have_attribute("data-step", str(seen.steps))
    expect(last).to_be_in_viewport()

    choose(seen, "Promised not to call")
    count = int((book(seen).locator("[aria-pressed=true]").inner_text()).rpartition(" ")[2])
    assert 0 < count < lines(seen).count() <= 2 * count
    expect(book(seen).locator(".found")).to_have_text(f"{count} times, in {lines(seen).count()} lines")
    # The columns are named once for the eye, and in each line for those who hear it.
    expect(book(seen).locator(".headings")).to_have_text("DoneSaid aloudWhisperedThought")
    assert lines(seen).get_by_role("heading", name="Whispered").count() == lines(seen).locator("mark").count() > 0
    expect(book(seen).get_by_text("A promise with a condition is not counted")).to_be_visible()
    seen.press("n")
    first = lines(seen).first
    expect(first.get_by_role("link")).to_be_focused()
    expect(first.locator("mark")).to_have_text(re.compile("I will not call|no calls from me"))
    expect(book(seen).locator(".found")).to_have_text(f"Line 1 of {lines(seen).count()}")
    seen.press("p")
    expect(lines(seen).last.get_by_role("link")).to_be_focused()
    # What was found names the other step, and leads there.
    first.get_by_role("button", name=re.compile("^To step")).first.click()
    called = book(seen).locator("li", has=seen.page.locator("a:focus"))
    expect(called).to_contain_text(re.compile("calls .* and had promised not to"))
    step = called.get_attribute("data-step")
    href = called.get_by_role("link").get_attribute("href") or ""
    assert f"step={step}" in href
    assert "view=" not in href
    called.get_by_role("link").click()
    expect(book(seen)).to_be_hidden()
    seen.is_(step=step)
    seen.at_address(step=step)
    assert "view=" not in seen.page.url
    seen.page.go_back()
    expect(lines(seen)).not_to_have_count(0)


def test_whose_ledger_it_is_can_be_chosen_and_only_that_is_told(watch: Watch, written: Record) -> None:
    seen = watch(written, seat="all", step=8)
    seen.button("Ledger").click()
    expect(book(seen).locator(".beneath")).not_to_have_count(0)
    seen.button("The table").click()
    seen.is_(seat="public", state="ready")
    expect(book(seen)).to_contain_text("The table reads neither whispers nor thoughts")
    expect(book(seen).locator(".beneath")).to_have_count(0)
    expect(book(seen).locator(".headings")).to_have_text("DoneSaid aloud")
    choose(seen, "Lied and said so")
    expect(lines(seen)).to_have_count(0)
    expect(book(seen).locator(".found")).to_have_text("From the table this cannot be told.")
    expect(book(seen).locator(".headings")).to_be_hidden()
    seen.press("Escape")
    expect(book(seen)).to_be_hidden()
    expect(seen.button("Ledger")).to_be_focused()


def test_words_far_behind_the_beginning_of_a_thought_are_in_sight(watch: Watch, written: Record) -> None:
    seen = watch(written, seat="all", step=1, view="ledger")
    expect(lines(seen).first).to_have_attribute("aria-current", "step")
    expect(seen.page.get_by_role("link", name="Matches"), "what can be read at once moves nothing").to_be_in_viewport(
        ratio=1
    )
    choose(seen, "Lied and said so")
    # A link that is copied leads to the same lines.
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.button("Copy link to the ledger").click()
    expect(book(seen).get_by_text("The link is copied")).to_be_visible()
    seen.page.goto(seen.page.evaluate("navigator.clipboard.readText()"))
    expect(book(seen).locator("[aria-pressed=true]")).to_contain_text("Lied and said so")
    long = lines(seen).filter(has=seen.page.locator("[data-column=thought] .unfold")).first
    expect(long.locator("[data-column=thought] mark")).to_have_text(booked.CONFESSION)
    thought = long.locator("[data-column=thought] .entry").last
    expect(thought).to_contain_text(re.compile("thinking …[^…]{40,120}So I am bluffing"))
    thought.get_by_role("button", name="Read all of it").click()
    expect(thought).to_contain_text(booked.LONG.strip())
    expect(thought.locator("mark")).to_have_text(booked.CONFESSION)


def test_hostile_texts_do_nothing_and_axe_finds_nothing(watch: Watch, served: App, written: Record) -> None:
    whispers = (f"{text} {booked.CONFESSION} {booked.PROMISE} {text}" for text in HOSTILE * 200)
    plain = booked.written(whispers)
    record = booked.thinking(plain, lambda _, seat: {TraceKind.REASON: f"{HOSTILE[seat]} {booked.CONFESSION}"})
    record = booked.named(Record(replace(record.header, id=fresh_id()), record.steps), *HOSTILE)
    watcher.keep(served, record)
    seen = watch(record, seat="all", step=1, view="ledger")
    choose(seen, "Lied and said so")
    assert lines(seen).count() > 4
    told = "".join(lines(seen).all_inner_texts())
    assert all(text in told for text in HOSTILE)
    assert book(seen).locator("img, script, strong, iframe").count() == 0
    assert serious_in_both(seen.page) == []
    seen.page.set_viewport_size(PHONE)
    assert seen.page.evaluate(BREADTH) <= 0
    assert serious(seen.page) == []
