"""In real Chromium: the board of Cleanup, its chart and its maps, drawn from scenes, read off as shapes and words."""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from app import watching
from games.words import words
from tests.app import cleanup_sample as sample
from tests.app import scenes_sample
from tests.app.drawing import Json, opened

COURSE = words("app")["player"]["browser"]["course"]
WIDTHS = (288, 358, 648, 808, 1900)
HOSTILE = "<img src=x onerror=alert(1)>"
DRAW = """async ([scene, width, low = 0]) => {
  const { boards, height } = await import("/browser/boards.js");
  const drawn = boards()(scene, width, low);
  here.replaceChildren(drawn);
  return [drawn.getBoundingClientRect().height, height(scene, width, low)];
}"""
CHART = """async ([words, frames, width]) => {
  const { chart } = await import("/browser/chart.js");
  window.made = chart(words, frames, width);
  here.replaceChildren(made.picture);
}"""
PLAYER = """async ([words, story]) => {
  const { mount } = await import("/browser/player.js");
  const stories = () => ({ get: async () => story, asked: async () => ({}), forget() {} });
  const address = () => ({ url: () => "#", write() {}, read: () => null, enter() {}, close() {} });
  here.replaceChildren();
  const asked = { match: "m1", seat: "all", step: "", room: "", view: "", notice: "", words };
  window.part = mount(here, asked, { stories, address });
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        page.add_style_tag(url="/browser/cleanup.css")
        yield page


def drawn(page: Page, scene: Json, width: int = 808, low: int = 0) -> tuple[float, float]:
    """How high it is, and how high it was said to be."""
    return tuple(page.evaluate(DRAW, [scene, width, low]))


def read(page: Page, selector: str, what: str = "node.textContent") -> list[Any]:
    """Something of each element there is, in the order in which they are drawn."""
    return page.evaluate(f"(selector) => [...here.querySelectorAll(selector)].map((node) => {what})", selector)


def boxes(page: Page, selector: str) -> list[tuple[float, float, float, float]]:
    where = "(({ x, y, right, bottom }) => [x, y, right, bottom])(node.getBoundingClientRect())"
    return [tuple(box) for box in read(page, selector, where)]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_hardest_boards_leave_nothing_outside_and_nobody_on_anybody(page: Page, width: int) -> None:
    for scene in (sample.usual(), sample.usual(you=None), *sample.hardest()):
        high, told = drawn(page, scene, width)
        assert high == told
        tokens = boxes(page, ".piece svg[data-shape]")
        assert len(tokens) == len(scene["seats"])
        for n, (x, y, right, bottom) in enumerate(tokens):
            assert x >= 0
            assert y >= 0
            assert right <= width
            assert bottom <= high
            for other in tokens[:n]:
                assert min(right, other[2]) - max(x, other[0]) <= 3 or min(bottom, other[3]) - max(y, other[1]) <= 3
        for x, y, right, bottom in boxes(page, ".frame, .ring, .badge, .lying, .footing text, .gauge"):
            assert min(x, y, width - right, high - bottom) >= -9
        assert min(read(page, "text", "parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a")) >= 12.99


def test_it_is_a_grid_whose_tiles_say_what_is_there(page: Page) -> None:
    drawn(page, sample.usual())
    assert read(page, "svg.board", "[node.getAttribute('role'), node.getAttribute('aria-label')]") == [
        ["grid", "Step 18 of 30. The river."]
    ]
    rows = read(page, "[role=row]", "[...node.children].map((cell) => cell.getAttribute('aria-label'))")
    assert [len(row) for row in rows] == [6] * 5
    assert rows[2][2] == "C3: river, waste, Mara"
    # Whatever else is drawn is passed over.
    outside = "[...node.children].filter((one) => one.ariaHidden !== 'true').map((one) => one.getAttribute('class'))"
    assert read(page, "svg.board", outside) == [["cells"]]


def test_seats_are_a_shape_and_a_letter_and_what_lies_under_one_is_seen(page: Page) -> None:
    drawn(page, sample.usual())
    told = read(
        page, ".piece", "[+node.dataset.seat, node.querySelector('[data-shape]').dataset.shape, node.textContent]"
    )
    assert sorted(told) == [[0, "circle", "W3"], [1, "square", "O"], [2, "triangle", "J"], [3, "diamond", "M"]]
    assert read(page, ".piece:has(.frame)", "+node.dataset.seat") == [3]
    assert read(page, ".piece.frozen:has(.ring)", "+node.dataset.seat") == [0]
    assert (len(read(page, ".lying .waste")), len(read(page, ".lying .apple"))) == (5, 8)
    assert read(page, ".names") == [*"ABCDEF", *"12345"]
    (mara,) = boxes(page, '.piece[data-seat="3"] svg')
    waste = boxes(page, ".lying .waste")
    assert any(abs(x - mara[0]) < 80 and right > mara[2] + 10 and abs(y - mara[1]) < 60 for x, y, right, _ in waste)


def test_everybody_on_one_tile_is_seen(page: Page) -> None:
    """Also on what lies there, and whoever looks is in front."""
    crowd = [sample.seat(n, (2, 2), you=n == 1) for n in range(4)]
    drawn(page, sample.scene(crowd, you=1), 358)
    assert sorted(read(page, ".piece", "+node.dataset.seat")) == [0, 1, 2, 3]
    assert all(x >= 118 and right <= 242 for x, _, right, _ in boxes(page, ".piece svg[data-shape]"))


def test_what_each_just_did_is_drawn_and_what_came_to_nothing_is_not(page: Page) -> None:
    scene = sample.usual()
    did = [(1, "move", [3, 3], [3, 4], []), (2, "move", [1, 4], [1, 4], []), (2, "eat", None, [1, 4], [])]
    did += [(3, "clean", None, [2, 2], [[2, 2]]), (0, "clean", None, [3, 1], []), (1, "late", None, [3, 4], [])]
    did += [(1, "zap", None, [3, 4], [[3, 1], [1, 4]]), (2, "zap", None, [1, 4], [])]
    fields = ("seat", "kind", "from", "at", "hit")
    drawn(page, scene | {"did": [dict(zip(fields, one, strict=True)) for one in did]})
    found = {
        kind: len(read(page, f".{kind}", "1")) for kind in ("trail", "eaten", "sparkle", "lightning", "struck", "late")
    }
    assert found == {"trail": 1, "eaten": 1, "sparkle": 1, "lightning": 2, "struck": 2, "late": 1}
    assert read(page, ".trail", "node.getAttribute('stroke')") == ["var(--seat-2)"]
    ((left, top, right, bottom),) = boxes(page, ".trail")
    ((x, y, _, low),) = boxes(page, '.piece[data-seat="1"] svg')
    assert 404 < left < right <= x
    assert y <= top < bottom <= low
    missed = {"seat": 1, "kind": "zap", "from": None, "at": [3, 4], "hit": [], "way": "left"}
    drawn(page, scene | {"did": [missed]})
    ((left, top, right, bottom),) = boxes(page, ".lightning")
    ((x, y, _, low),) = boxes(page, '.piece[data-seat="1"] svg')
    assert (left < x < right, y < top, bottom < low) == (True, True, True)
    assert read(page, ".struck") == []
    drawn(page, scene | {"did": []})
    assert read(page, ".trail, .eaten, .sparkle, .lightning, .late") == []


def test_where_nobody_plays_the_board_tells_how_it_stands(page: Page) -> None:
    drawn(page, sample.usual(you=None))
    (text,) = read(page, ".footing")
    for told in ("5 of 10 tiles hold waste.", "At 6, no apple grows anywhere.", "Otis", "6 apples", "Mara", "3 apples"):
        assert told in text
    assert read(
        page, ".gauge", "[node.querySelectorAll('.full').length, node.querySelectorAll('rect.free').length]"
    ) == [[5, 5]]
    # The line stands where the next waste would reach it.
    ((cut, *_),) = boxes(page, ".cutoff")
    cells = boxes(page, ".gauge rect.full, .gauge rect.free")
    assert cells[4][2] - 2 <= cut <= cells[5][0]
    assert read(page, ".edge") == []
    drawn(page, sample.usual())
    assert read(page, ".footing") == []
    assert len(read(page, ".edge")) == 1


def test_nobody_is_told_who_is_who_in_an_anonymous_game(page: Page) -> None:
    seats = [sample.seat(0, (3, 1), you=True), *(sample.seat(n, None, apples=None, points="") for n in (1, 2, 3))]
    others = [{"at": [0, 0], "frozen": 0}, {"at": [0, 0], "frozen": 2}, {"at": [4, 4], "frozen": 0}]
    zap = {"seat": None, "kind": "zap", "from": None, "at": [4, 4], "hit": [[3, 1]]}
    drawn(page, sample.scene(seats, you=0, unnamed=others, scores=[6, 4, 3, 2], did=[zap]))
    told = read(page, ".piece", "[node.dataset.seat ?? null, node.querySelector('[data-shape]').dataset.shape]")
    assert sorted(told, key=str) == [["0", "circle"], *[[None, "pebble"]] * 3]
    assert len(read(page, ".lightning")) == 1


def test_hostile_words_stay_words(page: Page) -> None:
    scene = sample.usual(you=None)
    scene |= {"label": HOSTILE, "river": scene["river"] | dict.fromkeys(("now", "means", "next"), HOSTILE)}
    scene["seats"] = [seat | {"name": HOSTILE, "points": HOSTILE} for seat in scene["seats"]]
    scene["tiles"][0][0]["label"] = HOSTILE
    for width in (320, 808):
        drawn(page, scene, width)
        assert read(page, "img, script") == []
    told = sample.frames()
    for frame in told:
        frame["scene"] = frame["scene"] | {"seats": [one | {"name": HOSTILE} for one in frame["scene"]["seats"]]}
        frame["marks"] = [one | {"label": HOSTILE} for one in frame["marks"]]
    page.evaluate(CHART, [COURSE, told, 600])
    assert read(page, "img, script") == []
    assert HOSTILE in read(page, ".chart", "node.getAttribute('aria-label')")[0]
    page.wait_for_timeout(50)
    assert page.evaluate("alerts") == 0


def test_the_same_scene_is_the_same_picture_whatever_was_drawn_before(page: Page) -> None:
    same = page.evaluate(
        """async ([scenes, width]) => {
          const { boards } = await import("/browser/boards.js");
          const freeze = (value) => {
            if (typeof value === "object" && value) Object.values(Object.freeze(value)).forEach(freeze);
            return value;
          };
          const one = boards();
          const after = freeze(scenes).map((scene) => one(scene, width).outerHTML);
          return after.every((text, i) => text === boards()(structuredClone(scenes[i]), width).outerHTML);
        }""",
        [[sample.usual(), *sample.hardest()[:4], sample.usual(you=None), sample.usual()], 648],
    )
    assert same


def test_boards_on_one_page_do_not_share_what_differs(page: Page) -> None:
    clash = page.evaluate(
        """async (scenes) => {
          const { boards } = await import("/browser/boards.js");
          here.replaceChildren(...scenes.flatMap((scene) => [320, 648, 808].map((width) => boards()(scene, width))));
          const found = {};
          for (const node of here.querySelectorAll("[id]")) (found[node.id] ??= new Set()).add(node.outerHTML);
          return [Object.keys(found).length, Object.values(found).filter((set) => set.size > 1).length];
        }""",
        [sample.usual(), sample.usual(you=None), sample.scene([sample.seat(0, (0, 0))], waste=[])],
    )
    assert clash[0] > 3
    assert clash[1] == 0


def test_where_the_window_is_low_so_is_the_board_but_never_flat(page: Page) -> None:
    scene = sample.usual(you=None)
    whole, _ = drawn(page, scene)
    high, told = drawn(page, scene, low=480)
    assert high == told <= 480 < whole
    least, _ = drawn(page, scene, low=1)
    assert least > 5 * 45
    assert len(boxes(page, ".lying")) == 13


def test_the_colours_follow_the_scheme_and_what_was_done_moves_only_where_it_may(page: Page) -> None:
    grass: set[str] = set()
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        drawn(page, sample.usual())
        grass.add(read(page, ".terrain rect[fill='var(--grass)']", "getComputedStyle(node).fill")[0])
    assert grass == {"rgb(40, 50, 31)", "rgb(221, 227, 198)"}
    for still, moves in ((False, "came"), (True, "none")):
        page.emulate_media(reduced_motion="reduce" if still else "no-preference")
        drawn(page, sample.usual())
        page.evaluate("() => here.firstChild.classList.add('fresh')")
        assert read(page, ".trail", "getComputedStyle(node).animationName") == [moves]
    page.emulate_media(reduced_motion="no-preference", color_scheme="dark")


@pytest.mark.parametrize("width", [288, 322, 760, 1180])
def test_the_chart_tells_apples_waste_and_freezes_and_what_was_secret_beneath(page: Page, width: int) -> None:
    told = sample.frames()
    page.evaluate(CHART, [COURSE, told, width])
    (label,) = read(page, ".chart", "node.getAttribute('aria-label')")
    assert "Wren: 12 apples in the end, frozen in 0 steps." in label
    assert [one for one in read(page, ".chart text") if one in ("Frozen", "Out")] == ["Frozen"]
    assert "Juno: 1 apples in the end, frozen in 3 steps." in label
    assert "10 of 10 river tiles hold waste in the end. It was 6 or more in 8 steps" in label
    high = read(page, ".chart", "node.getBoundingClientRect().bottom")[0]
    for x, y, right, bottom in boxes(page, "text, svg, rect, .told"):
        assert min(x, y, width - right, high - bottom) >= -1
    ((_, edge, *_),) = boxes(page, ".edge")
    secret = boxes(page, "[fill^='var(--u'], [stroke^='var(--u']")
    assert len(secret) >= 2
    assert all(y >= edge for _, y, _, _ in secret)
    assert len(read(page, ".told title")) == 1
    # One bar for what lasted, at its steps.
    ((left, _, right, _),) = boxes(page, "rect.frozen")
    place = page.evaluate(
        "() => [9, 13].map((step) => (made.show(step), here.querySelector('.seen').getBoundingClientRect().x))"
    )
    assert left < place[0] < right < place[1]
    assert page.evaluate("(x) => x.map((one) => made.at(one))", [place[0], place[1], -50, 5000]) == [
        9,
        13,
        1,
        len(told),
    ]


def test_a_map_counts_each_step_once_and_says_so_in_words(page: Page) -> None:
    counted = page.evaluate(
        "async (frames) => { const { visits } = await import('/browser/visits.js'); return visits(frames); }",
        sample.frames(),
    )
    assert (counted["steps"], counted["most"]) == (12, 12)
    wren, otis, *_ = counted["seats"]
    assert wren["rows"][0] == [2, 2, 2, 2, 2, 2]
    assert (wren["water"], otis["water"]) == (4, 12)
    assert otis["most"] == {"row": 2, "column": 2, "n": 12, "water": True}


def test_under_the_replay_stands_how_it_went_and_a_press_leads_to_a_step(page: Page) -> None:
    told = sample.frames()
    told[23] |= {"round": 12}  # asked in private before step 12
    page.evaluate(PLAYER, [watching.spoken("cleanup"), sample.story(told)])
    course = page.get_by_role("region", name="How it went")
    expect(course).to_be_visible()
    maps = course.locator(".maps li")
    expect(maps).to_have_count(4)
    expect(maps.nth(1).get_by_role("img")).to_have_attribute(
        "aria-label", "Otis ended 12 of 12 steps in the river. Most often it was at C3: 12 steps."
    )
    expect(maps.nth(0)).to_contain_text("4 of 12 steps in the river")
    plot = course.locator(".plot")
    plot.click(position={"x": plot.evaluate("node => node.clientWidth") - 34, "y": 60})
    expect(page.locator(".player")).to_have_attribute("data-step", "25")
    # Steps are counted as the game counts them, wherever one reads.
    expect(page.locator(".theatre .title")).to_have_text("After step 12 of 30")
    expect(page.locator(".count")).to_have_text("step 12")
    expect(page.locator("[aria-current=step] .here")).to_have_text("12, now")
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "Step 12. Wren took an apple.")
    page.get_by_role("button", name="One moment back").click()
    expect(page.locator(".theatre .title")).to_have_text("Before step 12 of 30")
    page.get_by_role("button", name="To the beginning").click()
    expect(page.locator(".count")).to_have_text("step 1")
    page.get_by_role("button", name="Picture").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as SVG").click()
    assert saved.value.suggested_filename == "under-the-table-m1-step-1.svg"
    expect(page.get_by_role("dialog")).not_to_contain_text(re.compile("of 25", re.IGNORECASE))
    page.keyboard.press("Escape")
    expect(page.get_by_role("grid")).to_be_visible()
    page.evaluate("part.close()")


def test_a_game_without_places_has_no_course(page: Page) -> None:
    told = sample.frames(2)
    for frame in told:
        frame["scene"] = scenes_sample.usual()
    page.evaluate(PLAYER, [watching.spoken(), sample.story(told) | {"viewpoint": "3"}])
    expect(page.locator(".player")).to_have_attribute("data-state", "ready")
    expect(page.locator(".course")).to_be_hidden()
    expect(page.get_by_text("No reasons or thoughts are kept that Juno may read.")).to_be_visible()
    page.evaluate("part.close()")


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_picture_for_a_slide_holds_the_board(page: Page, scheme: Literal["dark", "light"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(
        """async ([words, story]) => {
          const { moment } = await import("/browser/slide.js");
          here.replaceChildren(moment(words, story, 9));
        }""",
        [watching.spoken(), sample.story(sample.frames())],
    )
    ((x, y, right, bottom),) = boxes(page, "svg.board")
    assert x >= 50
    assert y >= 120
    assert right <= 980
    assert bottom <= 670
    assert "5 of 10 tiles hold waste." in "".join(read(page, ".footing"))
