"""Texts from outside, so that they can be sent and kept: no half characters, no NUL."""

import json


def keepable(text: str) -> bool:
    """Whether it can be written as UTF-8 and stands in no database's way."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def kept(text: str) -> str:
    r"""The text itself, but with \udc00, \x00 and the like written out where nothing could keep them."""
    return text if keepable(text) else text.encode("utf-8", "backslashreplace").decode().replace("\0", r"\x00")


def one_line(text: str) -> str:
    """What somebody wrote, on one line: it must not look like something else that happened."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """The same in quotation marks, so that nobody can go on as somebody else."""
    return json.dumps(one_line(text), ensure_ascii=False)
