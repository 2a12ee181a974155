"""Matches as a house has them after a while: ended and running ones, with people at some seats."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st

from app.commands.simulate import play
from app.identity import COOKIE, person
from app.seating import scripted_seats
from games.luck import derive
from games.registry import GAMES
from replays.record import Header, Kind, Origin, Record, Seating, fresh_id
from replays.store import Store, now

GUEST = Seating("Guest", Kind.PERSON, "Guest")
MARA = Seating("Mara", Kind.PERSON, "Mara")


def visitor(secret: str) -> str:
    """What the store knows of the browser with this secret."""
    known = person({COOKIE: secret})
    assert known is not None
    return known


def browse_as(patch: pytest.MonkeyPatch, secret: str | None) -> None:
    """From now on every page is asked for by the browser with this secret, or by one that keeps no cookies."""
    cookies = {} if secret is None else {COOKIE: secret}
    patch.setattr(type(st.context), "cookies", property(lambda _: cookies))


def seats(*people: Seating, scripted: int = 2) -> tuple[Seating, ...]:
    """Scripted players, and then people."""
    return (*scripted_seats(("random", "honest", "bold")[:scripted]), *people)


def whole(*seated: Seating, preset: str = "paper", seed: int = 7) -> Record:
    """A match from its beginning to its end; scripted players have clicked for the people in it."""
    clicking = [replace(seating, kind=Kind.SCRIPTED, player="random") for seating in seated]
    game, drawn = GAMES["liars_bar"], derive(seed, "arranged")
    # In a thread of its own: Playwright holds the loop of this one.
    with ThreadPoolExecutor(1) as thread:
        playing = play(game, preset, clicking, drawn, seed_known=False)
        record, _, _ = thread.submit(asyncio.run, playing).result()
    people = any(seating.kind is Kind.PERSON for seating in seated)
    return Record(replace(record.header, seats=seated, origin=Origin.TABLE, people=people), record.steps)


def ended(store: Store, *seated: Seating, **how: Any) -> Header:
    """A match that has ended, kept."""
    record = whole(*seated or seats(GUEST), **how)
    store.save(record)
    return record.header


def running(store: Store, *seated: Seating, seed: int = 7) -> Header:
    """A match that runs, kept up to its first cards."""
    record = whole(*seated or seats(GUEST), seed=seed)
    header = replace(record.header, id=fresh_id(), created=now(), steps=0, ended=None, outcome=None)
    store.create(header)
    for step in record.steps[:4]:
        store.append(header.id, step)
    return store.header(header.id)
