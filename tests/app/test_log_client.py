"""The log of a long match in a real browser: as much of it as is looked at is drawn, and all of it can be searched."""

from playwright.sync_api import expect

from tests.app.client import Client
from tests.app.far import Far
from tests.app.spoken import Json, frame, line, snapshot

BEFORE = 700
HELD = [line(f"Line {n}.") for n in range(BEFORE, 1000)]
OLDER: Json = {"kind": "lines", "before": BEFORE, "lines": [line(f"Line {n}.") for n in range(BEFORE)]}
LONGEST_DRAWN = 200
NEWEST = "{} of the newest 300 lines. The older ones have not come yet."
TROUBLE: Json = {"kind": "trouble", "text": "Something went wrong here. It is tried again."}
TO_THE_END = "box => { box.scrollTop = box.scrollHeight }"
LISTENS = """box => {
  window.aloud = [];
  new MutationObserver((changes) => {
    const lines = changes.flatMap(({ addedNodes }) => [...addedNodes]).map((line) => line.textContent);
    if (box.getAttribute("aria-live") === "polite") window.aloud.push(...lines);
  }).observe(box.firstElementChild, { childList: true });
}"""


def step(number: int) -> Json:
    return line(f"Step {number}.", None, "Stepped")


def test_a_long_log_is_drawn_as_far_as_one_reads_and_searched_as_a_whole(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5), *HELD, earlier=BEFORE))
    log = client.page.get_by_role("log")
    drawn = log.get_by_role("listitem")
    expect(drawn.first).to_have_text("Line 999.")
    assert drawn.count() < LONGEST_DRAWN
    log.evaluate(LISTENS)
    client.silent()

    # To its end: what is here first, then what was before.
    while there.heard.empty():
        log.evaluate(TO_THE_END)
        client.page.wait_for_timeout(50)
    assert there.hears() == {"do": "lines", "before": BEFORE}
    expect(drawn.last).to_have_text("Line 700.")
    # They cannot be sent: whoever reads on asks for them again.
    there.say(TROUBLE)
    client.sees(TROUBLE["text"])
    client.silent()
    log.evaluate("box => { box.scrollTop -= 50 }")
    assert there.hears() == {"do": "lines", "before": BEFORE}
    there.say(OLDER)
    log.get_by_text("Line 699.").wait_for()
    before = log.evaluate("box => box.scrollTop")
    there.say(frame(6, line("Somebody does something.")))
    client.is_(number=6)
    assert log.evaluate("box => box.scrollTop") > before, "what one reads stays where it is"
    assert drawn.count() > len(HELD)
    log.evaluate("box => { box.scrollTop = 0 }")
    there.say(frame(7, line("And so does another.")))
    client.is_(number=7)
    expect(drawn).to_have_count(60)

    # A line that breaks and comes back takes nothing away, and nothing is fetched twice.
    there.greeting = [
        snapshot(frame(7), *HELD, line("Somebody does something."), line("And so does another."), earlier=BEFORE)
    ]
    there.drop()
    client.is_(state="lost")
    client.is_(state="open")
    client.button("Search what happened").click()
    search = client.page.get_by_role("searchbox")
    search.fill("Line 4")
    expect(client.page.locator(".found")).to_have_text("111 of 1002 lines")
    expect(drawn.first).to_have_text("Line 499.")
    there.say(frame(8, line("Line 4 is no such line.")))
    expect(client.page.locator(".found")).to_have_text("112 of 1003 lines")
    client.silent()
    client.press("Escape")
    expect(drawn.first).to_have_text("Line 4 is no such line.")
    assert client.page.evaluate("window.aloud") == [
        "Somebody does something.",
        "And so does another.",
        "Line 4 is no such line.",
    ]


def test_a_search_looks_through_what_has_not_come_yet(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5), *HELD, earlier=BEFORE))
    client.button("Search what happened").click()
    assert there.hears() == {"do": "lines", "before": BEFORE}
    search = client.page.get_by_role("searchbox")
    search.fill("line 4")
    client.silent()
    there.say(OLDER | {"before": BEFORE - 1}, TROUBLE)
    client.sees(TROUBLE["text"])
    client.silent()
    search.fill("line 40")
    assert there.hears() == {"do": "lines", "before": BEFORE}
    # The line breaks before it has come: it is asked for again.
    there.drop()
    assert there.hears() == {"do": "lines", "before": BEFORE}
    expect(client.page.locator(".found")).to_have_text(NEWEST.format(0))
    there.say(OLDER)
    expect(client.page.locator(".found")).to_have_text("11 of 1000 lines")
    client.sees("Line 409.")
    # Who is somebody else now reads what that one may.
    there.say(snapshot(frame(6), *HELD, earlier=BEFORE) | {"you": None})
    assert there.hears() == {"do": "lines", "before": BEFORE}
    expect(client.page.locator(".found")).to_have_text(NEWEST.format(0))


def test_no_line_changes_its_place_when_others_come(client: Client, there: Far) -> None:
    older = [step(1), line("Wren waits."), step(2), line("Otis cleans.")]
    told = [line("Wren zaps Juno."), line("Juno is out."), step(3), line("Otis eats.")]
    client.open(snapshot(frame(3), *told, earlier=len(older)))
    left, lent = line("A program plays for Wren.", kind="left"), line("Otis shares with Juno.", kind="Shared")
    there.say(frame(4, left, step(4), line("Juno waits.")), frame(5, lent))
    client.is_(number=5)
    stands = ["Otis shares with Juno.", "Step 4.", "Juno waits.", "A program plays for Wren."]
    stands += ["Step 3.", "Otis eats.", "Wren zaps Juno.", "Juno is out."]
    drawn = client.page.get_by_role("log").get_by_role("listitem")
    expect(drawn).to_have_text(stands)
    # The line breaks, and the table goes on meanwhile.
    told += [left, step(4), line("Juno waits."), lent]
    there.greeting = [snapshot(frame(6), *told, line("A program plays for Otis.", kind="left"), earlier=len(older))]
    there.drop()
    stands = ["A program plays for Otis.", *stands]
    expect(drawn).to_have_text(stands)
    # What the newest lines began with belongs to the step before them.
    there.say({"kind": "lines", "before": len(older), "lines": older})
    expect(drawn).to_have_text([*stands[:-2], "Step 2.", "Otis cleans.", *stands[-2:], "Step 1.", "Wren waits."])
