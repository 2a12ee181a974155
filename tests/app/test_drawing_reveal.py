"""In real Chromium: a showdown in four beats, ended early, without movement, and the sounds that go with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.app import scenes_sample as sample
from tests.app.drawing import Json, opened

HOSTILE = "<img src=x onerror=alert(1)>"
START = """(data) => {
  window.heard = [];
  const begun = performance.now();
  window.playing = reveal.reveal(here, data, {
    words: { worth: "What it was worth", standing: "Standing" },
    sound: { play: (name) => heard.push([name, performance.now() - begun]) },
  });
  window.took = playing.done.then(() => performance.now() - begun);
}"""
SEEN = """() => {
  const shown = (node) => getComputedStyle(node).visibility === "visible";
  const all = (selector) => [...here.querySelectorAll(selector)];
  return {
    beat: here.querySelector("[aria-current]")?.textContent ?? null,
    up: all("figure.up").length,
    captions: all("figcaption b").filter(shown).length,
    result: all(".result").some(shown),
    chance: all(".chance").some(shown),
    notes: all(".beats .note").filter(shown).length,
    after: all(".after ul").some(shown),
    stopped: getComputedStyle(here.querySelector(".pulled") ?? here).visibility === "visible",
  };
}"""
STANDING = {"captions": 2, "result": True, "chance": True, "notes": 4, "after": True, "stopped": True, "up": 2}
MOVING = "() => here.firstChild.getAnimations({ subtree: true }).length"
PLACES = """() => [...here.querySelectorAll("h2, h3, p, li, figcaption, b")].map((node) => {
  const box = node.getBoundingClientRect();
  return [node.textContent, box.x, box.y, box.width, box.height].join(" ");
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    with opened(browser, reduced_motion="reduce", viewport={"width": 390, "height": 800}) as page:
        yield page


def sounds(page: Page) -> list[str]:
    return page.evaluate("() => heard.map(([name]) => name)")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (sample.showdown(2), ["knock", "card", "card", "cylinder", "click"]),
        (sample.showdown(5, dead=True), ["knock", *["card"] * 5, "cylinder", "thud"]),
        (sample.showdown(1, shot=False, points=False), ["knock", "card"]),
    ],
    ids=["click", "death", "nobody pulls"],
)
def test_four_beats_in_their_time(page: Page, data: Json, expected: list[str]) -> None:
    page.evaluate(START, data)
    took = page.evaluate("() => took")
    assert 1500 < took <= 3600
    assert sounds(page) == expected
    seen = page.evaluate(SEEN)
    assert seen["beat"].startswith("Points")
    assert (seen["up"], seen["notes"], seen["result"], seen["after"]) == (len(data["cards"]), 4, True, True)


def test_the_beats_are_never_longer_than_told(page: Page) -> None:
    times = page.evaluate(
        "(all) => all.map((data) => reveal.timetable(data).map(({ at, beat }) => [at, beat]))",
        [sample.showdown(count) for count in range(1, 7)],
    )
    for count, moments in enumerate(times, start=1):
        at = [moment[0] for moment in moments]
        assert at == sorted(at)
        assert at[-1] <= 3500
        assert [moment[1] for moment in moments] == [0, *[1] * count, 2, 2, 3]
    assert times[2] == [[0, 0], [400, 1], [900, 1], [1400, 1], [2600, 2], [3120, 2], [3400, 3]]


def test_nothing_is_told_before_its_beat(browser: Browser) -> None:
    with opened(browser) as page:
        page.clock.install(time=0)
        page.clock.pause_at(1000)
        page.evaluate(START, sample.showdown(2))
        at, now = {}, 0
        for moment in (10, 600, 1200, 2250, 2700):
            page.clock.run_for(moment - now)
            at[moment], now = page.evaluate(SEEN), moment
    nothing = {"captions": 0, "result": False, "chance": False, "notes": 1, "after": False, "stopped": False, "up": 0}
    assert at[10] | {"beat": ""} == nothing | {"beat": ""}
    assert at[600] | {"beat": ""} == nothing | {"captions": 1, "up": 1, "beat": ""}
    assert at[1200] | {"beat": ""} == nothing | {"captions": 2, "up": 2, "notes": 2, "beat": ""}
    assert at[2250] | {"beat": ""} == nothing | {"captions": 2, "up": 2, "notes": 2, "chance": True, "beat": ""}
    assert at[2700] | {"beat": ""} == STANDING | {"notes": 3, "after": False, "beat": ""}
    assert [at[moment]["beat"].split("note")[0] for moment in at] == [
        "Call",
        "Cards up",
        "Cards up",
        "Trigger",
        "Trigger",
    ]


def test_it_can_be_ended_at_once(page: Page) -> None:
    page.evaluate(START, sample.showdown(2))
    page.wait_for_timeout(500)
    took = page.evaluate("() => (playing.skip(), took)")
    assert took < 1500
    assert page.evaluate(SEEN) | {"beat": ""} == STANDING | {"beat": ""}
    assert page.evaluate(MOVING) == 0
    heard = sounds(page)
    page.wait_for_timeout(700)
    assert sounds(page) == heard == ["knock", "card"]
    page.evaluate("() => playing.skip()")
    assert page.evaluate(SEEN) | {"beat": ""} == STANDING | {"beat": ""}


def test_where_nothing_may_move_the_end_stands_within_one_frame(still: Page) -> None:
    still.evaluate(START, sample.showdown(2))
    still.evaluate("() => new Promise(requestAnimationFrame)")
    assert still.evaluate(MOVING) == 0
    assert still.evaluate(SEEN) | {"beat": ""} == STANDING | {"beat": ""}
    assert still.evaluate("() => took") < 100
    assert sounds(still) == ["click"]


def test_one_may_ask_for_the_end_at_once(page: Page) -> None:
    page.evaluate("(data) => (window.playing = reveal.reveal(here, data, { still: true }))", sample.showdown(2))
    assert page.evaluate(SEEN) | {"beat": ""} == STANDING | {"beat": ""}
    assert page.evaluate("() => here.querySelectorAll('h3').length") == 0


@pytest.mark.parametrize("width", [358, 800, 1100])
def test_no_text_moves_while_it_plays(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(START, sample.showdown(3))
    before = page.evaluate(PLACES)
    page.evaluate("() => playing.skip()")
    assert page.evaluate(PLACES) == before
    assert len(before) > 20
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1200, "height": 900})


def test_worth_and_standing_are_told(still: Page) -> None:
    data = sample.showdown(2, dead=True)
    data["standing"][2]["alive"] = False
    still.evaluate(START, data)
    rows = still.evaluate("() => [...here.querySelectorAll('.worth li')].map((row) => row.innerText.split(/\\n+/))")
    assert rows[3] == ["M", "Mara", "+2 called a lie", "+2"] or rows[3] == ["Mara", "+2 called a lie", "+2"]
    assert still.evaluate("() => here.querySelector('.standing .dead').innerText").split("\n")[-2:] == [
        "Juno",
        "4 points",
    ]
    assert still.evaluate("() => here.querySelector('.next').innerText") == "Juno pulled last and starts."
    assert still.evaluate("() => [...here.querySelectorAll('h3')].map((title) => title.innerText)") == [
        "What it was worth",
        "Standing",
    ]


def test_hostile_words_stay_words(still: Page) -> None:
    data = sample.showdown(2)
    data |= {"title": HOSTILE, "place": HOSTILE, "next": HOSTILE}
    data["said"]["text"] = HOSTILE
    data["shot"] |= {"who": HOSTILE, "word": HOSTILE, "after": HOSTILE, "chance": HOSTILE, "name": HOSTILE}
    data["worth"][0] |= {"name": HOSTILE, "lines": [HOSTILE], "points": HOSTILE}
    still.evaluate(START, data)
    still.wait_for_timeout(100)
    assert still.evaluate("() => [alerts, here.querySelectorAll('img').length]") == [0, 0]
    assert still.evaluate("() => here.textContent").count(HOSTILE) >= 10


RENDER = """async (name) => {
  const context = new OfflineAudioContext(1, 44100, 44100);
  sound.synthesise(context, name);
  const samples = (await context.startRendering()).getChannelData(0);
  let last = 0, peak = 0;
  samples.forEach((value, at) => {
    if (Math.abs(value) > 0.001) last = at;
    peak = Math.max(peak, Math.abs(value));
  });
  return [last / 44100, peak];
}"""


@pytest.mark.parametrize("name", ["card", "knock", "cylinder", "click", "thud"])
def test_every_sound_is_short_and_can_be_heard(page: Page, name: str) -> None:
    length, peak = page.evaluate(RENDER, name)
    assert 0.03 < length < 0.4
    assert 0.03 < peak <= 1
    assert page.evaluate("() => sound.NAMES").count(name) == 1


COUNT = """() => {
  window.begun = 0;
  window.AudioContext = class extends AudioContext {
    createGain() { window.begun += 1; return super.createGain(); }
  };
}"""


# What a test tells a page to do counts as a gesture, so the browser's word on that is given by hand.
GESTURE = """(yes) => Object.defineProperty(navigator, "userActivation",
  { value: { hasBeenActive: yes }, configurable: true })"""


def test_nothing_sounds_before_a_gesture_and_mute_is_remembered(browser: Browser) -> None:
    with opened(browser) as page:
        page.evaluate(COUNT)
        page.evaluate(GESTURE, False)
        page.evaluate("() => { window.made = sound.sounds(); made.play('card'); }")
        assert page.evaluate("() => begun") == 0
        page.evaluate(GESTURE, True)
        page.mouse.click(5, 5)
        page.evaluate("() => made.play('no such sound')")
        assert page.evaluate("() => begun") == 0
        page.evaluate("() => made.play('card')")
        page.wait_for_function("() => begun > 0")
        assert page.evaluate("() => [made.muted, made.toggle(), made.muted]") == [False, True, True]
        heard = page.evaluate("() => begun")
        page.evaluate("() => made.play('thud')")
        page.wait_for_timeout(100)
        assert page.evaluate("() => begun") == heard
        assert page.evaluate("() => [localStorage.getItem('undertable/mute'), sound.sounds().muted]") == ["1", True]
        assert page.evaluate("() => (made.toggle(), sound.sounds().muted)") is False


def test_a_browser_without_sound_or_storage_is_silent(browser: Browser) -> None:
    with opened(browser) as page:
        page.mouse.click(5, 5)
        page.evaluate(
            """() => {
              delete window.AudioContext;
              Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } });
              window.made = sound.sounds();
              made.play("card");
            }"""
        )
        assert page.evaluate("() => [made.muted, made.toggle(), made.toggle()]") == [False, True, False]
