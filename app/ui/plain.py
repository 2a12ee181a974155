"""Makes text from people, models and files safe to stand in labels and messages, which read Markdown."""

import re
from typing import Final

from replays.refusal import shown

JOINER: Final = "\N{WORD JOINER}"
"""Takes no room and shows nothing; it keeps two characters from being read as a mark."""
MARKS: Final = re.compile(r"[!-/:-@\[-`{-~]")
"""What Markdown may read as markup: all punctuation of ASCII."""
REREAD: Final = re.compile(r"[:@]|www(?=\.)|(?<!\S)[-<>~]", re.IGNORECASE)
"""What is read once more after Markdown: addresses, icons, smileys and arrows."""


def plain(text: str) -> str:
    """Markdown that shows these characters in one line: no markup, no link, no image, no icon."""
    return MARKS.sub(r"\\\g<0>", REREAD.sub(rf"\g<0>{JOINER}", shown(text)))
