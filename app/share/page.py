"""The HTML around a shared match: our own scripts and sheets by their hashes, no network, and data that never runs."""

import re
import tomllib
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Final

from app.bundle import bundled
from app.places import BROWSER, FONTS
from replays.importers.shared_file import BEGIN, END, MARK

_STYLES: Final = re.compile(r"^const STYLES = \[(.*?)\];", re.MULTILINE | re.DOTALL)


def page(title: str, no_script: str, data: dict[str, str], record: bytes) -> bytes:
    """`data`: JSON by the id of its element; `record`: the export, to be brought in again."""
    code, sheets = parts()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(code)}",
            f"style-src-elem {' '.join(_hash(text) for text in sheets.values())}",
            "style-src-attr 'unsafe-inline'",
            "font-src data:",
            # A picture for a slide is drawn by way of one.
            "img-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    styles = "".join(f'<style data-name="{name}">{text}</style>\n' for name, text in sheets.items())
    told = "".join(f'<script type="application/json" id="{name}">{_inert(text)}{END}\n' for name, text in data.items())
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{MARK}\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n<main>\n{styles}<noscript>{escape(no_script)}</noscript>\n</main>\n"
        f"{told}{BEGIN}{_inert(record.decode())}{END}\n"
        f'<script type="module">{code}{END}\n</body>\n</html>\n'
    ).encode()


def _inert(data: str) -> str:
    """JSON in which nothing can pass for the end of its element."""
    return data.replace("<", "\\u003c")


@cache
def parts() -> tuple[str, dict[str, str]]:
    """The script, and each sheet by its name; made once a process."""
    code = bundled("file.js").replace("</", "<\\/").replace("<!--", "<\\!--")
    sheets = {name: (BROWSER / name).read_text("utf-8") for name in (*_names(), "file.css")}
    return code, {"fonts": _fonts()} | sheets


def _names() -> list[str]:
    """The sheets that the player needs, from first to last."""
    found = _STYLES.search((BROWSER / "player.js").read_text("utf-8"))
    assert found is not None
    return re.findall(r'"([^"]+)"', found[1])


def _fonts() -> str:
    """Those of the pages, each in the sheet itself."""
    theme: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text("utf-8"))
    return "\n".join(map(_face, theme["theme"]["fontFaces"]))


def _face(face: dict[str, Any]) -> str:
    font = b64encode((FONTS / Path(face["url"]).name).read_bytes()).decode()
    only = f"unicode-range: {face['unicodeRange']};" if "unicodeRange" in face else ""
    source = f'src: url(data:font/woff2;base64,{font}) format("woff2");'
    return f'@font-face {{ font-family: "{face["family"]}"; font-weight: {face["weight"]}; {source} {only} }}'


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
