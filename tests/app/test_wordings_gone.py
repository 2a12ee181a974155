"""Words of one's own: every command reads them, and a match in them can be told when they are not here any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import engine, watching
from app.entries import read_too
from app.places import WORDINGS
from app.sealed import drawn
from app.tables import Tables
from replays.record import Kind, Seating
from replays.store import Store
from tests.app import calling
from tests.app.calling import Say

folder, say, store = calling.folder, calling.say, calling.store
LINEUP = ("counting", "bold", "grudging", "cautious")
LEVELS = "".join(f'{block} = "filler"\n' for block in ("source", "secrecy", "fairness", "harm", "ethics", "penalty"))
ROW = f'[variants.mine]\nname = "my own words"\n{LEVELS}'
SEATS = tuple(part for name in LINEUP for part in ("--seat", f"scripted:{name}+always"))
OFFER = ("--condition", "channel", "--wording", "mine", "--trigger", "1", "--offer-to", "wren")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    read_too(None)
    watching._told.cache_clear()


def put(folder: Path, text: str = ROW) -> Path:
    file = folder / WORDINGS / "variants.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_the_commands_read_words_of_ones_own(say: Say, store: Store, folder: Path) -> None:
    put(folder)
    said = say("match", "--game", "liars_bar", "--seed", "5", *SEATS, *OFFER)
    assert (said.status, said.err) == (0, "")
    assert "mine" in say("list").out
    assert "Wren reads:" in say("show", said.lines[-1], "--seat", "all").out
    header = store.header(said.lines[-1])
    assert header.tool is not None
    assert header.tool.wording == "mine"
    series = say("series", "--game", "liars_bar", "--matches", "1", *SEATS, *OFFER)
    assert (series.status, series.err) == (0, "")


def test_a_match_is_told_whose_words_are_not_here_any_more(
    say: Say, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(folder)
    match_id = say("match", "--game", "liars_bar", "--seed", "5", *SEATS, *OFFER).lines[-1]
    file.unlink()
    shown = say("show", match_id, "--seat", "all")
    assert (shown.status, shown.err) == (0, "")
    assert "These words (mine) are not here any more." in shown.out
    tables = Tables(store, pace=0)
    monkeypatch.setattr(engine, "_open", [tables])
    told = watching.told(match_id, "all")
    hidden = told["frames"][-1]["ending"]["hidden"]
    assert hidden["lines"]
    assert hidden["messages"]
    assert hidden["texts"] == []
    tables.close()


@pytest.mark.parametrize("text", ["not toml", '[variants.V0]\nethics = "appeal"', '[variants.mine]\nname = "x"'])
def test_words_that_cannot_be_read_hinder_nothing_that_is_told(
    say: Say, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    match_id = say(
        "match", "--game", "liars_bar", "--seed", "5", *SEATS, "--condition", "channel", "--wording", "V0"
    ).lines[-1]
    put(folder, text)
    shown = say("show", match_id, "--seat", "all")
    assert (shown.status, shown.err) == (0, "")
    refused = say("match", "--game", "liars_bar", *SEATS, "--condition", "channel", "--wording", "V0")
    assert refused.status == 1
    assert len(refused.err.splitlines()) == 1
    tables = Tables(store, pace=0)
    monkeypatch.setattr(engine, "_open", [tables])
    assert watching.told(match_id, "all")["frames"][-1]["ending"]["hidden"]["messages"]
    tables.close()


@pytest.mark.parametrize("text", ["not toml", ROW.replace('"filler"', '"nowhere"')])
def test_a_surprise_is_drawn_among_words_that_can_be_said(store: Store, folder: Path, text: str) -> None:
    """What is wrong in a folder of one's own must not end a match before it begins."""
    put(folder, text)
    read_too(folder / WORDINGS)
    tables = Tables(store, pace=0)
    seats = [Seating(name, Kind.PERSON, name) for name in ("Ada", "Bea", "Cleo", "Dora")]
    for _ in range(60):
        tool = drawn("liars_bar", "paper")
        assert tool.wording != "mine"
        tables.open("liars_bar", "paper", seats, 5, tool=tool)
    tables.close()
