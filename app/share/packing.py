"""Values as JSON in which everything that stands there more than once stands there once."""

from typing import Any, Final

import msgspec

LONG: Final = 40
"""Characters from which on a text or an object gets a number."""
_encode: Final = msgspec.json.Encoder().encode


def packed(value: Any) -> str:
    """JSON {parts, whole}: in the place of a long text or object stands {"$": its number among the parts}; parts may
    hold only such as come before them. `app/browser/embedded.js` puts it together again."""
    numbers: dict[str, int] = {}
    names: dict[str, str] = {}
    texts: dict[str, str] = {}

    def numbered(text: str) -> str:
        return text if len(text) < LONG else f'{{"$":{numbers.setdefault(text, len(numbers))}}}'

    def named(name: str) -> str:
        found = names[name] = f"{_encode(name).decode()}:"
        return found

    def plain(text: str) -> str:
        found = texts[text] = numbered(_encode(text).decode())
        return found

    # By exact type, and each name and text written once: a match holds hundreds of thousands of values.
    def written(value: Any) -> str:
        kind = type(value)
        if kind is str:
            return texts.get(value) or plain(value)
        if kind is int:
            return str(value)
        if value is None:
            return "null"
        if kind is dict:
            return numbered(f"{{{','.join([(names.get(n) or named(n)) + written(one) for n, one in value.items()])}}}")
        if kind is list or kind is tuple:
            return f"[{','.join([written(one) for one in value])}]"
        return numbered(_encode(value).decode())

    whole = written(value)
    return f'{{"parts":[{",".join(numbers)}],"whole":{whole}}}'
