"""What stands on a page that was run in this process, as a person reads it and as the browser is sent it."""

import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from app.ui.plain import JOINER


def clean(text: str) -> str:
    """The text as it is read, without what keeps it from being markup."""
    return re.sub(rf"\\(?=[!-~])|{JOINER}", "", text)


def said(at: AppTest) -> str:
    """Everything on the page that a person reads, but labels."""
    assert not at.exception
    parts = [*at.title, *at.header, *at.subheader, *at.text, *at.markdown, *at.caption]
    parts += [*at.error, *at.warning, *at.info]
    return clean("\n".join(str(part.value) for part in parts))


def links(at: AppTest) -> list[str]:
    """The links of the page itself; the menu's come first."""
    return [clean(link.proto.label) for link in at.get("page_link")][2:]


def leads(at: AppTest, label: str) -> dict[str, str]:
    """Where a link of this label leads: the page, and what stands in the address."""
    (link,) = [link.proto for link in at.get("page_link") if clean(link.proto.label) == label]
    return {"page": link.page, **dict(pair.split("=") for pair in link.query_string.split("&") if pair)}


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [button for button in at.button if re.fullmatch(label, button.label)]
    return button.click().run()


def box(at: AppTest, key: str) -> Any:
    """The part of the page that was given this key."""
    waiting = [at._tree]
    for block in waiting:
        if str(getattr(getattr(block, "proto", None), "id", "")).endswith(f"-{key}"):
            return block
        waiting += [child for child in getattr(block, "children", {}).values() if hasattr(child, "children")]
    raise AssertionError(key)


def _protos(block: Any) -> Iterator[str]:
    for child in getattr(block, "children", {}).values():
        yield str(getattr(child, "proto", ""))
        yield from _protos(child)


def sent(at: AppTest) -> str:
    """Everything the browser is sent to draw the page."""
    return "\n".join(_protos(at._tree))
