"""Words of strangers are words, wherever they stand; and what a tab remembers is remembered in one file."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.plain import JOINER, plain

APP = Path(__file__).parents[2] / "app"


@given(st.text(max_size=100))
def test_every_mark_of_markdown_is_escaped_and_nothing_else_changes(text: str) -> None:
    safe = plain(text)
    read = safe.replace(JOINER, "")
    taken = iter(read)
    letters = [next(taken) if letter == "\\" else letter for letter in taken]
    shown = "".join(letters)
    assert len(shown) == len(text)
    assert all(a == b or b == "\N{REPLACEMENT CHARACTER}" for a, b in zip(text, shown, strict=True))
    assert "\n" not in safe


@pytest.mark.parametrize(
    "text", ["https://e.example", "www.e.example", "me@e.example", ":smile:", ":material/home:", "a -> b"]
)
def test_what_is_read_again_after_markdown_is_broken_up(text: str) -> None:
    unescaped = plain(text).replace("\\", "")
    assert text not in unescaped
    assert unescaped.replace(JOINER, "") == text


def test_a_long_text_is_cut() -> None:
    assert len(plain("a" * 10_000)) <= 400


def test_only_one_file_touches_what_a_tab_remembers_and_none_lets_markup_through() -> None:
    users: set[str] = set()
    for file in APP.rglob("*.py"):
        text = file.read_text("utf-8")
        if any(isinstance(node, ast.Attribute) and node.attr == "session_state" for node in ast.walk(ast.parse(text))):
            users.add(file.relative_to(APP).as_posix())
        assert "unsafe_allow" not in text, file
    assert users == {"session.py"}
