"""The app as one process: the pages on a port of this computer, over one store."""

import gc
import socket
import sys
import threading
import webbrowser
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import streamlit as st
import uvicorn
from sqlalchemy.exc import DBAPIError
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app import engine
from app.commands.run import failed
from app.identity import Introduce
from app.keys import BadSecrets, read_secrets
from app.places import data_folder
from app.routes import ROUTES
from games.words import words
from replays.migrations import NewerDatabase

HOST: Final = "127.0.0.1"
HOSTS: Final = (HOST, "localhost")
"""The names by which this server may be called."""
PORT: Final = 8501
PATIENCE: Final = 1
"""Seconds that open pages are given when the server stops."""


# Streamlit puts this folder in front of the path for every run of a page and takes it out again, and an import that is
# under way in another thread may then overlook what stands behind it. Where it stands already it is left alone.
sys.path.append(str(Path(__file__).parent))


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    try:
        read_secrets()
    except BadSecrets as error:
        failed(words("app")["models"]["bad_secrets"].format(file=error))
    engine.tables()
    try:
        yield
    finally:
        engine.close()


def _trouble(error: Exception) -> bool:
    """What a page says when it fails; the traceback goes to the terminal, never to the page."""
    sys.excepthook(type(error), error, error.__traceback__)
    st.error(words("app")["page"]["not_read" if isinstance(error, DBAPIError) else "trouble"])
    return True


app = st.App(
    Path(__file__).with_name("main.py"),
    lifespan=_lifespan,
    routes=ROUTES,
    # Streamlit asks only its own visitors for whom they came: a foreign name that points here reaches none of ours.
    middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS), Middleware(Introduce)],
    on_script_error=_trouble,
)


def listening(port: int | None) -> socket.socket:
    """A socket of this computer only, on the port asked for, else on 8501 or any free one. Raises OSError."""
    for wanted in (PORT, 0) if port is None else (port,):
        found = socket.socket()
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, wanted))
        except OSError:
            found.close()
            if port is not None or not wanted:
                raise
        else:
            found.listen()
            return found
    raise AssertionError


def serve(door: socket.socket) -> None:
    """Until Ctrl-C or SIGTERM; then at once, for every step is kept before it is shown."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=PATIENCE,
        # On one computer to pack every frame for every browser costs more than it saves.
        ws_per_message_deflate=False,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door])
    # Before it ends Python searches all that the pages have loaded for what could be freed, which takes a second.
    gc.freeze()


def run(chosen: Namespace) -> int:
    """Open the app as the command line asks: `data`, `port`, `no_browser`. The exit status."""
    text, folder = words("app"), data_folder(chosen.data)
    try:
        engine.tables(folder, chosen.pace)
    except (OSError, DBAPIError, NewerDatabase) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        return failed(text["cli"]["no_data"].format(folder=folder, reason=reason))
    try:
        door = listening(chosen.port)
    except (OSError, OverflowError) as error:
        return failed(text["page"]["no_port"].format(port=chosen.port, reason=error))
    url = f"http://{HOST}:{door.getsockname()[1]}"
    sys.stdout.write(text["cli"]["opened"].format(url=url) + "\n")
    sys.stdout.flush()
    if not chosen.no_browser:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    serve(door)
    return 0
