"""In real Chromium: the board and its pieces, drawn from scenes and read off as boxes, words and shapes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.app import scenes_sample as sample
from tests.app.drawing import LOOK, Json, faults, opened

WIDE = (620, 728, 824)
WIDTHS = (320, 358, 480, 619, 620, 824, 1100)
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
ICONS = (
    *("book", "sound", "muted", "play", "pause", "first", "last", "previous", "next", "link", "lock", "flag", "lay"),
    *("eye", "search", "chevron", "leave"),
)
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def drawn(page: Page, scene: Json, width: int = 824) -> None:
    page.evaluate("([scene, width]) => here.replaceChildren(liars_bar.board(scene, width))", [scene, width])


def read(page: Page, selector: str, what: str = "node.textContent") -> list[Any]:
    """Something of each element there is on the board, in the order in which they are drawn."""
    return page.evaluate(f"() => [...here.querySelectorAll({json.dumps(selector)})].map((node) => {what})")


def middles(page: Page) -> dict[int, tuple[float, float]]:
    """Where the plate of each seat is."""
    ground = "node.querySelector('rect[fill=\"var(--surface)\"]')"
    boxes = read(page, ".seat", f"[+node.dataset.seat, {ground}.getBoundingClientRect().toJSON()]")
    return {seat: (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for seat, box in boxes}


@pytest.mark.parametrize(("width", "low"), [*((width, 0) for width in WIDTHS), *((width, 340) for width in WIDE)])
def test_the_hardest_tables_keep_everything_apart(page: Page, width: int, low: int) -> None:
    for scene in sample.hardest():
        look = page.evaluate(LOOK, [scene, width, low])
        assert faults(look) == [], (scene["you"], [seat["name"] for seat in scene["seats"]])
        assert len(look["texts"]) >= 8
        points = [text["what"] for text in look["texts"] if "poin" in text["what"]]
        assert points == ["−12 points"] * (len(scene["seats"]) - (scene["you"] is not None)), (width, low)


@SLOW
@given(scene=sample.scenes(), width=st.sampled_from(WIDTHS), low=st.sampled_from((0, 1, 340)))
def test_any_table_keeps_everything_apart(page: Page, scene: Json, width: int, low: int) -> None:
    assert faults(page.evaluate(LOOK, [scene, width, low])) == []


@pytest.mark.parametrize(
    ("width", "low", "you", "open_", "most"),
    [
        (808, 0, 3, False, 370),
        (824, 0, 3, False, 370),
        (728, 0, None, True, 475),
        (728, 1, None, True, 345),
        (728, 400, None, True, 404),
    ],
)
def test_a_wide_table_is_low_and_of_one_height(
    page: Page, width: int, low: int, you: int | None, open_: bool, most: int
) -> None:
    """So that on a laptop what stands below it is on the screen too, and never moves."""
    empty = sample.usual(you=you)
    for seat in empty["seats"]:
        seat |= {"plays": [], "said": None, "hand": list("QKAKQ") if open_ else None}
    crowded = [scene for scene in sample.hardest() if len(scene["seats"]) == 4 and scene["you"] == you]
    # Who plays stays the same throughout a match.
    for seat in (seat for scene in crowded for seat in scene["seats"]):
        seat["who"] = empty["seats"][0]["who"]
    heights = page.evaluate(
        "([scenes, width, low]) => scenes.map((scene) => liars_bar.height(scene, width, low))",
        [[empty, *crowded], width, low],
    )
    assert len(heights) > 5
    assert set(heights) == {heights[0]}
    assert low <= heights[0] <= most


@pytest.mark.parametrize("width", [358, 648, 824])
def test_who_plays_a_seat_is_told_whole(page: Page, width: int) -> None:
    scene = sample.usual(you=3)
    for seat in scene["seats"]:
        seat["who"] = "scripted: counting, takes every offer"
    assert faults(page.evaluate(LOOK, [scene, width])) == []
    drawn(page, scene, width)
    told = read(page, ".who", "[...node.children].map((line) => line.textContent).join(' ')")
    assert told == [scene["seats"][0]["who"]] * 3


def test_a_fault_would_be_seen(page: Page) -> None:
    look = page.evaluate(LOOK, [sample.usual(), 824])
    assert faults(look) == []
    moved = look["texts"][0] | {"x": look["texts"][5]["x"], "y": look["texts"][5]["y"]}
    assert any("on each other" in fault for fault in faults(look | {"texts": [*look["texts"], moved]}))
    assert any("outside" in fault for fault in faults(look | {"width": 500}))
    assert any("not on a plate" in fault for fault in faults(look | {"plates": look["plates"][:1]}))


@SLOW
@given(scene=sample.scenes(), before=sample.scenes(), width=st.sampled_from(WIDTHS))
def test_the_same_scene_is_the_same_picture(page: Page, scene: Json, before: Json, width: int) -> None:
    """Also after another one in the same picture."""
    same = page.evaluate(
        """([scene, before, width]) => {
          const freeze = (value) => {
            if (typeof value === "object" && value) Object.values(Object.freeze(value)).forEach(freeze);
            return value;
          };
          const copy = structuredClone(scene);
          const first = liars_bar.board(freeze(scene), width).outerHTML, draw = liars_bar.boards();
          const again = [before, scene, scene].map((one) => draw(one, width).outerHTML).slice(1);
          return [liars_bar.board(copy, width).outerHTML, ...again].every((one) => one === first);
        }""",
        [scene, before, width],
    )
    assert same


def test_what_stays_as_it_is_is_not_drawn_anew(page: Page) -> None:
    before, after = sample.usual(), sample.usual()
    after["seats"][0]["points"] = "9 points"
    after["seats"][1]["plays"].append(sample.play(2))
    anew = page.evaluate(
        """([before, after]) => {
          const draw = liars_bar.boards(), picture = draw(before, 824);
          const whole = (part) => part.matches(".seat") ? [part, ...part.children] : [part];
          const parts = () => [...picture.firstChild.children].flatMap(whole), old = new Set(parts());
          draw(after, 824);
          const told = (part) => [part.classList[0], part.closest("[data-seat]").dataset.seat];
          return parts().filter((part) => !old.has(part)).map(told);
        }""",
        [before, after],
    )
    assert sorted(anew) == [["fact", "0"], ["laid", "1"]]


@pytest.mark.parametrize("width", [358, 824])
def test_hostile_words_stay_words(page: Page, width: int) -> None:
    scene = sample.usual(you=3)
    scene["label"] = f'"{HOSTILE}'
    for seat in scene["seats"]:
        seat |= {"name": HOSTILE, "who": HOSTILE, "said": HOSTILE, "odds": HOSTILE, "cards": HOSTILE, "points": HOSTILE}
        for play in seat["plays"]:
            play["note"] = HOSTILE
    scene["target"] = dict.fromkeys(("rank", "above", "name", "below"), HOSTILE)
    drawn(page, scene, width)
    page.wait_for_timeout(100)
    assert page.evaluate("alerts") == 0
    assert read(page, "img, script, b") == []
    assert f"“{HOSTILE}”" in "".join(read(page, ".speech text"))
    assert read(page, "svg.board", "node.getAttribute('aria-label')") == [scene["label"]]


def test_it_is_one_image_with_a_label(page: Page) -> None:
    drawn(page, sample.usual())
    (role, label, hidden) = read(page, "svg.board", "[node.role, node.ariaLabel, node.firstChild.ariaHidden]")[0]
    assert (role, label, hidden) == ("img", "Round 3. Kings.", "true")


def test_who_watches_sees_the_seats_clockwise_from_the_left(page: Page) -> None:
    drawn(page, sample.usual())
    at = middles(page)
    assert at[0][0] < at[1][0] < at[2][0]
    assert at[0][1] == pytest.approx(at[2][1])
    assert at[1][1] < at[0][1] < at[3][1]
    assert at[1][0] == at[3][0] == pytest.approx(412, abs=1)
    assert read(page, ".edge") == []


@pytest.mark.parametrize(
    ("seats", "you", "left", "top", "right"),
    [(4, 3, 0, 1, 2), (4, 1, 2, 3, 0), (3, 0, 1, None, 2), (2, 1, None, 0, None)],
)
def test_a_seat_sits_at_the_near_side(
    page: Page, seats: int, you: int, left: int | None, top: int | None, right: int | None
) -> None:
    drawn(page, sample.usual(seats, you=you))
    at = middles(page)
    assert set(at) == {seat for seat in (left, top, right) if seat is not None}
    assert you not in at
    if left is not None and right is not None:
        assert at[left][0] < 300 < 524 < at[right][0]
    if top is not None:
        assert at[top][0] == pytest.approx(412, abs=1)
    edge, board = read(page, ".edge, svg.board", "node.getBoundingClientRect().bottom")
    assert edge == board


def test_a_phone_shows_the_seats_in_a_row(page: Page) -> None:
    drawn(page, sample.usual(you=3), 358)
    at = middles(page)
    assert at[0][0] < at[1][0] < at[2][0]
    assert at[0][1] == pytest.approx(at[1][1]) == at[2][1]
    target, laid = read(page, ".target, .play.now", "node.getBoundingClientRect().top")
    assert min(target, laid) > at[0][1]


def test_a_seat_is_a_shape_a_letter_and_its_facts(page: Page) -> None:
    drawn(page, sample.usual())
    told = {
        seat: (shape, text)
        for seat, shape, text in read(page, ".seat", "[+node.dataset.seat, node.dataset.shape, node.textContent]")
    }
    assert [told[n][0] for n in range(4)] == ["circle", "square", "triangle", "diamond"]
    for number, name in enumerate(sample.NAMES):
        for word in (name[0], name, "scripted: counting", "3 cards", f"{number} points"):
            assert word in told[number][1]
    chambers = read(
        page,
        '.seat[data-seat="2"] .revolver',
        "[node.querySelectorAll('.fired').length, node.querySelectorAll('.full').length]",
    )
    assert chambers == [[2, 4]]
    assert read(page, '.seat[data-seat="2"] .revolver title') == ["2 of 6 fired, next pull 1 in 4"]


def test_one_light_for_whoever_acts(page: Page) -> None:
    drawn(page, sample.usual())
    assert read(page, ".lamp", "node.parentNode.dataset.seat") == ["2"]
    drawn(page, sample.usual(you=2))
    assert read(page, ".lamp", "node.parentNode.classList.value") == ["edge acting"]


def test_the_dead_are_struck_through_and_said_to_be_dead(page: Page) -> None:
    scene = sample.usual()
    scene["seats"][3] |= {"alive": False, "fired": 4, "odds": "dead at shot 4", "won": True}
    drawn(page, scene)
    (text,) = read(page, ".seat.dead.won")
    assert "dead at shot 4" in text
    assert "3 cards" not in text
    assert read(page, ".seat.dead .revolver .live", "1") == [1]
    assert read(page, ".seat.dead [data-shape] path", "node.getAttribute('fill')")[0] == "var(--surface)"
    assert len(read(page, ".seat.dead .mark-won", "1")) == len(read(page, ".mark-won", "1")) == 1


def test_the_place_of_the_next_play_is_marked_until_one_lies_there(page: Page) -> None:
    scene = sample.usual(you=3)
    where = "(({ x, y, right, bottom }) => [x, y, right, bottom])(node.getBoundingClientRect())"
    drawn(page, scene)
    assert read(page, ".vacant") == []
    ((left, top, right, bottom),) = read(page, ".play.now", where)
    scene["seats"][1]["plays"].pop()
    drawn(page, scene)
    ((x, y, x_end, y_end),) = read(page, ".vacant", where)
    assert left < (x + x_end) / 2 < right
    assert top < (y + y_end) / 2 < bottom
    drawn(page, scene | {"target": None})
    assert read(page, ".vacant") == []


@pytest.mark.parametrize("width", [358, 824])
def test_every_card_laid_is_on_the_table(page: Page, width: int) -> None:
    scene = sample.usual(you=3)
    scene["seats"][3]["plays"] = [
        sample.play(2, faces=["K", "Joker"]),
        sample.play(1, faces=["Q"], note="let through, a lie"),
    ]
    drawn(page, scene, width)
    plays = read(
        page,
        ".play",
        """[+node.dataset.seat, +node.dataset.count, node.classList.contains("now"), node.dataset.lie ?? null,
          node.querySelectorAll(".card").length]""",
    )
    assert sorted(plays) == [
        [0, 2, False, None, 2],
        [1, 1, False, None, 1],
        [1, 2, True, None, 2],
        [3, 1, False, "true", 1],
        [3, 2, False, "false", 2],
    ]
    assert read(page, ".card[data-rank]", "node.dataset.rank") == ["K", "Joker", "Q"]
    # Beside the cards a phone has no room for that; the cards themselves are marked.
    assert ("a lie" in "".join(read(page, '.laid[data-seat="3"]'))) == (width > 358)
    assert "just laid" in "".join(read(page, ".play.now"))
    assert len(read(page, ".play .lie", "1")) == len(read(page, ".play .true", "1")) > 0


def test_hands_lie_open_where_they_are_known(page: Page) -> None:
    scene = sample.usual()
    scene["seats"][1]["hand"] = ["Q", "K", "A", "Joker", "K"]
    drawn(page, scene)
    assert read(page, ".hand", "[+node.parentNode.dataset.seat, node.children.length]") == [[1, 5]]


def test_everything_said_is_heard_and_a_long_remark_is_cut(page: Page) -> None:
    scene = sample.usual()
    for seat in scene["seats"]:
        seat["said"] = sample.REMARK
    drawn(page, scene)
    remarks = read(page, ".speech", "[...node.querySelectorAll('tspan')].map((line) => line.textContent)")
    assert [len(lines) for lines in remarks] == [3, 3, 3, 3]
    for lines in remarks:
        assert lines[-1].endswith("…")
        assert sample.REMARK.startswith(" ".join(lines).strip("“…"))


def test_a_phone_shows_what_whoever_just_laid_said(page: Page) -> None:
    scene = sample.usual(you=3)
    scene["seats"][0]["said"] = "Older."
    drawn(page, scene, 358)
    assert read(page, ".speech", "+node.dataset.seat") == [1]


def test_boards_on_one_page_do_not_share_what_differs(page: Page) -> None:
    clash = page.evaluate(
        """(scenes) => {
          here.replaceChildren(...scenes.flatMap((scene) => [358, 620, 824].map((w) => liars_bar.board(scene, w))));
          const found = {};
          for (const node of here.querySelectorAll("[id]")) (found[node.id] ??= new Set()).add(node.outerHTML);
          return Object.values(found).filter((set) => set.size > 1).length;
        }""",
        [sample.usual(), sample.usual(2), sample.usual(you=0), sample.scene([sample.seat(0), sample.seat(1)])],
    )
    assert clash == 0


@pytest.mark.parametrize(
    ("scheme", "ground", "ink"),
    [("dark", "rgb(31, 25, 21)", "rgb(244, 234, 220)"), ("light", "rgb(255, 252, 246)", "rgb(43, 31, 23)")],
)
def test_colours_follow_the_scheme_of_where_it_stands(page: Page, scheme: str, ground: str, ink: str) -> None:
    """In a shadow root below an element that sets `color-scheme`, against what the browser itself prefers."""
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    colours = page.evaluate(
        """async ([scene, scheme]) => {
          const host = document.createElement("div"), outer = document.createElement("div");
          outer.style.colorScheme = scheme;
          outer.append(host);
          here.replaceChildren(outer);
          const root = host.attachShadow({ mode: "open" });
          const sheet = document.createElement("style");
          sheet.textContent = await (await fetch("/browser/tokens.css")).text();
          root.append(sheet, liars_bar.board(scene, 824));
          const fill = (selector) => getComputedStyle(root.querySelector(selector)).fill;
          return [fill(".target rect:nth-of-type(2)"), fill(".seat .name")];
        }""",
        [sample.usual(), scheme],
    )
    assert colours == [ground, ink]


def test_new_cards_slide_only_where_things_may_move(page: Page) -> None:
    for preference, moves in (("no-preference", "laid"), ("reduce", "none")):
        page.emulate_media(reduced_motion=preference)
        drawn(page, sample.usual())
        page.evaluate("() => here.firstChild.classList.add('fresh')")
        assert set(read(page, ".play.now .card", "getComputedStyle(node).animationName")) == {moves}
        assert set(read(page, ".laid .card", "getComputedStyle(node).animationName")) == {"none"}
    page.emulate_media(reduced_motion="no-preference")


def test_cards_and_signs_stand_alone(page: Page) -> None:
    page.evaluate(
        """(icons) => here.replaceChildren(
          ...["Q", "K", "A", "Joker"].flatMap((rank) => [cards.card(rank, 100, rank), cards.card(rank, 28, rank)]),
          cards.back(60), cards.card("?", 60),
          ...["call", "house", "empty", "death", "forced", "won"].map((kind) => marks.mark(kind)),
          ...icons.map((name) => marks.icon(name)),
        )""",
        ICONS,
    )
    assert read(page, "#here > svg[role=img]", "node.ariaLabel") == [r for r in sample.RANKS for _ in range(2)]
    assert read(page, "#here > svg[aria-hidden=true]", "1") == [1] * 25
    assert read(page, "[id], [href], image, use", "1") == []
    inked = read(page, "#here > svg", "node.getBBox().width * node.getBBox().height")
    assert min(inked) > 0


@pytest.mark.parametrize(
    ("weight", "family", "texts"),
    [
        (
            400,
            "Atkinson Hyperlegible Next",
            [sample.REMARK, "let through by Otis", "vyvxzyvy", "WMWMW", "ilililt", "−12 points"],
        ),
        (700, "Atkinson Hyperlegible Next", [sample.REMARK, "Maximilian", "vyvxzyvy", "WMWMW", "ilililt", "Ḿ̷̃ỹ̷"]),
        (400, "Young Serif", ["Kings", "Queens", "Aces", "Jokers", "Maximilian"]),
    ],
)
def test_widths_are_estimated_a_little_too_large(page: Page, weight: int, family: str, texts: list[str]) -> None:
    ratios = page.evaluate(
        """([weight, family, texts]) => {
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.font = `${weight} 16px "${family}"`;
          const style = { size: 16, weight, serif: family === "Young Serif" };
          return texts.map((text) => wrap.width(text, style) / canvas.measureText(text).width);
        }""",
        [weight, family, texts],
    )
    assert min(ratios) >= 0.98
    assert sum(ratios) / len(ratios) < 1.15


def test_lines_are_broken_between_words_and_cut_with_an_ellipsis(page: Page) -> None:
    style = {"size": 16, "weight": 400}
    wrapped = page.evaluate("([text, style]) => wrap.wrap(text, 120, style, 3)", [sample.REMARK, style])
    assert len(wrapped) == 3
    assert wrapped[-1].endswith("…")
    assert sample.REMARK.startswith(" ".join(wrapped).removesuffix("…"))
    whole = page.evaluate("([text, style]) => wrap.wrap(text, 120, style, 99).join(' ')", [sample.REMARK, style])
    assert whole == sample.REMARK
    family = "👩‍👩‍👧‍👦"
    cut = page.evaluate("([text, style]) => wrap.fit(text, 70, style)", [family * 9, style])
    assert cut == family * (len(cut) // len(family)) + "…"
    assert page.evaluate("() => wrap.wrap('a\\nb\\u202ec\\u0000', 99, { size: 16 }, 9)") == ["a bc"]
