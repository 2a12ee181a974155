"""In real Chromium: a kept match is stepped through, played and seen from every side; nothing in it is believed."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from app.commands.simulate import play
from app.seating import scripted_seats
from games.core import ANALYST
from games.liars_bar.events import RoundStarted
from games.registry import GAMES
from replays.importers.bring_in import bring_in
from replays.record import Record, fresh_id
from replays.replay import as_seen
from replays.store import Store
from tests.app import arranged, planted
from tests.app.serving import App, Person
from tests.replays import foreign

FRAMES = re.compile(r"/api/matches/[^/]+/frames\?seat=(.+)$")
SEED = 28
"""A match of 89 steps with calls, calls by the house, remarks, empty chambers and deaths."""
MARKS = {"call": "Called", "house": "HouseCalled", "empty": "Shot", "death": "Shot"}


@dataclass
class Watcher:
    """Somebody in front of the player."""

    person: Person
    match: str

    @property
    def page(self) -> Page:
        return self.person.page

    @property
    def player(self) -> Locator:
        return self.page.locator(".player")

    def open(self, **where: object) -> "Watcher":
        query = "".join(f"&{name}={value}" for name, value in where.items())
        self.page.goto(f"{self.person.app.url}/watch?match={self.match}{query}")
        self.is_(state="ready")
        return self

    def is_(self, **data: object) -> None:
        for name, value in data.items():
            expect(self.player).to_have_attribute(f"data-{name}", str(value))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.player.get_by_role("button", name=name, exact=True)

    @property
    def slider(self) -> Locator:
        return self.player.get_by_role("slider")

    @property
    def now(self) -> Locator:
        """The current step in the ledger."""
        return self.player.locator("li[data-row][aria-current=step]")

    @property
    def steps(self) -> int:
        return int(self.player.get_attribute("data-steps") or 0)

    def at_address(self, **where: object) -> None:
        """Until the address says so; it follows a moment later."""
        for name, value in where.items():
            self.page.wait_for_url(re.compile(rf"[?&]{name}={value}(&|$)"))


Watch = Callable[..., Watcher]


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
def played(served: App) -> Record:
    """A match of scripted players with points, calls, and shots."""
    seats = scripted_seats(("random", "honest", "bold", "counting"))
    playing = play(GAMES["liars_bar"], "paper", seats, SEED, seed_known=False)
    # Playwright has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as thread:
        record, *_ = thread.submit(asyncio.run, playing).result()
    store = Store.open(served.folder)
    store.save(record)
    store.close()
    return record


@pytest.fixture
def watch(visit: Callable[..., Person]) -> Iterator[Watch]:
    """Open a match; whatever was sent to the browser by the route is in `person.received` too."""
    watchers: list[Watcher] = []

    def come(record: Record, still: bool = True, **where: object) -> Watcher:
        person = visit(reduced_motion="reduce" if still else "no-preference")
        person.page.on("response", lambda answer: keep(person, answer))
        watchers.append(Watcher(person, record.header.id))
        return watchers[-1].open(**where)

    yield come
    for watcher in watchers:
        assert (watcher.person.foreign, watcher.person.alarms) == ([], [])


def keep(person: Person, answer: Response) -> None:
    if FRAMES.search(answer.url):
        person.received.append(answer.body())


def rounds(record: Record) -> list[int]:
    """The steps, as everybody counts them, with which a round begins."""
    steps = as_seen(record, None)
    return [step.number for step in steps if any(isinstance(event, RoundStarted) for event in step.events)]


def test_a_deep_link_opens_at_its_step_and_seat_and_plays_nothing(watch: Watch, recorded: Record) -> None:
    seen = watch(recorded, seat="2", step=9)
    seen.is_(step=9, seat="2", playing="false")
    expect(seen.button(recorded.header.names[1])).to_have_attribute("aria-pressed", "true")
    name = recorded.header.names[1]
    expect(seen.player.get_by_text(f"What {name} saw and knew, and what it thought.")).to_be_visible()
    expect(seen.player.get_by_text(re.compile(f"^9 of {seen.steps}$"))).to_be_visible()
    expect(seen.slider).to_have_attribute("aria-valuenow", "9")
    expect(seen.now).to_contain_text("9, now")
    seen.page.wait_for_timeout(2500)
    seen.is_(step=9, playing="false")


def test_keys_step_jump_and_go_to_the_ends(watch: Watch, played: Record) -> None:
    seen = watch(played)
    first, second, third = rounds(played)[:3]
    last = seen.steps
    for key, step in (
        ("ArrowRight", 2),
        ("ArrowRight", 3),
        ("ArrowLeft", 2),
        ("End", last),
        ("ArrowRight", last),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("]", first),
        ("]", second),
        ("]", third),
        ("ArrowRight", third + 1),
        ("[", third),
        ("[", second),
    ):
        seen.press(key)
        seen.is_(step=step)
    seen.at_address(step=second, seat="public")
    # A key that belongs to something else is left to it.
    seen.press("Control+ArrowRight", "Alt+Home")
    seen.is_(step=second)


def test_buttons_do_what_the_keys_do(watch: Watch, played: Record) -> None:
    seen = watch(played)
    second = rounds(played)[1]
    for name, step in (
        ("One step on", 2),
        ("Last step", seen.steps),
        ("First step", 1),
        ("One round on", rounds(played)[0]),
        ("One round on", second),
        ("One step back", second - 1),
        ("One round back", rounds(played)[0]),
    ):
        seen.button(name).click()
        seen.is_(step=step)
    # A press on a button with Space does what the button says, and does not play as well.
    seen.button("One step on").focus()
    seen.press("Space")
    seen.is_(step=rounds(played)[0] + 1, playing="false")


def test_the_slider_is_dragged_and_says_where_it_is(watch: Watch, played: Record) -> None:
    seen = watch(played, step=2)
    lane = seen.player.locator(".lane").bounding_box()
    assert lane is not None
    middle = lane["y"] + lane["height"] / 2

    def over(step: int) -> float:
        return lane["x"] + lane["width"] * (step - 1) / (seen.steps - 1)

    seen.page.mouse.move(over(23), middle)
    seen.page.mouse.down()
    seen.is_(step=23)
    seen.page.mouse.move(over(50), middle + 60, steps=12)
    seen.is_(step=50)
    seen.page.mouse.move(lane["x"] + 2 * lane["width"], middle)
    seen.is_(step=seen.steps)
    seen.page.mouse.up()
    seen.page.mouse.move(lane["x"], middle)
    seen.is_(step=seen.steps)

    expect(seen.slider).to_be_focused()
    said = seen.slider.get_attribute("aria-valuetext") or ""
    assert said.startswith(f"Step {seen.steps} of {seen.steps}, round ")
    assert seen.now.locator(".line span").first.inner_text() in said
    seen.press("PageDown")
    seen.is_(step=seen.steps - 10)
    seen.press("ArrowUp", "ArrowLeft", "ArrowLeft")
    seen.is_(step=seen.steps - 11)


def test_every_moment_is_named_and_leads_to_its_step(watch: Watch, played: Record) -> None:
    happened = [
        (step.number, type(event).__name__)
        for step in as_seen(played, None)
        for event in step.events
        if type(event).__name__ in MARKS.values()
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
    assert len(groups) >= 8


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


def test_it_plays_pauses_and_stops_at_the_end(watch: Watch, played: Record) -> None:
    seen = watch(played, step=5)
    seen.button("4×").click()
    seen.press("Escape")
    seen.slider.focus()
    seen.press("Space")
    seen.is_(playing="true")
    expect(seen.player).to_have_attribute("data-step", re.compile("^(6|7|8|9)$"))
    seen.press("Space")
    seen.is_(playing="false")
    step = seen.player.get_attribute("data-step")
    seen.page.wait_for_timeout(900)
    seen.is_(step=step)
    # Whoever steps while it plays takes it in hand.
    seen.button("Play").click()
    seen.press("ArrowLeft")
    seen.is_(playing="false")

    seen.open(step=seen.steps - 1)
    seen.button("4×").click()
    seen.button("Play").click()
    seen.is_(step=seen.steps, playing="false")
    seen.button("Play").click()
    seen.is_(playing="true", step=1)
    seen.press("End")
    seen.is_(playing="false", step=seen.steps)


def test_a_showdown_is_played_and_gives_way_at_once(watch: Watch, played: Record) -> None:
    shown = next(s.number for s in as_seen(played, None) if any(type(e).__name__ == "Revealed" for e in s.events))
    seen = watch(played, step=shown - 1, still=False)
    reveal = seen.player.locator(".showdown .reveal")
    seen.button("Play").click()
    seen.is_(step=shown)
    expect(reveal).to_have_attribute("data-beat", re.compile("[012]"))
    # The ledger does not run ahead of it.
    expect(seen.now).to_have_attribute("data-row", str(shown - 1))
    reveal.click()
    expect(reveal).to_have_attribute("data-beat", "3")
    expect(seen.now).to_have_attribute("data-row", str(shown))
    seen.is_(step=shown, playing="true")
    seen.press("ArrowRight")
    seen.is_(step=shown + 1, playing="false")
    expect(reveal).to_have_count(0)
    # Stepped to, it stands as it ended, without having moved.
    seen.press("ArrowLeft")
    expect(reveal).to_have_attribute("data-beat", "3")
    expect(reveal).to_have_class(re.compile("still"))
    expect(seen.now).to_have_attribute("data-row", str(shown))
    seen.button("Table").click()
    expect(reveal).to_have_count(0)
    expect(seen.player.get_by_role("img", name=re.compile("^Round|^The match"))).to_be_visible()
    seen.button("Showdown").click()
    expect(reveal).to_be_visible()


def test_the_last_step_says_who_won_and_only_everything_tells_the_lies(watch: Watch, played: Record) -> None:
    outcome = played.header.outcome
    assert outcome is not None
    seen = watch(played)
    expect(seen.player.locator(".outcome")).to_be_hidden()
    seen.press("End")
    end = seen.player.locator(".outcome")
    expect(end.get_by_role("heading")).to_have_text(re.compile(played.header.names[outcome.winners[0]]))
    for name in played.header.names:
        expect(end.locator(".seat").filter(has_text=name)).to_be_visible()
    expect(end.locator("details")).to_have_count(0)
    seen.button("Everything").click()
    seen.is_(seat="all", state="ready", step=seen.steps)
    end.locator("summary").click()
    lies = end.locator("details li")
    assert end.locator("summary").inner_text() == f"Lies told ({lies.count()})"
    assert lies.count() > 2
    assert f"{played.header.seed:032x}" in end.inner_text()
    seen.press("ArrowLeft")
    expect(end).to_be_hidden()


@pytest.mark.parametrize("step", ["0", "9999", "-1", "two", "1.5", "1e3", "<img src=x>"])
def test_a_step_that_is_none_is_told_and_the_first_shown(watch: Watch, played: Record, step: str) -> None:
    seen = watch(played, step=step)
    seen.is_(step=1)
    notice = seen.player.locator(".notice")
    expect(notice).to_have_text(f"There is no step “{step}” here. This match has steps 1 to {seen.steps}.")
    seen.press("ArrowRight")
    expect(notice).to_be_hidden()


def test_a_seat_that_is_none_is_told(watch: Watch, played: Record) -> None:
    seen = watch(played, seat="17", step=4)
    seen.is_(seat="public", step=4)
    expect(seen.player.locator(".notice")).to_contain_text("“17” is no viewpoint of this match")


def test_the_address_leads_back_and_so_do_back_and_forward(watch: Watch, played: Record) -> None:
    seen = watch(played, seat="all", step=4, other="kept")
    entries = seen.page.evaluate("history.length")
    seen.press("ArrowRight", "ArrowRight")
    seen.at_address(step=6, other="kept", seat="all")
    assert seen.page.evaluate("history.length") == entries
    seen.page.get_by_role("link", name="Matches").click()
    expect(seen.page.get_by_role("heading", name="Matches", exact=True)).to_be_visible()
    expect(seen.player).to_have_count(0)
    seen.page.keyboard.press("ArrowRight")
    seen.page.go_back()
    seen.is_(state="ready", step=6, seat="all")
    seen.press("ArrowRight")
    seen.is_(step=7)
    seen.page.go_forward()
    expect(seen.player).to_have_count(0)
    seen.page.wait_for_timeout(400)
    assert "step=" not in seen.page.url


def test_a_player_that_has_lost_the_address_leaves_it_alone(watch: Watch, played: Record) -> None:
    seen = watch(played, step=4)
    seen.page.evaluate("history.replaceState(history.state, '', '/elsewhere')")
    seen.press("ArrowRight")
    seen.is_(step=5)
    seen.page.wait_for_timeout(600)
    assert seen.page.url.endswith("/elsewhere")


def test_a_page_that_is_run_again_stays_where_one_is(watch: Watch, played: Record) -> None:
    seen = watch(played, seat="1", step=4, still=False)
    # Streamlit calls every component anew when the theme changes, with what the page was asked for at first.
    seen.press("ArrowRight")
    seen.page.emulate_media(color_scheme="light")
    seen.page.wait_for_timeout(600)
    seen.is_(seat="1", step=5)
    seen.button("Everything").click()
    seen.is_(seat="all", step=5, state="ready")
    # And so it does when the page is run again; what plays is not disturbed.
    seen.button("0.5×").click()
    seen.button("Play").click()
    seen.is_(step=6)
    seen.at_address(seat="all", step=6)
    before = len(seen.person.received)
    seen.press("r")
    while len(seen.person.received) < before + 4:
        seen.page.wait_for_timeout(50)
    seen.person.settle()
    seen.page.wait_for_timeout(600)
    seen.is_(seat="all", state="ready", playing="true")


def test_the_link_to_a_step_is_copied_or_shown(watch: Watch, played: Record) -> None:
    seen = watch(played, step=3)
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.button("Everything").click()
    seen.is_(seat="all", state="ready")
    seen.button("Copy link to this step").click()
    expect(seen.player.get_by_text("The link is copied.")).to_be_visible()
    link = seen.page.evaluate("navigator.clipboard.readText()")
    assert link == f"{seen.person.app.url}/watch?match={played.header.id}&step=3&seat=all"
    seen.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    seen.press("ArrowRight")
    seen.button("Copy link to this step").click()
    expect(seen.player.get_by_role("textbox")).to_have_value(link.replace("step=3", "step=4"))


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


def test_what_cannot_be_fetched_is_told_and_can_be_tried_again(watch: Watch, played: Record) -> None:
    seen = watch(played, step=5)
    seen.page.route(FRAMES, lambda route: route.abort())
    seen.button("Everything").click()
    seen.is_(state="error", seat="public", step=5)
    expect(seen.player.get_by_role("alert")).to_contain_text("The match cannot be shown just now.")
    seen.page.unroute(FRAMES)
    seen.button("Try again").click()
    seen.is_(state="ready", seat="all", step=5)
    expect(seen.player.get_by_role("alert")).to_be_empty()


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


def test_less_movement_plays_without_any(watch: Watch, played: Record) -> None:
    shown = next(s.number for s in as_seen(played, None) if any(type(e).__name__ == "Revealed" for e in s.events))
    seen = watch(played, step=shown - 1, still=True)
    seen.button("Play").click()
    seen.is_(step=shown)
    assert seen.player.locator(".showdown .reveal").get_attribute("data-beat") == "3"
    moving = "root => root.getAnimations({ subtree: true }).filter(one => one.effect.getTiming().duration > 0).length"
    assert seen.player.evaluate(moving) == 0


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
