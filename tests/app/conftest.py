"""A server of its own for each file, a real Chromium, and the pages in this process for what needs no browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from app import engine, places
from replays.store import Store
from tests.app.client import Client, at_table
from tests.app.far import Far
from tests.app.serving import PATIENCE, App, Person
from tests.app.tabs import Tabs
from tests.stores import prepare

MAIN = Path(__file__).parents[2] / "app" / "main.py"
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first, which has no window to draw around a page, opens one in little more than half the time."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
)
expect.set_options(timeout=PATIENCE)


@contextmanager
def launched() -> Iterator[Browser]:
    """The first of these that is installed."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), f"/usr/bin/{CHROMIUMS[0]}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not any(map(shutil.which, CHROMIUMS)) and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed")
    with launched() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A running app over a folder of its own."""
    app = App(tmp_path_factory.mktemp("data"))
    prepare(app.folder)
    app.start()
    yield app
    app.stop()


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def visit(tabs: Tabs, served: App) -> Iterator[Callable[..., Person]]:
    """A new person, each in a browser without memory, who wants to see nothing move; `options` are Playwright's."""
    with ExitStack() as leaving:

        def come(app: App = served, **options: Any) -> Person:
            someone = Person(leaving.enter_context(tabs.lent(**options)), app)
            leaving.callback(someone.leave)
            return someone

        yield come


@pytest.fixture
def client(tabs: Tabs) -> Iterator[Client]:
    """Somebody at a table whose far side the test plays."""
    with at_table(tabs) as someone:
        yield someone


@pytest.fixture
def there(client: Client) -> Far:
    """The far side."""
    return client.there


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that pages run in this process read and write."""
    engine.close()
    monkeypatch.setenv(places.VARIABLE, str(tmp_path))
    prepare(tmp_path)
    engine.tables(tmp_path, pace=0)
    yield engine.store()
    engine.close()


@pytest.fixture
def screen(kept: Store) -> Callable[..., AppTest]:
    """A page by its name and the parameters of its address, run once."""

    def run(name: str = "play", **where: str) -> AppTest:
        at = AppTest.from_file(str(MAIN), default_timeout=20)
        at.switch_page(f"screens/{name}.py")
        for parameter, value in where.items():
            at.query_params[parameter] = value
        return at.run()

    return run
