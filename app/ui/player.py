"""The player of a kept match: a component in the browser, told what the address asks for and what it may say."""

from typing import Any, Final

import streamlit as st
from streamlit.components.v2 import component

from app import engine, watching
from app.ui.links import to_matches, to_table
from app.ui.plain import plain
from games.words import words
from replays.record import Header, viewpoint
from replays.refusal import RecordError, shown
from replays.replay import viewers
from replays.store import NoSuchMatch

TEXT: Final[dict[str, Any]] = words("app")["player"]
PAGE: Final[dict[str, Any]] = words("app")["page"]

# Streamlit calls this anew whenever the page asks for something else, and may take back what is still loading: so one
# player is kept for each place on a page, and only who came last may close it.
SCRIPT: Final = """
const players = new Map();
let calls = 0;
export default async function ({ data, parentElement: root }) {
  const call = ++calls;
  const kept = players.get(root) ?? {};
  players.set(root, kept);
  kept.last = call;
  kept.code ??= import(location.origin + "/browser/player.js");
  const { mount } = await kept.code;
  if (kept.player) kept.player.update(data);
  else kept.player = mount(root, data);
  return () => {
    if (kept.last !== call) return;
    kept.player.close();
    players.delete(root);
  };
}
"""
_player = component("undertable_player", js=SCRIPT)


def show(match_id: str) -> None:
    """The match at the seat and step of the address. What is wrong with the address is said."""
    try:
        header = engine.store().header(match_id)
    except NoSuchMatch:
        st.error(plain(words("app")["watch"]["unknown"].format(id=shown(match_id, 40))))
        to_matches(words("app")["watch"]["list"])
        return
    except RecordError as error:
        st.error(plain(PAGE["record"].format(reason=error)))
        return
    if header.ended is None and header.people:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(TEXT["running"], width="content")
            to_table(TEXT["to_table"], header.id)
    seat, notice = _seat(header, st.query_params.get("seat", ""))
    told = {"match": header.id, "seat": seat, "step": st.query_params.get("step", ""), "notice": notice}
    _player(key="player", data=told | {"words": TEXT["browser"]})


def _seat(header: Header, asked: str) -> tuple[str, str]:
    """The viewpoint of the address, else the first that is open, and what is wrong with the one that was asked for."""
    first = viewers(header)[0]
    if not asked:
        return viewpoint(first), ""
    try:
        return viewpoint(watching.asked(header, asked)), ""
    except RecordError as error:
        reason = f"{str(error)[:1].upper()}{str(error)[1:]}."
    except PermissionError as error:
        reason = str(error)
    view = TEXT["everybody"] if first is None else shown(header.names[first])
    return viewpoint(first), TEXT["instead"].format(reason=reason, view=view)
