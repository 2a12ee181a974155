"""The app as a newcomer starts it, and a person in front of a browser."""

import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Dialog, Locator, Page, expect

UNDERTABLE = Path(sys.executable).with_name("undertable")
DECISION = "[class*=st-key-decision-]"
SETTLED = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
CHANGED = """before => {
    const now = document.querySelector('[class*=st-key-decision-]');
    const idle = document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning';
    return idle && now && now.className !== before;
}"""


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
        command = [UNDERTABLE, "--no-browser", "--port", str(self.port), "--data", self.folder]
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

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._requested(request.url))
        self.page.on("dialog", self._dialog)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _requested(self, url: str) -> None:
        if not url.startswith((self.app.url, "data:", "blob:")):
            self.foreign.append(url)

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
        self.page.wait_for_function(SETTLED)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    @property
    def main(self) -> Locator:
        return self.page.get_by_test_id("stMain")

    def sit_down(self, name: str = "") -> None:
        self.go()
        if name:
            self.page.get_by_text("Choose the players").click()
            self.page.get_by_label("Your name").fill(name)
        self.button("Sit down and play").dblclick()
        self.at_table()

    def at_table(self) -> None:
        """Until the table has been drawn; the way out is its last line."""
        expect(self.page.get_by_role("link", name="Leave the table")).to_be_visible()
        self.settle()

    @property
    def decision(self) -> int:
        """The number of the decision on the screen."""
        name = self.page.locator(DECISION).get_attribute("class") or ""
        return int(name.split("st-key-decision-")[1].split()[0])

    @property
    def over(self) -> bool:
        return self.page.get_by_role("heading", name="The match is over").is_visible()

    @property
    def laying(self) -> bool:
        return self.page.get_by_test_id("stButtonGroup").is_visible()

    def cards(self) -> Locator:
        return self.page.get_by_test_id("stButtonGroup").get_by_role("button")

    def answer(self) -> None:
        """Lay the first card, or let it pass, and wait for what comes of it."""
        before = self.page.locator(DECISION).get_attribute("class")
        if self.laying:
            self.cards().first.click()
            self.button(re.compile("^Lay 1 card")).click()
        else:
            self.button("Let it pass").click()
        self.page.wait_for_function(CHANGED, arg=before)
