"""In real Chromium: Cleanup's walled maps and windows, the small map and the chart, read off as shapes and words."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app import watching
from games.words import words
from tests.app import cleanup_sample
from tests.app import walled_sample as sample
from tests.app.drawing import Json, opened
from tests.app.test_cleanup_drawing import HOSTILE, PLAYER, boxes, drawn, read

COURSE = words("app")["player"]["browser"]["course"]
TOKENS = ".piece svg[data-shape]"
SEATS = [sample.seat(n, at, n % 4) for n, at in enumerate([(6, 1), (6, 2), (7, 1), (7, 2), (6, 3), (8, 1), (8, 2)])]
CROWD = sample.whole([*sample.CLASSIC[:6], "#waw~~" + sample.CLASSIC[6][6:], *sample.CLASSIC[7:]], SEATS)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        page.add_style_tag(url="/browser/cleanup.css")
        yield page


@pytest.mark.parametrize("width", [288, 358, 808])
def test_nothing_is_outside_nobody_on_anybody_and_nothing_too_small(page: Page, width: int) -> None:
    small = sample.small()
    scenes = [sample.usual(), sample.playing(), small, sample.window(small, 2), sample.out(), CROWD]
    for scene in (*scenes, *(sample.window(CROWD, n) for n in range(4))):
        high, told = drawn(page, scene, width)
        assert high == told
        assert high < 860
        tokens = boxes(page, TOKENS)
        assert len(tokens) == sum(seat["at"] is not None for seat in scene["seats"]) + bool(scene["away"])
        for n, (x, y, right, bottom) in enumerate(tokens):
            assert min(x, y, width - right, high - bottom) >= 0
            for other in tokens[:n]:
                assert min(right, other[2]) - max(x, other[0]) <= 3 or min(bottom, other[3]) - max(y, other[1]) <= 3
        for box in boxes(page, ".nose, .frame, .footing text, .gauge, .away text, .away > rect:last-of-type"):
            assert min(box[0], box[1], width - box[2], high - box[3]) >= -9
        sizes = read(page, "text", "parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a")
        assert min(sizes, default=13) >= 12.99


@pytest.mark.parametrize("width", [358, 808])
def test_a_nose_tells_where_each_looks_and_what_lies_under_one_is_seen(page: Page, width: int) -> None:
    drawn(page, CROWD, width)
    noses, tokens = boxes(page, ".nose"), boxes(page, TOKENS)
    told = read(page, ".faced", "[+node.dataset.seat, +node.dataset.facing]")
    assert len(noses) == len(tokens) == 7
    for (seat, facing), nose, token in zip(told, noses, tokens, strict=True):
        beyond = [token[1] - nose[1], nose[2] - token[2], nose[3] - token[3], token[0] - nose[0]]
        assert facing == seat % 4 == max(range(4), key=beyond.__getitem__)
        assert beyond[facing] >= 2.5
        assert sum(one > beyond[facing] / 2 for one in beyond) == 1
    shapes = read(page, TOKENS, "node.dataset.shape")
    assert len(set(shapes)) == 7
    assert read(page, ".faced .frame", "1") == []
    drawn(page, sample.window(CROWD, 1), width)
    assert read(page, ".faced:has(.frame)", "+node.dataset.seat") == [1]
    # It stands on an apple, and beside waste on which Wren stands.
    beside = read(page, ".many", "[...node.children].map((one) => one.getBoundingClientRect().width)[0]")
    assert len(beside) == 3
    assert all(beside)


def test_what_was_done_is_drawn_and_reach_only_where_it_is_asked_for(page: Page) -> None:
    drawn(page, sample.usual())
    kinds = ("beam", "sparkle", "lightning", "struck", "gone", "back", "turned", "trail", "eaten")
    found = {kind: len(read(page, f".{kind}", "1")) for kind in kinds}
    assert found == {"beam": 2, "sparkle": 2, "lightning": 1, "struck": 1} | dict.fromkeys(kinds[4:], 1)
    ((left, top, right, bottom),) = boxes(page, '.beam[data-what="ZAP"] path:first-child')
    ((x, y, end, low),) = boxes(page, '.piece[data-seat="1"] svg')
    ((gone_x, *_),) = boxes(page, ".gone svg")
    tile = 808 / 25
    assert [right - left, bottom - top] == pytest.approx([3 * tile] * 2, abs=8)
    assert x < end < left + 6 < gone_x < right
    assert top < y < low < bottom
    drawn(page, sample.playing())
    hidden = read(page, ".reach", "[node.dataset.what, getComputedStyle(node).visibility]")
    assert hidden == [["CLEAN", "hidden"], ["ZAP", "hidden"]]
    page.evaluate("() => (here.dataset.aim = 'ZAP')")
    assert [one for _, one in read(page, ".reach", "[0, getComputedStyle(node).visibility]")] == ["hidden", "visible"]
    page.evaluate("() => delete here.dataset.aim")
    unseen = sample.beam(1, "ZAP", [0, 0], (1, 2), (3, 4), [[2, 3]]) | {"at": None}
    drawn(page, sample.playing(did=[unseen]))
    assert [len(read(page, f".{kind}", "1")) for kind in ("beam", "struck", "lightning")] == [1, 1, 0]
    drawn(page, sample.playing(did=[], beams=None))
    assert read(page, ".reach, .beam, .sparkle, .turned", "1") == []


def test_a_grid_names_every_tile_of_a_window_and_of_a_map_what_there_is_to_tell(page: Page) -> None:
    drawn(page, sample.playing())
    rows = read(page, "[role=row]", "[...node.children].map((cell) => cell.getAttribute('aria-label'))")
    assert [len(row) for row in rows] == [11] * 11
    assert rows[9][5] == "your row, your column, F11: ground, Mara facing up"
    assert rows[5][6] == "4 ahead, 1 right, G7: ground, Wren facing left"
    assert rows[2][1] == "7 ahead, 4 left, B4: ground"
    assert rows[2][0] == "7 ahead, 5 left, A4: wall"
    drawn(page, sample.window(sample.usual(), 1))
    aside = read(page, "[role=gridcell]", "node.ariaLabel")
    assert aside[9 * 11 + 5] == "your row, your column, O5: orchard, Otis facing up"
    assert aside[5 * 11] == "4 ahead, 5 left: beyond the map"
    assert aside[5 * 11 + 6] == "4 ahead, 1 right, S6: ground"
    drawn(page, sample.usual())
    told = read(page, "[role=gridcell]", "[node.ariaColIndex, node.parentNode.ariaRowIndex, node.ariaLabel]")
    assert ["14", "10", "N10: orchard, Juno facing up"] in told
    assert ["2", "2", "B2: river"] not in told
    assert len(told) == sum(line.count("w") + line.count("a") for line in sample.CLASSIC) + 5
    drawn(page, sample.out())
    assert read(page, "svg.board", "[node.getAttribute('role'), node.getAttribute('aria-label')]") == [
        ["img", "Step 42 of 1000. You are out."]
    ]


def test_the_edges_name_every_tile_as_sentences_do(page: Page) -> None:
    middle = "(({ x, y, width, height }) => [x + width / 2, y + height / 2])(node.getBoundingClientRect())"
    where = f"[node.textContent, {middle}]"
    for width in (358, 808):
        drawn(page, sample.usual(), width)
        names, tile = dict(read(page, ".edges text", where)), width / 25
        assert list(names) == [*"BCDEFGHIJKLMNOPQRSTUVWX", *map(str, range(2, 18))]
        assert names["N"] == pytest.approx([13.5 * tile, tile / 2], abs=2)
        assert names["10"] == pytest.approx([tile / 2, 9.5 * tile], abs=2)
    # Otis looks to the east: ahead are higher letters, and at its right higher numbers.
    drawn(page, sample.window(sample.usual(), 1), 352)
    names = dict(read(page, ".edges text", where))
    assert [*names] == [*map(str, range(1, 11)), *"XWVUTSRQPON"]
    tiles = boxes(page, "[role=gridcell]")
    (left, _, right, _), (_, _, end, bottom) = tiles[0], tiles[-1]
    assert end <= 352
    assert names["5"][0] == pytest.approx(left + 5.5 * (right - left), abs=1)
    assert names["O"][1] == pytest.approx(9.5 * (right - left), abs=2)
    # They cover nothing that stands or lies on a tile.
    assert all(low >= bottom or beside <= left for _, low, beside, _ in boxes(page, ".edges text"))
    drawn(page, sample.out(), 352)
    assert read(page, ".edges text") == []


@pytest.mark.parametrize("width", [288, 358, 808])
@pytest.mark.parametrize("seat", [0, 1, 2, 5])
def test_a_window_says_where_one_stands_and_where_north_is(page: Page, width: int, seat: int) -> None:
    scene = sample.window(sample.usual(), seat)
    drawn(page, scene, width)
    assert read(page, ".standpoint > text") == [scene["here"]["text"]]
    ((x, y, end, low),) = boxes(page, ".compass circle")
    ((left, top, right, bottom),) = boxes(page, ".compass path")
    beyond = [y - top, right - end, bottom - low, x - left]
    # Whoever looks to the east has north at its left.
    assert max(range(4), key=beyond.__getitem__) == (4 - scene["here"]["facing"]) % 4
    rest = boxes(page, ".edges text, .standpoint > text, .cells rect")
    outside = (min(x, left), min(y, top), max(end, right), max(low, bottom))
    for box in rest:
        assert min(box[2], outside[2]) <= max(box[0], outside[0]) or min(box[3], outside[3]) <= max(box[1], outside[1])
    drawn(page, sample.usual(), width)
    assert read(page, ".standpoint, .compass", "1") == []


def test_where_nobody_stands_anywhere_yet_there_is_no_board(page: Page) -> None:
    assert drawn(page, sample.before(), 808)[0] < 20
    assert read(page, ".terrain, .edges, .away", "1") == []


def test_a_high_map_lies_on_its_side_where_there_is_more_room_beside_it(page: Page) -> None:
    did = [
        sample.beam(2, "ZAP", [7, 3], (6, 7, 8), (4, 5), [[7, 5]]),
        {"seat": 0, "kind": "move", "from": [4, 2], "at": [3, 2], "hit": []},
        {"seat": 1, "kind": "turn", "at": [9, 4], "facing": 2, "way": "left"},
    ]
    scene = sample.small(did=did)
    high, told = drawn(page, scene, 728, 331)
    assert high == told <= 331
    at = {
        label.split(":")[0]: box
        for label, box in zip(
            read(page, "[role=gridcell]", "node.ariaLabel"), boxes(page, "[role=gridcell]"), strict=True
        )
    }
    apple, wren = at["G9"], at["C4"]
    assert apple[2] - apple[0] >= 28
    # North is at the left: what is farther down on the map is farther to the right, and A is at the bottom.
    assert (apple[0] > wren[0], apple[1] < wren[1]) == (True, True)
    assert read(page, ".compass", "+node.dataset.north") == [3]
    assert read(page, ".faced", "[+node.dataset.seat, +node.dataset.facing]") == [[0, 3], [1, 1], [2, 2], [3, 3]]
    ((x, y, end, low),) = boxes(page, '.piece[data-seat="0"] svg')
    assert [(x + end) / 2, (y + low) / 2] == pytest.approx([(wren[0] + wren[2]) / 2, (wren[1] + wren[3]) / 2], abs=1)
    names = read(page, ".edges text")
    assert names == [*map(str, range(2, 15)), *"HGFEDCB"]
    drawn(page, scene, 728, 700)
    assert read(page, ".compass", "1") == []
    drawn(page, sample.usual(), 728, 331)
    assert read(page, ".compass", "1") == []


@pytest.mark.parametrize("count", [4, 5, 6, 7])
@pytest.mark.parametrize(("width", "low"), [(728, 371), (728, 300), (808, 640), (358, 240), (358, 0)])
def test_whoever_watches_sees_map_river_and_all_seats_in_the_room_there_is(
    page: Page, count: int, width: int, low: int
) -> None:
    seats = [one | {"points": "14 apples, out 8"} for one in SEATS[:count]]
    scene = sample.whole(CROWD["tiles"], seats)
    high, told = drawn(page, scene, width, low)
    assert high == told
    # On a phone the map is as wide as it can be, and what is told below it may be scrolled to.
    ((_, top, _, bottom),) = boxes(page, "[data-kind=river]")
    tile = (bottom - top) / 16
    assert tile >= (width / 25 - 0.3 if width < 480 else 14.5)
    assert width < 480 or high <= low
    rows = boxes(page, ".footing .seated")
    assert len(rows) == count
    told = read(page, ".footing .seated .points")
    assert told == ["14 apples, out 8"] * count
    parts = [*boxes(page, ".footing .seated text, .footing .seated svg"), *boxes(page, ".gauge rect, .footing > text")]
    assert all(left <= right <= width and top <= bottom <= high + 1 for left, top, right, bottom in parts)
    texts = boxes(page, ".footing text")
    for n, (x, y, right, bottom) in enumerate(texts):
        for other in texts[:n]:
            assert min(right, other[2]) - max(x, other[0]) <= 1 or min(bottom, other[3]) - max(y, other[1]) <= 4


@pytest.mark.parametrize(("width", "low"), [(728, 371), (808, 640), (358, 260)])
def test_the_replay_of_a_seat_shows_what_it_remembered(page: Page, width: int, low: int) -> None:
    for seen in (sample.playing() | {"you": None}, sample.out(you=None)):
        high, told = drawn(page, seen, width, low)
        assert high == told
        ((left, top, right, bottom),) = boxes(page, ".footing svg:has(.remembered)")
        assert (right - left) / (bottom - top) == pytest.approx(25 / 18, abs=0.05)
        assert right - left >= 120
        assert bottom <= high
        assert read(page, ".gauge", "1") == []
        texts = boxes(page, ".footing > text, .footing .seated text")
        assert all(min(right, x2) <= max(left, x) or min(bottom, y2) <= max(top, y) for x, y, x2, y2 in texts)
        assert len(read(page, ".footing .arrow", "1")) == (seen["away"] is None)
    drawn(page, sample.playing(), width, low)
    assert read(page, ".footing, .board .remembered", "1") == []


def test_a_long_match_draws_only_what_changed_and_grows_no_nodes(page: Page) -> None:
    first, busy = sample.usual(did=[]), sample.usual()["did"]
    walks = [first]
    for n in range(40):
        walker = first["seats"][2] | {"at": [10, 10 + n % 8], "facing": n % 4}
        seats = [*first["seats"][:2], walker, *first["seats"][3:]]
        walks.append(first | {"seats": seats, "did": busy if n % 2 else []})
    counts, same = page.evaluate(
        """async (scenes) => {
          const { boards } = await import("/browser/boards.js");
          const one = boards();
          const ground = new Set();
          const counts = scenes.map((scene) => {
            here.replaceChildren(one(scene, 808));
            ground.add(here.querySelector(".terrain"));
            return here.querySelectorAll("*").length;
          });
          return [counts, ground.size];
        }""",
        walks,
    )
    assert same == 1
    assert max(counts) < 330
    assert {counts[n] for n in range(1, 40, 2)} == {counts[1]}


def test_a_picture_depends_on_nothing_but_its_scene_and_words_stay_words(page: Page) -> None:
    hostile = sample.playing(label=HOSTILE)
    hostile["words"] = hostile["words"] | {"rows": [HOSTILE] * 11, "tiles": dict.fromkeys(sample.TILES, HOSTILE)}
    hostile["seats"] = [one | {"name": HOSTILE, "points": HOSTILE} for one in hostile["seats"]]
    away = sample.out(away={"steps": 3, "text": HOSTILE})
    scenes = [sample.usual(), sample.playing(), cleanup_sample.usual(), away, hostile, sample.small(), sample.usual()]
    same = page.evaluate(
        """async (scenes) => {
          const { boards } = await import("/browser/boards.js");
          const freeze = (value) => {
            if (typeof value === "object" && value) Object.values(Object.freeze(value)).forEach(freeze);
            return value;
          };
          const one = boards();
          const after = freeze(scenes).map((scene) => one(scene, 648).outerHTML);
          return after.map((text, i) => text === boards()(structuredClone(scenes[i]), 648).outerHTML);
        }""",
        scenes,
    )
    assert same == [True] * 7
    for scene in (away, hostile):
        drawn(page, scene, 358)
        assert read(page, "img, script") == []
    page.wait_for_timeout(50)
    assert page.evaluate("alerts") == 0


def test_the_small_map_shows_what_is_known_where_one_is_and_what_is_seen_now(page: Page) -> None:
    known = sample.playing()["known"]
    page.evaluate(
        """async (known) => {
          const { remembered } = await import("/browser/remembered.js");
          here.replaceChildren(remembered(known, "red", "Map", 250, 250));
        }""",
        known | {"you": [10, 5, 1], "inside": [[2, 3], [7, 13]], "others": [[1, 4, 6]]},
    )
    assert boxes(page, "svg") == [(0, 0, 250, 180)]
    ((left, top, right, bottom),) = boxes(page, '[data-kind="none"]')
    assert [left, top, right, bottom] == pytest.approx([160, 40, 250, 180], abs=2)
    ((x, y, end, low),) = boxes(page, ".inside")
    assert [x, y, end, low] == pytest.approx([30, 20, 140, 80], abs=2)
    ((x, y, end, low),) = boxes(page, ".arrow")
    assert [(x + end) / 2, (y + low) / 2] == pytest.approx([55, 105], abs=1.5)
    assert max(end - x, low - y) <= 11
    ((x, y, end, low),) = boxes(page, ".other")
    assert [(x + end) / 2, (y + low) / 2, end - x] == pytest.approx([65, 45, 8], abs=1.5)
    # It points to the east: its tip is alone there.
    assert read(page, ".arrow", "node.getAttribute('transform')")[0].endswith("rotate(90)")
    # At ten pixels a tile there is no room for all names, and one alone would be read as a point of the compass.
    assert read(page, ".edges text") == []
    assert len(read(page, "svg *", "1")) < 25
    for wide, size in ((318, 11), (640, 13)):
        page.evaluate(
            """async ([known, wide]) => {
              const { remembered } = await import("/browser/remembered.js");
              here.replaceChildren(remembered(known, "red", "Map", wide, 560));
            }""",
            [known, wide],
        )
        assert read(page, ".edges text") == [*"BCDEFGHIJKLMNOPQRSTUVWX", *map(str, range(2, 18))]
        font = "Math.round(parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a)"
        assert set(read(page, ".edges text", font)) == {size}
        texts = boxes(page, ".edges text")
        assert all(right <= x + 1 for (_, _, right, _), (x, _, _, _) in pairwise(texts[:23]))


def test_the_chart_of_the_dilemma_has_cleaners_at_the_right_and_nobody_on_anybody(page: Page) -> None:
    draw = """async ([words, seats, walled, width]) => {
      const { dilemma } = await import("/browser/dilemma.js");
      const made = dilemma(words, { seats, walled });
      here.replaceChildren(...[made].filter(Boolean));
      if (made) made.style.width = `${width}px`;
      await new Promise((done) => setTimeout(done, 60));
    }"""
    figures = [(2, 31, 0), (24, 1, 4), (17, 0, 1), (9, 12, 0), (14, None, 0)]
    seats = [
        {"seat": n, "name": cleanup_sample.NAMES[n], "apples": a, "removed": r, "zaps": z}
        for n, (a, r, z) in enumerate(figures)
    ]
    for width in (290, 640):
        page.evaluate(draw, [COURSE["dilemma"], seats, True, width])
        place = dict(zip((1, 2, 3, 0), boxes(page, ".seated svg[data-shape]"), strict=True))
        assert read(page, ".seated", "+node.dataset.seat") == [1, 2, 3, 0]
        assert place[0][0] > place[3][0] > place[1][0] > place[2][0]
        assert place[0][1] > place[3][1] > place[2][1] > place[1][1]
        assert read(page, ".zaps") == ["4", "1"]
        assert all(x >= -1 and right <= width + 1 for x, _, right, _ in boxes(page, ".plane text, .plane svg"))
        assert read(page, "tbody tr") == ["Wren2310", "Otis2414", "Juno1701", "Mara9120"]
        assert "the more waste is in the river, the less grows" in read(page, ".quiet")[0]
    alike = [one | {"apples": 0, "removed": 0} for one in seats * 2][:7]
    page.evaluate(draw, [COURSE["dilemma"], alike, False, 290])
    tops = sorted(box[1] for box in boxes(page, ".seated svg[data-shape]"))
    assert all(low - high >= 22 for high, low in pairwise(tops))
    assert "nothing grows while too much waste is in the river" in read(page, ".quiet")[0]
    page.evaluate(draw, [COURSE["dilemma"], [seats[4]], False, 290])
    assert read(page, "*", "1") == []


def frames(scenes: list[Json]) -> list[Json]:
    told = [cleanup_sample.frame(n + 1, scene=scene, mine=None) for n, scene in enumerate(scenes)]
    return [one | {"open": None, "thoughts": [], "read": [], "decisions": []} for one in told]


@pytest.mark.parametrize("windowed", [False, True])
def test_under_the_replay_stand_who_was_out_and_maps_only_of_what_is_no_window(page: Page, windowed: bool) -> None:
    def scene(step: int) -> Json:
        told = sample.usual(step=step)
        moved = {0: {"at": [6, 4]}} | ({4: {"at": [2, 20], "facing": 0, "out": 0}} if step < 3 else {})
        told["seats"] = [one | moved.get(one["seat"], {}) for one in told["seats"]]
        return sample.window(told, 3) if windowed else told

    shown = [scene(step) for step in range(5)]
    page.evaluate(PLAYER, [watching.spoken("cleanup"), cleanup_sample.story(frames(shown))])
    course = page.get_by_role("region", name="How it went")
    expect(course.locator(".chart")).to_contain_text("Out")
    label: Any = course.locator(".chart").get_attribute("aria-label")
    expect(course.locator(".maps li")).to_have_count(0 if windowed else 6)
    if windowed:
        assert "river" not in label
        expect(course.locator(".dilemma")).to_have_count(0)
    else:
        assert "Pike: 14 apples in the end, out for 2 steps." in label
        expect(course.locator(".dilemma .seated")).to_have_count(6)
        expect(course.locator(".maps li").nth(0)).to_contain_text("4 of 4 steps in the river")
    page.evaluate("part.close()")


def test_on_a_phone_a_replay_of_seven_seats_leaves_room_for_its_board(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    names = [*cleanup_sample.NAMES, "Isla"][:7]
    views = [{"at": str(n), "seat": n, "label": name} for n, name in enumerate(names)]
    both = [{"at": "public", "label": "The table"}, {"at": "all", "label": "Everything"}]
    for scene, seen in ((CROWD, "all"), (sample.window(CROWD, 1) | {"you": None}, "1"), (sample.small(), "all")):
        told = cleanup_sample.story(frames([scene, scene]))
        told |= {"viewpoints": [both[0], *views, both[1]], "viewpoint": seen}
        page.evaluate(PLAYER, [watching.spoken("cleanup"), told])
        expect(page.locator(".player")).to_have_attribute("data-state", "ready")
        tops = {top for _, top, _, _ in boxes(page, ".viewpoints button")}
        assert len(tops) == 2
        expect(page.get_by_role("button", name=names[6])).to_be_visible()
        ((_, top, _, bottom),) = boxes(page, ".terrain")
        (left, _, right, _) = boxes(page, ".theatre svg.board")[0]
        assert bottom - top >= (right - left) * 18 / 25 - 2 if scene is CROWD else 298
        assert bottom <= page.locator(".deck").bounding_box()["y"] + 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.evaluate("part.close()")
    page.set_viewport_size({"width": 1200, "height": 900})
