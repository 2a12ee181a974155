"""In real Chromium: each viewpoint is fetched alone and shows its thoughts; no word of a stranger is obeyed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from games.core import ANALYST
from replays.record import Record, fresh_id
from replays.replay import as_seen
from replays.store import Store
from tests.app import arranged, planted, watcher
from tests.app.serving import App, Person
from tests.app.watcher import Watch


@pytest.fixture
def watch(visit: Callable[..., Person]) -> Iterator[Watch]:
    yield from watcher.watchers(visit)


@pytest.fixture(scope="module")
def recorded(served: App) -> Record:
    return watcher.recorded(served)


def test_viewpoints_are_fetched_one_by_one_and_keep_the_step(watch: Watch, recorded: Record) -> None:
    names = recorded.header.names
    seen = watch(recorded, step=8)
    switch = seen.player.get_by_role("group", name="Seen by").get_by_role("button")
    assert switch.locator(".name").all_inner_texts() == ["The table", *names, "Everything"]
    assert planted.owners([*seen.person.received, seen.page.content().encode()]) == {}
    expect(seen.player.get_by_text("Reasons and thoughts are not public.")).to_be_visible()

    seen.button(names[1]).click()
    seen.is_(seat="2", step=8, state="ready")
    assert {owner for owners in planted.owners(seen.person.received).values() for owner in owners} == {names[1]}
    seen.at_address(seat="2", step=8)
    expect(switch.nth(2)).to_be_focused()

    seen.button("Everything").click()
    seen.is_(seat="all", step=8, state="ready")
    expect(seen.player.get_by_text("All hands, all reasons, and what nobody at the table knew.")).to_be_visible()
    assert planted.owners(seen.person.received)["reason"] == set(names)
    seen.at_address(seat="all", step=8)
    seen.page.reload()
    seen.is_(seat="all", step=8, state="ready")
    # What has been fetched once is not fetched again.
    before = len(seen.person.received)
    seen.button("The table").click()
    seen.is_(seat="public")
    seen.button("Everything").click()
    seen.is_(seat="all", state="ready")
    assert len(seen.person.received) == before + 1


def test_long_thoughts_are_folded_and_all_can_be_hidden(watch: Watch, recorded: Record) -> None:
    laid = next(step for step in as_seen(recorded, ANALYST) if any("#thinking" in trace.text for trace in step.traces))
    seen = watch(recorded, seat="all", step=laid.number)
    thinking = seen.now.locator(".thought").filter(has_text="#thinking-")
    voice = thinking.locator(".voice")
    expect(voice).to_have_css("font-family", re.compile("Literata"))
    lines = "node => node.clientHeight / parseFloat(getComputedStyle(node).lineHeight)"
    assert round(voice.evaluate(lines)) == 12
    expect(voice).not_to_contain_text("#end-")
    expect(thinking).to_contain_text("the model’s own thinking, as its provider gave it")
    thinking.get_by_role("button", name="Read all of it").click()
    expect(voice).to_contain_text(re.compile("#end-"))
    assert voice.evaluate(lines) > 12
    thinking.get_by_role("button", name="Fold it again").click()
    assert round(voice.evaluate(lines)) == 12
    # A short one has nothing to open.
    reason = seen.now.locator(".thought").filter(has_text="#reason-")
    expect(reason.get_by_role("button")).to_have_count(0)

    seen.button("Hide thoughts").click()
    expect(voice).to_be_hidden()
    seen.press("ArrowRight")
    seen.is_(step=laid.number + 1)
    expect(seen.player.locator(".voice:visible")).to_have_count(0)
    seen.button("Hide thoughts").click()
    expect(seen.player.locator(".voice:visible").first).to_be_visible()


def test_names_and_thoughts_of_strangers_are_shown_as_they_are(watch: Watch, served: App) -> None:
    store = Store.open(served.folder)
    record = planted.hostile(store)
    store.close()
    seen = watch(record, seat="all")
    names = list(record.header.names)
    switch = seen.player.get_by_role("group", name="Seen by").get_by_role("button")
    assert switch.locator(".name").all_inner_texts() == ["The table", *names, "Everything"]
    first = {step.traces[0].seat: step.number for step in reversed([*as_seen(record, ANALYST)]) if step.traces}
    assert first.keys() == {0, 1, 2, 3}
    for seat, number in first.items():
        seen.open(seat="all", step=number)
        expect(seen.now.locator(".voice").first).to_contain_text(names[seat])
        expect(seen.now.locator(".line").first).to_contain_text(names[seat])
    seen.press("End")
    for name in names:
        expect(seen.player.locator(".outcome")).to_contain_text(name)
    for tag in ("img", "script", "strong", "em", "a[href]", "iframe"):
        expect(seen.player.locator(tag)).to_have_count(0)
    seen.page.wait_for_load_state("networkidle")


def test_a_running_match_shows_what_everybody_saw_and_grows(watch: Watch, served: App) -> None:
    store = Store.open(served.folder)
    record = arranged.whole(*arranged.seats(arranged.GUEST))
    header = arranged.running(store)
    seen = watch(Record(header, ()), seat="all")
    seen.is_(seat="public")
    expect(seen.player.locator(".notice")).to_contain_text("opens when the match has ended")
    expect(seen.page.get_by_role("link", name="Watch it live at the table")).to_be_visible()
    expect(seen.player.get_by_role("group", name="Seen by").get_by_role("button")).to_have_count(1)
    steps = seen.steps
    seen.press("End")
    expect(seen.player.locator(".outcome")).to_be_hidden()
    for step in record.steps[4:7]:
        store.append(header.id, step)
    store.close()
    seen.button("Fetch what has happened since").click()
    seen.is_(steps=steps + 3, step=steps)
    for seat in ("1", "3", "all"):
        answer = seen.page.request.get(f"{served.url}/api/matches/{header.id}/frames?seat={seat}")
        assert answer.status == 403
        assert list(json.loads(answer.body())) == ["error"]


def test_a_match_that_has_just_been_opened_has_nothing_to_show_yet(watch: Watch, served: App) -> None:
    record = arranged.whole(*arranged.seats(arranged.GUEST))
    header = replace(record.header, id=fresh_id(), steps=0, ended=None, outcome=None)
    store = Store.open(served.folder)
    store.create(header)
    seen = watch(Record(header, ()))
    seen.is_(steps=0)
    expect(seen.player.get_by_text("Nothing has happened yet.")).to_be_visible()
    seen.press("ArrowRight", "Space", "End")
    for step in record.steps[:3]:
        store.append(header.id, step)
    store.close()
    seen.button("Fetch what has happened since").click()
    seen.is_(step=1, state="ready")
    expect(seen.player.get_by_text("Nothing has happened yet.")).to_be_hidden()


def test_a_match_of_other_rules_is_told_in_lines(watch: Watch, served: App, recorded: Record) -> None:
    store = Store.open(served.folder)
    old = Record(replace(recorded.header, id="0lder00001", version=99), recorded.steps)
    store.save(old)
    store.close()
    seen = watch(old, seat="all", step=3)
    expect(seen.player.get_by_text("Only what happened is told, without the cards on the table")).to_be_visible()
    expect(seen.player.locator(".picture svg")).to_have_count(0)
    expect(seen.now.locator(".line").first).to_be_visible()
    expect(seen.now.locator(".voice").first).to_be_visible()
