"""In real Chromium: a kept match is stepped through and played, and the address leads back to every step."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from games.liars_bar.events import Revealed, RoundStarted
from replays.record import Record
from tests.app import watcher
from tests.app.serving import App, Person
from tests.app.watcher import FRAMES, Watch, steps_with


@pytest.fixture
def watch(visit: Callable[..., Person]) -> Iterator[Watch]:
    yield from watcher.watchers(visit)


@pytest.fixture(scope="module")
def played(served: App) -> Record:
    return watcher.played(served)


@pytest.fixture(scope="module")
def recorded(served: App) -> Record:
    return watcher.recorded(served)


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
    first, second, third = steps_with(played, RoundStarted)[:3]
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
    second = steps_with(played, RoundStarted)[1]
    for name, step in (
        ("One step on", 2),
        ("Last step", seen.steps),
        ("First step", 1),
        ("One round on", steps_with(played, RoundStarted)[0]),
        ("One round on", second),
        ("One step back", second - 1),
        ("One round back", steps_with(played, RoundStarted)[0]),
    ):
        seen.button(name).click()
        seen.is_(step=step)
    # A press on a button with Space does what the button says, and does not play as well.
    seen.button("One step on").focus()
    seen.press("Space")
    seen.is_(step=steps_with(played, RoundStarted)[0] + 1, playing="false")


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
    shown = steps_with(played, Revealed)[0]
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


def test_less_movement_plays_without_any(watch: Watch, played: Record) -> None:
    shown = steps_with(played, Revealed)[0]
    seen = watch(played, step=shown - 1, still=True)
    seen.button("Play").click()
    seen.is_(step=shown)
    assert seen.player.locator(".showdown .reveal").get_attribute("data-beat") == "3"
    moving = "root => root.getAnimations({ subtree: true }).filter(one => one.effect.getTiming().duration > 0).length"
    assert seen.player.evaluate(moving) == 0


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
    seen.is_(seat="all", state="ready")
    seen.is_(step=seen.steps)
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
