"""The app as a process: one address on this computer, any port, and an end at once."""

import signal
import socket
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

import pytest
from playwright.sync_api import Browser
from streamlit.runtime.scriptrunner.exec_code import modified_sys_path

from app import server
from app.bundle import bundled
from app.server import HOST, PORT, listening
from tests.app.serving import App, Person


def test_without_a_port_it_takes_the_usual_one_or_any(tmp_path: Path) -> None:
    with listening(None) as first, listening(None) as second:
        ports = [door.getsockname() for door in (first, second)]
        assert {host for host, _ in ports} == {HOST}
        assert ports[1][1] not in (ports[0][1], PORT)


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        with pytest.raises(OSError, match="in use"):
            listening(taken.getsockname()[1])
        app = App(tmp_path, taken.getsockname()[1])
        with pytest.raises(AssertionError, match=r"^Port \d+ cannot be used"):
            app.start()
        assert app.process is not None
        assert app.process.wait(5) == 1


def test_a_run_of_a_page_leaves_alone_where_other_threads_import_from() -> None:
    before = list(sys.path)
    with modified_sys_path(str(Path(server.__file__).with_name("main.py"))):
        assert sys.path == before
    assert sys.path == before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_at_once_with_a_page_open(
    tmp_path: Path, browser: Browser, how: signal.Signals
) -> None:
    app = App(tmp_path)
    told = app.start()
    assert told == f"Under the Table is open at {app.url}\n"
    page = browser.new_page()
    person = Person(page, app)
    person.sit_down()
    began = time.monotonic()
    status = app.stop(how)
    assert time.monotonic() - began < 3
    assert status in (0, -how)
    assert app.process is not None
    assert app.process.stdout is not None
    assert app.process.stdout.read() == "Stop it with Ctrl-C.\n"
    page.close()


def test_a_part_of_a_page_comes_as_one_script_which_is_sent_once(served: App) -> None:
    url = f"{served.url}/browser/table.bundle.js"
    with urllib.request.urlopen(url) as answer:
        code, tag = answer.read().decode(), answer.headers["etag"]
        assert answer.headers["cache-control"] == "no-cache"
    assert code == bundled("table.js") + '\nexport const { mount } = $["table.js"];\n'
    for wrong, status in ((url.replace("table.b", "no.b"), 404), (url, 304)):
        with pytest.raises(HTTPError) as error:
            urllib.request.urlopen(Request(wrong, headers={"if-none-match": tag}))
        assert error.value.code == status


def test_its_fonts_are_served_from_wherever_it_was_started(served: App) -> None:
    for name in ("young-serif-latin-400-normal", "literata-latin-400-normal"):
        with urllib.request.urlopen(f"{served.url}/app/static/{name}.woff2") as answer:
            assert answer.read(4) == b"wOF2"


def test_another_machine_name_is_not_answered(served: App) -> None:
    """A foreign page that has its name point here gets no websocket."""
    with socket.create_connection((HOST, served.port)) as line:
        line.sendall(
            b"GET /_stcore/stream HTTP/1.1\r\nHost: elsewhere.example\r\nOrigin: http://elsewhere.example\r\n"
            b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        assert line.recv(12) == b"HTTP/1.1 400"
