"""In real Chromium: each tool but the channel at work, as one of its two has it before them and as a third does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from games.secret_tools.conditions import Condition
from replays.record import Kind, Seating
from tests.app import private
from tests.app.private import Insider
from tests.app.serving import App

WREN, OTIS, JUNO = (
    Seating(name, Kind.SCRIPTED, f"{who}+always")
    for name, who in (("Wren", "counting"), ("Otis", "bold"), ("Juno", "counting"))
)
MARA, CAL = (Seating(name, Kind.PERSON, name) for name in ("Mara", "Cal"))
LETTER = "I lay the truth now, all of you."


def hinted(own: Insider) -> None:
    told = own.page.locator(".told.between")
    expect(told).to_contain_text("From the partner hint feed you share with Wren")
    expect(own.page.locator(".told.open")).to_be_hidden()


def coached(own: Insider) -> None:
    told = own.page.locator(".told.open")
    expect(told).to_contain_text("Mara and Wren have asked for the table coach")
    own.goes_on()
    expect(told).to_contain_text("From the table coach, shown to every player:")
    # What everybody may read is not shown as if it were for the two alone.
    expect(own.page.locator(".told.between")).to_be_hidden()


def noted(own: Insider) -> None:
    own.until("note")
    own.note.get_by_label("Your note").fill("Otis bluffs a lot.")
    private.shoot(own.person, "asked-notes")
    own.note.get_by_role("button", name="Keep it").click()
    own.person.becomes("private", "")
    told = own.page.locator(".told.between")
    expect(told.get_by_role("heading")).to_have_text("Your notes")
    expect(told).to_contain_text("Otis bluffs a lot.")


def read_by_all(own: Insider) -> None:
    own.until("letter")
    private.shoot(own.person, "asked-open_table")
    expect(own.note.get_by_text("nobody else can see this")).to_be_hidden()
    own.write(LETTER)
    own.person.becomes("private", "")
    expect(own.page.locator(".told.between")).to_be_hidden()
    expect(own.page.locator(".told.open")).to_contain_text(LETTER)


@pytest.mark.parametrize(
    ("condition", "wording", "seen"),
    [
        (Condition.HINT, "V0", hinted),
        (Condition.COACH, "P0", coached),
        (Condition.NOTES, "P0", noted),
        (Condition.OPEN_TABLE, "P1", read_by_all),
    ],
)
def test_a_tool_works_before_the_eyes_of_those_whom_it_is_for(
    visit: private.Visit, served: App, condition: Condition, wording: str, seen: Callable[[Insider], None]
) -> None:
    announced = condition is not Condition.HINT
    seats = (WREN, OTIS, MARA, CAL) if announced else (WREN, OTIS, MARA, JUNO)
    match = private.begun(served, seats, private.channel(2, condition=condition, wording=wording))
    third = private.sit(visit, served, match.links[3]) if announced else None
    mara = private.sit(visit, served, match.links[2])
    mara.hurry()
    own = Insider(mara)
    own.asked("offer")
    own.choose("Accept")
    own.choose("Wren")
    own.give()
    mara.becomes("private", "")
    seen(own)
    private.shoot(mara, f"works-{condition}")
    if third is not None:
        # A third is told that there is one, and reads what is for all.
        told = third.page.locator(".told.open")
        expect(told).to_contain_text("Mara and Wren")
        if condition is Condition.OPEN_TABLE:
            expect(told).to_contain_text(LETTER)
        expect(third.page.locator(".told.between")).to_be_hidden()
        assert "Otis bluffs" not in private.content(private.messages(third))
        private.shoot(third, f"third-{condition}")
