"""Recorded matches brought in from a browser: the same importers and the same refusals as on the command line."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol

import streamlit as st
from sqlalchemy.exc import DBAPIError

from app import engine, session, watching
from app.ui.links import to_match
from app.ui.plain import plain
from games.words import words
from replays.importers.bring_in import Report, bring_in
from replays.importers.limits import FILE, ZIP
from replays.refusal import shown
from replays.store import NoSuchMatch, Store

TEXT: dict[str, Any] = words("app")["lobby"]
TYPES: Final = ("json", "jsonl", "html", "zip")
MOST: Final = 50
"""Lines of a report that are shown."""


class File(Protocol):
    """What a browser sends."""

    name: str

    def getbuffer(self) -> memoryview: ...


def show() -> None:
    """Files to choose, and what became of those that were sent."""
    with st.expander(TEXT["upload"]):
        st.text(TEXT["upload_about"].format(file=FILE, zip=ZIP))
        with st.form("upload", clear_on_submit=True, border=False):
            files = st.file_uploader(TEXT["upload_files"], type=TYPES, accept_multiple_files=True, max_upload_size=ZIP)
            sent = st.form_submit_button(TEXT["upload_do"])
        if sent and files:
            _bring(files)
        elif sent:
            session.keep("reports", None)
            st.info(TEXT["upload_none"])
        if reports := session.kept("reports"):
            _told(reports)


def _bring(files: Iterable[File]) -> None:
    """Kept as they come: a second press ends this run, and what has come in by then is told all the same."""
    reports: list[Report] = []
    session.keep("reports", reports)
    with st.spinner(TEXT["upload_now"]):
        try:
            reports.extend(bring(engine.store(), files))
        except (OSError, DBAPIError):
            st.error(TEXT["upload_full"])


def bring(store: Store, files: Iterable[File]) -> Iterator[Report]:
    """Bring in each file, and say what became of it, or of each record in it, under the name it was sent with.

    Raises OSError or sqlalchemy.exc.DBAPIError where it cannot be written down; what came in before stays.
    """
    with TemporaryDirectory() as folder:
        for file in files:
            # Not under its own name: that is a stranger's, and may lead anywhere.
            path = Path(folder, "sent.zip" if file.name.lower().endswith(".zip") else "sent.json")
            path.write_bytes(file.getbuffer())
            for report in bring_in(store, [path]):
                yield replace(report, name=shown(file.name) + report.name.removeprefix(str(path)))


def _told(reports: Sequence[Report]) -> None:
    """How many came in; then a line for each, those that were refused first."""
    refused = [report for report in reports if report.id is None]
    here = [(report, report.id) for report in reports if report.id is not None]
    new = sum(report.new for report, _ in here)
    counts = {"new": new, "old": len(here) - new, "refused": len(refused)}
    parts = [TEXT["brought"][what].format(n=n) for what, n in counts.items() if n]
    st.markdown(TEXT["brought"]["told"].format(parts=TEXT["brought"]["join"].join(parts)))
    if refused:
        lines = [plain(TEXT["refused"].format(name=one.name, reason=one.refusal)) for one in refused[:MOST]]
        st.error("\n\n".join(lines))
    for report, match_id in here[:MOST]:
        with st.container(gap=None), suppress(NoSuchMatch):
            told = " · ".join(watching.above(engine.store().header(match_id)))
            came = "fuller" if report.fuller else "came_in" if report.new else "was_here"
            to_match(plain(TEXT[came].format(name=report.name)), match_id)
            st.caption(plain(told))
    if left := max(0, len(refused) - MOST) + max(0, len(here) - MOST):
        st.caption(TEXT["reports_left"].format(left=left))
