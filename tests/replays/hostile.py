"""Edits that make a good export into a file that must be refused."""

import json
from collections.abc import Callable
from typing import Any

Edit = Callable[[list[bytes]], list[bytes]]
"""From the lines of an export to other lines."""

NESTED = b"[" * 100_000 + b"]" * 100_000


def head(**changes: Any) -> Edit:
    """Change values of the first line; `end__points` is a value inside of `end`."""

    def edit(all_lines: list[bytes]) -> list[bytes]:
        first = json.loads(all_lines[0])
        for path, value in changes.items():
            *inside, last = path.split("__")
            where = first
            for part in inside:
                where = where[part]
            where[last] = value(where.get(last)) if callable(value) else value
        return [json.dumps(first).encode(), *all_lines[1:]]

    return edit


def raw(old: bytes, new: bytes) -> Edit:
    """Change the text of the first line that has it."""

    def edit(all_lines: list[bytes]) -> list[bytes]:
        place = next(i for i, line in enumerate(all_lines) if old in line)
        return [*all_lines[:place], all_lines[place].replace(old, new, 1), *all_lines[place + 1 :]]

    return edit


def second(key: str, change: Callable[[list[Any]], list[Any]]) -> Edit:
    """Change the events, forced or traces of the second step."""

    def edit(all_lines: list[bytes]) -> list[bytes]:
        step = json.loads(all_lines[2])
        step[key] = change(step.get(key, []))
        return [*all_lines[:2], json.dumps(step).encode(), *all_lines[3:]]

    return edit


def first_hidden_card(all_lines: list[bytes]) -> list[bytes]:
    """Show a card that the viewer did not see."""
    whole = b"\n".join(all_lines)
    shown = whole.replace(b'"cards":null', b'"cards":["Q"]', 1)
    return (shown if shown != whole else whole.replace(b'"card":null', b'"card":1', 1)).split(b"\n")


def name(text: str) -> Edit:
    return head(seats=lambda seats: [seats[0] | {"name": text}, *seats[1:]])


ALL: dict[str, Edit] = {
    "nothing": lambda _: [],
    "the first line only": lambda all_lines: all_lines[:1],
    "without the first line": lambda all_lines: all_lines[1:],
    "without the last": lambda all_lines: all_lines[:-1],
    "one removed": lambda all_lines: all_lines[:3] + all_lines[4:],
    "one removed and not announced": lambda all_lines: head(steps=len(all_lines) - 2)(all_lines[:3] + all_lines[4:]),
    "two swapped": lambda all_lines: [*all_lines[:3], all_lines[4], all_lines[3], *all_lines[5:]],
    "one twice": lambda all_lines: [*all_lines[:3], all_lines[2], *all_lines[3:]],
    "an empty line": lambda all_lines: [*all_lines[:3], b"", *all_lines[3:]],
    "a line of another kind": lambda all_lines: [*all_lines[:3], b"[]", *all_lines[4:]],
    "an extra key": raw(b'{"seq":2,', b'{"seq":2,"more":1,'),
    "an extra key with a line end": raw(b'{"seq":2,', b'{"seq":2,"a\\nb\\u001b[31m":1,'),
    "an extra key in the head": head(more=1),
    "an extra key in a seat": head(seats=lambda seats: [seats[0] | {"more": 1}, *seats[1:]]),
    "a step number as a word": raw(b'{"seq":2,', b'{"seq":"two",'),
    "a huge step number": raw(b'{"seq":2,', b'{"seq":' + b"9" * 30 + b","),
    "a step number of 5,000 digits": raw(b'{"seq":2,', b'{"seq":' + b"9" * 5000 + b","),
    "half of UTF-8": raw(b'"random"', b'"r\xff\xfe"'),
    "half of UTF-8 in the steps": raw(b"#manner", b"#\xc3("),
    "half of UTF-8 in the events": raw(b'"seat":1', b'"se\xffat":1'),
    "half a character": name("\ud800"),
    "a NUL": raw(b'{"seq":2,', b'{"seq":2,\0'),
    "another format": head(format="another"),
    "another schema": head(schema=2),
    "another version of the rules": head(version=2),
    "another game": head(game="chess"),
    "a game with a line end": head(game="che\nss\x1b[31m"),
    "other rules": head(preset="house"),
    "rules with a line end": head(preset="ho\nuse\x1b[31m"),
    "numbers that are not the preset's": head(
        rules=lambda rules: {k: v + 1 if type(v) is int else v for k, v in rules.items()}
    ),
    "rules of another kind": head(rules=[]),
    "rules with an extra key": head(rules=lambda rules: rules | {"more": 1}),
    "a viewpoint that is none": head(viewpoint="4"),
    "a viewpoint with a line end": head(viewpoint="1\n\x1b[31m"),
    "nobody there": head(seats=[]),
    "a seat less": head(seats=lambda seats: seats[:-1]),
    "a seat more": head(seats=lambda seats: [*seats, seats[0]]),
    "far too many seats": head(seats=lambda seats: seats * 50),
    "points of a seat less": head(end__points=lambda points: points[:-1]),
    "huge points": head(end__points=lambda points: [10**30, *points[1:]]),
    "endless points": raw(b'"points":[', b'"points":[1e999,'),
    "a winner who is not there": head(end__winners=[99]),
    "a winner before the first": head(end__winners=[-1]),
    "not ended": head(end=None),
    "an id with a path": head(id="../../../x"),
    "an id too short": head(id="abc"),
    "a seed that is none": head(seed="f" * 33),
    "a time before all times": head(created=-1),
    "a time after all times": head(created=10**18),
    "a name with markup": name("<script>alert(1)</script>"),
    "a name with a line end": name("a\nb"),
    "a name with a terminal's command": name("\x1b[31mred"),
    "a name written backwards": name("\u202eabc"),
    "a name of a page": name("x" * 5000),
    "no name": name(""),
    "a player with markup": head(seats=lambda seats: [seats[0] | {"player": "<b>"}, *seats[1:]]),
    "nested": lambda all_lines: [all_lines[0], NESTED, *all_lines[2:]],
    "nested in the head": lambda all_lines: [b'{"format":' + NESTED + b"}", *all_lines[1:]],
    "nested rules": raw(b'"rules":', b'"rules":' + NESTED + b',"x":'),
    "nested events": raw(b'"events":[', b'"events":[' + NESTED + b","),
    "a trace of a seat that is not there": raw(b'"traces":[{"seat":', b'"traces":[{"seat":9'),
    "a trace of a kind that is none": raw(b'"kind":"manner"', b'"kind":"secret"'),
    "events that are none": raw(b'"events":[[', b'"events":[["Nothing",{}],['),
    "an event of seat 99": raw(b'"seat":1', b'"seat":99'),
    "an event of seat -1": raw(b'"seat":1', b'"seat":-1'),
    "an event of a huge seat": raw(b'"seat":1', b'"seat":' + b"9" * 40),
    "an event of no seat": raw(b'"seat":1', b'"seat":"one"'),
}
COMPLETE: dict[str, Edit] = {
    "a trace about a seat that is not there": raw(b'"about":', b'"about":9'),
    "an action of seat 99": raw(b'"actions":[[0,', b'"actions":[[99,'),
    "an action changed": raw(b'"actions":[[-1,', b'"actions":[[0,'),
    "no actions": raw(b'"actions":[[', b'"actions":[],"x":[['),
    "actions of another kind": raw(b'"actions":[[', b'"actions":7,"x":[['),
    "a step behind the end": lambda ls: head(steps=len(ls))(
        [*ls, b'{"seq":%d,"events":[],"actions":[],"forced":[]}' % len(ls)]
    ),
    "forced a seat that is not there": raw(b'"forced":[]', b'"forced":[[99,"gave-up",""]]'),
    "forced a seat before the first": raw(b'"forced":[]', b'"forced":[[-4,"gave-up",""]]'),
    "forced in another form": raw(b'"forced":[]', b'"forced":[[0]]'),
    "another winner": head(end__winners=lambda won: [(won[0] + 1) % 3]),
    "other points": head(end__points=lambda points: [points[0] + 1, *points[1:]]),
    "another reason": head(end__reason="boredom"),
    "another seed": head(seed="0" * 31 + "7"),
    "a viewpoint it is not": head(viewpoint="public"),
}
THOUGHT = {"seat": 0, "kind": "reason", "text": "why", "provenance": "native"}
VIEW: dict[str, Edit] = {
    "what the table did for another seat": second("forced", lambda had: [*had, [0, "gave-up", "why"]]),
    "what another seat thought": second("traces", lambda had: [*had, THOUGHT]),
    "what another seat holds": first_hidden_card,
    "a step of which nothing was seen": second("events", lambda _: []),
    "actions beside": raw(b'{"seq":2,', b'{"seq":2,"actions":[],'),
    "called complete": head(viewpoint="all"),
}
