"""The pages around the table in real Chromium: one press seats, a file comes in, a match is deleted, on any screen."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from app.identity import COOKIE
from replays.exchange import lines
from replays.record import Kind, Seating
from replays.store import Store
from tests.app.arranged import GUEST, MARA, ended, running, seats, visitor, whole
from tests.app.faults import serious, serious_in_both
from tests.app.serving import App, Person

Visit = Callable[[], Person]
LONG = Seating("W" * 40, Kind.PERSON, "W" * 40)
PHONE = {"width": 390, "height": 844}
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .some(part => part.scrollWidth > part.clientWidth)"""

HIT = """async button => {
    for (let hits = 0; hits < 40 && button.isConnected; hits++) {
        button.click();
        await new Promise(done => setTimeout(done, 10));
    }
}"""


@contextmanager
def opened(app: App) -> Iterator[Store]:
    store = Store.open(app.folder)
    yield store
    store.close()


def known_as(person: Person) -> str:
    """What the store knows of this browser."""
    (cookie,) = [cookie for cookie in person.page.context.cookies() if cookie.get("name") == COOKIE]
    return visitor(cookie.get("value", ""))


def test_hitting_the_button_many_times_seats_a_newcomer_at_one_match(visit: Visit, served: App) -> None:
    person = visit()
    person.go()
    with opened(served) as store:
        before = store.ids()
    person.button("Sit down and play").evaluate(HIT)
    person.page.wait_for_url(re.compile(r"/table\?match=[0-9a-z]+&seat=4$"))
    person.settle()
    with opened(served) as store:
        (match_id,) = set(store.ids()) - set(before)
        assert store.seats_of(known_as(person), match_id) == (3,)
    assert match_id in person.page.url
    person.page.get_by_role("link", name="Matches", exact=True).click()
    person.page.get_by_role("link", name="Back to the table with Wren, Otis and Juno").click()
    person.page.wait_for_url(re.compile(rf"/table\?match={match_id}&seat=4$"))


def test_a_press_that_reaches_a_server_started_anew_seats_as_well(visit: Visit, served: App) -> None:
    person = visit()
    person.go()
    # All that draws the page has come.
    person.page.wait_for_load_state("networkidle")
    served.stop()
    served.start()
    person.button("Sit down and play").click()
    person.page.wait_for_url(re.compile(r"/table\?match=[0-9a-z]+&seat=4$"))
    with opened(served) as store:
        assert len(store.mine(known_as(person), running=True)) == 1


def test_a_name_is_refused_while_it_is_typed(visit: Visit) -> None:
    person = visit()
    person.go()
    person.page.get_by_text("Set the table").click()
    person.page.get_by_label("Your name").press_sequentially("Ma<ra>")
    person.sees(re.compile("^This name will not do"))
    expect(person.page.get_by_label("Your name")).to_be_focused()
    person.page.get_by_label("Your name").fill("Mara")
    expect(person.page.get_by_text(re.compile("^This name will not do"))).to_have_count(0)


def test_a_chosen_file_comes_in_and_can_be_watched(visit: Visit, tmp_path: Path) -> None:
    person, record = visit(), whole(*seats(MARA))
    (tmp_path / "a match.jsonl").write_bytes(b"\n".join(lines(record)))
    (tmp_path / "no match.json").write_text("{}", "utf-8")
    person.go("/matches")
    person.page.get_by_text("Bring in recorded matches").click()
    person.page.locator("input[type=file]").set_input_files([tmp_path / "a match.jsonl", tmp_path / "no match.json"])
    expect(person.page.get_by_test_id("stFileChipName")).to_have_count(2)
    person.settle()
    person.button("Bring them in").click()
    person.sees("1 came in, 1 refused.")
    person.sees(re.compile("^no match.json is refused.* it is no match in a format that is known here"))
    assert serious(person.page) == []
    # While the page is still drawn what lies under the mouse may move away.
    person.settle()
    person.page.get_by_role("link", name="a match.jsonl came in.").click()
    person.page.wait_for_url(re.compile(rf"/watch\?match={record.header.id}"))


def test_a_match_is_deleted_after_a_question(visit: Visit, served: App) -> None:
    person = visit()
    person.go()
    with opened(served) as store:
        done = ended(store, *seats(LONG))
        store.claim(known_as(person), done.id, 2)
    person.go("/matches")
    own = person.page.locator(f".st-key-row-own-{done.id}")
    for answer, left in (("Keep it", 1), ("Close", 1), ("Delete it for good", 0)):
        own.get_by_role("button", name="Delete").click()
        dialog = person.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Nobody can watch it again")
        dialog.get_by_role("button", name=answer).click()
        expect(dialog).to_have_count(0)
        person.settle()
        expect(own).to_have_count(left)
    with opened(served) as store:
        assert done.id not in store.ids()


def test_what_was_narrowed_is_whole_again_after_the_menu(visit: Visit) -> None:
    person = visit()
    person.go("/matches?player=nobody&outcome=running")
    person.sees("No kept match fits.")
    person.page.get_by_role("link", name="Play").click()
    person.sees("A card game of lying and being believed")
    assert person.page.url.rstrip("/") == person.app.url
    person.page.get_by_role("link", name="Matches", exact=True).click()
    expect(person.page.get_by_role("textbox", name="Name or player")).to_have_value("")


def test_nothing_secret_of_a_running_match_comes_over_the_wire(visit: Visit, served: App) -> None:
    person = visit()
    with opened(served) as store:
        header = running(store, *seats(GUEST, MARA))
        seed = store.seed(header.id)
    person.go("/matches?outcome=running")
    expect(person.page.locator(f".st-key-row-all-{header.id}")).to_be_visible()
    got = b"".join(person.received)
    assert header.id.encode() in got
    assert f"{seed:032x}".encode() not in got
    assert not re.search(rb"\b(Queen|King|Ace|Joker)s?\b", got)


def test_every_page_can_be_read_on_a_phone_and_on_a_desk(visit: Visit, served: App) -> None:
    person = visit()
    person.go()
    with opened(served) as store:
        store.claim(known_as(person), running(store, *seats(LONG, GUEST)).id, 3)
        store.claim(known_as(person), ended(store, *seats(LONG), preset="classic", seed=3).id, 2)
    for size in (PHONE, {"width": 1280, "height": 900}):
        person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for path in ("/", "/matches"):
            person.go(path)
            for name in ("Play", "Matches"):
                expect(person.page.locator(".st-key-menu").get_by_text(name)).to_be_in_viewport()
            assert not person.page.evaluate(SIDEWAYS)
            assert serious_in_both(person.page) == []
        person.go()
        person.page.get_by_text("Set the table").click()
        person.page.get_by_text("Person", exact=True).first.click()
        person.page.get_by_label("Your name").press_sequentially("wren")
        expect(person.page.get_by_text(re.compile("^Two seats are called"))).to_have_count(2)
        for condition, offers in (("Private channel", 1), ("Nothing is offered", 0), ("Hints for two", 1)):
            # What is pressed stays where it is, whatever is drawn anew.
            pressed = person.page.locator("label", has=person.page.get_by_text(condition, exact=True))
            pressed.scroll_into_view_if_needed()
            before = pressed.bounding_box()
            pressed.click()
            expect(person.page.get_by_text("The offer, in these words")).to_have_count(offers)
            person.settle()
            assert pressed.bounding_box() == before
        assert not person.page.evaluate(SIDEWAYS)
        assert serious_in_both(person.page) == []
