"""In real Chromium: beside a thought one reads how the model was asked for it, and nothing of it is obeyed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from games.core import ANALYST
from replays.record import Record, Seating, Stop, fresh_id
from replays.replay import as_seen
from tests.app import planted, questioned, watcher
from tests.app.serving import App, Person
from tests.app.watcher import Watch, Watcher

CALLS = re.compile(r"/api/matches/[^/]+/calls\?")
UNFOLD = "node => node.querySelectorAll('details').forEach(one => (one.open = true))"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def watch(visit: Callable[..., Person]) -> Iterator[Watch]:
    yield from watcher.watchers(visit)


@pytest.fixture(scope="module")
def asked(served: App) -> Record:
    record = questioned.played()
    watcher.keep(served, record)
    return record


def step_of(record: Record, tries: int) -> int:
    """The first step at which somebody was asked so often."""
    return next(step.number for step in as_seen(record, ANALYST) if len(step.calls) == tries)


def way(seen: Watcher) -> Locator:
    return seen.now.get_by_role("button", name=re.compile("^How it was asked"))


def dialog(seen: Watcher) -> Locator:
    return seen.player.get_by_role("dialog")


def test_every_try_of_a_decision_can_be_read(watch: Watch, asked: Record) -> None:
    seen = watch(asked, seat="all", step=step_of(asked, 2))
    expect(seen.now.locator(".way")).to_contain_text("2 tries, 2,480 tokens, 0.8 s")
    way(seen).click()
    panel = dialog(seen)
    expect(panel.get_by_role("heading", name="How Otis was asked for a move")).to_be_visible()
    first, second = panel.get_by_role("region", name="Try 1"), panel.get_by_role("region", name="Try 2")
    expect(first).to_contain_text("What was wrong: Otis’s answer could not be read.")
    expect(first).to_contain_text("line 1 column 3")
    expect(first).to_contain_text("#asked-1-1#")
    expect(first.locator(".reply")).to_have_text("#first-1-1# ")
    expect(second.locator(".reply")).to_have_text('{"move": "#reply-1-1#"}')
    expect(second).to_contain_text("As before, with the same 2 messages first.")
    expect(second).not_to_contain_text("#asked-1-1#")
    expect(panel).to_contain_text("hosted_vllm/Qwen/Qwen3-8B")
    expect(panel).to_contain_text("1,200 read (900 known from before), 40 written (12 of them thinking)")
    expect(panel.locator(".heard").first).to_contain_text("it was asked for this")
    expect(panel.locator(".heard").nth(1)).to_contain_text("the model’s own thinking, as its provider gave it")
    # A long prompt is folded, and nothing of it is laid out before somebody wants to read it.
    rules = first.locator("details").filter(has_text="What it was told first")
    expect(rules).not_to_contain_text("The rules of the game")
    rules.locator("summary").click()
    expect(rules.locator(".raw")).to_contain_text("The rules of the game, and how to answer.")
    rules.get_by_role("button", name=re.compile(r"^Read on \(2\d\d characters more\)$")).click()
    assert rules.locator(".raw").text_content() == questioned.SYSTEM
    expect(rules.get_by_role("button")).to_be_hidden()
    # What only says something to whoever knows the models' own interface is out of the way.
    expect(first.get_by_text("temperature 0.7, seed 1")).to_be_hidden()
    first.get_by_text("For those who check").click()
    expect(first.get_by_text("temperature 0.7, seed 1")).to_be_visible()


def test_it_is_reached_and_left_by_keyboard_and_no_key_steps_meanwhile(watch: Watch, asked: Record) -> None:
    step = step_of(asked, 2)
    seen = watch(asked, seat="all", step=step)
    way(seen).focus()
    seen.press("Enter")
    expect(dialog(seen).get_by_role("button", name="Close")).to_be_focused()
    seen.press("ArrowRight", "]", "End")
    seen.is_(step=step)
    seen.press("Escape")
    expect(dialog(seen)).to_have_count(0)
    expect(way(seen)).to_be_focused()
    seen.press("ArrowRight")
    seen.is_(step=step + 1)


def test_opening_stops_what_plays(watch: Watch, asked: Record) -> None:
    seen = watch(asked, seat="all", step=step_of(asked, 2))
    seen.button("0.5×").click()
    seen.button("Play").click()
    seen.is_(playing="true")
    way(seen).click()
    seen.is_(playing="false")


def test_only_who_may_read_a_decision_is_led_to_it(watch: Watch, asked: Record) -> None:
    seen = watch(asked, seat="public", step=step_of(asked, 2))
    expect(way(seen)).to_have_count(0)
    seen.button("Otis").click()
    seen.is_(seat="2", state="ready")
    asks = []
    seen.page.on("request", lambda request: asks.append(request.url) if CALLS.search(request.url) else None)
    for _ in range(seen.steps):
        if way(seen).count():
            break
        seen.press("ArrowRight")
    way(seen).click()
    expect(dialog(seen).locator(".try")).not_to_have_count(0)
    assert len(asks) == 1
    assert "seat=2" in asks[0]


def test_a_forced_move_without_a_thought_shows_why(watch: Watch, asked: Record) -> None:
    seen = watch(asked, seat="all", step=step_of(asked, 3))
    expect(seen.now).to_contain_text("Otis took too long to answer. The table acted for Otis.")
    expect(seen.now.locator(".thought")).to_have_count(0)
    way(seen).click()
    expect(dialog(seen).get_by_text("It sent nothing back.")).to_have_count(3)
    expect(dialog(seen).get_by_text("The same once more.")).to_have_count(2)


def test_what_cannot_be_fetched_is_told_and_can_be_tried_again(watch: Watch, asked: Record) -> None:
    seen = watch(asked, seat="all", step=step_of(asked, 2))
    seen.page.route(CALLS, lambda route: route.abort())
    way(seen).click()
    expect(dialog(seen).get_by_role("alert")).to_have_text("This cannot be fetched just now. Nothing is lost.")
    seen.page.unroute(CALLS)
    dialog(seen).get_by_role("button", name="Try again").click()
    expect(dialog(seen).get_by_role("region", name="Try 2")).to_be_visible()


HARM = "<img src=x onerror=alert(1)><script>alert(2)</script>${alert(3)} ![x](http://elsewhere.example/x.png)"


def test_no_word_of_a_model_is_obeyed(watch: Watch, served: App) -> None:
    seats = [Seating(planted.HOSTILE[n], one.kind, HARM, one.settings) for n, one in enumerate(questioned.seated())]
    record = questioned.played(*seats, hostile=HARM)
    evil = questioned.called(0, 1).messages[1]._replace(role=HARM, content=HARM)
    steps = [
        replace(
            step,
            calls=tuple(
                replace(call, messages=(evil,), schema=HARM, asked=HARM, finish=HARM, settings={HARM: HARM})
                for call in step.calls
            ),
        )
        for step in record.steps
    ]
    record = Record(replace(record.header, id=fresh_id()), tuple(steps))
    watcher.keep(served, record)
    seen = watch(record, seat="all", step=step_of(record, 2))
    way(seen).click()
    panel = dialog(seen)
    for part in ("role", "reply", "heard"):
        where = {"role": "summary", "reply": ".reply", "heard": ".heard"}[part]
        expect(panel.locator(where).first).to_contain_text("onerror=alert(1)")
    panel.evaluate(UNFOLD)
    assert "".join(panel.locator(".try").first.locator(".figures").all_inner_texts()).count("<script>") >= 4
    for tag in ("img", "script", "strong", "em", "a[href]", "iframe"):
        expect(panel.locator(tag)).to_have_count(0)
    seen.press("Escape", "End")
    expect(seen.player.locator(".used")).to_contain_text("onerror=alert(1)")
    for tag in ("img", "script", "strong", "em", "a[href]", "iframe"):
        expect(seen.player.locator(tag)).to_have_count(0)
    seen.page.wait_for_load_state("networkidle")


SLOWEST = """async () => {
  const all = root => [...root.querySelectorAll('*')];
  const roots = root => [root, ...all(root).flatMap(one => one.shadowRoot ? roots(one.shadowRoot) : [])];
  const reply = roots(document).map(root => root.querySelector('dialog .reply')).find(Boolean);
  const more = reply.parentElement.querySelector('button');
  let slowest = 0;
  while (!more.hidden) {
    const before = performance.now();
    more.click();
    reply.closest('dialog').scrollHeight;
    slowest = Math.max(slowest, performance.now() - before);
  }
  return slowest;
}"""


@pytest.mark.parametrize("text", ["Z" + "\u0301" * 199_999, "word and word. " * 6_000 + "\n\u202e" + "שלום" * 27_000])
def test_a_page_does_not_stop_at_the_longest_reply(watch: Watch, served: App, text: str) -> None:
    record = questioned.played()
    number = step_of(record, 1)
    seq = next(step.seq for step in as_seen(record, ANALYST) if step.number == number)
    steps = [
        replace(step, calls=(replace(step.calls[0], reply=text),), traces=(replace(step.traces[0], text=text),))
        if step.seq == seq
        else step
        for step in record.steps
    ]
    record = Record(replace(record.header, id=fresh_id()), tuple(steps))
    watcher.keep(served, record)
    seen = watch(record, seat="all", step=number)
    seen.now.get_by_role("button", name="Read all of it").click()
    way(seen).click()
    expect(dialog(seen).locator(".reply")).to_be_visible()
    # Laid out as one paragraph, the first of these takes a minute and a half.
    assert seen.page.evaluate(SLOWEST) < 2000
    assert dialog(seen).locator(".reply").text_content() == text
    assert seen.now.locator(".voice").text_content() == text
    assert dialog(seen).evaluate("node => node.scrollWidth <= node.clientWidth")


def test_a_stopped_match_says_so_where_it_ends(watch: Watch, served: App) -> None:
    record = questioned.stopped(questioned.played(), Stop.TOKENS)
    watcher.keep(served, record)
    seen = watch(record, seat="all")
    seen.press("End")
    end = seen.player.locator(".outcome")
    expect(end.get_by_role("heading", name="The limit for tokens is reached")).to_be_visible()
    expect(end).to_contain_text("Nobody has won.")
    expect(end.locator(".won")).to_have_count(0)
    expect(end.locator(".used")).to_contain_text("All together:")
    expect(seen.player.get_by_role("button", name="Fetch what has happened since")).to_have_count(0)


def test_axe_finds_nothing_in_it(watch: Watch, asked: Record) -> None:
    seen = watch(asked, seat="all", step=step_of(asked, 2))
    way(seen).click()
    expect(dialog(seen).locator(".try").first).to_be_visible()
    dialog(seen).evaluate(UNFOLD)
    assert found(seen) == []
    seen.page.set_viewport_size(PHONE)
    seen.page.emulate_media(color_scheme="light")
    assert found(seen) == []
    assert dialog(seen).evaluate("node => node.scrollWidth <= node.clientWidth")
    for button in dialog(seen).get_by_role("button").filter(visible=True).all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
    seen.press("Escape", "End")
    expect(seen.player.locator(".used")).to_be_visible()
    assert found(seen) == []


def found(seen: Watcher) -> list[str]:
    violations = Axe().run(seen.page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations if one["impact"] != "minor"]
