"""The app as a newcomer starts it, and a person in front of a browser."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Dialog, Locator, Page, Request, WebSocket, expect
from playwright.sync_api import TimeoutError as TooLate

PATIENCE = 30_000
"""Milliseconds in which a page has to become what it should be."""
GLANCES = 50
"""Milliseconds between two looks at a page: to look at each frame would keep it drawing frames."""
UNDERTABLE = Path(sys.executable).with_name("undertable")
SETTLED = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
ROOTS = """const parts = root => [...root.querySelectorAll('*')];
    const roots = root => [root, ...parts(root).flatMap(part => part.shadowRoot ? roots(part.shadowRoot) : [])];
    const find = part => roots(document).map(root => root.querySelector(part)).find(Boolean);
    const table = find('.live-table');"""
TELLS = f"""([part, name, value]) => {{ {ROOTS} const told = find(part)?.dataset[name];
    return told !== undefined && new RegExp(value).test(told); }}"""
ASKED = f"() => {{ {ROOTS} return table && (table.dataset.decision || table.dataset.ended); }}"
SKIPPING = f"() => {{ {ROOTS} setInterval(() => table.querySelector('.skip:not([hidden])')?.click(), 50); }}"
MOVED = f"before => {{ {ROOTS} return table && table.dataset.number !== before; }}"


@dataclass
class App:
    """One server over one folder; it can be killed and started again on the same port."""

    folder: Path
    port: int = 0
    process: "subprocess.Popen[str] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Returns what it prints, once it is open."""
        command = [UNDERTABLE, "--no-browser", "--pace", "0", "--port", str(self.port), "--data", self.folder]
        self.process = subprocess.Popen(command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", told)
        assert found, told + self.process.stdout.read()
        self.port = int(found[1])
        return told

    def stop(self, how: signal.Signals = signal.SIGKILL, patience: float = 5) -> int:
        """The exit status."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(patience)


def wait_for(page: Page, part: str, name: str, value: str | re.Pattern[str]) -> None:
    """Until this data attribute of a part of the page is so: at once, where `expect` looks only twice a second."""
    wanted = value.pattern if isinstance(value, re.Pattern) else f"^{re.escape(value)}$"
    try:
        page.wait_for_function(TELLS, arg=[part, name, wanted], timeout=PATIENCE, polling=GLANCES)
    except TooLate:
        # It says what it is instead.
        expect(page.locator(part)).to_have_attribute(f"data-{name}", value, timeout=1000)


@dataclass
class Person:
    """Somebody in front of one tab, and what the tab did that it should not."""

    page: Page
    app: App
    foreign: list[str] = field(default_factory=list)
    """Requests that left this computer."""
    alarms: list[str] = field(default_factory=list)
    """Dialogs that opened: a script of somebody else's has run."""
    received: list[bytes] = field(default_factory=list)
    """Everything that came over the websocket."""
    replied: bool = False
    """It has called or passed already."""

    def __post_init__(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("dialog", self._dialog)
        self.page.on("websocket", self._opened)

    def leave(self) -> None:
        """Somebody else will sit before this tab."""
        self.page.remove_listener("request", self._requested)
        self.page.remove_listener("dialog", self._dialog)
        self.page.remove_listener("websocket", self._opened)

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.app.url, "data:", "blob:")):
            self.foreign.append(request.url)

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._frame)

    def _dialog(self, dialog: Dialog) -> None:
        self.alarms.append(dialog.message)
        dialog.dismiss()

    def _frame(self, payload: bytes | str) -> None:
        self.received.append(payload if isinstance(payload, bytes) else payload.encode())

    def go(self, path: str = "") -> None:
        self.page.goto(self.app.url + path)
        self.settle()

    def settle(self) -> None:
        """Until the page has been drawn to its end."""
        self.page.wait_for_function(SETTLED, polling=GLANCES)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    @property
    def main(self) -> Locator:
        return self.page.get_by_test_id("stMain")

    @property
    def table(self) -> Locator:
        """The live table; what it is doing stands in its data attributes."""
        return self.page.locator(".live-table")

    def told(self, name: str) -> str:
        return self.table.get_attribute(f"data-{name}") or ""

    def becomes(self, name: str, value: str | re.Pattern[str]) -> None:
        wait_for(self.page, ".live-table", name, value)

    def goes_on(self, name: str, before: str) -> None:
        """Until this data attribute of the table is another."""
        self.becomes(name, re.compile(f"^(?!{re.escape(before)}$)"))

    def sit_down(self) -> None:
        """From the first page to a running match."""
        self.go()
        self.button("Sit down and play").click()
        self.at_table()

    def at_table(self) -> None:
        self.becomes("state", "open")
        self.becomes("number", re.compile(r"[1-9]"))

    def asked(self) -> bool:
        """Wait until this person is asked; False when the match is over instead."""
        self.page.wait_for_function(ASKED, timeout=2 * PATIENCE, polling=GLANCES)
        return not self.told("ended")

    @property
    def laying(self) -> bool:
        return self.button(re.compile("^(Choose|Lay) ")).first.is_visible()

    @property
    def cards(self) -> Locator:
        return self.page.get_by_role("checkbox")

    def answer(self, press: Callable[[Locator], None] = Locator.click, reply: str = "Pass") -> None:
        """Lay the first card, or reply to what was laid, and wait until that is done."""
        before = self.told("number")
        if self.laying:
            press(self.cards.first)
            press(self.button(re.compile("^Lay 1")))
        else:
            press(self.button(re.compile(f"^{reply}")))
            self.replied = True
        self.page.wait_for_function(MOVED, arg=before, polling=GLANCES)

    def hasten(self, press: Callable[[Locator], None] = Locator.click) -> None:
        """Answer so that the match is soon over: let one play pass, and call every other."""
        self.answer(press, "Call" if self.replied else "Pass")

    def hurry(self) -> None:
        """Skip every showdown from now on."""
        self.page.evaluate(SKIPPING)

    def play_out(self, press: Callable[[Locator], None] = Locator.click) -> None:
        self.hurry()
        while self.asked():
            self.hasten(press)
